"""The back-test: what it compares, and that the model earns its place."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from scheduler.forecast.backtest import FLOOR, MODEL, backtest
from scheduler.forecast.daily import Days
from tests.forecast.made_series import MONDAY, made_up


def test_origins_are_the_last_mondays() -> None:
    found = backtest(made_up(16), origins=12)
    assert len(found.origins) == 12
    assert found.origins[-1] == MONDAY + timedelta(weeks=15)
    assert {day.weekday() for day in found.origins} == {0}
    assert found.days == 60


def test_baselines_by_hand() -> None:
    # One contact-hour, Mondays only: 10, 20, 30, 40, 50, 60, 70, 90. The last origin forecasts
    # 90: last week says 70 (22.2 % off), mean of six (20+...+70)/6 = 45 (50 %), median 45.
    ordinals = np.array([(MONDAY + timedelta(weeks=w)).toordinal() for w in range(8)])
    counts = np.array([[10.0], [20], [30], [40], [50], [60], [70], [90]])
    found = backtest(Days(ordinals, counts), origins=1)
    assert found.of("last week").slot_wape == pytest.approx(100 * 20 / 90)
    assert found.of("mean of six weeks").slot_wape == pytest.approx(50)
    assert found.of("median of six weeks").slot_wape == pytest.approx(50)
    assert found.of("last week").day_wape == pytest.approx(100 * 20 / 90)


def test_the_noise_floor_is_chance_alone() -> None:
    # Poisson of mean 1: E|X - 1| = 2/e = 73.6 %. A history of ones for 30 weeks.
    ordinals = np.arange(MONDAY.toordinal(), MONDAY.toordinal() + 210)
    found = backtest(Days(ordinals, np.ones((210, 20))), origins=4)
    assert found.of(FLOOR).slot_wape == pytest.approx(100 * 2 / np.e, rel=0.02)
    # a day of 20: 2 e^-20 20^21 / 20! / 20 = 17.8 %
    assert found.of(FLOOR).day_wape == pytest.approx(17.77, rel=0.02)


def test_nothing_after_an_origin_is_used() -> None:
    days = made_up(20, error=0.05)
    changed = days.counts.copy()
    changed[-5:] *= 3
    before, after = backtest(days, 3), backtest(Days(days.ordinals, changed), 3)
    # the weeks before the last are forecast alike, so that only the last week's error differs
    assert before.origins == after.origins
    alone = backtest(days.part(np.arange(len(days.ordinals)) < 95), 2)
    assert alone.of("mean of six weeks").slot_wape > 0
    assert after.of(MODEL).day_wape > 30 > before.of(MODEL).day_wape


@pytest.mark.parametrize("seed", [1, 2])
def test_it_beats_the_baselines_where_the_calendar_speaks(seed: int) -> None:
    closed = [date(2024, 2, 1), date(2024, 3, 14), date(2024, 5, 2), date(2024, 6, 20)]
    after = {d + timedelta(days=1) for d in closed}

    def factor(day: date) -> float:
        month = 1.15 if day.day <= 3 or day.day >= 29 else 1.0
        return month * (1.3 if day in after else 1.0)

    found = backtest(made_up(30, factor=factor, closed=closed, error=0.03, seed=seed))
    model = found.of(MODEL)
    for name in ("last week", "mean of six weeks", "median of six weeks"):
        assert model.slot_wape < found.of(name).slot_wape
        assert model.day_wape < found.of(name).day_wape
    assert model.slot_wape > found.of(FLOOR).slot_wape


def test_it_does_no_harm_where_there_is_nothing_to_learn() -> None:
    found = backtest(made_up(30, error=0.05, seed=3))
    assert found.of(MODEL).slot_wape < 1.03 * found.of("mean of six weeks").slot_wape


def test_quantiles_cover_what_they_promise() -> None:
    # 3 series x 60 days: p90 within 85 to 95 %.
    shares = [backtest(made_up(30, error=0.06, seed=s)).coverage[0.9] for s in range(3)]
    assert 0.85 <= float(np.mean(shares)) <= 0.95


def test_a_history_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="two weeks"):
        backtest(made_up(1))
