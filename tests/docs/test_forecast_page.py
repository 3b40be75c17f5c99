"""The export of docs/forecast.md, read as the page says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.docs.console_blocks import run_block
from tests.docs.pages import DOCS, blocks


def test_the_export_is_forecast_from(tmp_path: Path) -> None:
    page = DOCS / "forecast.md"
    for at, block in enumerate(blocks(page, "console")):
        for ended in run_block(page, at, tmp_path):
            assert ended.exit_code == block.exit_code, ended.output
    with (tmp_path / "results" / "forecast.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["start"] for row in rows} == {
        "2026-05-08T08:00:00-07:00",
        "2026-05-08T09:00:00-07:00",
    }
    # One day is all there is: 20 + 30 + 26 + 24 + 4 answered and 3 given up
    assert sum(float(row["p50"]) for row in rows) == pytest.approx(107, rel=0.01)
    english = next(row for row in rows if row["language"] == "en")
    # 2:30 of talk and half a minute of work after it
    assert float(english["aht_s"]) == pytest.approx(180, rel=0.03)
