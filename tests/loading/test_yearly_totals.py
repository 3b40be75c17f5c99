"""A centre that has totals alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.forecast import forecast
from scheduler.loading import check, load
from tests.small_centres import write_centre

VOLUMES = """
period,  channel, language, volume, aht_s
2026,    phone,   en,       26000,  240
2026,    email,   en,       5200,   360
2026-05, phone,   en,       4000,   240
"""
PROFILE = """
weekday, hour, share
mon,     8,    3
mon,     9,    2
tue,     9,    5
"""


def test_the_month_falls_on_the_week_as_the_profile_says(tmp_path: Path) -> None:
    """May 2026 without Memorial Day, the 25th: three Mondays and four Tuesdays of 5 parts."""
    folder = write_centre(tmp_path, forecast=None, volumes=VOLUMES, profile=PROFILE)
    scenario = load(folder, week=date(2026, 5, 13))
    calls = [v.volume for v in forecast(scenario).volumes if v.channel == "phone"]
    assert calls == pytest.approx([4000 * 3 / 35, 4000 * 2 / 35, 4000 / 7])


def test_without_a_week_the_first_full_one_of_the_totals(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, forecast=None, volumes=VOLUMES, profile=PROFILE)
    assert load(folder).grid.first_day == date(2026, 1, 5)


def test_without_a_profile_evenly_while_open(tmp_path: Path) -> None:
    folder = write_centre(tmp_path, forecast=None, volumes=VOLUMES)
    scenario = load(folder, week=date(2026, 5, 11))
    calls = {round(v.volume, 6) for v in forecast(scenario).volumes if v.channel == "phone"}
    # 20 working days of nine hours: 21 of the month less Memorial Day
    assert calls == {round(4000 / 180, 6)}
    [text, *_] = [text for text in scenario.warnings if "phone" in text]
    assert text == "profile.csv: nothing for phone: spread evenly over its opening hours"


def test_faults_of_totals(tmp_path: Path) -> None:
    volumes = VOLUMES + "2026-13, phone, en, 5, 240\n2026, phone, en, 7, 0\n2026, fax, en, 7, 9\n"
    profile = PROFILE + "mon, 8, 4\nmon, 24, 1\n"
    folder = write_centre(tmp_path, forecast=None, volumes=volumes, profile=profile)
    assert [str(fault).split(", allowed")[0] for fault in check(folder)] == [
        "profile.csv:5: hour: found the same again",
        "profile.csv:6: hour: found '24'",
        "volumes.csv:5: period: found '2026-13'",
        "volumes.csv:6: aht_s: found 0",
        "volumes.csv:6: period: found the same again",
        "volumes.csv:7: channel: found 'fax', which settings.toml does not open",
    ]
