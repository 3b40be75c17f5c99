"""Made-up histories whose truth is known, seeded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

import numpy as np

from scheduler.forecast.daily import Days

MONDAY = date(2024, 1, 1)
SLOTS = 24
FIVE_DAYS = (1.3, 1.0, 1.0, 0.9, 1.0, 0.0, 0.0)
# hours 8 to 16: a peak before noon
HOURS = np.array([6, 10, 12, 11, 8, 9, 9, 7, 4], dtype=float)


def made_up(
    weeks: int,
    per_day: float = 1000.0,
    weekdays: tuple[float, ...] = FIVE_DAYS,
    factor: Callable[[date], float] | None = None,
    closed: Collection[date] = (),
    error: float = 0.0,
    chance: bool = True,
    seed: int = 1,
) -> Days:
    """Contacts by hour: weekday x profile x `factor` of the date, with a day's log error."""
    random = np.random.default_rng(seed)
    ordinals, rows = [], []
    profile = np.zeros(SLOTS)
    profile[8 : 8 + len(HOURS)] = HOURS / HOURS.sum()
    for n in range(7 * weeks):
        day = MONDAY + timedelta(days=n)
        size = weekdays[day.weekday()]
        if size == 0 or day in closed:
            continue
        mean = (
            per_day
            * size
            * (factor(day) if factor else 1.0)
            * np.exp(error * random.normal())
            * profile
        )
        rows.append(random.poisson(mean).astype(float) if chance else mean)
        ordinals.append(day.toordinal())
    return Days(np.array(ordinals), np.array(rows))


def week_after(days: Days, count: int = 7) -> np.ndarray:
    """Ordinals of the working days that follow."""
    last = int(days.ordinals[-1])
    following = np.arange(last + 1, last + 1 + count + 2)
    return following[np.isin((following - 1) % 7, days.weekdays)][:5]
