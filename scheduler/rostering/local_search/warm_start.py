"""A warm start: the state of a search in which everybody does what a given roster says."""

from __future__ import annotations

import numpy as np

from scheduler.domain.entitlements import presence_slots
from scheduler.domain.roster import Roster, Segment
from scheduler.rostering.local_search.best_week import best_week, make_plan
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.activity_codes import END, MEAL, OFF, PAID, PAUSE_KINDS, START
from scheduler.rostering.problem.arrays import NEVER, Ints
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.person_week import PersonWeek


def adopt(state: RosterState, roster: Roster) -> bool:
    """Place everybody as in this roster; who no longer can gets their best week.

    Returns False, with nobody placed, where somebody is left without a legal week.
    """
    grid = state.scenario.grid
    left: list[Key] = []
    for key, person in state.problem.persons.items():
        days = person.days
        own = [s for s in roster.by_csr.get(key[0], ()) if grid.day(s.start) in days]
        state.sittings[key] = [
            (s.activity.removeprefix("meeting:"), s.start, s.slots)
            for s in own
            if s.activity in {task.activity for task in person.meetings}
        ]
        plan = _plan(state, key, own)
        if plan is None:
            left.append(key)
        else:
            state.insert(key, plan)
    for key in left:
        plan = best_week(state, key)
        if plan is None:
            state.clear()
            return False
        state.insert(key, plan)
    for key, person in state.problem.persons.items():
        seated = {name for name, _, _ in state.sittings[key]}
        for task in person.meetings:
            name = task.activity.removeprefix("meeting:")
            if name not in seated and not task.lost:
                state.clear()
                return False
            if name not in seated:
                state.excused.add((name, key))
    return True


def _plan(state: RosterState, key: Key, segments: list[Segment]) -> Plan | None:
    """These segments as a plan, or None where they are no longer among the legal weeks."""
    person = state.problem.persons[key]
    codes = {name: code for code, name in enumerate(person.activities)}
    grid = state.scenario.grid
    doing = np.full((len(person.days), grid.slots_per_day), OFF, dtype=np.int64)
    for segment in segments:
        if segment.activity not in codes:
            return None
        d, s = grid.day(segment.start) - person.days[0], grid.of_day(segment.start)
        doing[d, s : s + segment.slots] = codes[segment.activity]
    chosen = _options(state, person, doing)
    if chosen is None or not _allowed(person, doing):
        return None
    for j, task in enumerate(person.programs):
        if int((doing == len(person.channels) + j).sum()) != task.slots:
            return None
    patterns, costs = state.patterns(key)
    pattern = sum(1 << d for d in range(len(chosen)) if chosen[d] >= 0)
    if not (costs[patterns == pattern] < NEVER / 2).any():
        return None
    plan = make_plan(state, key, doing, chosen, (patterns, costs))
    paid = sum(int(person.options[o, PAID]) for o in chosen.tolist() if o >= 0)
    return plan if person.target <= paid <= person.most else None


def _options(state: RosterState, person: PersonWeek, doing: Ints) -> Ints | None:
    """The shift option of each day, -1 where off; None where a shift is none of them."""
    chosen = np.full(len(doing), OFF, dtype=np.int64)
    meal = person.base.shape[1] + MEAL
    for d in range(len(doing)):
        at_work = np.flatnonzero(doing[d] >= 0)
        if not len(at_work):
            continue
        start, end = int(at_work[0]), int(at_work[-1]) + 1
        paid = int(((doing[d] >= 0) & (doing[d] != meal)).sum())
        length = presence_slots(state.scenario, person.csr, paid)
        for o in range(person.day_options[d], person.day_options[d + 1]):
            fits = person.options[o, START] == start and person.options[o, END] == end
            if fits and end - start == length and person.options[o, PAID] * person.unit == paid:
                chosen[d] = o
        if chosen[d] < 0:
            return None
    return chosen


def _allowed(person: PersonWeek, doing: Ints) -> bool:
    """Whether everything still may be where it is."""
    activities = person.base.shape[1]
    for d, s in np.argwhere(doing >= 0).tolist():
        a = doing[d, s]
        if a < activities and person.base[d, a, s] >= NEVER:
            return False
        pause = a - activities
        if 0 <= pause < PAUSE_KINDS and person.pause_base[d, pause, s] >= NEVER:
            return False
    return True
