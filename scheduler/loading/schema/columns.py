"""Columns of every table: unit, limits, default and description, where they are declared."""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.loading.schema.fields import (
    Clock,
    Day,
    Hours,
    Label,
    Labels,
    Language,
    Languages,
    Moment,
    Name,
    Names,
    Period,
    Weekday,
    Weekdays,
    YesNo,
    column,
)
from scheduler.loading.schema.past_columns import RequestHistoryRow
from scheduler.loading.schema.table_row import LOCAL, Columns


class CsrRow(Columns):
    file: ClassVar[str] = "csrs.csv"
    summary: ClassVar[str] = "The people, supervisors included, one row each."
    unique: ClassVar[tuple[str, ...]] = ("csr_id",)
    may_be_empty: ClassVar[tuple[str, ...]] = ("team", "hired")

    csr_id: Name = column("Identifies the person in every file.")
    name: Label = column("The person's name on rosters.")
    pay_class: Label = column("Pay class: decides pay, nothing else.", alias="class")
    contract: Label = column("A contract of contracts.csv.")
    team: Label = column("Team for meetings; may be empty.", default="")
    languages: Languages = column("Languages spoken with contacts.")
    channels: Names = column(
        "Queues worked: channels of settings.toml; `supervision` makes a supervisor."
    )
    hourly_rate: float = column("Wage before premiums.", unit="$/h", above=0, high=1000)
    hired: Day | None = column("First day of work; may be empty.", default=None)


class ContractRow(Columns):
    file: ClassVar[str] = "contracts.csv"
    summary: ClassVar[str] = "Working patterns that people have signed for."
    unique: ClassVar[tuple[str, ...]] = ("contract",)

    contract: Label = column("Name of the pattern.")
    days_per_week: int = column("Days worked in a full week.", unit="days", low=1, high=7)
    shift_hours: Hours = column("Paid lengths a shift may have, ten at most.", unit="h")
    weekly_hours: float = column("Paid hours of a full week.", unit="h", above=0, high=80)
    earliest_start: Clock = column("No shift starts before.", unit=LOCAL)
    latest_end: Clock = column("No shift ends after.", unit=LOCAL)
    start_step_minutes: int = column(
        "Shifts start this far apart, counted from the earliest start.",
        unit="min",
        low=5,
        high=720,
    )
    meal_minutes: int = column(
        "Unpaid meal, rounded up to whole slots, where the shift's length owes one.",
        unit="min",
        low=0,
        high=240,
    )
    min_days_off_in_a_row: int | None = column(
        "At least so many days off together, in place of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=7,
    )
    max_days_in_a_row: int | None = column(
        "Longest run of working days, in place of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=42,
    )
    min_days_in_a_row: int | None = column(
        "Shortest run of working days, in place of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=7,
    )
    min_weekends_off: int | None = column(
        "Weekends without work of any four in a row (a month is four weeks), in place of the "
        "labour setting.",
        unit="weekends",
        default=None,
        low=0,
        high=4,
    )
    max_start_spread_minutes: int | None = column(
        "Most time between the earliest and the latest start of a week; empty sets no limit.",
        unit="min",
        default=None,
        low=0,
        high=1440,
    )
    note: str = column("Free text for the reader, such as a source.", default="")


def _quantile(percent: int) -> float | None:
    value: float | None = column(
        f"What {percent} % of such days stay below, for the reader: not used.",
        unit="contacts",
        default=None,
        low=0,
        high=1e9,
    )
    return value


class ForecastRow(Columns):
    file: ClassVar[str] = "forecast.csv"
    summary: ClassVar[str] = (
        "Contacts expected in each interval. Intervals left out count as zero, with a warning."
    )

    start: Moment = column("Start of the interval.", unit=LOCAL)
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the contacts.")
    volume: float = column("Contacts offered.", unit="contacts", low=0, high=1_000_000)
    aht_s: float = column("Average handling time.", unit="s", low=0, high=86_400)
    p50: float | None = _quantile(50)
    p75: float | None = _quantile(75)
    p90: float | None = _quantile(90)
    p95: float | None = _quantile(95)


class HistoryRow(Columns):
    file: ClassVar[str] = "history.csv"
    summary: ClassVar[str] = "Contacts of the past, interval by interval, to forecast from."

    start: Moment = column("Start of the interval.", unit=LOCAL)
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the contacts.")
    offered: float = column(
        "Contacts offered, abandoned ones included.", unit="contacts", low=0, high=1_000_000
    )
    abandoned: float = column(
        "Of these, who gave up.", unit="contacts", default=0.0, low=0, high=1_000_000
    )
    aht_s: float = column("Average handling time of the answered.", unit="s", low=0, high=86_400)


class TicketRow(Columns):
    file: ClassVar[str] = "tickets.csv"
    summary: ClassVar[str] = (
        "Contacts of the past, one row for each ticket, in addition to history.csv or in its place."
    )

    id: Label = column("Number of the ticket: one that comes again in its interval counts once.")
    start: Moment = column("When it came.", unit=LOCAL)
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the ticket.")
    aht_s: float = column(
        "Handling time; 0 for a ticket that took none, which does not enter the mean.",
        unit="s",
        low=0,
        high=86_400,
    )


class VolumeRow(Columns):
    file: ClassVar[str] = "volumes.csv"
    summary: ClassVar[str] = (
        "Totals of years or months, for a centre without a history; profile.csv spreads them."
    )

    period: Period = column("The year or month. A month comes before its year.")
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the contacts.")
    volume: float = column("Contacts offered.", unit="contacts", low=0, high=1e9)
    aht_s: float = column("Average handling time.", unit="s", low=0, high=86_400)


class ProfileRow(Columns):
    file: ClassVar[str] = "profile.csv"
    summary: ClassVar[str] = (
        "How totals fall on a week. Hours left out have no contacts; without the file they come "
        "evenly while the channel is open."
    )

    weekday: Weekday = column("Day of the week.")
    hour: int = column("Hour of the day: 7 is from 7:00 to 8:00.", low=0, high=23)
    share: float = column(
        "Part of the contacts, in any unit: only proportions count.", low=0, high=1e9
    )
    channel: Name | None = column(
        "The channel; left out: those without rows of their own.", default=None
    )


class EventRow(Columns):
    file: ClassVar[str] = "events.csv"
    summary: ClassVar[str] = (
        "Known events, past and coming: days of the same name are alike in the forecast."
    )

    start: Day = column("First day.")
    end: Day = column("Last day.")
    name: Label = column("What happens, such as `property tax`.")
    channel: Name | None = column("The channel it concerns; left out: all.", default=None)


class HandlingTimeRow(Columns):
    file: ClassVar[str] = "handling_times.csv"
    summary: ClassVar[str] = (
        "Measured handling times, one row for each contact: the simulation draws from them. Only "
        "their spread counts; the mean is that of the forecast."
    )

    channel: Name = column("A channel of settings.toml.")
    handling_s: float = column("Handling time of one contact.", unit="s", above=0, high=86_400)


class MeetingRow(Columns):
    file: ClassVar[str] = "meetings.csv"
    summary: ClassVar[str] = "Weekly meetings, and offline program work."
    unique: ClassVar[tuple[str, ...]] = ("meeting",)
    may_be_empty: ClassVar[tuple[str, ...]] = ("sessions",)

    meeting: Name = column("Identifies the meeting in rosters.")
    title: Label = column("What it is called.")
    attendees: Labels = column("Who attends: `all`, `team:A` and ids, joined by `;`.")
    minutes: int = column(
        "Length of a sitting; for `offline`, minutes a week for each attendee.",
        unit="min",
        low=5,
        high=4800,
    )
    sessions: int = column(
        "At most so many sittings a week, over which the attendees are split.",
        unit="sittings",
        default=1,
        low=1,
        high=50,
    )
    days: Weekdays = column("Weekdays it may fall on.")
    earliest: Clock = column("Does not start before.", unit=LOCAL)
    latest: Clock = column("Does not end after.", unit=LOCAL)
    kind: Literal["meeting", "offline"] = column(
        "`meeting`, or `offline` for program work in blocks.", allowed="meeting or offline"
    )
    min_block_minutes: int = column(
        "Shortest block of `offline` work.", unit="min", default=60, low=5, high=720
    )


class TimeOffRow(Columns):
    file: ClassVar[str] = "time_off.csv"
    summary: ClassVar[str] = "Approved time off. Rounded outward to whole slots."

    csr_id: Name = column("A person of csrs.csv.")
    start: Moment = column("Away from.", unit=LOCAL)
    end: Moment = column("Away until.", unit=LOCAL)
    kind: Label = column("Why, as on the roster: vacation, sick, parental, ...")
    paid: YesNo = column("Whether it is paid.")


class RequestRow(Columns):
    file: ClassVar[str] = "requests.csv"
    summary: ClassVar[str] = "Wishes, granted where that costs less than refusing them."

    csr_id: Name = column("A person of csrs.csv.")
    kind: Literal["off", "prefer", "avoid"] = column(
        "`off` and `avoid`: not at work in the span. `prefer`: a shift covers it or lies in it.",
        allowed="off, prefer or avoid",
    )
    start: Moment = column("From.", unit=LOCAL)
    end: Moment = column("Until.", unit=LOCAL)
    weight: float = column(
        "Refusing costs prices.refused_request times this.", default=1.0, low=0, high=1000
    )


class RosterRow(Columns):
    file: ClassVar[str] = "previous_roster.csv"
    summary: ClassVar[str] = (
        "The published past, as roster.csv: for rest, runs of days and fairness."
    )

    csr_id: Name = column("A person of csrs.csv.")
    start: Moment = column("Start of the segment.", unit=LOCAL)
    end: Moment = column("End of the segment.", unit=LOCAL)
    activity: str = column(
        "A channel, `supervision`, `rest`, `meal`, `meeting:<id>` or `offline:<id>`.",
        allowed="a channel, supervision, rest, meal, meeting:<id> or offline:<id>",
    )
    paid: YesNo = column("Whether the segment is paid.")


class PinRow(RosterRow):
    file: ClassVar[str] = "pins.csv"
    summary: ClassVar[str] = "What must stay as it is, written as in roster.csv."

    activity: str = column(
        "As in roster.csv; also `shift` (at work throughout, activities free) or `off`.",
        allowed="a channel, supervision, rest, meal, meeting:<id>, offline:<id>, shift or off",
    )
    paid: YesNo = column("As in roster.csv; not used.", default=True)


class PayClassRow(Columns):
    file: ClassVar[str] = "pay_classes.csv"
    summary: ClassVar[str] = "Pay classes with their salary range."
    unique: ClassVar[tuple[str, ...]] = ("class",)
    may_be_empty: ClassVar[tuple[str, ...]] = ("annual_min", "annual_max")

    pay_class: Label = column("The class.", alias="class")
    title: Label = column("Its title.")
    annual_min: float = column(
        "Lowest full-time salary; empty where none is printed.",
        unit="$/year",
        default=0.0,
        low=0,
        high=10_000_000,
    )
    annual_max: float = column(
        "Highest full-time salary; empty where none is printed.",
        unit="$/year",
        default=0.0,
        low=0,
        high=10_000_000,
    )


class PlanRow(Columns):
    file: ClassVar[str] = "fte_plan.csv"
    summary: ClassVar[str] = "The plan's positions and salaries, class by class."
    may_be_empty: ClassVar[tuple[str, ...]] = ("amount",)

    fiscal_year: Label = column("Fiscal year, as `2022-23` (July to June).")
    pay_class: Label = column("A class of pay_classes.csv.", alias="class")
    fte: float = column("Full-time equivalents.", unit="FTE", low=0, high=100_000)
    amount: float = column(
        "Salaries of these; empty where none is printed.",
        unit="$/year",
        default=0.0,
        low=0,
        high=1e12,
    )
    section: str = column("Part of the printed table, for the reader.", default="")
    recommended_fte: float | None = column(
        "FTE that the same plan recommends elsewhere, for the reader.",
        unit="FTE",
        default=None,
        low=0,
        high=100_000,
    )
    note: str = column("Free text for the reader.", default="")


TABLES: tuple[type[Columns], ...] = (
    CsrRow,
    ContractRow,
    ForecastRow,
    HistoryRow,
    TicketRow,
    VolumeRow,
    ProfileRow,
    EventRow,
    HandlingTimeRow,
    MeetingRow,
    TimeOffRow,
    RequestRow,
    PinRow,
    RosterRow,
    RequestHistoryRow,
    PayClassRow,
    PlanRow,
)
