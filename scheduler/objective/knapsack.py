"""A column for every row of a table, cheap within two limits.

A knapsack of one choice from each row and two weights. Prices on both limits (Lagrange) find
a choice near the cheapest, exchanges of one or two rows at a time what is left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.kernels import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

REACH = 3  # columns that a row moves at once
WORTH = 1e-7  # dollars that an exchange has to save
HALVINGS = 25  # of a price's range
FIRST_RENT, FIRST_WORTH = 1.0, 1e-7  # dollars for a slot, and for a billionth of the contacts
RAISED, MOST_RAISES = 4.0, 40


@kernel()
def choose(
    costs: Floats, answered: Ints, slots: Ints, wanted: int, most: int, fewest: Ints
) -> Ints:
    """Columns with `answered` together at least `wanted` and `slots` together at most `most`.

    All tables have the shape (rows, columns); both limits rise along a row. `fewest` is a
    choice that keeps them. The answer costs no more than it, and seldom more than the cheapest.
    """
    chosen = fewest.copy()
    found = _priced(costs, answered, slots, wanted, most, chosen)
    if not found or _sum(costs, chosen) > _sum(costs, fewest):
        chosen = fewest.copy()
    _exchange(costs, answered, slots, wanted, most, chosen)
    return chosen


@kernel()
def _sum(costs: Floats, chosen: Ints) -> float:
    total = 0.0
    for i in range(len(chosen)):
        total += costs[i, chosen[i]]
    return total


@kernel()
def _priced(
    costs: Floats, answered: Ints, slots: Ints, wanted: int, most: int, chosen: Ints
) -> bool:
    """The choice at the lowest worth of an answer at which enough are; whether there is one."""
    if _rented(costs, answered, slots, 0.0, most, chosen) >= wanted:
        return True
    low, high = 0.0, FIRST_WORTH
    for _ in range(MOST_RAISES):
        if _rented(costs, answered, slots, high, most, chosen) >= wanted:
            break
        low, high = high, RAISED * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _rented(costs, answered, slots, middle, most, chosen) >= wanted:
            high = middle
        else:
            low = middle
    return _rented(costs, answered, slots, high, most, chosen) >= wanted


@kernel()
def _rented(
    costs: Floats, answered: Ints, slots: Ints, worth: float, most: int, chosen: Ints
) -> int:
    """The choice at the lowest rent of a slot that leaves few enough; how many are answered."""
    found = _cheapest(costs, answered, slots, worth, 0.0, chosen)
    if found[1] <= most:
        return found[0]
    low, high = 0.0, FIRST_RENT
    for _ in range(MOST_RAISES):
        if _cheapest(costs, answered, slots, worth, high, chosen)[1] <= most:
            break
        low, high = high, RAISED * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _cheapest(costs, answered, slots, worth, middle, chosen)[1] <= most:
            high = middle
        else:
            low = middle
    found = _cheapest(costs, answered, slots, worth, high, chosen)
    return found[0] if found[1] <= most else -1


@kernel()
def _cheapest(
    costs: Floats, answered: Ints, slots: Ints, worth: float, rent: float, chosen: Ints
) -> tuple[int, int]:
    """Each row's cheapest column at these prices; what they answer, and the slots they take."""
    total, taken = 0, 0
    for i in range(costs.shape[0]):
        least, at = np.inf, 0
        for k in range(costs.shape[1]):
            cost = costs[i, k] - worth * answered[i, k] + rent * slots[i, k]
            if cost < least:
                least, at = cost, k
        chosen[i] = at
        total += answered[i, at]
        taken += slots[i, at]
    return total, taken


@kernel()
def _exchange(
    costs: Floats, answered: Ints, slots: Ints, wanted: int, most: int, chosen: Ints
) -> None:
    """Move a row, or two at once, as long as that saves anything within the limits."""
    spare, left = -wanted, most
    for i in range(len(chosen)):
        spare += answered[i, chosen[i]]
        left -= slots[i, chosen[i]]
    saved = True
    while saved:
        saved = False
        for i in range(len(chosen)):
            to_i, j, to_j = _best_exchange(costs, answered, slots, spare, left, chosen, i)
            if to_i == chosen[i]:
                continue
            saved = True
            for row, to in ((i, to_i), (j, to_j)):
                spare += answered[row, to] - answered[row, chosen[row]]
                left -= slots[row, to] - slots[row, chosen[row]]
                chosen[row] = to


@kernel()
def _best_exchange(
    costs: Floats, answered: Ints, slots: Ints, spare: int, left: int, chosen: Ints, i: int
) -> tuple[int, int, int]:
    """Where row i should move, and with it which other row to where (itself: none)."""
    columns, at = costs.shape[1], chosen[i]
    best, found = -WORTH, (at, i, at)
    for k in range(max(0, at - REACH), min(columns, at + REACH + 1)):
        if k == at:
            continue
        cost = costs[i, k] - costs[i, at]
        over, room = spare + answered[i, k] - answered[i, at], left - slots[i, k] + slots[i, at]
        if cost < best and over >= 0 and room >= 0:
            best, found = cost, (k, i, k)
        for j in range(len(chosen)):
            here = chosen[j]
            for m in range(max(0, here - REACH), min(columns, here + REACH + 1)):
                if (
                    j != i
                    and cost + costs[j, m] - costs[j, here] < best
                    and over + answered[j, m] - answered[j, here] >= 0
                    and room - slots[j, m] + slots[j, here] >= 0
                ):
                    best, found = cost + costs[j, m] - costs[j, here], (k, j, m)
    return found
