"""Nobody works in approved time off."""

from __future__ import annotations

from scheduler.domain.scenario import TimeOff as Absence
from scheduler.rules.time_off import TimeOffRule
from tests.rules.by_hand import findings
from tests.small_centres import at, roster, shift, small_centre

CENTRE = small_centre(
    days=2,
    time_off=(Absence("c01", at(0, "12:00"), at(1, "09:00"), "leave", True, "time_off.csv:2"),),
)


def test_a_shift_may_touch_leave_on_both_sides() -> None:
    week = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c01", 1, "09:00 phone 12:00"))
    assert findings(TimeOffRule, CENTRE, week) == []


def test_a_quarter_of_an_hour_in_it_is_too_much() -> None:
    # 12:15 - 12:00 and 9:00 - 8:45
    week = roster(shift("c01", 0, "08:00 phone 12:15"), shift("c01", 1, "08:45 phone 12:00"))
    expected = [("c01", at(0, "12:00"), 0.25), ("c01", at(1, "08:45"), 0.25)]
    assert findings(TimeOffRule, CENTRE, week) == expected


def test_others_are_not_away() -> None:
    assert findings(TimeOffRule, CENTRE, roster(shift("c02", 0, "12:00 phone 16:00"))) == []
