"""Averages over replications with their confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, nan, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.95
FEWEST_CARRIED = 3  # degrees of freedom; with fewer an interval says nothing any more
MOST_FACTOR = 3.0  # logarithm of how far an interval of few may reach
ROUNDING = 1e-6  # seconds that sums of times may be off


@dataclass(frozen=True)
class Estimate:
    """A mean and the interval that holds the true one with the confidence asked for."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval, the longer side where one was cut to what is possible."""
        return max(self.high - self.mean, self.mean - self.low)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


UNKNOWN = Estimate(nan, nan, nan)


def ratio(
    above: Floats,
    below: Floats,
    low: float = 0.0,
    high: float = inf,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Ratio of two totals, one value of each from every replication.

    The variance is that of the linearised ratio (Cochran, Sampling Techniques, 1977,
    eq. 6.13); the interval is cut to what is possible, `low` to `high`. Unknown where
    nothing was counted; endless where one replication cannot tell.
    """
    n, total = len(below), float(below.sum())
    if n == 0 or total <= 0:
        return UNKNOWN
    value = min(max(float(above.sum()) / total, low), high)  # sums of floats may pass 1 by rounding
    if n == 1:
        return Estimate(value, low, high)
    deviation = sqrt(float(np.square(above - value * below).sum()) / (n - 1) / n) / (total / n)
    margin = student(n - 1, 0.5 + confidence / 2) * deviation
    return Estimate(value, max(low, value - margin), min(high, value + margin))


def share(above: Floats, below: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Share of contacts, of which some are counted `above`, one value from every replication.

    Wilson's interval (JASA 22, 1927) of as many contacts as would be as uncertain if each
    came out by itself: contacts of one replication share its bad moments (the design effect of
    Kish, Survey Sampling, 1965). It never has no width, not even where nothing was missed.
    """
    n, total = len(below), float(below.sum())
    if n == 0 or total <= 0:
        return UNKNOWN
    value = min(max(float(above.sum()) / total, 0.0), 1.0)
    if n == 1:
        return Estimate(value, 0.0, 1.0)
    alone = value * (1 - value) / total
    effect = max(1.0, _variance(above, below) / alone) if alone > 0 else 1.0
    return _wilson(value, total / effect, student(n - 1, 0.5 + confidence / 2))


def waiting(
    above: Floats, below: Floats, confidence: float = CONFIDENCE, carried: bool = False
) -> Estimate:
    """Mean of what is never negative and rarely large, such as a wait.

    The interval is that of the ratio's logarithm, with Student's quantile for as many
    replications as would count as much if all counted alike, (sum x)^2 / sum x^2 (Kish): few,
    where single bad ones make the mean. `carried`: of work that is carried over from hour to
    hour, where the variance itself comes from a few bad ones; then x are the squared residuals.
    """
    n, total = len(below), float(below.sum())
    if n == 0 or total <= 0:
        return UNKNOWN
    value = float(above.sum()) / total
    if n == 1:
        return Estimate(value, 0.0, inf)
    if value <= 0:
        return Estimate(0.0, 0.0, 0.0)
    freedom = max(1, _alike(above) - 1)
    if carried:
        residuals = _alike(np.square(above - value * below)) - 1
        freedom = min(freedom, max(FEWEST_CARRIED, residuals))
    quantile = student(freedom, 0.5 + confidence / 2)
    factor = exp(min(quantile * sqrt(_variance(above, below)) / value, MOST_FACTOR))
    return Estimate(value, value / factor, value * factor)


def busy(above: Floats, below: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Busy share of people's time: what is rarer of busy and idle has the interval of a wait."""
    n, total = len(below), float(below.sum())
    if n == 0 or total <= 0:
        return UNKNOWN
    value = min(max(float(above.sum()) / total, 0.0), 1.0)
    if n == 1:
        return Estimate(value, 0.0, 1.0)
    idle = value > 0.5
    rarer = below - above if idle else above
    rarer = np.where(rarer < ROUNDING, 0.0, rarer)
    if rarer.any():
        found = waiting(rarer, below, confidence)
    else:
        found = _wilson(0.0, n, student(n - 1, 0.5 + confidence / 2))
    low, high = (1 - found.high, 1 - found.low) if idle else (found.low, found.high)
    return Estimate(value, max(0.0, min(low, value)), min(1.0, max(high, value)))


def _alike(values: Floats) -> int:
    """How many values would count as much if all counted alike (Kish)."""
    squares = float(np.square(values).sum())
    return int(float(values.sum()) ** 2 / squares) if squares > 0 else len(values)


def _variance(above: Floats, below: Floats) -> float:
    """Variance of the ratio of two totals, linearised (Cochran 1977, eq. 6.13)."""
    n, total = len(below), float(below.sum())
    residuals = above - float(above.sum()) / total * below
    return float(np.square(residuals).sum()) / (n - 1) * n / total**2


def _wilson(value: float, contacts: float, quantile: float) -> Estimate:
    """Wilson's interval of a share of so many contacts."""
    square = quantile**2
    middle = (value + square / (2 * contacts)) / (1 + square / contacts)
    spread = sqrt(value * (1 - value) / contacts + square / (4 * contacts**2))
    half = quantile / (1 + square / contacts) * spread
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Estimate(value, min(low, value), max(high, value))


def mean(values: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Mean of one value from every replication."""
    return ratio(values, np.ones(len(values)), low=-inf, confidence=confidence)


def student(freedom: int, share: float) -> float:
    """Quantile of Student's t: exact for 1 and 2 degrees, else Hill's series.

    Hill, "Algorithm 396", CACM 13 (1970), here by Cornish and Fisher's expansion about
    the normal quantile, within .004 from 3 degrees up at 95 %.
    """
    if freedom == 1:
        return float(np.tan(np.pi * (share - 0.5)))
    if freedom == 2:
        return (2 * share - 1) * sqrt(2 / (1 - (2 * share - 1) ** 2))
    z = NormalDist().inv_cdf(share)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4
