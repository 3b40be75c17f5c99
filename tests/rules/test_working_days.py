"""Sets of working days: what the week allows, and what the weeks beside it leave of that."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.contract_days import ContractDays
from scheduler.rules.days_in_a_row import DaysInARow
from scheduler.rules.days_off_in_a_row import DaysOffInARow
from scheduler.rules.week_after import WeekAfter
from scheduler.rules.weekends import Weekends
from scheduler.rules.working_days import WorkingDays
from scheduler.rules.working_days import calendar as calendar_of
from tests.small_centres import MONDAY, contract, csr, roster, shift, small_centre

RULES_OF_DAYS = (ContractDays, DaysInARow, DaysOffInARow, Weekends, WeekAfter)


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def calendar(scenario: Scenario) -> WorkingDays:
    """The weeks of the only person."""
    return calendar_of(scenario, scenario.csrs[0])


def bits(*days: int) -> int:
    return sum(1 << day for day in days)


def centre(horizon: int = 7, past: Roster | None = None, **signed: Any) -> Scenario:
    """One person with such a contract; at most six days in a row, as anywhere."""
    return small_centre(horizon, csrs=(csr("c01", contract(**signed)),), past=past)


def test_five_days_with_two_off_together() -> None:
    # 21 pairs of days off; together (6 pairs) or both at the edges (Monday and Sunday): 7
    found = calendar(centre(min_days_off_in_a_row=2)).legal(0, {})
    assert len(found) == 7
    assert bits(0, 1, 2, 3, 4) in found
    assert bits(1, 2, 3, 4, 5) in found


def test_a_set_is_offered_only_where_the_other_weeks_can_still_be_worked() -> None:
    # Six days a week and one weekend a fortnight: a week of six days has work on a weekend
    # unless Saturday and Sunday are both off, which leaves five. So no week has a set.
    six = calendar(centre(14, days=6, max_weekends=1))
    assert six.legal(0, {}) == ()
    # Five days: Monday to Friday, or work on the weekend, which one of two weeks may have. Of
    # 21 pairs of days off 11 have Saturday or Sunday in them; the other 10, with seven days
    # in a row before the next Friday, are against six in a row.
    five, friday = calendar(centre(14, max_weekends=1)), bits(0, 1, 2, 3, 4)
    assert five.legal(0, {1: bits(2, 3, 4, 5, 6)}) == (friday,)
    assert len(five.legal(0, {1: friday})) == 11
    assert len(five.legal(0, {})) == 11


def test_weekends_off_of_any_four_count_the_past() -> None:
    # worked on the three Saturdays before; one of four is to be off, so this one is
    past = on(-21, -16, -9, -2)
    found = calendar(centre(past=past, min_weekends_off=1)).legal(0, {})
    assert found == (bits(0, 1, 2, 3, 4),)


SHAPES = [
    # days, weekday of the first, contract, labour, days at work before
    (14, 0, {"days": 3, "max_weekends": 1}, {}, ()),
    (14, 6, {"days": 3, "max_weekends": 1}, {}, (-1, -2)),
    (13, 6, {"days": 4, "min_weekends_off": 3}, {}, (-14, -8)),
    (10, 5, {"days": 4}, {"min_weekends_off": 2}, (-21, -13, -2)),
    (11, 0, {"days": 4, "min_days_off_in_a_row": 2}, {"max_days_in_a_row": 4}, (-5, -4)),
    (12, 2, {"days": 4, "max_days_in_a_row": 3}, {"min_days_in_a_row": 2}, (-5, -1)),
    (14, 0, {"days": 4, "weekend_every": 2}, {}, (-9,)),
    (14, 0, {"days": 5, "weekend_every": 2, "min_days_off_in_a_row": 2}, {}, (-1,)),
    (14, 5, {"days": 3, "weekend_every": 3}, {"min_weekends_off": 2}, (-15,)),
    (13, 6, {"days": 4, "weekend_every": 3}, {}, (-8, -1)),
    (13, 0, {"days": 5, "min_days_in_a_row": 3}, {"min_days_off_in_a_row": 2}, (-7, -1)),
]


@pytest.mark.parametrize(("days", "weekday", "signed", "labour", "before"), SHAPES)
def test_rows_of_days_are_those_that_the_checks_let_pass(
    days: int, weekday: int, signed: dict[str, Any], labour: dict[str, int], before: tuple[int, ...]
) -> None:
    """Every choice of days of all weeks: offered, one week after the other, exactly if legal."""
    first_day: date = MONDAY + timedelta(days=weekday)
    past = on(*before) if before else None
    scenario = small_centre(
        days,
        csrs=(csr("c01", contract(**signed)),),
        past=past,
        first_day=first_day,
        labour=Labour(**labour),  # type: ignore[arg-type]
    )
    rules, found = [r.from_scenario(scenario) for r in RULES_OF_DAYS], calendar(scenario)
    weeks, lot = [week.sets for week in found.weeks], Random(days)
    every = list(product(*weeks))
    legal = {
        chosen
        for chosen in every
        if not any(
            next(rule.check(scenario, on(*_days(chosen))), None) is not None for rule in rules
        )
    }
    assert 0 < len(legal) < len(every)
    for number in range(len(weeks)):
        assert set(found.legal(number, {})) == {chosen[number] for chosen in legal}
    for chosen in lot.sample(every, min(40, len(every))):
        for number, other in ((0, 1), (1, 0)):
            beside = {row[number] for row in legal if row[other] == chosen[other]}
            assert set(found.legal(number, {other: chosen[other]})) == beside


def _days(chosen: tuple[int, ...]) -> list[int]:
    return [7 * week + d for week, sets in enumerate(chosen) for d in range(7) if sets >> d & 1]
