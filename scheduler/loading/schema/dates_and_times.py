"""Days, times of day and moments as people write them; ValueError where a text is none.

Read is what has one meaning: 24 hours, and 12 with AM or PM. A date with slashes has two.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 1990, 2100
DAY = 24 * 60  # minutes

_HALF = r"(?:\s?([ap])\.?m\.?)?"  # AM or PM
_CLOCK = re.compile(rf"(\d{{1,2}})(?::(\d\d))?{_HALF}", re.IGNORECASE)
_SIGN = r"[+\-\u2212]"
_OFFSET = rf"Z|(?:UTC|GMT)(?:{_SIGN}\d\d?(?::?\d\d)?)?|{_SIGN}\d\d(?::?\d\d)?"
# The names that Java and browsers write behind an offset.
_ZONE = r"(?:\[[\w/+\-]+\]|\s?\([A-Za-z ]+\))?"
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?", re.IGNORECASE)
FARTHEST = 14  # hours that a place is from UTC
_MOMENT = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)[T ](\d{{1,2}}):(\d\d)((?::\d\d(?:\.\d{{1,9}})?)?){_HALF}"
    rf"(?:\s?\(?({_OFFSET})\)?{_ZONE})?",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"(.*\d(?:\s?[ap]\.?m\.?)?)\s*\(?({_OFFSET})\)?{_ZONE}", re.IGNORECASE)

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


def read_openings(text: str) -> tuple[tuple[int, int], ...]:
    """Minutes of the day of `08:00-12:00, 13:00-17:00`, in order and with closed time between."""
    found = tuple(read_hours(part.strip()) for part in text.split(","))
    if any(now[0] <= before[1] for before, now in pairwise(found)):
        raise ValueError
    return found


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
    match = _MOMENT.fullmatch(text) or _MOMENT.fullmatch(_COMPACT.sub(_extended, text, count=1))
    if match is None:
        raise ValueError
    day, digits, minutes, seconds, half, written = match.groups()
    hour, offset = _hour(digits, half), _plain_offset(written or "")
    seconds = seconds[: len(":59.123456")]
    if (hour, minutes) == (24, "00") and not seconds.strip(":0."):
        midnight = datetime.fromisoformat(f"{read_day(day)}T00:00{offset}")
        return midnight + timedelta(days=1)
    return datetime.fromisoformat(f"{read_day(day)}T{hour:02}:{minutes}{seconds}{offset}")


def _extended(match: re.Match[str]) -> str:
    """ISO 8601 without its marks, `20260504T0730`, with them."""
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}{':' if second else ''}{second or ''}"


def offset_minutes(text: str) -> int:
    """Minutes ahead of UTC of `-0400`, `-04`, `UTC`, `Z` or `GMT+2`.

    Raises ValueError where no place has such an offset.
    """
    text = text.upper().replace("\u2212", "-")
    match = re.fullmatch(r"(?:Z|UTC|GMT)?(?:([+-])(\d\d?)(?::?(\d\d))?)?", text)
    if match is None or not text:
        raise ValueError
    hours, minutes = int(match[2] or 0), int(match[3] or 0)
    if minutes > 59 or 60 * hours + minutes > 60 * FARTHEST:
        raise ValueError
    return (-1 if match[1] == "-" else 1) * (60 * hours + minutes)


def _plain_offset(text: str) -> str:
    """An offset as `datetime` reads it, `-04:00`; nothing for nothing."""
    if not text:
        return ""
    minutes = offset_minutes(text)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def offset_apart(text: str) -> tuple[str, tzinfo | None]:
    """A time of any notation and the offset that it ends with; None where it has none.

    Raises ValueError for an offset that no place has.
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
