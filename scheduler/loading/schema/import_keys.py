"""Keys of settings.toml about imports: what an export does not tell, answered once."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from scheduler.loading.schema.demand_keys import ColumnNames
from scheduler.loading.schema.fields import Label, Language, Name, column
from scheduler.loading.schema.keys import Keys

FormatName = Literal[
    "avaya-cms",
    "zendesk-tickets",
    "genesys-history",
    "genesys-forecast",
    "amazon-connect",
    "calabrio-forecast",
    "csv",
    "time-off",
]
NOT_OURS = "none"  # in place of a channel: what stands there is not the centre's


def _leave(value: Any) -> Any:
    """A kind of leave, and whether it is paid."""
    if not isinstance(value, list) or len(value) != 2 or value[1] not in ("paid", "unpaid"):
        raise ValueError
    return value


class ImportKeys(Keys):
    summary: ClassVar[str] = (
        "Answers to the questions of `scheduler import` about a file of this format; "
        "the formats are avaya-cms, zendesk-tickets, genesys-history, genesys-forecast, "
        "amazon-connect, calabrio-forecast, csv and time-off."
    )

    acd_calls: Literal["answered", "offered"] | None = column(
        "What ACD Calls counts: calls answered, or calls offered, abandoned ones included.",
        default=None,
        allowed="answered or offered",
    )
    clock: Literal["local", "utc"] | None = column(
        "Which clock times without an offset are read from: the centre's, or UTC.",
        default=None,
        allowed="local or utc",
    )
    date_order: Literal["mdy", "dmy"] | None = column(
        "Order of dates such as 6/4/2026: month first (`mdy`, 4 June is 6/4) or day first (`dmy`).",
        default=None,
        allowed="mdy or dmy",
    )
    decimal: Literal["point", "comma"] | None = column(
        "Decimal mark: with `comma`, 45,125 is a little more than 45.",
        default=None,
        allowed="point or comma",
    )
    time_unit: Literal["ms", "s", "min", "h", "days"] | None = column(
        "Unit of times that are plain numbers; `days` are those of Excel.",
        default=None,
        allowed="ms, s, min, h or days",
    )
    encoding: Literal["utf-8", "windows-1252"] | None = column(
        "Encoding of the file, if it is not UTF-8.",
        default=None,
        allowed="utf-8 or windows-1252",
    )
    empty: Literal["zero", "missing"] | None = column(
        "What an interval without a row, or without a count, means: no contacts, or no record.",
        default=None,
        allowed="zero or missing",
    )
    skills: list[str] | None = column(
        "Skills, queues or planning groups that are the centre's; rows of others are left out.",
        default=None,
        allowed='a list of texts, as ["311 English", "311 Spanish"]',
    )
    other_skills: list[str] = column(
        "Those that are not the centre's. The import asks about any in neither list.",
        default=[],
        allowed="a list of texts",
    )
    channel: Name | None = column("Channel of every row.", default=None)
    channels: dict[str, Name] = column(
        'Table of channels by media or contact type, as { "Voice" = "phone" }; `none`: left out.',
        default={},
    )
    language: Language | None = column("Language of every row.", default=None)
    languages: dict[str, Language] = column(
        'Table of languages by skill or by the text of their column, as { "311 Spanish" = "es" }.',
        default={},
    )
    handling_s: dict[str, Annotated[float, Field(gt=0, le=86_400)]] = column(
        "Handling time of a ticket by channel, as { email = 360 }: no ticket export has it.",
        unit="s",
        default={},
        allowed="a table of numbers above 0 to 86,400 by channel",
    )
    counted: Literal["csr", "anyone"] | None = column(
        "Which tickets are contacts: those with an event by a CSR, or all.",
        default=None,
        allowed="csr or anyone",
    )
    csr_field: Label | None = column(
        "Column of the users' file that shows who is a CSR.", default=None
    )
    csr_values: list[str] = column(
        "What it says of them.", default=[], allowed='a list of texts, as ["311 CSR"]'
    )
    columns: dict[str, ColumnNames] = column(
        'Table of columns by what they hold, as { start = ["Date", "Time"] }, for csv and '
        "time-off.",
        default={},
    )
    people: dict[str, Name] = column(
        'Table of csr_ids by the name in the file, as { "Doe, Jane" = "c07" }, for those that '
        "csrs.csv does not name alike; `none`: left out.",
        default={},
    )
    codes: dict[str, Annotated[list[Label], BeforeValidator(_leave)]] = column(
        'Table of leave codes: kind, and paid or unpaid, as { VAC = ["vacation", "paid"] }; '
        '["none", "paid"]: left out.',
        default={},
        allowed="two texts, a kind of leave and paid or unpaid, as vacation;paid",
    )
    part_day: Literal["whole", "start", "end"] | None = column(
        "Time of part-day leave, if the file does not give it: the whole day, its first hours, "
        "or its last ones.",
        default=None,
        allowed="whole, start or end",
    )
