"""Days at work in a row."""

from __future__ import annotations

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.days_in_a_row import DaysInARow
from tests.rules.by_hand import findings
from tests.small_centres import at, roster, shift, small_centre


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def centre(most: int = 6, least: int = 1, past: Roster | None = None) -> Scenario:
    labour = Labour(max_days_in_a_row=most, min_days_in_a_row=least)
    return small_centre(7, labour=labour, past=past)


def test_six_days_are_allowed_and_seven_are_not() -> None:
    assert findings(DaysInARow, centre(), on(*range(6))) == []
    assert findings(DaysInARow, centre(), on(*range(7))) == [("c01", 0, 1)]


def test_the_past_is_part_of_the_run() -> None:
    # Saturday and Sunday before, Monday to Thursday: 6; with Friday 7, begun two days before
    past = on(-2, -1)
    assert findings(DaysInARow, centre(past=past), on(0, 1, 2, 3)) == []
    found = findings(DaysInARow, centre(past=past), on(0, 1, 2, 3, 4))
    assert found == [("c01", at(-2, "00:00"), 1)]


def test_a_single_day_between_days_off_is_too_short() -> None:
    # two days at least: Wednesday alone is one short, Monday and Sunday may go on outside
    assert findings(DaysInARow, centre(least=2), on(0, 6)) == []
    assert findings(DaysInARow, centre(least=2), on(0, 2, 6)) == [("c01", at(2, "00:00"), 1)]


def test_a_run_begun_in_the_past_must_be_finished() -> None:
    # known from Friday before: off, off, Sunday at work; Monday off ends a run of one
    past = roster(shift("c02", -3, "08:00 phone 12:00"), shift("c01", -1, "08:00 phone 12:00"))
    found = findings(DaysInARow, centre(least=2, past=past), on(2, 3))
    assert found == [("c01", at(-1, "00:00"), 1)]
    assert findings(DaysInARow, centre(least=2, past=past), on(0)) == []
