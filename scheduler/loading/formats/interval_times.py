"""Starts of the rows of an export: read, put into the centre's clock, questions where unclear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.formats.column_places import ColumnPlaces
from scheduler.loading.formats.questions import AnswerChoice, Question
from scheduler.loading.formats.raw_table import Flags, RawTable, by_text
from scheduler.loading.formats.written_times import (
    Stamp,
    offset_of,
    order_of,
    written_clock,
    written_date,
    written_stamp,
)
from scheduler.loading.schema.dates_and_times import FIRST_YEAR, LAST_YEAR
from scheduler.loading.schema.import_keys import ImportKeys

Minutes = NDArray[np.int64]

ZERO, MINUTE = datetime(1970, 1, 1), timedelta(minutes=1)
NONE = -(1 << 62)  # no time, no offset, no length
DAY = 1440
EPOCH = 719_163  # ordinal of 1 January 1970
SPAN = re.compile(r"\s+(?:-|\u2013|to)\s+")
ISO_END = re.compile(r"(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
OFFSETS = 3  # more endings of times than daylight saving explains are ends of spans


@dataclass
class RowTimes:
    """Minutes since 1 January 1970 as written; `offset` of the row, `length` if it tells."""

    at: Minutes
    offset: Minutes
    length: Minutes

    @property
    def unread(self) -> Flags:
        return np.asarray(self.at == NONE)

    def assume_utc(self) -> None:
        """Times without an offset are UTC; whole days stay the centre's."""
        bare = (self.offset == NONE) & (self.length != DAY)
        self.offset = np.where(bare, 0, self.offset)


def order_question(
    raw: RawTable, places: ColumnPlaces, keys: ImportKeys, days: Sequence[str]
) -> list[Question]:
    """Whether 6/4/2026 is in June or in April, where no date of the file tells.

    `days` stand above their rows.
    """
    told = _orders(raw, places, days)
    sample = told.get("?", "")
    if keys.date_order or not sample or {"mdy", "dmy"} & set(told):
        return []
    first, second = sample.split()[0].replace("-", "/").replace(".", "/").split("/")[:2]
    return [
        Question(
            "date_order",
            f"Is {sample.split()[0]!r} written month first or day first?",
            (
                AnswerChoice("mdy", f"month first: month {first}, day {second}"),
                AnswerChoice("dmy", f"day first: day {first}, month {second}"),
            ),
        )
    ]


def order_in(raw: RawTable, places: ColumnPlaces, keys: ImportKeys) -> str | None:
    """The order that was answered, else the one that the first clear date of the file shows.

    A date of the other order is then none, and a fault.
    """
    if keys.date_order:
        return keys.date_order
    return next((order for order in _orders(raw, places) if order in ("mdy", "dmy")), None)


def _orders(raw: RawTable, places: ColumnPlaces, days: Sequence[str] = ()) -> dict[str, str]:
    """The first text of each order that dates of the file show, in the order of the texts."""
    columns = (
        raw.frame[position].cat.categories.tolist()
        for target in ("date", "start", "end")
        for position in places.at.get(target, ())
    )
    found: dict[str, str] = {}
    for text in chain(days, *columns):
        found.setdefault(order_of(text), text)
    return found


def clear_order(days: Sequence[str]) -> str | None:
    """The order that the first clear one of these shows."""
    return next((found for text in days if (found := order_of(text)) in ("mdy", "dmy")), None)


def labelled_day(text: str, order: str) -> int:
    """The day of `05/04/2026`, `5/4/2026 Monday` or `5/4/2026 - 5/4/2026`, counted from 1970.

    Raises ValueError where it is none, or a span of days.
    """
    found = set()
    for part in SPAN.split(text.strip()):
        try:
            found.add(ordinal(part, order))
        except ValueError:
            found.add(ordinal(part.split(" ")[0], order))
    if len(found) > 1:
        raise ValueError(text)
    return found.pop()


def read_times(raw: RawTable, places: ColumnPlaces, order: str | None) -> RowTimes:
    """The time of every row, NONE where it has none; with labels of blocks it is completed."""
    if "start" in places.at:
        return _stamps(raw, places, order)
    rows = len(raw.frame)
    day = np.full(rows, NONE, dtype=np.int64)
    if "date" in places.at:
        column = raw.frame[places.at["date"][0]]
        day, _ = by_text(column, lambda text: DAY * ordinal(text, order), NONE)
    minute, length = np.zeros(rows, dtype=np.int64), np.full(rows, DAY, dtype=np.int64)
    if "time" in places.at:
        column = raw.frame[places.at["time"][0]]
        minute, _ = by_text(column, lambda text: written_clock(text)[0], NONE)
        length, _ = by_text(column, lambda text: written_clock(text)[1], NONE)
    known = (minute != NONE) & ((day != NONE) if "date" in places.at else True)
    at = np.where(known, np.where(day == NONE, 0, day) + minute, NONE)
    return RowTimes(at, np.full(rows, NONE, dtype=np.int64), length)


def ordinal(text: str, order: str | None) -> int:
    return written_date(text, order).toordinal() - EPOCH


def _stamps(raw: RawTable, places: ColumnPlaces, order: str | None) -> RowTimes:
    column = raw.frame[places.at["start"][0]]
    times = _iso_stamps(column) or _each_stamp(column, order)
    if "end" in places.at:
        ends, _ = by_text(
            raw.frame[places.at["end"][0]],
            lambda text: (written_stamp(text, order).at - ZERO) // MINUTE,
            NONE,
        )
        known = (ends != NONE) & (times.at != NONE)
        times.length = np.where(known, ends - times.at, times.length)
    return times


def _iso_stamps(column: pd.Series[Any]) -> RowTimes | None:
    """All starts at once where every text is ISO 8601, as most systems write; else None."""
    texts = [str(text) for text in column.cat.categories.tolist()]
    endings = {text[16:]: text for text in texts}
    try:
        if len(endings) > OFFSETS or not all(ISO_END.fullmatch(ending) for ending in endings):
            return None
        if not all(text[10:11] in ("T", " ") and text[13:14] == ":" for text in texts):
            return None
        at = np.array([text[:16] for text in texts], dtype="datetime64[m]")
        offsets = {end: _or_none(written_stamp(text, None).offset) for end, text in endings.items()}
    except ValueError:
        return None
    years = at.astype("datetime64[Y]").astype(np.int64) + 1970
    if not ((years >= FIRST_YEAR) & (years <= LAST_YEAR)).all():
        return None
    codes = column.cat.codes.to_numpy()
    minutes = np.append(at.astype(np.int64), NONE)
    offset = np.array([*(offsets[text[16:]] for text in texts), NONE], dtype=np.int64)
    return RowTimes(minutes[codes], offset[codes], np.full(len(codes), NONE, dtype=np.int64))


def _each_stamp(column: pd.Series[Any], order: str | None) -> RowTimes:
    texts = [str(text) for text in column.cat.categories.tolist()]
    # One text of each ending tells its offset; `UTC+05:30` is the longest.
    some = {text if text.endswith(")") else text[-9:]: text for text in texts}
    spans = len({offset_of(text) for text in some.values()} - {""}) > OFFSETS
    stamps = [_stamp(text, order, spans) for text in texts]
    codes = column.cat.codes.to_numpy()

    def part(of: Callable[[Stamp], int | None]) -> Minutes:
        values = [NONE if stamp is None else _or_none(of(stamp)) for stamp in stamps]
        return np.array([*values, NONE], dtype=np.int64)[codes]

    return RowTimes(
        part(lambda one: (one.at - ZERO) // MINUTE),
        part(lambda one: one.offset),
        part(lambda one: one.minutes),
    )


def _stamp(text: str, order: str | None, spans: bool) -> Stamp | None:
    try:
        return written_stamp(text, order, spans)
    except ValueError:
        return None


def _or_none(value: int | None) -> int:
    return NONE if value is None else value


def clock_question(
    times: RowTimes, data: Flags, keys: ImportKeys, zone: ZoneInfo
) -> list[Question]:
    """Whether times without an offset are local or UTC; whole days are the centre's."""
    if keys.clock or not (data & (times.offset == NONE) & (times.length != DAY)).any():
        return []
    return [
        Question(
            "clock",
            "Which clock do the times of the file show?",
            (
                AnswerChoice("local", f"the centre's own, {zone.key}"),
                AnswerChoice("utc", "UTC, as exports of systems in the cloud often do"),
            ),
        )
    ]


def in_centre(times: RowTimes, zone: ZoneInfo) -> pd.DataFrame:
    """`local`: minutes since 1970 of the centre's wall clock; `offset`: NONE where not known.

    A time with an offset, UTC included, has one place in the centre's day, also where the
    clock is put back and shows an hour twice.
    """
    local, offset = times.at.copy(), times.offset.copy()
    aware = (offset != NONE) & (local != NONE)
    if aware.any():
        moments = times.at[aware] - times.offset[aware]
        distinct, where = np.unique(moments, return_inverse=True)
        shown = pd.DatetimeIndex(distinct.astype("datetime64[m]")).tz_localize("UTC")
        there = shown.tz_convert(zone).tz_localize(None).to_numpy().astype("datetime64[m]")
        local[aware] = there.astype(np.int64)[where]
        offset[aware] = (there.astype(np.int64) - distinct)[where]
    return pd.DataFrame({"local": local, "offset": offset})


def fault_of_mixed_offsets(
    raw: RawTable, times: RowTimes, data: Flags, findings: FaultList
) -> None:
    """Some times with an offset and some without cannot be one clock."""
    bare = np.flatnonzero(data & (times.offset == NONE))
    aware = np.flatnonzero(data & (times.offset != NONE))
    if bare.size and aware.size:
        place: SourcePlace = raw.place(int(bare[0]))
        found = f"found a time without an offset, where {raw.place(int(aware[0])).where} has one"
        findings.fault(place, "start", found, "an offset at every time or at none")
