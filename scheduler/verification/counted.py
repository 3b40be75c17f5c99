"""Contacts counted as they are answered, give up, or still wait when all is over."""

from __future__ import annotations

from scheduler.kernels import kernel
from scheduler.verification.loop_state import (
    ARRIVAL,
    FIRST,
    KIND,
    PATIENCE,
    SERVICE,
    Calls,
    CountedArrays,
    drop_first,
)
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    ANSWERED_WAIT,
    IN_TIME,
    LEFT_IN_TIME,
    NOWHERE,
    OFFERED,
    WAIT,
    Bools,
    Floats,
    Ints,
)


@kernel(nogil=True)
def count_answered(
    contacts: Floats,
    counts: Floats,
    within: Floats,
    until_done: Bools,
    seconds: float,
    contact: int,
    now: float,
    before: float,
) -> None:
    """A contact is answered now; `before`: seconds waited earlier that count too."""
    kind = int(contacts[contact, KIND])
    waited = now - contacts[contact, ARRIVAL]
    seen = counts[interval_of(contacts[contact, ARRIVAL], seconds, len(counts)), kind]
    seen[OFFERED] += 1
    seen[ANSWERED] += 1
    seen[WAIT] += waited
    seen[ANSWERED_WAIT] += waited
    measured = waited + contacts[contact, SERVICE] if until_done[kind] else waited
    if before + measured <= within[kind]:
        seen[IN_TIME] += 1


@kernel(nogil=True)
def count_gone(
    contacts: Floats, counts: Floats, within: Floats, seconds: float, contact: int, waited: float
) -> None:
    """A contact has given up after a wait."""
    kind = int(contacts[contact, KIND])
    seen = counts[interval_of(contacts[contact, ARRIVAL], seconds, len(counts)), kind]
    seen[OFFERED] += 1
    seen[ABANDONED] += 1
    seen[WAIT] += waited
    if waited < within[kind]:
        seen[LEFT_IN_TIME] += 1


@kernel(nogil=True)
def drop_gone(
    contacts: Floats,
    rows: Ints,
    behind: Ints,
    due: Ints,
    counts: Floats,
    within: Floats,
    seconds: float,
    kind: int,
    now: float,
) -> None:
    """Take who has given up from the head of the row."""
    first = rows[kind, FIRST]
    while first != NOWHERE and contacts[first, ARRIVAL] + contacts[first, PATIENCE] < now:
        count_gone(contacts, counts, within, seconds, first, contacts[first, PATIENCE])
        drop_first(rows, behind, due, kind)
        first = rows[kind, FIRST]


@kernel(nogil=True)
def look(contacts: Floats, behind: Ints, seen: Floats, waiting: int, now: float) -> None:
    """How many wait behind the first, and since when."""
    if waiting != NOWHERE:
        seen[1] = now - contacts[waiting, ARRIVAL]
    while waiting != NOWHERE:
        if contacts[waiting, ARRIVAL] + contacts[waiting, PATIENCE] >= now:
            seen[0] += 1
        waiting = behind[waiting]


@kernel(nogil=True)
def close(calls: Calls, tally: CountedArrays) -> None:
    """Nobody comes any more: who still waits has given up, or is late, or not yet."""
    contacts, counts, seconds = calls.table, tally.counts, tally.seconds
    for kind in range(len(calls.rows)):
        contact = calls.rows[kind, FIRST]
        while contact != NOWHERE:
            so_far = max(0.0, len(counts) * seconds - contacts[contact, ARRIVAL])
            if not tally.until_done[kind]:
                waited = min(contacts[contact, PATIENCE], so_far)
                count_gone(contacts, counts, tally.within, seconds, contact, waited)
            elif so_far >= tally.within[kind]:
                interval = interval_of(contacts[contact, ARRIVAL], seconds, len(counts))
                counts[interval, kind, OFFERED] += 1
            contact = calls.behind[contact]


@kernel(nogil=True)
def interval_of(time: float, seconds: float, intervals: int) -> int:
    """The interval of a time; what lies behind the last is its."""
    return min(int(time // seconds), intervals - 1)
