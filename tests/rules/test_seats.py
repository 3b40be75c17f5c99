"""Seats for everybody at work."""

from __future__ import annotations

from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.seats import Seats
from tests.rules.by_hand import findings
from tests.small_centres import at, csr, roster, shift, small_centre


def centre(seats: int | None) -> Scenario:
    people = (csr("c01"), csr("c02"), csr("s01", channels="supervision"))
    hours = {"phone": "08:00-17:00", "supervision": "08:00-17:00"}
    return small_centre(1, hours, csrs=people, labour=Labour(seats=seats))


FIRST = shift("c01", 0, "08:00 phone 12:00 meal 12:30 phone 16:00")


def test_a_seat_changes_hands_at_the_hour() -> None:
    relay = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c02", 0, "12:00 phone 16:00"))
    assert findings(Seats, centre(1), relay) == []


def test_a_quarter_of_an_hour_together_is_too_much() -> None:
    relay = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c02", 0, "11:45 phone 16:00"))
    assert findings(Seats, centre(1), relay) == [("", at(0, "11:45"), 0.25)]
    assert findings(Seats, centre(2), relay) == []
    assert findings(Seats, centre(None), relay) == []


def test_a_meal_frees_the_seat_and_a_rest_does_not() -> None:
    lunch = roster(FIRST, shift("c02", 0, "12:00 phone 12:30"))
    assert findings(Seats, centre(1), lunch) == []
    rest = roster(
        shift("c01", 0, "08:00 phone 10:00 rest 10:15 phone 12:00"),
        shift("c02", 0, "10:00 phone 10:15"),
    )
    assert findings(Seats, centre(1), rest) == [("", at(0, "10:00"), 0.25)]


def test_supervisors_take_no_seat() -> None:
    supervised = roster(FIRST, shift("s01", 0, "08:00 supervision 16:00"))
    assert findings(Seats, centre(1), supervised) == []


def test_each_seat_missing_counts() -> None:
    # two people without any seat for an hour
    pair = roster(shift("c01", 0, "08:00 phone 09:00"), shift("c02", 0, "08:00 phone 09:00"))
    assert findings(Seats, centre(0), pair) == [("", at(0, "08:00"), 2.0)]
