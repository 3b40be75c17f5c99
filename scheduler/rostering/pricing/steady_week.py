"""One person's cheapest set of days where the spread of their starts has a price or a limit.

The spread of a week is the latest less the earliest start of the day. Every window of starts
is tried, from the narrowest on, until a wider one costs more than the best week found: exact,
so that the bound may count it.
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.pricing.cheapest_week import choose_days
from scheduler.rostering.problem.activity_codes import END, PAID, START
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


@kernel()
def choose_steady_days(
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
    spread_costs: Floats,
    chosen: Ints,
) -> float:
    """As choose_days, with `spread_costs[k]` for a spread of k slots on top.

    `spread_costs` never falls, and is NEVER beyond what a rule allows.
    """
    # fmt: off
    least = choose_days(
        patterns, pattern_costs, target, most, overtime_price, gap, slots, before, after,
        day_options, options, best, chosen,
    )
    # fmt: on
    if least >= NEVER / 2:
        return NEVER
    first, last = start_range(options, chosen)
    spread = max(0, last - first)
    if spread_costs[spread] <= spread_costs[0]:
        return float(least + spread_costs[spread])
    answer = min(NEVER / 2, least + spread_costs[spread])
    starts, lengths, cheapest = _by_start(gap, slots, before, after, day_options, options, best)
    longest, window, width_found = (options[:, END] - options[:, START]).max(), -1, 0
    masked, tried = best.copy(), chosen.copy()
    narrowest = True  # so far, nothing narrower was tried
    for width in range(slots):
        if least + spread_costs[width] >= answer:
            break
        if width + 1 < slots and spread_costs[width + 1] <= spread_costs[width]:
            continue  # the wider window costs the same
        for first in range(slots):
            if not starts[first]:
                continue
            if not narrowest and (first + width >= slots or not starts[first + width]):
                continue  # no more than the narrower window has
            cost = spread_costs[width] + _least_in_window(
                patterns, pattern_costs, target, most, overtime_price, first, width, lengths,
                cheapest, answer - spread_costs[width],
            )  # fmt: skip
            if cost >= answer:
                continue
            if gap > 0 and first + slots < first + width + longest + gap:
                _mask(options, best, first, width, masked)
                cost = spread_costs[width] + choose_days(
                    patterns, pattern_costs, target, most, overtime_price, gap, slots, before,
                    after, day_options, options, masked, tried,
                )  # fmt: skip
            if cost < answer:
                answer, window, width_found = cost, first, width
        narrowest = False
    if window >= 0:
        _mask(options, best, window, width_found, masked)
        choose_days(
            patterns, pattern_costs, target, most, overtime_price, gap, slots, before, after,
            day_options, options, masked, chosen,
        )  # fmt: skip
    return answer if answer < NEVER / 2 else NEVER


@kernel()
def start_range(options: Ints, chosen: Ints) -> tuple[int, int]:
    """Earliest and latest start of the chosen shifts, slots of the day."""
    first, last = 10**6, -1
    for d in range(chosen.shape[0]):
        if chosen[d] >= 0:
            first = min(first, options[chosen[d], START])
            last = max(last, options[chosen[d], START])
    return first, last


@kernel()
def _by_start(
    gap: int,
    slots: int,
    before: int,
    after: int,
    day_options: Ints,
    options: Ints,
    best: Floats,
) -> tuple[Bools, Ints, Floats]:
    """Slots at which a shift may start, paid lengths, and dollars by day, length and start."""
    days = day_options.shape[0] - 1
    starts, known = np.zeros(slots, dtype=np.bool_), np.full(options[:, PAID].max() + 1, -1)
    count = 0
    for o in range(options.shape[0]):
        if known[options[o, PAID]] < 0:
            known[options[o, PAID]] = count
            count += 1
    lengths = np.zeros(count, dtype=np.int64)
    cheapest = np.full((days, count, slots), NEVER)
    for d in range(days):
        for o in range(day_options[d], day_options[d + 1]):
            start, end, paid = options[o, START], options[o, END], options[o, PAID]
            at = known[paid]
            lengths[at] = paid
            if best[o] >= NEVER / 2 or d * slots + start < before + gap:
                continue
            if d * slots + end > after - gap:
                continue
            starts[start] = True
            cheapest[d, at, start] = min(cheapest[d, at, start], best[o])
    return starts, lengths, cheapest


@kernel()
def _least_in_window(
    patterns: Ints,
    pattern_costs: Floats,
    target: int,
    most: int,
    overtime_price: float,
    first: int,
    width: int,
    lengths: Ints,
    cheapest: Floats,
    enough: float,
) -> float:
    """Least dollars of a week whose starts lie within the window; rest between shifts left out.

    NEVER where it is not below `enough`.
    """
    days, count, slots = cheapest.shape
    least = np.full((days, count), NEVER)
    for d in range(days):
        for at in range(count):
            for t in range(first, min(slots, first + width + 1)):
                least[d, at] = min(least[d, at], cheapest[d, at, t])
    found = NEVER
    now, new = np.empty(most + 1), np.empty(most + 1)
    for k in range(patterns.shape[0]):
        if pattern_costs[k] >= NEVER / 2:
            continue
        cost = pattern_costs[k]
        if count == 1:
            worked = 0
            for d in range(days):
                if (patterns[k] >> d) & 1:
                    cost += least[d, 0]
                    worked += lengths[0]
            if target <= worked <= most:
                found = min(found, cost + overtime_price * (worked - target))
            continue
        now[:] = NEVER
        now[0] = cost
        for d in range(days):
            if not (patterns[k] >> d) & 1:
                continue
            new[:] = NEVER
            for at in range(count):
                if least[d, at] < NEVER / 2:
                    for h in range(lengths[at], most + 1):
                        new[h] = min(new[h], now[h - lengths[at]] + least[d, at])
            now, new = new, now
        for h in range(target, most + 1):
            found = min(found, now[h] + overtime_price * (h - target))
    return found if found < enough else NEVER


@kernel()
def _mask(options: Ints, best: Floats, first: int, width: int, masked: Floats) -> None:
    """Copy `best` with NEVER for shifts that start outside the window."""
    for o in range(options.shape[0]):
        inside = first <= options[o, START] <= first + width
        masked[o] = best[o] if inside else NEVER


@kernel()
def cost_of_rests(
    options: Ints, chosen: Ints, slots: int, before: int, rest_costs: Floats
) -> float:
    """Dollars of the nights before the chosen shifts; `before` is the last end before the week."""
    total, last = 0.0, before
    for d in range(chosen.shape[0]):
        if chosen[d] >= 0:
            rest = d * slots + options[chosen[d], START] - last
            total += rest_costs[max(0, min(rest, rest_costs.shape[0] - 1))]
            last = d * slots + options[chosen[d], END]
    return total
