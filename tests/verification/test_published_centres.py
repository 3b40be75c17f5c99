"""Bilingual and Blend of ContactCenters: retrials, people by lot, calls out between calls in.

What is published are estimates of 1,000 replications, with noise of their own: even exact values
would lie outside one printed interval in twenty, and figures that hang together lie outside
together. A fair comparison is of two estimates. It is their difference that has an interval, of
both, and of Bilingual both are corrected to the 5,000 first calls a week that are expected; the
printed figures are of 5,003.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.published_centres import (
    BILINGUAL,
    BLEND,
    Differences,
    bilingual_differences,
    blend_differences,
)

Published = dict[str, tuple[float, float]]
# Times half of the 95 % interval: 99.9 % for each figure, about 99 % for all of them together.
ALL_TOGETHER = 3.29 / 1.96


@pytest.mark.parametrize(
    ("published", "played", "many"),
    [(BILINGUAL, bilingual_differences, 200), (BLEND, blend_differences, 400)],
)
def test_published_results(
    published: Published, played: Callable[[int], Differences], many: int
) -> None:
    found = played(many)
    assert found.keys() == published.keys()
    for measure, (difference, half) in found.items():
        low, high = published[measure]
        assert abs(difference) < ALL_TOGETHER * half, measure
        assert half < 1.5 * (high - low), measure  # fine enough to tell something


def test_another_routing_is_told_apart() -> None:
    # Who speaks one language goes first instead of by lot: those of two are less busy.
    difference, half = bilingual_differences(20, people="fewest_skills")["occupancy, bilingual"]
    assert difference < -10 * half
