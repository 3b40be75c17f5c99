"""Leave that takes a part of a day is told as such, and the day is no day off."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scheduler.domain.demand import ALL
from scheduler.domain.scenario import TimeOff
from scheduler.reporting.files.workbook import write_workbook
from scheduler.reporting.findings.absences import away
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import not_there
from scheduler.reporting.page.person_page import person
from scheduler.reporting.page.sections import week_lines
from tests.reporting.made_runs import required, run
from tests.reporting.test_page import Page
from tests.small_centres import at, roster, shift, small_centre

TWO_DAYS = 2


def sick(start: str, end: str, *shifts: str) -> Report:
    """Two days; c01 is sick for a part of the first, with a shift on the days that have a text."""
    off = (TimeOff("c01", at(0, start), at(0, end), "sick", True),)
    scenario = small_centre(days=TWO_DAYS, time_off=off)
    asked = required(scenario, ("phone", ALL, "09:00", "10:00", 1))
    own = [shift("c01", day, text) for day, text in enumerate(shifts) if text]
    return run(scenario, asked, roster(*own))


@pytest.fixture
def afternoon() -> Report:
    """From 13:00 on, and no shift that day."""
    return sick("13:00", "17:00")


def test_a_sick_afternoon_is_no_day_off(afternoon: Report) -> None:
    rows = [
        (row.kind, row.start, row.end)
        for row in away(afternoon.scenario, afternoon.board)
        if row.csr_id == "c01"
    ]
    assert rows == [
        ("rest of the day", at(0, "00:00"), at(0, "13:00")),
        ("leave", at(0, "13:00"), at(0, "17:00")),
        ("rest of the day", at(0, "17:00"), at(0, "24:00")),
        ("day off", at(1, "00:00"), at(1, "24:00")),
    ]


def test_it_has_its_hours_on_page_and_workbook(afternoon: Report, tmp_path: Path) -> None:
    [line] = [line for line in week_lines(afternoon) if line.name == "Person c01"]
    assert [(cell.kind, cell.text) for cell in line.cells] == [
        ("leave", "sick 13:00–17:00"), ("off", "off"),
    ]  # fmt: skip
    assert "Sick 13:00–17:00: Person c01" in not_there(afternoon, 0)
    assert not any("Person c01" in text for text in not_there(afternoon, 0) if "Day off" in text)
    own = Page(person(afternoon, afternoon.scenario.csr["c01"])).text
    assert "Mon 11 May: sick 13:00–17:00" in own
    write_workbook(tmp_path / "roster.xlsx", afternoon)
    sheet = load_workbook(tmp_path / "roster.xlsx")["Week"]
    assert "sick 13:00–17:00" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_beside_a_shift_both_are_told() -> None:
    report = sick("13:00", "17:00", "08:00 phone 12:00")
    [line] = [line for line in week_lines(report) if line.name == "Person c01"]
    assert line.cells[0].text == "8:00–12:00, sick 13:00–17:00"
    kinds = [row.kind for row in away(report.scenario, report.board) if row.csr_id == "c01"]
    assert kinds == ["leave", "day off"]


def test_a_whole_day_is_told_without_hours() -> None:
    report = sick("00:00", "24:00")
    [line] = [line for line in week_lines(report) if line.name == "Person c01"]
    assert line.cells[0].text == "sick"
    kinds = [row.kind for row in away(report.scenario, report.board) if row.csr_id == "c01"]
    assert kinds == ["leave", "day off"]
