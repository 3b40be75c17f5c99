"""Bilingual and Blend of ContactCenters: retrials, people by lot, calls out between calls in."""

from __future__ import annotations

import pytest

from benchmarks.published_centres import BILINGUAL, BLEND, bilingual, blend
from scheduler.verification.estimates import Estimate

Published = dict[str, tuple[float, float]]


@pytest.mark.parametrize(("published", "found"), [(BILINGUAL, bilingual(300)), (BLEND, blend(500))])
def test_published_results(published: Published, found: dict[str, Estimate]) -> None:
    # The printed intervals are of 1,000 replications; of fewer, ours reaches a little beyond.
    for measure, (low, high) in published.items():
        one = found[measure]
        assert low - one.half_width <= one.mean <= high + one.half_width, measure
        assert one.half_width < 2.5 * (high - low), measure
