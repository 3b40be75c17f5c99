"""Findings that say the same of several days are one, and none is cut on the terminal."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import numpy as np
import pytest

from scheduler.reporting.findings.grouped_findings import grouped_findings, when_all
from scheduler.reporting.findings.sentences import Finding, findings, worst
from scheduler.reporting.page.week_page import page
from scheduler.reporting.terminal.screen import summary
from tests.reporting.made_runs import monday, people, required, run
from tests.small_centres import at, roster, shift, small_centre

WEEK = small_centre(7).grid


def week_of_one_supervisor():
    """Supervision is missing Mon to Wed from 11:30 to 12:00, and a head Tue from 9:00 to 9:15."""
    boss = replace(people()[0], channels=frozenset({"supervision"}))
    scenario = small_centre(7, csrs=(boss, people()[1]))
    wanted = np.zeros(7 * 96, dtype=np.int64)
    for day in range(3):
        wanted[at(day, "08:00") : at(day, "12:00")] = 1
    asked = replace(required(scenario, ("phone", "*", "09:00", "10:00", 1)), supervisors=wanted)
    shifts = [shift("c01", day, "08:00 supervision 11:30") for day in range(3)]
    return run(scenario, asked, roster(*shifts, shift("c02", 0, "09:15 phone 12:00")))


def test_the_same_on_three_days_is_one_finding_with_all_hours() -> None:
    report = week_of_one_supervisor()
    apart = findings(report)
    assert [f.what for f in apart if f.kind == "supervision"] == [
        f"{day} 11:30–12:00 supervision one short" for day in ("Mon", "Tue", "Wed")
    ]
    [phones, supervision] = grouped_findings(report.scenario.grid, apart)[:2]
    assert phones.what == "Mon 9:00–9:15 phones one short"
    assert supervision.what == "Mon–Wed 11:30–12:00 supervision one short"
    assert supervision.why == "the one who could is not at work; one works other hours"
    # 3 x half an hour, at $30 an hour; a missing head of a quarter of an hour at $60
    assert (supervision.hours, supervision.dollars) == (1.5, 45.0)
    assert phones.dollars == 15.0
    assert worst(grouped_findings(report.scenario.grid, apart), 1) == [supervision]


def test_another_reason_is_another_finding() -> None:
    same = Finding("shortage", "Mon x", "why", 0, 4, matter="x")
    other = replace(same, what="Tue x", why="another why", start=96, end=100)
    plain = replace(same, matter="")
    assert grouped_findings(WEEK, [same, other, plain, plain]) == [same, other, plain, plain]


def test_times_of_several_days() -> None:
    def spans(*days_and_times: tuple[int, str, str]) -> list[tuple[int, int]]:
        return [(at(day, start), at(day, end)) for day, start, end in days_and_times]

    evening = [(day, "16:30", "18:00") for day in range(5)]
    assert when_all(WEEK, spans(*evening)) == "Mon–Fri 16:30–18:00"
    assert (
        when_all(WEEK, spans(*evening, (5, "09:00", "13:00")))
        == "Mon–Fri 16:30–18:00 and Sat 9:00–13:00"
    )
    assert when_all(WEEK, spans(*evening[:2])) == "Mon and Tue 16:30–18:00"
    assert (
        when_all(WEEK, spans(evening[0], *evening[2:], (0, "08:00", "09:00")))
        == "Mon 8:00–9:00 and 16:30–18:00 and Wed–Fri 16:30–18:00"
    )


def test_the_page_tells_them_together_and_counts_all_hours() -> None:
    text = page(week_of_one_supervisor())
    assert "Mon–Wed 11:30–12:00 supervision one short" in text
    assert "Tue 11:30–12:00 supervision one short" not in text
    heading = re.search(r"<h3>Supervision missing</h3> <span>(.*?)</span>", text)
    assert heading is not None
    assert heading[1] == "1, 1.5 h"


@pytest.mark.parametrize("columns", [60, 132])
def test_a_finding_is_wrapped_at_the_width_of_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    text = re.sub(r"\x1b\[[0-9;]*m", "", summary(monday()))
    assert max(map(len, text.splitlines())) <= columns
    assert "…" not in text
    words = " ".join(text.split())
    for finding in findings(monday())[:3]:
        assert f"{finding.what}: {finding.why}" in words


def test_without_a_terminal_a_finding_is_wrapped_at_100_columns() -> None:
    warning = " ".join(f"word{number}" for number in range(40))
    lines = summary(monday(warnings=(warning,))).splitlines()
    assert max(map(len, lines)) <= 100
    start = next(i for i, line in enumerate(lines) if line.startswith("• word0 "))
    assert lines[start + 1].startswith("  word")
    assert warning in " ".join(" ".join(lines).split())
