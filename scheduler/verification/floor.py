"""A roster and its requirements as the event loop sees them: kinds, rates, people's moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Requirement, Requirements, Row, several
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.staffing.ramps import Ramp
from scheduler.staffing.requirements import DEFERRABLE, service_of
from scheduler.verification.draws import Chance
from scheduler.verification.replication import (
    NOWHERE,
    Floats,
    Ints,
    PlayedContacts,
    ReplicationFrame,
    Staff,
)
from scheduler.verification.routing import RoutingRules, rules_for

# Handling time of work that waits at the start where no contact tells it, seconds.
UNKNOWN_AHT_S = 300.0


@dataclass(frozen=True)
class Kind:
    """Contacts of a channel that the same people can take; `anyone` who works it."""

    channel: str
    language: str
    anyone: bool


@dataclass(frozen=True)
class Floor:
    """Everything that the replications have in common; times in seconds.

    `rate[kind, slot]` are contacts expected, `aht_s[kind, slot]` their handling time,
    `patience_s[kind]` its mean, `close_s[kind, slot]` when who arrived in the slot is sent
    away, `backlog[kind]` contacts waiting at the start, `staffed_s[interval, channel]`.
    """

    kinds: tuple[Kind, ...]
    channels: tuple[str, ...]
    slot_s: float
    slots_per_day: int
    rate: Floats
    aht_s: Floats
    patience_s: Floats
    close_s: Floats
    backlog: Ints
    staff: Staff
    rules: RoutingRules
    frame: ReplicationFrame
    staffed_s: Floats

    def contacts(self, chance: Chance, random: np.random.Generator) -> PlayedContacts:
        """Contacts of one replication, in order of arrival."""
        kinds, slots = self.rate.shape
        days = -(-slots // self.slots_per_day)
        busy = np.repeat(chance.day_factors(random, days), self.slots_per_day)[:slots]
        counts = random.poisson(self.rate * busy)
        kind = np.repeat(np.arange(kinds), counts.sum(axis=1))
        slot = np.repeat(np.tile(np.arange(slots), kinds), counts.ravel())
        arrival = (slot + random.random(len(slot))) * self.slot_s
        kind = np.concatenate([np.repeat(np.arange(kinds), self.backlog), kind])
        slot = np.concatenate([np.zeros(int(self.backlog.sum()), dtype=np.int64), slot])
        arrival = np.concatenate([np.zeros(int(self.backlog.sum())), arrival])
        order = np.argsort(arrival, kind="stable")
        kind, slot, arrival = kind[order], slot[order], arrival[order]
        multiples = chance.handling(random, kind, [one.channel for one in self.kinds])
        service = self.aht_s[kind, slot] * multiples
        patience = chance.patience(random, self.patience_s[kind])
        closes = self.close_s[kind, slot]
        left = np.maximum(0.0, closes - arrival)
        waits = np.where(self.frame.until_done[kind], np.inf, np.minimum(patience, left))
        again = None
        if chance.calls_again > 0:
            again = chance.further_calls(random, patience, closes)
        pick = random.random(len(kind)) if self.rules.drawn else None
        return PlayedContacts(arrival, kind, service, waits, again, pick)


def floor_of(scenario: Scenario, requirements: Requirements, roster: Roster) -> Floor:
    """What the requirements ask and the roster gives."""
    grid = scenario.grid
    kinds = _kinds(requirements)
    channels = tuple(sorted({kind.channel for kind in kinds}))
    services = [service_of(scenario, kind.channel) for kind in kinds]
    rate, aht_s = _rates(scenario, requirements, kinds)
    staff = _staff(scenario, roster, kinds, channels)
    slot_s = grid.slot_minutes * 60.0
    step = max(1, grid.slots_per_interval)
    intervals = -(-grid.slots // step)
    return Floor(
        kinds=kinds,
        channels=channels,
        slot_s=slot_s,
        slots_per_day=grid.slots_per_day,
        rate=rate,
        aht_s=aht_s,
        patience_s=np.array([s.patience_s or np.inf for s in services]),
        close_s=np.array([_closes(scenario, kind.channel) for kind in kinds]) * slot_s,
        backlog=np.array(
            [round(s.waiting_hours * 3600 / aht_s[k, 0]) for k, s in enumerate(services)],
            dtype=np.int64,
        ),
        staff=staff,
        rules=rules_for(
            scenario.simulation.rules,
            staff,
            [kind.language for kind in kinds],
            [kind.channel for kind in kinds],
        ),
        frame=ReplicationFrame(
            intervals,
            step * slot_s,
            len(channels),
            np.array([s.within_s for s in services], dtype=np.float64),
            np.array([s.model == DEFERRABLE for s in services]),
        ),
        staffed_s=_staffed(scenario, roster, channels, intervals, step),
    )


def _kinds(requirements: Requirements) -> tuple[Kind, ...]:
    """For each channel the languages with a need of their own, then all others together."""
    rows = {(row.channel, row.language) for row in requirements.rows}
    found: list[Kind] = []
    for channel in sorted({c for c, _ in rows} | {w.channel for w in requirements.deferrable}):
        own = sorted(
            language
            for c, language in rows
            if c == channel and language != ALL and not several(language)
        )
        found += [Kind(channel, language, anyone=False) for language in own]
        others = {v.language for v in requirements.volumes if v.channel == channel} - {*own, ALL}
        found.append(Kind(channel, "+".join(sorted(others)) or "other", anyone=True))
    return tuple(found)


def _by_slot(
    scenario: Scenario, requirements: Requirements
) -> tuple[dict[Row, Floats], dict[Row, Floats]]:
    """Contacts and seconds of work per slot of each channel and language.

    They come evenly over an interval, or along the ramps that the people are planned for.
    """
    found: dict[Row, list[Requirement]] = {}
    for row in requirements.rows:
        if not several(row.language):
            found.setdefault((row.channel, row.language), []).append(row)
    contacts: dict[Row, Floats] = {}
    work_s: dict[Row, Floats] = {}
    for key, rows in found.items():
        pieces = np.array([(row.start, row.end) for row in rows])
        service = service_of(scenario, key[0])
        amounts = np.array([row.volume for row in rows])
        aht_s = np.zeros(requirements.slots)
        even = np.zeros(requirements.slots)
        for row in rows:
            even[row.start : row.end] = row.volume / (row.end - row.start)
            aht_s[row.start : row.end] = row.aht_s
        ramps = scenario.simulation.ramps or service.ramp != "stationary"
        if ramps and service.model != DEFERRABLE:
            halves = Ramp.through(pieces, amounts).cells(requirements.slots, 2)
            even = halves.reshape(-1, 2).mean(axis=1)
        contacts[key], work_s[key] = even, even * aht_s
    return contacts, work_s


def _rates(
    scenario: Scenario, requirements: Requirements, kinds: tuple[Kind, ...]
) -> tuple[Floats, Floats]:
    """Contacts per slot and handling time; who speaks no language of its own is the rest."""
    contacts, work_s = _by_slot(scenario, requirements)
    nothing = np.zeros(requirements.slots)

    def of(table: dict[Row, Floats], kind: Kind) -> Floats:
        if not kind.anyone:
            return table.get((kind.channel, kind.language), nothing)
        pooled = table.get((kind.channel, ALL), nothing)
        own = [v for (c, language), v in table.items() if c == kind.channel and language != ALL]
        return np.maximum(0.0, pooled - np.sum(own, axis=0)) if own else pooled

    rate = np.array([of(contacts, kind) for kind in kinds])
    for k, kind in enumerate(kinds):  # contacts come as forecast, whatever is planned for
        means = scenario.contacts.means.get(kind.channel)
        if means is not None:
            rate[k] *= np.repeat(means, scenario.grid.slots_per_day)[: requirements.slots]
    rate[rate < 1e-9] = 0.0
    work = np.array([of(work_s, kind) for kind in kinds])
    planned = np.array([of(contacts, kind) for kind in kinds])
    work *= np.where(planned > 0, rate / np.where(planned > 0, planned, 1.0), 1.0)
    sums = rate.sum(axis=1, keepdims=True)
    mean = np.where(sums > 0, work.sum(axis=1, keepdims=True) / np.where(sums > 0, sums, 1), 0.0)
    usual = np.where(mean > 0, mean, UNKNOWN_AHT_S)
    return rate, np.where(rate > 0, work / np.where(rate > 0, rate, 1.0), usual)


def _closes(scenario: Scenario, channel: str) -> Floats:
    """The slot at which the channel closes next on the day of each slot; the day's end if shut.

    For who calls behind the last closing it is that one.
    """
    per_day = scenario.grid.slots_per_day
    ends = np.repeat(np.arange(1, scenario.grid.days + 1, dtype=np.float64) * per_day, per_day)
    for day in range(len(scenario.opening.get(channel, ()))):
        midnight, spans = day * per_day, openings(scenario, channel, day)
        begin = 0
        for _, end in spans:
            ends[midnight + begin : midnight + per_day] = midnight + end
            begin = end
    return ends


def _staff(
    scenario: Scenario, roster: Roster, kinds: tuple[Kind, ...], channels: tuple[str, ...]
) -> Staff:
    """People's moves between groups; a group is a channel and the kinds one can take there."""
    groups: dict[tuple[int, tuple[int, ...]], int] = {}
    moves: list[tuple[float, int, int]] = []
    known = [csr_id for csr_id in roster.by_csr if csr_id in scenario.csr]
    slot_s = scenario.grid.slot_minutes * 60.0
    for person, csr_id in enumerate(known):
        languages = scenario.csr[csr_id].languages
        own = scenario.csr[csr_id].channels
        able = {
            channel: tuple(
                k
                for k, kind in enumerate(kinds)
                if kind.channel in (channel, *_between(scenario, channel, own))
                and (kind.anyone or kind.language in languages)
            )
            for channel in channels
        }
        for time, channel in _stays(roster.by_csr[csr_id], channels):
            group = NOWHERE
            if channel is not None:
                key = channels.index(channel), able[channel]
                group = groups.setdefault(key, len(groups))
            moves.append((max(0, time) * slot_s, person, group))
    moves.sort(key=lambda move: move[0])
    serves = np.zeros((max(1, len(groups)), len(kinds)), dtype=np.bool_)
    for (_, taken), group in groups.items():
        serves[group, list(taken)] = True
    return Staff(
        people=len(known),
        time=np.array([time for time, _, _ in moves], dtype=np.float64),
        person=np.array([person for _, person, _ in moves], dtype=np.int64),
        group=np.array([group for _, _, group in moves], dtype=np.int64),
        serves=serves,
        channel=np.array([c for c, _ in groups] or [0], dtype=np.int64),
    )


def _between(scenario: Scenario, channel: str, own: frozenset[str]) -> tuple[str, ...]:
    """Channels of one's own whose work is done between the calls of a channel."""
    if scenario.may_wait(channel):
        return ()
    return tuple(c for c in scenario.simulation.rules.between_calls if c in own)


def _stays(
    segments: tuple[Segment, ...], channels: tuple[str, ...]
) -> list[tuple[int, str | None]]:
    """From which slot on the person is on which channel, None for away from the queues."""
    found: list[tuple[int, str | None]] = []
    end: int | None = None
    for segment in segments:
        if segment.end <= 0:
            continue
        channel = segment.activity if segment.activity in channels else None
        if end is not None and segment.start > end and found and found[-1][1] is not None:
            found.append((end, None))
        if (found[-1][1] if found else None) != channel:
            found.append((segment.start, channel))
        end = segment.end
    if end is not None and found and found[-1][1] is not None:
        found.append((end, None))
    return found


def _staffed(
    scenario: Scenario, roster: Roster, channels: tuple[str, ...], intervals: int, step: int
) -> Floats:
    slots = np.arange(scenario.grid.slots) // step
    slot_s = scenario.grid.slot_minutes * 60.0
    heads: list[NDArray[np.float64]] = [
        np.bincount(slots, count(scenario, roster, channel), intervals).astype(np.float64)
        for channel in channels
    ]
    return np.column_stack(heads) * slot_s if heads else np.zeros((intervals, 0))
