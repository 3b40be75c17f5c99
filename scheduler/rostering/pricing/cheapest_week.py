"""One person's cheapest legal week at given prices: the kernel of search and bound.

The cost of a week is linear in what the person does in each slot, so the best week is
exact: over all legal pause layouts of every shift, all shifts of every day, and all legal
sets of working days, by dynamic programming over days (paid time so far, last end).
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.pricing.pauses import price_shift
from scheduler.rostering.pricing.shift_filling import fill_shift, read_shift, state_count
from scheduler.rostering.pricing.stretches import stretch_costs
from scheduler.rostering.problem.activity_codes import (
    END,
    FREE,
    OFF,
    PAID,
    PAUSE_KINDS,
    PAUSE_SET,
    PAUSED,
    SHIFT_DAY,
    SHIFT_FROM,
    SHIFT_TO,
    START,
    TO_FILL,
)
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


@kernel()
def price_shifts(
    window: Ints,
    longest: int,
    channels: int,
    prices: Floats,
    pause_prices: Floats,
    fixed: Ints,
    fixed_prices: Floats,
    edges: Bools,
    min_block: Ints,
    min_stint: Ints,
    meetings_from: int,
    change: float,
    ends_cut: bool,
    day_options: Ints,
    options: Ints,
    option_costs: Floats,
    first_frame: Ints,
    meal_slots: Ints,
    rest: int,
    apart: Ints,
    meals: Ints,
    rests: Ints,
    best: Floats,
    pauses: Ints,
) -> None:
    """Cheapest pauses and activities of every shift option of every day of the week.

    Parameters
    ----------
    window: first and last slot of the day in which any shift may lie.
    prices: shape (days, channels + programs, slots a day); `pause_prices` (days, 2, slots).
    day_options: options of day d are rows day_options[d] to day_options[d + 1].
    options: rows of (START, END, PAID, PAUSE_SET), slots of the day.
    first_frame ... rests: as in PauseTables.
    best, pauses: out, one per option; NEVER where impossible.
    """
    days, slots = fixed.shape
    costs = np.full((slots + 1, slots + 1), NEVER)
    for d in range(days):
        if day_options[d] == day_options[d + 1]:
            continue
        stretch_costs(
            window[0],
            window[1],
            longest,
            channels,
            prices[d],
            fixed[d],
            fixed_prices[d],
            edges[d],
            min_block,
            min_stint,
            meetings_from,
            change,
            ends_cut,
            costs,
        )
        must = 0
        for t in range(slots):
            must += fixed[d, t] != FREE
        for o in range(day_options[d], day_options[d + 1]):
            start, end, k = options[o, START], options[o, END], options[o, PAUSE_SET]
            held = 0
            for t in range(start, end):
                held += fixed[d, t] != FREE
            best[o] = NEVER
            if held == must:
                best[o] = option_costs[o] + price_shift(
                    start,
                    end,
                    first_frame[k],
                    first_frame[k + 1],
                    meal_slots[k],
                    rest,
                    apart[k],
                    meals,
                    rests,
                    costs,
                    pause_prices[d],
                    pauses[o],
                )


@kernel()
def choose_days(
    patterns: Ints,
    pattern_costs: Floats,
    target: int,
    most: int,
    overtime_price: float,
    gap: int,
    slots: int,
    before: int,
    after: int,
    day_options: Ints,
    options: Ints,
    best: Floats,
    chosen: Ints,
) -> float:
    """Cheapest legal set of days with a shift on each; returns its cost, NEVER if none.

    Parameters
    ----------
    patterns: sets of working days as bits. `target` paid units are due; up to `most` may
        be worked, each beyond the target at `overtime_price`.
    gap: slots of rest between shifts, 0 where no two shifts can come too close; `before`
        is the last end before the week and `after` the first start behind it, in slots
        from the week's first midnight.
    chosen: out, the option of each day, -1 where off.
    """
    days = day_options.shape[0] - 1
    ends = 1 if gap <= 0 else slots + 1
    option = np.empty((days, ends, most + 1), dtype=np.int64)
    came = np.empty((days, ends, most + 1), dtype=np.int64)
    last = np.empty((ends, most + 1))
    answer, winner = NEVER / 2, -1
    for k in range(patterns.shape[0]):
        if pattern_costs[k] >= NEVER / 2:
            continue
        _walk_days(
            patterns[k], gap, slots, before, after, day_options, options, best, option, came, last
        )
        for e in range(ends):
            for h in range(target, most + 1):
                cost = last[e, h] + pattern_costs[k] + overtime_price * (h - target)
                if cost < answer:
                    answer, winner, end, paid = cost, k, e, h
    chosen[:] = -1
    if winner < 0:
        return NEVER
    _walk_days(
        patterns[winner], gap, slots, before, after, day_options, options, best, option, came, last
    )
    for d in range(days - 1, -1, -1):
        chosen[d] = option[d, end, paid]
        end = came[d, end, paid]
        if chosen[d] >= 0:
            paid -= options[chosen[d], PAID]
    return answer


@kernel()
def price_patterns(
    patterns: Ints,
    target: int,
    most: int,
    overtime_price: float,
    gap: int,
    slots: int,
    before: int,
    after: int,
    day_options: Ints,
    options: Ints,
    best: Floats,
    costs: Floats,
) -> None:
    """What the shifts of each set of days cost at least, into `costs`; else as choose_days."""
    days = day_options.shape[0] - 1
    ends = 1 if gap <= 0 else slots + 1
    option = np.empty((days, ends, most + 1), dtype=np.int64)
    came = np.empty((days, ends, most + 1), dtype=np.int64)
    last = np.empty((ends, most + 1))
    for k in range(patterns.shape[0]):
        _walk_days(
            patterns[k], gap, slots, before, after, day_options, options, best, option, came, last
        )
        costs[k] = NEVER
        for e in range(ends):
            for h in range(target, most + 1):
                costs[k] = min(costs[k], last[e, h] + overtime_price * (h - target))


@kernel()
def _walk_days(
    pattern: int,
    gap: int,
    slots: int,
    before: int,
    after: int,
    day_options: Ints,
    options: Ints,
    best: Floats,
    option: Ints,
    came: Ints,
    now: Floats,
) -> None:
    """Recursion over the days of one pattern: `now[e, h]` after the last day.

    e is the end of the shift just worked (0 after a day off), h the paid units so far;
    `option` and `came` hold, for each day, the option taken and the e before it.
    """
    days, ends, reach = option.shape[0], now.shape[0], now.shape[1]
    now[:] = NEVER
    now[0, 0] = 0.0
    low = np.empty_like(now)
    low_at = np.zeros(now.shape, dtype=np.int64)
    for d in range(days):
        for h in range(reach):
            low[0, h], low_at[0, h] = now[0, h], 0
        for e in range(1, ends):
            for h in range(reach):
                better = now[e, h] < low[e - 1, h]
                low[e, h] = now[e, h] if better else low[e - 1, h]
                low_at[e, h] = e if better else low_at[e - 1, h]
        now[:] = NEVER
        if not (pattern >> d) & 1:
            for h in range(reach):
                now[0, h] = low[ends - 1, h]
                came[d, 0, h], option[d, 0, h] = low_at[ends - 1, h], -1
            continue
        for o in range(day_options[d], day_options[d + 1]):
            start, end, paid = options[o, START], options[o, END], options[o, PAID]
            if best[o] >= NEVER / 2 or d * slots + start < before + gap:
                continue
            if d * slots + end > after - gap:
                continue
            at, to = 0, 0
            if ends > 1:
                at, to = min(slots, max(0, start + slots - gap)), end
            for h in range(paid, reach):
                cost = low[at, h - paid] + best[o]
                if cost < now[to, h]:
                    now[to, h] = cost
                    option[d, to, h] = o
                    came[d, to, h] = low_at[at, h - paid]


@kernel()
def write_week(
    chosen: Ints,
    options: Ints,
    pauses: Ints,
    rest_code: int,
    fixed: Ints,
    fixed_codes: Ints,
    doing: Ints,
    shifts: Ints,
) -> int:
    """Lay down the pauses and fixed things of the chosen shifts; returns the shifts' number.

    `doing` (days, slots) becomes OFF, TO_FILL, `rest_code` + REST or + MEAL, or the code of
    what is fixed; `shifts` gets rows of (day, from, to).
    """
    doing[:] = OFF
    count = 0
    for d in range(chosen.shape[0]):
        if chosen[d] < 0:
            continue
        start, end = options[chosen[d], START], options[chosen[d], END]
        for t in range(start, end):
            doing[d, t] = fixed_codes[d, t] if fixed[d, t] != FREE else TO_FILL
        for p in range(pauses.shape[1]):
            begin, size, kind = pauses[chosen[d], p]
            if size > 0:
                doing[d, begin : begin + size] = rest_code + kind
        shifts[count] = d, start, end
        count += 1
    return count


@kernel()
def fill_week(
    shifts: Ints,
    channels: int,
    prices: Floats,
    fixed: Ints,
    edges: Bools,
    min_block: Ints,
    min_stint: Ints,
    meetings_from: int,
    change: float,
    across: float,
    counted: int,
    due: int,
    doing: Ints,
) -> float:
    """Fill all shifts at least cost with exactly `due` slots of the counted program.

    Parameters
    ----------
    shifts: rows of (day, from, to). `counted` is -1 to fill without counting.
    doing: activities of the free slots, out; its pauses stay. Returns the dollars, NEVER if
        impossible.
    """
    most = due if counted >= 0 else 0
    count, activities = shifts.shape[0], prices.shape[1]
    longest = 1
    for i in range(count):
        longest = max(longest, shifts[i, SHIFT_TO] - shifts[i, SHIFT_FROM])
    states = state_count(min_stint, min_block)
    parents = np.zeros((count, longest + 1, states, most + 1), dtype=np.int16)
    own = np.full((count, most + 1), NEVER)
    total = np.full((count + 1, most + 1), NEVER)
    took = np.zeros((count + 1, most + 1), dtype=np.int64)
    held = fixed.copy()
    total[0, 0] = 0.0
    for i in range(count):
        d, a, b = shifts[i, SHIFT_DAY], shifts[i, SHIFT_FROM], shifts[i, SHIFT_TO]
        for t in range(a, b):
            if activities <= doing[d, t] < activities + PAUSE_KINDS:
                held[d, t] = PAUSED
        reach = min(most, b - a)  # more slots than these the shift cannot hold
        fill_shift(
            a,
            b,
            channels,
            prices[d],
            held[d],
            edges[d],
            min_block,
            min_stint,
            meetings_from,
            change,
            across,
            counted,
            reach,
            own[i],
            parents[i],
        )
        for u in range(most + 1):
            for v in range(min(u, reach) + 1):
                cost = total[i, u - v] + own[i, v]
                if cost < total[i + 1, u]:
                    total[i + 1, u] = cost
                    took[i + 1, u] = v
    if total[count, most] >= NEVER / 2:
        return NEVER
    u = most
    for i in range(count - 1, -1, -1):
        d, a, b = shifts[i, SHIFT_DAY], shifts[i, SHIFT_FROM], shifts[i, SHIFT_TO]
        v = took[i + 1, u]
        read_shift(a, b, channels, held[d], min_block, min_stint, counted, v, parents[i], doing[d])
        u -= v
    return float(total[count, most])
