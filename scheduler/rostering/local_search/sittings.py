"""When meetings sit, and who sits in which sitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from scheduler.domain.roster import meeting_activity
from scheduler.domain.scenario import Meeting, Pin
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.whole_horizon import place_weeks
from scheduler.rostering.pricing.stretches import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key, Plan, Sitting
from scheduler.rostering.problem.person_week import Task
from scheduler.rules.pins import SHIFT

ABSENT = 30.0  # dollars: a shift has to move for the sitting
# shares of the moves of whole meetings that put all sittings into somebody's leave, and keep them
EXCUSING, STILL_EXCUSING = 0.3, 0.8
TRIES = 12


@dataclass(frozen=True, eq=False)
class Gathering:
    """One meeting of one week: who has to come, and every start it may have.

    Or a part of it, to be moved by itself: a sitting with its people, or one person who may
    join the sittings of the others.
    """

    meeting: Meeting
    week: int
    keys: tuple[Key, ...]
    starts: Ints  # slots of the horizon
    sittings: int  # that these people may be split over

    @property
    def activity(self) -> str:
        return meeting_activity(self.meeting.meeting_id)


def gatherings(improver: RosterState) -> list[Gathering]:
    """All meetings with somebody to come, the largest sittings first."""
    scenario = improver.scenario
    spd = scenario.grid.slots_per_day
    found = []
    for meeting in scenario.meetings:
        for week in range(scenario.grid.weeks):
            keys = [
                (c, week)
                for c in meeting.attendees
                if (c, week) in improver.members and _task(improver, (c, week), meeting)
            ]
            days = [
                d
                for d in scenario.grid.week_days(week)
                if scenario.grid.weekday(d) in meeting.weekdays
            ]
            starts = [
                d * spd + s
                for d in days
                for s in range(meeting.earliest, meeting.latest - meeting.slots + 1)
            ]
            if keys and starts:
                found.append(
                    Gathering(meeting, week, tuple(keys), np.array(starts), meeting.sessions)
                )
    found.sort(key=lambda g: -len(g.keys) / g.meeting.sessions)
    return found


def _task(improver: RosterState, key: Key, meeting: Meeting) -> Task | None:
    for task in improver.members[key].person.meetings:
        if task.source is meeting:
            return task
    return None


def part(improver: RosterState, gathering: Gathering, rng: np.random.Generator) -> Gathering:
    """The whole meeting, one of its sittings or one attendee, as the lot falls.

    Who is excused stays so, unless the whole meeting moves.
    """
    at = {
        key: start
        for key in gathering.keys
        for name, start, _ in improver.sittings[key]
        if name == gathering.meeting.meeting_id
    }
    draw = rng.integers(3)
    absent = [key for key in gathering.keys if key not in at]
    if draw == 0 or len(set(at.values())) < 2:
        if absent and rng.random() < STILL_EXCUSING:
            return _within_leave(improver, gathering, absent)
        return some_leave(improver, gathering, rng)
    one = list(at)[rng.integers(len(at))]
    if draw == 1:
        together = tuple(key for key in at if at[key] == at[one])
        of_all = _within_leave(improver, gathering, absent)
        return replace(of_all, keys=together, sittings=1)
    others = np.array(sorted({at[key] for key in at if key != one}))
    return replace(gathering, keys=(one,), starts=others, sittings=1)


def some_leave(
    improver: RosterState, gathering: Gathering, rng: np.random.Generator, share: float = EXCUSING
) -> Gathering:
    """The meeting, in a share of the calls only at times at which one of its people is on leave:
    who is excused can work other days."""
    away = [key for key in gathering.keys if _lost(improver, gathering, key)]
    if gathering.sittings == 1 or not away or rng.random() >= share:
        return gathering
    return _within_leave(improver, gathering, [away[rng.integers(len(away))]])


def worth_leave(improver: RosterState, gathering: Gathering) -> Gathering:
    """The meeting only at times that excuse people whose time is worth more to the queues than
    it costs to excuse them: those whom it pays most to excuse together."""
    away = {key: lost for key in gathering.keys if (lost := _lost(improver, gathering, key))}
    missed, slots = improver.scenario.prices.missed_meeting, gathering.meeting.slots
    gain = {key: _mean_worth(improver, key) * slots - missed for key in away}
    at = [[key for key in away if start in away[key]] for start in gathering.starts.tolist()]
    excused = max(at, key=lambda keys: sum(gain[key] for key in keys))
    gained = sum(gain[key] for key in excused)
    return _within_leave(improver, gathering, excused) if gained > 0.0 else gathering


def _mean_worth(improver: RosterState, key: Key) -> float:
    """Dollars that the queues lose in a slot at work where this person is off them, on average."""
    plan = improver.plans.get(key)
    at_work = plan is not None and plan.doing.ravel() >= 0
    return float(_worth(improver, key)[at_work].mean()) if np.any(at_work) else 0.0


def _within_leave(improver: RosterState, gathering: Gathering, keys: list[Key]) -> Gathering:
    """The meeting only at times at which all these people are on leave."""
    starts = gathering.starts
    for key in keys:
        starts = starts[np.isin(starts, list(_lost(improver, gathering, key)))]
    return replace(gathering, starts=starts) if len(starts) else gathering


def _lost(improver: RosterState, gathering: Gathering, key: Key) -> frozenset[int]:
    """Starts at which leave keeps this person from the meeting."""
    task = _task(improver, key, gathering.meeting)
    return task.lost if task is not None else frozenset()


def convene(
    improver: RosterState, gathering: Gathering, rng: np.random.Generator, noise: float
) -> bool:
    """Choose sittings for everybody who has to come and rebuild their weeks around them.

    Returns False, with everything as it was, where no choice tried left all a legal week.
    """
    before = Snapshot.of(improver, all_weeks(improver, gathering))
    adjourn(improver, gathering)
    scores = _scores(improver, gathering)
    scores += rng.exponential(noise, len(gathering.starts)) if noise else 0.0
    for _ in range(TRIES):
        assigned = _assign(gathering, scores)
        if assigned is None:
            break
        failed = _seat(improver, gathering, assigned, rng)
        if failed is None:
            return True
        before.restore(improver)
        adjourn(improver, gathering)
        scores[gathering.keys.index(failed), assigned[failed]] = NEVER
    before.restore(improver)
    return False


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Weeks and sittings of some people, to go back to."""

    plans: dict[Key, Plan | None]
    sittings: dict[Key, list[Sitting]]
    excused: frozenset[tuple[str, Key]]

    @staticmethod
    def of(improver: RosterState, keys: Iterable[Key]) -> Snapshot:
        own = list(keys)
        return Snapshot(
            {k: improver.plans.get(k) for k in own},
            {k: list(improver.sittings[k]) for k in own},
            frozenset(improver.excused),
        )

    def restore(self, improver: RosterState) -> None:
        for key, plan in self.plans.items():
            improver.remove(key)
            improver.sittings[key] = list(self.sittings[key])
            if plan is not None:
                improver.insert(key, plan)
        improver.excused = set(self.excused)


def all_weeks(improver: RosterState, gathering: Gathering) -> tuple[Key, ...]:
    """The attendees' weeks, the others too: those may have to change with the sitting."""
    weeks = range(improver.scenario.grid.weeks)
    every = ((csr_id, week) for csr_id, _ in gathering.keys for week in weeks)
    return tuple(key for key in every if key in improver.members)


def adjourn(improver: RosterState, gathering: Gathering) -> None:
    """Take the meeting out of everybody's week (their plans stay, for scoring)."""
    name = gathering.meeting.meeting_id
    for key in gathering.keys:
        improver.sittings[key] = [s for s in improver.sittings[key] if s[0] != name]
        improver.excused.discard((name, key))


def _scores(improver: RosterState, gathering: Gathering) -> Floats:
    """Dollars of each attendee at each start: what the queues lose, and moved shifts."""
    scenario, meeting = improver.scenario, gathering.meeting
    spd, slots = scenario.grid.slots_per_day, meeting.slots
    scores = np.empty((len(gathering.keys), len(gathering.starts)))
    attended = np.zeros(len(gathering.starts), dtype=np.bool_)
    for i, key in enumerate(gathering.keys):
        plan = improver.plans.get(key)
        person = improver.members[key].person
        first = person.days[0] * spd
        there = np.zeros(len(person.days) * spd, dtype=np.bool_)
        if plan is not None:
            there = plan.doing.ravel() >= 0
        present = np.concatenate([[0], np.cumsum(there)])
        at = gathering.starts - first
        inside = present[at + slots] - present[at] == slots
        sums = np.concatenate([[0.0], np.cumsum(_worth(improver, key))])
        scores[i] = sums[at + slots] - sums[at] + np.where(inside, 0.0, ABSENT)
        scores[i] += _refused(improver, key, at, slots)
        for _, start, length in improver.sittings[key]:
            clash = (gathering.starts < start + length) & (start < gathering.starts + slots)
            scores[i][clash] = NEVER
        task = _task(improver, key, meeting)
        assert task is not None
        possible = np.isin(gathering.starts, list(task.possible))
        scores[i][~possible] = NEVER
        attended |= possible
        lost = np.isin(gathering.starts, list(task.lost))
        whole = gathering.sittings == meeting.sessions
        if whole and (meeting.sessions == 1 or lost.all()):  # excused where no sitting is left
            scores[i][lost] = scenario.prices.missed_meeting
        for pin in scenario.pins_of[key[0]]:
            if pin.start // spd in person.days and pin.activity != SHIFT:
                scores[i][_breaks(pin, gathering)] = NEVER
    scores[:, ~attended] = NEVER  # a sitting that nobody attends excuses nobody
    return scores


def _refused(improver: RosterState, key: Key, at: Ints, slots: int) -> Floats:
    """Dollars of requests at the least where a person is at work from `at` for so many slots.

    `at` counts from the week's first midnight. Zero where no shift holds the time.
    """
    person, spd = improver.members[key].person, improver.scenario.grid.slots_per_day
    patterns, costs = improver.patterns(key)
    found = np.zeros(len(at))
    for d in np.unique(at // spd).tolist():
        with_day = costs[(patterns >> d) & 1 == 1]
        own = slice(person.day_options[d], person.day_options[d + 1])
        first, last, cost = *person.options[own, :2].T, person.option_costs[own]
        here = at // spd == d
        start = (at[here] % spd)[:, None]
        held = (first <= start) & (start + slots <= last)
        least = np.where(held, cost, NEVER).min(axis=1, initial=NEVER)
        found[here] = np.where(held.any(axis=1), least, 0.0) + with_day.min(initial=NEVER)
    return np.where(found < NEVER / 2, found, 0.0)


def _worth(improver: RosterState, key: Key) -> Floats:
    """Dollars that the queues lose in each slot of the week where this person is off them."""
    member, plan = improver.members[key], improver.remove(key)
    member.price(improver.board.price())
    if plan is not None:
        improver.insert(key, plan)
    lost: Floats = -member.prices[:, : len(member.person.channels)].min(axis=1).ravel()
    return np.clip(lost, 0.0, None)


def _breaks(pin: Pin, gathering: Gathering) -> Bools:
    """Starts at which somebody with this pin cannot sit."""
    ends = gathering.starts + gathering.meeting.slots
    if pin.activity == gathering.activity:
        return (pin.start < gathering.starts) | (ends < pin.end)
    return (gathering.starts < pin.end) & (pin.start < ends)


def _assign(gathering: Gathering, scores: Floats) -> dict[Key, int] | None:
    """A start for everybody: in equal shares, else as many as can come to each sitting."""
    return _shared(gathering, scores, equal=True) or _shared(gathering, scores, equal=False)


def _shared(gathering: Gathering, scores: Floats, equal: bool) -> dict[Key, int] | None:
    """Sittings one after the other, each at the start that suits its share of people best."""
    left = list(range(len(gathering.keys)))
    assigned: dict[Key, int] = {}
    for sitting in range(gathering.sittings, 0, -1):
        if not left:
            break
        able = (scores[left] < NEVER / 2).sum(axis=0)
        size = -(-len(left) // sitting) if equal else int(able.max())
        sums = np.sort(scores[left], axis=0)[:size].sum(axis=0)
        best = int(np.argmin(sums))
        if not size or able[best] < size:
            return None
        order = sorted(left, key=lambda i: (scores[i, best], i))
        for i in order[:size]:
            assigned[gathering.keys[i]] = best
            left.remove(i)
    return None if left else assigned


def _seat(
    improver: RosterState, gathering: Gathering, assigned: dict[Key, int], rng: np.random.Generator
) -> Key | None:
    """Rebuild the attendees at their sittings; the key of who has no legal week, if any."""
    meeting = gathering.meeting
    keys: list[Key] = list(assigned)
    for attendee in keys:
        improver.remove(attendee)
    for i in rng.permutation(len(keys)).tolist():
        key: Key = keys[i]
        start = int(gathering.starts[assigned[key]])
        task = _task(improver, key, meeting)
        if task is not None and start in task.lost:
            improver.excused.add((meeting.meeting_id, key))
        else:
            improver.sittings[key].append((meeting.meeting_id, start, meeting.slots))
        plan = improver.some_week(key, rng)
        if plan is not None:
            improver.insert(key, plan)
        elif not _place_anew(improver, key[0]):
            return key
    return None


def _place_anew(improver: RosterState, csr_id: str) -> bool:
    """All weeks of the person at their sittings, where the other weeks leave this one no days."""
    weeks = range(improver.scenario.grid.weeks)
    for week in weeks:
        improver.remove((csr_id, week))
    return len(weeks) > 1 and place_weeks(improver, csr_id)
