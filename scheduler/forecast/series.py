"""One series of contacts forecast: the day from the calendar, its slots from the profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import NormalDist

import numpy as np

from scheduler.forecast.days import (
    Days,
    Floats,
    Ints,
    calendar_of,
    closed_days,
    weekday_of,
    working_weekdays,
)
from scheduler.forecast.model import (
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
HALF_LIFE_DAYS = 56.0


@dataclass(frozen=True)
class SeriesForecast:
    """Contacts expected: `middle[day, slot]`, as likely too high as too low.

    `deviation[day]` is the standard deviation of the day's logarithm (the rate's error;
    chance within the day comes on top). `terms` are factors by which each part of the
    calendar moves the day; `notes` say what was left out or set aside.
    """

    ordinals: Ints
    middle: Floats
    deviation: Floats
    terms: Mapping[str, Floats] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scales: Scales | None = None

    def quantile(self, share: float) -> Floats:
        """Contacts [days, slots] that a share of days stays below."""
        return np.asarray(self.middle * np.exp(_normal(share) * self.deviation)[:, None])

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
    if not history.ordinals.size:
        empty = np.zeros((len(targets), history.counts.shape[1]))
        return SeriesForecast(targets, empty, np.zeros(len(targets)), notes=("no history",))
    if history.totals.mean() < FEW_A_DAY:
        notes.append(f"fewer than {FEW_A_DAY:g} contacts a day: weekday means, no calendar")
        return _few(history, targets, tuple(notes))
    recent = history.part(history.ordinals > history.ordinals[-1] - LONGEST_DAYS)
    recent, spikes = without_spikes(recent)
    if spikes.any():
        odd = _listed(recent.ordinals[spikes.any(axis=1)])
        notes.append(f"single intervals far off, set to what is usual: {odd}")
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
        notes.append(f"unlike all other days, set aside: {_listed(days.ordinals[odd])}")
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
        (*notes, *terms.left_out),
        scales,
    )


def _few(history: Days, targets: Ints, notes: tuple[str, ...]) -> SeriesForecast:
    """Weekday means over past weeks, younger ones weighing more, two days of all borrowed."""
    weights = 0.5 ** ((history.ordinals[-1] - history.ordinals) / HALF_LIFE_DAYS)
    every = float(weights @ history.totals / weights.sum())
    sums = np.bincount(history.weekdays, weights * history.totals, minlength=7)
    seen = np.bincount(history.weekdays, weights, minlength=7)
    means = (sums + 2 * every) / (seen + 2)
    weekdays = weekday_of(targets)
    middle = spread(means[weekdays], weekdays, shares(history, best_half_life(history)))
    return SeriesForecast(targets, middle, np.full(len(targets), 0.15), notes=notes)


def _logs(days: Days) -> tuple[Floats, Floats]:
    """Logarithm of each day's contacts, and the variance that chance alone gives it.

    The latter is one over the usual total of the weekday.
    """
    sums = np.bincount(days.weekdays, days.totals, minlength=7)
    seen = np.bincount(days.weekdays, minlength=7)
    usual = (sums / np.maximum(seen, 1))[days.weekdays]
    return np.log(days.totals + 0.5), 1 / np.maximum(usual, 1.0)


def _listed(ordinals: Ints, most: int = 6) -> str:
    """Dates in a row, the latest ones where there are many."""
    dates = [str(date.fromordinal(day)) for day in ordinals.tolist()]
    more = len(dates) - most
    return f"{more} more and {', '.join(dates[-most:])}" if more > 0 else ", ".join(dates)


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(share)
