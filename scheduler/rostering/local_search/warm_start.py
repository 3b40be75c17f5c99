"""A warm start: the state of a search in which everybody does what a given roster says."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import numpy as np

from scheduler.domain.entitlements import presence_slots
from scheduler.domain.roster import Roster, Segment, meeting_activity
from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.plan_costs import make_plan
from scheduler.rostering.local_search.sittings import seat_meeting
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.params import SEATING_NOISE
from scheduler.rostering.problem.activity_codes import END, MEAL, OFF, PAID, PAUSE_KINDS, START
from scheduler.rostering.problem.arrays import NEVER, Ints
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.gatherings import Gathering, meeting_task
from scheduler.rostering.problem.known_rules import known_rules
from scheduler.rostering.problem.person_week import PersonWeek

MEETINGS = "meetings"  # the rule


def adopt(state: RosterState, roster: Roster, broken: Container[Key] = (), seed: int = 0) -> bool:
    """Place everybody as in this roster; who no longer can gets their best week.

    `broken` are weeks that may not stay as they are (`broken_weeks`). Meetings that the roster
    does not have are seated around it, at other times with another `seed`. Returns False, with
    nobody placed, where somebody is left without a legal week or a meeting without a time.
    """
    persons = state.problem.persons
    left = [key for key in persons if not _place(state, key, roster, key in broken)]
    if all(_place_best(state, key) for key in left) and _seat_missing(state, seed):
        return True
    state.clear()
    return False


def broken_weeks(state: RosterState, roster: Roster) -> set[Key]:
    """Whose weeks break a rule that the search keeps: rosters from outside may, by hand or news.

    Not those of meetings, which `adopt` seats, nor of heads, which name nobody.
    """
    scenario, weeks, found = state.scenario, range(state.scenario.grid.weeks), set[Key]()
    for rule in known_rules(scenario):
        if rule.name == MEETINGS:
            continue
        for violation in rule.check(scenario, roster):
            start = violation.start
            week = -1 if start is None else scenario.grid.day(start) // 7
            found.update((violation.csr_id, w) for w in weeks if week in (w, -1))
    return found


def _place(state: RosterState, key: Key, roster: Roster, broken: bool) -> bool:
    """Place one week as in the roster, where it is a legal one; its sittings anyway."""
    grid, person = state.scenario.grid, state.problem.persons[key]
    own = [s for s in roster.by_csr.get(key[0], ()) if grid.day(s.start) in person.days]
    state.sittings[key] = [
        (s.activity.removeprefix("meeting:"), s.start, s.slots)
        for s in own
        if s.activity in {task.activity for task in person.meetings}
    ]
    plan = None if broken else _plan(state, key, own)
    if plan is not None:
        state.insert(key, plan)
    return plan is not None


def _place_best(state: RosterState, key: Key) -> bool:
    """Place the best week: at the sittings of the roster, at those still possible, or at none."""
    person, own = state.problem.persons[key], state.sittings[key]
    starts = {(task.activity, start) for task in person.meetings for start in task.possible}
    left = [one for one in own if (meeting_activity(one[0]), one[1]) in starts]
    for sittings in (own, left, []):
        state.sittings[key] = list(sittings)
        plan = best_week(state, key)
        if plan is not None:
            state.insert(key, plan)
            return True
    return False


def _seat_missing(state: RosterState, seed: int) -> bool:
    """Seat whoever has to come to a meeting and sits in none; whether all could be."""
    rng, noise = np.random.default_rng((len(state.plans), seed)), SEATING_NOISE if seed else 0.0
    for gathering in state.problem.gatherings:
        absent = tuple(key for key in gathering.keys if not _sits(state, key, gathering))
        must = [key for key in absent if not _may_be_excused(state, key, gathering)]
        if not must:
            state.excused.update((gathering.meeting.meeting_id, key) for key in absent)
            continue
        held = {start for key in gathering.keys for start in _sittings_of(state, key, gathering)}
        joining = replace(gathering, keys=absent, starts=np.array(sorted(held)), sittings=1)
        hosted = bool(gathering.meeting.hosts)
        if held and not hosted and seat_meeting(state, joining, rng, noise):
            continue
        if not seat_meeting(state, gathering, rng, noise):
            return False
    return True


def _sits(state: RosterState, key: Key, gathering: Gathering) -> bool:
    return bool(_sittings_of(state, key, gathering))


def _sittings_of(state: RosterState, key: Key, gathering: Gathering) -> list[int]:
    """Starts of the meeting's sittings in which this person sits."""
    name = gathering.meeting.meeting_id
    return [start for meeting, start, _ in state.sittings[key] if meeting == name]


def _may_be_excused(state: RosterState, key: Key, gathering: Gathering) -> bool:
    """Whether leave covers some sitting, so that the attendee may miss the meeting."""
    task = meeting_task(state.problem.persons[key], gathering.meeting)
    return task is not None and bool(task.lost)


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
    return plan_of(state, key, doing)


def plan_of(state: RosterState, key: Key, doing: Ints) -> Plan | None:
    """These activities (codes by day and slot) as a plan, None where no legal week has them."""
    person = state.problem.persons[key]
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
    if doing.max() >= len(person.activities):
        return False
    for d, s in np.argwhere(doing >= 0).tolist():
        a = doing[d, s]
        if a < activities and person.base[d, a, s] >= NEVER:
            return False
        pause = a - activities
        if 0 <= pause < PAUSE_KINDS and person.pause_base[d, pause, s] >= NEVER:
            return False
    return True
