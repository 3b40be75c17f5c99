"""Rest between shifts, the published past included."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.settings import Labour
from scheduler.rules.minimum_rest import MinimumRest, min_gap_slots
from tests.rules.by_hand import findings
from tests.small_centres import at, roster, shift, small_centre

CENTRE = small_centre(days=3)


def test_eleven_hours_are_enough_and_a_quarter_less_is_not() -> None:
    # 20:00 to 7:00 is 11 h, to 6:45 it is 10.75 h
    late = shift("c01", 0, "16:00 phone 20:00")
    assert findings(MinimumRest, CENTRE, roster(late, shift("c01", 1, "07:00 phone 11:00"))) == []
    early = roster(late, shift("c01", 1, "06:45 phone 11:00"))
    assert findings(MinimumRest, CENTRE, early) == [("c01", at(1, "06:45"), 0.25)]


def test_two_people_do_not_wait_for_each_other() -> None:
    pair = roster(shift("c01", 0, "16:00 phone 20:00"), shift("c02", 1, "06:00 phone 11:00"))
    assert findings(MinimumRest, CENTRE, pair) == []


def test_the_last_shift_of_the_past_counts() -> None:
    # Sunday to 22:00, Monday from 8:00: 10 h
    past = roster(shift("c01", -1, "18:00 phone 22:00"))
    monday = roster(shift("c01", 0, "08:00 phone 12:00"))
    found = findings(MinimumRest, replace(CENTRE, past=past), monday)
    assert found == [("c01", at(0, "08:00"), 1.0)]


def test_hours_round_up_to_slots() -> None:
    # 11.1 h are 666 minutes, 44.4 slots: 45
    centre = small_centre(labour=Labour(min_rest_between_shifts_hours=11.1))
    assert min_gap_slots(centre) == 45
