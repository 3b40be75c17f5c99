"""What an absence leaves of a published shift: worked as it was told, decided by nobody.

Whoever comes late or goes home works the rest of the shift that people know. No contract has a
shift of that length, so for everything that is decided the person is away all day; the rest is
`given` of the scenario, counted on its queues and written with the roster.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.roster import PAUSES, Roster, Segment, Shift
from scheduler.domain.scenario import Scenario, TimeOff


def with_given_shifts(scenario: Scenario) -> Scenario:
    """The scenario in which absences inside published shifts take the day, and leave the rest."""
    if scenario.published is None or not scenario.time_off:
        return scenario
    shifts = scenario.published.shifts(scenario.grid.slots_per_day)
    given: list[Segment] = []
    whole: list[TimeOff] = []
    for csr_id, own in shifts.items():
        away = scenario.time_off_of.get(csr_id, ())
        for shift in own:
            cut = [off for off in away if off.start < shift.end and shift.start < off.end]
            rest = _rest_of(shift, cut) if cut else []
            if rest:
                given += rest
                midnight = shift.day * scenario.grid.slots_per_day
                day = midnight, midnight + scenario.grid.slots_per_day
                whole.append(replace(cut[0], start=day[0], end=day[1]))
    if not given:
        return scenario
    days = {(off.csr_id, off.start) for off in whole}
    spd = scenario.grid.slots_per_day
    kept = [
        off
        for off in scenario.time_off
        if (off.csr_id, off.start // spd * spd) not in days
        or off.end > off.start // spd * spd + spd
    ]
    return replace(scenario, time_off=(*kept, *whole), given=tuple(sorted(given)))


def _rest_of(shift: Shift, away: list[TimeOff]) -> list[Segment]:
    """The longest unbroken part of a shift without absence; it neither begins nor ends paused."""
    free = [
        slot
        for slot in range(shift.start, shift.end)
        if not any(off.start <= slot < off.end for off in away)
    ]
    runs: list[list[int]] = []
    for slot in free:
        if runs and runs[-1][-1] == slot - 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    longest = max(runs, key=len, default=[])
    if not longest:
        return []
    start, end = longest[0], longest[-1] + 1
    parts = [
        replace(s, start=max(s.start, start), end=min(s.end, end))
        for s in shift.segments
        if s.start < end and start < s.end
    ]
    while parts and parts[0].activity in PAUSES:
        parts.pop(0)
    while parts and parts[-1].activity in PAUSES:
        parts.pop()
    return parts


def given_to(scenario: Scenario, roster: Roster) -> Roster:
    """The roster with what is given."""
    if not scenario.given:
        return roster
    return Roster.of({*roster.segments, *scenario.given})


def without_given(scenario: Scenario, roster: Roster) -> Roster:
    """The roster without what is given, as far as it stands there exactly so."""
    if not scenario.given:
        return roster
    given = set(scenario.given)
    return Roster(tuple(s for s in roster.segments if s not in given))


def less_given(scenario: Scenario, requirements: Requirements) -> Requirements:
    """What is required beside those whose shifts are given; joint targets stay as they are."""
    if not scenario.given:
        return requirements
    chosen = {joint.row for joint in requirements.joint}
    rows = [
        part
        for row in requirements.rows
        for part in ([row] if (row.channel, row.language) in chosen else _parts(scenario, row))
    ]
    return replace(requirements, rows=tuple(rows))


def _parts(scenario: Scenario, row: Requirement) -> Iterator[Requirement]:
    """The requirement, in parts where different numbers of given people are there."""
    there = np.zeros(row.end - row.start, dtype=np.int64)
    for segment in scenario.given:
        csr = scenario.csr.get(segment.csr_id)
        if csr is not None and segment.activity == row.channel and csr.speaks(row.language):
            there[max(0, segment.start - row.start) : max(0, segment.end - row.start)] += 1
    edges = [0, *(np.flatnonzero(np.diff(there)) + 1).tolist(), len(there)]
    for first, last in itertools.pairwise(edges):
        share = (last - first) / len(there)
        yield replace(
            row,
            start=row.start + first,
            end=row.start + last,
            volume=row.volume * share,
            required=max(0, row.required - int(there[first])),
        )
