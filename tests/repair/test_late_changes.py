"""Changes told with little notice: what they are, what they cost, what is paid, what stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.costing.pay import cost
from scheduler.costing.payroll import payroll
from scheduler.domain.agreed_overtime import AgreedOvertime, with_agreed
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.frozen import frozen
from scheduler.domain.late_changes import LateChange, late_changes
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Pay, Prices
from scheduler.objective.late_shifts import LateShifts
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import OpenSpan, who_can_cover
from scheduler.verification.auditor import audit
from tests.small_centres import at, contract, csr, roster, shift, small_centre

TOLD = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:15 rest 14:30 phone 16:30"
LATER = "09:00 phone 11:00 rest 11:15 phone 13:00 meal 13:30 phone 15:15 rest 15:30 phone 17:30"
NOW = at(0, "07:00")


def centre(hours: float, **changes: object) -> Scenario:
    """Two days, Ana and Bo told to come at 8:00 on both; notice of so many hours is given."""
    both = contract(days=2, week_hours=16, hours="08:00-18:00")
    scenario = small_centre(
        days=2, hours={"phone": "08:00-18:00"}, csrs=(csr("ana", both), csr("bo", both, rate=20)),
        labour=Labour(notice_hours=hours), prices=Prices(late_change=7),
        pay=Pay(late_change_hours=1.5), now=NOW, **changes,
    )  # fmt: skip
    return replace(scenario, published=published())


def published() -> Roster:
    return roster(*(shift(who, day, TOLD) for who in ("ana", "bo") for day in (0, 1)))


def both_later() -> Roster:
    """Ana comes later on both days, Bo as told."""
    return roster(
        *(shift("ana", day, LATER) for day in (0, 1)), *(shift("bo", day, TOLD) for day in (0, 1))
    )


@pytest.mark.parametrize(
    ("hours", "late"),
    [
        (0, []),
        (1, []),  # 7:00 to 8:00 is an hour: not less than one
        (2, [at(0, "08:00")]),
        (25, [at(0, "08:00")]),
        (26, [at(0, "08:00"), at(1, "08:00")]),
    ],
)
def test_what_is_late_and_what_it_costs(hours: float, late: list[int]) -> None:
    scenario = centre(hours)
    assert [(c.csr_id, c.first) for c in late_changes(scenario, both_later())] == [
        ("ana", first) for first in late
    ]
    term = LateShifts.from_scenario(scenario)
    dollars = len(late) * (7 + 1.5 * 30)
    assert term.price(scenario, None, both_later()) == pytest.approx(dollars)  # type: ignore[arg-type]
    ana, bo = cost(scenario, both_later())
    assert ana.premium == pytest.approx(len(late) * 45)
    assert bo.premium == 0
    lines = [line for line in payroll(scenario, both_later()) if line.code == "LATE"]
    assert [(line.day, line.hours, line.dollars) for line in lines] == [
        (first // 96, 1.5, 45.0) for first in late
    ]


def test_an_end_that_moves_is_late_from_the_end_on() -> None:
    longer = TOLD.replace("phone 16:30", "phone 17:30")
    changed = roster(
        shift("ana", 0, longer), shift("ana", 1, TOLD), shift("bo", 0, TOLD)
    )  # and Bo has Tuesday off
    found = list(late_changes(centre(48), changed))
    assert [(c.csr_id, c.first) for c in found] == [("ana", at(0, "16:30")), ("bo", at(1, "08:00"))]
    assert not list(late_changes(centre(9), changed))  # 16:30 is 9.5 hours off


def test_leave_and_a_yes_are_nobody_elses_change() -> None:
    scenario = centre(48)
    away = replace(
        scenario, time_off=(TimeOff("ana", at(0, "00:00"), at(1, "00:00"), "sick", True),)
    )
    agreed = with_agreed(scenario, [AgreedOvertime("ana", at(0, "16:30"), at(0, "17:30"))])
    changed = roster(
        shift("ana", 0, TOLD.replace("phone 16:30", "phone 17:30")),
        *(shift("ana", 1, TOLD),),
        *(shift("bo", day, TOLD) for day in (0, 1)),
    )
    assert [c.csr_id for c in late_changes(scenario, changed)] == ["ana"]
    assert not list(late_changes(agreed, changed))
    absent = roster(shift("ana", 1, TOLD), *(shift("bo", day, TOLD) for day in (0, 1)))
    assert not list(late_changes(away, absent))


def test_late_changes_of_before_are_paid_without_now() -> None:
    scenario = replace(centre(48), now=None)
    assert cost(scenario, published())[0].premium == 0
    known = replace(scenario.labour, late_changes=(LateChange("ana", at(1, "08:00")),))
    assert cost(replace(scenario, labour=known), published())[0].premium == pytest.approx(45)


@pytest.mark.parametrize(("hours", "broken"), [(0, set()), (2, {"ana"}), (1, set())])
def test_shifts_may_be_fixed_for_some_hours(hours: float, broken: set[str]) -> None:
    scenario = centre(0)
    scenario = replace(scenario, labour=Labour(shifts_fixed_hours=hours))
    fixed = frozen(scenario, published(), NOW, "what has happened")
    found = [v for v in audit(fixed, None, both_later()) if v.rule == "pins"]
    assert {v.csr_id for v in found} == broken
    assert not [v for v in audit(fixed, None, published()) if v.rule == "pins"]
    asked = frozen(scenario, published(), NOW, "what has happened", fixed=False)
    assert not [v for v in audit(asked, None, both_later()) if v.rule == "pins"]


def test_who_has_to_come_later_costs_the_late_change_more() -> None:
    # Ana is told 8:00 to 12:00; for a span until 13:00 her four hours move by one
    one = contract(days=1, shift_hours=(4,), week_hours=4, hours="08:00-13:00", step_minutes=60)
    made = roster(shift("ana", 0, "08:00 phone 12:00"))
    dollars = {}
    for hours in (0, 24):
        scenario = small_centre(
            hours={"phone": "08:00-13:00"}, csrs=(csr("ana", one),), prices=Prices(late_change=7),
            labour=Labour(breaks=(BreakBand(600, 0, 0),), notice_hours=hours),
            pay=Pay(late_change_hours=1.5), published=made, now=at(0, "06:00"),
        )  # fmt: skip
        rows = (Requirement(at(0, "08:00"), at(0, "13:00"), "phone", ALL, 1, 1, 1, 1),)
        nobody = np.zeros(scenario.grid.slots, dtype=int)
        placed = PlacedWeeks(scenario, Requirements(scenario.grid.slots, rows, (), nobody), made)
        span = OpenSpan(at(0, "12:00"), at(0, "13:00"), "phone")
        (ana,) = who_can_cover(placed, span, at(0, "06:00"))
        dollars[hours] = ana.dollars
    assert dollars[24] == pytest.approx(dollars[0] + 7 + 1.5 * 30)
