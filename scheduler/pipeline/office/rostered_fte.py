"""FTE by actually rostering: the fewest full-time people who leave no head short.

A centre is made up for a load: one queue, the same contacts in every open hour, everybody on
five days of eight hours with the rests and meals of the rules and the plan's meetings and program
work. Meetings count as program work here: nobody's colleagues are known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, inf

from scheduler.costing.annual_budget import Budget
from scheduler.costing.fte_tables import FteTable
from scheduler.domain.demand import Volume
from scheduler.domain.grid import Grid
from scheduler.domain.history import Contacts
from scheduler.domain.plan_document import ON_SHIFT, PlanDocument
from scheduler.domain.scenario import Contract, Csr, Program, Scenario, Span
from scheduler.domain.settings import Service
from scheduler.objective.price import price
from scheduler.pipeline.limits import never
from scheduler.rostering.answer import Contradiction, NoRoster
from scheduler.staffing.fte_methods import FULL_TIME_HOURS, Load, rostered_method
from scheduler.staffing.requirements import require

QUEUE = "phone"
MONDAY = date(2026, 5, 11)  # any week without a change of the clock
DAYS, SHIFT_HOURS, OPENS = 5, 8, 8  # of a full-time week; the hour at which the doors open
SEARCH_S = 2.0  # for each number of people
MOST_MORE = 8  # people beyond the least that arithmetic leaves


@dataclass(frozen=True)
class _Week:
    """A made-up centre's week: hours a day, open days, activities by name and hours a week."""

    hours: float
    days: int
    activities: tuple[tuple[str, float], ...]


def with_rostered(budget: Budget, stop: Callable[[], bool] = never) -> Budget:
    """The same budget, the plan's loads with the rostered figure beside the formulas'."""
    plan = budget.office.plan
    week = _week(plan)
    tables = []
    for table in budget.tables:
        mine = any(method.name == "rostered" for method in table.methods)
        if week is not None and not mine and not stop():
            table = _rostered(table, week)
        tables.append(table)
    return replace(budget, tables=tuple(tables))


def fewest_people(load: Load, week_hours: float, days: int, off_queue_hours: float) -> int | None:
    """Fewest full-time people with whom a roster leaves nothing short; None where none was found.

    The week has `days` days of `week_hours` / `days` open hours; each person has
    `off_queue_hours` of program work in it.
    """
    activities = (("activities", off_queue_hours),) if off_queue_hours else ()
    return _fewest(load, _Week(week_hours / days, days, activities))


def _rostered(table: FteTable, week: _Week) -> FteTable:
    people = _fewest(table.load, week)
    if people is None:
        return table
    seats = next(m.seats for m in table.methods if m.name == "Erlang C")
    found = rostered_method(table.load, people * FULL_TIME_HOURS, seats)
    found = replace(
        found,
        meaning=f"{people} full-time people leave no head short in a real roster, with rests by "
        "rule, meetings and program work; leave on top.",
    )
    return replace(table, methods=(*table.methods, found))


def _week(plan: PlanDocument) -> _Week | None:
    """The plan's open week, and its meetings and program work; rests are the rules' own."""
    a_day, a_year = plan.assumed("open_hours_a_day"), plan.assumed("open_hours_a_year")
    if not a_day or not a_year:
        return None
    activities = tuple(
        (item.item, item.hours_per_week)
        for item in plan.absences
        if item.kind == ON_SHIFT and item.hours_per_week and "break" not in item.item.lower()
    )
    return _Week(a_day, min(7, ceil(a_year / 52 / a_day)), activities)


def _fewest(load: Load, week: _Week) -> int | None:
    alone = _centre(load, week, 1)
    needed = require(alone, alone.contacts.given)
    hours = sum(int(n.sum()) for n in needed.by_slot.values()) * alone.grid.slot_hours
    rests = 2 * 0.25 * DAYS
    each = DAYS * SHIFT_HOURS - rests - sum(own for _, own in week.activities)
    if each <= 0:
        return None
    least = max(1, ceil(hours / each - 1e-9))
    for people in range(least, least + MOST_MORE):
        if _short(load, week, people) == 0:
            return people
    return None


def _short(load: Load, week: _Week, people: int) -> float:
    """Hours that are short in a roster of so many people."""
    from scheduler.rostering.solve import solve  # here, so that a budget alone needs no solver

    centre = _centre(load, week, people)
    try:
        found = solve(
            centre,
            require(centre, centre.contacts.given),
            limit_s=SEARCH_S,
            gap=0.0,
            seed=1,
            reproducible=True,
        )
    except (NoRoster, Contradiction):
        return inf
    return price(centre, found.requirements, found.roster).shortage_hours


def _centre(load: Load, week: _Week, people: int) -> Scenario:
    grid = Grid(MONDAY, 7)
    opens = OPENS * 4
    closes = opens + round(week.hours * 4)
    day: Span = (opens, closes)
    opening: tuple[Span | None, ...] = (*(day,) * week.days, *(None,) * (7 - week.days))
    contract = Contract(
        "full-time", DAYS, (SHIFT_HOURS * 4,), DAYS * SHIFT_HOURS * 4, opens, closes, 2, 2
    )
    names = tuple(f"p{number:03}" for number in range(people))
    volumes = tuple(
        Volume(start, start + 4, QUEUE, "en", load.contacts_per_hour, load.aht_s)
        for number, span in enumerate(opening)
        if span is not None
        for start in range(96 * number + span[0], 96 * number + span[1], 4)
    )
    return Scenario(
        name="made up",
        grid=grid,
        opening={QUEUE: opening},
        closures=frozenset(),
        csrs=tuple(
            Csr(name, name, "", contract, "", frozenset({"en"}), frozenset({QUEUE}), 1.0)
            for name in names
        ),
        meetings=(),
        programs=tuple(
            Program(
                f"a{number}", title, names, round(hours * 4), 4,
                frozenset(range(week.days)), opens, closes,
            )
            for number, (title, hours) in enumerate(week.activities)
        ),
        time_off=(),
        requests=(),
        pins=(),
        contacts=Contacts(given=volumes),
        services={
            QUEUE: Service(
                QUEUE, target=load.target, within_s=load.within_s, max_occupancy=load.occupancy
            )
        },
        weekly_opening={QUEUE: opening},
    )  # fmt: skip
