"""What a centre knows of its contacts: those of the past, totals, and those expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import Volume
from scheduler.domain.grid import Grid

ALL_YEAR = 0
HOURS = 24
MOST_BUSY = 50_000  # people, beyond which a figure is no centre's: volume or time are wrong
MOST_BUSY_WORDS = f"at most {MOST_BUSY:,} people busy on a channel"


@dataclass(frozen=True, slots=True)
class Observed:
    """What one interval of the history reports; `start` is local, without an offset.

    `handled` are contacts answered where these are not the offered less the abandoned.
    """

    start: datetime
    channel: str
    language: str
    offered: float
    abandoned: float
    aht_s: float
    handled: float | None = None

    @property
    def answered(self) -> float:
        """Contacts whose handling time the interval reports."""
        return max(0.0, self.offered - self.abandoned) if self.handled is None else self.handled


@dataclass(frozen=True, slots=True)
class Expected:
    """What one interval of a forecast promises; `start` is local, without an offset."""

    start: datetime
    channel: str
    language: str
    volume: float
    aht_s: float


@dataclass(frozen=True)
class Event:
    """Days, first to last, on which something known happens; no channel means all of them."""

    first: date
    last: date
    name: str
    channel: str = ""


@dataclass(frozen=True)
class Total:
    """Contacts of a year (`month` is 0) or of one of its months."""

    year: int
    month: int
    channel: str
    language: str
    volume: float
    aht_s: float


@dataclass(frozen=True)
class Spread:
    """How totals fall on hours: `profiles[channel][weekday, hour]`, any unit.

    No contacts come to a channel on `closed` days, unless it is one of `waiting`.
    """

    profiles: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    waiting: Collection[str] = ()

    def share(self, channel: str, day: date) -> NDArray[np.float64]:
        """The day's hours, in the unit of the profile."""
        if day in self.closed and channel not in self.waiting:
            return np.zeros(HOURS)
        return np.asarray(self.profiles[channel][day.weekday()])


@dataclass(frozen=True)
class Contacts:
    """Checked, and not yet forecast: what is given comes first, then the past, then totals.

    `file` is the one that the horizon's contacts come from. `given` are contacts expected in
    the horizon, `history` those of the past, `totals` fall on the horizon as `spread` says.
    `plan_for` is the share of days whose rate stays below the volumes forecast from a history;
    None for the mean. `means[channel][day]` is the mean of a day of the horizon as a multiple
    of what is planned for, where that is not the mean.
    """

    file: str = "forecast.csv"
    given: tuple[Volume, ...] = ()
    history: tuple[Observed, ...] = ()
    events: tuple[Event, ...] = ()
    totals: tuple[Total, ...] = ()
    spread: Spread = Spread()
    plan_for: float | None = None
    means: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def on_grid(expected: Iterable[Expected], grid: Grid) -> tuple[Volume, ...]:
    """Intervals in slots. Where the clock is put back, the hour that comes twice is one.

    Where it is put forward, contacts of the hour that never comes fall into the next.
    """
    contacts: dict[tuple[int, str, str], tuple[float, float, float]] = {}
    for one in expected:
        key = (grid.shown(grid.floor(one.start)), one.channel, one.language)
        volume, work_s, _ = contacts.get(key, (0.0, 0.0, 0.0))
        contacts[key] = (volume + one.volume, work_s + one.volume * one.aht_s, one.aht_s)
    return tuple(
        Volume(
            start,
            start + grid.slots_per_interval,
            channel,
            language,
            volume,
            work_s / volume if volume else aht_s,
        )
        for (start, channel, language), (volume, work_s, aht_s) in contacts.items()
    )


def too_busy(volume: float, aht_s: float, interval_minutes: int) -> str:
    """What is found where one interval would keep more people busy than any centre has."""
    busy = volume * aht_s / (60 * interval_minutes)
    if busy <= MOST_BUSY:
        return ""
    return f"found {volume:,.0f} contacts of {aht_s:,.0f} s, which keep {busy:,.0f} people busy"
