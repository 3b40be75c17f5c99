"""What a person does in a shift whose pauses are laid, at given prices a slot.

The shift is read slot by slot. What is behind a slot matters by one state: nothing yet, or a
meeting; a stint on a channel, by its slots so far up to the least; a block of a task likewise;
a program that a pause has ended. A stint goes on behind a pause, where another activity costs
`across` dollars; within a stretch of work another activity costs `change`. The rest is as in
stretches.py.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.kernels import kernel
from scheduler.rostering.problem.activity_codes import BEGINS, FREE, GOES_ON, PAUSED
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


@kernel()
def state_count(min_stint: Ints, min_block: Ints) -> int:
    """States of a shift: fresh, stints, blocks, and programs ended by a pause."""
    return int(1 + min_stint.sum() + min_block.sum() + min_block.shape[0])


@kernel()
def fill_shift(
    a: int,
    b: int,
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
    most: int,
    best: Floats,
    parents: NDArray[np.int16],
) -> None:
    """Cheapest filling of the shift a to b for every number of slots of one program.

    Parameters
    ----------
    fixed: of each slot FREE, PAUSED, or BEGINS or GOES_ON where something fixed does.
    counted: the program whose slots are counted, or -1 (then `most` is 0).
    best: out, shape (most + 1,): dollars with exactly u counted slots.
    parents: work space, shape (slots + 1, states, most + 1), state before each slot. The last
        row holds the final state.
    """
    tasks, states = min_block.shape[0], state_count(min_stint, min_block)
    rested = states - tasks
    now, new = np.full((states, most + 1), NEVER), np.empty((states, most + 1))
    now[0, 0] = 0.0
    met = _met(a, b, fixed)
    for t in range(a, b):
        new[:] = NEVER
        row = parents[t - a]
        broken = t == a or fixed[t - 1] != FREE
        dollars = across if broken else change
        for u in range(most + 1):
            if fixed[t] == PAUSED:
                _pause(now, new, row, u, min_block, min_stint, rested)
                continue
            if fixed[t] != FREE:
                _meet(now, new, row, u, fixed[t], channels, min_block, min_stint, rested)
                continue
            # what may be left for another activity: all work that is done, or nothing before
            worked, worked_at = _done(now, u, channels, min_block, min_stint, rested, meetings_from)
            nothing, nothing_at = now[0, u], 0
            last = stint_states(min_stint)
            for j in range(tasks):
                last += min_block[j]
                if j >= meetings_from and now[last, u] < nothing:
                    nothing, nothing_at = now[last, u], last
            any_at, any_cost = worked_at, worked + dollars
            if nothing < any_cost:
                any_at, any_cost = nothing_at, nothing
            first = 1
            for c in range(channels):
                size = min_stint[c]
                price = prices[c, t]
                if price < NEVER:
                    start, start_at = any_cost, any_at
                    if not broken:
                        start, start_at = _into_channel(
                            now, u, c, t, channels, edges, min_block, min_stint, meetings_from,
                            nothing, nothing_at, change,
                        )  # fmt: skip
                    free = edges[c, t] or met[t - a] or (start_at == nothing_at and nothing_at > 0)
                    to = first + size - 1 if free else first
                    if start + price < new[to, u]:
                        new[to, u], row[to, u] = start + price, start_at
                    for s in range(first, first + size):
                        to = min(s + 1, first + size - 1)
                        if now[s, u] + price < new[to, u]:
                            new[to, u], row[to, u] = now[s, u] + price, s
                    if edges[c, t + 1]:  # it closes: what is short is cut
                        full = first + size - 1
                        for s in range(first, full):
                            if new[s, u] < new[full, u]:
                                new[full, u], row[full, u] = new[s, u], row[s, u]
                first += size
            for j in range(tasks):
                price, size = prices[channels + j, t], min_block[j]
                v = u + 1 if j == counted else u
                if price < NEVER and v <= most:
                    for s in range(first, first + size):
                        to = min(s + 1, first + size - 1)
                        if now[s, u] + price < new[to, v]:
                            new[to, v], row[to, v] = now[s, u] + price, s
                    start, start_at = any_cost, any_at
                    if now[rested + j, u] < start:
                        start, start_at = now[rested + j, u], rested + j
                    if j >= meetings_from:  # what it cuts may be short
                        start, start_at = _leave(now, u, channels, min_block, min_stint, rested)
                    if start + price < new[first, v]:
                        new[first, v], row[first, v] = start + price, start_at
                first += size
        now, new = new, now
    open_end = b < fixed.shape[0] and fixed[b] == GOES_ON
    for u in range(most + 1):
        cost, at = _done(now, u, channels, min_block, min_stint, rested, 10**6)
        if now[0, u] < cost:
            cost, at = now[0, u], 0
        best[u] = NEVER if open_end else cost
        parents[b - a, 0, u] = at


@kernel()
def stint_states(min_stint: Ints) -> int:
    """States of all stints."""
    return int(min_stint.sum())


@kernel()
def _met(a: int, b: int, fixed: Ints) -> Bools:
    """Whether a meeting, and after it nothing but pauses, lies right before each slot."""
    found = np.zeros(b - a, dtype=np.bool_)
    for t in range(a + 1, b):
        before = fixed[t - 1]
        found[t - a] = before in (BEGINS, GOES_ON)
        if before == PAUSED:
            found[t - a] = found[t - 1 - a]
    return found


@kernel()
def _pause(
    now: Floats,
    new: Floats,
    row: NDArray[np.int16],
    u: int,
    min_block: Ints,
    min_stint: Ints,
    rested: int,
) -> None:
    """A slot of a pause: stints go on behind it, whole blocks are ended."""
    stints = 1 + stint_states(min_stint)
    for s in range(stints):
        new[s, u], row[s, u] = now[s, u], s
    last = stints - 1
    for j in range(min_block.shape[0]):
        last += min_block[j]
        at = last if now[last, u] < now[rested + j, u] else rested + j
        new[rested + j, u], row[rested + j, u] = now[at, u], at


@kernel()
def _meet(
    now: Floats,
    new: Floats,
    row: NDArray[np.int16],
    u: int,
    fixed: int,
    channels: int,
    min_block: Ints,
    min_stint: Ints,
    rested: int,
) -> None:
    """A slot of something fixed: it ends what is before it, stints of any length."""
    cost, at = now[0, u], 0
    if fixed == BEGINS:
        cost, at = _leave(now, u, channels, min_block, min_stint, rested)
    new[0, u], row[0, u] = cost, at


@kernel()
def _leave(
    now: Floats, u: int, channels: int, min_block: Ints, min_stint: Ints, rested: int
) -> tuple[float, int]:
    """The cheapest state that a meeting may follow."""
    cost, at = _done(now, u, channels, min_block, min_stint, rested, 10**6)
    for s in range(1 + stint_states(min_stint)):
        if now[s, u] < cost:
            cost, at = now[s, u], s
    return cost, at


@kernel()
def _done(
    now: Floats,
    u: int,
    channels: int,
    min_block: Ints,
    min_stint: Ints,
    rested: int,
    meetings_from: int,
) -> tuple[float, int]:
    """The cheapest state of work that may be left: long stints, whole blocks of programs."""
    cost, at, last = NEVER, -1, 0
    for c in range(channels):
        last += min_stint[c]
        if now[last, u] < cost:
            cost, at = now[last, u], last
    for j in range(min_block.shape[0]):
        last += min_block[j]
        if j < meetings_from and now[last, u] < cost:
            cost, at = now[last, u], last
        if now[rested + j, u] < cost:
            cost, at = now[rested + j, u], rested + j
    return cost, at


@kernel()
def _into_channel(
    now: Floats,
    u: int,
    c: int,
    t: int,
    channels: int,
    edges: Bools,
    min_block: Ints,
    min_stint: Ints,
    meetings_from: int,
    nothing: float,
    nothing_at: int,
    change: float,
) -> tuple[float, int]:
    """What a stint that begins without a pause follows at the least."""
    cost, at, last = nothing, nothing_at, 0
    for other in range(channels):
        last += min_stint[other]
        if other != c and (edges[c, t] or edges[other, t]) and now[last, u] + change < cost:
            cost, at = now[last, u] + change, last
    for j in range(min_block.shape[0]):
        last += min_block[j]
        if j < meetings_from and now[last, u] + change < cost:
            cost, at = now[last, u] + change, last
    return cost, at


@kernel()
def read_shift(
    a: int,
    b: int,
    channels: int,
    fixed: Ints,
    min_block: Ints,
    min_stint: Ints,
    counted: int,
    used: int,
    parents: NDArray[np.int16],
    doing: Ints,
) -> None:
    """Write the activity of every free slot of a filled shift into `doing`.

    Channels are 0.., tasks follow; slots that are not FREE stay as they are.
    """
    u = used
    state = parents[b - a, 0, u]
    for t in range(b - 1, a - 1, -1):
        v = u
        if fixed[t] == FREE:
            first = 1
            for c in range(channels):
                if first <= state < first + min_stint[c]:
                    doing[t] = c
                first += min_stint[c]
            for j in range(min_block.shape[0]):
                if first <= state < first + min_block[j]:
                    doing[t] = channels + j
                    v = u - 1 if j == counted else u
                first += min_block[j]
        state, u = parents[t - a, state, u], v
