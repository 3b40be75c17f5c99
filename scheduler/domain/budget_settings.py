"""What a budget office assumes: the money of the plan, leave of a year, and the years ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.plan_document import PlanDocument

Hours = tuple[tuple[int, int] | None, ...]  # of Monday to Sunday, minutes of the day


@dataclass(frozen=True)
class LeaveDays:
    """Days a year of a full-time person that are paid and not worked, of eight hours.

    None in all of them leaves it to what the roster's horizon shows.
    """

    holidays: float | None = None
    vacation: float | None = None
    sick: float | None = None
    training: float | None = None

    @property
    def known(self) -> bool:
        return any(days is not None for days in vars(self).values())

    @property
    def leave(self) -> float:
        """Days of everything but holidays."""
        return (self.vacation or 0.0) + (self.sick or 0.0) + (self.training or 0.0)


@dataclass(frozen=True)
class DemandStep:
    """What is different from a date on.

    `contacts_a_month` are added to `channel` (or taken away), `handling_time` multiplies that of
    the channel, `target` and `within_s` are its service. `opening` has its new hours; of the
    contacts of hours that close, `kept` come in other hours, and an hour that opens brings
    `new_hour` of the mean of the hours before. `language_share` of the channel's contacts are in
    `language`.
    """

    name: str
    first: date
    channel: str
    contacts_a_month: float = 0.0
    handling_time: float = 1.0
    target: float | None = None
    within_s: float | None = None
    opening: Hours | None = None
    kept: float = 1.0
    new_hour: float = 0.25
    language: str = ""
    language_share: float | None = None
    source: str = ""


@dataclass(frozen=True)
class Hire:
    """People who begin on a date: full-time equivalents of a class, paid its first step."""

    name: str
    first: date
    pay_class: str
    fte: float
    languages: frozenset[str] = frozenset()
    hourly_rate: float | None = None
    source: str = ""


@dataclass(frozen=True)
class PaySteps:
    """The hourly rates of a class from its first step on, one a year."""

    pay_class: str
    rates: tuple[float, ...]


@dataclass(frozen=True)
class YearsAhead:
    """Assumptions about the years that follow; shares a year where nothing else is said.

    `growth_sd` is the deviation of a year's growth, `level_sd` that of the level where the
    forecast says nothing about itself; both make the band. `band` is the share of outcomes that
    lies in it. New people reach full speed in `ramp_up_months`, evenly.
    """

    years: int = 3
    growth: float = 0.0
    growth_sd: float = 0.05
    level_sd: float = 0.05
    band: float = 0.8
    attrition: float = 0.0
    ramp_up_months: float = 3.0
    wage_growth: float = 0.0


@dataclass(frozen=True)
class BudgetSettings:
    """All keys of budget.toml.

    `wage_index` is today's wages by those of the plan's dollars, None to take it from the top
    step of the class with the most people.
    """

    fiscal_year_begins: int = 7
    wage_index: float | None = None
    leave: LeaveDays = field(default_factory=LeaveDays)
    ahead: YearsAhead = field(default_factory=YearsAhead)
    steps: Mapping[str, PaySteps] = field(default_factory=dict)
    changes: tuple[DemandStep, ...] = ()
    hires: tuple[Hire, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    def source(self, key: str) -> str:
        """`budget.toml:LINE` of a dotted key, or `default`."""
        return self.sources.get(key, "default")


@dataclass(frozen=True)
class BudgetOffice:
    """What is known beside the centre itself: settings of the office, and the printed plan."""

    settings: BudgetSettings = field(default_factory=BudgetSettings)
    plan: PlanDocument = field(default_factory=PlanDocument)
