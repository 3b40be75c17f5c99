"""One unbroken shift a day, of known activities, paid but for the meal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.roster import Roster, Segment
from scheduler.rules.shift_shape import ShiftShape
from tests.small_centres import at, roster, shift, small_centre

CENTRE = small_centre(days=2)


def amounts(found: Roster) -> list[float]:
    return [v.amount for v in ShiftShape.from_scenario(CENTRE).check(CENTRE, found)]


def test_touching_segments_are_a_shift() -> None:
    assert amounts(roster(shift("c01", 0, "08:00 phone 10:00 rest 10:15 phone 12:00"))) == []


def test_a_slot_of_nothing_or_of_two_things_is_none() -> None:
    early = shift("c01", 0, "08:00 phone 10:00")
    # 10:00 to 10:15 is a quarter of an hour too much, either way
    assert amounts(roster(early, shift("c01", 0, "10:15 phone 12:00"))) == [0.25]
    assert amounts(roster(early, shift("c01", 0, "09:45 phone 12:00"))) == [0.25]


def test_a_long_segment_hides_no_overlap() -> None:
    # 8:00-12:00 covers both of the others: two half hours too much, and no gap between them
    parts = ("08:00 phone 12:00", "09:00 rest 09:30", "10:00 rest 10:30")
    assert amounts(roster(*(shift("c01", 0, text) for text in parts))) == [3.0, 2.0]


@pytest.mark.parametrize(
    "wrong",
    [
        Segment("c01", at(0, "23:00"), at(1, "01:00"), "phone", True),  # over midnight
        Segment("c01", at(1, "23:00"), at(2, "01:00"), "phone", True),  # past the last day
        Segment("c01", -4, 0, "phone", True),  # before the first
        Segment("c01", at(0, "09:00"), at(0, "09:00"), "phone", True),  # no time at all
        Segment("c01", at(0, "09:00"), at(0, "10:00"), "fishing", True),  # not known
        Segment("c01", at(0, "09:00"), at(0, "10:00"), "meal", True),  # meals are unpaid
        Segment("c01", at(0, "09:00"), at(0, "10:00"), "rest", False),  # rests are paid
        Segment("x99", at(0, "09:00"), at(0, "10:00"), "phone", True),  # nobody
    ],
)
def test_a_wrong_segment_counts_one(wrong: Segment) -> None:
    assert amounts(Roster.of([wrong])) == [1]


def test_the_same_segment_made_right_is_clean() -> None:
    right = Segment("c01", at(0, "09:00"), at(0, "10:00"), "phone", True)
    assert amounts(Roster.of([right, replace(right, csr_id="c02")])) == []
