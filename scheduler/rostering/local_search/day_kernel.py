"""Kernel of the day moves: one person's day rebuilt at noisy prices, kept by Metropolis' rule.

Shift start, pauses, channels and program blocks of a day move together; the paid length, the
program slots of the day and all sittings stay. Each proposal is exact for its noisy prices.
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.objective.head_cost import head_cost, one_more_head
from scheduler.rostering.local_search.day_as_published import as_published, changed_day_cost
from scheduler.rostering.local_search.day_shift import best_shift, fill_day, others, week_cost
from scheduler.rostering.local_search.focus import day_that_may_help, sum_shortages
from scheduler.rostering.local_search.head_counts import work_cost, work_prices
from scheduler.rostering.local_search.kernel_records import (
    ANY_DAY,
    CHANNELS,
    DAY_WHERE_SHORT,
    FIRST_DAY,
    KEPT,
    PROGRAMS,
    PROPOSED,
    SAVED,
    WINDOW_END,
    WINDOW_START,
    DemandArrays,
    PauseArrays,
    PeopleArrays,
)
from scheduler.rostering.params import FOCUS_REFRESH, FOCUS_SHARE
from scheduler.rostering.pricing.cheapest_week import write_week
from scheduler.rostering.pricing.stretches import stretch_costs
from scheduler.rostering.pricing.week_prices import count_changes
from scheduler.rostering.problem.activity_codes import (
    BEGINS,
    FREE,
    GOES_ON,
    MEAL,
    PAUSE_COLUMNS,
    PAUSE_KINDS,
    REST,
    SHIFT_COLUMNS,
)
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints


@kernel()
def day_moves(
    moves: int,
    temperature: float,
    seed: int,
    noises: Floats,
    people: PeopleArrays,
    demand: DemandArrays,
    pauses: PauseArrays,
    doing: Ints,
    chosen: Ints,
    heads: Ints,
    tallies: Floats,
) -> None:
    """Make `moves` proposals at a temperature in dollars.

    `doing` (people, days, slots), `chosen` and `heads` are the roster, changed in place.
    `noises` are the deviations in dollars a slot among which each proposal draws. `tallies`
    (2, 3) adds up by where the day was drawn from: proposals, those kept, dollars saved.
    """
    np.random.seed(seed)
    sums = np.empty(demand.need.size)
    for move in range(moves):
        if move % FOCUS_REFRESH == 0:
            sum_shortages(demand, heads, sums)
        p, d, drawn = -1, 0, DAY_WHERE_SHORT
        if np.random.random() < FOCUS_SHARE:
            p, d = day_that_may_help(sums, people, chosen, doing.shape[2])
        if p < 0:
            drawn = ANY_DAY
            p, d = np.random.randint(doing.shape[0]), np.random.randint(doing.shape[1])
        tallies[drawn, PROPOSED] += 1
        if chosen[p, d] < 0:
            continue
        old, old_option = doing[p, d].copy(), chosen[p, d]
        first = (people.limits[p, FIRST_DAY] + d) * doing.shape[2]
        before = _day_cost(demand, heads, first, doing.shape[2])
        before += _own_cost(people, p, d, old) + people.option_costs[p, old_option]
        around = others(p, d, people, chosen)
        before += week_cost(p, d, old_option, people, around)
        who, late = people.who[p], people.late[p, old_option]
        people.evenings[who] -= late
        evening = demand.evening_price * people.evenings[who]
        before += evening * late
        _put_day(people, p, old, first, -1, heads)
        option, new = as_published(p, d, people, old, chosen)
        if option < 0:
            noise = noises[np.random.randint(len(noises))]
            option, new = _propose(p, d, noise, evening, people, demand, pauses, old, chosen, heads)
        if option < 0:
            _put_day(people, p, old, first, 1, heads)
            people.evenings[who] += late
            continue
        _put_day(people, p, new, first, 1, heads)
        after = _day_cost(demand, heads, first, doing.shape[2])
        after += _own_cost(people, p, d, new) + people.option_costs[p, option]
        after += evening * people.late[p, option]
        after += week_cost(p, d, option, people, around)
        if after <= before or np.random.random() < np.exp((before - after) / temperature):
            tallies[drawn, KEPT] += 1
            tallies[drawn, SAVED] += before - after
            doing[p, d], chosen[p, d] = new, option
            people.evenings[who] += people.late[p, option]
        else:
            _put_day(people, p, new, first, -1, heads)
            _put_day(people, p, old, first, 1, heads)
            people.evenings[who] += late


@kernel()
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
            demand.slot_hours,
            demand.arrived[w],
            demand.due[w],
            demand.closes,
            demand.overdue_price,
            demand.idle_price,
        )
    return total


@kernel()
def _own_cost(people: PeopleArrays, p: int, d: int, doing: Ints) -> float:
    """Dollars of a day that do not depend on anybody else, its shift left out."""
    activities = people.limits[p, CHANNELS] + people.limits[p, PROGRAMS]
    total = 0.0
    for s in range(doing.shape[0]):
        a = doing[s]
        if 0 <= a < activities:
            total += people.base[p, d, a, s]
        elif activities <= a < activities + PAUSE_KINDS:
            total += people.pause_base[p, d, a - activities, s]
        elif a >= 0:
            total += people.meeting_base[p, d, s]
    changes = count_changes(doing.reshape((1, doing.shape[0])), activities)
    total += people.change_price[p] * changes
    return float(total + changed_day_cost(p, d, people, doing))


@kernel()
def _put_day(people: PeopleArrays, p: int, doing: Ints, first: int, sign: int, heads: Ints) -> None:
    """Add or take away one person's day."""
    channels = people.limits[p, CHANNELS]
    meal = channels + people.limits[p, PROGRAMS] + MEAL
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


@kernel()
def _propose(
    p: int,
    d: int,
    noise: float,
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
    channels, programs = people.limits[p, CHANNELS], people.limits[p, PROGRAMS]
    activities = channels + programs
    fixed = np.zeros((1, slots), dtype=np.int64)
    due = np.zeros(programs, dtype=np.int64)
    for s in range(slots):
        if old[s] >= activities + PAUSE_KINDS:
            fixed[0, s] = GOES_ON if s > 0 and old[s - 1] == old[s] else BEGINS
        elif channels <= old[s] < activities:
            due[old[s] - channels] += 1
    prices, pause_prices = _noisy_prices(p, d, noise, people, demand, due, fixed, heads, slots)
    blocks = people.min_block[p, :programs]
    costs = np.full((slots + 1, slots + 1), NEVER)
    stretch_costs(
        people.limits[p, WINDOW_START],
        people.limits[p, WINDOW_END],
        pauses.longest,
        channels,
        prices[0],
        fixed[0],
        people.meeting_base[p, d],
        people.edges[p, d],
        blocks,
        people.min_stint[p, :channels],
        programs,
        people.change_price[p],
        False,
        costs,
    )
    option, breaks = best_shift(
        p, d, evening, people, pauses, costs, pause_prices, fixed[0], chosen
    )
    new = np.empty((1, slots), dtype=np.int64)
    if option < 0:
        return -1, new[0]
    shifts = np.zeros((1, SHIFT_COLUMNS), dtype=np.int64)
    number = write_week(
        np.zeros(1, dtype=np.int64),
        people.options[p, option].copy().reshape((1, -1)),
        breaks.reshape((1, breaks.shape[0], PAUSE_COLUMNS)),
        activities,
        fixed,
        old.reshape((1, slots)),
        new,
        shifts,
    )
    filled = fill_day(p, d, shifts[:number], people, prices, fixed, due, new)
    return (option if filled else -1), new[0]


@kernel()
def _noisy_prices(
    p: int,
    d: int,
    noise: float,
    people: PeopleArrays,
    demand: DemandArrays,
    due: Ints,
    fixed: Ints,
    heads: Ints,
    slots: int,
) -> tuple[Floats, Floats]:
    """Prices of the day's activities (1, activities, slots) and of its pauses (2, slots)."""
    channels, counted = people.limits[p, CHANNELS], demand.need.shape[0]
    low, high = people.limits[p, WINDOW_START], people.limits[p, WINDOW_END]
    first = (people.limits[p, FIRST_DAY] + d) * slots
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
            demand.slot_hours,
            demand.arrived[w],
            demand.due[w],
            demand.closes,
            demand.overdue_price,
            demand.idle_price,
            demand.stint,
            worth,
        )
        for s in range(slots):
            marginal[counted + w, s] = worth[first + s]
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
            price += there + noise * np.random.normal()
            if a >= channels:
                price -= people.rewards[p, a - channels]
            else:
                for r in people.rows_of[p, a]:
                    price += marginal[r, s] if r >= 0 else 0.0
            prices[0, a, s] = price
        pause_prices[REST, s] += there
        if fixed[0, s] != FREE:
            pause_prices[:, s] = NEVER
    return prices, pause_prices
