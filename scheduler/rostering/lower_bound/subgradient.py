"""Raising the bound: which way the prices move, and how far.

The bound is a function of prices that has kinks everywhere (`PriceBound.prove`); what is
here needs its value and a direction of it, and knows nothing of weeks and shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.rostering.lower_bound.lagrangian import DualPrices, PriceBound
from scheduler.rostering.params import (
    BATCH,
    COMMON_PRICE_ACCURACY,
    FIRST_STEP,
    LAST_STEP,
    MANY_GROUPS,
    MEMORY,
    SCALE_MEMORY,
)
from scheduler.rostering.problem.arrays import Floats


def ascend(
    bound: PriceBound, progress: Callable[[], float], report: Callable[[float], None]
) -> DualPrices:
    """Raise the bound: first with one price for all time, then every price by itself.

    The direction is the subgradient, smoothed over the rounds; each price moves by its mean
    over the root of its mean square (Kingma & Ba 2015, ICLR), so that hours of a week and
    heads of a slot need no common scale. Whole rows, and all time that may be spent here or
    there, have a price of their own on top: what is short or left over everywhere moves at
    once. The steps shrink as `progress` goes from 0, at the start, to 1, when it is time to
    stop. `report` hears of every better bound. Returns the best prices seen.
    """
    unit = bound.scenario.prices.shortage_per_hour * bound.scenario.grid.slot_hours
    levels, means = _levels(bound), _Means()
    prices = bound.within(bound.nothing())
    best = bound.prove(prices)[0]
    for level in levels:
        best, prices = level.best(best, prices, unit, progress)
        report(best)
    best_prices = prices
    for some in _batches(len(bound.groups)):
        at = progress()
        ended = at >= 1.0  # where samples have led is looked at as a whole
        value, up = bound.prove(prices, None if ended else some)
        if (ended or some is None) and value > best:
            best, best_prices = value, prices
            report(value)
        if ended:
            break
        step = unit * FIRST_STEP * (LAST_STEP / FIRST_STEP) ** at
        prices = _moved(prices, up, means, levels[0], step)
    return best_prices


def _moved(
    prices: DualPrices, up: DualPrices, means: _Means, everywhere: _Level, step: float
) -> DualPrices:
    """Prices after one step of so many dollars, given where they should go."""
    slots, tasks, works, rows, joint, level = means.steps(
        up.heads,
        up.tasks,
        up.works,
        up.heads.sum(axis=1, keepdims=True),
        up.joint,
        np.asarray(everywhere.up(prices, up)),
    )
    moved = DualPrices(
        prices.heads + step * (slots + rows),
        prices.tasks + step * tasks,
        prices.works + step * works,
        prices.joint + step * joint,
    )
    return everywhere.add(moved, step * float(level))


class _Level:
    """One more price, of all time that may be spent here or there.

    That is on some rows, on the tasks of those who could be on one of them, and maybe on
    deferrable work.
    """

    def __init__(self, bound: PriceBound, rows: list[int], works: bool) -> None:
        self.bound, self.works = bound, works
        self.heads = np.isin(np.arange(len(bound.rows.keys)), rows)[:, None].astype(float)
        self.tasks = np.zeros(bound.first_task[-1])
        for group, first in zip(bound.groups, bound.first_task, strict=False):
            answers = np.isin(group.pricer.place.rows_of, rows).any()
            self.tasks[first : first + len(group.due)] = answers

    def up(self, prices: DualPrices, up: DualPrices) -> float:
        """Where this price should go, given where the others should."""
        room = prices.works > -self.bound.overdue_limit
        last = [int(np.flatnonzero(row)[-1]) if row.any() else 0 for row in room]
        works = up.works[range(len(last)), last].sum() if self.works else 0.0
        return float((self.heads * up.heads).sum() - self.tasks @ up.tasks + works)

    def add(self, prices: DualPrices, dollars: float) -> DualPrices:
        """Prices within the range, with so many dollars more on all of it."""
        works = prices.works.copy()
        for w in range(len(works) if self.works else 0):
            works[w] = self._works(works[w], dollars)
        return self.bound.within(
            DualPrices(
                prices.heads + dollars * self.heads,
                prices.tasks - dollars * self.tasks,
                works,
                prices.joint,
            )
        )

    def _works(self, prices: Floats, dollars: float) -> Floats:
        """Prices of one piece of deferrable work; what is done on a day counts at all later closes.

        The last closes are worth as much as overdue work may cost before earlier ones are
        worth anything.
        """
        prices, limit = prices.copy(), self.bound.overdue_limit
        for day in range(len(prices))[:: 1 if dollars > 0.0 else -1]:
            before = prices[day]
            most = max(before, 0.0) if day < len(prices) - 1 else np.inf
            prices[day] = min(max(before + dollars, -limit), most)
            dollars -= prices[day] - before
        return prices

    def best(
        self, best: float, prices: DualPrices, step: float, progress: Callable[[], float]
    ) -> tuple[float, DualPrices]:
        """The best bound by this price alone, from others, with steps that double and turn."""
        least, step = COMMON_PRICE_ACCURACY * step, -step
        while abs(step) > least and progress() < 1.0:
            moved = self.add(prices, step)
            value = self.bound.prove(moved)[0]
            better = value > best
            best, prices = (value, moved) if better else (best, prices)
            step *= 2.0 if better else -0.5
        return best, prices


def _levels(bound: PriceBound) -> list[_Level]:
    """All time at work, then that of the speakers of each language on its queue."""
    keys = bound.rows.keys
    pooled = [r for r, key in enumerate(keys) if key[1] == ALL and key[0] != SUPERVISION]
    spoken = [[r] for r, key in enumerate(keys) if key[1] != ALL]
    return [_Level(bound, pooled, True), *(_Level(bound, rows, False) for rows in spoken)]


def batch(groups: int) -> int:
    """How many of so many groups a round looks at."""
    return BATCH if groups > MANY_GROUPS else groups


def _batches(groups: int) -> Iterator[list[int] | None]:
    """Groups to look at, round by round; None for all, which alone proves something.

    Where there are many, a round of all takes so long that prices move faster by samples
    (Robbins & Monro 1951): all are looked at first, and in a fifth of the time.
    """
    lot = np.random.default_rng(0)
    yield None
    while True:
        size = batch(groups)
        for _ in range(4 if size < groups else 0):
            order = lot.permutation(groups).tolist()
            for first in range(0, groups - size + 1, size):
                yield order[first : first + size]
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
