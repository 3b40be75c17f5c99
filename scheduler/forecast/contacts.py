"""History records to the contacts of a horizon: volume, languages and handling time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from scheduler.domain.history import Expected, Observed
from scheduler.forecast.backtest import Backtest, backtest
from scheduler.forecast.days import Days, Floats, closed_days, weekday_of
from scheduler.forecast.series import SeriesForecast, forecast_days

# Contacts' worth of the overall value that a slot or weekday borrows, and half-lives.
BORROWED_SHARE, SHARE_HALF_LIFE_WEEKS = 50.0, 20.0
BORROWED_AHT, AHT_HALF_LIFE_WEEKS = 30.0, 8.0


@dataclass(frozen=True)
class ContactForecast:
    """Contacts of the horizon, the forecast behind each channel, and what is to be known."""

    expected: tuple[Expected, ...]
    channels: Mapping[str, SeriesForecast]
    notes: tuple[str, ...]


def forecast_contacts(
    history: Iterable[Observed],
    first_day: date,
    days: int,
    interval_minutes: int = 60,
    closures: Iterable[date] = (),
    events: Mapping[date, str] | None = None,
    plan_for: float = 0.5,
) -> ContactForecast:
    """Forecast every channel from its records before `first_day`.

    A channel's total comes from the calendar, its languages from their shares by weekday
    and slot, handling time from the slot's mean. `plan_for` is the share of days whose
    rate stays below the volumes given (0.5: the middle). Closures are left out for
    channels whose past closures are without contacts.
    """
    records = [seen for seen in history if seen.start.date() < first_day]
    horizon = np.arange(first_day.toordinal(), first_day.toordinal() + days, dtype=np.int64)
    closed = frozenset(day.toordinal() for day in closures)
    named = {day.toordinal(): name for day, name in (events or {}).items()}
    expected: list[Expected] = []
    channels: dict[str, SeriesForecast] = {}
    notes: list[str] = []
    for channel in sorted({seen.channel for seen in records}):
        own = [seen for seen in records if seen.channel == channel]
        past = Days.of(((seen.start, seen.offered) for seen in own), interval_minutes)
        worked = np.isin(weekday_of(horizon), past.weekdays)
        shut = closed if _closes(past, closed) else frozenset()
        targets = horizon[worked & ~np.isin(horizon, list(shut))]
        found = forecast_days(past, targets, closed, named)
        channels[channel] = found
        notes += [f"{channel}: {note}" for note in found.notes]
        expected += _expected(own, past, found, interval_minutes, plan_for)
    return ContactForecast(tuple(expected), channels, tuple(notes))


def backtest_contacts(
    history: Iterable[Observed],
    interval_minutes: int = 60,
    origins: int = 12,
    closures: Iterable[date] = (),
    events: Mapping[date, str] | None = None,
) -> dict[str, Backtest]:
    """Back-test of every channel whose history is long enough."""
    by_channel: dict[str, list[Observed]] = {}
    for seen in history:
        by_channel.setdefault(seen.channel, []).append(seen)
    closed = frozenset(day.toordinal() for day in closures)
    named = {day.toordinal(): name for day, name in (events or {}).items()}
    tested: dict[str, Backtest] = {}
    for channel, own in sorted(by_channel.items()):
        past = Days.of(((seen.start, seen.offered) for seen in own), interval_minutes)
        if past.ordinals.size and past.ordinals[-1] - past.ordinals[0] >= 14:
            tested[channel] = backtest(past, origins, closed, named)
    return tested


def _closes(past: Days, closed: frozenset[int]) -> bool:
    """Whether the channel is without contacts on the closures within its history."""
    if not past.ordinals.size:
        return False
    within = {day for day in closed if past.ordinals[0] <= day <= past.ordinals[-1]}
    seen = set(past.ordinals.tolist())
    missed = {day for day in within if (day - 1) % 7 in set(past.weekdays.tolist())} - seen
    if within:
        return len(missed) > len(within & seen)
    return bool(closed_days(past)[0])


def _expected(
    own: list[Observed],
    past: Days,
    found: SeriesForecast,
    interval_minutes: int,
    plan_for: float,
) -> list[Expected]:
    """One row for each language in each slot in which the weekday has had contacts."""
    languages = sorted({seen.language for seen in own})
    shares = _language_shares(own, languages, interval_minutes)
    times = _handling_times(own, languages, interval_minutes)
    volumes = found.quantile(plan_for)
    ever = np.array([past.counts[past.weekdays == w].sum(axis=0) > 0 for w in range(7)])
    channel = own[0].channel
    rows = []
    for i, language in enumerate(languages):
        for d, day in enumerate(found.ordinals.tolist()):
            midnight = datetime.fromordinal(day)
            weekday = midnight.weekday()
            for slot in np.flatnonzero(ever[weekday]).tolist():
                start = midnight + timedelta(minutes=slot * interval_minutes)
                volume = float(volumes[d, slot] * shares[i, weekday, slot])
                rows.append(Expected(start, channel, language, volume, float(times[i, slot])))
    return rows


def _language_shares(own: list[Observed], languages: list[str], interval_minutes: int) -> Floats:
    """Share of each language, [languages, 7 weekdays, slots], summing to 1 over languages.

    Overall share x the weekday's tendency x the slot's; few contacts mean little tendency.
    """
    slots = 24 * 60 // interval_minutes
    weights = _weights(own, SHARE_HALF_LIFE_WEEKS)
    counts = np.zeros((len(languages), 7, slots))
    for seen, weight in zip(own, weights.tolist(), strict=True):
        slot = (60 * seen.start.hour + seen.start.minute) // interval_minutes
        counts[languages.index(seen.language), seen.start.weekday(), slot] += weight * seen.offered
    overall = counts.sum(axis=(1, 2)) / max(float(counts.sum()), 1e-12)
    shares = overall[:, None, None] * np.ones_like(counts)
    for axis in (2, 1):
        own_counts, all_counts = counts.sum(axis=axis), counts.sum(axis=(0, axis))
        drawn = (own_counts + BORROWED_SHARE * overall[:, None]) / (all_counts + BORROWED_SHARE)
        tendency = drawn / np.maximum(overall, 1e-12)[:, None]
        shares = shares * np.expand_dims(tendency, axis)
    return np.asarray(shares / np.maximum(shares.sum(axis=0), 1e-12))


def _handling_times(own: list[Observed], languages: list[str], interval_minutes: int) -> Floats:
    """Mean handling time in seconds, [languages, slots], weighted by contacts answered."""
    slots = 24 * 60 // interval_minutes
    weights = _weights(own, AHT_HALF_LIFE_WEEKS)
    contacts, seconds = np.zeros((2, len(languages), slots))
    for seen, weight in zip(own, weights.tolist(), strict=True):
        at = (
            languages.index(seen.language),
            (60 * seen.start.hour + seen.start.minute) // interval_minutes,
        )
        answered = weight * max(0.0, seen.offered - seen.abandoned) * (seen.aht_s > 0)
        contacts[at] += answered
        seconds[at] += answered * seen.aht_s
    every = float(seconds.sum()) / max(float(contacts.sum()), 1e-12)
    mean = (seconds.sum(axis=1) + BORROWED_AHT * every) / (contacts.sum(axis=1) + BORROWED_AHT)
    drawn = seconds + BORROWED_AHT * mean[:, None]
    return np.asarray(drawn / (contacts + BORROWED_AHT))


def _weights(own: list[Observed], half_life_weeks: float) -> Floats:
    ordinals = np.array([seen.start.toordinal() for seen in own], dtype=np.float64)
    return np.asarray(0.5 ** ((ordinals.max() - ordinals) / 7 / half_life_weeks))
