"""How a day's contacts spread over its slots, by weekday."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.forecast.daily import Days, Floats, Ints

HALF_LIVES = (3.0, 8.0, 20.0)  # weeks in which a day's weight halves
WEEKS_TRIED = 6
FAR_OFF = 6.0  # robust deviations beyond which one slot of one day is cut back
FEWEST_ALIKE = 3  # days of a weekday, of which the middle one is sound; of two nobody can say
CUT_AT_MOST = 0.2  # of a day's slots: beyond, the whole day is another kind of day


def shares(days: Days, half_life_weeks: float) -> Floats:
    """Share of the day in each slot, [7 weekdays, slots]; zeros where nothing ever came.

    Contacts of the past, younger days weighing more. Each weekday is drawn to the profile
    of all weekdays as far as chance alone could explain the distance between the two
    (James & Stein's shrinkage), within the slots in which it has had contacts itself.
    """
    if not days.ordinals.size:
        return np.zeros((7, days.counts.shape[1]))
    age_weeks = (days.ordinals[-1] - days.ordinals) / 7
    weights = 0.5 ** (age_weeks / half_life_weeks)
    member = (days.weekdays[None, :] == np.arange(7)[:, None]) * weights
    own = member @ days.counts
    profile = _normal(own)
    every = _normal(own.sum(axis=0)[None, :] * (own > 0))
    every *= (own.sum(axis=1) > 0)[:, None]
    chance = _chance(days, member, profile)
    apart = np.square(profile - every).sum(axis=1)
    # apart = true distance + what chance added, so that chance / apart is what to borrow
    borrow = np.clip(chance / np.maximum(apart, 1e-300), 0.0, 1.0)[:, None]
    return np.asarray((1 - borrow) * profile + borrow * every)


def _chance(days: Days, member: Floats, profile: Floats) -> Floats:
    """Expected square distance of each weekday's mean profile from its true one.

    From the scatter of single days about their weekday's mean, all weekdays together.
    """
    per_day = _normal(days.counts)
    scatter = np.square(per_day - profile[days.weekdays]).sum(axis=1)
    seen = np.bincount(days.weekdays, minlength=7)
    freedom = max(1, len(per_day) - int((seen > 0).sum()))
    sums, squares = member.sum(axis=1), np.square(member).sum(axis=1)
    effective = np.divide(squares, sums**2, out=np.zeros(7), where=sums > 0)
    return np.asarray(scatter.sum() / freedom * effective)


def best_half_life(days: Days) -> float:
    """The half-life whose profiles of the last weeks, from the weeks before, came closest."""
    if not days.ordinals.size:
        return HALF_LIVES[1]
    last = int(days.ordinals[-1])
    starts = [last + 1 - 7 * back for back in range(1, WEEKS_TRIED + 1)]
    starts = [start for start in starts if start - 14 >= days.ordinals[0]]

    def error(half_life: float) -> float:
        return sum(_missed(days, start, half_life) for start in starts)

    return min(HALF_LIVES, key=error) if starts else HALF_LIVES[1]


def _missed(days: Days, start: int, half_life: float) -> float:
    before = days.part(days.ordinals < start)
    week = days.part((days.ordinals >= start) & (days.ordinals < start + 7))
    expected = spread(week.totals, week.weekdays, shares(before, half_life))
    return float(np.abs(expected - week.counts).sum())


def spread(totals: Floats, weekdays: Ints, by_weekday: Floats) -> Floats:
    """Contacts [days, slots]; a weekday without a profile of its own has that of all."""
    known: NDArray[np.bool_] = by_weekday.sum(axis=1) > 0
    every = _normal(by_weekday.sum(axis=0)[None, :])
    profile = np.where(known[:, None], by_weekday, every)
    return np.asarray(profile[weekdays] * totals[:, None])


def without_spikes(days: Days) -> tuple[Days, NDArray[np.bool_], NDArray[np.bool_]]:
    """Cut single slots back that stand far off their day and weekday; which ones.

    Slots of weekdays with fewer than three days stay, and come last: of two that differ either
    may be the odd one, and the value between them is wrong for both.

    A slot is compared with its weekday's median share of the day; its deviation is
    chance plus what slots of this series usually differ by.
    """
    share = _median_shares(days)
    expected = share[days.weekdays]
    size = _robust_totals(days, expected)
    expected = expected * size[:, None]
    some = expected >= 1
    relative = np.where(some, (days.counts - expected) / np.sqrt(np.maximum(expected, 1)), 0.0)
    usual = max(1.0, float(np.median(np.abs(relative[some])) / 0.6745)) if some.any() else 1.0
    far = some & (np.abs(relative) > FAR_OFF * usual)
    far &= far.sum(axis=1, keepdims=True) <= CUT_AT_MOST * some.sum(axis=1, keepdims=True)
    alike = np.bincount(days.weekdays, minlength=7)[days.weekdays] >= FEWEST_ALIKE
    cut = far & alike[:, None]
    return Days(days.ordinals, np.where(cut, expected, days.counts)), cut, far & ~cut


def _median_shares(days: Days) -> Floats:
    per_day = _normal(days.counts)
    rows = [
        np.median(per_day[days.weekdays == w], axis=0)
        if (days.weekdays == w).any()
        else np.zeros(per_day.shape[1])
        for w in range(7)
    ]
    return np.array(rows)


def _robust_totals(days: Days, expected: Floats) -> Floats:
    """Size of each day from the median ratio of its slots, so that one spike does not move it."""
    some = expected > 0.25 / max(1, expected.shape[1])
    ratios = np.where(some, days.counts / np.where(some, expected, 1.0), np.nan)
    ratios[~some.any(axis=1)] = 0.0
    size = np.nanmedian(ratios, axis=1)
    return np.where(size > 0, size, days.totals)


def _normal(rows: Floats) -> Floats:
    sums = rows.sum(axis=1, keepdims=True)
    return np.asarray(rows / np.where(sums > 0, sums, 1.0))
