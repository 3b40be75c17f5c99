"""What the event loop keeps while it plays: people, rows of contacts, what has been counted.

Free people of a group and waiting contacts of a kind stand in linked rows, the longest there
first; times at which something ends or begins stand in heaps.
"""

from __future__ import annotations

from typing import NamedTuple

from scheduler.kernels import kernel
from scheduler.verification.replication import NOWHERE, Bools, Floats, Ints

# Columns of the arrays below.
ARRIVAL, KIND, SERVICE, PATIENCE = range(4)
PLACE, TALKING_ON, FREED_BEFORE, FREED_AFTER = range(4)
FIRST, LAST, MANY = range(3)
SINCE, SETTLED = range(2)  # free since; time on or off the queue counted until
AFTER, TRIES, ENDURED, CLOSES, BEFORE = range(5)  # who calls again; BEFORE: waited so far


class Calls(NamedTuple):
    """Contacts and their rows: `table[c]`, `again[c]` (no rows where nobody calls again),
    `behind[c]` the next in its row, `gone[c]` answered already, `rows[kind]`, `due[kind]` the
    first whose wait has not yet lifted its reserve, `many[0]` entries in use.
    """

    table: Floats
    again: Floats
    behind: Ints
    gone: Bools
    rows: Ints
    due: Ints
    many: Ints


class PeopleNow(NamedTuple):
    """People and where they are free: `people[p]`, `times[p]`, `free[group]`."""

    people: Ints
    times: Floats
    free: Ints
    serves: Bools
    channel: Ints


class Rules(NamedTuple):
    """Who is asked first and what is kept: see `routing.RoutingRules`; `pick` holds a random
    number for each contact, no row where the order decides. `keeps`: some `spare` is not 0.
    """

    order: Ints
    rank: Ints
    spare: Ints
    until_s: Floats
    pick: Floats
    keeps: bool


class CountedArrays(NamedTuple):
    """What is counted, as in `replication.Seen`, and by which limits."""

    counts: Floats
    busy: Floats
    overrun: Floats
    queue: Floats
    within: Floats
    until_done: Bools
    seconds: float
    waits_add: bool


@kernel(nogil=True)
def spare_besides(crew: PeopleNow, rules: Rules, group: int, kind: int, himself: int) -> bool:
    """Whether a contact of a kind may take somebody of a group: enough others stay free.

    `himself`: 1 where that person stands among the free, 0 where he has just come free.
    """
    for other in range(crew.serves.shape[1]):
        kept = rules.spare[kind, other]
        if kept > 0 and other != kind and crew.serves[group, other]:
            free = -himself
            for each in range(len(crew.free)):
                if crew.serves[each, other]:
                    free += crew.free[each, MANY]
            if free < kept:
                return False
    return True


@kernel(nogil=True)
def free_person(free: Ints, times: Floats, groups: Ints) -> int:
    """The longest free of the first groups of one level that have someone free."""
    found, reached = NOWHERE, NOWHERE
    for place in range(len(groups)):
        group, level = groups[place]
        if group == NOWHERE or (found != NOWHERE and level != reached):
            break
        first = free[group, FIRST]
        if first != NOWHERE and (found == NOWHERE or times[first, SINCE] < times[found, SINCE]):
            found, reached = first, level
    return int(found)


@kernel(nogil=True)
def person_to_spare(crew: PeopleNow, rules: Rules, kind: int, contact: int) -> int:
    """As `free_person`, of the groups that have somebody to spare; or one of them by lot."""
    found, reached, many = NOWHERE, NOWHERE, 0
    groups, drawn = rules.order[kind], len(rules.pick) > 0
    for place in range(len(groups)):
        group, level = groups[place]
        if group == NOWHERE or (found != NOWHERE and level != reached and not drawn):
            break
        first = crew.free[group, FIRST]
        if first == NOWHERE or not spare_besides(crew, rules, group, kind, 1):
            continue
        many += crew.free[group, MANY]
        if found == NOWHERE or crew.times[first, SINCE] < crew.times[found, SINCE]:
            found, reached = first, level
    at = int(rules.pick[contact % len(rules.pick)] * many) if drawn else NOWHERE
    for place in range(len(groups) if drawn else 0):
        group = groups[place, 0]
        if group == NOWHERE:
            break
        first = crew.free[group, FIRST]
        if first != NOWHERE and spare_besides(crew, rules, group, kind, 1):
            if 0 <= at < crew.free[group, MANY]:
                return int(first)
            at -= crew.free[group, MANY]
    return int(found)


@kernel(nogil=True)
def next_contact(contacts: Floats, rows: Ints, able: Bools, rank: Ints) -> int:
    """The next contact of the rows that one is able to serve: by rank, then by age."""
    chosen, best = NOWHERE, 0
    for kind in range(len(rows)):
        first = rows[kind, FIRST]
        if not able[kind] or first == NOWHERE:
            continue
        if (
            chosen == NOWHERE
            or rank[kind] < best
            or (rank[kind] == best and contacts[first, ARRIVAL] < contacts[chosen, ARRIVAL])
        ):
            chosen, best = first, rank[kind]
    return int(chosen)


@kernel(nogil=True)
def contact_to_take(calls: Calls, crew: PeopleNow, rules: Rules, group: int, now: float) -> int:
    """As `next_contact`, for somebody of a group who may be kept free for others."""
    able = crew.serves[group].copy()
    for kind in range(len(able)):
        first = calls.rows[kind, FIRST]
        if (
            able[kind]
            and first != NOWHERE
            and now < calls.table[first, ARRIVAL] + rules.until_s[kind]
        ):
            able[kind] = spare_besides(crew, rules, group, kind, 0)
    return next_contact(calls.table, calls.rows, able, rules.rank)


@kernel(nogil=True)
def drop_first(rows: Ints, behind: Ints, due: Ints, kind: int) -> None:
    """Take the first contact out of its row."""
    first = rows[kind, FIRST]
    rows[kind, FIRST] = behind[first]
    if due[kind] == first:
        due[kind] = behind[first]


@kernel(nogil=True)
def wait(rows: Ints, behind: Ints, due: Ints, kind: int, contact: int) -> None:
    """Stand at the end of the row of one's kind."""
    if rows[kind, FIRST] == NOWHERE:
        rows[kind, FIRST] = contact
    else:
        behind[rows[kind, LAST]] = contact
    rows[kind, LAST] = contact
    if due[kind] == NOWHERE:
        due[kind] = contact


@kernel(nogil=True)
def settle(crew: PeopleNow, tally: CountedArrays, person: int, now: float) -> None:
    """Count the time in a contact for which the roster has called elsewhere, up to now.

    It is time on the queue of the contact, and none on that of the new place.
    """
    place, since = crew.people[person, PLACE], crew.times[person, SETTLED]
    crew.times[person, SETTLED] = now
    here = NOWHERE if place == NOWHERE else crew.channel[place]
    if here == crew.people[person, TALKING_ON]:
        return
    add_time(tally.overrun, crew.people[person, TALKING_ON], since, now, tally.seconds, 1.0)
    if here != NOWHERE:
        add_time(tally.overrun, here, since, now, tally.seconds, -1.0)


@kernel(nogil=True)
def add_time(
    total: Floats, channel: int, start: float, end: float, seconds: float, sign: float
) -> None:
    """Add a span to the intervals that it touches; what lies behind the last is left out."""
    if start >= end:
        return
    interval = int(start // seconds)
    while start < end and interval < len(total):
        until = min(end, (interval + 1) * seconds)
        total[interval, channel] += sign * (until - start)
        start = until
        interval += 1


@kernel(nogil=True)
def join(people: Ints, times: Floats, free: Ints, person: int, now: float) -> None:
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
    free[group, MANY] += 1
    times[person, SINCE] = now


@kernel(nogil=True)
def leave(people: Ints, free: Ints, person: int) -> None:
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
    free[group, MANY] -= 1


@kernel(nogil=True)
def push(heap: Floats, size: int, time: float, who: int) -> int:
    """Put a time into the heap; its new size."""
    at = size
    while at > 0 and heap[(at - 1) // 2, 0] > time:
        above = (at - 1) // 2
        heap[at, 0], heap[at, 1] = heap[above, 0], heap[above, 1]
        at = above
    heap[at, 0], heap[at, 1] = time, who
    return size + 1


@kernel(nogil=True)
def pop(heap: Floats, size: int) -> int:
    """Take the first time out of the heap; its new size."""
    size -= 1
    time, who = heap[size, 0], heap[size, 1]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and heap[child + 1, 0] < heap[child, 0]:
            child += 1
        if heap[child, 0] >= time:
            break
        heap[at, 0], heap[at, 1] = heap[child, 0], heap[child, 1]
        at = child
    heap[at, 0], heap[at, 1] = time, who
    return size
