"""When meetings sit, and who sits in which sitting."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.domain.scenario import Pin
from scheduler.rostering.local_search.best_week import some_week
from scheduler.rostering.local_search.meeting_hosts import Sittings, more_sittings, without_host
from scheduler.rostering.local_search.state import RosterState, Snapshot
from scheduler.rostering.local_search.whole_horizon import place_weeks
from scheduler.rostering.params import (
    EXCUSING_SHARE,
    SHIFT_HAS_TO_MOVE,
    SITTING_TRIES,
    STAY_EXCUSED_SHARE,
)
from scheduler.rostering.problem.activity_codes import END, START
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.gatherings import Gathering, meeting_task
from scheduler.rules.pins import SHIFT


def random_part(state: RosterState, gathering: Gathering, rng: np.random.Generator) -> Gathering:
    """The whole meeting, one of its sittings or one attendee, as the lot falls.

    Who is excused stays so, unless the whole meeting moves. Where there are hosts, they and
    whole sittings move with all others: each sitting needs one.
    """
    at = {
        key: start
        for key in gathering.keys
        for name, start, _ in state.sittings[key]
        if name == gathering.meeting.meeting_id
    }
    draw = rng.integers(3)
    absent = [key for key in gathering.keys if key not in at]
    hosts = gathering.meeting.hosts
    if draw == 0 or (draw == 1 and hosts) or len(set(at.values())) < 2:
        if absent and rng.random() < STAY_EXCUSED_SHARE:
            return _in_their_leave(state, gathering, absent)
        return maybe_excusing(state, gathering, rng)
    one = list(at)[rng.integers(len(at))]
    if one[0] in hosts:
        return maybe_excusing(state, gathering, rng)
    if draw == 1:
        together = tuple(key for key in at if at[key] == at[one])
        of_all = _in_their_leave(state, gathering, absent)
        return replace(of_all, keys=together, sittings=1)
    others = np.array(sorted({at[key] for key in at if key != one}))
    return replace(gathering, keys=(one,), starts=others, sittings=1)


def maybe_excusing(
    state: RosterState,
    gathering: Gathering,
    rng: np.random.Generator,
    share: float = EXCUSING_SHARE,
) -> Gathering:
    """The meeting; in a share of the calls only at times at which one attendee is on leave.

    An excused attendee can work other days.
    """
    away = [key for key in gathering.keys if _lost(state, gathering, key)]
    if gathering.sittings == 1 or not away or rng.random() >= share:
        return gathering
    return _in_their_leave(state, gathering, [away[rng.integers(len(away))]])


def excusing_where_it_pays(state: RosterState, gathering: Gathering) -> Gathering:
    """The meeting only at times at which it pays most to excuse the attendees on leave.

    It pays where their time is worth more to the queues than it costs to excuse them.
    """
    away = {key: lost for key in gathering.keys if (lost := _lost(state, gathering, key))}
    missed, slots = state.missed_meeting, gathering.meeting.slots
    gain = {key: _mean_loss(state, key) * slots - missed for key in away}
    at = [[key for key in away if start in away[key]] for start in gathering.starts.tolist()]
    excused = max(at, key=lambda keys: sum(gain[key] for key in keys))
    gained = sum(gain[key] for key in excused)
    return _in_their_leave(state, gathering, excused) if gained > 0.0 else gathering


def _mean_loss(state: RosterState, key: Key) -> float:
    """Dollars that the queues lose in a slot at work where this person is off them, on average."""
    plan = state.plans.get(key)
    at_work = plan is not None and plan.doing.ravel() >= 0
    return float(_loss(state, key)[at_work].mean()) if np.any(at_work) else 0.0


def _in_their_leave(state: RosterState, gathering: Gathering, keys: list[Key]) -> Gathering:
    """The meeting only at times at which all these people are on leave."""
    starts = gathering.starts
    for key in keys:
        starts = starts[np.isin(starts, list(_lost(state, gathering, key)))]
    return replace(gathering, starts=starts) if len(starts) else gathering


def _lost(state: RosterState, gathering: Gathering, key: Key) -> frozenset[int]:
    """Starts at which leave keeps this person from the meeting."""
    task = meeting_task(state.problem.persons[key], gathering.meeting)
    return task.lost if task is not None else frozenset()


def seat_meeting(
    state: RosterState, gathering: Gathering, rng: np.random.Generator, noise: float
) -> bool:
    """Choose sittings for everybody who has to come and rebuild their weeks around them.

    Returns False, with everything as it was, where no choice tried left all a legal week.
    """
    before = Snapshot.of(state, all_weeks(state, gathering))
    take_out(state, gathering)
    scores = _scores(state, gathering)
    scores += rng.exponential(noise, len(gathering.starts)) if noise else 0.0
    for _ in range(SITTING_TRIES):
        assigned = _assign(gathering, scores)
        if assigned is None:
            break
        more, alone = more_sittings(state, gathering, assigned, scores)
        if alone:
            scores[:, alone[0]] = NEVER
            continue
        failed = _rebuild_attendees(state, gathering, assigned, more, rng)
        if failed is None:
            return True
        before.restore(state)
        take_out(state, gathering)
        scores[gathering.keys.index(failed), assigned[failed]] = NEVER
    before.restore(state)
    return False


def all_weeks(state: RosterState, gathering: Gathering) -> tuple[Key, ...]:
    """The attendees' weeks, the others too: those may have to change with the sitting."""
    weeks = range(state.scenario.grid.weeks)
    every = ((csr_id, week) for csr_id, _ in gathering.keys for week in weeks)
    return tuple(key for key in every if key in state.problem.persons)


def take_out(state: RosterState, gathering: Gathering) -> None:
    """Take the meeting out of everybody's week (their plans stay, for scoring)."""
    name = gathering.meeting.meeting_id
    for key in gathering.keys:
        state.sittings[key] = [s for s in state.sittings[key] if s[0] != name]
        state.excused.discard((name, key))


def _scores(state: RosterState, gathering: Gathering) -> Floats:
    """Dollars of each attendee at each start: what the queues lose, and moved shifts."""
    scenario, meeting = state.scenario, gathering.meeting
    spd, slots = scenario.grid.slots_per_day, meeting.slots
    scores = np.empty((len(gathering.keys), len(gathering.starts)))
    attended = np.zeros(len(gathering.starts), dtype=np.bool_)
    for i, key in enumerate(gathering.keys):
        plan = state.plans.get(key)
        person = state.problem.persons[key]
        first = person.days[0] * spd
        there = np.zeros(len(person.days) * spd, dtype=np.bool_)
        if plan is not None:
            there = plan.doing.ravel() >= 0
        present = np.concatenate([[0], np.cumsum(there)])
        at = gathering.starts - first
        inside = present[at + slots] - present[at] == slots
        sums = np.concatenate([[0.0], np.cumsum(_loss(state, key))])
        scores[i] = sums[at + slots] - sums[at] + np.where(inside, 0.0, SHIFT_HAS_TO_MOVE)
        scores[i] += _refused(state, key, at, slots)
        for _, start, length in state.sittings[key]:
            clash = (gathering.starts < start + length) & (start < gathering.starts + slots)
            scores[i][clash] = NEVER
        task = meeting_task(person, meeting)
        assert task is not None
        possible = np.isin(gathering.starts, list(task.possible))
        scores[i][~possible] = NEVER
        attended |= possible
        lost = np.isin(gathering.starts, list(task.lost))
        whole = gathering.sittings == meeting.sessions
        if whole and (meeting.sessions == 1 or lost.all()):  # excused where no sitting is left
            scores[i][lost] = state.missed_meeting
        for pin in scenario.pins_of[key[0]]:
            if pin.start // spd in person.days and pin.activity != SHIFT:
                scores[i][_breaks(pin, gathering)] = NEVER
    scores[:, ~attended] = NEVER  # a sitting that nobody attends excuses nobody
    scores[:, without_host(state, gathering, scores)] = NEVER
    return scores


def _refused(state: RosterState, key: Key, at: Ints, slots: int) -> Floats:
    """Dollars of requests at the least where a person is at work from `at` for so many slots.

    `at` counts from the week's first midnight. Zero where no shift holds the time.
    """
    person, spd = state.problem.persons[key], state.scenario.grid.slots_per_day
    patterns, costs = state.patterns(key)
    found = np.zeros(len(at))
    for d in np.unique(at // spd).tolist():
        with_day = costs[(patterns >> d) & 1 == 1]
        own = slice(person.day_options[d], person.day_options[d + 1])
        first, last = person.options[own, START], person.options[own, END]
        cost = (person.option_costs + state.dearness * person.option_requests)[own]
        here = at // spd == d
        start = (at[here] % spd)[:, None]
        held = (first <= start) & (start + slots <= last)
        least = np.where(held, cost, NEVER).min(axis=1, initial=NEVER)
        found[here] = np.where(held.any(axis=1), least, 0.0) + with_day.min(initial=NEVER)
    return np.where(found < NEVER / 2, found, 0.0)


def _loss(state: RosterState, key: Key) -> Floats:
    """Dollars that the queues lose in each slot of the week where this person is off them."""
    pricer, plan = state.pricers[key], state.remove(key)
    pricer.price(state.counts.price(), state.rewards[key])
    if plan is not None:
        state.insert(key, plan)
    lost: Floats = -pricer.prices[:, : len(pricer.person.channels)].min(axis=1).ravel()
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


def _rebuild_attendees(
    state: RosterState,
    gathering: Gathering,
    assigned: dict[Key, int],
    more: Sittings,
    rng: np.random.Generator,
) -> Key | None:
    """Rebuild the attendees at their sittings; the key of who has no legal week, if any."""
    meeting = gathering.meeting
    keys: list[Key] = list(assigned)
    for attendee in keys:
        state.remove(attendee)
    for i in rng.permutation(len(keys)).tolist():
        key: Key = keys[i]
        start = int(gathering.starts[assigned[key]])
        task = meeting_task(state.problem.persons[key], meeting)
        if task is not None and start in task.lost:
            state.excused.add((meeting.meeting_id, key))
        else:
            state.sittings[key].append((meeting.meeting_id, start, meeting.slots))
        for at in more.get(key, ()):
            state.sittings[key].append(
                (meeting.meeting_id, int(gathering.starts[at]), meeting.slots)
            )
        plan = some_week(state, key, rng)
        if plan is not None:
            state.insert(key, plan)
        elif not _place_all_weeks(state, key[0]):
            return key
    return None


def _place_all_weeks(state: RosterState, csr_id: str) -> bool:
    """All weeks of the person at their sittings, where the other weeks leave this one no days."""
    weeks = range(state.scenario.grid.weeks)
    for week in weeks:
        state.remove((csr_id, week))
    return len(weeks) > 1 and place_weeks(state, csr_id)
