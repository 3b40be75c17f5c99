"""The budget of a week small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from scheduler.costing.annual_budget import Budget, budget, fiscal_year
from scheduler.domain.budget_settings import BudgetOffice, BudgetSettings, LeaveDays
from scheduler.domain.demand import Deferrable, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import PayClass, PlanLine, Scenario, TimeOff
from scheduler.domain.settings import Pay
from scheduler.staffing.requirements import require
from tests.small_centres import at, contract, csr, flat_volumes, roster, shift, small_centre

DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
SLOTS = 7 * 96


def centre(**changes: Any) -> Scenario:
    """Monday 11 May 2026 and six days on; two Specialists I at $30, one II at $40.

    The Specialist II is on paid leave on Friday. 104,000 contacts a year.
    """
    people = (
        csr("c01", contract(), rate=30, pay_class="I"),
        csr("c02", contract(), rate=30, pay_class="I"),
        csr("c03", contract(), rate=40, pay_class="II"),
    )
    fields: dict[str, Any] = {
        "csrs": people,
        "time_off": (TimeOff("c03", at(4, "00:00"), at(5, "00:00"), "vacation", True),),
        "pay_classes": (PayClass("I", "Specialist I", 0, 0), PayClass("M", "Manager", 0, 0)),
        "plan": (
            PlanLine("2024-25", "I", 1.5, 100_000),
            PlanLine("2025-26", "I", 1.0, 60_000),
            PlanLine("2025-26", "I", 0.5, 35_000),
            PlanLine("2025-26", "II", 1.0, 90_000),
            PlanLine("2025-26", "M", 1.0, 120_000),
        ),
        "annual_contacts": 104_000.0,
        "pay": Pay(loading=1.5),
    }
    return small_centre(days=7, **{**fields, **changes})


def full_week() -> Roster:
    worked = [("c01", range(5)), ("c02", range(5)), ("c03", range(4))]
    return roster(*(shift(who, day, DAY) for who, days in worked for day in days))


def requirements() -> Requirements:
    """2,000 calls of 270 s in the week, two people needed for 100 h of it; 400 emails."""
    hours = {"channel": "phone", "aht_s": 270.0, "erlangs": 1.5, "required": 2}
    rows = (
        Requirement(start=32, end=32 + 200, language="*", volume=1200, **hours),
        Requirement(start=300, end=300 + 200, language="*", volume=800, **hours),
        Requirement(start=32, end=32 + 200, language="es", volume=100, **hours),
        Requirement(32, 36, "email", "*", 400, 90.0, 0.0, 0),
    )
    arrived = np.full(SLOTS, 10.0)  # 400 x 90 s
    email = Deferrable("email", arrived, arrived, arrived)
    return Requirements(SLOTS, rows, (email,), np.zeros(SLOTS, dtype=np.int64))


@pytest.fixture
def found() -> Budget:
    return budget(centre(), requirements(), full_week())


def test_the_factor_is_contacts_over_contacts_and_says_so(found: Budget) -> None:
    # Week: 1,200 + 800 calls + 400 emails = 2,400; the Spanish calls are among them.
    # 104,000 / 2,400 = 43.333, where 52 weeks of this busy week would say a fifth more.
    assert found.contacts == 2400
    assert found.factor == pytest.approx(43.3333333)
    assert found.basis == "104,000 contacts of the year / 2,400 contacts of the roster"


def row(found: Budget, year: str, pay_class: str) -> Any:
    [line] = [r for r in found.rows if (r.fiscal_year, r.pay_class) == (year, pay_class)]
    return line


def test_who_is_paid_stands_beside_the_plan(found: Budget) -> None:
    one = row(found, "2025-26", "I")
    # Two people x 40 h x 52 weeks = 4,160 h / 2,080 = 2 FTE, also in slow weeks. Planned
    # 1.0 + 0.5 on two lines. 4,160 h x $30 = $124,800; planned 60,000 + 35,000.
    assert one.title == "Specialist I"
    assert one.fte == pytest.approx(2)
    assert (one.fte_planned, one.vacancy) == (1.5, 0)
    assert one.fte_variance == pytest.approx(0.5)
    assert one.wages == pytest.approx(124_800)
    assert one.salary_planned == 95_000
    assert one.wages_variance == pytest.approx(29_800)
    assert one.loaded == pytest.approx(187_200)


def test_a_position_that_nobody_holds_is_vacant() -> None:
    plan = (PlanLine("2025-26", "I", 3.5, 210_000),)
    line = row(budget(centre(plan=plan), requirements(), full_week()), "2025-26", "I")
    assert (line.vacancy, line.fte_variance) == (pytest.approx(1.5), pytest.approx(-1.5))


def test_paid_leave_is_paid_and_not_worked(found: Budget) -> None:
    # 8 of the week's 120 contract hours are leave, a fifteenth; so of 6,240 h of the year 416.
    paid = found.paid
    assert paid.contract_hours == pytest.approx(6_240)
    assert (paid.leave_hours, paid.worked_hours) == (pytest.approx(416), pytest.approx(5_824))
    # 4,160 h x $30 + 2,080 h x $40, leave and all.
    assert paid.wages == paid.salary == pytest.approx(208_000)


def test_leave_of_a_year_is_what_the_office_sets() -> None:
    leave = LeaveDays(holidays=13, vacation=26)
    office = BudgetOffice(BudgetSettings(leave=leave))
    paid = budget(centre(), requirements(), full_week(), office).paid
    # Of 260 days: a tenth of the hours, and a twentieth.
    assert (paid.leave_hours, paid.holiday_hours) == (pytest.approx(624), pytest.approx(312))


def test_premiums_are_earned_at_work_alone() -> None:
    people = tuple(
        replace(own, languages=frozenset({"en", "es"})) if own.csr_id == "c01" else own
        for own in centre().csrs
    )
    pay = Pay(language_differential_per_hour=1.0)
    paid = budget(centre(csrs=people, pay=pay), requirements(), full_week()).paid
    # 2,080 h less a fifteenth of leave.
    assert paid.language == pytest.approx(2_080 * 14 / 15)
    assert paid.wages - paid.salary == pytest.approx(paid.language)


def test_positions_by_date() -> None:
    people = tuple(replace(own, hired=date(2025, 1, 2)) for own in centre().csrs)
    found = budget(centre(csrs=people), requirements(), full_week())
    assert row(found, "2024-25", "I").fte_then == 0
    assert row(found, "2025-26", "I").fte_then == pytest.approx(2)


def test_a_class_that_nobody_here_holds_is_planned_and_not_staffed(found: Budget) -> None:
    manager = row(found, "2025-26", "M")
    assert (manager.fte, manager.fte_variance, manager.wages_variance) == (None,) * 3
    assert (manager.fte_planned, manager.salary_planned) == (1.0, 120_000)


def test_the_total_compares_the_same_people(found: Budget) -> None:
    total = row(found, "2025-26", "total")
    # Without the manager: planned 1.5 + 1.0 FTE and 95,000 + 90,000.
    assert (total.fte_planned, total.salary_planned) == (2.5, 185_000)
    assert total.fte == pytest.approx(3)
    assert total.wages_variance == pytest.approx(208_000 - 185_000)


def test_the_plan_at_todays_wages() -> None:
    # Class I: $30 x 2,080 h = 62,400, its highest salary in the plan 50,000: x 1.248.
    classes = (PayClass("I", "Specialist I", 40_000, 50_000),)
    found = budget(centre(pay_classes=classes), requirements(), full_week())
    assert found.index == pytest.approx(1.248)
    assert row(found, "2025-26", "I").salary_indexed == pytest.approx(95_000 * 1.248)
    set_here = BudgetOffice(BudgetSettings(wage_index=1.1))
    found = budget(centre(pay_classes=classes), requirements(), full_week(), set_here)
    assert row(found, "2025-26", "I").salary_indexed == pytest.approx(104_500)


def test_every_planned_year_stands_beside_the_same_yearly_rate(found: Budget) -> None:
    assert sorted({r.fiscal_year for r in found.rows}) == ["2024-25", "2025-26"]
    earlier = row(found, "2024-25", "I")
    assert earlier.fte == pytest.approx(2)
    assert earlier.fte_variance == pytest.approx(0.5)
    assert found.compared_year == found.fiscal_year == "2025-26"


def test_a_roster_after_the_plans_last_year_is_compared_with_that_year() -> None:
    later = replace(centre(), grid=replace(centre().grid, first_day=date(2027, 7, 5)))
    found = budget(later, requirements(), full_week())
    assert found.fiscal_year == "2027-28"
    assert found.compared_year == "2025-26"
    assert row(found, "2027-28", "I").fte_planned is None
    assert row(found, "2027-28", "I").fte_variance is None


def test_without_a_plan_there_is_still_a_rate() -> None:
    found = budget(centre(plan=()), requirements(), full_week())
    assert [(r.fiscal_year, r.pay_class) for r in found.rows] == [
        ("2025-26", "I"),
        ("2025-26", "II"),
        ("2025-26", "total"),
    ]
    assert found.compared_year is None
    assert row(found, "2025-26", "total").fte == pytest.approx(3)
    assert found.bridges == ()
    assert row(found, "2025-26", "total").fte_planned is None


def test_without_contacts_of_the_year_days_are_counted_and_named() -> None:
    found = budget(centre(annual_contacts=None), requirements(), full_week())
    assert found.factor == pytest.approx(365 / 7)
    assert "365 days" in found.basis
    assert "not set" in found.basis


def test_fte_by_method_climbs_from_work_to_staff_list(found: Budget) -> None:
    hours = {method.name: method.hours for method in found.methods}
    # Calls 2,000 x 270 s = 150 h and email 400 x 90 s = 10 h.
    assert hours["workload"] == pytest.approx(160)
    # Two heads over 400 slots of a quarter of an hour = 200 h, and the 10 h of email.
    assert hours["requirement"] == pytest.approx(210)
    # 14 shifts of 7.5 h on the phones: 8 paid hours less two rests of a slot each.
    assert hours["on queue"] == pytest.approx(105)
    # 14 x 8 h and 8 h of paid leave.
    assert hours["workload week"] == pytest.approx(120)
    fte = {method.name: method.fte for method in found.methods}
    assert fte["workload"] == pytest.approx(160 * 104_000 / 2_400 / 2_080)
    # Three full-time contracts, whatever the week brings: 3 x 40 x 52 / 2,080.
    assert fte["staff list"] == pytest.approx(3)


def test_cost_per_contact(found: Budget) -> None:
    # 208,000 x 1.5 over the 104,000 contacts of the year.
    assert found.cost_per_contact == pytest.approx(3)


def test_more_contacts_are_needed_and_nobody_is_paid_for_them() -> None:
    volumes = flat_volumes(centre().grid, volume=40)
    asked = require(centre(volumes=volumes), volumes)
    once, more = (
        budget(centre(volumes=volumes, annual_contacts=annual), asked, full_week())
        for annual in (100_000.0, 130_000.0)
    )
    assert more.paid == once.paid
    assert sum(m.contacts for m in more.need) == pytest.approx(130_000)
    assert more.need_fte > 1.1 * once.need_fte
    assert more.cost_per_contact == pytest.approx(once.paid.loaded / 130_000)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 6, 30), "2025-26"),
        (date(2026, 7, 1), "2026-27"),
        (date(1999, 7, 1), "1999-00"),
    ],
)
def test_the_fiscal_year_begins_in_july(day: date, year: str) -> None:
    assert fiscal_year(day) == year
