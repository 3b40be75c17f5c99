"""The event loop against queueing theory and published simulations."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validation import CALL_CC, CASES, MMC, call_cc, mmc, theory
from scheduler.verification.estimates import Estimate, ratio, student


def test_simulation_agrees_with_theory() -> None:
    # 12 cases of M/M/n and 24 of M/M/n+M, four measures each, batch means. Every one within
    # its 99.9 % interval (of 144 that leaves .14 outside), at least 90 % within the 95 % one.
    rows = list(theory())
    assert (len(CASES), len(rows)) == (36, 144)
    for row in rows:
        assert row.wide.low - 1e-9 <= row.expected <= row.wide.high + 1e-9, row
    assert np.mean([row.simulated.holds(row.expected) for row in rows]) >= 0.9


def test_mmc_of_contactcenters() -> None:
    # umontreal-simul/contactcenters, doc/examples/MMC.res: 4.2 calls a minute of 2 minutes
    # each, 12 people, 1000 days of 8 hours from empty. A day that begins empty is busy
    # .7 x (1 - 2 / 480) = .6971 of the time (published: .694 to .697).
    found = mmc()
    for measure in ("answered in 20 s, calls a day", "mean wait, min"):
        low, high = MMC[measure]
        assert low <= found[measure].mean <= high
    assert 0.900 <= round(found["answered in 20 s, share"].mean, 3) <= 0.904
    assert found["occupancy"].mean == pytest.approx(0.6971, abs=0.0015)


def test_call_cc_of_contactcenters() -> None:
    # umontreal-simul/contactcenters, doc/examples/CallCC.res: 13 hours a day, all per 1660
    # calls expected; 90 % intervals over 1000 days. People keep a call that they are in when
    # their hour ends; who waits at the end of the day is served by the four who are there.
    found = call_cc()
    for measure, (low, high) in CALL_CC.items():
        assert low <= found[measure].mean <= high, measure


def test_a_ratio_and_its_interval() -> None:
    # By hand: ratio 6/12 = .5; residuals 1-.5x2 = 0, 2-.5x4 = 0, 3-.5x6 = 0: no spread.
    assert ratio(np.array([1.0, 2, 3]), np.array([2.0, 4, 6])) == Estimate(0.5, 0.5, 0.5)
    # residuals of (1, 3) on (2, 2) about 1: -1, 1; deviation sqrt(2 / 1 / 2) / 2 = .5; t = 12.71
    found = ratio(np.array([1.0, 3]), np.array([2.0, 2]))
    assert found.mean == 1
    assert found.high == pytest.approx(1 + 12.706 * 0.5, rel=1e-3)
    assert found.low == 0  # cut: a share is not negative
    assert np.isnan(ratio(np.zeros(3), np.zeros(3)).mean)


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (99, 1.984)],
)
def test_students_quantiles(freedom: int, quantile: float) -> None:
    # Printed tables of Student's t, two-sided 95 %.
    assert student(freedom, 0.975) == pytest.approx(quantile, abs=4e-3)
