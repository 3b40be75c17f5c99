"""The event loop of a contact centre: contacts against people, one replication at a time.

Contacts come in kinds (a channel and a language), people stand in groups (a channel and
the kinds they can take there) that change as their roster says. Who takes which contact
follows from `routing.RoutingRules`. Who is in a contact when the roster calls elsewhere
finishes it first. Who gives up may call again, and a dialler may call out while people are
free.
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.verification.counted import close, count_answered, drop_gone, look
from scheduler.verification.loop_state import (
    AFTER,
    ARRIVAL,
    BEFORE,
    CLOSES,
    ENDURED,
    FIRST,
    KIND,
    MANY,
    PATIENCE,
    PLACE,
    SERVICE,
    SETTLED,
    TALKING_ON,
    TRIES,
    Calls,
    CountedArrays,
    PeopleNow,
    Rules,
    add_time,
    contact_to_take,
    drop_first,
    free_person,
    join,
    leave,
    next_contact,
    person_to_spare,
    pop,
    push,
    settle,
    wait,
)
from scheduler.verification.replication import (
    MEASURES,
    NOWHERE,
    Bools,
    Dialler,
    Floats,
    PlayedContacts,
    ReplicationFrame,
    Seen,
    Staff,
)
from scheduler.verification.routing import RoutingRules

# Columns of the dialler's numbers: whether somebody answers, the service, the patience.
REACHED, LASTS, ENDURES = range(3)
NOBODY = Dialler(0, 0.0, 0.0, 0, 0, np.zeros((0, 3)))


def run(
    contacts: PlayedContacts,
    staff: Staff,
    frame: ReplicationFrame,
    halt: Bools | None = None,
    rules: RoutingRules | None = None,
    dialler: Dialler = NOBODY,
) -> Seen:
    """Play one replication to its end: every contact answered, gone or left waiting.

    Ends where it stands, with nothing to be told, once another thread sets `halt[0]`.
    """
    halt = np.zeros(1, dtype=np.bool_) if halt is None else halt
    rules = RoutingRules.of(staff) if rules is None else rules
    kinds, intervals = len(frame.within), frame.intervals
    seen = Seen(
        np.zeros((intervals, kinds, len(MEASURES))),
        np.zeros((intervals, frame.channels)),
        np.zeros((intervals, frame.channels)),
        np.zeros((intervals, kinds, 2)),
    )
    _play(
        _calls(contacts, kinds, len(dialler.numbers)),
        PeopleNow(
            np.full((staff.people, 4), NOWHERE),
            np.zeros((staff.people, 2)),
            np.column_stack(
                [np.full((len(staff.channel), 2), NOWHERE), np.zeros(len(staff.channel), int)]
            ),
            staff.serves,
            staff.channel,
        ),
        Rules(
            rules.order, rules.rank, rules.spare, rules.until_s,
            np.zeros(0) if contacts.pick is None or not rules.drawn else contacts.pick,
            bool(rules.spare.any()),
        ),
        CountedArrays(
            seen.counts, seen.busy_s, seen.overrun_s, seen.queue,
            frame.within, frame.until_done, frame.seconds, frame.waits_add,
        ),
        np.column_stack([staff.time, staff.person, staff.group]).astype(np.float64),
        np.array([dialler.kind, dialler.begins, dialler.ends, dialler.least, dialler.each]),
        dialler.numbers,
        halt,
    )  # fmt: skip
    return seen


def _calls(contacts: PlayedContacts, kinds: int, numbers: int) -> Calls:
    """The contacts in a table, with room for those who call again or are called."""
    many = len(contacts.arrival)
    again = np.zeros((0, 5)) if contacts.again is None else contacts.again
    room = many + int(again[:, TRIES].sum()) + numbers
    table = np.zeros((room, 4))
    table[:many] = np.column_stack(
        [contacts.arrival, contacts.kind, contacts.service, contacts.patience]
    )
    if len(again):
        again = np.concatenate([again, np.zeros((room - many, 5))])
    return Calls(
        table,
        again,
        np.full(room, NOWHERE),
        np.zeros(room, dtype=np.bool_),
        np.full((kinds, 2), NOWHERE),
        np.full(kinds, NOWHERE),
        np.array([many]),
    )


@kernel(nogil=True)
def _play(
    calls: Calls,
    crew: PeopleNow,
    rules: Rules,
    tally: CountedArrays,
    moves: Floats,
    dialler: Floats,
    numbers: Floats,
    halt: Bools,
) -> None:
    """From event to event: at one time ends of talks first, then moves, looks, arrivals.

    What every event touches goes to helpers as plain arrays; records of arrays cost time to pass.
    """
    contacts, behind, rows, due = calls.table, calls.behind, calls.rows, calls.due
    people, times, free, channel = crew.people, crew.times, crew.free, crew.channel
    counts, within, until_done = tally.counts, tally.within, tally.until_done
    seconds, queue = tally.seconds, tally.queue
    simple = not rules.keeps and len(rules.pick) == 0
    ends, talks = np.empty((len(people) + 1, 2)), 0
    returns, away = np.empty((len(calls.again) + 1, 2)), 0
    arrivals = moved = looks = dialled = 0
    known = calls.many[0]
    while True:
        t_end = ends[0, 0] if talks else np.inf
        t_move = moves[moved, 0] if moved < len(moves) else np.inf
        t_look = (looks + 1) * seconds if looks < len(queue) else np.inf
        t_arrival = contacts[arrivals, ARRIVAL] if arrivals < known else np.inf
        now = min(min(t_end, t_move), min(t_look, t_arrival))
        if away:
            now = min(now, returns[0, 0])
        kept = _first_due(calls, rules, now) if rules.keeps else NOWHERE
        if kept != NOWHERE:
            now = contacts[due[kept], ARRIVAL] + rules.until_s[kept]
        person = contact = NOWHERE
        ended = False
        if now == np.inf or halt[0]:
            break
        if kept != NOWHERE:
            due[kept] = behind[due[kept]]
            drop_gone(contacts, rows, behind, due, counts, within, seconds, kept, now)
            contact = rows[kept, FIRST]
            if contact != NOWHERE:
                person = free_person(free, times, rules.order[kept])
            if person != NOWHERE:
                drop_first(rows, behind, due, kept)
                leave(people, free, person)
        elif t_end == now:
            person, ended = int(ends[0, 1]), True
            talks = pop(ends, talks)
            place = people[person, PLACE]
            if place == NOWHERE or channel[place] != people[person, TALKING_ON]:
                settle(crew, tally, person, now)
            people[person, TALKING_ON] = NOWHERE
        elif t_move == now:
            mover = int(moves[moved, 1])
            if people[mover, TALKING_ON] != NOWHERE:
                settle(crew, tally, mover, now)
            else:
                person = mover
                if people[mover, PLACE] != NOWHERE:
                    leave(people, free, mover)
            people[mover, PLACE] = int(moves[moved, 2])
            moved += 1
        elif t_look == now:
            for kind in range(len(within)):
                drop_gone(contacts, rows, behind, due, counts, within, seconds, kind, now)
                look(contacts, behind, queue[looks, kind], rows[kind, FIRST], now)
            looks += 1
        elif t_arrival == now and simple:
            contact = arrivals
            arrivals += 1
            person = free_person(free, times, rules.order[int(contacts[contact, KIND])])
            if person != NOWHERE:
                leave(people, free, person)
            else:
                wait(rows, behind, due, int(contacts[contact, KIND]), contact)
                if len(calls.again):
                    away = _may_return(calls, returns, away, contact)
        elif t_arrival == now:
            contact = arrivals
            arrivals += 1
            person, away = _arrive(calls, crew, rules, returns, away, contact)
        else:
            contact = _back(calls, int(returns[0, 1]), now)
            away = pop(returns, away)
            if contact != NOWHERE:
                person, away = _arrive(calls, crew, rules, returns, away, contact)
        if person != NOWHERE and people[person, PLACE] != NOWHERE:
            group = people[person, PLACE]
            if contact == NOWHERE:
                able = crew.serves[group]
                for kind in range(len(within)):
                    if able[kind]:
                        drop_gone(contacts, rows, behind, due, counts, within, seconds, kind, now)
                if rules.keeps:
                    contact = contact_to_take(calls, crew, rules, group, now)
                else:
                    contact = next_contact(contacts, rows, able, rules.rank)
                if contact != NOWHERE:
                    drop_first(rows, behind, due, int(contacts[contact, KIND]))
            if contact == NOWHERE:
                join(people, times, free, person, now)
            else:
                people[person, TALKING_ON] = channel[group]
                times[person, SETTLED] = now
                done = now + contacts[contact, SERVICE]
                talks = push(ends, talks, done, person)
                add_time(tally.busy, channel[group], now, done, seconds, 1.0)
                before = 0.0
                if len(calls.again):
                    calls.gone[contact] = True
                    before = calls.again[contact, BEFORE] if tally.waits_add else 0.0
                count_answered(contacts, counts, within, until_done, seconds, contact, now, before)
        if ended and dialler[1] <= now < dialler[2]:
            tried = _tries(crew, int(dialler[0]), int(dialler[3]), int(dialler[4]))
            for number in range(dialled, min(dialled + tried, len(numbers))):
                if numbers[number, REACHED] > 0:
                    contact = _dialled(calls, int(dialler[0]), numbers[number], now)
                    person, away = _arrive(calls, crew, rules, returns, away, contact)
                    if person != NOWHERE:
                        talks = _talk(calls, crew, tally, ends, talks, person, contact, now)
            dialled += tried
    close(calls, tally)


@kernel(nogil=True)
def _first_due(calls: Calls, rules: Rules, before: float) -> int:
    """The kind whose wait next lifts what is kept from it, NOWHERE where none before a time."""
    found = NOWHERE
    for kind in range(len(calls.due)):
        contact = calls.due[kind]
        if contact != NOWHERE and calls.table[contact, ARRIVAL] + rules.until_s[kind] < before:
            found, before = kind, calls.table[contact, ARRIVAL] + rules.until_s[kind]
    return found


@kernel(nogil=True)
def _arrive(
    calls: Calls, crew: PeopleNow, rules: Rules, returns: Floats, away: int, contact: int
) -> tuple[int, int]:
    """The person who takes a new contact, NOWHERE where it waits; how many may call again."""
    kind = int(calls.table[contact, KIND])
    person = person_to_spare(crew, rules, kind, contact)
    if person != NOWHERE:
        leave(crew.people, crew.free, person)
        return person, away
    wait(calls.rows, calls.behind, calls.due, kind, contact)
    if len(calls.again):
        away = _may_return(calls, returns, away, contact)
    return NOWHERE, away


@kernel(nogil=True)
def _may_return(calls: Calls, returns: Floats, away: int, contact: int) -> int:
    """Note when a contact would come again; how many may."""
    if calls.again[contact, TRIES] > 0:
        given_up = calls.table[contact, ARRIVAL] + calls.again[contact, ENDURED]
        if given_up + calls.again[contact, AFTER] < calls.again[contact, CLOSES]:
            return push(returns, away, given_up + calls.again[contact, AFTER], contact)
    return away


@kernel(nogil=True)
def _back(calls: Calls, before: int, now: float) -> int:
    """A new contact of somebody who gave up, NOWHERE where the first was answered."""
    if calls.gone[before]:
        return NOWHERE
    contact = calls.many[0]
    calls.many[0] += 1
    for column in range(calls.table.shape[1]):
        calls.table[contact, column] = calls.table[before, column]
    for column in range(calls.again.shape[1]):
        calls.again[contact, column] = calls.again[before, column]
    calls.table[contact, ARRIVAL] = now
    left = calls.again[contact, CLOSES] - now
    calls.table[contact, PATIENCE] = min(calls.again[contact, ENDURED], left)
    calls.again[contact, TRIES] -= 1
    calls.again[contact, BEFORE] += calls.again[contact, ENDURED]
    return int(contact)


@kernel(nogil=True)
def _talk(
    calls: Calls,
    crew: PeopleNow,
    tally: CountedArrays,
    ends: Floats,
    talks: int,
    person: int,
    contact: int,
    now: float,
) -> int:
    """Somebody who was called talks to a person; how many talk now."""
    channel = crew.channel[crew.people[person, PLACE]]
    crew.people[person, TALKING_ON], crew.times[person, SETTLED] = channel, now
    done = now + calls.table[contact, SERVICE]
    add_time(tally.busy, channel, now, done, tally.seconds, 1.0)
    count_answered(
        calls.table, tally.counts, tally.within, tally.until_done, tally.seconds, contact, now, 0.0
    )
    return push(ends, talks, done, person)


@kernel(nogil=True)
def _tries(crew: PeopleNow, kind: int, least: int, each: int) -> int:
    """How many numbers are dialled: so many for each free person who takes these calls."""
    free = able = 0
    for group in range(len(crew.free)):
        free += crew.free[group, MANY]
        if crew.serves[group, kind]:
            able += crew.free[group, MANY]
    return each * able if free >= least else 0


@kernel(nogil=True)
def _dialled(calls: Calls, kind: int, number: Floats, now: float) -> int:
    """A contact with somebody who was called and answers."""
    contact = calls.many[0]
    calls.many[0] += 1
    calls.table[contact, ARRIVAL], calls.table[contact, KIND] = now, kind
    calls.table[contact, SERVICE], calls.table[contact, PATIENCE] = number[LASTS], number[ENDURES]
    return int(contact)
