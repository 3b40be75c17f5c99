"""Bilingual and Blend of ContactCenters: retrials, people by lot, calls out between calls in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.published_centres import BILINGUAL, BLEND, bilingual, blend
from scheduler.verification.estimates import Estimate

Published = dict[str, tuple[float, float]]


@pytest.mark.parametrize(
    ("published", "played", "many"), [(BILINGUAL, bilingual, 200), (BLEND, blend, 400)]
)
def test_published_results(
    published: Published, played: Callable[[int], dict[str, Estimate]], many: int
) -> None:
    # The printed intervals are of 1,000 replications; of fewer, ours reaches a little beyond.
    found = played(many)
    for measure, (low, high) in published.items():
        one = found[measure]
        assert low - one.half_width <= one.mean <= high + one.half_width, measure
        assert one.half_width < 3 * (high - low), measure
