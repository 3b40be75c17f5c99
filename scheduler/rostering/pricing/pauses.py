"""Cheapest rests and meals of one shift, at given prices."""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.problem.activity_codes import (
    MEAL,
    PAUSE_KIND,
    PAUSE_SLOTS,
    PAUSE_START,
    REST,
    WINDOW_FIRST,
    WINDOW_LAST,
)
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints


@kernel()
def price_shift(
    start: int,
    end: int,
    first_frame: int,
    last_frame: int,
    meal_slots: int,
    rest: int,
    apart: int,
    meals: Ints,
    rests: Ints,
    costs: Floats,
    pause_prices: Floats,
    pauses: Ints,
) -> float:
    """Cheapest pauses of one shift; `pauses` gets rows of (start, slots, kind), in order.

    For every frame the stretches between meals are independent of each other, so each gets
    its own cheapest rests.
    """
    best, winner = NEVER / 2, -1
    for f in range(first_frame, last_frame):
        cost, a = 0.0, start
        for m in range(meals.shape[1] + 1):
            last = m == meals.shape[1] or meals[f, m] < 0
            b = end if last else start + meals[f, m]
            if rests.shape[2] == 0 or rests[f, m, 0, WINDOW_FIRST] < 0:
                cost += costs[a, b]
            elif rests.shape[2] == 1 or rests[f, m, 1, WINDOW_FIRST] < 0:
                least = NEVER
                for r in range(
                    start + rests[f, m, 0, WINDOW_FIRST], start + rests[f, m, 0, WINDOW_LAST] + 1
                ):
                    one = costs[a, r] + costs[r + rest, b]
                    for t in range(r, r + rest):
                        one += pause_prices[REST, t]
                    least = min(least, one)
                cost += least
            else:
                cost += _price_rests(
                    a, b, start, rests[f, m], rest, apart, costs, pause_prices[REST], pauses, 0
                )
            if last or cost >= best + NEVER / 4:
                break
            for t in range(b, b + meal_slots):
                cost += pause_prices[MEAL, t]
            a = b + meal_slots
        if cost < best:
            best, winner = cost, f
    if winner < 0:
        return NEVER
    _write_pauses(
        start, end, winner, meal_slots, rest, apart, meals, rests, costs, pause_prices, pauses
    )
    return best


@kernel()
def _write_pauses(
    start: int,
    end: int,
    f: int,
    meal_slots: int,
    rest: int,
    apart: int,
    meals: Ints,
    rests: Ints,
    costs: Floats,
    pause_prices: Floats,
    pauses: Ints,
) -> None:
    """The pauses of one frame at their cheapest."""
    pauses[:] = 0
    p, a = 0, start
    for m in range(meals.shape[1] + 1):
        last = m == meals.shape[1] or meals[f, m] < 0
        b = end if last else start + meals[f, m]
        if rests.shape[2] > 0 and rests[f, m, 0, WINDOW_FIRST] >= 0:
            _price_rests(
                a, b, start, rests[f, m], rest, apart, costs, pause_prices[REST], pauses, p
            )
            while p < pauses.shape[0] and pauses[p, PAUSE_SLOTS] > 0:
                p += 1
        if last:
            return
        pauses[p, PAUSE_START], pauses[p, PAUSE_SLOTS], pauses[p, PAUSE_KIND] = b, meal_slots, MEAL
        p += 1
        a = b + meal_slots


@kernel()
def _price_rests(
    a: int,
    b: int,
    start: int,
    windows: Ints,
    rest: int,
    apart: int,
    costs: Floats,
    prices: Floats,
    pauses: Ints,
    p: int,
) -> float:
    """Cheapest rests of the stretch a to b, written into `pauses` from row p on.

    Recursion over the rests in order: each starts in its window (offsets from `start`), with
    `apart` slots of work between two of them. `prices` are those of resting, by slot of the day.
    """
    count, width = 0, 1
    while count < windows.shape[0] and windows[count, WINDOW_FIRST] >= 0:
        width = max(width, windows[count, WINDOW_LAST] - windows[count, WINDOW_FIRST] + 1)
        count += 1
    value = np.full((count, width), NEVER)
    came = np.zeros((count, width), dtype=np.int64)
    for i in range(count):
        for k in range(windows[i, WINDOW_LAST] - windows[i, WINDOW_FIRST] + 1):
            r = start + windows[i, WINDOW_FIRST] + k
            own = 0.0
            for t in range(r, r + rest):
                own += prices[t]
            if i == 0:
                value[i, k] = costs[a, r] + own
                continue
            for q in range(windows[i - 1, WINDOW_LAST] - windows[i - 1, WINDOW_FIRST] + 1):
                end = start + windows[i - 1, WINDOW_FIRST] + q + rest
                if end + apart <= r and value[i - 1, q] + costs[end, r] + own < value[i, k]:
                    value[i, k] = value[i - 1, q] + costs[end, r] + own
                    came[i, k] = q
    best, k = NEVER, 0
    for q in range(windows[count - 1, WINDOW_LAST] - windows[count - 1, WINDOW_FIRST] + 1):
        end = start + windows[count - 1, WINDOW_FIRST] + q + rest
        if value[count - 1, q] + costs[end, b] < best:
            best, k = value[count - 1, q] + costs[end, b], q
    for i in range(count - 1, -1, -1):
        pauses[p + i, PAUSE_START] = start + windows[i, WINDOW_FIRST] + k
        pauses[p + i, PAUSE_SLOTS], pauses[p + i, PAUSE_KIND] = rest, REST
        k = came[i, k]
    return best
