"""The calendar model and the median of the last weeks, each with the weight it has earned.

Simple averages and a model err differently, and what lies between them often errs less than
either (Bates & Granger, "The combination of forecasts", Operational Research Quarterly 20,
1969). The model's weight is the one that would have been best over the last weeks, each
forecast from the days before it, drawn to a usual weight as if two more weeks had shown that
(Clemen, "Combining forecasts", International Journal of Forecasting 5, 1989, on why weights
need it).
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace

import numpy as np

from scheduler.forecast.daily import Days, Floats, Ints, closed_days, weekday_of
from scheduler.forecast.series import FEW_A_DAY, SeriesForecast, forecast_days

WEEKS = 6  # whose median of a weekday is the simple forecast
JUDGED = 4  # weeks over which the weight is earned
USUAL_WEIGHT, USUAL_WEEKS = 0.85, 2.0
AVERAGE = "average"
OWN_TERMS = ("beside", "event")  # of single days, which a median of other days does not know


@dataclass(frozen=True)
class JudgedWeek:
    """A past week [days, slots] with what the model and the simple forecast said before it."""

    actual: Floats
    model: Floats
    simple: Floats


Memory = MutableMapping[int, JudgedWeek]


def combined_forecast(
    history: Days,
    targets: Ints,
    closures: frozenset[int] = frozenset(),
    events: Mapping[int, str] | None = None,
    memory: Memory | None = None,
    found: SeriesForecast | None = None,
) -> SeriesForecast:
    """`forecast_days` drawn to the median of the last weeks as far as that has been better.

    `memory` holds weeks judged already, by their first day, and keeps those judged now;
    `found` is the model's forecast where it is known.
    """
    found = found or forecast_days(history, targets, closures, events)
    if not history.ordinals.size or history.totals.mean() < FEW_A_DAY or not len(targets):
        return found
    memory = {} if memory is None else memory
    for start in _mondays(history):
        if start not in memory:
            judged = _judged(history, start, closures, events, found)
            if judged is not None:
                memory[start] = judged
    weeks = [memory[start] for start in _mondays(history) if start in memory]
    weight = earned_weight(weeks)
    return _between(found, simple_forecast(history, found), weight)


def simple_forecast(history: Days, found: SeriesForecast) -> Floats:
    """The median of the last weeks of each weekday, times what the model knows of the day."""
    rows = []
    for weekday in weekday_of(found.ordinals).tolist():
        same = history.counts[history.weekdays == weekday][-WEEKS:]
        rows.append(np.median(same, axis=0) if len(same) else np.full(same.shape[1], np.nan))
    simple = np.array(rows).reshape(found.middle.shape)
    own = np.ones(len(found.ordinals))
    for name in OWN_TERMS:
        own = own * found.terms.get(name, np.ones_like(own))
    return np.asarray(np.where(np.isnan(simple), found.middle, simple * own[:, None]))


def earned_weight(weeks: list[JudgedWeek]) -> float:
    """The model's weight, 0 to 1: least squares over these weeks, drawn to the usual weight."""
    apart, gained, prior = 0.0, 0.0, 0.0
    for week in weeks:
        difference = week.model - week.simple
        variance = np.maximum(week.simple + week.model, 1.0) / 2
        size = float((difference**2 / variance).sum())
        apart += size
        gained += float((difference * (week.actual - week.simple) / variance).sum())
        prior += size / len(weeks)
    if apart <= 0:
        return USUAL_WEIGHT
    weight = (gained + USUAL_WEEKS * prior * USUAL_WEIGHT) / (apart + USUAL_WEEKS * prior)
    return float(np.clip(weight, 0.0, 1.0))


def _between(found: SeriesForecast, simple: Floats, weight: float) -> SeriesForecast:
    """The weighted mean; a term says by what factor it moves the day."""
    middle = weight * found.middle + (1 - weight) * simple
    before, after = found.middle.sum(axis=1), middle.sum(axis=1)
    factor = np.where(before > 0, after / np.where(before > 0, before, 1.0), 1.0)
    return replace(found, middle=middle, terms={**found.terms, AVERAGE: factor})


def _mondays(history: Days) -> list[int]:
    """First days of the last whole weeks that have two weeks of history before them."""
    last = int(history.ordinals[-1]) + 1
    latest = last - 7 - int(weekday_of(np.array([last]))[0])
    starts = [latest - 7 * back for back in range(JUDGED)]
    return [start for start in starts if start - 14 >= history.ordinals[0]]


def _judged(
    history: Days,
    start: int,
    closures: frozenset[int],
    events: Mapping[int, str] | None,
    known: SeriesForecast,
) -> JudgedWeek | None:
    """The week from `start` on as it would have been forecast; None without a day of it."""
    week = history.part((history.ordinals >= start) & (history.ordinals < start + 7))
    if not week.ordinals.size:
        return None
    before = history.part(history.ordinals < start)
    closed = closures | closed_days(history)[0]
    found = forecast_days(before, week.ordinals, closed, events, known.scales)
    return JudgedWeek(week.counts, found.middle, simple_forecast(before, found))
