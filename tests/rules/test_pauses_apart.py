"""Work between two pauses."""

from __future__ import annotations

from scheduler.domain.settings import BreakBand, Labour
from scheduler.rules.meal_and_rest_breaks import layouts, pauses_apart
from scheduler.rules.pauses_apart import PausesApart
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre


def found(text: str, **labour: int) -> list[tuple[str, int | None, float]]:
    centre = small_centre(csrs=(csr("c01"),), labour=Labour(**labour))
    return findings(PausesApart, centre, roster(shift("c01", 0, text)))


def test_too_little_work_between_two_pauses() -> None:
    text = "08:00 phone 10:00 rest 10:15 phone 10:30 meal 11:00 phone 16:30"
    assert found(text) == []
    assert found(text, min_work_between_pauses_minutes=30) == [("c01", at(0, "10:15"), 15)]


def test_too_much_work_without_one() -> None:
    text = "08:00 phone 10:00 rest 10:15 phone 12:15 meal 12:45 phone 16:30"
    assert found(text, max_unbroken_work_minutes=180) == [("c01", at(0, "12:45"), 45)]


def test_as_far_apart_as_every_shift_of_the_contract_has_room_for() -> None:
    # a shift of three hours whose two rests start in the middle of its halves, give or take 15
    # minutes: from 0:30 to 1:00 and from 2:00 to 2:30, at most 1:45 apart
    labour = Labour(
        breaks=(BreakBand(600, 2, 0),), rest_within_minutes=15, rest_minutes=15,
        min_work_between_pauses_minutes=240,
    )  # fmt: skip
    person = csr("c01", contract(shift_hours=(3,)))
    centre = small_centre(csrs=(person,), labour=labour)
    assert pauses_apart(centre, person) * 15 == 105
    assert [[p.offset for p in layout] for layout in layouts(centre, person, 12)] == [[2, 10]]
