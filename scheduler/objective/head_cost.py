"""What heads cost against a requirement: the one compiled copy, for kernels and plain readings.

Shortage is triangular (the k-th head missing in a slot costs k times the first), or linear
where each missing head costs the same. Surplus is spread in proportion to the requirement:
the k-th head above it costs k / max(need, 1) times its price.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scheduler.kernels import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel()
def head_cost(need: int, heads: int, short: float, over: float, linear: bool) -> float:
    """Dollars of one slot; `short` and `over` are those of the first head missing or above."""
    gap = need - heads
    if gap > 0:
        return short * (gap if linear else gap * (gap + 1) // 2)
    return over * (gap * (gap - 1) // 2) / max(need, 1)


@kernel()
def one_more_head(need: int, heads: int, short: float, over: float, linear: bool) -> float:
    """Dollars that one more head adds to the slot; negative while heads are missing."""
    gap = need - heads
    if gap > 0:
        return -short * (1 if linear else gap)
    return over * (1 - gap) / max(need, 1)


@kernel()
def row_cost(need: Ints, heads: Ints, short: float, over: float, linear: bool) -> float:
    """Dollars of one row over its slots."""
    total = 0.0
    for t in range(need.shape[0]):
        total += head_cost(need[t], heads[t], short, over, linear)
    return total


@kernel()
def choice_costs(
    required: Ints, heads: Ints, short: float, over: float, linear: bool, out: Floats
) -> None:
    """Dollars of every choice (slots x choices) at the heads of each slot, into `out`."""
    for t in range(required.shape[0]):
        for k in range(required.shape[1]):
            out[t, k] = head_cost(required[t, k], heads[t], short, over, linear)
