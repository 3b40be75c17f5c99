"""Whoever comes late is away until then, and not for the rest of the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import ALL
from scheduler.domain.given_shifts import given_to, with_given_shifts
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import TimeOff
from scheduler.reporting.findings.absences import away
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import findings
from scheduler.reporting.page.sections import week_lines
from tests.reporting.made_runs import required, run
from tests.small_centres import at, csr, roster, shift, small_centre

TOLD = "08:00 phone 12:00 meal 12:30 phone 16:00"


@pytest.fixture
def late() -> Report:
    """One person, told 8:00 to 16:00, comes at 10:00; one is required from 8:00 to 17:00."""
    absence = TimeOff("c01", at(0, "08:00"), at(0, "10:00"), "late", False)
    centre = small_centre(csrs=(csr("c01"),), time_off=(absence,))
    told = replace(centre, published=roster(shift("c01", 0, TOLD)))
    scenario = with_given_shifts(told)
    asked = required(scenario, ("phone", ALL, "08:00", "17:00", 1))
    return run(scenario, asked, given_to(scenario, Roster(())))


def test_the_absence_ends_when_the_person_comes(late: Report) -> None:
    rows = [(row.kind, row.reason, row.start, row.end) for row in away(late.scenario, late.board)]
    assert rows == [("leave", "late", at(0, "08:00"), at(0, "10:00"))]
    [line] = week_lines(late)
    assert line.cells[0].text == "10:00–16:00, late 8:00–10:00"


def test_a_shortage_after_the_shift_is_not_for_the_late_arrival(late: Report) -> None:
    reasons = {f.start: f.why for f in findings(late) if f.kind == "shortage"}
    assert reasons == {
        at(0, "08:00"): "the one who could is not at work; away: Person c01 (late)",
        at(0, "12:00"): "the one who could is at work; one on a break",
        at(0, "16:00"): "the one who could is not at work; one works other hours",
    }


def test_news_on_top_of_news_keep_both_absences(late: Report) -> None:
    early = TimeOff("c01", at(0, "15:00"), at(0, "16:00"), "left early", False)
    more = replace(late.scenario, time_off=(*late.scenario.time_off, early))
    told = with_given_shifts(more)
    [off] = told.time_off
    assert off.spans == ((at(0, "08:00"), at(0, "10:00")), (at(0, "15:00"), at(0, "16:00")))
    # Told once more, they are the same
    assert with_given_shifts(told).time_off == (off,)
