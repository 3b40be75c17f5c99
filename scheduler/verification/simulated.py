"""What a simulation found, as plain data: rows by interval, day, week and horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import nan

from scheduler.domain.demand import ALL
from scheduler.domain.grid import Grid
from scheduler.verification.estimates import UNKNOWN, Estimate

INTERVAL, DAY, WEEK, HORIZON = "interval", "day", "week", "horizon"


class TooManyContacts(Exception):
    """One replication would have more contacts than can be played in memory."""


@dataclass(frozen=True)
class SimulatedRow:
    """What contacts that arrive in a span meet, on average over the replications.

    `service_level` is the share of contacts answered in time (for work that may wait:
    done by its deadline), `asa_s` the mean wait of those answered, `abandoned` the share
    that gives up or is still waiting at closing time, `occupancy` the busy share of the
    time of those on the queue (`*` rows only). `waiting` contacts and the age of the
    oldest, `oldest_hours`, are those at the end of the span. `chance` is the share of such
    spans in which the target is met, and from `p10` to `p90` lies the share in time of eight
    in ten of them.
    """

    start: int
    end: int
    channel: str
    language: str
    offered: float
    service_level: Estimate
    asa_s: Estimate
    abandoned: Estimate
    occupancy: Estimate
    waiting: float
    oldest_hours: float
    chance: Estimate = UNKNOWN
    p10: float = nan
    p90: float = nan


@dataclass(frozen=True)
class Simulated:
    """Rows by interval, by day, by week and over the horizon.

    `asked` replications were to be played; where fewer `replications` were, it is what a
    simulation of so many would have given. Days differ by `day_cv` of their volume, which is
    known from `day_cv_from`. Language `*` is all contacts of a channel, joined languages
    (`en+vi`) are those that everybody on the channel takes.
    """

    grid: Grid
    replications: int
    asked: int
    seed: int
    confidence: float
    day_cv: float
    day_cv_from: str
    intervals: tuple[SimulatedRow, ...]
    days: tuple[SimulatedRow, ...]
    weeks: tuple[SimulatedRow, ...]
    totals: tuple[SimulatedRow, ...]

    @property
    def played(self) -> str:
        """`200`, or `37 of 200` where it was stopped."""
        if self.replications < self.asked:
            return f"{self.replications:,} of {self.asked:,}"
        return f"{self.replications:,}"

    @property
    def by_span(self) -> Mapping[str, tuple[SimulatedRow, ...]]:
        """Rows of each kind of span: interval, day, week, horizon."""
        rows = (self.intervals, self.days, self.weeks, self.totals)
        return dict(zip((INTERVAL, DAY, WEEK, HORIZON), rows, strict=True))

    def total(self, channel: str, language: str = ALL) -> SimulatedRow:
        """The row over the horizon. Raises KeyError where nothing was simulated."""
        for row in self.totals:
            if (row.channel, row.language) == (channel, language):
                return row
        raise KeyError((channel, language))

    def at(self, channel: str, language: str, slot: int) -> SimulatedRow | None:
        """The row of the interval that holds a slot, None where no contact came."""
        return self._by_slot.get((channel, language, slot))

    @cached_property
    def _by_slot(self) -> Mapping[tuple[str, str, int], SimulatedRow]:
        return {
            (row.channel, row.language, slot): row
            for row in self.intervals
            for slot in range(row.start, row.end)
        }
