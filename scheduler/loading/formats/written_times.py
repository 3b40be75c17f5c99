"""Times, durations and counts as exports write them; ValueError where a text is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from scheduler.loading.schema.dates_and_times import FIRST_YEAR, LAST_YEAR, read_clock

# What reports write where there is no figure.
BLANKS = frozenset(
    ("", "-", "--", "n/a", "na", "n.a.", "#n/a", "#div/0!", "#value!", "null", "none", "nan")
)
DAY = 1440  # minutes
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_PARTED = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)")
_WORDS = re.compile(r"(?:[A-Za-z]{3,9},\s*)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s\-]([A-Za-z]{3,9})[\s\-](\d{4})")
_OFFSET = re.compile(r"\s*(Z|UTC|[+-]\d\d:?\d\d)$", re.IGNORECASE)
_SPAN = re.compile(r"\s*[-\u2013\u2014]\s*|\s+to\s+")
_SECONDS = re.compile(r"(\d{1,2}:\d\d):\d\d(?:\.\d+)?")
_DURATION = re.compile(r"(?:(\d+):)?(\d*):(\d\d(?:\.\d+)?)")
_ISO_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_EPOCH = re.compile(r"1\d{9}(\d{3})?")


class Stamp(NamedTuple):
    """Wall clock as written, its offset in minutes (None without), minutes to the end if told."""

    at: datetime
    offset: int | None = None
    minutes: int | None = None


def order_of(text: str) -> str:
    """`mdy` or `dmy` where a date can only be one of them; `?` where both; else nothing."""
    match = _PARTED.match(text.strip())
    if match is None:
        return ""
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else "?"


def written_date(text: str, order: str | None) -> date:
    """A day: ISO, 20260504, 5/4/2026 in the order stated, May 4, 2026 or 4-May-2026."""
    text = text.strip()
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
    offset = None
    if not spans and (found := offset_of(text)):
        offset, text = _minutes(found), text[: -len(found)].rstrip()
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
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(text)
    ahead = moment.utcoffset()
    offset = None if ahead is None else round(ahead.total_seconds() / 60)
    return Stamp(moment.replace(tzinfo=None), offset)


def _split(text: str) -> tuple[str, str, str]:
    """Before and after the space in front of the first time of day."""
    match = re.search(r"\s+(?=\d{1,2}(?::\d\d|\s*[AaPp]\.?[Mm]))", text)
    if match is None:
        return text, "", ""
    return text[: match.start()], " ", text[match.end() :]


def _minutes(offset: str) -> int:
    if offset.upper() in ("Z", "UTC"):
        return 0
    sign = -1 if offset[0] == "-" else 1
    return sign * (60 * int(offset[1:3]) + int(offset[-2:]))


def written_number(text: str, decimal: str | None = None) -> float | None:
    """A number from 0, None where the cell has no figure.

    A comma parts thousands, with `comma` the fraction.
    """
    if text.casefold() in BLANKS:
        return None
    if decimal == "comma":
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", text):
        text = text.replace(",", "")
    value = float(text)
    if not 0 <= value <= 1e9:
        raise ValueError(text)
    return value


def written_seconds(text: str, decimal: str | None = None) -> float | None:
    """Seconds, `mm:ss`, `h:mm:ss` or `:ss`; None where the cell has no figure."""
    if ":" not in text:
        return written_number(text, decimal)
    match = _DURATION.fullmatch(text)
    if match is None or float(match[3]) >= 60 or (match[1] and int(match[2] or 0) > 59):
        raise ValueError(text)
    return 3600 * int(match[1] or 0) + 60 * int(match[2] or 0) + float(match[3])
