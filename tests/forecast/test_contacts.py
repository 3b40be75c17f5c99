"""Records to the contacts of a horizon: languages, handling times, closures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from scheduler.domain.history import Expected, Observed
from scheduler.forecast.contacts import backtest_contacts, forecast_contacts

MONDAY = date(2024, 1, 1)
NEXT = MONDAY + timedelta(weeks=12)


def records(
    weeks: int = 12, closed: tuple[date, ...] = (), always: bool = False
) -> Iterator[Observed]:
    """Each hour from 8 to 12: 90 English calls of 200 s, 10 Spanish of 300 s (30 at 11:00)."""
    for n in range(7 * weeks):
        day = MONDAY + timedelta(days=n)
        if day in closed and not always:
            continue
        for hour in range(8, 12):
            start = datetime(day.year, day.month, day.day, hour)
            yield Observed(start, "phone", "en", 90, 3, 200)
            yield Observed(start, "phone", "es", 30 if hour == 11 else 10, 1, 300)


def at(found: tuple[Expected, ...], hour: int, language: str, day: date = NEXT) -> Expected:
    start = datetime(day.year, day.month, day.day, hour)
    return next(e for e in found if (e.start, e.language) == (start, language))


def test_volumes_by_language_and_hour() -> None:
    found = forecast_contacts(records(), NEXT, 7).expected
    assert len(found) == 7 * 4 * 2
    assert at(found, 8, "en").volume == pytest.approx(90, rel=0.03)
    assert at(found, 8, "es").volume == pytest.approx(10, rel=0.06)
    assert at(found, 11, "es").volume == pytest.approx(30, rel=0.06)


def test_handling_times_by_language() -> None:
    found = forecast_contacts(records(), NEXT, 7).expected
    assert at(found, 8, "en").aht_s == pytest.approx(200, rel=0.001)
    assert at(found, 8, "es").aht_s == pytest.approx(300, rel=0.001)


def test_only_the_past_counts() -> None:
    # Asked for the third week, the history after it is not seen.
    early = forecast_contacts(records(), MONDAY + timedelta(weeks=2), 7)
    alone = forecast_contacts(records(weeks=2), MONDAY + timedelta(weeks=2), 7)
    assert early.expected == alone.expected


def test_closures_have_no_contacts_where_they_had_none() -> None:
    past, coming = MONDAY + timedelta(days=37), NEXT + timedelta(days=2)
    shut = forecast_contacts(records(closed=(past,)), NEXT, 7, closures=[past, coming])
    assert coming not in {e.start.date() for e in shut.expected}
    going_on = forecast_contacts(records(closed=(past,), always=True), NEXT, 7, closures=[past])
    assert len({e.start.date() for e in going_on.expected}) == 7


def test_planning_for_a_busy_day_raises_every_interval_alike() -> None:
    middle = forecast_contacts(records(), NEXT, 7).expected
    busy = forecast_contacts(records(), NEXT, 7, plan_for=0.9).expected
    ratio = at(busy, 8, "en").volume / at(middle, 8, "en").volume
    assert ratio > 1
    assert at(busy, 11, "es").volume / at(middle, 11, "es").volume == pytest.approx(ratio)


def test_notes_name_the_channel() -> None:
    found = forecast_contacts(records(weeks=5), NEXT, 7)
    assert any(note.startswith("phone: trend") for note in found.notes)


def test_each_channel_is_tested_back() -> None:
    mails = [Observed(datetime(2024, 1, 1, 9), "email", "en", 5, 0, 300)]
    found = backtest_contacts([*records(), *mails])
    assert set(found) == {"phone"}
    assert found["phone"].of("last week").slot_wape == pytest.approx(0)


def test_no_history_at_all() -> None:
    assert forecast_contacts([], NEXT, 7).expected == ()
