"""Accuracy of past forecasts: rolling origins, compared with simple baselines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from scheduler.forecast.combination import Memory, combined_forecast
from scheduler.forecast.daily import Days, Floats, closed_days
from scheduler.forecast.day_model import Scales
from scheduler.forecast.series import forecast_days

COMBINED = "forecast"  # what a run plans for
MODEL = "calendar model"
FLOOR = "noise floor"
QUANTILES = (0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True)
class Accuracy:
    """Weighted absolute percentage error by slot and by day, in percent."""

    name: str
    slot_wape: float
    day_wape: float


@dataclass(frozen=True)
class Backtest:
    """Accuracy of the forecast, the model in it, each baseline and chance alone (noise floor).

    `coverage[q]` is the share of days that stayed at or below the forecast's quantile q.
    """

    origins: tuple[date, ...]
    days: int
    table: tuple[Accuracy, ...]
    coverage: Mapping[float, float]
    notes: tuple[str, ...]

    def of(self, name: str) -> Accuracy:
        return next(row for row in self.table if row.name == name)


def backtest(
    history: Days,
    origins: int = 12,
    closures: frozenset[int] = frozenset(),
    events: Mapping[int, str] | None = None,
) -> Backtest:
    """Forecast each of the last `origins` weeks from the days before it alone.

    Weeks begin on the weekday of the last whole week's Monday; days closed in a week are
    known to the forecast, as a centre knows its closures. Raises ValueError for a
    history shorter than two weeks.
    """
    starts = _origins(history, origins)
    if not starts:
        raise ValueError("a back-test needs at least two weeks of history")
    closed = closures | closed_days(history)[0]
    seen: list[Floats] = []
    made: dict[str, list[Floats]] = {name: [] for name in (COMBINED, MODEL, *BASELINES)}
    bounds: dict[float, list[Floats]] = {q: [] for q in QUANTILES}
    scales: Scales | None = None
    memory: Memory = {}
    notes: tuple[str, ...] = ()
    for start in starts:
        before = history.part(history.ordinals < start)
        week = history.part((history.ordinals >= start) & (history.ordinals < start + 7))
        found = forecast_days(before, week.ordinals, closed, events, scales)
        scales, notes = found.scales, found.notes
        seen.append(week.counts)
        together = combined_forecast(before, week.ordinals, closed, events, memory, found)
        made[COMBINED].append(together.middle)
        made[MODEL].append(found.middle)
        for name, combine in BASELINES.items():
            made[name].append(_alike(before, week, combine))
        for q in QUANTILES:
            bounds[q].append(together.day_quantile(q))
    actual = np.concatenate(seen)
    table = [_accuracy(name, np.concatenate(weeks), actual) for name, weeks in made.items()]
    totals = actual.sum(axis=1)
    return Backtest(
        origins=tuple(date.fromordinal(start) for start in starts),
        days=len(actual),
        table=(*table, _floor(np.concatenate(made[MODEL]))),
        coverage={q: float(np.mean(totals <= np.concatenate(bounds[q]))) for q in QUANTILES},
        notes=notes,
    )


def _origins(history: Days, count: int) -> list[int]:
    """Mondays of the last weeks that have records, with a week of history before them."""
    if not history.ordinals.size:
        return []
    mondays = np.unique(history.ordinals - history.weekdays)
    early = history.ordinals[0] + 7
    return [int(monday) for monday in mondays if monday >= early][-count:]


def _alike(before: Days, week: Days, combine: Callable[[Floats], Floats]) -> Floats:
    """Each day from the last days of its weekday; zeros where there are none."""
    rows = []
    for weekday in week.weekdays.tolist():
        same = before.counts[before.weekdays == weekday]
        rows.append(combine(same) if len(same) else np.zeros(before.counts.shape[1]))
    return np.array(rows)


def _last_week(days: Floats) -> Floats:
    return np.asarray(days[-1])


def _mean_of_six(days: Floats) -> Floats:
    return np.asarray(np.mean(days[-6:], axis=0))


def _median_of_six(days: Floats) -> Floats:
    return np.asarray(np.median(days[-6:], axis=0))


BASELINES: Mapping[str, Callable[[Floats], Floats]] = {
    "last week": _last_week,
    "mean of six weeks": _mean_of_six,
    "median of six weeks": _median_of_six,
}


def _accuracy(name: str, expected: Floats, actual: Floats) -> Accuracy:
    total = actual.sum()
    by_slot = np.abs(expected - actual).sum() / total
    by_day = np.abs(expected.sum(axis=1) - actual.sum(axis=1)).sum() / total
    return Accuracy(name, float(100 * by_slot), float(100 * by_day))


def _floor(expected: Floats) -> Accuracy:
    """Error of a perfect forecast: the mean absolute deviation of Poisson counts."""
    total = expected.sum()
    by_slot = _poisson_deviation(expected).sum() / total
    by_day = _poisson_deviation(expected.sum(axis=1)).sum() / total
    return Accuracy(FLOOR, float(100 * by_slot), float(100 * by_day))


def _poisson_deviation(mean: Floats) -> Floats:
    """E|X - m| = 2 m P(X = floor(m)) (de Moivre); the normal limit for large m."""
    whole = np.floor(np.minimum(mean, 100.0)).astype(np.int64)
    small = np.maximum(np.minimum(mean, 100.0), 1e-300)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 101)))])
    exact = 2 * small * np.exp(whole * np.log(small) - small - factorials[whole])
    return np.where(mean < 100, exact, np.sqrt(2 * mean / np.pi))
