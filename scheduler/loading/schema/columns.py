"""Columns of the tables about people and their work, and the list of all tables.

Unit, limits, default and description stand where a column is declared.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from scheduler.loading.schema.demand_columns import (
    EventRow,
    ForecastRow,
    HandlingTimeRow,
    HistoryRow,
    ProfileRow,
    TicketRow,
    VolumeRow,
)
from scheduler.loading.schema.fields import (
    Clock,
    Day,
    From,
    Hours,
    Label,
    Labels,
    Languages,
    Moment,
    Name,
    Names,
    Until,
    Weekdays,
    YesNo,
    column,
)
from scheduler.loading.schema.news_columns import NewsRow
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
    hired: Day | None = column(
        "First day of work; may be empty. No shift before it; the first week is pro rata.",
        default=None,
    )
    last_day: Day | None = column(
        "Last day of work; empty if unknown. No shift after it; the last week is pro rata.",
        default=None,
    )
    shadows: Name | None = column(
        "For a new person: id of the colleague, on the same contract, whose shifts they share, "
        "counted on no queue.",
        default=None,
    )
    split_days_off: YesNo = column(
        "Has asked that days off need not be together, whatever the contract says.",
        default=False,
    )
    start: Clock | None = column(
        "Start of every shift of this person, one that the contract allows; empty for any.",
        unit=LOCAL,
        default=None,
    )
    start_within_minutes: int = column(
        "How far from `start` a shift may start.", unit="min", default=0, low=0, high=720
    )


class AvailabilityRow(Columns):
    file: ClassVar[str] = "availability.csv"
    summary: ClassVar[str] = (
        "The only hours in which a person can work on these days, shift and meal included. Rows "
        "of a day that touch or overlap count as one; otherwise a shift lies inside one of them. A "
        "weekday without a row is unrestricted."
    )

    csr_id: Name = column("A person of csrs.csv.")
    days: Weekdays = column("Weekdays to which the hours apply.")
    earliest: Clock = column("Not at work before.", unit=LOCAL)
    latest: Clock = column(
        "No work after this time; if the same as `earliest`, none at all on these days.", unit=LOCAL
    )
    since: Day | None = column(
        "First date of the row; empty: no limit.", default=None, alias="from"
    )
    until: Day | None = column("Last date of the row; empty: no limit.", default=None)


class ContractRow(Columns):
    file: ClassVar[str] = "contracts.csv"
    summary: ClassVar[str] = "Working patterns of the people."
    unique: ClassVar[tuple[str, ...]] = ("contract",)

    contract: Label = column("Name of the pattern.")
    days_per_week: int = column(
        "Days worked in a full week; with `weeks` 2, in two weeks.",
        unit="days",
        allowed="a whole number from 1 to 7, to 14 where weeks is 2",
        low=1,
        high=14,
    )
    shift_hours: Hours = column("Paid lengths a shift may have, ten at most.", unit="h")
    weekly_hours: float = column(
        "Paid hours of a full week; with `weeks` 2, of two weeks.",
        unit="h",
        allowed="a number above 0 to 80, to 160 where weeks is 2",
        above=0,
        high=160,
    )
    earliest_start: Clock = column("No shift starts before.", unit=LOCAL)
    latest_end: Clock = column("No shift ends after.", unit=LOCAL)
    start_step_minutes: int = column(
        "Shifts start this far apart, counted from the earliest start.",
        unit="min",
        low=5,
        high=720,
    )
    meal_minutes: int = column(
        "Length of the unpaid meal, rounded up to whole slots, if the shift owes one.",
        unit="min",
        low=0,
        high=240,
    )
    weeks: int = column(
        "Number of weeks over which days and hours count: 2 for a 9/80, whose longer and shorter "
        "weeks alternate.",
        unit="weeks",
        default=1,
        low=1,
        high=2,
    )
    min_days_off_in_a_row: int | None = column(
        "Fewest days off together, instead of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=7,
    )
    max_days_in_a_row: int | None = column(
        "Longest run of working days, instead of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=42,
    )
    min_days_in_a_row: int | None = column(
        "Shortest run of working days, instead of the labour setting.",
        unit="days",
        default=None,
        low=1,
        high=7,
    )
    min_weekends_off: int | None = column(
        "Weekends without work of any four in a row (a month is four weeks), instead of the "
        "labour setting.",
        unit="weekends",
        default=None,
        low=0,
        high=4,
    )
    weekend_every: int | None = column(
        "Works at most one of any so many weekends in a row: 2 or 3 for a rotation; empty for any.",
        unit="weekends",
        default=None,
        low=2,
        high=3,
    )
    max_start_spread_minutes: int | None = column(
        "Longest time between the earliest and the latest start of a week; empty: no limit.",
        unit="min",
        default=None,
        low=0,
        high=1440,
    )
    note: str = column("Free text for the reader, such as a source.", default="")


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
        "Most sittings a week, among which the attendees are divided.",
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
    host: Labels | None = column(
        "At least one of these sits in each sitting.",
        default=None,
        allowed="supervisor, or ids joined by `;`",
    )


class TimeOffRow(Columns):
    file: ClassVar[str] = "time_off.csv"
    summary: ClassVar[str] = "Approved time off. Rounded outward to whole slots."

    csr_id: Name = column("A person of csrs.csv.")
    start: From = column("Away from.", unit=LOCAL)
    end: Until = column("Away until.", unit=LOCAL)
    kind: Label = column("Why, as on the roster: vacation, sick, parental, ...")
    paid: YesNo = column("Whether it is paid.")


class RequestRow(Columns):
    file: ClassVar[str] = "requests.csv"
    summary: ClassVar[str] = "Wishes, granted if that costs less than refusing them."

    csr_id: Name = column("A person of csrs.csv.")
    kind: Literal["off", "prefer", "avoid"] = column(
        "`off` and `avoid`: not at work in the span. `prefer`: a shift covers it or lies in it.",
        allowed="off, prefer or avoid",
    )
    start: From = column("From.", unit=LOCAL)
    end: Until = column("Until.", unit=LOCAL)
    weight: float = column(
        "Refusing costs prices.refused_request multiplied by this.", default=1.0, low=0, high=1000
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
        "A channel, `supervision`, `shadowing`, `rest`, `meal`, `meeting:<id>` or `offline:<id>`. "
        "Of days before the horizon it is not used.",
        allowed="a channel, supervision, shadowing, rest, meal, meeting:<id> or offline:<id>",
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
        "Lowest full-time salary, for the reader: not used; may be empty.",
        unit="$/year",
        default=0.0,
        low=0,
        high=10_000_000,
    )
    annual_max: float = column(
        "Highest full-time salary, for the reader: not used; may be empty.",
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
    AvailabilityRow,
    RequestRow,
    PinRow,
    RosterRow,
    RequestHistoryRow,
    NewsRow,
    PayClassRow,
    PlanRow,
)
