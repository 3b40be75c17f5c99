"""One replication as data: contacts, staff, how results are gathered, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# What is counted for each interval of arrival and kind.
MEASURES = (
    "offered", "answered", "in_time", "abandoned", "left_in_time", "wait_s", "answered_wait_s",
)  # fmt: skip
OFFERED, ANSWERED, IN_TIME, ABANDONED, LEFT_IN_TIME, WAIT, ANSWERED_WAIT = range(len(MEASURES))
NOWHERE = -1  # group of who is not on a queue


@dataclass(frozen=True)
class PlayedContacts:
    """Contacts of one replication in order of arrival; times in seconds.

    `patience` is infinite for who never gives up. Nobody waits beyond `patience`. `again[c]`
    tells who calls again: after how long, how often, the patience then, when the channel closes,
    and 0 seconds waited before; None where nobody does. `pick[c]`, between 0 and 1, draws among
    the free people where the routing is by lot.
    """

    arrival: Floats
    kind: Ints
    service: Floats
    patience: Floats
    again: Floats | None = None
    pick: Floats | None = None


@dataclass(frozen=True)
class Dialler:
    """Calls out of a kind, from `begins` to `ends`, seconds: whenever a talk ends and at least
    `least` people are free, `each` times the free who take the kind are dialled.

    `numbers[i]`: 1 where somebody answers, the length of the talk and the patience, seconds.
    """

    kind: int
    begins: float
    ends: float
    least: int
    each: int
    numbers: Floats


@dataclass(frozen=True)
class Staff:
    """People who move between groups: `group[i]` from `time[i]` on for `person[i]`.

    Rows in order of time, group -1 for who is not on a queue. `serves[g, k]`: group g can
    take kind k. `channel[g]` is the channel for which its busy time counts.
    """

    people: int
    time: Floats
    person: Ints
    group: Ints
    serves: Bools
    channel: Ints


@dataclass(frozen=True)
class ReplicationFrame:
    """How results are gathered: `intervals` of `seconds` each; contacts by their arrival.

    A contact of kind k is in time when it is answered within `within[k]` seconds, or done
    within them where `until_done[k]`. What still waits at the end and is not yet too
    late counts nowhere. `waits_add`: who calls again is in time only where all waits together
    are short enough.
    """

    intervals: int
    seconds: float
    channels: int
    within: Floats
    until_done: Bools
    waits_add: bool = False


@dataclass(frozen=True)
class Seen:
    """One replication: `counts[interval, kind, measure]`, `busy_s[interval, channel]`,
    `overrun_s` (busy after the roster called elsewhere, less what that takes from the new
    place) and, at the end of each interval, contacts waiting and the age of the oldest in
    seconds, `queue[interval, kind, 2]`.
    """

    counts: Floats
    busy_s: Floats
    overrun_s: Floats
    queue: Floats
