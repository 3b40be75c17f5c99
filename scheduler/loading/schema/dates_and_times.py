"""Days, times of day and moments as people write them; ValueError where a text is none.

Read is what has one meaning: 24 hours, and 12 with AM or PM. A date with slashes has two.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

FIRST_YEAR, LAST_YEAR = 1990, 2100
DAY = 24 * 60  # minutes

_HALF = r"(?:\s?([ap])\.?m\.?)?"  # AM or PM
_CLOCK = re.compile(rf"(\d{{1,2}})(?::(\d\d))?{_HALF}", re.IGNORECASE)
_OFFSET = r"Z|UTC|GMT|[+\-\u2212]\d\d(?::?\d\d)?"
_ZONE = r"(?:\[[\w/+\-]+\])?"  # the name that Java writes behind an offset
_MOMENT = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)[T ](\d{{1,2}}):(\d\d)((?::\d\d(?:\.\d{{1,9}})?)?){_HALF}"
    rf"(?:\s?({_OFFSET}){_ZONE})?",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"(.*\d(?:\s?[ap]\.?m\.?)?)\s?({_OFFSET}){_ZONE}", re.IGNORECASE)

Closed = date | tuple[date, int, int]  # a day, or minutes of it


def read_clock(text: str) -> int:
    """Minutes of the day of `07:30`, `7:30 AM` or `7 pm`; `24:00` is the end of the day."""
    match = _CLOCK.fullmatch(text)
    if match is None or (match[2] is None and match[3] is None):
        raise ValueError
    hour, minute = _hour(match[1], match[3]), int(match[2] or 0)
    if minute > 59 or 60 * hour + minute > DAY:
        raise ValueError
    return 60 * hour + minute


def _hour(digits: str, half: str | None) -> int:
    """Hour of the day; with `a` or `p`, of one of its halves, which begin with 12."""
    hour = int(digits)
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half.lower() == "p" else 0)


def read_hours(text: str) -> tuple[int, int]:
    """Minutes of the day of `07:00-20:00`, the first before the second."""
    start, end = (read_clock(part.strip()) for part in text.split("-"))
    if start >= end:
        raise ValueError
    return start, end


def read_day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def read_closure(text: str) -> Closed:
    """A day, or the hours of it in `2026-12-24 13:00-20:00`."""
    day, _, hours = text.partition(" ")
    return (read_day(day), *read_hours(hours.strip())) if hours else read_day(day)


def read_moment(text: str) -> datetime:
    """Local wall clock, or with an offset; `T24:00` is the midnight that ends the day."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError
    day, digits, minutes, seconds, half, written = match.groups()
    hour, offset = _hour(digits, half), _plain_offset(written or "")
    seconds = seconds[: len(":59.123456")]
    if (hour, minutes) == (24, "00") and not seconds.strip(":0."):
        midnight = datetime.fromisoformat(f"{read_day(day)}T00:00{offset}")
        return midnight + timedelta(days=1)
    return datetime.fromisoformat(f"{read_day(day)}T{hour:02}:{minutes}{seconds}{offset}")


def _plain_offset(text: str) -> str:
    """An offset as `datetime` reads it: `-0400` and `-04:00` as they are, `UTC` as `Z`."""
    text = text.upper().replace("\u2212", "-")
    return "Z" if text in ("UTC", "GMT") else text


def offset_apart(text: str) -> tuple[str, tzinfo | None]:
    """A time of any notation and the offset that it ends with; None where it has none.

    Raises ValueError for an offset of a day or more.
    """
    match = _ENDING.fullmatch(text)
    if match is None:
        return text, None
    zone = datetime.fromisoformat(f"2000-01-01T00:00{_plain_offset(match[2])}").tzinfo
    return match[1], zone


def read_from(text: str) -> datetime:
    """A moment; of a day alone the midnight at which it begins."""
    return read_moment(text if len(text) > len("2026-05-16") else f"{text}T00:00")


def read_until(text: str) -> datetime:
    """A moment; of a day alone the midnight at which it ends."""
    return read_moment(text if len(text) > len("2026-05-16") else f"{text}T24:00")
