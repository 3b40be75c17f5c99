"""Who is on which channel in each slot, against what is required."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import ALL, Requirement, Requirements, Row
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import MEAL, SUPERVISION, Roster, Segment
from scheduler.domain.scenario import Scenario


@dataclass(frozen=True)
class CoverageRow:
    """One open slot of one channel and language; `short` and `over` are heads."""

    start: int
    end: int
    channel: str
    language: str
    required: int
    scheduled: int

    @property
    def short(self) -> int:
        return max(0, self.required - self.scheduled)

    @property
    def over(self) -> int:
        return max(0, self.scheduled - self.required)


def count(
    scenario: Scenario, roster: Roster, channel: str, language: str = ALL
) -> NDArray[np.int64]:
    """Heads per slot on a channel; for a language, those of them who speak it.

    For several together, such as `es+vi`, those who speak one of them.
    """
    speakers: frozenset[str] | None = None
    if language != ALL:
        speakers = scenario.kept(("speakers", language), lambda: _speakers(scenario, language))
    return _counted(scenario.grid.slots, roster, (channel,), speakers).copy()


def _speakers(scenario: Scenario, language: str) -> frozenset[str]:
    return frozenset(csr.csr_id for csr in scenario.csrs if csr.speaks(language))


def supervisors_there(scenario: Scenario, roster: Roster) -> NDArray[np.int64]:
    """Supervisors at work per slot: at a rest or in a meeting they are there, at a meal not."""
    supervisors = scenario.kept(("supervisors there",), lambda: _supervisors(scenario))
    return _counted(scenario.grid.slots, roster, None, supervisors).copy()


def _supervisors(scenario: Scenario) -> frozenset[str]:
    people = (csr for csr in scenario.csrs if SUPERVISION in csr.channels and not csr.shadows)
    return frozenset(csr.csr_id for csr in people)


def _counted(
    slots: int, roster: Roster, on: tuple[str, ...] | None, who: frozenset[str] | None
) -> NDArray[np.int64]:
    """How many of these people do one of these activities, or anything but eat, in each slot.

    Counted once for each roster; in one that was made from another, only for who differs.
    """
    key = slots, on, who
    if key not in roster.counted:

        def heads(segments: Iterable[Segment]) -> NDArray[np.int64]:
            doing = (
                s for s in segments if (s.activity != MEAL if on is None else s.activity in on)
            )
            return _heads(slots, (s for s in doing if who is None or s.csr_id in who))

        if roster.made_from is None:
            roster.counted[key] = heads(roster.segments)
        else:
            before, people = roster.made_from
            gone, come = before.of_people(people).segments, roster.of_people(people).segments
            roster.counted[key] = _counted(slots, before, on, who) - heads(gone) + heads(come)
    found: NDArray[np.int64] = roster.counted[key]
    return found


def _heads(slots: int, segments: Iterable[Segment]) -> NDArray[np.int64]:
    """How many of the segments hold each slot of the horizon."""
    spans = np.array([(s.start, s.end) for s in segments], dtype=np.int64).reshape(-1, 2)
    starts, ends = spans.clip(0, slots).T
    come = np.bincount(starts, minlength=slots + 1)
    go = np.bincount(np.maximum(starts, ends), minlength=slots + 1)
    return np.cumsum(come - go)[:slots]


def supervisors_required(
    scenario: Scenario, rows: tuple[Requirement, ...], deferred: set[str]
) -> NDArray[np.int64]:
    """One for each span of required people, zeros where the centre rosters none."""
    people = np.zeros(scenario.grid.slots, dtype=np.int64)
    if not any(SUPERVISION in csr.channels for csr in scenario.csrs):
        return people
    for row in rows:
        if row.language == ALL and row.channel not in deferred:
            people[row.start : row.end] += row.required
    return -(-people // scenario.labour.supervisor_span)


def open_slots(scenario: Scenario, channel: str) -> NDArray[np.bool_]:
    """Which slots of the horizon the channel is open in."""
    grid = scenario.grid
    is_open = np.zeros(grid.slots, dtype=np.bool_)
    for day in range(len(scenario.opening.get(channel, ()))):
        for start, end in openings(scenario, channel, day):
            is_open[day * grid.slots_per_day + start : day * grid.slots_per_day + end] = True
    is_open[sorted(grid.skipped)] = False
    return is_open


def coverage_keys(scenario: Scenario, requirements: Requirements) -> list[Row]:
    """The (channel, language) rows that are covered by heads, `*` first in each channel.

    A channel that is open gets its `*` row even when nothing is ever required on it.
    """
    deferred = {work.channel for work in requirements.deferrable}
    keys = set(requirements.by_slot)
    keys |= {(c, ALL) for c in scenario.opening if c not in deferred and c != SUPERVISION}
    return sorted(keys, key=lambda key: (key[0], key[1] != ALL, key[1]))


def coverage(scenario: Scenario, requirements: Requirements, roster: Roster) -> list[CoverageRow]:
    """Every open slot of every covered row, slot by slot."""
    return list(_rows(scenario, requirements, roster))


def _rows(scenario: Scenario, requirements: Requirements, roster: Roster) -> Iterator[CoverageRow]:
    nothing = np.zeros(scenario.grid.slots, dtype=np.int64)
    for channel, language in coverage_keys(scenario, requirements):
        need = requirements.by_slot.get((channel, language), nothing)
        heads = count(scenario, roster, channel, language)
        for slot in np.flatnonzero(open_slots(scenario, channel)).tolist():
            yield CoverageRow(slot, slot + 1, channel, language, int(need[slot]), int(heads[slot]))


def counting_given(scenario: Scenario, rows: Iterable[CoverageRow]) -> Iterator[CoverageRow]:
    """The rows with those whose shift an absence cut: required, and there (given_shifts.py)."""
    there: dict[tuple[int, str, str], int] = {}
    for segment in scenario.given:
        csr = scenario.csr.get(segment.csr_id)
        for language in (ALL, *(csr.languages if csr is not None else ())):
            for slot in range(segment.start, segment.end):
                key = slot, segment.activity, language
                there[key] = there.get(key, 0) + 1
    for row in rows:
        more = there.get((row.start, row.channel, row.language), 0)
        if more:
            row = replace(row, required=row.required + more, scheduled=row.scheduled + more)
        yield row
