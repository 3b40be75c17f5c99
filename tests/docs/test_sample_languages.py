"""The sample's roster, slot by slot: where each language is called in and who speaks it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scheduler.domain.demand import ALL
from scheduler.pipeline.measure import Findings
from scheduler.pipeline.stages import examine

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Findings:
    return examine(ROOT / "inputs", ROOT / "docs" / "sample" / "roster.csv")


def test_nobody_to_spare_while_a_slot_has_no_speaker(sample: Findings) -> None:
    languages = {row.language for row in sample.coverage if row.channel == "phone"} - {ALL}
    assert languages == {"es", "vi"}
    called = {
        (row.language, slot)
        for row in sample.requirements.rows
        if row.channel == "phone" and row.volume > 0
        for slot in range(row.start, row.end)
    }
    for language in languages:
        own = [
            (row.scheduled, row.required)
            for row in sample.coverage
            if row.channel == "phone" and row.language == language
            if (language, row.start) in called
        ]
        there, asked = np.array(own).T
        assert not ((there == 0).any() and (there >= asked + 2).any()), language
        # A pause may leave a slot alone; hours do not go without.
        assert (there == 0).mean() < 0.02, language
