"""Contract hours, opening hours, permitted starts."""

from __future__ import annotations

from scheduler.rules.working_window import WorkingWindow
from tests.rules.by_hand import findings
from tests.small_centres import at, clock, contract, csr, roster, shift, small_centre

# contract 8:00-18:00, phones 7:00-16:00: together 8:00-16:00, starts every half hour
SIGNED = contract(hours="08:00-18:00", step_minutes=30)
CENTRE = small_centre(1, {"phone": "07:00-16:00"}, csrs=(csr("c01", SIGNED),))


def test_a_shift_may_fill_the_window() -> None:
    assert findings(WorkingWindow, CENTRE, roster(shift("c01", 0, "08:00 phone 16:00"))) == []


def test_it_may_not_reach_over_the_ends() -> None:
    # half an hour before the contract's 8:00, a quarter after the phones close at 16:00
    found = findings(WorkingWindow, CENTRE, roster(shift("c01", 0, "07:30 phone 16:15")))
    assert found == [("c01", at(0, "07:30"), 0.5), ("c01", at(0, "07:30"), 0.25)]


def test_starts_are_counted_from_the_earliest_of_the_contract() -> None:
    # 8:30 is one step after 8:00; 8:45 is a quarter past a step
    assert findings(WorkingWindow, CENTRE, roster(shift("c01", 0, "08:30 phone 12:00"))) == []
    found = findings(WorkingWindow, CENTRE, roster(shift("c01", 0, "08:45 phone 12:00")))
    assert found == [("c01", at(0, "08:45"), 0.25)]


def test_a_second_channel_widens_the_window_to_the_hull() -> None:
    # phones close at 12:00, the desk opens at 13:00: the hour between may be bridged
    hours = {"phone": "08:00-12:00", "desk": "13:00-16:00"}
    centre = small_centre(1, hours, csrs=(csr("c01", SIGNED, "phone;desk"),))
    day = "08:00 phone 12:00 meal 13:00 desk 16:00"
    assert findings(WorkingWindow, centre, roster(shift("c01", 0, day))) == []


def test_on_a_closed_day_the_whole_shift_is_outside() -> None:
    opening = {"phone": (None, (clock("07:00"), clock("16:00")))}
    centre = small_centre(2, {"phone": "07:00-16:00"}, csrs=CENTRE.csrs, opening=opening)
    found = findings(WorkingWindow, centre, roster(shift("c01", 0, "08:00 phone 12:00")))
    assert found == [("c01", at(0, "08:00"), 4.0)]
