"""Intervals without a record: missing, or without contacts?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.history import Observed
from scheduler.forecast.daily import Days, Floats, working_weekdays

Flags = NDArray[np.bool_]

# A row is missed where nearly all of the days alike about it have one, so many on each side.
BESIDE, NEARLY_ALL = 4, 0.75
# Where zeros are not written, only so many contacts make a zero incredible: exp(-7) < .001.
INCREDIBLE = 7.0
MOST_OF_A_DAY = 0.5  # missing: beyond, the day was cut short and is left as it is


def filled(records: Sequence[Observed], interval_minutes: int) -> tuple[Days, tuple[str, ...]]:
    """The days of one channel, missing intervals set to what the rest of their day suggests.

    An interval without a record is missing where the days alike about it have one and a
    zero would have been written, or would be incredible; else nothing came.
    """
    days, present, zeros_written = _days(records, interval_minutes)
    if not days.ordinals.size:
        return days, ()
    usual, seen = _alike(days, present)
    missing = ~present & (seen >= NEARLY_ALL)
    if not zeros_written:
        missing &= usual >= INCREDIBLE
    worked = (present | missing).sum(axis=1, keepdims=True)
    missing &= missing.sum(axis=1, keepdims=True) <= MOST_OF_A_DAY * worked
    if not missing.any():
        return days, ()
    size = _size(days.counts, usual, present)
    counts = np.where(missing, usual * size[:, None], days.counts)
    return Days(days.ordinals, counts), (_warning(days, missing, interval_minutes),)


def with_zeros(days: Days, closed: frozenset[int]) -> Days:
    """Days without contacts put in, on weekdays that have some: where few come they are real."""
    weekdays = set(days.weekdays.tolist()) if len(days.ordinals) < 14 else _usual(days)
    kept = {int(day): row for day, row in zip(days.ordinals, days.counts, strict=True)}
    every = [
        day
        for day in range(int(days.ordinals[0]), int(days.ordinals[-1]) + 1)
        if day in kept or ((day - 1) % 7 in weekdays and day not in closed)
    ]
    nothing = np.zeros(days.counts.shape[1])
    rows = np.array([kept.get(day, nothing) for day in every])
    return Days(np.array(every, dtype=np.int64), rows)


def _usual(days: Days) -> set[int]:
    """Weekdays on which contacts come at least a quarter as often as on the commonest."""
    seen = np.bincount(days.weekdays, minlength=7)
    return set(np.flatnonzero(seen >= 0.25 * seen.max()).tolist()) | set(working_weekdays(days))


def _days(records: Sequence[Observed], interval_minutes: int) -> tuple[Days, Flags, bool]:
    """Days with contacts, which intervals have a record, and whether zeros are written."""
    days = Days.of(((one.start, one.offered) for one in records), interval_minutes)
    at = {day: row for row, day in enumerate(days.ordinals.tolist())}
    present = np.zeros(days.counts.shape, dtype=np.bool_)
    for one in records:
        if (row := at.get(one.start.toordinal())) is not None:
            present[row, (60 * one.start.hour + one.start.minute) // interval_minutes] = True
    return days, present, bool((present & (days.counts == 0)).any())


def _alike(days: Days, present: Flags) -> tuple[Floats, Floats]:
    """Mean contacts of the days alike about each day, and how many of these have a record."""
    usual, seen = np.zeros(days.counts.shape), np.zeros(days.counts.shape)
    for weekday in set(days.weekdays.tolist()):
        own = np.flatnonzero(days.weekdays == weekday)
        for position, row in enumerate(own.tolist()):
            about = own[max(0, position - BESIDE) : position + BESIDE + 1]
            about = about[about != row]
            if not about.size:
                continue
            here = present[about]
            records = np.maximum(here.sum(axis=0), 1)
            usual[row] = (days.counts[about] * here).sum(axis=0) / records
            seen[row] = here.mean(axis=0) if about.size >= 2 else 0.0
    return usual, seen


def _size(counts: Floats, usual: Floats, present: Flags) -> Floats:
    """Each day's contacts by those of the days alike, over the intervals that it reports."""
    own = (counts * present).sum(axis=1)
    theirs = (usual * present).sum(axis=1)
    return np.where(theirs > 0, own / np.where(theirs > 0, theirs, 1.0), 1.0)


def _warning(days: Days, missing: Flags, interval_minutes: int) -> str:
    row, slot = np.argwhere(missing)[0].tolist()
    first = datetime.fromordinal(int(days.ordinals[row])) + timedelta(
        minutes=slot * interval_minutes
    )
    count = int(missing.sum())
    return (
        f"{count} interval{'s' * (count > 1)} without a record, the first {first:%Y-%m-%d %H:%M}: "
        f"set to what the rest of the day suggests"
    )
