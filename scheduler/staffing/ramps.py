"""Rates that ramp inside their interval: a line through its neighbours, volumes kept.

Staffing each interval for its mean rate is safe while the rate changes little within it.
Otherwise use the highest rate of the interval (SIPP Max of Green, Kolesar & Soares 2001) or
the load offered to infinitely many people, which lags behind the rate (modified offered
load: Jennings, Mandelbaum, Massey & Whitt 1996; Green, Kolesar & Whitt 2007).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CELL_S = 30.0  # half a minute: the middle of an interval of whole minutes ends a cell


@dataclass(frozen=True)
class Ramp:
    """A continuous rate over pieces (rows: first slot, slot after the last), a slot each.

    Within each piece it runs straight from `left` to `middle` and on to `right`, never
    below 0, and its integral is the amount of the piece. Where no piece touches the slope
    goes on, as far as it stays above 0.
    """

    pieces: Ints
    left: Floats
    middle: Floats
    right: Floats

    @staticmethod
    def through(pieces: Ints, amounts: Floats) -> Ramp:
        """The line through the means of touching pieces; twice a mean is the most at an edge."""
        length = pieces[:, 1] - pieces[:, 0]
        mean = amounts / length
        weight = length[1:] / (length[:-1] + length[1:])
        between = weight * mean[:-1] + (1 - weight) * mean[1:]
        between = np.minimum(between, 2 * np.minimum(mean[:-1], mean[1:]))
        between = np.where(pieces[1:, 0] == pieces[:-1, 1], between, np.nan)
        left, right = np.append(np.nan, between), np.append(between, np.nan)
        onward = [
            np.clip(2 * mean - np.where(np.isnan(other), mean, other), 0, 2 * mean)
            for other in (right, left)
        ]
        left = np.where(np.isnan(left), onward[0], left)
        right = np.where(np.isnan(right), onward[1], right)
        return Ramp(pieces, left, 2 * mean - (left + right) / 2, right)

    @property
    def highest(self) -> Floats:
        """The highest rate in each piece."""
        return np.maximum(np.maximum(self.left, self.middle), self.right)

    def cells(self, slots: int, per_slot: int) -> Floats:
        """Mean rate in each cell of a horizon of `slots`, an even number of cells a slot."""
        rate = np.zeros(slots * per_slot)
        corners = zip(self.left, self.middle, self.right, strict=True)
        for (start, end), knots in zip(self.pieces.tolist(), corners, strict=True):
            where = (np.arange(start * per_slot, end * per_slot) + 0.5) / per_slot
            rate[start * per_slot : end * per_slot] = np.interp(
                where, (start, (start + end) / 2, end), knots
            )
        return rate


def offered_load(erlangs: Floats, aht_s: Floats, cell_s: float = CELL_S) -> Floats:
    """Busy people where there were always enough, at the end of each cell.

    `erlangs` is the rate times the handling time in each cell. Handling times are
    exponential, so that the load follows m' = (erlangs - m) / aht (Eick, Massey & Whitt
    1993); it begins in balance.
    """
    load = np.empty(len(erlangs))
    busy = float(erlangs[0]) if len(erlangs) else 0.0
    for i, (now, handling) in enumerate(zip(erlangs.tolist(), aht_s.tolist(), strict=True)):
        busy = now + (busy - now) * (math.exp(-cell_s / handling) if handling > 0 else 0.0)
        load[i] = busy
    return load
