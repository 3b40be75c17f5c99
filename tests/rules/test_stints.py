"""One channel between two pauses."""

from __future__ import annotations

from scheduler.rules.stints import Stints
from tests.rules.by_hand import findings
from tests.small_centres import at, csr, roster, shift, small_centre

CENTRE = small_centre(
    1,
    {"phone": "08:00-17:00", "desk": "09:00-12:00", "email": "08:00-17:00"},
    csrs=(csr("c01", channels="phone;desk;email"),),
)


def found(text: str) -> list[tuple[str, int | None, float]]:
    return findings(Stints, CENTRE, roster(shift("c01", 0, text)))


def test_a_pause_ends_a_stint() -> None:
    assert found("08:00 phone 10:00 rest 10:15 desk 11:00 meal 11:30 email 13:00") == []


def test_so_does_an_opening_or_a_closing_of_one_of_the_two() -> None:
    assert found("08:00 phone 09:00 desk 12:00 phone 16:00") == []


def test_nothing_else_does() -> None:
    # the desk closes at 12:00, not at 11:45
    assert found("08:00 phone 09:00 desk 11:45 phone 16:00") == [("c01", at(0, "11:45"), 1)]
    # at 9:00 neither phones nor email open
    assert found("08:00 phone 09:00 email 16:00") == [("c01", at(0, "09:00"), 1)]


def test_at_a_second_opening_too() -> None:
    people = (csr("c01", channels="phone;desk"),)
    centre = small_centre(
        1, {"phone": "08:00-17:00", "desk": "08:00-10:00, 11:00-13:00"}, csrs=people
    )
    day = "09:00 desk 10:00 phone 11:00 desk 13:00 phone 14:00"
    assert findings(Stints, centre, roster(shift("c01", 0, day))) == []
    late = roster(shift("c01", 0, "10:00 phone 11:15 desk 13:00"))
    assert findings(Stints, centre, late) == [("c01", at(0, "11:15"), 1)]
