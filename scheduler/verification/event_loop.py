"""The event loop of a contact centre: contacts against people, one replication at a time.

Contacts come in kinds (a channel and a language), people stand in groups (a channel and
the kinds they can take there) that change as their roster says. A contact goes to a free
person of the groups that can do least else (`routing.preference`), of these to the one who
has been free the longest; a person who comes free takes the contact of the first rank that
has waited longest. Who is in a contact when the roster calls elsewhere finishes it first.
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    ANSWERED_WAIT,
    IN_TIME,
    LEFT_IN_TIME,
    MEASURES,
    NOWHERE,
    OFFERED,
    WAIT,
    Bools,
    Floats,
    Ints,
    PlayedContacts,
    ReplicationFrame,
    Seen,
    Staff,
)
from scheduler.verification.routing import preference

# Columns of the arrays in which the loop keeps its state.
ARRIVAL, KIND, SERVICE, PATIENCE = range(4)
PLACE, TALKING_ON, FREED_BEFORE, FREED_AFTER = range(4)
FIRST, LAST = range(2)


def run(
    contacts: PlayedContacts, staff: Staff, frame: ReplicationFrame, halt: Bools | None = None
) -> Seen:
    """Play one replication to its end: every contact answered, gone or left waiting.

    Ends where it stands, with nothing to be told, once another thread sets `halt[0]`.
    """
    halt = np.zeros(1, dtype=np.bool_) if halt is None else halt
    kinds, intervals = len(frame.within), frame.intervals
    seen = Seen(
        np.zeros((intervals, kinds, len(MEASURES))),
        np.zeros((intervals, frame.channels)),
        np.zeros((intervals, frame.channels)),
        np.zeros((intervals, kinds, 2)),
    )
    _play(
        np.column_stack([contacts.arrival, contacts.kind, contacts.service, contacts.patience]),
        np.column_stack([staff.time, staff.person, staff.group]).astype(np.float64),
        staff.people, staff.serves, staff.channel, preference(staff),
        np.zeros(kinds, dtype=np.int64) if frame.rank is None else frame.rank,
        frame.seconds, frame.within, frame.until_done,
        seen.counts, seen.busy_s, seen.overrun_s, seen.queue, halt,
    )  # fmt: skip
    return seen


@kernel(nogil=True)
def _play(
    contacts: Floats,
    moves: Floats,
    persons: int,
    serves: Bools,
    channel: Ints,
    order: Ints,
    rank: Ints,
    seconds: float,
    within: Floats,
    until_done: Bools,
    counts: Floats,
    busy: Floats,
    overrun: Floats,
    queue: Floats,
    halt: Bools,
) -> None:
    """From event to event: at one time ends of talks first, then moves, looks, arrivals.

    Free people of a group and waiting contacts of a kind stand in linked rows, the
    longest there first; ends of talks stand in a heap.
    """
    people = np.full((persons, 4), NOWHERE)
    free = np.full((len(channel), 2), NOWHERE)
    rows = np.full((len(within), 2), NOWHERE)
    behind = np.full(len(contacts), NOWHERE)
    called_away = np.full(persons, np.inf)
    since = np.zeros(persons)  # when who is free became so
    ends, talks = np.empty((persons + 1, 2)), 0
    arrivals = moved = looks = 0
    while True:
        t_end = ends[0, 0] if talks else np.inf
        t_move = moves[moved, 0] if moved < len(moves) else np.inf
        t_look = (looks + 1) * seconds if looks < len(queue) else np.inf
        t_arrival = contacts[arrivals, ARRIVAL] if arrivals < len(contacts) else np.inf
        now = min(min(t_end, t_move), min(t_look, t_arrival))
        person = contact = NOWHERE
        if now == np.inf or halt[0]:
            break
        if t_end == now:
            person = int(ends[0, 1])
            talks = _pop(ends, talks)
            _add_time(overrun, people[person, TALKING_ON], called_away[person], now, seconds)
            people[person, TALKING_ON] = NOWHERE
        elif t_move == now:
            mover, group = int(moves[moved, 1]), int(moves[moved, 2])
            talking_on = people[mover, TALKING_ON]
            if talking_on != NOWHERE and group != NOWHERE and channel[group] == talking_on:
                # back, and still in the contact that has lasted since the call elsewhere
                _add_time(overrun, talking_on, called_away[mover], now, seconds)
            if _move(people, free, channel, called_away, mover, group, now):
                person = mover
            moved += 1
        elif t_look == now:
            for kind in range(len(within)):
                _drop_gone(contacts, rows, behind, within, counts, seconds, kind, now)
                _look(contacts, behind, queue[looks, kind], rows[kind, FIRST], now)
            looks += 1
        else:
            contact = arrivals
            person = _free_person(free, since, order[int(contacts[contact, KIND])])
            if person == NOWHERE:
                _wait(rows, behind, int(contacts[contact, KIND]), contact)
            else:
                _leave(people, free, person)
            arrivals += 1
        if person == NOWHERE or people[person, PLACE] == NOWHERE:
            continue
        if contact == NOWHERE:
            able = serves[people[person, PLACE]]
            for kind in range(len(within)):
                if able[kind]:
                    _drop_gone(contacts, rows, behind, within, counts, seconds, kind, now)
            contact = _next(contacts, rows, behind, able, rank)
        if contact == NOWHERE:
            _join(people, free, person)
            since[person] = now
            continue
        people[person, TALKING_ON] = channel[people[person, PLACE]]
        called_away[person] = np.inf
        done = now + contacts[contact, SERVICE]
        talks = _push(ends, talks, done, person)
        _add_time(busy, people[person, TALKING_ON], now, done, seconds)
        _count_answered(contacts, within, until_done, counts, seconds, contact, now)
    _close(contacts, rows, behind, within, until_done, counts, seconds)


@kernel(nogil=True)
def _move(
    people: Ints,
    free: Ints,
    channel: Ints,
    called_away: Floats,
    person: int,
    group: int,
    now: float,
) -> bool:
    """The roster calls to another place; whether at once, or after the contact at hand."""
    talking_on = people[person, TALKING_ON]
    if talking_on == NOWHERE:
        if people[person, PLACE] != NOWHERE:
            _leave(people, free, person)
        people[person, PLACE] = group
        return True
    people[person, PLACE] = group
    stays = group != NOWHERE and channel[group] == talking_on
    called_away[person] = np.inf if stays else min(now, called_away[person])
    return False


@kernel(nogil=True)
def _free_person(free: Ints, since: Floats, groups: Ints) -> int:
    """The longest free of the first groups of one level that have someone free."""
    found, reached = NOWHERE, NOWHERE
    for place in range(len(groups)):
        group, level = groups[place]
        if group == NOWHERE or (found != NOWHERE and level != reached):
            break
        first = free[group, FIRST]
        if first != NOWHERE and (found == NOWHERE or since[first] < since[found]):
            found, reached = first, level
    return int(found)


@kernel(nogil=True)
def _next(contacts: Floats, rows: Ints, behind: Ints, able: Bools, rank: Ints) -> int:
    """Take the next contact out of the rows that one is able to serve: by rank, then by age."""
    chosen, best = NOWHERE, 0
    for kind in range(len(rows)):
        first = rows[kind, FIRST]
        if not able[kind] or first == NOWHERE:
            continue
        if chosen == NOWHERE or rank[kind] < best or (rank[kind] == best and first < chosen):
            chosen, best = first, rank[kind]
    if chosen != NOWHERE:
        rows[int(contacts[chosen, KIND]), FIRST] = behind[chosen]
    return chosen


@kernel(nogil=True)
def _wait(rows: Ints, behind: Ints, kind: int, contact: int) -> None:
    if rows[kind, FIRST] == NOWHERE:
        rows[kind, FIRST] = contact
    else:
        behind[rows[kind, LAST]] = contact
    rows[kind, LAST] = contact


@kernel(nogil=True)
def _drop_gone(
    contacts: Floats,
    rows: Ints,
    behind: Ints,
    within: Floats,
    counts: Floats,
    seconds: float,
    kind: int,
    now: float,
) -> None:
    """Take who has given up from the head of the row."""
    first = rows[kind, FIRST]
    while first != NOWHERE and contacts[first, ARRIVAL] + contacts[first, PATIENCE] < now:
        _count_gone(contacts, within, counts, seconds, first, contacts[first, PATIENCE])
        first = behind[first]
    rows[kind, FIRST] = first


@kernel(nogil=True)
def _look(contacts: Floats, behind: Ints, seen: Floats, waiting: int, now: float) -> None:
    """How many wait behind the first, and since when."""
    if waiting != NOWHERE:
        seen[1] = now - contacts[waiting, ARRIVAL]
    while waiting != NOWHERE:
        if contacts[waiting, ARRIVAL] + contacts[waiting, PATIENCE] >= now:
            seen[0] += 1
        waiting = behind[waiting]


@kernel(nogil=True)
def _close(
    contacts: Floats,
    rows: Ints,
    behind: Ints,
    within: Floats,
    until_done: Bools,
    counts: Floats,
    seconds: float,
) -> None:
    """Nobody comes any more: who still waits has given up, or is late, or not yet."""
    for kind in range(len(rows)):
        contact = rows[kind, FIRST]
        while contact != NOWHERE:
            so_far = max(0.0, len(counts) * seconds - contacts[contact, ARRIVAL])
            if not until_done[kind]:
                waited = min(contacts[contact, PATIENCE], so_far)
                _count_gone(contacts, within, counts, seconds, contact, waited)
            elif so_far >= within[kind]:
                interval = _interval(contacts[contact, ARRIVAL], seconds, len(counts))
                counts[interval, kind, OFFERED] += 1
            contact = behind[contact]


@kernel(nogil=True)
def _count_answered(
    contacts: Floats,
    within: Floats,
    until_done: Bools,
    counts: Floats,
    seconds: float,
    contact: int,
    now: float,
) -> None:
    kind = int(contacts[contact, KIND])
    waited = now - contacts[contact, ARRIVAL]
    seen = counts[_interval(contacts[contact, ARRIVAL], seconds, len(counts)), kind]
    seen[OFFERED] += 1
    seen[ANSWERED] += 1
    seen[WAIT] += waited
    seen[ANSWERED_WAIT] += waited
    measured = waited + contacts[contact, SERVICE] if until_done[kind] else waited
    if measured <= within[kind]:
        seen[IN_TIME] += 1


@kernel(nogil=True)
def _count_gone(
    contacts: Floats, within: Floats, counts: Floats, seconds: float, contact: int, waited: float
) -> None:
    kind = int(contacts[contact, KIND])
    seen = counts[_interval(contacts[contact, ARRIVAL], seconds, len(counts)), kind]
    seen[OFFERED] += 1
    seen[ABANDONED] += 1
    seen[WAIT] += waited
    if waited < within[kind]:
        seen[LEFT_IN_TIME] += 1


@kernel(nogil=True)
def _interval(time: float, seconds: float, intervals: int) -> int:
    return min(int(time // seconds), intervals - 1)


@kernel(nogil=True)
def _add_time(total: Floats, channel: int, start: float, end: float, seconds: float) -> None:
    """Add a span to the intervals that it touches; what lies behind the last is left out."""
    if start >= end:
        return
    interval = int(start // seconds)
    while start < end and interval < len(total):
        until = min(end, (interval + 1) * seconds)
        total[interval, channel] += until - start
        start = until
        interval += 1


@kernel(nogil=True)
def _join(people: Ints, free: Ints, person: int) -> None:
    """Stand at the end of the row of the free."""
    group = people[person, PLACE]
    last = free[group, LAST]
    people[person, FREED_BEFORE] = last
    people[person, FREED_AFTER] = NOWHERE
    if last == NOWHERE:
        free[group, FIRST] = person
    else:
        people[last, FREED_AFTER] = person
    free[group, LAST] = person


@kernel(nogil=True)
def _leave(people: Ints, free: Ints, person: int) -> None:
    """Step out of the row of the free."""
    group = people[person, PLACE]
    before, after = people[person, FREED_BEFORE], people[person, FREED_AFTER]
    if before == NOWHERE:
        free[group, FIRST] = after
    else:
        people[before, FREED_AFTER] = after
    if after == NOWHERE:
        free[group, LAST] = before
    else:
        people[after, FREED_BEFORE] = before


@kernel(nogil=True)
def _push(ends: Floats, size: int, time: float, person: int) -> int:
    """Put the end of a talk in the heap; its new size."""
    at = size
    while at > 0 and ends[(at - 1) // 2, 0] > time:
        above = (at - 1) // 2
        ends[at, 0], ends[at, 1] = ends[above, 0], ends[above, 1]
        at = above
    ends[at, 0], ends[at, 1] = time, person
    return size + 1


@kernel(nogil=True)
def _pop(ends: Floats, size: int) -> int:
    """Take the first end out of the heap; its new size."""
    size -= 1
    time, person = ends[size, 0], ends[size, 1]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and ends[child + 1, 0] < ends[child, 0]:
            child += 1
        if ends[child, 0] >= time:
            break
        ends[at, 0], ends[at, 1] = ends[child, 0], ends[child, 1]
        at = child
    ends[at, 0], ends[at, 1] = time, person
    return size
