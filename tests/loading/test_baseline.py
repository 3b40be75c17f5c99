"""The mean of the last weeks, by hand."""

from __future__ import annotations

from datetime import date, datetime

from scheduler.domain.history import Expected, Observed
from scheduler.forecast.baseline import mean_of_weeks

FIRST = date(2026, 5, 18)  # a Monday


def seen(day: int, hour: int, offered: float, aht_s: float = 200, language: str = "en") -> Observed:
    start = datetime(2026, 5, day, hour)
    return Observed(start, "phone", language, offered, 0, aht_s)


def test_mean_and_weighted_handling_time() -> None:
    """Mondays 4 and 11 May: (10 + 30) / 2 = 20 calls of (10 x 100 + 30 x 300) / 40 = 250 s."""
    history = [seen(4, 9, 10, 100), seen(11, 9, 30, 300)]
    assert mean_of_weeks(history, FIRST, 1) == (
        Expected(datetime(2026, 5, 18, 9), "phone", "en", 20, 250),
    )


def test_an_interval_without_a_record_counts_as_zero() -> None:
    """At 10:00 only one of two Mondays has calls: 12 / 2 = 6."""
    history = [seen(4, 9, 10), seen(11, 9, 10), seen(11, 10, 12)]
    assert [(e.start.hour, e.volume) for e in mean_of_weeks(history, FIRST, 1)] == [
        (9, 10),
        (10, 6),
    ]


def test_a_day_without_any_record_was_closed_and_does_not_count() -> None:
    """Monday 4 May is missing altogether: 27 April and 11 May are averaged."""
    history = [Observed(datetime(2026, 4, 27, 9), "phone", "en", 10, 0, 200), seen(11, 9, 20)]
    assert [e.volume for e in mean_of_weeks(history, FIRST, 1)] == [15]


def test_only_the_last_weeks_and_nothing_after_the_first_day() -> None:
    history = [seen(4, 9, 100), seen(11, 9, 20), seen(18, 9, 999), seen(25, 9, 999)]
    assert [e.volume for e in mean_of_weeks(history, FIRST, 1, weeks=1)] == [20]


def test_a_language_is_averaged_over_the_days_of_its_channel() -> None:
    """Spanish calls came on one of two Mondays: 4 / 2 = 2."""
    history = [seen(4, 9, 10), seen(11, 9, 10), seen(11, 9, 4, language="es")]
    found = {e.language: e.volume for e in mean_of_weeks(history, FIRST, 1)}
    assert found == {"en": 10, "es": 2}


def test_no_history() -> None:
    assert mean_of_weeks([], FIRST, 7) == ()
