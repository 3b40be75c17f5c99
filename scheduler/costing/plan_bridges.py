"""The bridges of a budget: from the plan's dollars to the staff list's, and to the week's work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduler.costing.bridge import Bridge, Drivers, Position, bridge, people_steps
from scheduler.costing.pay import ClassCost, contacts, handling_s
from scheduler.costing.planned_load import planned_load
from scheduler.costing.shrinkage import Shrinkage
from scheduler.costing.staff_year import FTE_HOURS, ClassYear, on_queues
from scheduler.domain.budget_settings import BudgetOffice
from scheduler.domain.demand import Requirements
from scheduler.domain.plan_document import PlanDocument
from scheduler.domain.scenario import Scenario

STAFF_LIST, SCALED_WEEK = "staff list", "week scaled by contacts"


class _Planned(Protocol):
    @property
    def pay_class(self) -> str: ...
    @property
    def fte_planned(self) -> float | None: ...
    @property
    def salary_planned(self) -> float | None: ...


@dataclass(frozen=True)
class Positions:
    """What the bridges join: the year by class, the horizon by class, and the plan's lines."""

    scenario: Scenario
    year: Sequence[ClassYear]
    week: Sequence[ClassCost]
    factor: float
    planned: Sequence[_Planned]

    @property
    def queue_classes(self) -> set[str]:
        return {csr.pay_class for csr in self.scenario.everybody.csrs if on_queues(csr)}

    def of_plan(self) -> list[Position]:
        return [
            Position(row.pay_class, row.fte_planned or 0.0, row.salary_planned or 0.0)
            for row in self.planned
        ]

    def of_staff(self) -> list[Position]:
        """Contract hours at their rates, of every class but the total."""
        return [Position(c.pay_class, c.fte, c.salary, c.premiums) for c in self.year[:-1]]

    def of_week(self) -> list[Position]:
        """The horizon's paid hours and dollars times the factor of contacts."""
        return [
            Position(
                c.pay_class,
                (c.paid_hours + c.leave_hours + c.holiday_hours) * self.factor / FTE_HOURS,
                (c.base + c.leave + c.holiday) * self.factor,
                c.premium * self.factor,
            )
            for c in self.week
        ]


def bridges(
    positions: Positions,
    requirements: Requirements,
    used: Shrinkage,
    index: float,
    plan: PlanDocument,
) -> tuple[Bridge, ...]:
    """One to the staff list, one to the scaled week; none where there is no plan."""
    planned = positions.of_plan()
    if not planned or not sum(p.fte for p in planned):
        return ()
    found = []
    for basis, reached, share in (
        (STAFF_LIST, positions.of_staff(), used.year),
        (SCALED_WEEK, positions.of_week(), used.measured),
    ):
        drivers = _both(positions, planned, reached, share, requirements, plan)
        people = []
        if drivers is not None:
            others = _others(positions, reached) - _others(positions, planned)
            people = people_steps(*drivers, others, FTE_HOURS)
        found.append(bridge(basis, planned, reached, index, people, drivers))
    return tuple(found)


def _others(positions: Positions, lines: Sequence[Position]) -> float:
    """FTE of classes that work no queue."""
    return _fte(lines) - _fte(lines, positions.queue_classes)


def _both(
    positions: Positions,
    planned: Sequence[Position],
    reached: Sequence[Position],
    share: float,
    requirements: Requirements,
    plan: PlanDocument,
) -> tuple[Drivers, Drivers] | None:
    """What makes the people on the queues, planned and reached; None where no plan says."""
    load, queues = planned_load(plan, "full"), positions.queue_classes
    offered, aht_s = contacts(requirements), handling_s(requirements)
    then, now = _fte(planned, queues), _fte(reached, queues)
    if load is None or aht_s is None or share >= 1 or not then or not now:
        return None
    return (
        _drivers(load.contacts, load.aht_s, load.shrinkage, then),
        _drivers(offered * positions.factor, aht_s, share, now),
    )


def _drivers(contacts: float, aht_s: float, shrinkage: float, fte: float) -> Drivers:
    """Coverage is what makes the drivers come to so many FTE."""
    coverage = fte * FTE_HOURS * (1 - shrinkage) / (contacts * aht_s / 3600)
    return Drivers(contacts, aht_s, coverage, shrinkage)


def _fte(positions: Iterable[Position], classes: set[str] | None = None) -> float:
    return sum(p.fte for p in positions if classes is None or p.pay_class in classes)


def wage_index(scenario: Scenario, office: BudgetOffice) -> tuple[float, str]:
    """Today's wages by the plan's, and where that is from.

    Without a setting: the highest rate of the class with the most people, by its highest salary
    in pay_classes.csv.
    """
    if office.settings.wage_index is not None:
        return office.settings.wage_index, office.settings.source("money.wage_index")
    ranges = {c.name: c.annual_max for c in scenario.pay_classes if c.annual_max}
    people: dict[str, list[float]] = {}
    for csr in scenario.everybody.csrs:
        if csr.pay_class in ranges:
            people.setdefault(csr.pay_class, []).append(csr.hourly_rate)
    if not people:
        return 1.0, "no class has a salary range"
    name = min(people, key=lambda c: (-len(people[c]), c))
    top, then = max(people[name]), ranges[name]
    return top * FTE_HOURS / then, f"class {name}: {top:g} $/h x 2,080 h / {then:,.0f} $"
