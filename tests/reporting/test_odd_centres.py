"""Every output of centres that are not like the first one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scheduler.domain.demand import ALL
from scheduler.domain.roster import Roster
from scheduler.reporting import write
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.terminal.screen import summary
from tests.reporting.made_runs import monday, required, run
from tests.reporting.test_page import Page
from tests.small_centres import contract, csr, roster, shift, small_centre


def nobody_at_work() -> Report:
    scenario = small_centre()
    return run(scenario, required(scenario, ("phone", ALL, "09:00", "10:00", 1)), Roster(()))


def closed_all_day() -> Report:
    scenario = small_centre(
        opening={"phone": (None,)}, closures=frozenset({date(2026, 5, 11)}), csrs=(csr("c01"),)
    )
    return run(scenario, required(scenario), Roster(()))


def nobody_at_all() -> Report:
    scenario = small_centre(csrs=())
    return run(scenario, required(scenario), Roster(()))


def hours_for_slots() -> Report:
    people = (csr("c01", contract(slot_minutes=60, step_minutes=60, meal_slots=1)),)
    scenario = small_centre(slot_minutes=60, csrs=people)
    rostered = roster(shift("c01", 0, "08:00 phone 12:00 meal 13:00 phone 17:00", 60))
    return run(scenario, required(scenario), rostered)


def around_the_clock() -> Report:
    scenario = small_centre(hours={"phone": "00:00-24:00"})
    rostered = roster(shift("c01", 0, "16:00 phone 24:00"), shift("c02", 0, "00:00 phone 08:00"))
    asked = required(scenario, ("phone", ALL, "00:00", "24:00", 1))
    return run(scenario, asked, rostered)


def two_weeks() -> Report:
    scenario = small_centre(days=14)
    rostered = roster(*(shift("c01", day, "08:00 phone 12:00") for day in (0, 7, 13)))
    return run(scenario, required(scenario, ("phone", ALL, "09:00", "10:00", 2)), rostered)


def many_languages() -> Report:
    codes = [f"{a}{b}" for a in "abcdefghij" for b in "abcdefghijkl"]
    people = tuple(csr(f"c{i}", languages=f"en;{code}") for i, code in enumerate(codes))
    scenario = small_centre(csrs=people)
    asked = required(scenario, *(("phone", code, "09:00", "10:00", 1) for code in codes))
    return run(scenario, asked, roster(shift("c0", 0, "08:00 phone 12:00")))


def a_channel_of_its_own() -> Report:
    scenario = small_centre(hours={"live_chat": "08:00-17:00"})
    asked = required(scenario, ("live_chat", ALL, "09:00", "10:00", 1))
    return run(scenario, asked, roster(shift("c01", 0, "08:00 live_chat 12:00")))


def very_long_names() -> Report:
    report = monday()
    people = tuple(replace(c, name="Maximiliana " * 30) for c in report.scenario.csrs)
    return replace(report, scenario=replace(report.scenario, csrs=people, name="[Centre]" * 20))


def nothing_proven() -> Report:
    return monday(bound=None, gap=None, regret_hours=None, regret=None, status="interrupted")


@pytest.mark.parametrize(
    "centre",
    [
        nobody_at_work, closed_all_day, nobody_at_all, hours_for_slots, around_the_clock,
        two_weeks, many_languages, a_channel_of_its_own, very_long_names, nothing_proven,
    ],
    ids=lambda build: build.__name__,
)  # fmt: skip
def test_everything_is_written_and_can_be_read(centre, tmp_path: Path) -> None:
    report = centre()
    write(tmp_path, report)
    assert Page((tmp_path / "roster.html").read_text(encoding="utf-8")).open == []
    assert "Findings" in load_workbook(tmp_path / "roster.xlsx").sheetnames
    assert len(list((tmp_path / "ics").iterdir())) == len(report.scenario.csrs)
    assert len(summary(report).splitlines()) <= 24


def test_midnight_is_the_end_of_a_day(tmp_path: Path) -> None:
    write(tmp_path, around_the_clock())
    assert "16:00–24:00" in Page((tmp_path / "roster.html").read_text(encoding="utf-8")).text


def test_a_longer_horizon_names_dates() -> None:
    assert "Mon 18 May 9:00–10:00" not in summary(two_weeks())
    assert "Mon 11 May 9:00–10:00 phones one short" in summary(two_weeks())
