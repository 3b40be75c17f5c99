"""Handling times of a forecast, of totals and of measurements that are no seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import load
from tests.small_centres import forecast_table, write_centre


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ("4", "are 4 s in the middle, not 10 s to 2 h; in minutes it would be 240 s"),
        ("0.002", "in days, as Excel counts it would be 172.8 s"),
        ("240", ""),
        ("7200", ""),
    ],
)
def test_a_forecast_in_another_unit(seconds: str, words: str, tmp_path: Path) -> None:
    table = forecast_table().replace(", 240", f", {seconds}")
    warnings = "\n".join(load(write_centre(tmp_path, forecast=table)).warnings)
    assert ("handling times of phone" in warnings) == bool(words)
    assert words in warnings


def test_measured_times_in_minutes(tmp_path: Path) -> None:
    measured = "channel,handling_s\nphone,3.5\nphone,4\nphone,2.5"
    warnings = "\n".join(load(write_centre(tmp_path, handling_times=measured)).warnings)
    assert "handling_times.csv: handling times of phone are 3.5 s" in warnings
