"""Columns of the tables about contacts: expected, counted, and how they come."""

from __future__ import annotations

from typing import ClassVar

from scheduler.loading.schema.fields import (
    Day,
    Label,
    Language,
    Moment,
    Name,
    Period,
    Weekday,
    column,
)
from scheduler.loading.schema.table_row import LOCAL, Columns


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
    summary: ClassVar[str] = "Past contacts by interval, to forecast from."

    start: Moment = column("Start of the interval.", unit=LOCAL)
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the contacts.")
    offered: float = column(
        "Contacts offered, abandoned ones included.", unit="contacts", low=0, high=1_000_000
    )
    abandoned: float = column(
        "Of these, who gave up.", unit="contacts", default=0.0, low=0, high=1_000_000
    )
    aht_s: float = column(
        "Average handling time (AHT) of the contacts handled.", unit="s", low=0, high=86_400
    )


class TicketRow(Columns):
    file: ClassVar[str] = "tickets.csv"
    summary: ClassVar[str] = (
        "Past contacts, one row for each ticket, in addition to history.csv or instead of it."
    )

    id: Label = column("Number of the ticket; repeated in its interval it counts once.")
    start: Moment = column("When it came.", unit=LOCAL)
    channel: Name = column("A channel of settings.toml.")
    language: Language = column("Language of the ticket.")
    aht_s: float = column(
        "Handling time; 0 for a ticket that took none, which is left out of the mean.",
        unit="s",
        low=0,
        high=86_400,
    )
    contact_type: Label | None = column(
        "Kind of contact as the ticket system names it: of `scheduler contacts`, only Webform, "
        "Email and In-Person (or In Person) are; empty: counted.",
        default=None,
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
        "Distribution of totals over a week. Hours left out have no contacts; without the file "
        "contacts are spread evenly over the opening hours."
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
        "Known events, past and future: days with the same name are alike in the forecast."
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
