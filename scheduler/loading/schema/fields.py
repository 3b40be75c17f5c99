"""The kinds of value that the input files hold: how each is read, and what it allows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, TypedDict, Union, Unpack, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BeforeValidator, Field
from pydantic.fields import FieldInfo

from scheduler.loading.invisible import is_visible, with_plain_spaces
from scheduler.loading.schema.dates_and_times import (
    FIRST_YEAR,
    LAST_YEAR,
    Closed,
    read_clock,
    read_closure,
    read_day,
    read_from,
    read_hours,
    read_moment,
    read_openings,
    read_until,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# ISO 639-1, as registered by the Library of Congress.
LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv
    cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr
    ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu
    """.split()  # noqa: SIM905 - thirty times shorter than a list
)


@dataclass(frozen=True)
class Allowed:
    """In words, what a kind of value allows."""

    text: str


class Limits(TypedDict, total=False):
    """Limits of a number: at least `low`, at most `high`, more than `above`."""

    low: float
    high: float
    above: float


def column(
    about: str,
    *,
    unit: str = "",
    default: Any = ...,
    allowed: str = "",
    source: str = "",
    alias: str | None = None,
    **limits: Unpack[Limits],
) -> Any:
    """A column or key: its description, unit, limits, default and where the default is from."""
    return Field(
        default,
        alias=alias,
        ge=limits.get("low"),
        le=limits.get("high"),
        gt=limits.get("above"),
        description=about,
        json_schema_extra={"unit": unit, "source": source, "allowed": allowed},
    )


def about(field: FieldInfo, key: str) -> str:
    """`unit`, `source` or `allowed` as declared with the field."""
    extra = field.json_schema_extra
    return str(extra.get(key, "")) if isinstance(extra, dict) else ""


def allowed(field: FieldInfo) -> str:
    """What the field allows, in words: as declared, by its kind of value, or by its limits."""
    declared = about(field, "allowed")
    if declared:
        return declared
    parts = [*field.metadata, *(m for a in get_args(field.annotation) for m in get_args(a))]
    for part in parts:
        if isinstance(part, Allowed):
            return part.text
    limits = {
        name: getattr(part, name)
        for part in parts
        for name in ("gt", "ge", "le")
        if getattr(part, name, None) is not None
    }
    kind = "a whole number" if "int" in str(field.annotation) else "a number"
    low = f" above {limits['gt']:,.10g}" if "gt" in limits else ""
    low = f" from {limits['ge']:,.10g}" if "ge" in limits else low
    high = f" to {limits['le']:,.10g}" if "le" in limits else ""
    return f"{kind}{low}{high}" if limits else "a text"


def value_types(annotation: Any) -> set[Any]:
    """The plain types of a field's values: of `Day | None` it is date and NoneType."""
    if get_origin(annotation) not in (Annotated, Union, UnionType):
        return {annotation}
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        parts = parts[:1]
    return {kind for part in parts for kind in value_types(part)}


def _read(read: Callable[[str], Any]) -> BeforeValidator:
    """Reads a text with `read` (ValueError where it cannot); a plain date passes.

    What was read is remembered: long tables repeat few names and moments.
    """
    remembered = lru_cache(maxsize=4096)(read)

    def before(value: Any) -> Any:
        if isinstance(value, str):
            return remembered(value.strip())
        if type(value) is date:
            return value
        raise ValueError

    return BeforeValidator(before)


def _each(read: Callable[[str], Any]) -> BeforeValidator:
    """Reads the parts between semicolons; none twice."""

    def parts(text: str) -> tuple[Any, ...]:
        found = tuple(read(part.strip()) for part in text.split(";"))
        if len(set(found)) < len(found):
            raise ValueError
        return found

    return _read(parts)


def _name(text: str) -> str:
    if not re.fullmatch(r"\w[\w.\-]{0,63}", text):
        raise ValueError
    return text


def _label(text: str) -> str:
    text = with_plain_spaces(text)
    if not text or len(text) > 200 or ";" in text or not is_visible(text):
        raise ValueError
    return text


def _day_or_label(text: str) -> date | str:
    """A text that begins like a date must be one."""
    return read_day(text) if re.match(r"\d{4}-", text) else _label(text)


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError
    return text


def _weekday(text: str) -> int:
    return WEEKDAYS.index(text.lower())


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours <= 24:
        raise ValueError
    return hours


def _period(text: str) -> tuple[int, int]:
    """Year and month; month 0 for the whole year."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?", text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValueError
    if match[2] and not 1 <= int(match[2]) <= 12:
        raise ValueError
    return int(match[1]), int(match[2] or 0)


def _yes(text: str) -> bool:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in words:
        raise ValueError
    return words[text.lower()]


def _openings(value: Any) -> Any:
    """Reads the openings of a day: one text, or a list of them."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise ValueError
    return read_openings(value.strip())


Name = Annotated[str, _read(_name), Allowed("letters, digits, `_`, `-` and `.`, up to 64")]
Label = Annotated[str, _read(_label), Allowed("one line of up to 200 characters without `;`")]
Names = Annotated[
    tuple[str, ...], _each(_name), Allowed("names joined by `;`, each once, as `phone;email`")
]
Labels = Annotated[
    tuple[str, ...], _each(_label), Allowed("`all`, `team:A` or ids joined by `;`, each once")
]
Language = Annotated[
    str, _read(_language), Allowed("an ISO 639-1 code of two letters, as `en` or `es`")
]
Languages = Annotated[
    tuple[str, ...],
    _each(_language),
    Allowed("ISO 639-1 codes of two letters joined by `;`, as `en;es`"),
]
Weekdays = Annotated[
    tuple[int, ...], _each(_weekday), Allowed("mon to sun joined by `;`, as `tue;wed`")
]
Weekday = Annotated[int, _read(_weekday), Allowed("mon, tue, wed, thu, fri, sat or sun")]
Hours = Annotated[
    tuple[float, ...],
    _each(_hours),
    MaxLen(10),
    Allowed("up to ten numbers of hours above 0 to 24 joined by `;`, as `4;5;6`"),
]
Clock = Annotated[
    int,
    _read(read_clock),
    Allowed("a time of day from 00:00 to 24:00, as `07:30` or `7:30 AM`"),
]
DayHours = Annotated[
    tuple[int, int],
    _read(read_hours),
    Allowed("two times of day, the first before the second, `07:00-20:00`"),
]
DayOpenings = Annotated[
    tuple[tuple[int, int], ...],
    BeforeValidator(_openings),
    Allowed(
        "two times of day, the first before the second, `07:00-20:00`; of several openings each "
        "begins after the one before has closed, `08:00-12:00, 13:00-17:00`"
    ),
]
Day = Annotated[
    date, _read(read_day), Allowed(f"a date from {FIRST_YEAR} to {LAST_YEAR}, as `2026-05-11`")
]
DayOrLabel = Annotated[
    date | str,
    _read(_day_or_label),
    Allowed("a date, as `2026-10-12`, or a name of one line"),
]
_A_TIME = (
    f"a time from {FIRST_YEAR} to {LAST_YEAR}, as `2026-05-11T07:00` "
    f"(an offset such as -07:00 or Z may follow)"
)
Moment = Annotated[datetime, _read(read_moment), Allowed(_A_TIME)]
From = Annotated[
    datetime,
    _read(read_from),
    Allowed(f"{_A_TIME}, or a date alone, from its beginning"),
]
Until = Annotated[
    datetime,
    _read(read_until),
    Allowed(f"{_A_TIME}, or a date alone, until its end"),
]
Closure = Annotated[
    Closed,
    _read(read_closure),
    Allowed("a date, as `2026-12-24`, or hours of one, as `2026-12-24 13:00-20:00`"),
]
Period = Annotated[
    tuple[int, int],
    _read(_period),
    Allowed("a year or a month, as `2026` or `2026-05`"),
]
YesNo = Annotated[bool, _read(_yes), Allowed("yes or no")]
