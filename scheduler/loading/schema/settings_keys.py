"""Keys of settings.toml: unit, limits, default and description, where they are declared.

The defaults are those of `scheduler.domain.settings`; here they are described.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from annotated_types import MinLen
from pydantic import Field

from scheduler.domain.settings import (
    SHARED_EVENING,
    SHARED_WEEKEND,
    STARTS_KEPT,
    Pay,
    Prices,
    Solve,
)
from scheduler.loading.schema.demand_keys import ForecastKeys, HistoryKeys, TicketKeys
from scheduler.loading.schema.fields import (
    Clock,
    Closure,
    Day,
    DayOpenings,
    DayOrLabel,
    Label,
    Name,
    Weekday,
    column,
)
from scheduler.loading.schema.import_keys import FormatName, ImportKeys
from scheduler.loading.schema.keys import UNVERIFIED, Keys
from scheduler.loading.schema.labour_keys import LabourKeys
from scheduler.loading.schema.payroll_keys import PayrollKeys
from scheduler.loading.schema.request_keys import RequestsKeys
from scheduler.loading.schema.routing_keys import RoutingKeys
from scheduler.loading.schema.service_keys import ServiceKeys, SimulationKeys


class CentreKeys(Keys):
    summary: ClassVar[str] = "The centre and its calendar."

    name: Label = column("Name of the centre, on every report.")
    timezone: Label = column(
        "Time zone of every time without an offset.",
        allowed="an IANA time zone, as America/Los_Angeles",
    )
    date_order: Literal["mdy", "dmy"] | None = column(
        "Order of dates with slashes in tables, such as 6/4/2026; not set: they are faults.",
        default=None,
        allowed="mdy (month first) or dmy (day first)",
    )
    sheets: dict[str, Label] = column(
        'Table of sheets by workbook, as { "csrs.xlsx" = "Staff" }; of others the sheet named '
        "like the file is read, else the first.",
        default={},
    )
    days: int = column("Length of the horizon.", unit="days", default=7, low=1, high=42)
    slot_minutes: Literal[5, 10, 15, 20, 30, 60] = column(
        "The grid on which everything is rostered.",
        unit="min",
        default=15,
        allowed="5, 10, 15, 20, 30 or 60, and a part of interval_minutes",
    )
    interval_minutes: Literal[15, 30, 60] = column(
        "Length of the intervals of forecast.csv and history.csv.",
        unit="min",
        default=60,
        allowed="15, 30 or 60",
    )
    week_start: Weekday = column("First day of the week.", default=0)
    annual_contacts: float | None = column(
        "Contacts of a whole year: scales a week's cost to the year in the budget.",
        unit="contacts/year",
        default=None,
        above=0,
        high=1e9,
    )
    closures_from: Label | None = column(
        "Closures on the holidays of a country, or of a part of it, every year, in addition to "
        "`closures`.",
        default=None,
        allowed="a code of the package holidays: ISO 3166 country or country-subdivision, as US "
        "or US-OR",
        source="none: a centre names its closures",
    )
    closures_categories: Annotated[list[Label], MinLen(1)] = column(
        "Kinds of holidays on which the centre closes.",
        default=["public"],
        allowed='a list of the calendar\'s categories, as ["public", "government"]',
        source="the package holidays: days off by law",
    )
    closures_observed: Literal["by_opening", "actual", "observed", "both"] = column(
        "Which day closes if a holiday on a weekend is observed on another: the `actual` one, "
        "the `observed` one, `both`, or `by_opening`: the actual day if some channel opens on "
        "that weekday, else the observed one.",
        default="by_opening",
        allowed="by_opening, actual, observed or both",
        source="calendars have both days (Saturday 4 July and Friday 3 July 2026; ORS 187.010); "
        "an office closes on the Friday, a centre open every day on the Saturday",
    )
    closures_except: list[DayOrLabel] = column(
        "Holidays on which the centre opens: by name in every year, with the observed day, or by "
        "date.",
        unit="dates or names",
        default=[],
        allowed='a list of dates and names of the calendar, as ["Veterans Day", "2026-12-24"]',
    )


class OpeningKeys(Keys):
    summary: ClassVar[str] = (
        "Hours of one channel, one table `[opening.<channel>]` each; a day left out is closed. "
        "A channel that opens more than once a day has a list of hours."
    )

    mon: DayOpenings | None = column("Open on Mondays.", unit="local time", default=None)
    tue: DayOpenings | None = column("Open on Tuesdays.", unit="local time", default=None)
    wed: DayOpenings | None = column("Open on Wednesdays.", unit="local time", default=None)
    thu: DayOpenings | None = column("Open on Thursdays.", unit="local time", default=None)
    fri: DayOpenings | None = column("Open on Fridays.", unit="local time", default=None)
    sat: DayOpenings | None = column("Open on Saturdays.", unit="local time", default=None)
    sun: DayOpenings | None = column("Open on Sundays.", unit="local time", default=None)


def _price(
    name: str, about: str, unit: str = "$/h", source: str = "", high: float = 1_000_000
) -> float:
    value: float = column(
        about, unit=unit, default=getattr(Prices, name), low=0, high=high, source=source
    )
    return value


class PricesKeys(Keys):
    summary: ClassVar[str] = "The objective, in dollars."

    shortage_per_hour: float = _price(
        "shortage_per_hour", "First missing head; the second costs twice this, and so on."
    )
    language_shortage_per_hour: float = _price(
        "language_shortage_per_hour", "The same for a head that speaks the language."
    )
    surplus_per_hour: float = _price(
        "surplus_per_hour", "The k-th head above r required costs this x k / max(r, 1)."
    )
    refused_request: float = _price(
        "refused_request",
        "A refused request, multiplied by its weight; the table [requests] may add to it.",
        "$",
    )
    missed_meeting: float = _price("missed_meeting", "An excused attendee.", "$")
    missing_supervisor_per_hour: float = _price(
        "missing_supervisor_per_hour", "A missing supervisor, by labour.supervisor_span."
    )
    weekend_day: float | None = column(
        "A person's k-th weekend day costs k times this; how far the person is ahead of the least "
        "among equals in the published past counts into k, up to 4 or to what one head missing "
        f"for a slot costs. Not set: {SHARED_WEEKEND:g} "
        "where a past is published, else nothing.",
        unit="$",
        default=None,
        low=0,
        high=1_000_000,
    )
    evening_shift: float | None = column(
        "A person's k-th shift ending after pay.evening_from costs k times this, counted alike. "
        "Not set: "
        f"{SHARED_EVENING:g} where a past is published, else nothing.",
        unit="$",
        default=None,
        low=0,
        high=1_000_000,
    )
    early_start: float = _price(
        "early_start",
        "A person's k-th shift starting before early_before costs k times this, counted alike.",
        "$",
    )
    early_before: Clock = column(
        "Time before which a start is early.",
        unit="local time",
        default=Prices.early_before,
        source=UNVERIFIED,
    )
    fairness_weeks: int = column(
        "Weeks of the published past that count into shared weekends, evenings and early starts, "
        "and into requests refused before.",
        unit="weeks",
        default=Prices.fairness_weeks,
        low=0,
        high=52,
        source=UNVERIFIED,
    )
    moving_start_per_hour: float = _price(
        "moving_start_per_hour",
        "Spread of a person's start times in a week, beyond the free hours.",
    )
    moving_start_free_hours: float = _price(
        "moving_start_free_hours", "Spread that costs nothing.", "h", UNVERIFIED
    )
    start_unlike_last_week_per_hour: float | None = column(
        "A shift's start from the person's usual start in the week published before, beyond the "
        f"free hours. Not set: {STARTS_KEPT:g}, and nothing where evenings or early starts have a "
        "price: they are shared by whole weeks that change hands.",
        unit="$/h",
        default=None,
        low=0,
        high=1_000_000,
    )
    short_rest_per_hour: float = _price(
        "short_rest_per_hour", "Rest between two shifts below short_rest_below_hours."
    )
    short_rest_below_hours: float = _price(
        "short_rest_below_hours", "Rest that costs nothing.", "h", UNVERIFIED, 24
    )
    activity_change: float = _price(
        "activity_change",
        "Each change from one activity to another within a shift; pauses and meetings left out.",
        "$",
    )
    single_day_off: float = _price(
        "single_day_off", "A day off between two working days of a week.", "$"
    )
    changed_shift: float = _price(
        "changed_shift", "A day whose shift differs from the published one.", "$"
    )
    changed_activity_per_hour: float = _price(
        "changed_activity_per_hour", "An hour at work in both rosters, on something else."
    )
    changed_day: float = _price(
        "changed_day", "A CSR's day that differs from the published one in anything.", "$"
    )
    late_change: float = _price(
        "late_change",
        "On top of changed_shift, a shift changed with less notice than labour.notice_hours.",
        "$",
    )
    urgent_shortage_per_hour: float = _price(
        "urgent_shortage_per_hour",
        "With --now: on top of shortage_per_hour, a head missing within urgent_hours from then; on "
        "a channel whose target is met over a day or week nothing.",
        source=UNVERIFIED,
    )
    urgent_hours: float = _price(
        "urgent_hours", "How soon a missing head is urgent.", "h", UNVERIFIED, 168
    )


class PayKeys(Keys):
    summary: ClassVar[str] = "Wages beyond the hourly rate."

    overtime_multiple: float = column(
        "Overtime pays the rate times this.",
        unit="x",
        default=Pay.overtime_multiple,
        low=1,
        high=5,
        source="ORS 653.268",
    )
    evening_premium_per_hour: float = column(
        "Added after evening_from.",
        unit="$/h",
        default=Pay.evening_premium_per_hour,
        low=0,
        high=1000,
    )
    evening_from: Clock = column(
        "When the evening begins.", unit="local time", default=Pay.evening_from
    )
    weekend_premium_per_hour: float = column(
        "Added on Saturdays and Sundays.",
        unit="$/h",
        default=Pay.weekend_premium_per_hour,
        low=0,
        high=1000,
    )
    language_differential_per_hour: float = column(
        "Added to all paid hours of people who speak a language other than base_language.",
        unit="$/h",
        default=Pay.language_differential_per_hour,
        low=0,
        high=1000,
    )
    base_language: str = column(
        "The language that earns no differential.",
        default=Pay.base_language,
        allowed="an ISO 639-1 code of two letters, as `en`",
    )
    language_differential_on_leave: list[Label] = column(
        "Kinds of paid leave, as in time_off.csv, that keep the language differential.",
        default=list(Pay.language_differential_on_leave),
        allowed='a list of kinds, ["sick", "vacation"]',
        source="sick time is paid at the regular rate (ORS 653.606); other kinds unverified",
    )
    late_change_hours: float = column(
        "Hours of pay at the rate for each shift changed with less than labour.notice_hours.",
        unit="h",
        default=Pay.late_change_hours,
        low=0,
        high=24,
        source="none: ORS 653.455 has one hour, in retail, hospitality and food services with 500 "
        "employees or more; a public body is under its own agreements",
    )
    loading: float = column(
        "Loaded cost divided by wages: benefits and taxes.",
        unit="x",
        default=Pay.loading,
        low=1,
        high=10,
    )
    paid_holidays: list[Day] = column(
        "Closures that are paid: each takes a contract day and its hours from the week, and is "
        "paid as holiday.",
        unit="dates",
        default=[],
        allowed='a list of dates, "2026-05-25"',
    )
    holiday_owed_to: Literal["everybody", "who_could_work", "who_loses_a_day"] = column(
        "Who is owed the day where people work on varying days: `everybody` on contract, also on "
        "a day off; `who_could_work` on that weekday, by the opening hours, the contract's and "
        "availability.csv; or "
        "`who_loses_a_day`, because the week without it has too few days for the contract.",
        default=Pay.holiday_owed_to,
        allowed="everybody, who_could_work or who_loses_a_day",
        source=UNVERIFIED,
    )
    holiday_hours: Literal["usual_day", "pro_rata"] = column(
        "Hours that a paid holiday pays: the `usual_day` of whose week it shortens, or `pro_rata` "
        "a fifth of the contract's week to everybody who may be owed it, part-timers who work "
        "their days around it included.",
        default=Pay.holiday_hours,
        allowed="usual_day or pro_rata",
        source=UNVERIFIED,
    )


class SolveKeys(Keys):
    summary: ClassVar[str] = "Limits of the search; options on the command line override them."

    time_limit_s: float = column(
        "Time for building, searching and finishing.",
        unit="s",
        default=Solve.time_limit_s,
        above=0,
        high=604_800,
    )
    gap: float = column(
        "Stop when the gap is at most this.", unit="share", default=Solve.gap, low=0, high=1
    )
    seed: int = column("Seed of every random choice.", default=Solve.seed, low=0, high=2**31 - 1)
    workers: int = column("Search threads.", unit="threads", default=Solve.workers, low=1, high=256)


class SettingsKeys(Keys):
    summary: ClassVar[str] = "settings.toml"

    closures: list[Closure] = column(
        "Days on which every channel is closed, in addition to those of centre.closures_from; "
        "with hours, the part of a day that is closed.",
        unit="dates",
        default=[],
        allowed='a list of dates, "2026-05-25", and of closed hours, "2026-12-24 13:00-20:00"',
    )
    centre: CentreKeys = column("", allowed="a table [centre]")
    opening: dict[Name, OpeningKeys] = column("", allowed="tables [opening.<channel>]")
    service: dict[Name, ServiceKeys] = column("", default={}, allowed="tables [service.<channel>]")
    forecast: ForecastKeys = Field(default_factory=ForecastKeys)
    history: HistoryKeys = Field(default_factory=HistoryKeys)
    tickets: TicketKeys = Field(default_factory=TicketKeys)
    imports: dict[FormatName, ImportKeys] = column(
        "", default={}, allowed="tables [imports.<format>]"
    )
    labour: LabourKeys = Field(default_factory=LabourKeys)
    prices: PricesKeys = Field(default_factory=PricesKeys)
    requests: RequestsKeys = Field(default_factory=RequestsKeys)
    pay: PayKeys = Field(default_factory=PayKeys)
    payroll: PayrollKeys = Field(default_factory=PayrollKeys)
    simulation: SimulationKeys = Field(default_factory=SimulationKeys)
    routing: RoutingKeys = Field(default_factory=RoutingKeys)
    solve: SolveKeys = Field(default_factory=SolveKeys)
