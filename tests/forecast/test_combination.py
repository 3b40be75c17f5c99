"""The weight between the calendar model and the median of the last weeks."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.forecast.backtest import COMBINED, MODEL, backtest
from scheduler.forecast.combination import (
    AVERAGE,
    USUAL_WEEKS,
    USUAL_WEIGHT,
    JudgedWeek,
    combined_forecast,
    earned_weight,
    simple_forecast,
)
from scheduler.forecast.daily import Days
from scheduler.forecast.series import forecast_days

FIRST = 739_500  # a Monday
WEEKDAY = np.array([1.3, 1.2, 1.1, 1.0, 1.0, 0.6, 0.5])


def week(actual: float, model: float, simple: float) -> JudgedWeek:
    return JudgedWeek(*(np.full((7, 4), value) for value in (actual, model, simple)))


def test_the_weight_that_would_have_been_best_drawn_to_the_usual() -> None:
    # Best is where model w + simple (1 - w) meets what came: 1, 0 and a half. As if two weeks
    # had shown the usual weight: (4 best + 2 usual) / 6.
    for actual, best in ((110.0, 1.0), (90.0, 0.0), (100.0, 0.5)):
        weeks = [week(actual, 110.0, 90.0)] * 4
        expected = (4 * best + USUAL_WEEKS * USUAL_WEIGHT) / (4 + USUAL_WEEKS)
        assert earned_weight(weeks) == pytest.approx(expected)
    assert earned_weight([week(500.0, 110.0, 90.0)] * 4) == 1.0
    assert earned_weight([]) == USUAL_WEIGHT
    assert earned_weight([week(100.0, 90.0, 90.0)]) == USUAL_WEIGHT


def series(weeks: int = 20, seed: int = 4) -> Days:
    """Noisy days about a flat level: a median of six weeks is nearly as good as any model."""
    random = np.random.default_rng(seed)
    ordinals = np.arange(FIRST, FIRST + 7 * weeks)
    level = np.exp(random.normal(0, 0.1, len(ordinals)))
    profile = np.full(24, 1 / 24)
    rates = 400 * level[:, None] * WEEKDAY[(ordinals - 1) % 7][:, None] * profile
    return Days(ordinals, random.poisson(rates).astype(float))


def test_the_forecast_lies_between_the_two() -> None:
    days = series()
    targets = np.arange(days.ordinals[-1] + 1, days.ordinals[-1] + 8)
    model = forecast_days(days, targets)
    simple = simple_forecast(days, model)
    found = combined_forecast(days, targets)
    low, high = np.minimum(model.middle, simple), np.maximum(model.middle, simple)
    assert ((low - 1e-9 <= found.middle) & (found.middle <= high + 1e-9)).all()
    # The terms of a day still multiply to its contacts.
    product = np.prod(list(found.terms.values()), axis=0)
    assert product == pytest.approx(found.middle.sum(axis=1), rel=1e-6)
    assert AVERAGE in found.terms
    assert (found.deviation == model.deviation).all()


def test_a_day_beside_a_closure_keeps_what_the_model_knows_of_it() -> None:
    days = series()
    targets = np.array([int(days.ordinals[-1]) + 1])
    model = forecast_days(days, targets)
    plain = simple_forecast(days, model)
    model.terms["beside"] = np.array([1.5])  # type: ignore[index]
    assert simple_forecast(days, model) == pytest.approx(1.5 * plain)


def test_few_contacts_have_no_model_to_weigh() -> None:
    ordinals = np.arange(FIRST, FIRST + 70)
    days = Days(ordinals, np.random.default_rng(1).poisson(0.1, (70, 24)).astype(float) + 0.01)
    targets = np.arange(ordinals[-1] + 1, ordinals[-1] + 8)
    assert AVERAGE not in combined_forecast(days, targets).terms


def test_where_the_level_is_steady_it_is_no_worse_than_the_model() -> None:
    found = backtest(series(), 6)
    assert found.of(COMBINED).day_wape <= found.of(MODEL).day_wape + 0.15
