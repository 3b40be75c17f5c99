"""Contacts against a roster, replicated: the service that callers would meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from math import nan

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.staffing.counting import level_parts
from scheduler.staffing.requirements import DEFERRABLE, service_of
from scheduler.verification.draws import Chance, day_cv_of
from scheduler.verification.estimates import CONFIDENCE, ROUNDING, UNKNOWN, busy, share, waiting
from scheduler.verification.event_loop import run
from scheduler.verification.floor import Floor, floor_of
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    ANSWERED_WAIT,
    IN_TIME,
    LEFT_IN_TIME,
    OFFERED,
    WAIT,
    Bools,
    Floats,
    Seen,
)
from scheduler.verification.simulated import Simulated, SimulatedRow, TooManyContacts

WORKERS = 2
PLAYED = 500_000  # contacts, a second or two of playing
FEWEST, MOST = 10, 200  # replications that a centre gets which asks for no number
MOST_CONTACTS = 10_000_000  # in one replication: more take gigabytes, and half a minute
LOOK_S = 0.1  # seconds between two looks whether to stop


@dataclass(frozen=True)
class Replications:
    """What was played, replication by replication, and against whom."""

    floor: Floor
    seen: list[Seen]
    asked: int
    day_cv: float
    day_cv_from: str


def replicate(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    replications: int | None = None,
    seed: int = 1,
    chance: Chance | None = None,
    executor: Executor | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Replications:
    """Play the horizon as `simulate` does; rosters with one seed meet the same contacts."""
    floor = floor_of(scenario, requirements, roster)
    if _expected(floor) > MOST_CONTACTS:
        raise TooManyContacts(
            f"found {_expected(floor):,.0f} contacts to simulate, allowed: at most "
            f"{MOST_CONTACTS:,} in one horizon"
        )
    if replications is None:
        replications = scenario.simulation.replications or replications_for(floor)
    if replications < 1:
        raise ValueError("a simulation needs at least one replication")
    seeds = np.random.SeedSequence(seed).spawn(replications)
    known_from = "settings" if chance else day_cv_of(scenario, requirements.day_cv)[1]
    chance = chance or Chance.of(scenario, requirements.day_cv)
    halt = np.zeros(1, dtype=np.bool_)
    play = partial(_replicate, floor, chance, halt)
    if executor is None:
        with ThreadPoolExecutor(WORKERS) as threads:
            seen = _played(play, seeds, threads, stop)
            halt[0] = True  # what still runs is not waited for
    else:
        seen = _played(play, seeds, executor, stop)
    return Replications(floor, seen, replications, chance.day_cv, known_from)


def simulate(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    replications: int | None = None,
    seed: int = 1,
    chance: Chance | None = None,
    executor: Executor | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Simulated:
    """Play the horizon again and again, each time with other contacts.

    `replications` and `chance` are the centre's own unless given. Each replication has its
    own stream of random numbers from `seed`, so that the answer is the same on any number
    of workers. `executor` may be processes or a cluster; threads on this machine by default.
    Once `stop` says yes, what has been played is the answer, one replication at least.
    Raises TooManyContacts where a replication would have more than `MOST_CONTACTS`.
    """
    played = replicate(scenario, requirements, roster, replications, seed, chance, executor, stop)
    gathered = _Gathered.of(scenario, played.floor, played.seen)
    intervals = played.floor.frame.intervals
    per_day = -(-scenario.grid.slots_per_day // max(1, scenario.grid.slots_per_interval))
    return Simulated(
        scenario.grid,
        len(played.seen),
        played.asked,
        seed,
        CONFIDENCE,
        played.day_cv,
        played.day_cv_from,
        *(
            tuple(gathered.rows(_spans(intervals, length)))
            for length in (1, per_day, 7 * per_day, intervals)
        ),
    )


def _played(
    play: Callable[[np.random.SeedSequence], Seen],
    seeds: Sequence[np.random.SeedSequence],
    executor: Executor,
    stop: Callable[[], bool],
) -> list[Seen]:
    """Replications in order, up to the first that is not done when it is time to stop."""
    futures = [executor.submit(play, seed) for seed in seeds]
    seen: list[Seen] = []
    try:
        for future in futures:
            while True:  # asked once a replication: they may end faster than they are gathered
                if seen and stop():
                    return seen
                if future.done():
                    break
                wait([future], timeout=LOOK_S)
            seen.append(future.result())
    finally:
        for future in futures:
            future.cancel()
    return seen


def replications_for(floor: Floor) -> int:
    """As many as play `PLAYED` contacts, within `FEWEST` and `MOST`."""
    return int(np.clip(PLAYED / max(_expected(floor), 1.0), FEWEST, MOST))


def _expected(floor: Floor) -> float:
    """Contacts of one replication on average."""
    return float(floor.rate.sum()) + float(floor.backlog.sum())


def _spans(intervals: int, length: int) -> list[range]:
    """The horizon cut into spans of so many intervals."""
    return [range(i, min(i + length, intervals)) for i in range(0, intervals, max(1, length))]


def _replicate(floor: Floor, chance: Chance, halt: Bools, seed: np.random.SeedSequence) -> Seen:
    contacts = floor.contacts(chance, np.random.default_rng(seed))
    return run(contacts, floor.staff, floor.frame, halt, floor.rules)


@dataclass(frozen=True)
class _Gathered:
    """All replications in arrays, the replication first."""

    scenario: Scenario
    floor: Floor
    counts: Floats
    busy_s: Floats
    staffed_s: Floats
    queue: Floats

    @staticmethod
    def of(scenario: Scenario, floor: Floor, seen: list[Seen]) -> _Gathered:
        return _Gathered(
            scenario,
            floor,
            np.array([one.counts for one in seen]),
            np.array([one.busy_s for one in seen]),
            np.array([one.overrun_s for one in seen]) + floor.staffed_s,
            np.array([one.queue for one in seen]),
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
        grid, service = self.scenario.grid, service_of(self.scenario, channel)
        step = max(1, grid.slots_per_interval)
        occupancy = UNKNOWN
        if language == ALL:
            staffed = self.staffed_s[:, within, c].sum(axis=1)
            occupancy = busy(self.busy_s[:, within, c].sum(axis=1), staffed)
        met, of = level_parts(
            service.abandons, counts[:, IN_TIME], counts[:, LEFT_IN_TIME], offered
        )
        seen = of > 0
        levels = met[seen] / of[seen]
        hit = (levels >= service.target - ROUNDING).astype(np.float64)
        low, high = np.quantile(levels, (0.1, 0.9)).tolist() if len(levels) else (nan, nan)
        carried = service.model == DEFERRABLE
        return SimulatedRow(
            start=span.start * step,
            end=min(span.stop * step, grid.slots),
            channel=channel,
            language=language,
            offered=float(offered.mean()),
            service_level=share(met, of),
            asa_s=waiting(counts[:, WAIT], offered, carried=carried)
            if service.asa == "all"
            else waiting(counts[:, ANSWERED_WAIT], counts[:, ANSWERED], carried=carried),
            abandoned=share(counts[:, ABANDONED], offered),
            occupancy=occupancy,
            waiting=float(queue[:, :, 0].sum(axis=1).mean()),
            oldest_hours=float(queue[:, :, 1].max(axis=1).mean() / 3600),
            chance=share(hit, np.ones_like(hit)),
            p10=low,
            p90=high,
        )
