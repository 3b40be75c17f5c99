"""Hosts of a meeting: each sitting has one, who may sit in several."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.gatherings import Gathering, meeting_task

Sittings = Mapping[Key, Ints]  # of a host in addition to the own one, as places among the starts


def without_host(state: RosterState, gathering: Gathering, scores: Floats) -> Bools:
    """Starts at which no host can sit, at the scores of everybody at each start.

    None where only one of the others moves, to a sitting that is held.
    """
    hosts = _hosts(gathering)
    found = np.full(len(gathering.starts), bool(hosts))
    for key in hosts:
        score = scores[gathering.keys.index(key)]
        found &= ~_there(state, gathering, key) | (score >= NEVER / 2)
    return found


def more_sittings(
    state: RosterState, gathering: Gathering, assigned: Mapping[Key, int], scores: Floats
) -> tuple[Sittings, list[int]]:
    """Further sittings of hosts, so that each sitting has one; and sittings that find none.

    A sitting without a host gets the one whose time is worth least. No host goes from one
    sitting straight into the next: the two would be one long one.
    """
    found: dict[Key, Ints] = {}
    hosts = _hosts(gathering)
    if not hosts:
        return found, []
    starts, slots = gathering.starts, gathering.meeting.slots
    there = {key: _there(state, gathering, key) for key in hosts}
    own = {key: [at] if there[key][at := assigned[key]] else [] for key in hosts}
    alone: list[int] = []
    for at in sorted(set(assigned.values())):
        if any(at in own[key] for key in hosts):
            continue
        able = [
            key
            for key in hosts
            if there[key][at]
            and scores[gathering.keys.index(key), at] < NEVER / 2
            and all(abs(starts[at] - starts[other]) > slots for other in own[key])
        ]
        if not able:
            alone.append(at)
            continue
        best = min(able, key=lambda key: scores[gathering.keys.index(key), at])
        own[best].append(at)
        found[best] = np.append(found.get(best, np.zeros(0, dtype=np.int64)), at)
    return found, alone


def _hosts(gathering: Gathering) -> list[Key]:
    return [key for key in gathering.keys if key[0] in gathering.meeting.hosts]


def _there(state: RosterState, gathering: Gathering, key: Key) -> Bools:
    """Starts at which this person can sit."""
    task = meeting_task(state.problem.persons[key], gathering.meeting)
    return np.isin(gathering.starts, list(task.possible) if task is not None else [])
