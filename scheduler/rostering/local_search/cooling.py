"""How hot annealings start and end, and how many there is time for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scheduler.rostering.params import (
    DAY_MOVE_S,
    DEAR_SHARE,
    FINAL_TEMPERATURE,
    MOST_LEFT_ABOVE,
    MOST_RESTARTS,
    MOVES_FOR_FULL_DEPTH,
    MOVES_FOR_NO_DEPTH,
    MOVES_PER_RESTART,
    RESTARTS,
    START_TEMPERATURE,
)


@dataclass(frozen=True)
class Cooling:
    """The temperatures of one annealing, in dollars; all fall geometrically over its time.

    `seconds` it takes. Week moves are `week_heat` times as hot as day moves at first, and
    `last_week_heat` times at the end. Requests and excuses are `dear` times their price at
    first; that falls geometrically too, to their price after DEAR_SHARE of the time.
    """

    start: float
    final: float
    seconds: float
    week_heat: float
    last_week_heat: float
    dear: float = 1.0

    def of_days(self, share: float) -> float:
        """Temperature of day moves after a share of the time."""
        return self.start * float((self.final / self.start) ** share)

    def of_weeks(self, share: float) -> float:
        """Temperature of week moves after a share of the time."""
        heat = self.week_heat * float((self.last_week_heat / self.week_heat) ** share)
        return heat * self.of_days(share)

    def dearness(self, share: float) -> float:
        """How many times their price requests and excuses count on top, after a share."""
        return float(self.dear ** max(0.0, 1.0 - share / DEAR_SHARE)) - 1.0


def final_temperature(days: int) -> float:
    """Temperature at which annealings of so many worked days end: the more days, the lower."""
    return min(FINAL_TEMPERATURE, MOST_LEFT_ABOVE / days)


def annealing_depth(days: int, seconds: float) -> float:
    """How deep so many seconds allow to anneal: 0 from the final temperature, 1 in full.

    Deeper, a roster of so many days would not be mended in the time.
    """
    moves = max(seconds, 1e-9) / DAY_MOVE_S / days
    depth = np.log(moves / MOVES_FOR_NO_DEPTH) / np.log(MOVES_FOR_FULL_DEPTH / MOVES_FOR_NO_DEPTH)
    return float(np.clip(depth, 0.0, 1.0))


def start_temperature(final: float, depth: float) -> float:
    """Temperature at which an annealing of this depth starts."""
    return final * float((START_TEMPERATURE / final) ** depth)


def restarts(days: int, seconds: float) -> int:
    """How many first rosters to anneal in so many seconds: the fewer days, the more."""
    moves = seconds / DAY_MOVE_S / days
    return int(np.clip(moves / MOVES_PER_RESTART, RESTARTS, MOST_RESTARTS))
