"""Hours and dollars of a person, each figure worked out by hand in the comment above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from scheduler.costing.pay import by_class, class_cost, cost, cost_per_contact, leave_hours
from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.domain.settings import Pay
from tests.small_centres import at, contract, csr, roster, shift, small_centre

# 8:00 to 16:30 with two paid rests and half an hour of unpaid meal: 8 paid hours.
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"


def week(**changes: Any) -> Scenario:
    """A week of phones 8:00-20:00 and one person at $30 on five days of eight hours."""
    changes.setdefault("csrs", (csr("c01", contract(hours="08:00-20:00")),))
    return small_centre(days=7, hours={"phone": "08:00-20:00"}, **changes)


def days_off(first: int, last: int, *, paid: bool) -> TimeOff:
    """Time off from the first day to the last, both whole."""
    return TimeOff("c01", at(first, "00:00"), at(last + 1, "00:00"), "vacation", paid)


def test_a_plain_week_is_hours_times_rate() -> None:
    [row] = cost(week(), roster(*(shift("c01", day, DAY) for day in range(5))))
    # 5 days x 8 h = 40 h; 40 x $30 = $1,200; the unpaid meals are not in it.
    assert (row.paid_hours, row.leave_hours, row.overtime_hours) == (40, 0, 0)
    assert (row.base, row.premium, row.leave, row.total) == (1200, 0, 0, 1200)


def test_overtime_is_what_the_week_has_beyond_the_contract() -> None:
    six_days = roster(*(shift("c01", day, DAY) for day in range(6)))
    [row] = cost(week(), six_days)
    # 6 x 8 = 48 h, 40 owed: 8 h of overtime. Base 48 x 30 = 1,440; the half on top of it
    # 8 x 30 x 0.5 = 120; together 1,560 = 40 x 30 + 8 x 45.
    assert (row.paid_hours, row.overtime_hours) == (48, 8)
    assert (row.base, row.overtime_premium, row.total) == (1440, 120, 1560)


def test_evening_and_weekend_premiums_count_paid_hours_only() -> None:
    pay = Pay(evening_premium_per_hour=2, evening_from=18 * 60, weekend_premium_per_hour=3)
    late = "11:30 phone 13:30 rest 13:45 phone 15:30 meal 16:00 phone 18:00 rest 18:15 phone 20:00"
    [row] = cost(week(pay=pay), roster(shift("c01", 0, late), shift("c01", 5, DAY)))
    # Monday 18:00-20:00, a paid rest in it: 2 h x $2 = 4. Saturday 8 paid h x $3 = 24.
    assert row.evening_weekend_premium == pytest.approx(28)
    assert row.total == pytest.approx(16 * 30 + 28)


@pytest.mark.parametrize(("languages", "differential"), [("en", 0), ("en;es", 8), ("es;ru", 8)])
def test_language_differential_is_for_all_hours_worked(languages: str, differential: float) -> None:
    person = csr("c01", contract(hours="08:00-20:00"), languages=languages)
    centre = week(csrs=(person,), pay=Pay(language_differential_per_hour=1))
    [row] = cost(centre, roster(shift("c01", 0, DAY)))
    # $1.00 for each of the 8 paid hours, rests included, to who speaks one more language.
    assert row.language_premium == differential


def test_leave_is_paid_at_the_contracts_daily_hours() -> None:
    # Thursday and Friday off, paid: two contract days of 40 / 5 = 8 h = 16 h.
    assert leave_hours(week(time_off=(days_off(3, 4, paid=True),))) == {"c01": 16}
    [row] = cost(
        week(time_off=(days_off(3, 4, paid=True),)),
        roster(*(shift("c01", day, DAY) for day in range(3))),
    )
    # 24 h worked and 16 h of leave: the contract's 40 h are paid.
    assert (row.paid_hours, row.leave_hours, row.overtime_hours) == (24, 16, 0)
    assert (row.base, row.leave, row.total) == (720, 480, 1200)


def test_a_week_of_leave_pays_five_days_and_not_seven() -> None:
    assert leave_hours(week(time_off=(days_off(0, 6, paid=True),))) == {"c01": 40}


def test_unpaid_time_off_pays_nothing() -> None:
    assert leave_hours(week(time_off=(days_off(3, 4, paid=False),))) == {"c01": 0}


def test_paid_and_unpaid_days_of_one_week_are_told_apart() -> None:
    # Monday and Tuesday unpaid, Wednesday to Friday paid: 3 x 8 h.
    off = (days_off(0, 1, paid=False), days_off(2, 4, paid=True))
    assert leave_hours(week(time_off=off)) == {"c01": 24}


def test_part_of_a_day_off_moves_no_hours() -> None:
    # Eight hours still fit after 11:30, so the contract's days are all worked.
    off = TimeOff("c01", at(0, "08:00"), at(0, "11:00"), "dentist", True)
    assert leave_hours(week(time_off=(off,))) == {"c01": 0}


def test_part_time_leave_is_a_quarter_of_its_week() -> None:
    part = contract("part", days=4, shift_hours=(4, 5, 6), week_hours=20)
    # 20 h over 4 days: 5 h a day.
    centre = week(csrs=(csr("c01", part),), time_off=(days_off(0, 0, paid=True),))
    assert leave_hours(centre) == {"c01": 5}


def with_closure(*, paid: bool, open_days: int) -> Scenario:
    """Monday 11 May closed, the centre otherwise open on the first `open_days` days."""
    opening = (None, *[(32, 80)] * (open_days - 1), *[None] * (7 - open_days))
    return replace(
        week(),
        opening={"phone": opening},
        closures=frozenset({date(2026, 5, 11)}),
        pay=Pay(paid_holidays=("2026-05-11",) if paid else ()),
    )


def test_a_paid_holiday_pays_the_day_that_it_took() -> None:
    # Open Tuesday to Friday: four of five contract days can be worked, the fifth is paid.
    assert leave_hours(with_closure(paid=True, open_days=5)) == {"c01": 8}


def test_an_unpaid_closure_pays_nothing() -> None:
    assert leave_hours(with_closure(paid=False, open_days=5)) == {"c01": 0}


def test_a_holiday_that_the_contract_fits_around_pays_nothing_twice() -> None:
    # Open Tuesday to Sunday: five contract days are worked anyway, 40 h are paid.
    assert leave_hours(with_closure(paid=True, open_days=7)) == {"c01": 0}


def test_loading_stands_apart_from_wages() -> None:
    [row] = cost(week(pay=Pay(loading=1.596)), roster(shift("c01", 0, DAY)))
    # 8 h x $30 = $240; loaded 240 x 1.596 = 383.04.
    assert row.total == 240
    assert row.loaded == pytest.approx(383.04)


def test_class_totals_are_sums_and_name_everybody_once() -> None:
    people = (
        csr("c01", contract(hours="08:00-20:00"), rate=30),
        csr("c02", contract(hours="08:00-20:00"), rate=40, pay_class="csr2"),
        csr("c03", contract(hours="08:00-20:00"), rate=20),
    )
    rows = cost(week(csrs=people), roster(shift("c01", 0, DAY), shift("c02", 0, DAY)))
    first, second = by_class(rows)
    # csr1: c01 8 h x 30 and c03 not at work; csr2: c02 8 h x 40.
    assert (first.pay_class, first.people, first.paid_hours, first.total) == ("csr1", 2, 8, 240)
    assert (second.pay_class, second.people, second.paid_hours, second.total) == (
        "csr2", 1, 8, 320,
    )  # fmt: skip
    assert class_cost("all", rows).total == 560


def test_cost_per_contact_is_loaded_dollars_over_contacts() -> None:
    rows = cost(week(pay=Pay(loading=1.5)), roster(shift("c01", 0, DAY)))
    need = requirements(volume=60)
    # 240 x 1.5 = 360 over 60 calls: $6.
    assert cost_per_contact(need, rows) == pytest.approx(6)
    assert cost_per_contact(requirements(volume=0), rows) is None


def requirements(volume: float) -> Requirements:
    """One hour of calls; the Spanish ones are part of the pooled row."""
    hour = {"start": 32, "end": 36, "aht_s": 240.0, "erlangs": 0.0, "required": 1}
    pooled = Requirement(channel="phone", language="*", volume=volume, **hour)
    spanish = Requirement(channel="phone", language="es", volume=volume / 4, **hour)
    return Requirements(7 * 96, (pooled, spanish), (), np.zeros(7 * 96, dtype=np.int64))
