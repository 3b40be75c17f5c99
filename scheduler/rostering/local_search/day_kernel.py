"""Kernel of the annealing: one person's day rebuilt at shaken prices, kept by Metropolis' rule.

Shift start, pauses, channels and program blocks of a day move together; the paid length, the
program slots of the day and all sittings stay. Each proposal is exact for its shaken prices.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from scheduler.objective.head_cost import head_cost, one_more_head
from scheduler.rostering.local_search.focus import day_that_may_help, sum_shortages
from scheduler.rostering.local_search.head_counts import work_cost, work_prices
from scheduler.rostering.local_search.kernel_records import DemandArrays, PauseArrays, PeopleArrays
from scheduler.rostering.pricing.cheapest_week import fill_week, write_week
from scheduler.rostering.pricing.pauses import price_shift
from scheduler.rostering.pricing.stretches import NEVER, Bools, Floats, Ints, stretch_costs

FOCUS, LOOK = 0.5, 50  # share of the moves where it is short, moves between two looks at that


@njit(cache=True)
def day_moves(
    moves: int,
    temperature: float,
    seed: int,
    shakes: Floats,
    people: PeopleArrays,
    demand: DemandArrays,
    pauses: PauseArrays,
    doing: Ints,
    chosen: Ints,
    heads: Ints,
) -> float:
    """Make `moves` proposals at a temperature in dollars; returns the dollars saved.

    `doing` (people, days, slots), `chosen` and `heads` are the roster, changed in place.
    `shakes` are the deviations in dollars a slot among which each proposal draws.
    """
    np.random.seed(seed)
    saved = 0.0
    sums = np.empty(demand.need.size)
    for move in range(moves):
        if move % LOOK == 0:
            sum_shortages(demand, heads, sums)
        p, d = -1, 0
        if np.random.random() < FOCUS:
            p, d = day_that_may_help(sums, people, chosen, doing.shape[2])
        if p < 0:
            p, d = np.random.randint(doing.shape[0]), np.random.randint(doing.shape[1])
        if chosen[p, d] < 0:
            continue
        old, old_option = doing[p, d].copy(), chosen[p, d]
        first = (people.limits[p, 3] + d) * doing.shape[2]
        before = _day_cost(demand, heads, first, doing.shape[2])
        before += _own_cost(people, p, d, old) + people.option_costs[p, old_option]
        who, late = people.who[p], people.late[p, old_option]
        people.evenings[who] -= late
        evening = demand.rates[3] * people.evenings[who]
        before += evening * late
        _put_day(people, p, old, first, -1, heads)
        option, new = _propose(
            p,
            d,
            shakes[np.random.randint(len(shakes))],
            evening,
            people,
            demand,
            pauses,
            old,
            chosen,
            heads,
        )
        if option < 0:
            _put_day(people, p, old, first, 1, heads)
            people.evenings[who] += late
            continue
        _put_day(people, p, new, first, 1, heads)
        after = _day_cost(demand, heads, first, doing.shape[2])
        after += _own_cost(people, p, d, new) + people.option_costs[p, option]
        after += evening * people.late[p, option]
        if after <= before or np.random.random() < np.exp((before - after) / temperature):
            saved += before - after
            doing[p, d], chosen[p, d] = new, option
            people.evenings[who] += people.late[p, option]
        else:
            _put_day(people, p, new, first, -1, heads)
            _put_day(people, p, old, first, 1, heads)
            people.evenings[who] += late
    return saved


@njit(cache=True)
def _day_cost(demand: DemandArrays, heads: Ints, first: int, slots: int) -> float:
    """Dollars of all rows in the slots of one day, and of all deferrable work."""
    total = 0.0
    for r in range(demand.need.shape[0]):
        for t in range(first, first + slots):
            if not demand.is_open[r, t]:
                continue
            total += head_cost(
                demand.need[r, t], heads[r, t], demand.short[r], demand.over[r], demand.linear[r]
            )
    for w in range(demand.arrived.shape[0]):
        total += work_cost(
            heads[demand.need.shape[0] + w],
            demand.rates[0],
            demand.arrived[w],
            demand.due[w],
            demand.closes,
            demand.rates[1],
            demand.rates[2],
        )
    return total


@njit(cache=True)
def _own_cost(people: PeopleArrays, p: int, d: int, doing: Ints) -> float:
    """Dollars of a day that do not depend on anybody else, its shift left out."""
    activities = people.limits[p, 0] + people.limits[p, 1]
    total = 0.0
    for s in range(doing.shape[0]):
        a = doing[s]
        if 0 <= a < activities:
            total += people.base[p, d, a, s]
        elif activities <= a < activities + 2:
            total += people.pause_base[p, d, a - activities, s]
        elif a >= 0:
            total += people.meeting_base[p, d, s]
    return total


@njit(cache=True)
def _put_day(people: PeopleArrays, p: int, doing: Ints, first: int, sign: int, heads: Ints) -> None:
    """Add or take away one person's day."""
    channels = people.limits[p, 0]
    meal = channels + people.limits[p, 1] + 1
    for s in range(doing.shape[0]):
        a = doing[s]
        if 0 <= a < channels:
            for r in people.rows_of[p, a]:
                if r >= 0:
                    heads[r, first + s] += sign
        if a >= 0 and a != meal:
            for r in people.presence[p]:
                if r >= 0:
                    heads[r, first + s] += sign


@njit(cache=True)
def _propose(
    p: int,
    d: int,
    shake: float,
    evening: float,
    people: PeopleArrays,
    demand: DemandArrays,
    pauses: PauseArrays,
    old: Ints,
    chosen: Ints,
    heads: Ints,
) -> tuple[int, Ints]:
    """Another day of this person: its shift option (-1 for none) and activities by slot."""
    slots = old.shape[0]
    channels, programs = people.limits[p, 0], people.limits[p, 1]
    activities = channels + programs
    fixed = np.zeros((1, slots), dtype=np.int64)
    due = np.zeros(programs, dtype=np.int64)
    for s in range(slots):
        if old[s] >= activities + 2:
            fixed[0, s] = 2 if s > 0 and old[s - 1] == old[s] else 1
        elif channels <= old[s] < activities:
            due[old[s] - channels] += 1
    prices, pause_prices = _shaken_prices(p, d, shake, people, demand, due, fixed, heads, slots)
    blocks = people.min_block[p, :programs]
    costs = np.full((slots + 1, slots + 1), NEVER)
    stretch_costs(
        people.limits[p, 4],
        people.limits[p, 5],
        pauses.longest,
        channels,
        prices[0],
        fixed[0],
        people.meeting_base[p, d],
        people.edges[p, d],
        blocks,
        costs,
    )
    option, breaks = _best_shift(
        p, d, evening, people, pauses, costs, pause_prices, fixed[0], chosen
    )
    new = np.empty((1, slots), dtype=np.int64)
    if option < 0:
        return -1, new[0]
    one = np.full(1, option)
    every = np.zeros((people.options.shape[1], breaks.shape[0], 3), dtype=np.int64)
    every[option] = breaks
    stretches = np.zeros((breaks.shape[0] + 1, 3), dtype=np.int64)
    number = write_week(
        one, people.options[p], every, activities, fixed, old.reshape((1, slots)), new, stretches
    )
    filled = _fill_day(
        stretches[:number], channels, prices, fixed, people.edges[p, d : d + 1], blocks, due, new
    )
    return (option if filled else -1), new[0]


@njit(cache=True)
def _shaken_prices(
    p: int,
    d: int,
    shake: float,
    people: PeopleArrays,
    demand: DemandArrays,
    due: Ints,
    fixed: Ints,
    heads: Ints,
    slots: int,
) -> tuple[Floats, Floats]:
    """Prices of the day's activities (1, activities, slots) and of its pauses (2, slots)."""
    channels, counted = people.limits[p, 0], demand.need.shape[0]
    low, high = people.limits[p, 4], people.limits[p, 5]
    first = (people.limits[p, 3] + d) * slots
    marginal = np.zeros((heads.shape[0], slots))
    for r in range(counted):
        for s in range(low, high):
            t = first + s
            if demand.is_open[r, t]:
                marginal[r, s] = one_more_head(
                    demand.need[r, t],
                    heads[r, t],
                    demand.short[r],
                    demand.over[r],
                    demand.linear[r],
                )
    worth = np.zeros(heads.shape[1])
    for w in range(demand.arrived.shape[0]):
        work_prices(
            heads[counted + w],
            demand.rates[0],
            demand.arrived[w],
            demand.due[w],
            demand.closes,
            demand.rates[1],
            demand.rates[2],
            demand.stint,
            worth,
        )
        marginal[counted + w] = worth[first : first + slots]
    prices = np.full((1, channels + len(due), slots), NEVER)
    pause_prices = people.pause_base[p, d].copy()
    for s in range(low, high):
        there = 0.0
        for r in people.presence[p]:
            there += marginal[r, s] if r >= 0 else 0.0
        for a in range(channels + len(due)):
            price = people.base[p, d, a, s]
            if price >= NEVER or (a >= channels and due[a - channels] == 0):
                continue
            price += there + shake * np.random.normal()
            if a >= channels:
                price -= people.rewards[p, a - channels]
            else:
                for r in people.rows_of[p, a]:
                    price += marginal[r, s] if r >= 0 else 0.0
            prices[0, a, s] = price
        pause_prices[0, s] += there
        if fixed[0, s] > 0:
            pause_prices[:, s] = NEVER
    return prices, pause_prices


@njit(cache=True)
def _best_shift(
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
    tried, breaks = np.zeros((width, 3), dtype=np.int64), np.zeros((width, 3), dtype=np.int64)
    best, option = NEVER / 2, -1
    stay = np.random.random() < 0.5
    must = (fixed > 0).sum()
    for o in range(people.day_options[p, d], people.day_options[p, d + 1]):
        start, end, k = people.options[p, o, 0], people.options[p, o, 1], people.options[p, o, 3]
        if people.options[p, o, 2] != people.options[p, old, 2] or (stay and o != old):
            continue
        if d * slots + start < earliest or d * slots + end > latest:
            continue
        if (fixed[start:end] > 0).sum() < must:
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


@njit(cache=True)
def _room(p: int, d: int, slots: int, people: PeopleArrays, chosen: Ints) -> tuple[int, int]:
    """First start and last end of a day, slots of the week, that leave rest between shifts."""
    gap = people.limits[p, 2]
    if gap <= 0:
        return -(10**9), 10**9
    first = people.limits[p, 3]
    earliest, latest = people.limits[p, 6] - first * slots + gap, 10**9
    for q in (people.beside[p, 0], p, people.beside[p, 1]):
        if q < 0:
            continue
        for e in range(chosen.shape[1]):
            o, day = chosen[q, e], people.limits[q, 3] - first + e
            if o >= 0 and day < d:
                earliest = max(earliest, day * slots + people.options[q, o, 1] + gap)
            elif o >= 0 and day > d:
                latest = min(latest, day * slots + people.options[q, o, 0] - gap)
    return earliest, latest


@njit(cache=True)
def _fill_day(
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
                held[0, s] = 2 if going_on else 1
        prices[0, channels + j] = NEVER
    return True
