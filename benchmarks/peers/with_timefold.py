"""Timefold: every person's every day is an entity, a pattern of the day its variable.

What it is given: one queue, mixed contracts, leave, contract days and hours, days off in
a row, coverage at the product's prices. Languages, desk, email, meetings, programs,
requests and supervisors are left out. It knows no pauses, so that a pattern is a shift
with its pauses in one of several layouts. Opening hours leave eleven hours between any
two shifts, so that no rule is needed for it.

It needs Java 17 or newer. Its clock starts when Java has the problem, which is not
counted. The phases are its defaults, construction and late acceptance with change and
exchange moves; the coverage is one incremental stream over cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Annotated

import numpy as np
from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    constraint_provider,
)

from benchmarks.peers.patterns import Pattern, patterns
from benchmarks.solve_case import Tell
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.entitlements import owed_days, owed_slots
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario

CENTS = 100
DAYS = 7


@dataclass(eq=False)
class TimefoldCell:
    """A slot of the week; `saved[n]` cents less than with nobody there, for n people."""

    number: int
    saved: list[int]


@dataclass(eq=False)
class Choice:
    """A pattern, with the cells it covers on each day."""

    number: int
    paid: int
    cells: list[list[TimefoldCell]]


@dataclass(eq=False)
class TimefoldPerson:
    """Who; `wrong[mask]` is how many days to change for legal days off, by days worked."""

    number: int
    paid: int
    wrong: list[int]


@planning_entity
@dataclass(eq=False)
class TimefoldDay:
    """One person's day."""

    id: Annotated[int, PlanningId]
    person: TimefoldPerson
    day: int
    bit: int
    choices: Annotated[list[Choice], ValueRangeProvider(id="choices")]
    choice: Annotated[
        Choice | None,
        PlanningVariable(value_range_provider_refs=["choices"], allows_unassigned=True),
    ] = field(default=None)


@planning_solution
@dataclass(eq=False)
class TimefoldWeek:
    """The week to be planned."""

    cells: Annotated[list[TimefoldCell], ProblemFactCollectionProperty]
    days: Annotated[list[TimefoldDay], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore, PlanningScore] = field(default=None)


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Contract days and days off, contract hours, coverage."""
    return [_days(factory), _hours(factory), _coverage(factory)]


def _days(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(TimefoldDay)
        .group_by(
            lambda day: day.person,
            ConstraintCollectors.sum(lambda day: 0 if day.choice is None else day.bit),
        )
        .penalize(HardSoftScore.ONE_HARD, lambda person, mask: 100 * person.wrong[mask])
        .as_constraint("days")
    )


def _hours(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each_including_unassigned(TimefoldDay)
        .group_by(
            lambda day: day.person,
            ConstraintCollectors.sum(lambda day: 0 if day.choice is None else day.choice.paid),
        )
        .penalize(HardSoftScore.ONE_HARD, lambda person, paid: abs(paid - person.paid))
        .as_constraint("hours")
    )


def _coverage(factory: ConstraintFactory) -> Constraint:
    return (
        factory.for_each(TimefoldDay)
        .map(lambda day: day.choice.cells[day.day])
        .flatten_last(lambda cells: cells)
        .group_by(lambda cell: cell, ConstraintCollectors.count())
        .impact(HardSoftScore.ONE_SOFT, lambda cell, people: cell.saved[people])
        .as_constraint("coverage")
    )


def roster(
    scenario: Scenario, requirements: Requirements, limit_s: float, tell: Tell
) -> Roster | None:
    """The best roster that keeps every hard constraint, None without one."""
    began = perf_counter()
    week, known, uncovered = _week(scenario, requirements)
    config = SolverConfig(
        solution_class=TimefoldWeek,
        entity_class_list=[TimefoldDay],
        environment_mode=EnvironmentMode.NO_ASSERT,
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=constraints
        ),
        termination_config=TerminationConfig(
            spent_limit=Duration(milliseconds=int(1000 * limit_s))
        ),
    )
    # No listener: telling of a better week takes this package seconds each time.
    found = SolverFactory.create(config).build_solver().solve(week)
    tell(perf_counter() - began, uncovered - found.score.soft_score / CENTS, None)
    if found.score.hard_score < 0:
        return None
    per_day = scenario.grid.slots_per_day
    return Roster.of(
        segment
        for day in found.days
        if day.choice is not None
        for segment in known[day.choice.number].segments(
            scenario.csrs[day.person.number].csr_id, day.day * per_day
        )
    )


def _week(
    scenario: Scenario, requirements: Requirements
) -> tuple[TimefoldWeek, list[Pattern], float]:
    """The problem in Timefold's terms, patterns by number, dollars with nobody at work."""
    per_day = scenario.grid.slots_per_day
    need = requirements.by_slot["phone", ALL]
    costs = [_costs(scenario, int(heads)) for heads in need]
    cells = [
        TimefoldCell(t, [round(CENTS * (cost[0] - c)) for c in cost])
        for t, cost in enumerate(costs)
    ]
    numbers: dict[Pattern, Choice] = {}

    def choice(pattern: Pattern) -> Choice:
        if pattern not in numbers:
            covers = [[cells[d * per_day + s] for s in pattern.on_phone] for d in range(DAYS)]
            numbers[pattern] = Choice(len(numbers), pattern.paid, covers)
        return numbers[pattern]

    ranges: dict[tuple[int, ...], list[Choice]] = {}  # one list for all who share it
    days = []
    for number, csr in enumerate(scenario.csrs):
        owed = owed_slots(scenario, csr, 0)
        person = TimefoldPerson(number, owed, _wrong(csr, owed_days(scenario, csr, 0)))
        for day in range(DAYS):
            own = [choice(pattern) for pattern in patterns(scenario, csr, day)]
            own = ranges.setdefault(tuple(c.number for c in own), own)
            days.append(TimefoldDay(len(days), person, day, 1 << day, own))
    return TimefoldWeek(cells, days), list(numbers), sum(cost[0] for cost in costs)


def _costs(scenario: Scenario, need: int) -> list[float]:
    """Dollars of one slot by people there, at the product's prices."""
    people = np.arange(len(scenario.csrs) + 1)
    short, over = np.maximum(need - people, 0), np.maximum(people - need, 0)
    prices = scenario.prices
    dollars = prices.shortage_per_hour * short * (short + 1) / 2
    dollars = dollars + prices.surplus_per_hour * over * (over + 1) / 2 / max(need, 1)
    return [float(d) for d in dollars * scenario.grid.slot_hours]


def _wrong(csr: Csr, owed: int) -> list[int]:
    """For each set of days worked, how many days to change until it is legal."""
    legal = [mask for mask in range(1 << DAYS) if _legal(mask, owed, csr)]
    return [min((mask ^ other).bit_count() for other in legal) for mask in range(1 << DAYS)]


def _legal(mask: int, owed: int, csr: Csr) -> bool:
    """The days owed, and runs of days off as long as the contract asks.

    Runs that touch an end of the week may go on outside it.
    """
    runs = f"{mask:07b}".strip("0").split("1")
    least = csr.contract.min_days_off_in_a_row or 1
    return mask.bit_count() == owed and all(len(run) >= least for run in runs if run)
