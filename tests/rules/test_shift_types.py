"""Shifts with names, how many of them, and what may not follow what."""

from __future__ import annotations

from typing import Any

from scheduler.domain.owed import shift_starts
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, ShiftType
from scheduler.rules.shift_types import ShiftTypes
from tests.centres import at, clock, contract, csr, roster, shift, small_centre
from tests.rules.by_hand import findings

EARLY = "08:00 phone 12:00"
LATE = "13:00 phone 17:00"


def centre(most_late: int | None = None, **changes: Any) -> Scenario:
    """A week in which a late shift is never followed by an early one."""
    types = (
        ShiftType("early", clock("08:00"), 16),
        ShiftType("late", clock("13:00"), 16, most_late, frozenset({"early"})),
    )
    signed = contract(shift_hours=(4,), meal_minutes=0, shift_types=types)
    return small_centre(7, csrs=(csr("c01", signed),), **changes)


def on(*shifts: tuple[int, str]) -> Roster:
    return roster(*(shift("c01", day, text) for day, text in shifts))


def test_a_shift_is_one_of_the_types() -> None:
    assert findings(ShiftTypes, centre(), on((0, EARLY), (1, LATE))) == []
    # half an hour late: start and end miss the early shift by half an hour each
    odd = on((0, "08:30 phone 12:30"))
    assert findings(ShiftTypes, centre(), odd) == [("c01", at(0, "08:30"), 1.0)]


def test_what_cannot_follow_does_not() -> None:
    wrong = on((0, LATE), (1, EARLY))
    assert findings(ShiftTypes, centre(), wrong) == [("c01", at(1, "08:00"), 1)]
    assert findings(ShiftTypes, centre(), on((0, LATE), (2, EARLY))) == []  # a day off between


def test_the_published_past_is_followed_too() -> None:
    past = centre(past=on((-1, LATE)))
    assert findings(ShiftTypes, past, on((0, EARLY))) == [("c01", at(0, "08:00"), 1)]
    assert findings(ShiftTypes, past, on((0, LATE))) == []


def test_so_many_of_a_type_in_the_horizon() -> None:
    late = on((0, LATE), (2, LATE), (4, LATE))
    assert findings(ShiftTypes, centre(most_late=3), late) == []
    assert findings(ShiftTypes, centre(most_late=1), late) == [("c01", at(0, "13:00"), 2)]


def test_shifts_start_with_their_types_only() -> None:
    scenario = centre()
    assert shift_starts(scenario, scenario.csrs[0], 0, 16) == [clock("08:00"), clock("13:00")]
