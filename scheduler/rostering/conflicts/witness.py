"""Rosters that show that something can hold: placed by the search, accepted by every check."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Csr, Pin, Scenario
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.problem.broken_shifts import without_broken_shifts
from scheduler.rostering.problem.gatherings import Gathering
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rules import RULES
from scheduler.rules.meetings import Meetings
from scheduler.rules.working_days import calendar

SEED = 1
ATTEMPTS = 2  # at a first roster, where failing costs a finer change and nothing else


@dataclass(frozen=True)
class Placed:
    """What one attempt came to: the roster, whom and what it has no place for, and what it breaks.

    `people` and `meetings` are ids without a place in it, `broken` names of rules.
    """

    roster: Roster
    people: tuple[str, ...]
    meetings: tuple[str, ...]
    broken: tuple[str, ...]

    @property
    def left_out(self) -> tuple[str, ...]:
        """What stands against it: people, meetings, else rules."""
        return (*self.people, *self.meetings) or self.broken

    @property
    def keeps_all(self) -> bool:
        return not (self.people or self.meetings or self.broken)


def place(scenario: Scenario, attempts: int = ATTEMPTS) -> Placed:
    """Everybody's week and every meeting without a thought of contacts."""
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    problem = build_problem(scenario, Requirements(scenario.grid.slots, (), (), nobody))
    state = RosterState(without_broken_shifts(problem))
    tried = count(1)
    failed = place_first_roster(WeekMoves(state, SEED), lambda: next(tried) >= attempts)
    roster = state.roster()
    people = dict.fromkeys(key[0] for key in failed if not isinstance(key, Gathering))
    meetings = dict.fromkeys(g.meeting.meeting_id for g in failed if isinstance(g, Gathering))
    return Placed(roster, tuple(people), tuple(meetings), broken_rules(scenario, roster))


def own_week_holds(own: Scenario) -> bool:
    """Whether the one person of a centre has a week: days first, then shifts, then all."""
    if not all(calendar(own, csr).possible for csr in own.csrs):
        return False
    if own.meetings and not place(replace(own, meetings=()), attempts=1).keeps_all:
        return False
    return place(own).keeps_all


def searched(scenario: Scenario, seconds: float) -> Placed:
    """The same by the search itself, for as long as it takes to keep seats and minimum staff."""
    found: list[Annealing] = []
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    problem = build_problem(scenario, Requirements(scenario.grid.slots, (), (), nobody))
    limits = SearchLimits(
        seconds, 0.0, 0.0, lambda _: None, lambda: bool(found and found[0].kept), Clock()
    )
    found.append(Annealing(problem, SEED, limits))
    if not found[0].begin():
        return place(scenario)
    if not found[0].kept:
        found[0].improve()
    roster = found[0].best() if found[0].kept else found[0].state.roster()
    return Placed(roster, (), (), broken_rules(scenario, roster))


def broken_rules(scenario: Scenario, roster: Roster) -> tuple[str, ...]:
    """Names of the rules that a roster breaks."""
    return tuple(
        rule.name
        for rule in RULES
        if next(rule.from_scenario(scenario).check(scenario, roster), None) is not None
    )


def alone(scenario: Scenario, csr: Csr) -> Scenario:
    """The person's own week: what only holds for several people at once is left out.

    So are meetings from which the sittings of others could excuse.
    """
    own = among(scenario, [csr.csr_id], ())
    meetings = tuple(
        replace(m, attendees=(csr.csr_id,), hosts=())
        for m in scenario.meetings
        if csr.csr_id in m.attendees
    )
    found = replace(own, meetings=meetings)
    doubtful = {d.meeting for d in Meetings.from_scenario(found).duties if d.lost}
    return replace(found, meetings=tuple(m for m in found.meetings if m not in doubtful))


def among(scenario: Scenario, people: Collection[str], meetings: Collection[str]) -> Scenario:
    """The centre of these people and of these meetings, without seats and minimum staff."""
    return replace(
        without_heads(scenario),
        csrs=tuple(csr for csr in scenario.csrs if csr.csr_id in people),
        meetings=tuple(m for m in scenario.meetings if m.meeting_id in meetings),
        programs=tuple(
            replace(p, attendees=tuple(i for i in p.attendees if i in people))
            for p in scenario.programs
            if not set(people).isdisjoint(p.attendees)
        ),
        time_off=tuple(t for t in scenario.time_off if t.csr_id in people),
        availability=tuple(a for a in scenario.availability if a.csr_id in people),
        requests=(),
        request_history=(),
        pins=tuple(p for p in scenario.pins if p.csr_id in people),
        published=None,
        shadows=(),
    )


def without_heads(scenario: Scenario) -> Scenario:
    """The centre without seats and minimum staff."""
    labour = replace(scenario.labour, seats=None, minimum_staff=None)
    return replace(scenario, labour=labour)


def with_weeks_of(scenario: Scenario, roster: Roster, people: Iterable[str]) -> Roster | None:
    """The roster with new weeks for these people, everybody else and every sitting as they are.

    None where it breaks a rule of the scenario, or where somebody finds no week.
    """
    segments = {csr_id: own for csr_id, own in roster.by_csr.items() if csr_id in scenario.csr}
    for csr_id in people:
        csr = scenario.csr[csr_id]
        own = alone(scenario, csr)
        names = {meeting_activity(m.meeting_id) for m in own.meetings}
        sat = [s for s in segments.get(csr_id, ()) if s.activity in names]
        pins = tuple(Pin(csr_id, s.start, s.end, s.activity) for s in sat)
        placed = place(replace(own, pins=(*own.pins, *pins)))
        if not placed.keeps_all:
            return None
        segments[csr_id] = placed.roster.segments
    found = Roster.of(s for own in segments.values() for s in own)
    return None if broken_rules(scenario, found) else found
