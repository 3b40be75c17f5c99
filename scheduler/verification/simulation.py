"""Contacts against a roster, replicated: the service that callers would meet."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.verification.draws import Chance
from scheduler.verification.estimates import CONFIDENCE, UNKNOWN, Estimate, ratio
from scheduler.verification.floor import Floor, floor_of
from scheduler.verification.queue import run
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    ANSWERED_WAIT,
    IN_TIME,
    OFFERED,
    Floats,
    Seen,
)

WORKERS = 2


@dataclass(frozen=True)
class SimulatedRow:
    """What contacts that arrive in a span meet, on average over the replications.

    `service_level` is the share of contacts answered in time (for work that may wait:
    done by its deadline), `asa_s` the mean wait of those answered, `abandoned` the share
    that gives up or is still waiting at closing time, `occupancy` the busy share of the
    time of those on the queue (`*` rows only). `waiting` contacts and the age of the
    oldest, `oldest_hours`, are those at the end of the span.
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


@dataclass(frozen=True)
class Simulated:
    """Rows by interval, by day, and over the horizon; `*` for all languages of a channel."""

    replications: int
    seed: int
    chance: Chance
    intervals: tuple[SimulatedRow, ...]
    days: tuple[SimulatedRow, ...]
    totals: tuple[SimulatedRow, ...]

    def total(self, channel: str, language: str = ALL) -> SimulatedRow:
        """The row over the horizon. Raises KeyError where nothing was simulated."""
        for row in self.totals:
            if (row.channel, row.language) == (channel, language):
                return row
        raise KeyError((channel, language))


def simulate(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    replications: int = 100,
    seed: int = 1,
    chance: Chance | None = None,
    confidence: float = CONFIDENCE,
    executor: Executor | None = None,
) -> Simulated:
    """Play the horizon again and again, each time with other contacts.

    Each replication has its own stream of random numbers from `seed`, so that the answer
    is the same on any number of workers. `executor` may be processes or a cluster;
    threads on this machine by default.
    """
    if replications < 1:
        raise ValueError("a simulation needs at least one replication")
    chance = chance or Chance()
    floor = floor_of(scenario, requirements, roster)
    seeds = np.random.SeedSequence(seed).spawn(replications)
    play = partial(_replicate, floor, chance)
    if executor is None:
        with ThreadPoolExecutor(WORKERS) as threads:
            seen = list(threads.map(play, seeds))
    else:
        seen = list(executor.map(play, seeds))
    gathered = _Gathered.of(scenario, floor, seen, confidence)
    intervals = len(gathered.counts[0])
    per_day = max(1, intervals // max(1, scenario.grid.days))
    single = [range(i, i + 1) for i in range(intervals)]
    days = [range(i, min(i + per_day, intervals)) for i in range(0, intervals, per_day)]
    return Simulated(
        replications,
        seed,
        chance,
        intervals=tuple(gathered.rows(single)),
        days=tuple(gathered.rows(days)),
        totals=tuple(gathered.rows([range(intervals)])),
    )


def _replicate(floor: Floor, chance: Chance, seed: np.random.SeedSequence) -> Seen:
    contacts = floor.contacts(chance, np.random.default_rng(seed))
    return run(contacts, floor.staff, floor.frame)


@dataclass(frozen=True)
class _Gathered:
    """All replications in arrays, the replication first."""

    scenario: Scenario
    floor: Floor
    counts: Floats
    busy_s: Floats
    staffed_s: Floats
    queue: Floats
    confidence: float

    @staticmethod
    def of(scenario: Scenario, floor: Floor, seen: list[Seen], confidence: float) -> _Gathered:
        return _Gathered(
            scenario,
            floor,
            np.array([one.counts for one in seen]),
            np.array([one.busy_s for one in seen]),
            np.array([one.overrun_s for one in seen]) + floor.staffed_s,
            np.array([one.queue for one in seen]),
            confidence,
        )

    def rows(self, spans: list[range]) -> Iterator[SimulatedRow]:
        """A row for each span of intervals in which contacts came, channel by channel."""
        for c, channel in enumerate(self.floor.channels):
            kinds = [k for k, kind in enumerate(self.floor.kinds) if kind.channel == channel]
            named = [(self.floor.kinds[k].language, [k]) for k in kinds]
            for language, members in [(ALL, kinds), *(named if len(kinds) > 1 else [])]:
                for span in spans:
                    row = self._row(channel, c, language, members, span)
                    if row is not None:
                        yield row

    def _row(
        self, channel: str, c: int, language: str, members: list[int], span: range
    ) -> SimulatedRow | None:
        within = slice(span.start, span.stop)
        counts = self.counts[:, within][:, :, members].sum(axis=(1, 2))
        offered = counts[:, OFFERED]
        queue = self.queue[:, span.stop - 1][:, members]
        if offered.sum() == 0 and queue[:, :, 0].sum() == 0:
            return None
        grid = self.scenario.grid
        step = max(1, grid.slots_per_interval)
        busy = UNKNOWN
        if language == ALL:
            staffed = self.staffed_s[:, within, c].sum(axis=1)
            busy = self._share(self.busy_s[:, within, c].sum(axis=1), staffed)
        return SimulatedRow(
            start=span.start * step,
            end=min(span.stop * step, grid.slots),
            channel=channel,
            language=language,
            offered=float(offered.mean()),
            service_level=self._share(counts[:, IN_TIME], offered),
            asa_s=ratio(counts[:, ANSWERED_WAIT], counts[:, ANSWERED], confidence=self.confidence),
            abandoned=self._share(counts[:, ABANDONED], offered),
            occupancy=busy,
            waiting=float(queue[:, :, 0].sum(axis=1).mean()),
            oldest_hours=float(queue[:, :, 1].max(axis=1).mean() / 3600),
        )

    def _share(self, above: Floats, below: Floats) -> Estimate:
        return ratio(above, below, 0.0, 1.0, self.confidence)
