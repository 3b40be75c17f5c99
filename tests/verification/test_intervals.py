"""Intervals that hold what is true, and are never of no width."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.interval_coverage import coverage
from scheduler.verification.estimates import Estimate, Floats, busy, share, waiting


def ones(many: int, of: int) -> tuple[Floats, Floats]:
    """So many replications of one contact each, the first `many` of them counted."""
    return np.array([1.0] * many + [0.0] * (of - many)), np.ones(of)


@pytest.mark.parametrize(
    ("many", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(many: int, of: int, low: float, high: float) -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3, with the normal quantile;
    # Student's is a little wider where there are few replications.
    found = share(*ones(many, of))
    assert found.low == pytest.approx(low, abs=0.012)
    assert found.high == pytest.approx(high, abs=0.02)
    assert found.low <= low + 1e-9 or found.low == pytest.approx(low, abs=1e-3)
    assert found.mean == many / of


def test_no_miss_seen_is_no_proof() -> None:
    # 85 plays of 20 contacts, every one in time: at least 1700 / (1700 + t^2) = 99.77 %.
    found = share(np.full(85, 20.0), np.full(85, 20.0))
    assert (found.mean, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(1700 / (1700 + 1.9886**2), abs=1e-5)


def test_contacts_of_one_play_share_its_fate() -> None:
    # Ten plays, all or none of their ten contacts in time: as uncertain as ten contacts.
    together = np.array([10.0] * 5 + [0.0] * 5)
    apart = np.full(10, 5.0)
    ten = share(*ones(5, 10))
    found = share(together, np.full(10, 10.0))
    assert found.half_width == pytest.approx(ten.half_width, rel=0.05)
    assert share(apart, np.full(10, 10.0)).half_width < 0.4 * found.half_width


def test_a_wait_is_never_below_nothing() -> None:
    found = waiting(np.array([0.0, 0, 0, 90]), np.array([5.0, 5, 5, 5]))
    assert 0 < found.low < found.mean == 4.5 < found.high


def test_a_few_bad_days_of_carried_work_make_its_interval_longer() -> None:
    # 80 replications of one hour's wait and 5 of ten: mean 26/17. Alike count
    # 130^2 / 580 = 29 of them, but of the squared residuals (9/17)^2 and (144/17)^2 only 5:
    # Student's t with 4 degrees of freedom in place of 28, 2.776 for 2.048.
    above, below = np.array([1.0] * 80 + [10.0] * 5), np.ones(85)
    plain, carried = waiting(above, below), waiting(above, below, carried=True)
    assert plain.mean == carried.mean == pytest.approx(26 / 17)
    longer = np.log(carried.high / carried.mean) / np.log(plain.high / plain.mean)
    assert longer == pytest.approx(2.776 / 2.048, rel=2e-3)


def test_busy_all_the_time_may_be_less() -> None:
    found = busy(np.full(20, 3600.0), np.full(20, 3600.0))
    assert (found.mean, found.high) == (1.0, 1.0)
    assert 0.7 < found.low < 1


@pytest.mark.parametrize("estimate", [share, waiting, busy])
def test_low_mean_high(estimate: Callable[[Floats, Floats], Estimate]) -> None:
    random = np.random.default_rng(2)
    for _ in range(1000):
        below = random.integers(0, 4, int(random.integers(1, 12))).astype(float)
        above = np.minimum(below, random.integers(0, 4, len(below)))
        found = estimate(above, below)
        assert np.isnan(found.mean) or 0 <= found.low <= found.mean <= found.high
        assert estimate is waiting or np.isnan(found.mean) or found.high <= 1


def test_intervals_of_a_small_centre_hold_what_is_true() -> None:
    # 95 % asked for; of 16 seeds and all hours of a kind. Linear intervals held 73 % of email's
    # hours and 66 % of the hours in which a rare language gives up.
    found = coverage(16, 12, 300)
    for key in (("email", "service_level"), ("phone es", "abandoned"), ("phone", "service_level")):
        assert 0.88 < found[*key, "interval"] < 0.995, key
