"""Keys of settings.toml about contacts: the forecast, and how exports of the past are read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import MinLen
from pydantic import BeforeValidator

from scheduler.loading.schema.fields import Allowed, Label, Language, Name, column
from scheduler.loading.schema.keys import Keys


def _quantile(value: Any) -> Any:
    """`mean`, or `p` and a whole number of percent."""
    if not isinstance(value, str) or not re.fullmatch(r"mean|p[1-9][0-9]?", value):
        raise ValueError
    return value


def _names(value: Any) -> Any:
    """One column name, or several in a list, as a tuple; none of them counts twice."""
    parts = value if isinstance(value, list) else [value]
    if not parts or not all(isinstance(part, str) and part.strip() for part in parts):
        raise ValueError
    names = tuple(part.strip() for part in parts)
    if len(set(names)) < len(names):
        raise ValueError
    return names


def _format(value: Any) -> Any:
    """A format of `strptime` that tells day and minute, or what is counted.

    `%Z` is none: strptime reads the name of a zone and drops it.
    """
    if value in COUNTED:
        return value
    if not isinstance(value, str) or "%Z" in value:
        raise ValueError
    moment = datetime(2003, 10, 24, 15, 30, tzinfo=UTC if "%z" in value else None)
    if datetime.strptime(moment.strftime(value), value) != moment:
        raise ValueError
    return value


COUNTED = ("epoch_s", "epoch_ms", "excel_days")
UNITS_S = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "days": 86_400.0}

PlanFor = Annotated[
    str, BeforeValidator(_quantile), Allowed("mean, or a quantile from p1 to p99, as p75")
]
ColumnNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_names),
    Allowed('a column of the file, as "ACD Calls", or a list of different columns'),
]
TimeFormat = Annotated[
    str,
    BeforeValidator(_format),
    Allowed(
        "codes of strptime for day, month, year, hour and minute, as `%m/%d/%Y %H:%M` or "
        "`%Y-%m-%d %H:%M:%S %z`; or epoch_s, epoch_ms, excel_days"
    ),
]


class ForecastKeys(Keys):
    summary: ClassVar[str] = "From the history to the contacts of a week."

    plan_for: PlanFor = column(
        "Volume to staff for: the mean, or the one that a percentage of such days stay below. "
        "forecast.csv is taken as it is.",
        default="mean",
    )
    holidays_from: Label | None = column(
        "Holidays that change the contacts of a day, alike by name in every year; not set: those "
        "of centre.closures_from, if any.",
        default=None,
        allowed="a code of the package holidays: ISO 3166 country or country-subdivision, as US "
        "or US-OR",
        source="no holidays, unless the centre names a calendar",
    )
    holidays_categories: Annotated[list[Label], MinLen(1)] = column(
        "Kinds of holidays of holidays_from that count.",
        default=["public"],
        allowed='a list of the calendar\'s categories, as ["public", "unofficial"]',
        source="the package holidays: days off by law",
    )


class HistoryColumns(Keys):
    summary: ClassVar[str] = (
        "Names of the columns of history.csv where they are not those under history.csv below. "
        "Once one is named here, columns that are not needed are left unread."
    )

    start: ColumnNames | None = column(
        "Start of the interval; the texts of several columns are joined by a space.",
        default=None,
    )
    channel: ColumnNames | None = column("Channel, queue or skill.", default=None)
    language: ColumnNames | None = column("Language, or the skill that implies it.", default=None)
    offered: ColumnNames | None = column(
        "Contacts offered; several columns are summed.", unit="contacts", default=None
    )
    handled: ColumnNames | None = column(
        "Contacts handled, instead of offered: offered = handled + abandoned.",
        unit="contacts",
        default=None,
    )
    abandoned: ColumnNames | None = column("Contacts that gave up.", unit="contacts", default=None)
    aht_s: ColumnNames | None = column(
        "Average times that make up the handling time, summed: seconds, mm:ss or h:mm:ss.",
        unit="s",
        default=None,
    )
    work_s: ColumnNames | None = column(
        "Total times of the interval, such as all after-call work: divided by the contacts "
        "answered and added to the averages.",
        unit="s",
        default=None,
    )


class ExportKeys(Keys):
    """What interval exports and ticket exports have in common."""

    summary: ClassVar[str] = ""

    time_format: TimeFormat | None = column(
        "How times are written, in the codes of strptime; not set: ISO 8601. `epoch_s` and "
        "`epoch_ms` count from 1970 in UTC, `excel_days` are Excel's days. Of a span such as "
        "`07:00-07:30` the start is taken; an offset after the time, as `-0400`, is kept.",
        default=None,
    )
    decimal: Literal[".", ","] | None = column(
        "Decimal mark of numbers; not set: as the file's numbers show, and a fault where they "
        "are ambiguous.",
        default=None,
        allowed="a point or a comma",
    )
    time_unit: Literal["ms", "s", "min", "h", "days"] = column(
        "Unit of handling times that are plain numbers; `days` are those of Excel. Times as "
        "mm:ss or h:mm:ss need none.",
        default="s",
        allowed="ms, s, min, h or days",
    )
    delimiter: Literal[",", ";", "\t", "|"] = column(
        "What parts the cells.", default=",", allowed="a comma, semicolon, bar or tab"
    )
    channel: Name | None = column("Channel of every row, if no column gives it.", default=None)
    language: Language | None = column(
        "Language of every row, if no column gives it; not set: pay.base_language.",
        default=None,
    )
    aht_s: float | None = column(
        "Handling time of every row, if no column gives it.",
        unit="s",
        default=None,
        above=0,
        high=86_400,
    )
    channels: dict[str, Name] = column(
        'Table of channels by the text of their column, as { "311 Spanish" = "phone" }.',
        default={},
    )
    languages: dict[str, Language] = column(
        'Table of languages by the text of their column, as { "311 Spanish" = "es" }.',
        default={},
    )


class HistoryKeys(ExportKeys):
    summary: ClassVar[str] = "How the export in history.csv is read."

    format: Literal["csv", "avaya-cms", "genesys-history", "amazon-connect"] = column(
        "What history.csv is: a table with the columns below, or an export of this system as it "
        "came, read with the answers of [imports.<format>].",
        default="csv",
        allowed="csv, avaya-cms, genesys-history or amazon-connect",
    )
    columns: HistoryColumns = column(
        "Names of the columns.", default=HistoryColumns(), allowed="a table of columns"
    )
    interval_minutes: Literal[5, 10, 15, 30, 60, 1440] | None = column(
        "Length of the rows; not set: centre.interval_minutes, or an hour where every row begins "
        "with one. Shorter ones are summed up, longer ones spread evenly, those of 1440 (dates "
        "without times) over the hours as profile.csv says, else while the channel is open.",
        unit="min",
        default=None,
        allowed="5, 10, 15, 30, 60 or 1440",
    )
    missing_counts: Literal["missing", "zero"] = column(
        "Meaning of `-`, `N/A` or `#DIV/0!` instead of a count: no record, or no contact.",
        default="missing",
        allowed="missing or zero",
    )


class TicketColumns(Keys):
    summary: ClassVar[str] = "Names of the columns of tickets.csv, if they differ from those below."

    id: ColumnNames | None = column("Number of the ticket.", default=None)
    start: ColumnNames | None = column("When it came.", default=None)
    channel: ColumnNames | None = column("Channel.", default=None)
    language: ColumnNames | None = column("Language.", default=None)
    aht_s: ColumnNames | None = column("Handling time, summed.", unit="s", default=None)
    contact_type: ColumnNames | None = column("Kind of contact.", default=None)


class TicketKeys(ExportKeys):
    summary: ClassVar[str] = "How the export in tickets.csv is read."

    columns: TicketColumns = column(
        "Names of the columns.", default=TicketColumns(), allowed="a table of columns"
    )
