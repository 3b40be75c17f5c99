"""Contract days less days of leave."""

from __future__ import annotations

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.rules.contract_days import ContractDays
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre

FOUR = contract("4x8", days=4, week_hours=32)
DAY = "08:00 phone 12:00"


def centre(*away: TimeOff, days: int = 7) -> Scenario:
    return small_centre(days, csrs=(csr("c01", FOUR),), time_off=away)


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, DAY) for day in days))


def test_exactly_the_days_of_the_contract() -> None:
    assert findings(ContractDays, centre(), on(0, 1, 3, 6)) == []
    assert findings(ContractDays, centre(), on(0, 1, 3)) == [("c01", 0, 1)]  # 4 - 3
    assert findings(ContractDays, centre(), on(0, 1, 2, 3, 4, 6)) == [("c01", 0, 2)]  # 6 - 4


def test_a_full_day_of_leave_takes_one_away() -> None:
    # contract hours 8:00-17:00 all in leave on Tuesday: 4 - 1 = 3 days
    tuesday = TimeOff("c01", at(1, "08:00"), at(1, "17:00"), "leave", True)
    assert findings(ContractDays, centre(tuesday), on(0, 2, 3)) == []
    assert findings(ContractDays, centre(tuesday), on(0, 2, 3, 4)) == [("c01", 0, 1)]


def test_half_a_day_of_leave_takes_none() -> None:
    # 8:00-12:00 is away, and 12:00-17:00 is too short for 8 h: the day is no day off
    morning = TimeOff("c01", at(1, "08:00"), at(1, "12:00"), "leave", True)
    assert findings(ContractDays, centre(morning), on(0, 2, 3)) == [("c01", 0, 1)]


def test_each_week_counts_for_itself() -> None:
    two_weeks = on(0, 1, 2, 3, 7, 8, 9)  # 4 and 3
    assert findings(ContractDays, centre(days=14), two_weeks) == [("c01", at(7, "00:00"), 1)]
