"""The shift of a day move: the cheapest one that keeps its paid time, and what fills it."""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.local_search.kernel_records import (
    FIRST_DAY,
    LAST_END_BEFORE,
    REST_BETWEEN,
    WEEK_AFTER,
    WEEK_BEFORE,
    PauseArrays,
    PeopleArrays,
)
from scheduler.rostering.params import SAME_START_SHARE
from scheduler.rostering.pricing.cheapest_week import fill_week
from scheduler.rostering.pricing.pauses import price_shift
from scheduler.rostering.problem.activity_codes import (
    BEGINS,
    END,
    FREE,
    GOES_ON,
    PAID,
    PAUSE_COLUMNS,
    PAUSE_SET,
    START,
)
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


@kernel()
def best_shift(
    p: int,
    d: int,
    evening: float,
    people: PeopleArrays,
    pauses: PauseArrays,
    costs: Floats,
    pause_prices: Floats,
    fixed: Ints,
    chosen: Ints,
) -> tuple[int, Ints]:
    """The cheapest shift of the same paid length that keeps rest between shifts.

    Half of the time the start stays too. An evening costs `evening` dollars on top. Returns
    the option, -1 for none, and its pauses.
    """
    slots, old = len(fixed), chosen[p, d]
    earliest, latest = _room(p, d, slots, people, chosen)
    width = pauses.meals.shape[1] + pauses.rests.shape[1] * pauses.rests.shape[2]
    tried = np.zeros((width, PAUSE_COLUMNS), dtype=np.int64)
    breaks = np.zeros((width, PAUSE_COLUMNS), dtype=np.int64)
    best, option = NEVER / 2, -1
    stay = np.random.random() < SAME_START_SHARE
    must = (fixed != FREE).sum()
    for o in range(people.day_options[p, d], people.day_options[p, d + 1]):
        start, end = people.options[p, o, START], people.options[p, o, END]
        k = people.options[p, o, PAUSE_SET]
        if people.options[p, o, PAID] != people.options[p, old, PAID] or (stay and o != old):
            continue
        if d * slots + start < earliest or d * slots + end > latest:
            continue
        if (fixed[start:end] != FREE).sum() < must:
            continue
        cost = people.option_costs[p, o] + evening * people.late[p, o]
        cost += price_shift(
            start,
            end,
            pauses.first[k],
            pauses.first[k + 1],
            pauses.meal_slots[k],
            pauses.rest,
            pauses.meals,
            pauses.rests,
            costs,
            pause_prices,
            tried,
        )
        if cost < best:
            best, option = cost, o
            breaks[:] = tried
    return option, breaks


@kernel()
def _room(p: int, d: int, slots: int, people: PeopleArrays, chosen: Ints) -> tuple[int, int]:
    """First start and last end of a day, slots of the week, that leave rest between shifts."""
    gap = people.limits[p, REST_BETWEEN]
    if gap <= 0:
        return -(10**9), 10**9
    first = people.limits[p, FIRST_DAY]
    earliest, latest = people.limits[p, LAST_END_BEFORE] - first * slots + gap, 10**9
    for q in (people.other_weeks[p, WEEK_BEFORE], p, people.other_weeks[p, WEEK_AFTER]):
        if q < 0:
            continue
        for e in range(chosen.shape[1]):
            o, day = chosen[q, e], people.limits[q, FIRST_DAY] - first + e
            if o >= 0 and day < d:
                earliest = max(earliest, day * slots + people.options[q, o, END] + gap)
            elif o >= 0 and day > d:
                latest = min(latest, day * slots + people.options[q, o, START] - gap)
    return earliest, latest


@kernel()
def fill_day(
    stretches: Ints,
    channels: int,
    prices: Floats,
    fixed: Ints,
    edges: Bools,
    min_block: Ints,
    due: Ints,
    new: Ints,
) -> bool:
    """Fill a day with exactly the due slots of each program, one program after the other."""
    left = 0
    for j in range(len(due)):
        left += due[j] > 0
    if left == 0:
        return (
            fill_week(stretches, channels, prices, fixed, edges, min_block, -1, 0, new) < NEVER / 2
        )
    held = fixed.copy()
    for j in range(len(due)):
        if due[j] == 0:
            continue
        cost = fill_week(stretches, channels, prices, held, edges, min_block, j, due[j], new)
        if cost >= NEVER / 2:
            return False
        left -= 1
        if left == 0:
            return True
        for s in range(new.shape[1]):
            if new[0, s] == channels + j:
                going_on = s > 0 and new[0, s - 1] == channels + j
                held[0, s] = GOES_ON if going_on else BEGINS
        prices[0, channels + j] = NEVER
    return True
