"""Records to the contacts of a horizon: languages, handling times, closures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from scheduler.domain.history import Event, Expected, Observed
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


def test_a_language_that_never_comes_at_an_hour_is_not_expected_then() -> None:
    """Nine French calls at 9:00 only, twelve weeks long: some were due at 8:00 and 10:00 too."""
    french = [
        replace(seen, language="fr", offered=9, abandoned=0)
        for seen in records()
        if seen.start.hour == 9 and seen.language == "en"
    ]
    found = forecast_contacts([*records(), *french], NEXT, 7).expected
    assert {e.start.hour for e in found if e.language == "fr" and e.volume} == {9}
    assert at(found, 9, "fr").volume == pytest.approx(9, rel=0.1)
    assert at(found, 8, "en").volume == pytest.approx(90, rel=0.03)


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
    unnamed = forecast_contacts(records(closed=(past,)), NEXT, 7, closures=[coming])
    assert "no contacts on 2024-02-07: taken for closures" in unnamed.notes
    going_on = forecast_contacts(records(closed=(past,), always=True), NEXT, 7, closures=[past])
    assert len({e.start.date() for e in going_on.expected}) == 7


def test_a_closure_never_seen_leaves_out_all_but_work_that_waits() -> None:
    coming = NEXT + timedelta(days=2)
    shut = forecast_contacts(records(), NEXT, 7, closures=[coming])
    assert coming not in {e.start.date() for e in shut.expected}
    waiting = forecast_contacts(records(), NEXT, 7, closures=[coming], waiting=["phone"])
    assert coming in {e.start.date() for e in waiting.expected}


def test_weekdays_closed_lately_are_not_forecast() -> None:
    """Twelve weeks of all days, then twelve without Sundays."""
    later = [
        replace(seen, start=seen.start + timedelta(weeks=12))
        for seen in records()
        if seen.start.weekday() != 6
    ]
    found = forecast_contacts([*records(), *later], NEXT + timedelta(weeks=12), 7)
    assert {e.start.weekday() for e in found.expected} == set(range(6))


def test_events_concern_their_channel() -> None:
    def double(day: date) -> bool:
        return day in {MONDAY + timedelta(days=n) for n in (22, 43)}

    busy = [
        replace(seen, offered=2 * seen.offered) if double(seen.start.date()) else seen
        for seen in records()
    ]
    fair = [
        Event(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n), "fair", "phone")
        for n in (22, 43, 7 * 12 + 1)
    ]
    found = forecast_contacts(busy, NEXT, 7, events=fair)
    tuesday = NEXT + timedelta(days=1)
    assert at(found.expected, 8, "en", tuesday).volume == pytest.approx(180, rel=0.15)
    other = [replace(event, channel="email") for event in fair]
    unmoved = forecast_contacts(busy, NEXT, 7, events=other)
    assert at(unmoved.expected, 8, "en", tuesday).volume == pytest.approx(90, rel=0.1)


def test_an_event_never_seen_is_said() -> None:
    found = forecast_contacts(records(), NEXT, 7, events=[Event(NEXT, NEXT, "eclipse")])
    assert "phone: event eclipse: none in the history to learn from" in found.notes


def test_closures_show_in_the_busiest_channel() -> None:
    """Phones had nothing on a Wednesday, so that few emails then are no wonder."""
    shut = MONDAY + timedelta(days=37)
    mails = [
        Observed(
            datetime(d.year, d.month, d.day, 9), "email", "en", 20 if d == shut else 60, 0, 300
        )
        for n in range(84)
        if (d := MONDAY + timedelta(days=n))
    ]
    found = forecast_contacts([*records(closed=(shut,)), *mails], NEXT, 7)
    assert not any("set aside" in note for note in found.notes)


def test_few_contacts_count_days_without_any() -> None:
    """One call on every other Monday is half a call a Monday."""
    calls = [
        Observed(datetime(2024, 1, 1, 9) + timedelta(weeks=2 * n), "phone", "en", 1, 0, 200)
        for n in range(13)
    ]
    found = forecast_contacts(calls, MONDAY + timedelta(weeks=26), 7, plan_for=0.5)
    assert sum(e.volume for e in found.expected) == pytest.approx(0.5, abs=0.1)


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
