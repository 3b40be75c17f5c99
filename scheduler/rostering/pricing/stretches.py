"""Cheapest way to fill a stretch of work between two pauses, at given prices a slot.

A stretch holds stints on one channel each, blocks of programs and meetings at fixed times.
`prices[a, t]` is dollars for activity a in slot t: channels first, then tasks. A task is a
program, or, where meetings float in time, one of these: they come from `meetings_from` on.
`fixed[t]` is FREE, or BEGINS or GOES_ON where something fixed does.
`edges[c, t]` says that channel c opens or closes at t: only there may one channel follow
another without a pause. Blocks of task j last at least `min_block[j]` slots, stints on channel
c at least `min_stint[c]`, unless the opening or closing of c or a meeting cuts them. Each
activity that follows another within the stretch costs `change`; behind a meeting it is free.
"""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.problem.activity_codes import BEGINS, FREE, GOES_ON
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


@kernel()
def stretch_costs(
    first: int,
    last: int,
    longest: int,
    channels: int,
    prices: Floats,
    fixed: Ints,
    fixed_prices: Floats,
    edges: Bools,
    min_block: Ints,
    min_stint: Ints,
    meetings_from: int,
    change: float,
    ends_cut: bool,
    costs: Floats,
) -> None:
    """Fill `costs[a, b]` for every stretch a to b of one day, first <= a < b <= last.

    A recursion over slots: best cost with each channel or finished block as the last thing
    done. A block or stint enters it only when it has its least length, so no length is
    counted. With `ends_cut` a stint may be short at either end of the stretch: it might go on
    behind the pause.
    """
    tasks = min_block.shape[0]
    rows = channels + tasks
    sums = np.zeros((rows, last + 1))
    barred = np.zeros((rows, last + 1))
    for row in range(rows):
        for t in range(first, last):
            price = prices[row, t]
            never = price >= NEVER or fixed[t] != FREE
            sums[row, t + 1] = sums[row, t] + (0.0 if never else price)
            barred[row, t + 1] = barred[row, t] + never
    any_edge = np.zeros(last + 1, dtype=np.bool_)
    for c in range(channels):
        for t in range(first, last + 1):
            any_edge[t] |= edges[c, t]
    long, short = np.empty(channels), np.empty(channels)  # of any length: short
    long_before, short_before = np.empty(channels), np.empty(channels)
    finished = np.empty(tasks)
    begun = np.empty((channels, last + 1))  # a stint that begins at t and has to last
    clear = np.empty(last + 1)  # nothing before t but the pause or a meeting
    ended, cut = np.empty(last + 1), np.empty(last + 1)  # what ends at t; cut by a meeting
    for a in range(first, last):
        costs[a, a] = 0.0
        long[:] = NEVER
        short[:] = NEVER
        finished[:] = NEVER
        fresh = NEVER if fixed[a] == GOES_ON else 0.0
        ended[a] = cut[a] = NEVER
        for t in range(a, min(last, a + longest)):
            if fixed[t] == BEGINS:
                fresh = (fresh if t == a else cut[t]) + fixed_prices[t]
            elif fixed[t] == GOES_ON:
                fresh += fixed_prices[t]
            if fixed[t] != FREE:
                long[:] = NEVER
                short[:] = NEVER
                finished[:] = NEVER
                begun[:, t] = NEVER
                clear[t] = NEVER
                ended[t + 1] = NEVER
                costs[a, t + 1] = NEVER if t + 1 < last and fixed[t + 1] == GOES_ON else fresh
                cut[t + 1] = costs[a, t + 1]
                continue
            met = fresh if t > a else NEVER  # behind a meeting, fixed or floating
            worked = NEVER
            for j in range(tasks):
                if j >= meetings_from:
                    met = min(met, finished[j])
                else:
                    worked = min(worked, finished[j] + change)
            clear[t] = min(fresh, met)
            long, long_before = long_before, long
            short, short_before = short_before, short
            for c in range(channels):
                price, size = prices[c, t], max(1, min_stint[c])
                free = met
                if t == a and (ends_cut or edges[c, t]):
                    free = min(free, fresh)
                bound = worked if t > a else min(worked, fresh)
                for other in range(channels if any_edge[t] else 0):
                    if other != c and edges[other, t]:
                        bound = min(bound, short_before[other] + change)
                    elif other != c and edges[c, t]:
                        bound = min(bound, long_before[other] + change)
                if edges[c, t]:
                    free = min(free, bound)
                begun[c, t] = bound
                best = min(long_before[c], free) + price
                begin = t + 1 - size
                if begin >= a and barred[c, t + 1] == barred[c, begin]:
                    best = min(best, begun[c, begin] + sums[c, t + 1] - sums[c, begin])
                long[c] = min(best, NEVER)
                least = min(min(short_before[c], long_before[c]), min(bound, free))
                short[c] = min(least + price, NEVER)
            end, end_cut = NEVER, NEVER
            for c in range(channels):
                end_cut = min(end_cut, short[c])
                end = min(end, short[c] if edges[c, t + 1] else long[c])
            for j in range(tasks):
                begin = t + 1 - min_block[j]
                best = finished[j] + prices[channels + j, t]
                if begin >= a and barred[channels + j, t + 1] == barred[channels + j, begin]:
                    block = sums[channels + j, t + 1] - sums[channels + j, begin]
                    if j >= meetings_from:
                        before = min(clear[begin], cut[begin])
                    else:
                        before = min(clear[begin], ended[begin] + change)
                    best = min(best, before + block)
                finished[j] = min(best, NEVER)
                end = min(end, finished[j])
            fresh = NEVER
            ended[t + 1] = end
            cut[t + 1] = min(end, end_cut)
            costs[a, t + 1] = cut[t + 1] if ends_cut else end
