"""The day's contacts as a log-linear model of the calendar, in random effects.

log(contacts of a day) = level + trend + weekday + season + days beside closures
                         + position in the month + named event + error

Every term is a Gaussian effect with its own covariance between days: the level walks at
random from week to week, the season and the position in the month are smooth and
periodic, the others are the same wherever they return. Terms and forecasts are then
best linear predictions (Robinson, "That BLUP is a good thing", Statistical Science 6,
1991), and the terms' scales are those most likely given the history (Rasmussen &
Williams, Gaussian Processes for Machine Learning, 2006, ch. 2 and 5), drawn gently to
usual values, so that short histories stay sensible. What the history cannot show is left
out and said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.forecast.daily import DayCalendar, Floats, Ints
from scheduler.forecast.linear import forward, root_of

# Usual scales of log contacts, to which the fit is drawn with a factor e as one deviation.
USUAL = {"level": 0.015, "season": 0.08, "beside": 0.08, "month": 0.04, "event": 0.15}
USUAL_ERROR = 0.05
# Scales that are not fitted: a flat start, weekdays apart by any factor, trend per year.
FLAT, WEEKDAY, TREND = 2.0, 1.0, 0.2
MONTH_SHARPNESS = (0.35, 0.5, 0.7, 1.0)
SEASON_SHARPNESS = 0.8
LONGEST_DAYS = 800  # of history that enter the model
FITTED_DAYS = 400  # of these, the latest, to which the scales are fitted
WEEKS_JUDGED = 8
UNSURE_WEEKS = 3.0
OUTLIER = 5.0  # deviations from what all other days say


@dataclass(frozen=True)
class Effects:
    """Covariance of each term between all days asked for: matrices [days, days].

    `plain` are the terms whose scale is not fitted and `fixed` is their sum; `fitted` have
    scale 1.
    """

    plain: dict[str, Floats]
    fixed: Floats
    fitted: dict[str, Floats]
    month: tuple[Floats, ...]  # one for each sharpness
    names: tuple[str, ...]
    left_out: tuple[str, ...]

    def total(self, scales: Scales, days: slice) -> Floats:
        result = self.fixed[days, days].copy()
        for name, part in self.fitted.items():
            result += scales.by_name[name] ** 2 * part[days, days]
        if self.month:
            result += scales.by_name["month"] ** 2 * self.month[scales.sharpness][days, days]
        return result


@dataclass(frozen=True)
class Scales:
    """Standard deviations of the terms and of the error, in log contacts."""

    by_name: dict[str, float]
    error: float
    sharpness: int = 2

    def times(self, name: str, factor: float) -> Scales:
        if name == "error":
            return Scales(self.by_name, self.error * factor, self.sharpness)
        changed = {**self.by_name, name: self.by_name[name] * factor}
        return Scales(changed, self.error, self.sharpness)


def effects_of(calendar: DayCalendar, known: int) -> Effects:
    """Covariances over the history (the first `known` days) and the days asked for.

    A term that the history is too short to show is left out, with the reason.
    """
    days, past = calendar.ordinals, slice(0, known)
    weeks = (int(days[known - 1]) - int(days[0]) + 1) / 7
    since = (days - days[0]).astype(np.float64)
    plain = {"flat": np.full((len(days), len(days)), FLAT**2)}
    plain["weekday"] = WEEKDAY**2 * _same(calendar.weekdays)
    fitted = {"level": np.minimum(since[:, None], since[None, :]) / 7}
    left_out = []
    if weeks >= 26:
        plain["trend"] = TREND**2 * np.outer(since / 365.25, since / 365.25)
    else:
        left_out.append(f"trend: needs 26 weeks of history, has {int(weeks)}")
    if weeks >= 40:
        fitted["season"] = _periodic(calendar.year, SEASON_SHARPNESS)
    else:
        left_out.append(f"yearly season: needs 40 weeks of history, has {int(weeks)}")
    if calendar.beside[past].any():
        fitted["beside"] = calendar.beside @ calendar.beside.T
    elif calendar.beside.any():
        left_out.append("days next to closures: no closure in the history to learn from")
    if (calendar.event[past] >= 0).any():
        fitted["event"] = _same(calendar.event) * (calendar.event >= 0)
    month: tuple[Floats, ...] = ()
    if weeks >= 8:
        month = tuple(_periodic(calendar.month, sharp) for sharp in MONTH_SHARPNESS)
    else:
        left_out.append(f"position in the month: needs 8 weeks of history, has {int(weeks)}")
    names = (*fitted, *(("month",) if month else ()))
    fixed = np.asarray(sum(plain.values()))
    return Effects(plain, fixed, fitted, month, names, tuple(left_out))


def usual(effects: Effects) -> Scales:
    return Scales({name: USUAL[name] for name in effects.names}, USUAL_ERROR)


def fit(effects: Effects, logs: Floats, noise: Floats, start: Scales | None = None) -> Scales:
    """Most likely scales for the history `logs`, by search along one scale after another.

    `noise[d]` is the variance that counting alone gives. With a `start`, such as the fit
    of a week before, it is only refined.
    """
    fresh = start is None or set(start.by_name) != set(usual(effects).by_name)
    steps: tuple[float, ...] = (2.0, 1.4, 1.2)
    found = usual(effects)
    if start is not None and not fresh:
        found, steps = start, (1.3,)
    best = _cost(effects, found, logs, noise)
    for step in steps:
        for name in (*found.by_name, "error"):
            for factor in (step, 1 / step):
                while True:
                    trial = found.times(name, factor)
                    cost = _cost(effects, trial, logs, noise)
                    if cost > best - 1e-6:
                        break
                    found, best = trial, cost
        for sharpness in range(len(effects.month) if fresh else 0):
            trial = Scales(found.by_name, found.error, sharpness)
            if (cost := _cost(effects, trial, logs, noise)) < best - 1e-6:
                found, best = trial, cost
    return found


@dataclass(frozen=True)
class DayForecast:
    """Log contacts of the days asked for: middle and deviation, and what each term adds.

    The terms sum to the middle. Weekday, trend, season and month are counted from their
    mean over the history, which is in the level.
    """

    middle: Floats
    deviation: Floats
    terms: dict[str, Floats]


def predict(
    effects: Effects, scales: Scales, logs: Floats, noise: Floats, days_a_week: int = 7
) -> DayForecast:
    """Best linear prediction of the days behind the history, one error included.

    The deviation is corrected by how far off forecasts a week ahead were lately.
    """
    known = len(logs)
    past, all_days = slice(0, known), slice(0, len(effects.fixed))
    whole = effects.total(scales, all_days)
    middle = float(np.mean(logs))
    root = root_of(whole[past, past] + np.diag(noise + scales.error**2))
    innovations = forward(root, (logs - middle)[:, None])
    later = forward(root, np.ascontiguousarray(whole[past, known:]))
    variance = np.diag(whole[known:, known:]) - np.square(later).sum(axis=0)
    deviation = np.sqrt(np.maximum(variance, 0.0) + scales.error**2)
    terms = _terms(effects, scales, known, _backward(root, innovations[:, 0]))
    terms["level"] += middle
    scale = _lately(root, innovations[:, 0], days_a_week)
    return DayForecast(middle + later.T @ innovations[:, 0], scale * deviation, terms)


def _terms(effects: Effects, scales: Scales, known: int, weights: Floats) -> dict[str, Floats]:
    """Best linear prediction of each term over the days asked for."""
    parts = dict(effects.plain)
    for name, part in effects.fitted.items():
        parts[name] = scales.by_name[name] ** 2 * part
    if effects.month:
        parts["month"] = scales.by_name["month"] ** 2 * effects.month[scales.sharpness]
    terms = {name: part[known:, :known] @ weights for name, part in parts.items()}
    terms["level"] += terms.pop("flat")
    for name in ("weekday", "trend", "season", "month"):
        if name in terms:
            usual_value = float(np.mean(parts[name][:known, :known] @ weights))
            terms[name] -= usual_value
            terms["level"] += usual_value
    return terms


def outliers(effects: Effects, scales: Scales, logs: Floats, noise: Floats) -> NDArray[np.bool_]:
    """Days far from what all other days say of them (leave one out, in closed form)."""
    past = slice(0, len(logs))
    root = root_of(effects.total(scales, past) + np.diag(noise + scales.error**2))
    inverse = forward(root, np.eye(len(logs)))
    precision = np.square(inverse).sum(axis=0)  # diagonal of the covariance's inverse
    weights = inverse.T @ (inverse @ (logs - np.mean(logs)))
    return np.asarray(np.abs(weights / np.sqrt(precision)) > OUTLIER)


def _cost(effects: Effects, scales: Scales, logs: Floats, noise: Floats) -> float:
    """Minus log of posterior density, but for a constant."""
    past = slice(max(0, len(logs) - FITTED_DAYS), len(logs))
    logs, noise = logs[past], noise[past]
    covariance = effects.total(scales, past)
    covariance[np.diag_indices_from(covariance)] += noise + scales.error**2
    root = root_of(covariance)
    innovations = forward(root, (logs - np.mean(logs))[:, None])
    away = [np.log(scales.by_name[name] / USUAL[name]) for name in scales.by_name]
    away.append(np.log(scales.error / USUAL_ERROR))
    fitting = 0.5 * float(np.square(innovations).sum()) + float(np.log(np.diag(root)).sum())
    return fitting + 0.5 * float(np.square(away).sum())


def _backward(root: Floats, values: Floats) -> Floats:
    """R^-T values, by forward substitution in the reverse order."""
    turned = np.ascontiguousarray(root.T[::-1, ::-1])
    return np.asarray(forward(turned, values[::-1, None].copy())[::-1, 0])


def _lately(root: Floats, innovations: Floats, days_a_week: int) -> float:
    """Error a week ahead over the last two months, as a multiple of what was expected.

    The root of the covariance, in the order of time, holds every forecast from the days
    before it: for a block of days the errors are (root's block) x (its innovations).
    """
    squares = []
    days = len(innovations)
    first = max(days_a_week, days - WEEKS_JUDGED * days_a_week)
    for end in range(days, first, -days_a_week):
        week = slice(end - days_a_week, end)
        block = root[week, week]
        squares.append(np.mean((block @ innovations[week]) ** 2 / np.sum(block**2, axis=1)))
    # As if two more weeks had been as expected; a few weeks hardly show how far off one can be.
    weeks = days / days_a_week
    unsure = 1 + (UNSURE_WEEKS / weeks) ** 2
    return float(np.sqrt(unsure * (np.sum(squares) + 2) / (len(squares) + 2)))


def _same(labels: Ints) -> Floats:
    return np.asarray(labels[:, None] == labels[None, :], dtype=np.float64)


def _periodic(phase: Floats, sharpness: float) -> Floats:
    """Smooth effect of a phase in turns (Rasmussen & Williams, eq. 4.31)."""
    turn = np.sin(np.pi * (phase[:, None] - phase[None, :]))
    return np.exp(-2 * turn**2 / sharpness**2)
