"""Shift lengths and weekly hours of the contract; overtime where the settings allow it."""

from __future__ import annotations

from typing import Any

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.contract_hours import ContractHours, shift_lengths
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre

# two days of 4 to 6 h, 10 h a week
PART = contract("part", days=2, shift_hours=(4, 5, 6), week_hours=10)
FOUR = "08:00 phone 12:00"
FIVE = "08:00 phone 13:00"
SIX = "08:00 phone 12:00 meal 12:30 phone 14:30"


def centre(**labour: Any) -> Scenario:
    return small_centre(2, csrs=(csr("c01", PART),), labour=Labour(**labour))


def two(monday: str, tuesday: str) -> Roster:
    return roster(shift("c01", 0, monday), shift("c01", 1, tuesday))


def test_any_mix_that_makes_the_week() -> None:
    assert findings(ContractHours, centre(), two(FIVE, FIVE)) == []  # 5 + 5
    assert findings(ContractHours, centre(), two(FOUR, SIX)) == []  # 4 + 6, the meal unpaid


def test_too_few_and_too_many_hours() -> None:
    assert findings(ContractHours, centre(), two(FOUR, FIVE)) == [("c01", 0, 1.0)]  # 10 - 9
    assert findings(ContractHours, centre(), two(FIVE, SIX)) == [("c01", 0, 1.0)]  # 11 - 10


def test_a_length_that_the_contract_does_not_have() -> None:
    # 4.5 h is half an hour from 4 h and from 5 h; with 5.5 h the week is right
    odd = two("08:00 phone 12:30", "08:00 phone 13:30")
    expected = [("c01", at(0, "08:00"), 0.5), ("c01", at(1, "08:00"), 0.5)]
    assert findings(ContractHours, centre(), odd) == expected


def test_overtime_up_to_its_limits() -> None:
    # an hour a week and day: 11 h are allowed, 12 h are one too many; 7 h is 6 h and an hour
    some = centre(max_overtime_hours=1, max_overtime_hours_per_day=1)
    assert shift_lengths(some, some.csrs[0]) == (16, 20, 24, 28)
    assert findings(ContractHours, some, two(FIVE, SIX)) == []
    assert findings(ContractHours, some, two(SIX, SIX)) == [("c01", 0, 1.0)]


def test_extensions_come_in_steps_and_end_at_the_limit_of_a_day() -> None:
    # steps of an hour up to 2 h a day on 4, 5 and 6 h: 4 to 8 h, of which slots of 15 minutes
    more = centre(max_overtime_hours=6, max_overtime_hours_per_day=2)
    assert shift_lengths(more, more.csrs[0]) == (16, 20, 24, 28, 32)
    half = centre(max_overtime_hours=0.5, overtime_step_minutes=30)
    assert shift_lengths(half, half.csrs[0]) == (16, 18, 20, 22, 24, 26)
