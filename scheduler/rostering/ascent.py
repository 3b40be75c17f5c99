"""Raising the bound: which way the prices move, and how far.

The bound is a function of prices that has kinks everywhere (`PriceBound.prove`); what is
here needs its value and a direction of it, and knows nothing of weeks and shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.rostering.bound import PriceBound, Prices
from scheduler.rostering.stretch import Bools, Floats

# how far a price moves a round, in prices of a missing head
FIRST_STEPS, LAST_STEP = (0.2, 0.02), 0.00005
TRIAL, TRIAL_END = 0.06, 0.05  # of the time, for each first step; what is left of the step by then
BATCH = 40  # groups of a round, where there are many
MEMORY, SCALE_MEMORY = 0.9, 0.99  # kept a round of the direction, and of its square


@dataclass
class _Climb:
    """One run of ever shorter steps, from some prices: `began` and `ends` as progress, 0 to 1."""

    first: float
    last: float
    began: float
    ends: float
    prices: Prices
    best: float = -np.inf  # the bound, dollars

    def step(self, at: float) -> float:
        share = (at - self.began) / (self.ends - self.began)
        return self.first * float((self.last / self.first) ** share)


def ascend(
    bound: PriceBound, progress: Callable[[], float], report: Callable[[float], None]
) -> Prices:
    """Raise the bound from prices of zero, every price by its own length of step.

    The direction is the subgradient, smoothed over the rounds; each price moves by its mean
    over the root of its mean square (Kingma & Ba 2015, ICLR), so that hours of a week and
    heads of a slot need no common scale. Whole rows, and all time that may be spent here or
    there, have a price of their own on top: what is short or left over everywhere moves at
    once. The steps shrink as `progress` goes from 0, at the start, to 1, when it is time to
    stop. How long the first may be is tried: short ones do not reach the prices of a centre
    that is short of people, long ones go astray where few are missing. `report` is told every
    better bound. Returns the best prices seen.
    """
    unit = bound.scenario.prices.shortage_per_hour * bound.scenario.grid.slot_hours
    keys = bound.board.rows.keys
    channels = np.array([key[1] == ALL and key[0] != SUPERVISION for key in keys], dtype=np.bool_)
    nothing = bound.within(bound.nothing())
    best, best_prices, means = -np.inf, nothing, _Means()
    trials = [_Climb(s, s * TRIAL_END, 0.0, TRIAL, nothing) for s in FIRST_STEPS]
    tried, climb = [], trials.pop(0)
    prices = climb.prices
    for some in _batches(len(bound.groups)):
        at = progress()
        ended = at >= climb.ends  # where samples have led is looked at as a whole
        value, up = bound.prove(prices, None if ended else some)
        if ended or some is None:
            climb.best = max(climb.best, value)
            if value > best:
                best, best_prices = value, prices
                report(value)
        if at >= 1.0:
            break
        if not ended:
            prices = _moved(bound, prices, up, means, channels, unit * climb.step(at))
            continue
        tried.append(climb)
        if trials:
            climb = trials.pop(0)
            climb.began, climb.ends = at, at + TRIAL
        else:
            longest = max(reversed(tried), key=lambda c: c.best)
            climb = _Climb(longest.first, LAST_STEP, at, 1.0, best_prices)
        prices, means = climb.prices, _Means()
    return best_prices


def _moved(
    bound: PriceBound, prices: Prices, up: Prices, means: _Means, channels: Bools, step: float
) -> Prices:
    """Prices after one step of so many dollars, given where they should go."""
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
    return bound.within(
        Prices(
            prices.heads + step * heads,
            prices.tasks + step * (tasks - level),
            prices.works + step * works,
            prices.joint + step * joint,
        )
    )


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
