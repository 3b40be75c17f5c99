"""One series of contacts forecast: the day from the calendar, its slots from the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import NormalDist

import numpy as np

from scheduler.forecast.daily import (
    Days,
    Floats,
    Ints,
    calendar_of,
    closed_days,
    weekday_of,
    working_weekdays,
)
from scheduler.forecast.day_model import (
    LONGEST_DAYS,
    Effects,
    Scales,
    effects_of,
    fit,
    outliers,
    predict,
)
from scheduler.forecast.profile import best_half_life, shares, spread, without_spikes

# Below so many contacts a day the logarithm of one day says too little.
FEW_A_DAY = 10.0
HALF_LIFE_DAYS, FEW_ERROR = 56.0, 0.15
MOST_SKEWED = 0.4  # the largest deviation that lifts the mean over the middle


@dataclass(frozen=True)
class SeriesForecast:
    """Contacts expected: `middle[day, slot]`, as likely too high as too low.

    `deviation[day]` is the standard deviation of the day's logarithm (the rate's error;
    chance within the day comes on top). `terms` explain the day: the level in contacts,
    times a factor for each part of the calendar. `notes` say what was left out or set
    aside.
    """

    ordinals: Ints
    middle: Floats
    deviation: Floats
    terms: Mapping[str, Floats] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scales: Scales | None = None

    def factor(self, share: float | None) -> Floats:
        """By day, the rate that a share of days stays below, over the middle; None: the mean."""
        if share is None:
            return np.asarray(np.exp(np.minimum(self.deviation, MOST_SKEWED) ** 2 / 2))
        return np.asarray(np.exp(_normal(share) * self.deviation))

    def quantile(self, share: float | None) -> Floats:
        """Contacts [days, slots] that a share of days stays below; None: the mean."""
        return np.asarray(self.middle * self.factor(share)[:, None])

    def day_quantile(self, share: float) -> Floats:
        """Contacts of whole days that a share of days stays below, chance included."""
        totals = self.middle.sum(axis=1)
        spread_ = np.sqrt(self.deviation**2 + 1 / np.maximum(totals, 1.0))
        return np.asarray(totals * np.exp(_normal(share) * spread_))


def forecast_days(
    history: Days,
    targets: Ints,
    closures: frozenset[int] = frozenset(),
    events: Mapping[int, str] | None = None,
    start: Scales | None = None,
) -> SeriesForecast:
    """Forecast the days `targets` (ordinals, ascending, behind the history).

    `closures` are days known to be closed, past and future; missing working days of the
    history are taken for closures too. `events` names special days. `start` are scales
    of an earlier fit, to be refined.
    """
    gaps, holes = closed_days(history)
    notes = [
        f"no records from {date.fromordinal(a)} to {date.fromordinal(b)}: left out"
        for a, b in holes
    ]
    if gaps - closures:
        notes.append(f"no contacts on {listed(sorted(gaps - closures))}: taken for closures")
    if not history.ordinals.size:
        empty = np.zeros((len(targets), history.counts.shape[1]))
        return SeriesForecast(targets, empty, np.zeros(len(targets)), notes=("no history",))
    if history.totals.mean() < FEW_A_DAY:
        notes.append(f"fewer than {FEW_A_DAY:g} contacts a day: weekday means, no calendar")
        return _few(history, targets, tuple(notes))
    recent = history.part(history.ordinals > history.ordinals[-1] - LONGEST_DAYS)
    recent, spikes, doubtful = without_spikes(recent)
    if spikes.any():
        odd = listed(recent.ordinals[spikes.any(axis=1)])
        notes.append(f"single outlying intervals, set to the usual value: {odd}")
    if doubtful.any():
        odd = listed(recent.ordinals[doubtful.any(axis=1)])
        notes.append(
            f"single intervals unlike those of the other day of its kind, left as they are, since "
            f"two do not tell which is right: {odd}"
        )
    return _calendar_forecast(recent, targets, gaps | closures, events, start, notes)


def _calendar_forecast(
    history: Days,
    targets: Ints,
    closed: frozenset[int],
    events: Mapping[int, str] | None,
    start: Scales | None,
    notes: list[str],
) -> SeriesForecast:
    """Fit, set days unlike all others aside and fit again, predict."""
    working = working_weekdays(history)

    def effects(days: Days) -> Effects:
        ordinals = np.concatenate([days.ordinals, targets])
        return effects_of(calendar_of(ordinals, working, closed, events), len(days.ordinals))

    days, terms = history, effects(history)
    scales = fit(terms, *_logs(days), start)
    odd = outliers(terms, scales, *_logs(days))
    if odd.any():
        notes.append(f"unlike all other days, set aside: {listed(days.ordinals[odd])}")
        days = days.part(~odd)
        terms = effects(days)
        scales = fit(terms, *_logs(days), scales)
    found = predict(terms, scales, *_logs(days), days_a_week=max(1, len(working)))
    profile = shares(days, best_half_life(days))
    return SeriesForecast(
        targets,
        spread(np.exp(found.middle), weekday_of(targets), profile),
        found.deviation,
        {name: np.exp(values) for name, values in found.terms.items()},
        (*notes, *terms.left_out, *_unknown_events(events, days, targets)),
        scales,
    )


def _unknown_events(events: Mapping[int, str] | None, days: Days, targets: Ints) -> list[str]:
    """Events of the days asked for that the history has never seen."""
    named = events or {}
    known = {named[day] for day in days.ordinals.tolist() if day in named}
    coming = {named[day] for day in targets.tolist() if day in named}
    return [f"event {name}: none in the history to learn from" for name in sorted(coming - known)]


def _few(history: Days, targets: Ints, notes: tuple[str, ...]) -> SeriesForecast:
    """Weekday means over past weeks, younger ones weighing more, two days of all borrowed."""
    weights = 0.5 ** ((history.ordinals[-1] - history.ordinals) / HALF_LIFE_DAYS)
    every = float(weights @ history.totals / weights.sum())
    sums = np.bincount(history.weekdays, weights * history.totals, minlength=7)
    seen = np.bincount(history.weekdays, weights, minlength=7)
    means = (sums + 2 * every) / (seen + 2)
    weekdays = weekday_of(targets)
    middle = spread(means[weekdays], weekdays, shares(history, best_half_life(history)))
    # what the days differ by beyond chance, as if eight of them had shown the usual
    beyond = np.square(history.totals - means[history.weekdays]) - history.totals
    variance = (float(weights @ beyond) + 8 * (FEW_ERROR * every) ** 2) / (weights.sum() + 8)
    deviation = np.sqrt(np.clip(variance / max(every, 1e-12) ** 2, 0.05**2, 1.0))
    terms = {"level": np.full(len(targets), every), "weekday": means[weekdays] / every}
    return SeriesForecast(targets, middle, np.full(len(targets), deviation), terms, notes)


def _logs(days: Days) -> tuple[Floats, Floats]:
    """Logarithm of each day's contacts, and the variance that chance alone gives it.

    The latter is one over the usual total of the weekday.
    """
    sums = np.bincount(days.weekdays, days.totals, minlength=7)
    seen = np.bincount(days.weekdays, minlength=7)
    usual = (sums / np.maximum(seen, 1))[days.weekdays]
    return np.log(days.totals + 0.5), 1 / np.maximum(usual, 1.0)


def listed(ordinals: Iterable[int], most: int = 6) -> str:
    """Dates in a row, the latest ones where there are many."""
    dates = [str(date.fromordinal(int(day))) for day in ordinals]
    more = len(dates) - most
    return f"{more} more and {', '.join(dates[-most:])}" if more > 0 else ", ".join(dates)


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(share)
