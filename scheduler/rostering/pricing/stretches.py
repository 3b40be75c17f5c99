"""Cheapest way to fill a stretch of work between two pauses, at given prices a slot.

A stretch holds stints on one channel each, blocks of programs and meetings at fixed times.
`prices[a, t]` is dollars for activity a in slot t: channels first, then programs. `fixed[t]`
is FREE, or BEGINS or GOES_ON where something fixed does.
`edges[c, t]` says that channel c opens or closes at t: only there may one channel follow
another without a pause. Blocks of program j last at least `min_block[j]` slots.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
    costs: Floats,
) -> None:
    """Fill `costs[a, b]` for every stretch a to b of one day, first <= a < b <= last.

    A recursion over slots: best cost with each channel or finished block as the last thing
    done. A block enters it only when it has its minimum length, so no length is counted.
    """
    programs = min_block.shape[0]
    on_channel = np.empty(channels)
    after = np.empty(channels)
    finished = np.empty(programs)
    sums = np.zeros((programs, last + 1))
    barred = np.zeros((programs, last + 1))
    for j in range(programs):
        for t in range(first, last):
            price = prices[channels + j, t]
            never = price >= NEVER or fixed[t] != FREE
            sums[j, t + 1] = sums[j, t] + (0.0 if never else price)
            barred[j, t + 1] = barred[j, t] + never
    for a in range(first, last):
        costs[a, a] = 0.0
        on_channel[:] = NEVER
        finished[:] = NEVER
        fresh = NEVER if fixed[a] == GOES_ON else 0.0
        for t in range(a, min(last, a + longest)):
            if fixed[t] == BEGINS:
                fresh = costs[a, t] + fixed_prices[t]
            elif fixed[t] == GOES_ON:
                fresh += fixed_prices[t]
            if fixed[t] != FREE:
                on_channel[:] = NEVER
                finished[:] = NEVER
                costs[a, t + 1] = NEVER if t + 1 < last and fixed[t + 1] == GOES_ON else fresh
                continue
            start = fresh
            for j in range(programs):
                start = min(start, finished[j])
            for c in range(channels):
                best = min(start, on_channel[c])
                for other in range(channels):
                    if other != c and (edges[c, t] or edges[other, t]):
                        best = min(best, on_channel[other])
                after[c] = best + prices[c, t]
            end = NEVER
            for c in range(channels):
                on_channel[c] = min(after[c], NEVER)
                end = min(end, on_channel[c])
            for j in range(programs):
                begin = t + 1 - min_block[j]
                best = finished[j] + prices[channels + j, t]
                if begin >= a and barred[j, t + 1] == barred[j, begin]:
                    block = sums[j, t + 1] - sums[j, begin]
                    best = min(best, costs[a, begin] + block)
                finished[j] = min(best, NEVER)
                end = min(end, finished[j])
            fresh = NEVER
            costs[a, t + 1] = end


@kernel()
def fill_stretch(
    a: int,
    b: int,
    channels: int,
    prices: Floats,
    fixed: Ints,
    edges: Bools,
    min_block: Ints,
    counted: int,
    most: int,
    best: Floats,
    parents: NDArray[np.int16],
) -> None:
    """Cheapest filling of one stretch for every number of slots of one program.

    Parameters
    ----------
    counted: the program whose slots are counted, or -1 (then `most` is 0).
    best: out, shape (most + 1,): dollars with exactly u counted slots.
    parents: work space, shape (slots + 1, states, most + 1), state before each slot.
        States: 0 after something fixed or at the start, 1.. channels, then the blocks of
        each program by slots so far (up to its minimum). The last row holds the final state.
    """
    programs = min_block.shape[0]
    states = 1 + channels
    for j in range(programs):
        states += min_block[j]
    now = np.full((states, most + 1), NEVER)
    new = np.empty((states, most + 1))
    if fixed[a] != GOES_ON:
        now[0, 0] = 0.0
    for t in range(a, b):
        new[:] = NEVER
        row = parents[t - a]
        for u in range(most + 1):
            free, free_at = _least(now, u, channels, min_block, False)
            done, done_at = _least(now, u, channels, min_block, True)
            if fixed[t] != FREE:
                new[0, u] = now[0, u] if fixed[t] == GOES_ON else done
                row[0, u] = 0 if fixed[t] == GOES_ON else done_at
                continue
            for c in range(channels):
                price = prices[c, t]
                if price >= NEVER:
                    continue
                best_at, cost = free_at, free
                for other in range(channels):
                    open_to = other == c or edges[c, t] or edges[other, t]
                    if open_to and now[1 + other, u] < cost:
                        best_at, cost = 1 + other, now[1 + other, u]
                new[1 + c, u] = cost + price
                row[1 + c, u] = best_at
            base = 1 + channels
            for j in range(programs):
                price, size = prices[channels + j, t], min_block[j]
                v = u + 1 if j == counted else u
                if price < NEVER and v <= most:
                    for s in range(base, base + size):
                        target = min(s + 1, base + size - 1)
                        if now[s, u] + price < new[target, v]:
                            new[target, v] = now[s, u] + price
                            row[target, v] = s
                    if done + price < new[base, v]:
                        new[base, v] = done + price
                        row[base, v] = done_at
                base += size
        now, new = new, now
    open_end = b < fixed.shape[0] and fixed[b] == GOES_ON
    for u in range(most + 1):
        cost, at = _least(now, u, channels, min_block, True)
        best[u] = NEVER if open_end else cost
        parents[b - a, 0, u] = at


@kernel()
def _least(
    now: Floats, u: int, channels: int, min_block: Ints, with_channels: bool
) -> tuple[float, int]:
    """Cheapest state that may be left: fixed things, long enough blocks, maybe channels."""
    cost, at = now[0, u], 0
    if with_channels:
        for c in range(1, channels + 1):
            if now[c, u] < cost:
                cost, at = now[c, u], c
    last = channels
    for j in range(min_block.shape[0]):
        last += min_block[j]
        if now[last, u] < cost:
            cost, at = now[last, u], last
    return cost, at


@kernel()
def read_stretch(
    a: int,
    b: int,
    channels: int,
    fixed: Ints,
    min_block: Ints,
    counted: int,
    used: int,
    parents: NDArray[np.int16],
    doing: Ints,
) -> None:
    """Write the activity of every free slot of a filled stretch into `doing`.

    Channels are 0.., programs follow; slots that are fixed stay as they are.
    """
    u = used
    state = parents[b - a, 0, u]
    for t in range(b - 1, a - 1, -1):
        before = parents[t - a, state, u]
        if fixed[t] == FREE:
            if state <= channels:
                doing[t] = state - 1
            else:
                base = 1 + channels
                for j in range(min_block.shape[0]):
                    if state < base + min_block[j]:
                        doing[t] = channels + j
                        if j == counted:
                            u -= 1
                        break
                    base += min_block[j]
        state = before
