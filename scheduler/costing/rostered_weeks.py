"""The rostered weeks that a year is made of: which months each stands for, and their mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from scheduler.costing.fiscal_year import days_in, months_of
from scheduler.costing.pay import CostRow, contacts, cost
from scheduler.costing.staff_year import WEEKS
from scheduler.costing.year_need import required_hours
from scheduler.domain.coverage import count
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.objective.price import price

MONTHS = 12
NOT_SUMMED = ("csr_id", "pay_class", "loading")


@dataclass(frozen=True)
class RosteredWeek:
    """One roster with what its contacts ask for; a horizon of any number of weeks.

    `source` says where it is from. `month` is the calendar month that it was made for; without one
    it stands for the month that holds its middle.
    """

    name: str
    scenario: Scenario
    requirements: Requirements
    roster: Roster
    source: str
    month: int | None = None

    @property
    def own_month(self) -> int:
        grid = self.scenario.grid
        return self.month or grid.date(grid.days // 2).month

    @property
    def length(self) -> float:
        """Weeks of its horizon."""
        return self.scenario.grid.days / 7


@dataclass(frozen=True)
class WeekFigures:
    """What one of the weeks came to, a week: hours and dollars.

    `stands_for` are weeks of the year, of 52; `months` those calendar months. Paid hours hold leave
    and holidays.
    """

    name: str
    source: str
    months: tuple[int, ...]
    stands_for: float
    contacts: float
    required_hours: float
    on_queue_hours: float
    shortage_hours: float
    paid_hours: float
    overtime_hours: float
    wages: float
    loaded: float


@dataclass(frozen=True)
class YearOfWeeks:
    """Rostered weeks, and how many weeks of the year each stands for, by calendar month.

    `base` is the centre whose staff list is paid.
    """

    weeks: tuple[RosteredWeek, ...]
    months: tuple[Mapping[int, float], ...]
    base: Scenario

    @classmethod
    def of(
        cls, weeks: Sequence[RosteredWeek], label: str, begins: int, base: Scenario
    ) -> YearOfWeeks:
        """Each month of the fiscal year goes to the weeks nearest to it, in equal parts."""
        days = {month.month: days_in(month) for month in months_of(label, begins)}
        whole = sum(days.values())
        found: list[dict[int, float]] = [{} for _ in weeks]
        for month, length in days.items():
            away = [_months_apart(week.own_month, month) for week in weeks]
            near = [at for at, distance in enumerate(away) if distance == min(away)]
            for at in near:
                found[at][month] = WEEKS * length / whole / len(near)
        return cls(tuple(weeks), tuple(found), base)

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of the year that each week stands for; they add up to 1."""
        own = [sum(months.values()) for months in self.months]
        return tuple(part / sum(own) for part in own)

    def of_month(self, month: int) -> RosteredWeek:
        """The week that stands for a month; the first where several do."""
        return next(w for w, own in zip(self.weeks, self.months, strict=True) if month in own)

    def mean(self, figure: Callable[[RosteredWeek], float]) -> float:
        """A figure of a horizon as long as the base's, the mean of all."""
        return sum(times * figure(week) for week, times in self._times())

    def _times(self) -> Iterator[tuple[RosteredWeek, float]]:
        length = self.base.grid.days / 7
        for week, share in zip(self.weeks, self.shares, strict=True):
            yield week, share * (length / week.length)

    def mean_hours(self, figure: Callable[[RosteredWeek], Mapping[str, float]]) -> dict[str, float]:
        """The same for figures by name."""
        found: dict[str, float] = {}
        for week, times in self._times():
            for name, hours in figure(week).items():
                found[name] = found.get(name, 0.0) + times * hours
        return found

    def mean_costs(self) -> list[CostRow]:
        """One row for each person on the staff list: the mean of the weeks that know them."""
        costs = [{row.csr_id: row for row in cost(w.scenario, w.roster)} for w in self.weeks]
        times = [factor for _, factor in self._times()]
        found = []
        for csr in self.base.everybody.csrs:
            own = zip(costs, times, self.shares, strict=True)
            rows = [(c[csr.csr_id], by, share) for c, by, share in own if csr.csr_id in c]
            found.append(_mean_row(self.base, csr, rows))
        return found

    def pooled(self) -> Requirements:
        """Contacts of the mean week: rows of all weeks, each with its part of the contacts."""
        if len(self.weeks) == 1:
            return self.weeks[0].requirements
        rows = (
            replace(row, volume=row.volume * times)
            for week, times in self._times()
            for row in week.requirements.rows
        )
        return replace(self.weeks[0].requirements, rows=tuple(rows))

    def figures(self) -> tuple[WeekFigures, ...]:
        """Every week for people and programs."""
        return tuple(
            _figures(week, months) for week, months in zip(self.weeks, self.months, strict=True)
        )


def on_queue_hours(week: RosteredWeek) -> float:
    """Hours on phones, desk and email over the horizon."""
    queues = [channel for channel in week.scenario.services if channel != SUPERVISION]
    heads = sum(float(count(week.scenario, week.roster, c).sum()) for c in queues)
    return heads * week.scenario.grid.slot_hours


def _months_apart(one: int, other: int) -> int:
    apart = abs(one - other) % MONTHS
    return min(apart, MONTHS - apart)


def _mean_row(
    scenario: Scenario, csr: Csr, rows: Sequence[tuple[CostRow, float, float]]
) -> CostRow:
    """The mean over the weeks that know a person; nothing where none does.

    `rows` have the factor of each and the share of the year that its week stands for.
    """
    known = sum(share for _, _, share in rows) or 1.0
    return CostRow(
        csr_id=csr.csr_id,
        pay_class=csr.pay_class,
        loading=scenario.pay.loading,
        **{
            field.name: sum(times * getattr(row, field.name) for row, times, _ in rows) / known
            for field in fields(CostRow)
            if field.name not in NOT_SUMMED
        },
    )


def _figures(week: RosteredWeek, months: Mapping[int, float]) -> WeekFigures:
    rows = cost(week.scenario, week.roster)
    own = without_shadows(week.scenario, week.roster)
    short = price(week.scenario, week.requirements, own).shortage_hours
    paid = sum(row.paid_hours + row.leave_hours + row.holiday_hours for row in rows)
    return WeekFigures(
        name=week.name,
        source=week.source,
        months=tuple(months),
        stands_for=sum(months.values()),
        contacts=contacts(week.requirements) / week.length,
        required_hours=required_hours(week.scenario, week.requirements) / week.length,
        on_queue_hours=on_queue_hours(week) / week.length,
        shortage_hours=short / week.length,
        paid_hours=paid / week.length,
        overtime_hours=sum(row.overtime_hours for row in rows) / week.length,
        wages=sum(row.total for row in rows) / week.length,
        loaded=sum(row.loaded for row in rows) / week.length,
    )
