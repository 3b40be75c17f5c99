"""The year of a roster's staff list beside the FTE plan, and what the demand would need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.costing.audit_row import AuditRow
from scheduler.costing.bridge import Bridge
from scheduler.costing.capacity import CapacityPlan, capacity_plan
from scheduler.costing.fiscal_year import first_day, first_year, fiscal_year, months_of
from scheduler.costing.fte_tables import FteTable, fte_tables
from scheduler.costing.pay import ClassCost, by_class, class_cost, contacts
from scheduler.costing.plan_audit import audit_plan
from scheduler.costing.plan_bridges import Positions, bridges, wage_index
from scheduler.costing.rostered_weeks import RosteredWeek, WeekFigures, YearOfWeeks
from scheduler.costing.shrinkage import Shrinkage, paid_time, shrinkage
from scheduler.costing.staff_year import (
    ClassYear,
    PersonYear,
    away_share,
    class_year,
    csr_fte,
    staff_year,
    years_by_class,
)
from scheduler.costing.year_methods import (
    Method,
    annual_factor,
    methods,
    queue_fte,
    supervisor_fte,
)
from scheduler.costing.year_need import MonthNeed, month_need, season
from scheduler.domain.budget_settings import BudgetOffice
from scheduler.domain.demand import Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario

TOTAL = "total"


@dataclass(frozen=True)
class BudgetRow:
    """One class in one fiscal year; FTE of 2,080 paid hours, dollars a year.

    `fte` and the wages are the staff list's, the same beside every fiscal year, and None for a
    class of which nobody is on it; `fte_then` counts who of them had begun by the first day of
    that year. The planned figures are None where the plan says nothing: `salary_planned` in the
    dollars of the plan, `salary_indexed` at today's wages.
    """

    fiscal_year: str
    pay_class: str
    title: str
    fte: float | None
    fte_then: float | None
    fte_planned: float | None
    wages: float | None
    loaded: float | None
    salary_planned: float | None
    salary_indexed: float | None

    @property
    def fte_variance(self) -> float | None:
        """On the staff list less planned."""
        return _less(self.fte, self.fte_planned)

    @property
    def vacancy(self) -> float | None:
        """Planned positions that nobody holds; none where there are more people than planned."""
        more = self.fte_variance
        return None if more is None else max(0.0, -more)

    @property
    def wages_variance(self) -> float | None:
        """Wages less planned, in mixed dollars: the bridge explains it."""
        return _less(self.wages, self.salary_planned)

    @property
    def real_variance(self) -> float | None:
        """Wages less planned, both at today's wages."""
        return _less(self.wages, self.salary_indexed)


@dataclass(frozen=True)
class Budget:
    """A staff list and its roster turned into a year.

    `classes` are hours and dollars of the horizon, `year` those of the year, the total last in
    both. `factor` times a figure of the horizon is the figure of a year by contacts; `basis`
    says in words how it was found: it is about work, and nobody is paid by it.
    """

    centre: str
    grid: Grid
    fiscal_year: str
    contacts: float
    annual_contacts: float
    factor: float
    basis: str
    classes: tuple[ClassCost, ...]
    people: tuple[PersonYear, ...]
    year: tuple[ClassYear, ...]
    rows: tuple[BudgetRow, ...]
    methods: tuple[Method, ...]
    need: tuple[MonthNeed, ...]
    need_fte: float
    supervisors_need_fte: float
    shrinkage: Shrinkage
    index: float
    index_source: str
    bridges: tuple[Bridge, ...]
    tables: tuple[FteTable, ...]
    audit: tuple[AuditRow, ...]
    ahead: CapacityPlan
    overtime_multiple: float = 1.5
    office: BudgetOffice = field(default_factory=BudgetOffice)
    weeks: tuple[WeekFigures, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> ClassCost:
        """Hours and dollars of the horizon, all classes."""
        return self.classes[-1]

    @property
    def paid(self) -> ClassYear:
        """Hours and dollars of the year, everybody on the staff list."""
        return self.year[-1]

    @property
    def cost_per_contact(self) -> float | None:
        """Loaded dollars of the year for each of its contacts; None where there are none."""
        return self.paid.loaded / self.annual_contacts if self.annual_contacts else None

    @property
    def compared_year(self) -> str | None:
        """The roster's fiscal year if it is planned, else the planned year next to it."""
        planned = [row.fiscal_year for row in self.rows if row.fte_planned is not None]
        if not planned:
            return None
        own = first_year(self.fiscal_year)
        return min(planned, key=lambda year: (abs(first_year(year) - own), year))

    def row(self, year: str, pay_class: str = TOTAL) -> BudgetRow:
        return next(r for r in self.rows if (r.fiscal_year, r.pay_class) == (year, pay_class))


def budget(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    office: BudgetOffice | None = None,
    weeks: Sequence[RosteredWeek] = (),
) -> Budget:
    """The year of the staff list, what its contacts need, the plan and the years ahead.

    The year is made of `weeks`, each for the months nearest to it; of the roster alone without.
    The staff list, its rates and the months' season are the scenario's in any case.
    """
    office = office or BudgetOffice()
    begins = office.settings.fiscal_year_begins
    label = fiscal_year(scenario.grid.first_day, begins)
    own = RosteredWeek("rostered week", scenario, requirements, roster, "roster.csv")
    made = YearOfWeeks.of(weeks or (own,), label, begins, scenario)
    pooled = made.pooled()
    offered = contacts(pooled)
    factor, basis = annual_factor(scenario, offered, len(made.weeks))
    costs = made.mean_costs()
    classes = (*by_class(costs), class_cost(TOTAL, costs))
    away = away_share(costs, scenario, office.settings.leave)
    people = staff_year(scenario, costs, away)
    by_name = years_by_class(people)
    year = (*by_name, class_year(TOTAL, by_name))
    used = shrinkage(made.mean_hours(paid_time), away, office.plan)
    need = tuple(_need(made, label, offered * factor, begins))
    index, index_source = wage_index(scenario, office)
    rows = tuple(_rows(scenario, year, label, index, begins))
    found = _compared(rows, label)
    positions = Positions(scenario, year, classes[:-1], factor, found)
    return Budget(
        centre=scenario.name,
        grid=scenario.grid,
        fiscal_year=label,
        contacts=offered,
        annual_contacts=offered * factor,
        factor=factor,
        basis=basis,
        classes=classes,
        people=people,
        year=year,
        rows=rows,
        methods=tuple(methods(made, classes[-1], factor)),
        need=need,
        need_fte=queue_fte(need, used),
        supervisors_need_fte=supervisor_fte(made, need, used),
        shrinkage=used,
        index=index,
        index_source=index_source,
        bridges=bridges(positions, pooled, used, index, office.plan),
        tables=fte_tables(scenario, pooled, offered * factor, used, office.plan),
        audit=audit_plan(office.plan, scenario.pay_classes, scenario.contacts.history),
        ahead=capacity_plan(scenario, requirements, year[-1], used, offered * factor, office),
        overtime_multiple=scenario.pay.overtime_multiple,
        office=office,
        weeks=made.figures() if weeks else (),
    )


def _need(made: YearOfWeeks, label: str, annual: float, begins: int) -> Iterator[MonthNeed]:
    """Every month by the week that stands for it, its contacts by the season."""
    shares = season(made.base.contacts.history)
    for month in months_of(label, begins):
        week = made.of_month(month.month)
        volumes = week.requirements.volumes
        yield month_need(week.scenario, volumes, month, annual * shares[month.month])


def _rows(
    scenario: Scenario, year: Sequence[ClassYear], own_year: str, index: float, begins: int
) -> Iterator[BudgetRow]:
    """Every class of the plan and of the staff list in every fiscal year of either.

    A total follows each year: of the classes on the staff list, so that both sides speak of the
    same people.
    """
    staffed = {found.pay_class: found for found in year[:-1]}
    titles = {found.name: found.title for found in scenario.pay_classes}
    planned = _planned(scenario)
    years = {label for label, _ in planned}
    if first_year(own_year) not in {first_year(label) for label in years}:
        years.add(own_year)
    for label in sorted(years, key=lambda text: (first_year(text), text)):
        names = sorted({c for y, c in planned if y == label} | set(staffed))
        begun = _begun(scenario, first_day(label, begins))
        lines = []
        for name in names:
            fte, amount = planned.get((label, name), (None, None))
            own = staffed.get(name)
            lines.append(
                BudgetRow(
                    label,
                    name,
                    titles.get(name, name),
                    own.fte if own else None,
                    begun.get(name, 0.0) if own else None,
                    fte,
                    own.wages if own else None,
                    own.loaded if own else None,
                    amount,
                    None if amount is None else amount * index,
                )
            )
        yield from lines
        yield _total(label, [line for line in lines if line.fte is not None])


def _begun(scenario: Scenario, day: date) -> dict[str, float]:
    """FTE by class of those on the staff list who had begun by a day; who left is not known."""
    found: dict[str, float] = {}
    for csr in scenario.everybody.csrs:
        if csr.hired is None or csr.hired <= day:
            found[csr.pay_class] = found.get(csr.pay_class, 0.0) + csr_fte(scenario, csr)
    return found


def _planned(scenario: Scenario) -> Mapping[tuple[str, str], tuple[float, float]]:
    """FTE and amount by fiscal year and class; several lines of a class add up."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for line in scenario.plan:
        fte, amount = found.get((line.fiscal_year, line.pay_class), (0.0, 0.0))
        found[line.fiscal_year, line.pay_class] = (fte + line.fte, amount + line.amount)
    return found


def _total(year: str, lines: list[BudgetRow]) -> BudgetRow:
    def added(column: str) -> float | None:
        return _sum(getattr(line, column) for line in lines)

    return BudgetRow(
        year, TOTAL, "All classes on the staff list",
        added("fte"), added("fte_then"), added("fte_planned"), added("wages"), added("loaded"),
        added("salary_planned"), added("salary_indexed"),
    )  # fmt: skip


def _compared(rows: Sequence[BudgetRow], own: str) -> list[BudgetRow]:
    """The planned year next to the roster's, its classes on the staff list alone."""
    years = {row.fiscal_year for row in rows if row.fte_planned is not None}
    if not years:
        return []
    year = min(years, key=lambda y: (abs(first_year(y) - first_year(own)), y))
    return [
        row
        for row in rows
        if row.fiscal_year == year and row.pay_class != TOTAL and row.fte is not None
    ]


def _sum(values: Iterable[float | None]) -> float | None:
    """Sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _less(more: float | None, less: float | None) -> float | None:
    return None if more is None or less is None else more - less
