"""What a roster promises: service in every interval, and work that waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count
from scheduler.domain.demand import (
    ALL,
    Deferrable,
    Requirement,
    Requirements,
    Row,
    done_hours,
    several,
)
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.staffing.counting import counted
from scheduler.staffing.erlang import performance
from scheduler.staffing.requirements import service_of
from scheduler.staffing.scope import patience_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ServiceRow:
    """Service projected for one interval of one channel and language (`*` for all).

    `service_level` is the share answered in time, `asa_s` the mean wait in seconds
    (infinite where a slot is saturated), `occupancy` the busy share of the time of those
    on the queue. A language's row sees its speakers and its contacts alone: the best
    that its contacts can meet.
    """

    start: int
    end: int
    channel: str
    language: str
    volume: float
    service_level: float
    asa_s: float
    occupancy: float


@dataclass(frozen=True)
class BacklogRow:
    """Deferrable work over one interval, in hours of work.

    `waiting`, `oldest_hours` (age of the oldest work that waits), `late` (overdue and not
    done) and `below_reserve` (not overdue, but the hours reserved until the close of the day
    before, or of this one, would have done it) hold at the end; `waiting_contacts` is the
    same work as `waiting` in contacts.
    """

    start: int
    end: int
    channel: str
    arrived: float
    done: float
    waiting: float
    waiting_contacts: float
    oldest_hours: float
    late: float
    below_reserve: float = 0.0


def projected_service(
    scenario: Scenario, requirements: Requirements, roster: Roster
) -> list[ServiceRow]:
    """Erlang's steady state in each slot with the heads rostered, averaged over intervals.

    Slots weigh by their contacts, alike where these come evenly.
    """
    return [
        found
        for (channel, language), rows in _queues(requirements).items()
        for found in _service(scenario, rows, count(scenario, roster, channel, language))
    ]


def required_service(scenario: Scenario, requirements: Requirements) -> list[ServiceRow]:
    """Service projected with exactly the people required; a language by its own row."""
    return [
        found
        for key, rows in _queues(requirements).items()
        for found in _service(scenario, rows, requirements.by_slot[key])
    ]


def _queues(requirements: Requirements) -> dict[Row, list[Requirement]]:
    """Rows staffed by heads, by channel and language, those of several languages left out."""
    found: dict[Row, list[Requirement]] = {}
    for row in requirements.rows:
        if (row.channel, row.language) in requirements.by_slot and not several(row.language):
            found.setdefault((row.channel, row.language), []).append(row)
    return found


def _service(
    scenario: Scenario, rows: list[Requirement], heads: NDArray[np.int64]
) -> Iterator[ServiceRow]:
    service = service_of(scenario, rows[0].channel)
    lengths = np.array([row.end - row.start for row in rows])
    slots = np.concatenate([np.arange(row.start, row.end) for row in rows])
    load = np.repeat([row.erlangs for row in rows], lengths)
    aht = np.repeat([max(row.aht_s, 1.0) for row in rows], lengths)
    contacts = np.repeat([row.volume for row in rows] / lengths, lengths)
    here = heads[slots]
    given = counted(service, performance(load, aht, here, service.within_s, patience_of(service)))
    first = _begins(scenario, slots)
    volume, staffed = np.add.reduceat(contacts, first), np.add.reduceat(here, first)
    count_of = np.diff(np.append(first, len(slots)))
    weight = np.where(np.repeat(volume, count_of) > 0, contacts, 1.0)
    weight = weight / np.repeat(np.add.reduceat(weight, first), count_of)
    level = np.minimum(np.add.reduceat(weight * given.service_level, first), 1.0)
    wait = np.add.reduceat(weight * given.wait_s, first)
    busy, work = np.add.reduceat(given.occupancy * here, first), np.add.reduceat(load, first)
    for i, start in enumerate(slots[first].tolist()):
        share = busy[i] / staffed[i] if staffed[i] else float(work[i] > 0)
        yield ServiceRow(
            start, start + int(count_of[i]), rows[0].channel, rows[0].language, float(volume[i]),
            float(level[i]), float(wait[i]), float(share),
        )  # fmt: skip


def _begins(scenario: Scenario, slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in `slots` an interval begins, cut where the channel opens or closes."""
    interval = slots // max(1, scenario.grid.slots_per_interval)
    turns = (np.diff(slots) > 1) | (np.diff(interval) > 0)
    return np.concatenate([[0], np.flatnonzero(turns) + 1])


def backlog(scenario: Scenario, requirements: Requirements, roster: Roster) -> list[BacklogRow]:
    """Deferrable work interval by interval, done first in, first out."""
    return [
        row
        for work in requirements.deferrable
        for row in _backlog(scenario, work, _contact_hours(requirements, work.channel), roster)
    ]


def _backlog(
    scenario: Scenario, work: Deferrable, contact_hours: float, roster: Roster
) -> Iterator[BacklogRow]:
    grid = scenario.grid
    done = _done(scenario, work, roster)
    step = max(1, grid.slots_per_interval)
    before_arrived = service_of(scenario, work.channel).waiting_hours
    before_done = 0.0
    for start in range(0, grid.slots, step):
        end = min(start + step, grid.slots)
        if grid.skipped.issuperset(range(start, end)):
            continue  # what the clock skips is no interval: what is done in it counts as the next's
        arrived, finished = float(work.arrived_hours[end - 1]), float(done[end - 1])
        waiting = _none_if_tiny(arrived - finished)
        late = _none_if_tiny(float(work.deadline_hours[end - 1]) - finished)
        yield BacklogRow(
            start, end, work.channel,
            arrived=_none_if_tiny(arrived - before_arrived),
            done=_none_if_tiny(finished - before_done),
            waiting=waiting,
            waiting_contacts=waiting / contact_hours if contact_hours else 0.0,
            oldest_hours=_age(scenario, work, finished, end) if waiting else 0.0,
            late=late,
            below_reserve=_none_if_tiny(float(work.due_hours[end - 1]) - finished - late),
        )  # fmt: skip
        before_arrived, before_done = arrived, finished


def _done(scenario: Scenario, work: Deferrable, roster: Roster) -> Floats:
    heads = count(scenario, roster, work.channel).astype(np.float64)
    effort: Floats = heads * scenario.grid.slot_hours
    return done_hours(work.arrived_hours, effort)


def _age(scenario: Scenario, work: Deferrable, finished: float, end: int) -> float:
    """Hours since the first unfinished work arrived, at the end of slot `end` - 1.

    What waited at the start counts from midnight of day 0.
    """
    waiting = service_of(scenario, work.channel).waiting_hours
    curve = np.concatenate([[waiting], work.arrived_hours[:end]])
    if finished < waiting:
        return end * scenario.grid.slot_hours
    after = int(np.searchsorted(curve, finished + 1e-9, side="right"))
    rise = float(curve[after] - curve[after - 1])
    part = (finished - float(curve[after - 1])) / rise
    return float((end - (after - 1 + max(0.0, part))) * scenario.grid.slot_hours)


def _contact_hours(requirements: Requirements, channel: str) -> float:
    """Mean handling time of the channel's contacts over the horizon, hours."""
    rows = [r for r in requirements.rows if r.channel == channel and r.language == ALL]
    contacts = sum(row.volume for row in rows)
    return sum(row.volume * row.aht_s for row in rows) / 3600 / contacts if contacts else 0.0


def service_level_by_channel(
    scenario: Scenario, requirements: Requirements, roster: Roster
) -> dict[str, float]:
    """Share of contacts answered in time over the horizon, by channel.

    For deferrable work the share of the work due that was done by its deadline.
    """
    in_time: dict[str, float] = {}
    offered: dict[str, float] = {}
    for row in projected_service(scenario, requirements, roster):
        if row.language == ALL:
            answered = row.volume * row.service_level
            in_time[row.channel] = in_time.get(row.channel, 0.0) + answered
            offered[row.channel] = offered.get(row.channel, 0.0) + row.volume
    for work in requirements.deferrable:
        offered[work.channel] = float(work.deadline_hours[-1])
        in_time[work.channel] = _in_time_hours(work, _done(scenario, work, roster))
    return {c: min(1.0, in_time[c] / offered[c]) for c in sorted(offered) if offered[c] > 0}


def _in_time_hours(work: Deferrable, done: Floats) -> float:
    """Hours of work that were done by their deadline: each piece by its slot.

    First in, first out: of what is due in a slot, in time is what was done by the
    end of that slot.
    """
    due = np.concatenate([[0.0], work.deadline_hours])
    return float(np.clip(done - due[:-1], 0.0, np.diff(due)).sum())


def _none_if_tiny(hours: float) -> float:
    """Differences of running totals carry rounding: what is nothing is 0."""
    return hours if hours > 1e-9 else 0.0
