"""The budget of a week small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from scheduler.costing.annual_budget import Budget, budget, fiscal_year
from scheduler.domain.demand import Deferrable, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import PayClass, PlanLine, Scenario, TimeOff
from scheduler.domain.settings import Pay
from tests.small_centres import at, contract, csr, roster, shift, small_centre

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


def test_fte_and_amount_of_a_class_beside_its_plan(found: Budget) -> None:
    one = row(found, "2025-26", "I")
    # Two people x 40 h = 80 h a week x 43.333 = 3,466.67 h a year / 2,080 = 1.6667 FTE.
    # Planned 1.0 + 0.5 on two lines.
    assert one.title == "Specialist I"
    assert one.fte_rostered == pytest.approx(1.6666667)
    assert one.fte_planned == 1.5
    assert one.fte_variance == pytest.approx(0.1666667)
    # 80 h x $30 = $2,400 x 43.333 = $104,000; planned 60,000 + 35,000.
    assert one.amount_rostered == pytest.approx(104_000)
    assert one.amount_planned == 95_000
    assert one.amount_variance == pytest.approx(9_000)
    assert one.loaded_rostered == pytest.approx(156_000)


def test_paid_leave_is_part_of_fte_and_amount(found: Budget) -> None:
    two = row(found, "2025-26", "II")
    # 32 h worked and 8 h of paid leave = 40 h: 40 x 43.333 / 2,080 = 0.83333 FTE and
    # 40 x $40 x 43.333 = $69,333.33.
    assert two.fte_rostered == pytest.approx(0.8333333)
    assert two.amount_rostered == pytest.approx(69_333.333333)
    assert two.fte_variance == pytest.approx(-0.1666667)


def test_a_class_that_nobody_here_holds_is_planned_and_not_rostered(found: Budget) -> None:
    manager = row(found, "2025-26", "M")
    assert (manager.fte_rostered, manager.fte_variance, manager.amount_variance) == (None,) * 3
    assert (manager.fte_planned, manager.amount_planned) == (1.0, 120_000)


def test_the_total_compares_the_same_people(found: Budget) -> None:
    total = row(found, "2025-26", "total")
    # Without the manager: planned 1.5 + 1.0 FTE and 95,000 + 90,000; rostered
    # 1.6667 + 0.8333 FTE and 104,000 + 69,333.33.
    assert total.fte_planned == 2.5
    assert total.fte_rostered == pytest.approx(2.5)
    assert total.fte_variance == pytest.approx(0)
    assert total.amount_planned == 185_000
    assert total.amount_variance == pytest.approx(-11_666.666667)


def test_every_planned_year_stands_beside_the_same_yearly_rate(found: Budget) -> None:
    assert sorted({r.fiscal_year for r in found.rows}) == ["2024-25", "2025-26"]
    earlier = row(found, "2024-25", "I")
    assert earlier.fte_rostered == pytest.approx(1.6666667)
    assert earlier.fte_variance == pytest.approx(0.1666667)
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
    # 120 paid and leave hours x 43.333 / 2,080.
    assert row(found, "2025-26", "total").fte_rostered == pytest.approx(2.5)
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
    assert hours["paid"] == pytest.approx(120)
    fte = {method.name: method.fte for method in found.methods}
    assert fte["workload"] == pytest.approx(160 * 104_000 / 2_400 / 2_080)
    # Three full-time contracts, whatever the week brings: 3 x 40 x 52 / 2,080.
    assert fte["staff list"] == pytest.approx(3)


def test_cost_per_contact(found: Budget) -> None:
    # (80 x 30 + 40 x 40) x 1.5 = 6,000 over 2,400 contacts.
    assert found.cost_per_contact == pytest.approx(2.5)


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
