"""Volumes to requirements: heads for the queues, curves for work that may wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import open_slots, supervisors_required
from scheduler.domain.demand import (
    ALL,
    JOIN,
    Deferrable,
    Joint,
    Requirement,
    Requirements,
    Volume,
    done_hours,
)
from scheduler.domain.given_shifts import less_given
from scheduler.domain.grid import Grid
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.joint_choices import joint_of
from scheduler.staffing.language_groups import language_groups, own_languages
from scheduler.staffing.ramps import CELL_S, Ramp, offered_load
from scheduler.staffing.scope import Choices, Intervals, choices_together, heads_each

DEFERRABLE = "deferrable"


def require(
    scenario: Scenario, volumes: tuple[Volume, ...], day_cv: float | None = None
) -> Requirements:
    """People required in every open interval of every channel, and the work that may wait.

    Contacts are spread evenly over their interval; those of a queue that fall outside
    its opening are not staffed, so that an interval cut by the opening keeps its rate.
    `day_cv`, the forecast's error of a whole day, is passed on to the simulation.
    """
    rows: list[Requirement] = []
    joint: list[Joint] = []
    deferrable: list[Deferrable] = []
    for channel in _channels(scenario, volumes):
        own = tuple(v for v in volumes if v.channel == channel)
        service = service_of(scenario, channel)
        if service.model == DEFERRABLE:
            load = _spread(scenario.grid, own)
            rows += _deferrable_rows(scenario.grid, channel, load)
            deferrable.append(_curves(scenario, service, load))
        else:
            for need in _needs(scenario, service, own):
                rows += _rows(channel, need)
                joint += (
                    joint_of(service, need.language, need.offered.pieces, each)
                    for each in need.choices
                )
    found = tuple(sorted(rows, key=lambda r: (r.channel, r.language != ALL, r.language, r.start)))
    everything = Requirements(
        slots=scenario.grid.slots,
        rows=found,
        deferrable=tuple(deferrable),
        supervisors=supervisors_required(scenario, found, {work.channel for work in deferrable}),
        joint=tuple(joint),
        volumes=volumes,
        day_cv=day_cv,
    )
    return less_given(scenario, everything)


def service_of(scenario: Scenario, channel: str) -> Service:
    """The channel's service target, the default one where none is set."""
    return scenario.services.get(channel, Service(channel))


@dataclass(frozen=True)
class _Load:
    """Contacts and seconds of work per slot, spread evenly over their intervals."""

    contacts: NDArray[np.float64]
    work_s: NDArray[np.float64]


def _channels(scenario: Scenario, volumes: tuple[Volume, ...]) -> list[str]:
    waiting = {s.channel for s in scenario.services.values() if s.model == DEFERRABLE}
    return sorted((set(scenario.opening) | {v.channel for v in volumes} | waiting) - {SUPERVISION})


def _spread(grid: Grid, volumes: tuple[Volume, ...]) -> _Load:
    """Volumes that share a slot are added in their order, all slots at once."""
    starts = np.array([v.start for v in volumes], dtype=np.int64)
    slots = np.array([v.end for v in volumes], dtype=np.int64) - starts
    share = np.array([v.volume for v in volumes]) / slots
    work = share * np.array([v.aht_s for v in volumes])
    within = np.arange(slots.sum()) - np.repeat(np.cumsum(slots) - slots, slots)
    at = np.repeat(starts, slots) + within
    inside = (at >= 0) & (at < grid.slots)
    of = np.repeat(np.arange(len(volumes)), slots)[inside]
    return _Load(
        np.asarray(np.bincount(at[inside], share[of], grid.slots), dtype=np.float64),
        np.asarray(np.bincount(at[inside], work[of], grid.slots), dtype=np.float64),
    )


def open_pieces(scenario: Scenario, channel: str, volumes: tuple[Volume, ...]) -> NDArray[np.int64]:
    """Open intervals as rows (start, end), cut where the opening or a volume begins or ends."""
    grid = scenario.grid
    is_open = open_slots(scenario, channel)
    cuts = set(range(0, grid.slots + 1, max(1, grid.slots_per_interval)))
    cuts |= {t for v in volumes for t in (v.start, v.end) if 0 <= t <= grid.slots}
    cuts |= set((np.flatnonzero(np.diff(is_open)) + 1).tolist())
    bounds = np.array(sorted(cuts), dtype=np.int64)
    pieces = np.column_stack([bounds[:-1], bounds[1:]])
    return pieces[is_open[pieces[:, 0]]]


@dataclass(frozen=True)
class Offered:
    """Intervals (first slot, slot after the last), what they are offered, and the load that
    they are planned for: where the rate ramps it is the highest, or one that lags behind.
    """

    pieces: NDArray[np.int64]
    load: Intervals
    planned: Intervals


@dataclass(frozen=True)
class _Need:
    """People that a language (`*` for all) needs in each interval, and what else would do."""

    language: str
    offered: Offered
    heads: NDArray[np.int64]
    choices: tuple[Choices, ...]


def _needs(scenario: Scenario, service: Service, volumes: tuple[Volume, ...]) -> Iterator[_Need]:
    """The pooled need of everybody, then each language's own among its speakers.

    Groups of languages that share speakers follow, where they need more than their parts.
    Where speakers take other contacts too, what they need goes by the pooled heads, which
    are then the fewest and nothing else.
    """
    grid, channel = scenario.grid, service.channel
    pieces = open_pieces(scenario, channel, volumes)
    pooled = _need(grid, service, ALL, offered_in(grid, service, pieces, volumes))
    own = own_languages(scenario, volumes, channel)
    shared = service.speakers == "shared"
    yield replace(pooled, choices=()) if shared and own else pooled
    needs: dict[frozenset[str], NDArray[np.int64]] = {}
    for group in [*((language,) for language in own), *language_groups(scenario, channel, own)]:
        theirs = tuple(v for v in volumes if v.language in group)
        offered = offered_in(grid, service, pieces, theirs)
        if shared:
            others = np.maximum(pooled.offered.planned.erlangs - offered.planned.erlangs, 0.0)
            planned = replace(offered.planned, others=others, heads=pooled.heads)
            offered = replace(offered, planned=planned)
        need = _need(grid, replace(service, minimum=0), JOIN.join(group), offered)
        parts = [n for part, n in needs.items() if part < set(group)]
        if len(group) == 1 or (need.heads > np.max(parts, axis=0)).any():
            needs[frozenset(group)] = need.heads
            yield need


def _rows(channel: str, need: _Need) -> Iterator[Requirement]:
    load = need.offered.load
    columns = (load.contacts, load.aht_s, load.erlangs, need.heads)
    each = zip(need.offered.pieces.tolist(), *(own.tolist() for own in columns), strict=True)
    for (start, end), contacts, aht_s, erlangs, heads in each:
        yield Requirement(start, end, channel, need.language, contacts, aht_s, erlangs, heads)


def offered_in(
    grid: Grid, service: Service, pieces: NDArray[np.int64], volumes: tuple[Volume, ...]
) -> Offered:
    spread = _spread(grid, volumes)
    contacts, work = _sums(spread.contacts, pieces), _sums(spread.work_s, pieces)
    slots, slot_s = pieces[:, 1] - pieces[:, 0], grid.slot_minutes * 60.0
    aht = _ratio(work, contacts)
    load = Intervals(work / (slots * slot_s), aht, contacts, slots)
    if service.ramp == "max":
        highest = Ramp.through(pieces, work).highest / slot_s
        return Offered(pieces, load, replace(load, erlangs=highest))
    if service.ramp == "mol":
        pieces, load = _lagging(grid, pieces, load)
    return Offered(pieces, load, load)


def _lagging(
    grid: Grid, pieces: NDArray[np.int64], load: Intervals
) -> tuple[NDArray[np.int64], Intervals]:
    """Each slot by itself: its contacts, and the highest load offered within it."""
    per_slot = int(grid.slot_minutes * 60 / CELL_S)
    aht = np.full(grid.slots, np.nan)
    for (start, end), seconds in zip(pieces.tolist(), load.aht_s, strict=True):
        aht[start:end] = seconds
    starts, aht = np.flatnonzero(~np.isnan(aht)), np.nan_to_num(aht)
    shape = (grid.slots, per_slot)
    erlangs = Ramp.through(pieces, load.erlangs * load.slots).cells(*shape)
    contacts = Ramp.through(pieces, load.contacts).cells(*shape).reshape(shape).mean(axis=1)
    busy = offered_load(erlangs, np.repeat(aht, per_slot)).reshape(shape).max(axis=1)
    # a call that outlasts the last interval with contacts is answered already
    busy = np.where(contacts > 0, busy, 0.0)
    return (
        np.column_stack([starts, starts + 1]),
        Intervals(busy[starts], aht[starts], contacts[starts], np.ones_like(starts)),
    )


def _need(grid: Grid, service: Service, language: str, offered: Offered) -> _Need:
    """People for the channel's target in each interval, or over each day or week."""
    if service.scope == "interval":
        return _Need(language, offered, heads_each(service, offered.planned), ())
    days = 7 if service.scope == "week" else 1
    spans = offered.pieces[:, 0] // (days * grid.slots_per_day)
    return _Need(language, offered, *choices_together(service, offered.planned, spans))


def _deferrable_rows(grid: Grid, channel: str, load: _Load) -> Iterator[Requirement]:
    """What arrives, for the reader: work that may wait requires no heads."""
    step = max(1, grid.slots_per_interval)
    starts = np.arange(0, grid.slots, step, dtype=np.int64)
    pieces = np.column_stack([starts, np.minimum(starts + step, grid.slots)])
    contacts, work = _sums(load.contacts, pieces), _sums(load.work_s, pieces)
    aht = _ratio(work, contacts)
    some = contacts > 0
    columns = (contacts, aht, work)
    each = zip(pieces[some].tolist(), *(own[some].tolist() for own in columns), strict=True)
    for (start, end), number, aht_s, seconds in each:
        erlangs = seconds / ((end - start) * grid.slot_minutes * 60)
        yield Requirement(start, end, channel, ALL, number, aht_s, erlangs, 0)


def _curves(scenario: Scenario, service: Service, load: _Load) -> Deferrable:
    """Cumulative work arrived and due.

    Work waiting at the start counts as arrived at midnight of day 0. Between the ends of
    two slots work arrives evenly, so that a deadline inside a slot cuts it in proportion.
    """
    grid = scenario.grid
    fresh = np.cumsum(load.work_s) / 3600
    ends_s = np.arange(1, grid.slots + 1) * grid.slot_minutes * 60.0
    known_s = np.concatenate([[0.0], ends_s])
    since_s = ends_s - service.within_s
    late = np.interp(since_s, known_s, np.concatenate([[0.0], fresh]), left=0.0)
    late += np.where(since_s >= 0, service.waiting_hours, 0.0)
    arrived = fresh + service.waiting_hours
    due = np.maximum(late, _reserved(scenario, service, arrived))
    return Deferrable(service.channel, arrived, due, late)


def _reserved(
    scenario: Scenario, service: Service, arrived_hours: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Work due at the closes of days because hours are reserved for it, cumulative.

    It is what the reserve would do if each open day spread it evenly over its opening: no
    more than has arrived by then, and nothing at night or on closed days.
    """
    per_day = scenario.grid.slots_per_day
    by_day = open_slots(scenario, service.channel).reshape(-1, per_day)
    effort = service.reserved_hours * by_day / np.maximum(by_day.sum(axis=1, keepdims=True), 1)
    closes = done_hours(arrived_hours, effort.ravel()).reshape(-1, per_day)[:, -1]
    due = np.repeat(np.concatenate([[0.0], closes[:-1]]), per_day)
    due[per_day - 1 :: per_day] = closes
    return due


def _sums(per_slot: NDArray[np.float64], pieces: NDArray[np.int64]) -> NDArray[np.float64]:
    if not len(pieces):
        return np.zeros(0)
    return np.add.reduceat(np.append(per_slot, 0.0), pieces.ravel())[::2]


def _ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0)
