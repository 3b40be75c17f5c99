"""The shift of a day move: the cheapest one that keeps its paid time, and what fills it."""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.local_search.kernel_records import (
    CHANNELS,
    FIRST_DAY,
    LAST_END_BEFORE,
    PROGRAMS,
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
    END,
    FREE,
    PAID,
    PAUSE_COLUMNS,
    PAUSE_SET,
    START,
    TO_FILL,
)
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints


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
    earliest, latest = room(p, d, slots, people, chosen)
    width = pauses.meals.shape[1] + pauses.rests.shape[1] * pauses.rests.shape[2]
    tried = np.zeros((width, PAUSE_COLUMNS), dtype=np.int64)
    breaks = np.zeros((width, PAUSE_COLUMNS), dtype=np.int64)
    best, option = NEVER / 2, -1
    stay = np.random.random() < SAME_START_SHARE
    must = (fixed != FREE).sum()
    around = others(p, d, people, chosen)
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
        cost += week_cost(p, d, o, people, around)
        cost += price_shift(
            start,
            end,
            pauses.first[k],
            pauses.first[k + 1],
            pauses.meal_slots[k],
            pauses.rest,
            pauses.apart[k],
            pauses.meals,
            pauses.rests,
            costs,
            pause_prices,
            tried,
        )
        if cost < best:
            best, option = cost, o
            breaks, tried = tried, breaks
    return option, breaks


@kernel()
def others(p: int, d: int, people: PeopleArrays, chosen: Ints) -> tuple[int, int, int, int]:
    """What the week's other shifts mean for day d, and the one before the horizon.

    Earliest and latest start of the day among them; the end before and the start after day d,
    slots from the week's first midnight.
    """
    first, last, start_after = 10**6, -1, 10**9
    slots = people.base.shape[3]
    end_before = people.limits[p, LAST_END_BEFORE] - people.limits[p, FIRST_DAY] * slots
    for e in range(chosen.shape[1]):
        if e == d or chosen[p, e] < 0:
            continue
        start = people.options[p, chosen[p, e], START]
        first, last = min(first, start), max(last, start)
        if e < d:
            end_before = max(end_before, e * slots + people.options[p, chosen[p, e], END])
        else:
            start_after = min(start_after, e * slots + start)
    return first, last, end_before, start_after


@kernel()
def week_cost(
    p: int, d: int, option: int, people: PeopleArrays, around: tuple[int, int, int, int]
) -> float:
    """Dollars of a shift among the week's `others`: the spread of starts, nights on both sides."""
    first, last, end_before, start_after = around
    start, end = people.options[p, option, START], people.options[p, option, END]
    slots, longest = people.base.shape[3], people.rest_costs.shape[1] - 1
    cost = people.spread_costs[p, max(last, start) - min(first, start)]
    cost += people.rest_costs[p, max(0, min(longest, d * slots + start - end_before))]
    cost += people.rest_costs[p, max(0, min(longest, start_after - d * slots - end))]
    return float(cost)


@kernel()
def room(p: int, d: int, slots: int, people: PeopleArrays, chosen: Ints) -> tuple[int, int]:
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
    p: int,
    d: int,
    shifts: Ints,
    people: PeopleArrays,
    prices: Floats,
    fixed: Ints,
    due: Ints,
    new: Ints,
) -> bool:
    """Fill a day with exactly the due slots of each program, one program after the other."""
    channels, programs = people.limits[p, CHANNELS], people.limits[p, PROGRAMS]
    left = 0
    for j in range(len(due)):
        left += due[j] > 0
    counted = -1
    while True:
        j = counted + 1
        while j < len(due) and due[j] == 0:
            j += 1
        counted = j if left > 0 else -1
        cost = fill_week(
            shifts,
            channels,
            prices,
            fixed,
            people.edges[p, d : d + 1],
            people.min_block[p, :programs],
            people.min_stint[p, :channels],
            programs,
            people.change_price[p],
            people.change_price[p],
            counted,
            due[counted] if counted >= 0 else 0,
            new,
        )
        left -= 1
        if cost >= NEVER / 2 or left <= 0:
            return cost < NEVER / 2
        for s in range(new.shape[1]):  # what is counted stays where it lies
            prices[0, channels + counted, s] = NEVER
            if new[0, s] == channels + counted:
                prices[0, :, s] = NEVER
                prices[0, channels + counted, s] = 0.0
            if 0 <= new[0, s] < channels + programs:
                new[0, s] = TO_FILL
