"""The years ahead: what contacts will need, and who will be there, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, sqrt
from statistics import NormalDist

from scheduler.costing.fiscal_year import days_in, first_year, fiscal_year, label_of, months_of
from scheduler.costing.shrinkage import Shrinkage
from scheduler.costing.staff_year import FTE_HOURS, ClassYear
from scheduler.costing.what_if_demand import changed, contacts_by_channel, to_month
from scheduler.costing.workforce import Workforce
from scheduler.costing.year_need import language_hours, required_hours, season
from scheduler.domain.budget_settings import BudgetOffice, DemandStep
from scheduler.domain.demand import Requirements, Volume
from scheduler.domain.scenario import Scenario
from scheduler.staffing.requirements import require


@dataclass(frozen=True)
class CapacityMonth:
    """One month: what is needed, with its band, and who is there.

    FTE are those on the queues. `staff_fte` are employed, `ready_fte` at full speed; `need_low`
    and `need_high` bound the need in the share of outcomes that the office asks for. Languages
    are need and speakers in FTE. Dollars are of the month.
    """

    month: date
    fiscal_year: str
    contacts: float
    contacts_low: float
    contacts_high: float
    queue_hours: float
    need_fte: float
    need_low: float
    need_high: float
    staff_fte: float
    ready_fte: float
    languages: Mapping[str, tuple[float, float]]
    wages: float
    loaded: float

    @property
    def gap(self) -> float:
        """Ready less needed: negative where people are missing."""
        return self.ready_fte - self.need_fte


@dataclass(frozen=True)
class CapacityYear:
    """A fiscal year: sums of contacts, hours and dollars, means of FTE."""

    fiscal_year: str
    contacts: float
    contacts_low: float
    contacts_high: float
    queue_hours: float
    need_fte: float
    need_low: float
    need_high: float
    staff_fte: float
    ready_fte: float
    wages: float
    loaded: float

    @property
    def gap(self) -> float:
        return self.ready_fte - self.need_fte

    @property
    def cost_per_contact(self) -> float | None:
        return self.loaded / self.contacts if self.contacts else None


@dataclass(frozen=True)
class CapacityPlan:
    """Months and years ahead; empty where none are asked for. `level_source` is the band's."""

    months: tuple[CapacityMonth, ...] = ()
    years: tuple[CapacityYear, ...] = ()
    level_sd: float = 0.0
    level_source: str = ""


@dataclass(frozen=True)
class _Outlook:
    """What every month of the plan is made from."""

    scenario: Scenario
    volumes: tuple[Volume, ...]
    used: Shrinkage
    annual: float
    office: BudgetOffice
    level_sd: float
    shares: Mapping[int, float]


def capacity_plan(
    scenario: Scenario,
    requirements: Requirements,
    year: ClassYear,
    used: Shrinkage,
    annual: float,
    office: BudgetOffice,
) -> CapacityPlan:
    """Every month of the fiscal years after the roster's.

    `year` is everybody's year; `annual` are the contacts of the roster's fiscal year.
    """
    ahead = office.settings.ahead
    if not ahead.years or used.on_shift >= 1 or used.away.total >= 1:
        return CapacityPlan()
    known = requirements.day_cv is not None
    level_sd = requirements.day_cv if requirements.day_cv is not None else ahead.level_sd
    source = f"ahead.level_sd, {office.settings.source('ahead.level_sd')}"
    if known:
        source = "the forecast's own error of a day"
    outlook = _Outlook(
        scenario,
        requirements.volumes,
        used,
        annual,
        office,
        level_sd,
        season(scenario.contacts.history),
    )
    months = tuple(_months(outlook, Workforce.of(scenario, year, office.settings)))
    return CapacityPlan(months, tuple(_years(months)), level_sd, source)


def _months(outlook: _Outlook, people: Workforce) -> Iterator[CapacityMonth]:
    settings = outlook.office.settings
    begins = settings.fiscal_year_begins
    base = first_year(fiscal_year(outlook.scenario.grid.first_day, begins))
    for number in range(1, settings.ahead.years + 1):
        label = label_of(base + number)
        grown = outlook.annual * (1 + settings.ahead.growth) ** number
        sd = sqrt(outlook.level_sd**2 + (number * settings.ahead.growth_sd) ** 2)
        for month in months_of(label, begins):
            yield _month(outlook, people, label, month, grown * outlook.shares[month.month], sd)


def _month(
    outlook: _Outlook, people: Workforce, label: str, month: date, contacts: float, sd: float
) -> CapacityMonth:
    settings = outlook.office.settings
    changes = [c for c in settings.changes if c.first.replace(day=1) <= month]
    far = exp(NormalDist().inv_cdf((1 + settings.ahead.band) / 2) * sd) if sd else 1.0
    offered, hours, spoken = middle = _need(outlook, month, contacts, changes)
    low = high = middle
    if far > 1:
        low, high = (_need(outlook, month, contacts * t, changes) for t in (1 / far, far))
    employed, ready = people.queue_fte(month)
    wages = people.wages(month, label)
    return CapacityMonth(
        month=month,
        fiscal_year=label,
        contacts=offered,
        contacts_low=low[0],
        contacts_high=high[0],
        queue_hours=hours,
        need_fte=_fte(hours, outlook.used, month),
        need_low=_fte(low[1], outlook.used, month),
        need_high=_fte(high[1], outlook.used, month),
        staff_fte=employed,
        ready_fte=ready,
        languages={
            name: (_fte(own, outlook.used, month), people.speakers_fte(month, name))
            for name, own in spoken.items()
        },
        wages=wages,
        loaded=wages * outlook.scenario.pay.loading,
    )


def _need(
    outlook: _Outlook, month: date, contacts: float, changes: Sequence[DemandStep]
) -> tuple[float, float, dict[str, float]]:
    """Contacts of the month, hours on the queues, and those of each language."""
    weeks = days_in(month) / outlook.scenario.grid.days
    added: dict[str, float] = {}
    for change in changes:
        added[change.channel] = added.get(change.channel, 0.0) + change.contacts_a_month
    volumes = to_month(outlook.volumes, contacts, added, weeks)
    scenario, volumes = changed(outlook.scenario, volumes, changes)
    needed = require(scenario, volumes)
    hours = {name: own * weeks for name, own in language_hours(scenario, needed).items()}
    offered = sum(contacts_by_channel(volumes).values()) * weeks
    return offered, required_hours(scenario, needed) * weeks, hours


def _fte(hours: float, used: Shrinkage, month: date) -> float:
    """FTE that give so many hours on the queues in a month: both shares are divided out."""
    left = (1 - used.on_shift) * (1 - used.away.total)
    return hours / left / (FTE_HOURS * days_in(month) / 365)


def _years(months: Sequence[CapacityMonth]) -> Iterator[CapacityYear]:
    for label in dict.fromkeys(month.fiscal_year for month in months):
        own = [month for month in months if month.fiscal_year == label]

        def total(column: str, own: Sequence[CapacityMonth] = own) -> float:
            return float(sum(getattr(month, column) for month in own))

        def mean(column: str, own: Sequence[CapacityMonth] = own) -> float:
            return float(sum(getattr(month, column) for month in own)) / len(own)

        yield CapacityYear(
            label,
            total("contacts"), total("contacts_low"), total("contacts_high"),
            total("queue_hours"),
            mean("need_fte"), mean("need_low"), mean("need_high"),
            mean("staff_fte"), mean("ready_fte"),
            total("wages"), total("loaded"),
        )  # fmt: skip
