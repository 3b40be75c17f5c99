"""Keys of budget.toml: unit, limits, default and source."""

from __future__ import annotations

from typing import Annotated, ClassVar

from annotated_types import MinLen
from pydantic import Field

from scheduler.domain.budget_settings import YearsAhead
from scheduler.loading.schema.fields import Day, DayHours, Language, Languages, Name, column
from scheduler.loading.schema.keys import UNVERIFIED, Keys

SHARE = "share/year"


class MoneyKeys(Keys):
    summary: ClassVar[str] = "Money of the plan and of today."

    fiscal_year_begins: int = column(
        "Month in which a fiscal year begins.", unit="month", default=7, low=1, high=12
    )
    wage_index: float | None = column(
        "Today's wages divided by those of the plan's dollars. Not set: the highest rate of the "
        "class with the most people, divided by that class's annual_max.",
        unit="x",
        default=None,
        above=0,
        high=100,
    )


def _days(about: str) -> float | None:
    days: float | None = column(about, unit="days/year", default=None, low=0, high=260)
    return days


class LeaveKeys(Keys):
    summary: ClassVar[str] = (
        "Paid days of a full-time person in a year that are not worked. If none is set, the "
        "horizon's own leave and holidays stand for the year."
    )

    holidays: float | None = _days("Paid holidays, personal ones among them.")
    vacation: float | None = _days("Vacation.")
    sick: float | None = _days("Sick leave.")
    training: float | None = _days("Training away from the roster.")


class AheadKeys(Keys):
    summary: ClassVar[str] = "The years that follow the roster's fiscal year."

    years: int = column(
        "Fiscal years to plan.", unit="years", default=YearsAhead.years, low=0, high=20
    )
    growth: float = column(
        "Growth of contacts.", unit=SHARE, default=YearsAhead.growth, low=-0.9, high=10
    )
    growth_sd: float = column(
        "Deviation of a year's growth, for the band.",
        unit=SHARE,
        default=YearsAhead.growth_sd,
        low=0,
        high=2,
        source=UNVERIFIED,
    )
    level_sd: float = column(
        "Deviation of the level of contacts, where the forecast states no error.",
        unit="share",
        default=YearsAhead.level_sd,
        low=0,
        high=2,
        source="day-level errors of the best models are 4 to 13 %",
    )
    band: float = column(
        "Share of outcomes that lies in the band.",
        unit="share",
        default=YearsAhead.band,
        low=0,
        high=0.999,
    )
    attrition: float = column(
        "People who leave.", unit=SHARE, default=YearsAhead.attrition, low=0, high=1
    )
    ramp_up_months: float = column(
        "Time until a new person works at full speed, rising evenly from nothing.",
        unit="months",
        default=YearsAhead.ramp_up_months,
        low=0,
        high=60,
        source=UNVERIFIED,
    )
    wage_growth: float = column(
        "Growth of every wage at the start of a fiscal year.",
        unit=SHARE,
        default=YearsAhead.wage_growth,
        low=-0.5,
        high=1,
    )


class ChangeKeys(Keys):
    summary: ClassVar[str] = (
        "What changes on a channel from a date on, one table `[change.<name>]` each."
    )

    first: Day = column("First day of the change; it counts from the first of its month.")
    channel: Name = column("The channel.")
    contacts_a_month: float = column(
        "Contacts added, or removed if negative.",
        unit="contacts/month",
        default=0.0,
        low=-1e8,
        high=1e8,
    )
    handling_time: float = column(
        "Factor of the handling time.", unit="x", default=1.0, above=0, high=100
    )
    target: float | None = column(
        "Share answered in time.", unit="share", default=None, low=0, high=0.999
    )
    within_s: float | None = column(
        "Seconds in which they are answered.", unit="s", default=None, low=0, high=1e7
    )
    hours_mon_fri: DayHours | None = column(
        "New hours of Monday to Friday; other days are closed unless given too.",
        unit="local time",
        default=None,
    )
    hours_sat: DayHours | None = column("New hours.", unit="local time", default=None)
    hours_sun: DayHours | None = column("New hours.", unit="local time", default=None)
    kept: float = column(
        "Share of the contacts of closed hours that comes in other hours.",
        unit="share",
        default=1.0,
        low=0,
        high=1,
        source=UNVERIFIED,
    )
    new_hour: float = column(
        "Contacts of a newly opened hour, as a share of the mean of the earlier hours.",
        unit="x",
        default=0.25,
        low=0,
        high=10,
        source=UNVERIFIED,
    )
    language: Language | None = column("A language whose share changes.", default=None)
    language_share: float | None = column(
        "Share of the channel's contacts in it.", unit="share", default=None, low=0, high=1
    )


class HireKeys(Keys):
    summary: ClassVar[str] = "People hired from a date on, one table `[hire.<name>]` each."

    first: Day = column("Their first day.")
    pay_class: Name = column("A class of pay_classes.csv or csrs.csv.")
    fte: float = column("Full-time equivalents.", unit="FTE", above=0, high=100_000)
    languages: Languages | None = column("Languages they speak.", default=None)
    hourly_rate: float | None = column(
        "Their hourly wage. Not set: the first step of the class, else its lowest rate on the "
        "staff list.",
        unit="$/h",
        default=None,
        above=0,
        high=1000,
    )


class StepsKeys(Keys):
    summary: ClassVar[str] = "Pay steps of a class, one table `[steps.<class>]` each."

    rates: Annotated[list[float], MinLen(1)] = column(
        "Hourly rates of the steps in order; each anniversary of `hired` leads to the next.",
        unit="$/h",
        allowed="a list of rates that rise, [27.32, 30.37]",
    )


class BudgetKeys(Keys):
    summary: ClassVar[str] = "budget.toml"

    money: MoneyKeys = Field(default_factory=MoneyKeys)
    leave: LeaveKeys = Field(default_factory=LeaveKeys)
    ahead: AheadKeys = Field(default_factory=AheadKeys)
    change: dict[Name, ChangeKeys] = column("", default={}, allowed="tables [change.<name>]")
    hire: dict[Name, HireKeys] = column("", default={}, allowed="tables [hire.<name>]")
    steps: dict[Name, StepsKeys] = column("", default={}, allowed="tables [steps.<class>]")
