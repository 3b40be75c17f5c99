"""Calibration: requirements corrected where the simulated service misses its target.

Erlang's formulas know nothing of people who change desks, of languages that share people or
of days that are busier than forecast; the simulation does. What it finds missing goes back
into the requirement, one head at a time, and the week is rostered again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.domain.coverage import count, supervisors_required
from scheduler.domain.demand import ALL, Added, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.staffing.requirements import DEFERRABLE, service_of
from scheduler.verification.misses import Miss, misses
from scheduler.verification.simulated import Simulated, SimulatedRow


@dataclass(frozen=True)
class Round:
    """A roster made for some requirements, and how it fares in the simulation."""

    requirements: Requirements
    simulated: Simulated
    misses: tuple[Miss, ...]

    @staticmethod
    def of(
        scenario: Scenario, requirements: Requirements, roster: Roster, simulated: Simulated
    ) -> Round:
        return Round(requirements, simulated, misses(scenario, requirements, roster, simulated))

    @property
    def missing(self) -> float:
        """Contacts more that would have to be answered in time for every target to hold."""
        return sum(miss.contacts for miss in self.misses)

    @property
    def added(self) -> tuple[Added, ...]:
        return tuple(
            Added(row.start, row.end, row.channel, row.language, row.added)
            for row in self.requirements.rows
            if row.added
        )


@dataclass(frozen=True)
class Calibration:
    """Every round in order, the first without any correction, and the one whose roster is kept."""

    rounds: tuple[Round, ...]
    kept: int

    @staticmethod
    def of(rounds: Sequence[Round]) -> Calibration:
        """The round kept misses the fewest contacts, the earliest of such."""
        return Calibration(
            tuple(rounds), min(range(len(rounds)), key=lambda i: (rounds[i].missing, i))
        )

    @property
    def before(self) -> Round:
        return self.rounds[0]

    @property
    def after(self) -> Round:
        return self.rounds[self.kept]

    @property
    def added_slots(self) -> int:
        """Heads added times the slots of their intervals, in the round kept."""
        return sum(one.heads * (one.end - one.start) for one in self.after.added)


def corrected(
    scenario: Scenario, requirements: Requirements, added: Sequence[Added]
) -> Requirements:
    """The requirements with these heads in place of what was added before.

    What fits no interval of theirs is left out.
    """
    heads = {(one.channel, one.language, one.start, one.end): one.heads for one in added}
    deferred = {work.channel for work in requirements.deferrable}

    def row_with(row: Requirement) -> Requirement:
        more = heads.get((row.channel, row.language, row.start, row.end), 0)
        if row.channel in deferred or more == row.added:
            return row
        return replace(row, required=row.required - row.added + more, added=more)

    rows = tuple(map(row_with, requirements.rows))
    more_of = {(row.channel, row.language, row.start): row.added for row in rows}
    joint = tuple(
        replace(each, added=np.array([more_of[(*each.row, t)] for t in each.starts.tolist()]))
        for each in requirements.joint
    )
    supervisors = supervisors_required(scenario, rows, deferred)
    return replace(requirements, rows=rows, supervisors=supervisors, joint=joint)


def next_requirements(scenario: Scenario, roster: Roster, last: Round) -> Requirements | None:
    """One head more wherever the last round missed; None where nothing can be corrected.

    Where more were rostered than required and it was still not enough, it is one more than
    they were. Within a day or week that misses, intervals below the target are corrected.
    Where fewer are rostered than required the requirement is not what is wrong, and work
    that may wait has none.
    """
    missed = {
        (row.channel, _row_of(row.language, last.requirements, row.channel), slot)
        for miss in last.misses
        if service_of(scenario, miss.row.channel).model != DEFERRABLE
        for row in _below(last.simulated, miss)
        for slot in range(row.start, row.end)
    }
    heads = {key: count(scenario, roster, *key) for key in last.requirements.by_slot}
    added: list[Added] = []
    for row in last.requirements.rows:
        if (row.channel, row.language) not in heads:
            continue
        there = int(heads[row.channel, row.language][row.start : row.end].min())
        wrong = there >= row.required and (row.channel, row.language, row.start) in missed
        more = row.added + (there + 1 - row.required if wrong else 0)
        added.append(Added(row.start, row.end, row.channel, row.language, more))
    if sum(one.heads for one in added) == sum(row.added for row in last.requirements.rows):
        return None
    return corrected(scenario, last.requirements, added)


def _below(simulated: Simulated, miss: Miss) -> Iterator[SimulatedRow]:
    """Intervals of a span that are below its target, contacts of the same kind."""
    for row in simulated.intervals:
        if (
            (row.channel, row.language) == (miss.row.channel, miss.row.language)
            and miss.row.start <= row.start < miss.row.end
            and row.service_level.mean < miss.target
        ):
            yield row


def _row_of(language: str, requirements: Requirements, channel: str) -> str:
    """The requirement that a simulated row is about: languages without their own share `*`."""
    return language if (channel, language) in requirements.by_slot else ALL
