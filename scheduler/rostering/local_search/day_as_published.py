"""Kernel of the day as people have been told it: what another inside costs, and the way back."""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.local_search.day_shift import room
from scheduler.rostering.local_search.kernel_records import CHANNELS, PROGRAMS, PeopleArrays
from scheduler.rostering.params import AS_PUBLISHED_SHARE
from scheduler.rostering.problem.activity_codes import END, OFF, PAID, PAUSE_KINDS, START
from scheduler.rostering.problem.arrays import Ints


@kernel()
def changed_day_cost(p: int, d: int, people: PeopleArrays, doing: Ints) -> float:
    """Dollars of a day whose shift is as published and whose inside is not."""
    if people.changed_day_price[p] == 0.0:
        return 0.0
    differs = False
    for s in range(doing.shape[0]):
        old = people.published[p, d, s]
        if (old != OFF) != (doing[s] >= 0):
            return 0.0
        differs = differs or old != doing[s]
    return float(people.changed_day_price[p]) if differs else 0.0


@kernel()
def as_published(p: int, d: int, people: PeopleArrays, old: Ints, chosen: Ints) -> tuple[int, Ints]:
    """The day as published, in a share of the moves: its shift option and activities by slot.

    -1 where it would be no legal move: sittings, paid time and program slots of the day stay.
    """
    new, option = old.copy(), people.published_option[p, d]
    if option < 0 or np.random.random() >= AS_PUBLISHED_SHARE:
        return -1, new
    if people.options[p, option, PAID] != people.options[p, chosen[p, d], PAID]:
        return -1, new
    slots = old.shape[0]
    if option != chosen[p, d]:
        earliest, latest = room(p, d, slots, people, chosen)
        if d * slots + people.options[p, option, START] < earliest:
            return -1, new
        if d * slots + people.options[p, option, END] > latest:
            return -1, new
    channels = people.limits[p, CHANNELS]
    activities = channels + people.limits[p, PROGRAMS]
    due = np.zeros(activities, dtype=np.int64)
    differs = False
    for s in range(slots):
        before, after = old[s], people.published[p, d, s]
        sits = max(before, after) >= activities + PAUSE_KINDS
        if sits and before != after:
            return -1, new
        if 0 <= before < activities:
            due[before] += 1
        if 0 <= after < activities:
            due[after] -= 1
        differs = differs or before != after
        new[s] = after
    for a in range(channels, activities):
        if due[a] != 0:
            return -1, old.copy()
    return (option if differs else -1), new
