"""Raising the bound: which way the prices move, and how far.

The bound is a function of prices that has kinks everywhere (`PriceBound.prove`); what is
here needs its value and a direction of it, and knows nothing of weeks and shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.rostering.bound import PriceBound, Prices
from scheduler.rostering.stretch import Floats

FIRST_STEP, LAST_STEP = 0.02, 0.00005  # of a missing head's price: how far a price moves a round
BATCH = 40  # groups of a round, where there are many
MEMORY, SCALE_MEMORY = 0.9, 0.99  # kept a round of the direction, and of its square


def ascend(
    bound: PriceBound, progress: Callable[[], float], report: Callable[[float], None]
) -> Prices:
    """Raise the bound from prices of zero, every price by its own length of step.

    The direction is the subgradient, smoothed over the rounds; each price moves by its mean
    over the root of its mean square (Kingma & Ba 2015, ICLR), so that hours of a week and
    heads of a slot need no common scale. Whole rows, and all time that may be spent here or
    there, have a price of their own on top: what is short or left over everywhere moves at
    once. The steps shrink as `progress` goes from 0, at the start, to 1, when it is time to
    stop; `report` is told every better bound. Returns the best prices seen.
    """
    unit = bound.scenario.prices.shortage_per_hour * bound.scenario.grid.slot_hours
    keys = bound.board.rows.keys
    channels = np.array([key[1] == ALL and key[0] != SUPERVISION for key in keys], dtype=np.bool_)
    means, best = _Means(), -np.inf
    prices = best_prices = bound.within(bound.nothing())
    for some in _batches(len(bound.groups)):
        at = progress()
        value, up = bound.prove(prices, None if at >= 1.0 else some)
        if value > best and (some is None or at >= 1.0):
            best, best_prices = value, prices
            report(value)
        if at >= 1.0:
            break
        everywhere = up.heads[channels].sum() - up.tasks.sum() + up.works[:, -1:].sum()
        slots, tasks, works, rows, level, joint = means.steps(
            up.heads,
            up.tasks,
            up.works,
            up.heads.sum(axis=1, keepdims=True),
            everywhere,
            up.joint,
        )
        heads = slots + rows + np.where(channels[:, None], level, 0.0)
        works[:, -1:] += level
        step = unit * FIRST_STEP * (LAST_STEP / FIRST_STEP) ** at
        prices = bound.within(
            Prices(
                prices.heads + step * heads,
                prices.tasks + step * (tasks - level),
                prices.works + step * works,
                prices.joint + step * joint,
            )
        )
    return best_prices


def _batches(groups: int) -> Iterator[list[int] | None]:
    """Groups to look at, round by round; None for all, which alone proves something.

    Where there are many, a round of all takes so long that prices move faster by samples
    (Robbins & Monro 1951): all are looked at first, and in a fifth of the time.
    """
    lot = np.random.default_rng(0)
    yield None
    while True:
        for _ in range(4 if groups > 2 * BATCH else 0):
            order = lot.permutation(groups).tolist()
            for first in range(0, groups - BATCH + 1, BATCH):
                yield order[first : first + BATCH]
        yield None


class _Means:
    """Running means of directions and of their squares."""

    def __init__(self) -> None:
        self.rounds = 0
        self.means: list[tuple[Floats, Floats]] = []

    def steps(self, *directions: Floats) -> list[Floats]:
        """Mean over root of mean square of each direction, the latest included."""
        self.means = self.means or [(np.zeros_like(d), np.zeros_like(d)) for d in directions]
        self.rounds += 1
        for i, (direction, (mean, square)) in enumerate(zip(directions, self.means, strict=True)):
            self.means[i] = (
                MEMORY * mean + (1 - MEMORY) * direction,
                SCALE_MEMORY * square + (1 - SCALE_MEMORY) * direction * direction,
            )
        full, full_square = 1 - MEMORY**self.rounds, 1 - SCALE_MEMORY**self.rounds
        return [(m / full) / (np.sqrt(q / full_square) + 1e-3) for m, q in self.means]
