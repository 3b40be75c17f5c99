"""Where the annealing looks: days of those who may end a shortage, the dearest most often."""

from __future__ import annotations

import numpy as np

from scheduler.kernels import kernel
from scheduler.rostering.local_search.kernel_records import FIRST_DAY, DemandArrays, PeopleArrays
from scheduler.rostering.params import FOCUS_TRIES
from scheduler.rostering.problem.arrays import Floats, Ints


@kernel()
def sum_shortages(demand: DemandArrays, heads: Ints, sums: Floats) -> None:
    """Running sums of what is short in dollars, row by row and slot by slot, into `sums`."""
    total, at = 0.0, 0
    for r in range(demand.need.shape[0]):
        for t in range(demand.need.shape[1]):
            gap = demand.need[r, t] - heads[r, t]
            if gap > 0 and demand.is_open[r, t]:
                total += demand.short[r] * gap * (gap + 1)
            sums[at] = total
            at += 1


@kernel()
def day_that_may_help(
    sums: Floats, people: PeopleArrays, chosen: Ints, slots: int
) -> tuple[int, int]:
    """Person and day of one who counts where it is short and works that day; (-1, 0) for none."""
    if len(sums) == 0 or sums[-1] <= 0.0:  # no row of heads, or none is short
        return -1, 0
    at = np.searchsorted(sums, np.random.random() * sums[-1], side="right")
    slots_in_all = len(sums) // (len(people.first_counted) - 1)
    row, slot = at // slots_in_all, at % slots_in_all
    first, last = people.first_counted[row], people.first_counted[row + 1]
    for _ in range(FOCUS_TRIES if last > first else 0):
        p = people.counted[np.random.randint(first, last)]
        d = slot // slots - people.limits[p, FIRST_DAY]
        if 0 <= d < chosen.shape[1] and chosen[p, d] >= 0:
            return p, d
    return -1, 0
