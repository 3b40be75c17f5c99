"""Paid hours over the horizon; the week's are then the most."""

from __future__ import annotations

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.contract_days import ContractDays
from scheduler.rules.contract_hours import ContractHours
from scheduler.rules.horizon_hours import HorizonHours
from tests.centres import contract, csr, roster, shift, small_centre
from tests.rules.by_hand import findings

FIVE = "08:00 phone 13:00"
SIX = "08:00 phone 12:00 meal 12:30 phone 14:30"


def centre() -> Scenario:
    """Two weeks: up to 3 days and 15 h in each, 16 to 22 h over both (slots of 15 minutes)."""
    flexible = contract(days=3, shift_hours=(5, 6), week_hours=15, horizon_slots=(64, 88))
    return small_centre(14, csrs=(csr("c01", flexible),))


def on(*shifts: tuple[int, str]) -> Roster:
    return roster(*(shift("c01", day, text) for day, text in shifts))


def test_between_least_and_most() -> None:
    # 6 + 5 + 5 = 16, the meal unpaid
    three = on((0, SIX), (1, FIVE), (7, FIVE))
    assert findings(HorizonHours, centre(), three) == []


def test_too_few_and_too_many_hours() -> None:
    two, five = [(0, FIVE), (7, FIVE)], [(day, FIVE) for day in (0, 1, 7, 8, 9)]
    assert findings(HorizonHours, centre(), on(*two)) == [("c01", 0, 6.0)]  # 10 of 16
    assert findings(HorizonHours, centre(), on(*five)) == [("c01", 0, 3.0)]  # 25 of 22


def test_a_week_may_have_less_than_the_contract_but_not_more() -> None:
    few = on((0, FIVE), (7, FIVE), (8, SIX))
    assert findings(ContractDays, centre(), few) == []
    assert findings(ContractHours, centre(), few) == []
    full = on((0, FIVE), (1, FIVE), (2, FIVE), (3, FIVE))
    assert findings(ContractDays, centre(), full) == [("c01", 0, 1)]  # 4 days of 3
    assert findings(ContractHours, centre(), full) == [("c01", 0, 5.0)]  # 20 h of 15
