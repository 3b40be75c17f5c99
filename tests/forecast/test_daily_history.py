"""A history of whole days: forecast by the day, spread over the hours by the profile."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.forecast import forecast
from scheduler.loading import load
from tests.small_centres import MONDAY, SETTINGS, write_centre

DAILY = SETTINGS + "\n[history]\ninterval_minutes = 1440\n"


def days(weeks: int = 10) -> str:
    """Ten weeks of Mondays of 180, other working days of 90 calls."""
    first = MONDAY - timedelta(weeks=weeks)
    rows = ["start, channel, language, offered, aht_s"]
    for n in range(weeks * 7):
        day = first + timedelta(days=n)
        if day.weekday() < 5:
            calls = 180 if day.weekday() == 0 else 90
            rows.append(f"{day}T00:00, phone, en, {calls}, 240")
    return "\n".join(rows)


def by_day_and_hour(folder: Path, **files: str) -> dict[tuple[date, int], float]:
    write_centre(folder, settings=DAILY, forecast=None, history=days(), **files)
    scenario = load(folder, MONDAY)
    grid = scenario.grid
    return {
        (grid.date(grid.day(v.start)), grid.moment(v.start).hour): v.volume
        for v in forecast(scenario).volumes
        if v.channel == "phone"
    }


def test_over_the_opening_hours_without_a_profile(tmp_path: Path) -> None:
    found = by_day_and_hour(tmp_path)
    assert sorted({hour for _, hour in found}) == list(range(8, 17))
    monday = [v for (day, _), v in found.items() if day == MONDAY]
    assert sum(monday) == pytest.approx(180, rel=0.03)
    assert monday == pytest.approx([sum(monday) / 9] * 9)
    tuesday = [v for (day, _), v in found.items() if day == MONDAY + timedelta(days=1)]
    assert sum(tuesday) == pytest.approx(90, rel=0.03)


def test_as_the_profile_says(tmp_path: Path) -> None:
    # Twice as many at ten o'clock as at nine, none at other hours.
    profile = "weekday, hour, share\n" + "\n".join(
        f"{name}, {hour}, {share}"
        for name in ("mon", "tue", "wed", "thu", "fri")
        for hour, share in ((9, 1), (10, 2))
    )
    found = by_day_and_hour(tmp_path, profile=profile)
    ten, nine = (found[MONDAY, hour] for hour in (10, 9))
    assert ten == pytest.approx(2 * nine)
    assert ten + nine == pytest.approx(180, rel=0.03)


def test_rows_of_a_day_begin_at_midnight(tmp_path: Path) -> None:
    from scheduler.loading.faults import InputFaults

    shifted = days().replace("T00:00", "T08:00", 1)
    write_centre(tmp_path, settings=DAILY, forecast=None, history=shifted)
    with pytest.raises(InputFaults, match="whole intervals of 1440 minutes"):
        load(tmp_path, MONDAY)
