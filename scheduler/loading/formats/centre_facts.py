"""What has to be known of a centre to read an export into its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from scheduler.loading.schema.demand_columns import ProfileRow
from scheduler.loading.schema.fields import WEEKDAYS
from scheduler.loading.schema.settings_keys import SettingsKeys


@dataclass(frozen=True)
class CentreFacts:
    """What an import has to know of the centre; `opening[channel][weekday]` in minutes.

    It lists the openings of a day in order.
    """

    zone: ZoneInfo
    minutes: int
    opening: Mapping[str, Mapping[int, tuple[tuple[int, int], ...]]]
    closures: frozenset[date] = frozenset()
    base_language: str = "en"
    profile: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    def open_minutes(self, channel: str, day: date) -> list[int]:
        """Minutes of the day at which the channel's intervals begin."""
        if day in self.closures:
            return []
        found = {
            minute
            for start, end in self.opening.get(channel, {}).get(day.weekday(), ())
            for minute in range(start - start % self.minutes, end, self.minutes)
        }
        return sorted(found)

    def skipped(self, day: date) -> frozenset[int]:
        """Minutes of the day at which intervals would begin that the clock leaves out."""
        midnight = datetime.combine(day, datetime.min.time(), self.zone)
        if midnight.utcoffset() == (midnight + timedelta(days=1)).utcoffset():
            return frozenset()
        return frozenset(
            minute
            for minute in range(0, 1440, self.minutes)
            if (here := midnight + timedelta(minutes=minute)).hour
            != here.astimezone(UTC).astimezone(self.zone).hour
        )


def facts_of(keys: SettingsKeys, profile: Iterable[ProfileRow] = ()) -> CentreFacts:
    """The facts of a centre with these settings; the profile spreads whole days."""
    opening = {
        channel: {
            weekday: hours
            for weekday, name in enumerate(WEEKDAYS)
            if (hours := getattr(days, name)) is not None
        }
        for channel, days in keys.opening.items()
    }
    shares: dict[str, NDArray[np.float64]] = {}
    for row in profile:
        own = shares.setdefault(row.channel or "", np.zeros((7, 24)))
        own[row.weekday, row.hour] = row.share
    return CentreFacts(
        zone=ZoneInfo(keys.centre.timezone),
        minutes=keys.history.interval_minutes or keys.centre.interval_minutes,
        opening=opening,
        closures=frozenset(day for day in keys.closures if isinstance(day, date)),
        base_language=keys.pay.base_language,
        profile=shares,
    )
