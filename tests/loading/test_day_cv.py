"""How much days differ in a simulation: as set, as the forecast is wrong, or as assumed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from scheduler.forecast import forecast
from scheduler.forecast.contacts import ContactForecast
from scheduler.forecast.series import SeriesForecast
from scheduler.loading import load
from scheduler.verification.draws import day_cv_of
from tests.small_centres import MONDAY, SETTINGS, write_centre

SET = SETTINGS + "\n[simulation]\nday_cv = 0.12\n"


def history(deviation: float, weeks: int = 30) -> str:
    """Mondays to Fridays, about 3,600 calls a day; days differ by a random factor."""
    random = np.random.default_rng(5)
    rows = ["start, channel, language, offered, abandoned, aht_s"]
    for n in range(-7 * weeks, 0):
        day, factor = MONDAY + timedelta(days=n), float(np.exp(random.normal(0, deviation)))
        if day.weekday() < 5:
            rows += [
                f"{day}T{hour:02}:00, phone, en, {round(400 * factor)}, 0, 200"
                for hour in range(8, 17)
            ]
    return "\n".join(rows)


def known(folder: Path, **files: str | None) -> tuple[float, str]:
    scenario = load(write_centre(folder, **files))
    return day_cv_of(scenario, forecast(scenario).day_cv)


def test_a_week_that_is_given_has_the_assumed_deviation(tmp_path: Path) -> None:
    found = known(tmp_path)
    assert found == (0.05, "assumed")


def test_what_is_set_comes_first(tmp_path: Path) -> None:
    found = known(tmp_path / "given", settings=SET)
    assert found == (0.12, "settings")
    found = known(tmp_path / "past", settings=SET, forecast=None, history=history(0.03, 4))
    assert found == (0.12, "settings")


def test_a_forecast_knows_how_wrong_it_is(tmp_path: Path) -> None:
    day_cv, known_from = known(tmp_path, forecast=None, history=history(0.10))
    assert known_from == "forecast"
    assert 0.07 < day_cv < 0.15


def test_the_busiest_channel_counts() -> None:
    # exp of a normal of deviation s has the coefficient of variation sqrt(exp(s^2) - 1):
    # .100250 for .1 and .202017 for .2, .151134 on average.
    days = np.array([1, 2])
    busy = SeriesForecast(days, np.full((2, 4), 100.0), np.array([0.1, 0.2]))
    quiet = SeriesForecast(days, np.full((2, 4), 1.0), np.array([0.5, 0.5]))
    found = ContactForecast((), {"desk": quiet, "phone": busy}, ())
    assert found.day_cv == pytest.approx(0.151134, abs=1e-6)
    assert ContactForecast((), {}, ()).day_cv is None
    shut = SeriesForecast(days[:0], np.zeros((0, 4)), np.zeros(0))
    assert ContactForecast((), {"phone": shut}, ()).day_cv is None
