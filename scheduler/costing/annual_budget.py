"""The roster over the fiscal year and the FTE plan: hours, FTE, dollars by class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.costing.pay import ClassCost, by_class, class_cost, contacts, cost
from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Scenario

FTE_HOURS = 2080  # paid hours of one full-time year: 52 weeks of 40 hours
FISCAL_YEAR_BEGINS = 7  # July
TOTAL = "total"


@dataclass(frozen=True)
class BudgetRow:
    """One class in one fiscal year; FTE of 2,080 paid hours, dollars a year.

    The rostered figures are the roster's yearly rate, the same beside every fiscal year,
    and None for a class of which nobody is on the staff list. The planned ones are None
    where the plan says nothing. `amount` is wages, as the plan's salaries are; `loaded`
    adds the centre's loading.
    """

    fiscal_year: str
    pay_class: str
    title: str
    fte_rostered: float | None
    fte_planned: float | None
    amount_rostered: float | None
    amount_planned: float | None
    loaded_rostered: float | None

    @property
    def fte_variance(self) -> float | None:
        """Rostered less planned."""
        return _less(self.fte_rostered, self.fte_planned)

    @property
    def amount_variance(self) -> float | None:
        """Rostered less planned, dollars."""
        return _less(self.amount_rostered, self.amount_planned)


@dataclass(frozen=True)
class Method:
    """One way to count the FTE of a year: hours of the horizon, of the year, FTE."""

    name: str
    meaning: str
    hours: float
    annual_hours: float

    @property
    def fte(self) -> float:
        return self.annual_hours / FTE_HOURS


@dataclass(frozen=True)
class Budget:
    """A roster turned into a year.

    `factor` times a figure of the roster's horizon is the figure of a year; `basis` says
    in words how it was found. `fiscal_year` is the one in which the roster begins.
    """

    centre: str
    grid: Grid
    fiscal_year: str
    contacts: float
    annual_contacts: float
    factor: float
    basis: str
    classes: tuple[ClassCost, ...]
    rows: tuple[BudgetRow, ...]
    methods: tuple[Method, ...]

    @property
    def total(self) -> ClassCost:
        """Hours and dollars of the horizon, all classes."""
        return self.classes[-1]

    @property
    def cost_per_contact(self) -> float | None:
        """Loaded dollars for each contact offered; None where there are none."""
        return self.total.loaded / self.contacts if self.contacts else None

    @property
    def compared_year(self) -> str | None:
        """The roster's fiscal year if it is planned, else the planned year next to it."""
        planned = [row.fiscal_year for row in self.rows if row.fte_planned is not None]
        if not planned:
            return None
        own = _first_year(self.fiscal_year)
        return min(planned, key=lambda year: (abs(_first_year(year) - own), year))


def budget(scenario: Scenario, requirements: Requirements, roster: Roster) -> Budget:
    """The roster's hours and cost, scaled to the year by contacts, and the plan."""
    offered = contacts(requirements)
    factor, basis = annual_factor(scenario, offered)
    costs = cost(scenario, roster)
    classes = (*by_class(costs), class_cost(TOTAL, costs))
    year = fiscal_year(scenario.grid.first_day)
    return Budget(
        centre=scenario.name,
        grid=scenario.grid,
        fiscal_year=year,
        contacts=offered,
        annual_contacts=offered * factor,
        factor=factor,
        basis=basis,
        classes=classes,
        rows=tuple(_rows(scenario, classes, factor, year)),
        methods=tuple(_methods(scenario, requirements, roster, classes[-1], factor)),
    )


def annual_factor(scenario: Scenario, offered: float) -> tuple[float, str]:
    """Contacts of the year over contacts of the horizon, and that in words.

    A busy week weighs less than 1/52 of a year, a quiet one more. Where the contacts of
    the year are not known, or the horizon has none, days are counted instead.
    """
    annual = scenario.annual_contacts
    if annual and offered:
        return annual / offered, (
            f"{annual:,.0f} contacts of the year / {offered:,.0f} contacts of the roster"
        )
    days = scenario.grid.days
    reason = "the contacts of the year are not set" if not annual else "the roster has no contacts"
    return 365 / days, f"365 days of the year / {days} days of the roster: {reason}"


def fiscal_year(day: date) -> str:
    """The year from July to June that holds the day, such as `2022-23`."""
    first = day.year if day.month >= FISCAL_YEAR_BEGINS else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _first_year(label: str) -> int:
    """2022 of `2022-23` or `FY 2022-23`; 0 where there is no year to read."""
    found = re.search(r"\d{4}", label)
    return int(found.group()) if found else 0


def _rows(
    scenario: Scenario, classes: tuple[ClassCost, ...], factor: float, own_year: str
) -> Iterator[BudgetRow]:
    """Every class of the plan and of the roster in every fiscal year of either.

    A total follows each year: of the classes that the roster holds, so that rostered and
    planned speak of the same people.
    """
    rostered = {found.pay_class: found for found in classes[:-1]}
    titles = {found.name: found.title for found in scenario.pay_classes}
    planned = _planned(scenario)
    years = {year for year, _ in planned}
    if _first_year(own_year) not in {_first_year(year) for year in years}:
        years.add(own_year)
    for year in sorted(years, key=lambda label: (_first_year(label), label)):
        names = sorted({c for y, c in planned if y == year} | set(rostered))
        lines = [
            _row(year, name, titles.get(name, name), rostered.get(name), planned, factor)
            for name in names
        ]
        yield from lines
        yield _total(year, [line for line in lines if line.fte_rostered is not None])


def _planned(scenario: Scenario) -> Mapping[tuple[str, str], tuple[float, float]]:
    """FTE and amount by fiscal year and class; several lines of a class add up."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for line in scenario.plan:
        fte, amount = found.get((line.fiscal_year, line.pay_class), (0.0, 0.0))
        found[line.fiscal_year, line.pay_class] = (fte + line.fte, amount + line.amount)
    return found


def _row(
    year: str,
    name: str,
    title: str,
    rostered: ClassCost | None,
    planned: Mapping[tuple[str, str], tuple[float, float]],
    factor: float,
) -> BudgetRow:
    fte, amount = planned.get((year, name), (None, None))
    row = BudgetRow(year, name, title, None, fte, None, amount, None)
    if rostered is None:
        return row
    hours = rostered.paid_hours + rostered.leave_hours + rostered.holiday_hours
    return replace(
        row,
        fte_rostered=hours * factor / FTE_HOURS,
        amount_rostered=rostered.total * factor,
        loaded_rostered=rostered.loaded * factor,
    )


def _total(year: str, lines: list[BudgetRow]) -> BudgetRow:
    return BudgetRow(
        fiscal_year=year,
        pay_class=TOTAL,
        title="All rostered classes",
        fte_rostered=_sum(line.fte_rostered for line in lines),
        fte_planned=_sum(line.fte_planned for line in lines),
        amount_rostered=_sum(line.amount_rostered for line in lines),
        amount_planned=_sum(line.amount_planned for line in lines),
        loaded_rostered=_sum(line.loaded_rostered for line in lines),
    )


def _methods(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    total: ClassCost,
    factor: float,
) -> Iterator[Method]:
    """FTE of the year from the work alone up to the staff list."""
    work = sum(r.volume * r.aht_s / 3600 for r in requirements.rows if r.language == ALL)
    yield Method(
        "workload", "Contacts times handling time, nobody ever waiting.", work, work * factor
    )
    need = required_hours(scenario, requirements)
    yield Method(
        "requirement",
        "People required on phones and desk by the service targets, and the email work.",
        need,
        need * factor,
    )
    queues = [channel for channel in scenario.services if channel != SUPERVISION]
    on_queue = sum(float(count(scenario, roster, channel).sum()) for channel in queues)
    on_queue *= scenario.grid.slot_hours
    yield Method("on queue", "Rostered on phones, desk and email.", on_queue, on_queue * factor)
    paid = total.paid_hours + total.leave_hours + total.holiday_hours
    yield Method(
        "paid",
        "Rostered, paid leave and holidays: pauses, meetings, program work and supervision too.",
        paid,
        paid * factor,
    )
    signed = (csr.contract for csr in scenario.everybody.csrs)
    owed = sum(c.week_slots / c.weeks for c in signed) * scenario.grid.slot_hours
    yield Method(
        "staff list",
        "Contract hours of everybody, 52 weeks.",
        owed * scenario.grid.weeks,
        owed * 52,
    )


def required_hours(scenario: Scenario, requirements: Requirements) -> float:
    """People required over all languages, in hours, and the hours of deferrable work."""
    heads = sum(int(n.sum()) for (_, speech), n in requirements.by_slot.items() if speech == ALL)
    email = sum(float(work.arrived_hours[-1]) for work in requirements.deferrable)
    return heads * scenario.grid.slot_hours + email


def _sum(values: Iterable[float | None]) -> float | None:
    """Sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _less(rostered: float | None, planned: float | None) -> float | None:
    return None if rostered is None or planned is None else rostered - planned
