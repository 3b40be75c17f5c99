"""Channels that a person knows, while they are open."""

from __future__ import annotations

from scheduler.rules.skills import Skills
from tests.rules.by_hand import findings
from tests.small_centres import at, csr, roster, shift, small_centre

CENTRE = small_centre(
    1,
    {"phone": "08:00-17:00", "desk": "09:00-12:00"},
    csrs=(csr("c01", channels="phone;desk"), csr("c02", channels="phone")),
)


def test_the_whole_time_that_a_channel_is_open() -> None:
    day = roster(shift("c01", 0, "08:00 phone 09:00 desk 12:00 phone 17:00"))
    assert findings(Skills, CENTRE, day) == []


def test_a_quarter_of_an_hour_beyond_it() -> None:
    # the desk opens at 9:00 and closes at 12:00: 15 minutes too early and 15 too late
    day = roster(shift("c01", 0, "08:00 phone 08:45 desk 12:15 phone 16:00"))
    assert findings(Skills, CENTRE, day) == [("c01", at(0, "08:45"), 0.5)]


def test_a_channel_that_the_person_does_not_know() -> None:
    day = roster(shift("c02", 0, "08:00 phone 10:00 desk 11:30 phone 16:00"))
    assert findings(Skills, CENTRE, day) == [("c02", at(0, "10:00"), 1.5)]


def test_pauses_need_no_skill() -> None:
    day = roster(shift("c02", 0, "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 13:00"))
    assert findings(Skills, CENTRE, day) == []


def test_closed_at_noon_is_closed() -> None:
    people = (csr("c01", channels="phone;desk"),)
    centre = small_centre(
        1, {"phone": "08:00-17:00", "desk": "08:00-10:00, 11:00-13:00"}, csrs=people
    )
    both = roster(shift("c01", 0, "08:00 desk 10:00 phone 11:00 desk 13:00"))
    assert findings(Skills, centre, both) == []
    through = roster(shift("c01", 0, "09:00 desk 12:00"))
    assert findings(Skills, centre, through) == [("c01", at(0, "09:00"), 1)]


def test_days_beyond_the_horizon_are_not_its_own() -> None:
    centre = small_centre(1)
    found = roster(shift("c01", -1, "08:00 phone 12:00"), shift("c01", 1, "08:00 phone 12:00"))
    assert list(Skills.from_scenario(centre).check(centre, found)) == []
