"""Contacts by day and slot of the day, and the place of each day in the calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# So many missing working days in a row are a hole in the records, no closure.
LONGEST_CLOSURE = 4
BESIDE = ("day after a closure", "second day after", "day before a closure", "closure itself")


@dataclass(frozen=True)
class Days:
    """Days with records: `ordinals[d]` (ascending, as date.toordinal), `counts[d, slot]`."""

    ordinals: Ints
    counts: Floats

    @property
    def weekdays(self) -> Ints:
        """Monday is 0."""
        return weekday_of(self.ordinals)

    @property
    def totals(self) -> Floats:
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64)

    def part(self, chosen: NDArray[np.bool_]) -> Days:
        return Days(self.ordinals[chosen], self.counts[chosen])

    @staticmethod
    def of(counts: Iterable[tuple[datetime, float]], interval_minutes: int) -> Days:
        """Sum contacts into the intervals of their day; days without any contact are left out."""
        slots = 24 * 60 // interval_minutes
        rows: dict[int, Floats] = {}
        for start, count in counts:
            row = rows.setdefault(start.toordinal(), np.zeros(slots))
            row[(60 * start.hour + start.minute) // interval_minutes] += count
        kept = sorted(day for day, row in rows.items() if row.sum() > 0)
        table = np.array([rows[day] for day in kept]).reshape(len(kept), slots)
        return Days(np.array(kept, dtype=np.int64), table)


def weekday_of(ordinals: Ints) -> Ints:
    """Monday is 0: ordinal 1, the first of January of year 1, was a Monday."""
    return (ordinals - 1) % 7


def working_weekdays(days: Days) -> frozenset[int]:
    """Weekdays with records in at least half of the weeks of the history."""
    if not days.ordinals.size:
        return frozenset()
    weeks = max(1.0, (int(days.ordinals[-1]) - int(days.ordinals[0]) + 1) / 7)
    seen = np.bincount(days.weekdays, minlength=7)
    return frozenset(np.flatnonzero(seen >= weeks / 2).tolist())


def closed_days(days: Days) -> tuple[frozenset[int], tuple[tuple[int, int], ...]]:
    """Working days without records: closures, and holes too long to be one (first, last)."""
    working, seen = working_weekdays(days), set(days.ordinals.tolist())
    if not seen:
        return frozenset(), ()
    due = [
        day
        for day in range(int(days.ordinals[0]), int(days.ordinals[-1]) + 1)
        if (day - 1) % 7 in working
    ]
    closed: set[int] = set()
    holes: list[tuple[int, int]] = []
    run: list[int] = []
    for day in [*due, -1]:
        if day >= 0 and day not in seen:
            run.append(day)
        elif run:
            if len(run) > LONGEST_CLOSURE:
                holes.append((run[0], run[-1]))
            else:
                closed |= set(run)
            run = []
    return frozenset(closed), tuple(holes)


@dataclass(frozen=True)
class DayCalendar:
    """Where days stand: arrays over days.

    `month` and `year` are phases in turns (0 at the first day, below 1), `beside[d, k]`
    is 1 where `BESIDE[k]` holds, `event[d]` numbers the named event of the day, -1 none.
    """

    ordinals: Ints
    weekdays: Ints
    month: Floats
    year: Floats
    beside: Floats
    event: Ints


def calendar_of(
    ordinals: Ints,
    working: frozenset[int],
    closed: frozenset[int],
    events: Mapping[int, str] | None = None,
) -> DayCalendar:
    """Calendar of the days given; neighbours count by working days, weekends jumped over."""
    names = sorted(set((events or {}).values()))
    dates = [date.fromordinal(day) for day in ordinals.tolist()]
    return DayCalendar(
        ordinals=ordinals,
        weekdays=weekday_of(ordinals),
        month=np.array([(d.day - 1) / monthrange(d.year, d.month)[1] for d in dates]),
        year=np.array([(d.timetuple().tm_yday - 1) / 365.25 for d in dates]),
        beside=np.array(
            [_beside(day, working, closed) for day in ordinals.tolist()], dtype=np.float64
        ).reshape(len(dates), len(BESIDE)),
        event=np.array(
            [names.index(events[day]) if events and day in events else -1 for day in ordinals],
            dtype=np.int64,
        ),
    )


def _beside(day: int, working: frozenset[int], closed: frozenset[int]) -> list[bool]:
    if day in closed:
        return [False, False, False, True]
    after = _step(day, -1, working) in closed
    second = not after and _step(_step(day, -1, working), -1, working) in closed
    return [after, second, _step(day, 1, working) in closed, False]


def _step(day: int, by: int, working: frozenset[int]) -> int:
    """The next day in one direction on which the centre usually works."""
    for distance in range(1, 8):
        if (day + by * distance - 1) % 7 in working:
            return day + by * distance
    return day + by
