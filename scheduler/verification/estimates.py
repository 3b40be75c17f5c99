"""Averages over replications with their confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


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
