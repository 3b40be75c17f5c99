"""What the people on the staff list cost in a year: they are paid in slow weeks too.

Contract hours of 52 weeks, of which leave and holidays are paid and not worked; premiums and
overtime as the roster has them, an hour worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.costing.pay import CostRow
from scheduler.domain.budget_settings import LeaveDays
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Csr, Scenario

FTE_HOURS = 2080  # paid hours of one full-time year: 52 weeks of 40 hours
WEEKS = 52
WORKING_DAYS = 260  # of 52 weeks, of which the days of leave are a share; 255 is the other count


@dataclass(frozen=True)
class AwayShare:
    """Shares of contract hours that are paid and not worked, and where they come from."""

    leave: float
    holidays: float
    source: str

    @property
    def total(self) -> float:
        return self.leave + self.holidays


@dataclass(frozen=True)
class ClassYear:
    """Hours and dollars of one class in a year.

    `contract_hours` are worked, leave and holidays together; overtime comes on top. Dollars:
    `regular` for the hours worked at their rate, each premium apart.
    """

    pay_class: str
    people: int
    contract_hours: float
    leave_hours: float
    holiday_hours: float
    overtime_hours: float
    regular: float
    leave: float
    holidays: float
    overtime: float
    evening_weekend: float
    language: float
    loading: float

    @property
    def worked_hours(self) -> float:
        """Contract hours at work."""
        return self.contract_hours - self.leave_hours - self.holiday_hours

    @property
    def fte(self) -> float:
        """Positions of 2,080 hours; overtime fills none."""
        return self.contract_hours / FTE_HOURS

    @property
    def salary(self) -> float:
        """Contract hours at their rates: what a plan calls salary."""
        return self.regular + self.leave + self.holidays

    @property
    def premiums(self) -> float:
        """Overtime, evenings, weekends and languages."""
        return self.overtime + self.evening_weekend + self.language

    @property
    def wages(self) -> float:
        return self.salary + self.premiums

    @property
    def loaded(self) -> float:
        """Wages with benefits and taxes."""
        return self.wages * self.loading


@dataclass(frozen=True)
class PersonYear:
    """One person's year, and the figures that it is made of: hours a week, rate, premiums.

    `evening_weekend` is what an hour at work earns beyond the rate, `language` the same for
    languages, `overtime_a_week` hours.
    """

    csr_id: str
    name: str
    week_hours: float
    rate: float
    evening_weekend: float
    language: float
    overtime_a_week: float
    year: ClassYear


def away_share(rows: Sequence[CostRow], scenario: Scenario, leave: LeaveDays) -> AwayShare:
    """Leave and holidays of a year: as the office sets them, else as the horizon has them."""
    if leave.known:
        return AwayShare(
            leave.leave / WORKING_DAYS,
            (leave.holidays or 0.0) / WORKING_DAYS,
            "budget.toml, [leave]",
        )
    hours = sum(week_hours(scenario, csr) for csr in scenario.everybody.csrs) * scenario.grid.weeks
    if not hours:
        return AwayShare(0.0, 0.0, "nobody is on contract")
    return AwayShare(
        sum(row.leave_hours for row in rows) / hours,
        sum(row.holiday_hours for row in rows) / hours,
        "the roster's own leave and holidays",
    )


def staff_year(
    scenario: Scenario, rows: Sequence[CostRow], away: AwayShare
) -> tuple[PersonYear, ...]:
    """Everybody on the staff list; `rows` are the costs of the horizon's roster."""
    cost = {row.csr_id: row for row in rows}
    per_hour = _evening_weekend(rows)
    return tuple(
        _person(scenario, csr, cost[csr.csr_id], away, per_hour) for csr in scenario.everybody.csrs
    )


def years_by_class(people: Sequence[PersonYear]) -> list[ClassYear]:
    """One entry for each class, by name."""
    names = sorted({person.year.pay_class for person in people})
    return [
        class_year(name, (p.year for p in people if p.year.pay_class == name)) for name in names
    ]


def class_year(name: str, parts: Iterable[ClassYear]) -> ClassYear:
    """Sums under a name."""
    parts = tuple(parts)

    def total(column: str) -> float:
        return float(sum(getattr(part, column) for part in parts))

    return ClassYear(
        pay_class=name,
        people=sum(part.people for part in parts),
        contract_hours=total("contract_hours"),
        leave_hours=total("leave_hours"),
        holiday_hours=total("holiday_hours"),
        overtime_hours=total("overtime_hours"),
        regular=total("regular"),
        leave=total("leave"),
        holidays=total("holidays"),
        overtime=total("overtime"),
        evening_weekend=total("evening_weekend"),
        language=total("language"),
        loading=parts[0].loading if parts else 1.0,
    )


def _person(
    scenario: Scenario, csr: Csr, row: CostRow, away: AwayShare, per_hour: float
) -> PersonYear:
    pay, rate = scenario.pay, csr.hourly_rate
    week = week_hours(scenario, csr)
    overtime = row.overtime_hours / scenario.grid.weeks
    evening = row.evening_weekend_premium / row.paid_hours if row.paid_hours else per_hour
    speaks_more = bool(csr.languages - {pay.base_language})
    language = pay.language_differential_per_hour if speaks_more else 0.0
    hours = week * WEEKS
    leave, holidays = hours * away.leave, hours * away.holidays
    worked, extra = hours - leave - holidays, overtime * WEEKS
    year = ClassYear(
        pay_class=csr.pay_class,
        people=1,
        contract_hours=hours,
        leave_hours=leave,
        holiday_hours=holidays,
        overtime_hours=extra,
        regular=rate * worked,
        leave=rate * leave,
        holidays=rate * holidays,
        overtime=rate * pay.overtime_multiple * extra,
        evening_weekend=evening * (worked + extra),
        language=language * (worked + extra),
        loading=pay.loading,
    )
    return PersonYear(csr.csr_id, csr.name, week, rate, evening, language, overtime, year)


def _evening_weekend(rows: Sequence[CostRow]) -> float:
    """Premium of an hour worked, of who was not there to earn any."""
    hours = sum(row.paid_hours for row in rows)
    return sum(row.evening_weekend_premium for row in rows) / hours if hours else 0.0


def week_hours(scenario: Scenario, csr: Csr) -> float:
    """Contract hours of a week, the mean of a contract over several."""
    return csr.contract.week_slots / csr.contract.weeks * scenario.grid.slot_hours


def csr_fte(scenario: Scenario, csr: Csr) -> float:
    """The position that a person fills."""
    return week_hours(scenario, csr) * WEEKS / FTE_HOURS


def on_queues(csr: Csr) -> bool:
    """Whether a person works queues, and does not supervise."""
    return SUPERVISION not in csr.channels
