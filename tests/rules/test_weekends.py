"""Weekends with work, at most the contract's number."""

from __future__ import annotations

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.weekends import Weekends
from tests.centres import at, contract, csr, roster, shift, small_centre
from tests.rules.by_hand import findings


def centre(most: int | None) -> Scenario:
    """Three weeks from a Monday: Saturdays are days 5, 12 and 19."""
    return small_centre(21, csrs=(csr("c01", contract(max_weekends=most)),))


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def test_saturday_and_sunday_are_one_weekend() -> None:
    assert findings(Weekends, centre(1), on(4, 5, 6, 7)) == []


def test_each_weekend_counts_once_however_little_is_worked() -> None:
    # Sunday of the first, Saturday of the second and third: one too many, from day 19 on
    assert findings(Weekends, centre(2), on(6, 12, 19)) == [("c01", at(19, "00:00"), 1)]
    assert findings(Weekends, centre(0), on(6, 12)) == [("c01", at(5, "00:00"), 2)]


def test_without_a_number_every_weekend_may_be_worked() -> None:
    assert findings(Weekends, centre(None), on(5, 12, 19)) == []
