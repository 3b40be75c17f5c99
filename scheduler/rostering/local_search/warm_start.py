"""A roster that was handed out, put back on the improver's board to start from."""

from __future__ import annotations

import numpy as np

from scheduler.domain.entitlements import presence_slots
from scheduler.domain.roster import MEAL, REST, Roster, Segment
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.pricing.stretches import NEVER, Ints
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.person_week import PersonWeek


def adopt(improver: RosterState, roster: Roster) -> bool:
    """Place everybody as in this roster; who no longer can is given their best week.

    Returns False, with an empty board, where somebody is left without a legal week.
    """
    grid = improver.scenario.grid
    left: list[Key] = []
    for key, member in improver.members.items():
        days = member.person.days
        own = [s for s in roster.by_csr.get(key[0], ()) if grid.day(s.start) in days]
        improver.sittings[key] = [
            (s.activity.removeprefix("meeting:"), s.start, s.slots)
            for s in own
            if s.activity in {task.activity for task in member.person.meetings}
        ]
        plan = _plan(improver, key, own)
        if plan is None:
            left.append(key)
        else:
            improver.insert(key, plan)
    for key in left:
        plan = improver.best_week(key)
        if plan is None:
            improver.clear()
            return False
        improver.insert(key, plan)
    for key, member in improver.members.items():
        seated = {name for name, _, _ in improver.sittings[key]}
        for task in member.person.meetings:
            name = task.activity.removeprefix("meeting:")
            if name not in seated and not task.lost:
                improver.clear()
                return False
            if name not in seated:
                improver.excused.add((name, key))
    return True


def _plan(improver: RosterState, key: Key, segments: list[Segment]) -> Plan | None:
    """These segments as a plan, or None where they are no longer among the legal weeks."""
    person = improver.members[key].person
    codes = _codes(person)
    grid = improver.scenario.grid
    doing = np.full((len(person.days), grid.slots_per_day), -1, dtype=np.int64)
    for segment in segments:
        if segment.activity not in codes:
            return None
        d, s = grid.day(segment.start) - person.days[0], grid.of_day(segment.start)
        doing[d, s : s + segment.slots] = codes[segment.activity]
    chosen = _options(improver, person, doing)
    if chosen is None or not _allowed(person, doing):
        return None
    for j, task in enumerate(person.programs):
        if int((doing == len(person.channels) + j).sum()) != task.slots:
            return None
    patterns, costs = improver.patterns(key)
    pattern = sum(1 << d for d in range(len(chosen)) if chosen[d] >= 0)
    if not (costs[patterns == pattern] < NEVER / 2).any():
        return None
    plan = improver.plan(key, doing, chosen, patterns, costs)
    paid = sum(int(person.options[o, 2]) for o in chosen.tolist() if o >= 0)
    return plan if person.target <= paid <= person.most else None


def _codes(person: PersonWeek) -> dict[str, int]:
    """Activity codes of the kernels: channels, programs, rest, meal, meetings."""
    names = [
        *person.channels,
        *(task.activity for task in person.programs),
        REST,
        MEAL,
        *(task.activity for task in person.meetings),
    ]
    return {name: code for code, name in enumerate(names)}


def _options(improver: RosterState, person: PersonWeek, doing: Ints) -> Ints | None:
    """The shift option of each day, -1 where off; None where a shift is none of them."""
    chosen = np.full(len(doing), -1, dtype=np.int64)
    meal = person.base.shape[1] + 1
    for d in range(len(doing)):
        at_work = np.flatnonzero(doing[d] >= 0)
        if not len(at_work):
            continue
        start, end = int(at_work[0]), int(at_work[-1]) + 1
        paid = int(((doing[d] >= 0) & (doing[d] != meal)).sum())
        length = presence_slots(improver.scenario, person.csr, paid)
        for o in range(person.day_options[d], person.day_options[d + 1]):
            fits = person.options[o, 0] == start and person.options[o, 1] == end
            if fits and end - start == length and person.options[o, 2] * person.unit == paid:
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
        if activities <= a < activities + 2 and person.pause_base[d, a - activities, s] >= NEVER:
            return False
    return True
