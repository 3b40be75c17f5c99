"""Totals of years and months spread over a week, for a centre that has no finer counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import numpy as np

from scheduler.domain.history import ALL_YEAR, Expected, Spread, Total


def spread_totals(
    totals: Iterable[Total], spread: Spread, first_day: date, days: int, interval_minutes: int
) -> tuple[tuple[Expected, ...], tuple[str, ...]]:
    """Contacts of a horizon from totals, and what is to be known about them.

    A month's own total comes first, else the year's less the months that have their own.
    Where the year has neither, the nearest year that has is taken as it is.
    """
    series: dict[tuple[str, str], list[Total]] = {}
    for total in totals:
        series.setdefault((total.channel, total.language), []).append(total)
    expected: list[Expected] = []
    notes: dict[str, None] = {}
    for own in series.values():
        for n in range(days):
            day = first_day + timedelta(days=n)
            year = _nearest(own, day)
            if year is None:
                continue
            if year != day.year:
                notes[f"{own[0].channel}: nothing for {day:%Y-%m}, that of {year} is taken"] = None
            expected += _day(own, year, day, spread, interval_minutes)
    return tuple(expected), tuple(notes)


def _nearest(own: list[Total], day: date) -> int | None:
    """The year, nearest to the day's, that has a total for its month or for all of it."""
    years = [total.year for total in own if total.month in (ALL_YEAR, day.month)]
    return min(years, key=lambda year: (abs(year - day.year), -year), default=None)


def _day(
    own: list[Total], year: int, day: date, spread: Spread, interval_minutes: int
) -> Iterator[Expected]:
    """The intervals of one day in which contacts come."""
    months = {total.month: total for total in own if total.year == year}
    total = months.get(day.month) or months[ALL_YEAR]
    volume, covered = total.volume, [day.month]
    if total.month == ALL_YEAR:
        covered = [month for month in range(1, 13) if month not in months]
        apart = sum(one.volume for month, one in months.items() if month != ALL_YEAR)
        volume = max(0.0, volume - apart)
    whole = sum(
        float(spread.share(total.channel, one).sum())
        for month in covered
        for one in _month(day.year, month)
    )
    shares = spread.share(total.channel, day)
    parts = 60 // interval_minutes
    for hour in np.flatnonzero(shares).tolist():
        for part in range(parts):
            start = datetime(day.year, day.month, day.day, hour, part * interval_minutes)
            contacts = volume * float(shares[hour]) / whole / parts
            yield Expected(start, total.channel, total.language, contacts, total.aht_s)


def _month(year: int, month: int) -> Iterator[date]:
    return (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
