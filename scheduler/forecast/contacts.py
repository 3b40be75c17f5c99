"""History records to the contacts of a horizon: volume, languages and handling time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from scheduler.domain.history import Event, Expected, Observed
from scheduler.forecast.backtest import Backtest, backtest
from scheduler.forecast.combination import combined_forecast
from scheduler.forecast.cut_day import without_cut_day
from scheduler.forecast.daily import Days, closed_days, weekday_of, working_weekdays
from scheduler.forecast.gaps import filled, with_zeros
from scheduler.forecast.mix import mix_of
from scheduler.forecast.series import FEW_A_DAY, SeriesForecast, listed

MOST_UNSURE = 1.0  # deviation of a day's logarithm; beyond, a forecast says nothing of days
RECENT_DAYS = 56  # in which a weekday must be worked to be forecast


@dataclass(frozen=True)
class ContactForecast:
    """Contacts of the horizon, the forecast behind each channel, and what is to be known."""

    expected: tuple[Expected, ...]
    channels: Mapping[str, SeriesForecast]
    notes: tuple[str, ...]

    @property
    def day_cv(self) -> float | None:
        """Error of a whole day as a share of its contacts, the mean of the busiest channel's days.

        Chance within the day is not in it. None without contacts.
        """
        found = max(self.channels.values(), key=lambda c: float(c.middle.sum()), default=None)
        if found is None or not found.middle.sum():
            return None
        variance = np.minimum(found.deviation, MOST_UNSURE) ** 2
        return float(np.sqrt(np.expm1(variance)).mean())


def forecast_contacts(
    history: Iterable[Observed],
    first_day: date,
    days: int,
    interval_minutes: int = 60,
    closures: Iterable[date] = (),
    events: Iterable[Event] = (),
    plan_for: float | None = None,
    waiting: Collection[str] = (),
) -> ContactForecast:
    """Forecast every channel from its records before `first_day`.

    A channel's total comes from the calendar, its languages from their shares by weekday
    and slot, handling time from the slot's mean. `plan_for` is the share of days whose
    rate stays below the volumes given; None gives the mean. Closures are left out for
    channels whose past closures are without contacts; where the past has none, for all
    but the channels `waiting`, to which contacts come all the same.
    """
    before = [seen for seen in history if seen.start.date() < first_day]
    records, cut = without_cut_day(before, interval_minutes)
    closures = tuple(closures)
    horizon = np.arange(first_day.toordinal(), first_day.toordinal() + days, dtype=np.int64)
    closed, known = _closed(records, interval_minutes, closures), tuple(events)
    expected: list[Expected] = []
    channels: dict[str, SeriesForecast] = {}
    notes: list[str] = list(cut)
    if unnamed := sorted(closed - {day.toordinal() for day in closures}):
        notes.append(f"no contacts on {listed(unnamed)}: taken for closures")
    for channel, own in _by_channel(records).items():
        past, found_odd = _past(own, interval_minutes, closed)
        worked = np.isin(weekday_of(horizon), sorted(_weekdays(past)))
        shut = closed if _closes(past, closed, channel not in waiting) else frozenset()
        targets = horizon[worked & ~np.isin(horizon, sorted(shut))]
        found = combined_forecast(past, targets, closed, named_days(known, channel))
        channels[channel] = found
        notes += [f"{channel}: {note}" for note in (*found_odd, *found.notes)]
        expected += _expected(own, past, found, interval_minutes, plan_for)
    return ContactForecast(tuple(expected), channels, tuple(notes))


def backtest_contacts(
    history: Iterable[Observed],
    interval_minutes: int = 60,
    origins: int = 12,
    closures: Iterable[date] = (),
    events: Iterable[Event] = (),
) -> dict[str, Backtest]:
    """Back-test of every channel whose history is long enough."""
    history, _ = without_cut_day(list(history), interval_minutes)
    closed, known = _closed(history, interval_minutes, closures), tuple(events)
    tested: dict[str, Backtest] = {}
    for channel, own in _by_channel(history).items():
        past, _ = _past(own, interval_minutes, closed)
        if past.ordinals.size and past.ordinals[-1] - past.ordinals[0] >= 14:
            tested[channel] = backtest(past, origins, closed, named_days(known, channel))
    return tested


def named_days(events: Iterable[Event], channel: str) -> dict[int, str]:
    """Ordinals of a channel's event days; where two events meet, the later one of the file."""
    return {
        day: event.name
        for event in events
        if event.channel in ("", channel)
        for day in range(event.first.toordinal(), event.last.toordinal() + 1)
    }


def _closed(
    records: Sequence[Observed], interval_minutes: int, closures: Iterable[date]
) -> frozenset[int]:
    """Ordinals of the closures named, and of those that the busiest channel's records show.

    Who keeps settings.toml names the closures to come, hardly those of years ago.
    """
    named = frozenset(day.toordinal() for day in closures)
    offered: dict[str, float] = {}
    for seen in records:
        offered[seen.channel] = offered.get(seen.channel, 0.0) + seen.offered
    if not offered:
        return named
    busiest = max(sorted(offered), key=lambda channel: offered[channel])
    own = ((seen.start, seen.offered) for seen in records if seen.channel == busiest)
    past = Days.of(own, interval_minutes)
    few = not past.ordinals.size or past.totals.mean() < FEW_A_DAY
    return named if few else named | closed_days(past)[0]


def _by_channel(records: Iterable[Observed]) -> dict[str, list[Observed]]:
    found: dict[str, list[Observed]] = {}
    for seen in records:
        found.setdefault(seen.channel, []).append(seen)
    return dict(sorted(found.items()))


def _past(
    own: Sequence[Observed], interval_minutes: int, closed: frozenset[int]
) -> tuple[Days, tuple[str, ...]]:
    """The days of a channel: gaps mended, and days without contacts where these are usual."""
    past, notes = filled(own, interval_minutes)
    if past.ordinals.size and past.totals.mean() < FEW_A_DAY:
        past = with_zeros(past, closed)
    return past, notes


def _weekdays(past: Days) -> frozenset[int]:
    """Weekdays to forecast: those worked lately; every one seen where contacts are few."""
    if not past.ordinals.size or past.totals.mean() < FEW_A_DAY:
        return frozenset(past.weekdays.tolist())
    recent = past.part(past.ordinals > past.ordinals[-1] - RECENT_DAYS)
    return working_weekdays(recent)


def _closes(past: Days, closed: frozenset[int], unknown: bool) -> bool:
    """Whether the channel is without contacts on the closures within its history.

    `unknown` is the answer where it has not had any.
    """
    if not past.ordinals.size:
        return False
    within = {day for day in closed if past.ordinals[0] <= day <= past.ordinals[-1]}
    seen = set(past.ordinals.tolist())
    missed = {day for day in within if (day - 1) % 7 in set(past.weekdays.tolist())} - seen
    if missed or within & seen:
        return len(missed) > len(within & seen)
    return unknown or bool(closed_days(past)[0])


def _expected(
    own: Sequence[Observed],
    past: Days,
    found: SeriesForecast,
    interval_minutes: int,
    plan_for: float | None,
) -> list[Expected]:
    """One row for each language in each slot in which the weekday has had contacts."""
    mix = mix_of(own, interval_minutes)
    volumes = found.quantile(plan_for)
    ever = np.array([past.counts[past.weekdays == w].sum(axis=0) > 0 for w in range(7)])
    rows = []
    for i, language in enumerate(mix.languages):
        for d, day in enumerate(found.ordinals.tolist()):
            midnight = datetime.fromordinal(day)
            weekday = midnight.weekday()
            for slot in np.flatnonzero(ever[weekday]).tolist():
                start = midnight + timedelta(minutes=slot * interval_minutes)
                volume = float(volumes[d, slot] * mix.shares[i, weekday, slot])
                aht_s = float(mix.aht_s[i, slot])
                rows.append(Expected(start, own[0].channel, language, volume, aht_s))
    return rows
