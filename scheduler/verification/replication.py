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

    `patience` is infinite for who never gives up. Nobody waits beyond `patience`.
    """

    arrival: Floats
    kind: Ints
    service: Floats
    patience: Floats


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
    late counts nowhere. Who comes free takes a contact of the lowest `rank[k]` that waits,
    the oldest of these; None: the oldest of all.
    """

    intervals: int
    seconds: float
    channels: int
    within: Floats
    until_done: Bools
    rank: Ints | None = None


@dataclass(frozen=True)
class Seen:
    """One replication: `counts[interval, kind, measure]`, `busy_s[interval, channel]`,
    `overrun_s` (busy after the roster called elsewhere) and, at the end of each interval,
    contacts waiting and the age of the oldest in seconds, `queue[interval, kind, 2]`.
    """

    counts: Floats
    busy_s: Floats
    overrun_s: Floats
    queue: Floats
