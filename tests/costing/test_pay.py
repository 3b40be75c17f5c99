"""Hours and dollars of a person, each figure worked out by hand in the comment above it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scheduler.costing.pay import by_class, class_cost, cost, cost_per_contact
from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Pay
from tests.small_centres import contract, csr, roster, shift, small_centre

# 8:00 to 16:30 with two paid rests and half an hour of unpaid meal: 8 paid hours.
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"


def week(**changes: Any) -> Scenario:
    """A week of phones 8:00-20:00 and one person at $30 on five days of eight hours."""
    changes.setdefault("csrs", (csr("c01", contract(hours="08:00-20:00")),))
    return small_centre(days=7, hours={"phone": "08:00-20:00"}, **changes)


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
