"""Times, durations and counts as exports write them; ValueError where a text is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from scheduler.loading.readers.number_notation import (
    COMMA,
    DOT,
    MOST_S,
    read_duration,
    read_number,
)
from scheduler.loading.readers.placeholders import is_placeholder
from scheduler.loading.schema.dates_and_times import (
    FARTHEST,
    FIRST_YEAR,
    LAST_YEAR,
    offset_minutes,
    read_clock,
    read_moment,
)

DAY = 1440  # minutes
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_PARTED = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)")
_WORDS = re.compile(r"(?:[A-Za-z]{3,9},\s*)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s\-]([A-Za-z]{3,9})[\s\-](\d{4})")
_OFFSET = re.compile(
    r"\s*\(?(Z|(?:UTC|GMT)(?:[+-]\d\d?(?::?\d\d)?)?|[+-]\d\d:?\d\d)\)?(?:\s?\([A-Za-z ]+\))?$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\s*[-\u2013\u2014]\s*|\s+to\s+")
_SECONDS = re.compile(r"(\d{1,2}:\d\d):\d\d(?:\.\d+)?")
_ISO_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_COMPACT = re.compile(r"\d{8}T\d{4}")
# What databases and spreadsheets write behind a day that has its time in another column.
_MIDNIGHT = re.compile(r"(?:T|\s+)(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)?\s*AM)$", re.IGNORECASE)
_FRACTION = re.compile(r"0?\.\d+")  # of a day, as spreadsheets store times
_EPOCH = re.compile(r"1\d{9}(\d{3})?")


class Stamp(NamedTuple):
    """Wall clock as written, its offset in minutes (None without), minutes to the end if told."""

    at: datetime
    offset: int | None = None
    minutes: int | None = None


def order_of(text: str) -> str:
    """`mdy` or `dmy` where a date can only be one of them; `?` where both; else nothing."""
    is_iso = text[4:5] == "-" and text[:4].isdigit()  # as most are: the fast way
    match = None if is_iso else _PARTED.match(text.strip())
    if match is None:
        return ""
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else "?"


def written_date(text: str, order: str | None) -> date:
    """A day: ISO, 20260504, 5/4/2026 in the order stated, May 4, 2026 or 4-May-2026.

    A midnight may follow.
    """
    text = _MIDNIGHT.sub("", text.strip())
    if match := _ISO.fullmatch(text):
        found = date(int(match[1]), int(match[2]), int(match[3]))
    elif match := _PARTED.fullmatch(text):
        told = order_of(text)
        order = told if order is None else order
        if order not in ("mdy", "dmy") or told not in ("?", order):
            raise ValueError(text)
        year = int(match[4]) + 2000 * (len(match[4]) == 2)
        month, day = (match[1], match[3]) if order == "mdy" else (match[3], match[1])
        found = date(year, int(month), int(day))
    elif match := _WORDS.fullmatch(text):
        found = date(int(match[3]), _month(match[1]), int(match[2]))
    elif match := _DAY_FIRST.fullmatch(text):
        found = date(int(match[3]), _month(match[2]), int(match[1]))
    else:
        raise ValueError(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found


def _month(name: str) -> int:
    return MONTHS.index(name[:3].casefold()) + 1


def written_clock(text: str) -> tuple[int, int | None]:
    """Minutes of the day, and of a span such as `8:00 AM - 8:30 AM` how long it is."""
    parts = [part for part in _SPAN.split(text.strip()) if part]
    if not 1 <= len(parts) <= 2:
        raise ValueError(text)
    clocks = [_one_clock(part) for part in parts]
    if len(clocks) == 1:
        return clocks[0], None
    return clocks[0], (clocks[1] - clocks[0]) % 1440 or 1440


def _one_clock(text: str) -> int:
    if re.fullmatch(r"\d{4}", text):  # 0730
        text = f"{text[:2]}:{text[2:]}"
    if _FRACTION.fullmatch(text):
        minutes = DAY * float(text)
        if abs(minutes - round(minutes)) > 0.02:
            raise ValueError(text)
        return round(minutes)
    return read_clock(_SECONDS.sub(r"\1", text))


def offset_of(text: str) -> str:
    """What may be an offset at the end of a time; in `07:00-08:00` it may be a span's end."""
    match = _OFFSET.search(text.strip())
    return match[1] if match and ":" in text[: match.start()] else ""


def written_stamp(text: str, order: str | None, spans: bool = False) -> Stamp:
    """A day and a time of it, with or without an offset; a day alone has 1,440 minutes.

    With `spans`, `07:00-08:00` is an hour and never an offset.
    """
    text = text.strip()
    if not spans and _ISO_STAMP.match(text) and (stamp := _iso_stamp(text)):
        return stamp
    if _EPOCH.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return Stamp(moment.replace(tzinfo=None), 0)
    if _COMPACT.match(text):
        return _of_moment(read_moment(text))
    offset = None
    if not spans and (found := offset_of(text)):
        offset, text = offset_minutes(found), _OFFSET.sub("", text)
    day, _, rest = text.replace("T", " ", 1).partition(" ") if text[:4].isdigit() else _split(text)
    midnight = datetime.combine(written_date(day, order), datetime.min.time())
    if not rest.strip():
        return Stamp(midnight, offset, DAY)
    minute, length = written_clock(rest)
    return Stamp(midnight + timedelta(minutes=minute), offset, length)


def _iso_stamp(text: str) -> Stamp | None:
    """ISO 8601 the fast way, which most files of a system allow."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _of_moment(moment)


def _of_moment(moment: datetime) -> Stamp:
    ahead = moment.utcoffset()
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment)
    if ahead is not None and abs(ahead) > timedelta(hours=FARTHEST):
        raise ValueError(moment)
    offset = None if ahead is None else round(ahead.total_seconds() / 60)
    return Stamp(moment.replace(tzinfo=None), offset)


def _split(text: str) -> tuple[str, str, str]:
    """Before and after the space in front of the first time of day."""
    match = re.search(r"\s+(?=\d{1,2}(?::\d\d|\s*[AaPp]\.?[Mm]))", text)
    if match is None:
        return text, "", ""
    return text[: match.start()], " ", text[match.end() :]


def written_number(text: str, decimal: str | None = None) -> float | None:
    """A number from 0, None where the cell has no figure.

    A comma parts thousands, with `comma` the fraction.
    """
    if not text or is_placeholder(text):
        return None
    return read_number(text, COMMA if decimal == "comma" else DOT, MOST_S)


def written_seconds(text: str, decimal: str | None = None, unit_s: float = 1.0) -> float | None:
    """Seconds of a number of units, `mm:ss`, `h:mm:ss`, `:ss` or `3m 20s`.

    None where the cell has no figure.
    """
    if not text or is_placeholder(text):
        return None
    return read_duration(text, COMMA if decimal == "comma" else DOT, unit_s)
