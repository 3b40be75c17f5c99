"""When the rows of an export begin: times with offsets, spans of time, counts of seconds or days.

An offset is never dropped. `07:00-08:00` may be a span of an hour or seven o'clock eight hours
behind UTC: one cell does not tell, the column does (`spans_in`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from scheduler.loading.schema.dates_and_times import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    offset_apart,
    read_day,
    read_moment,
)

EPOCH_S, EPOCH_MS, EXCEL_DAYS = "epoch_s", "epoch_ms", "excel_days"
COUNTS = {EPOCH_S: "seconds since 1970", EPOCH_MS: "milliseconds since 1970", EXCEL_DAYS: "days"}
INTERVALS = (5, 10, 15, 20, 30, 60, 90, 120, DAY)  # minutes that a span is long
BEHIND = {(hour, 0) for hour in range(13)} | {(2, 30), (3, 30), (9, 30)}  # UTC, in use

_TIME = r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?"
_ZONED = r"\s*(?:Z|UTC|GMT|[+\-]\d\d:?\d\d)?"
_SPAN = re.compile(
    rf"(.*?\d:\d\d.*?)\s*(?:[-\u2013\u2014/]|\bto\b)\s*((?:[^\s:]+[T ,]\s*)?{_TIME}){_ZONED}"
)
_CLOCKS = re.compile(r".*?(\d{1,2}):(\d\d)(?::\d\d)?\s?-(\d\d):?(\d\d)")
_COUNT = re.compile(r"\d+(?:\.\d+)?")
_LITERAL = re.compile(r"(?<!%)(Z|UTC|GMT|[+-]\d\d:?\d\d)$")


def spans_in(texts: Iterable[str]) -> bool:
    """Whether what looks like an offset in this column is the end of a span.

    It is where all spans are equally long, as intervals are, or where no place has the offset.
    """
    found = [match for text in set(texts) if (match := _CLOCKS.fullmatch(text))]
    if not found:
        return False
    clocks = [tuple(map(int, match.groups())) for match in found]
    if any(clock[2:] not in BEHIND for clock in clocks):
        return True
    starts = {60 * hour + minute for hour, minute, _, _ in clocks}
    lengths = {(60 * (c - a) + d - b) % DAY for a, b, c, d in clocks}
    return len(starts) > 1 and len(lengths) == 1 and lengths <= set(INTERVALS)


def read_start(text: str, time_format: str | None = None, spans: bool = False) -> datetime:
    """The beginning of a row, local or with its offset; ValueError for what is no time.

    With `spans`, a time behind a hyphen is the end, never an offset.
    """
    if time_format in COUNTS:
        return _counted(text, time_format)
    span = _SPAN.fullmatch(text)
    if span and spans:
        return _moment(span[1].strip(), time_format)
    try:
        return _moment(text, time_format)
    except ValueError:
        if span is None:
            raise
        return _from_span(text, span, time_format)


def _from_span(text: str, span: re.Match[str], time_format: str | None) -> datetime:
    """The first time of a span; an offset behind the second time is that of both."""
    start = _moment(span[1].strip(), time_format)
    zone = offset_apart(text)[1]
    if start.tzinfo is None and zone is not None and offset_apart(span[2])[1] is None:
        return start.replace(tzinfo=zone)
    return start


def _moment(text: str, time_format: str | None) -> datetime:
    if time_format is None:
        return read_moment(text)
    zone: tzinfo | None = None
    literal = _LITERAL.search(time_format)
    if literal:  # a Z at the end of the format says UTC, and does not stand for nothing
        zone = offset_apart(f"0 {literal[1]}")[1]
    try:
        moment = datetime.strptime(text, time_format)
    except ValueError:
        if literal or "%z" in time_format:
            raise
        text, zone = offset_apart(text)
        if zone is None:
            raise
        moment = datetime.strptime(text.strip(), time_format)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError
    return moment if zone is None else moment.replace(tzinfo=zone)


def _counted(text: str, unit: str) -> datetime:
    """Seconds or milliseconds since 1970, UTC; days since Excel's 30 December 1899, local."""
    if not _COUNT.fullmatch(text):
        raise ValueError
    if unit == EXCEL_DAYS:
        seconds = round(float(text) * 24 * 60 * 60)  # a day's part is rounded to whole seconds
        moment = datetime(1899, 12, 30) + timedelta(seconds=seconds)
    else:
        seconds_ = float(text) / (1000 if unit == EPOCH_MS else 1)
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds_)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError
    return moment


def count_of(texts: Iterable[str]) -> str | None:
    """Which of the COUNTS every text would be, None where they are no such numbers."""
    some = [text for text in set(texts) if text]
    for unit in (EPOCH_S, EPOCH_MS, EXCEL_DAYS):
        digits = 8 if unit == EXCEL_DAYS else 9  # 1990 is 631,152,000 s and 32,874 days
        if some and all(_is_count(text, unit, digits) for text in some):
            return unit
    return None


def _is_count(text: str, unit: str, digits: int) -> bool:
    whole = text.partition(".")[0]
    if unit != EXCEL_DAYS and len(whole) < digits:
        return False
    try:
        _counted(text, unit)
    except (ValueError, OverflowError):
        return False
    return True


def is_day(text: str, time_format: str | None) -> bool:
    """Whether the text is a date without a time."""
    try:
        _day(text, time_format)
    except ValueError:
        return False
    return True


def read_date(text: str, time_format: str | None = None) -> datetime:
    """The midnight of a date, or of a time written as it is; ValueError for any other text."""
    if is_day(text, time_format):
        return _day(text, time_format)
    return read_start(text, time_format)


def _day(text: str, time_format: str | None) -> datetime:
    if time_format is None:
        return datetime.combine(read_day(text), datetime.min.time())
    moment = datetime.strptime(text, re.split(r"[ T]", time_format)[0])
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError
    return moment
