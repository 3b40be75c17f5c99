"""Weeks in which the clock changes, in a centre that is open all night."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.conftest import UNPLAYED, Call
from tests.small_centres import CONTRACTS, SETTINGS, write_centre

SUNDAY = 'sun = "00:00-24:00"\nsat = "00:00-24:00"\nmon ='
ALL_NIGHT = SETTINGS.replace("08:00-17:00", "00:00-24:00").replace("mon =", SUNDAY)
# Only shifts of the night: 0:00-8:30 lies over the change at 2:00.
NIGHTS = CONTRACTS.replace("08:00,          17:00", "00:00,          08:30")
HOURS = [timedelta(hours=hour) for hour in range(7 * 24)]


def rows(path: Path) -> dict[tuple[str, ...], list[tuple[datetime, datetime]]]:
    """Spans of each channel and language, in universal time."""
    found: dict[tuple[str, ...], list[tuple[datetime, datetime]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = (datetime.fromisoformat(row[c]).astimezone(UTC) for c in ("start", "end"))
            found.setdefault((row["channel"], row.get("language", "")), []).append((start, end))
    return found


# On 8 March 2:00 is 3:00 at once; on 1 November 1:00 comes twice. A week from Monday has 167 or
# 169 hours of real time.
@pytest.mark.parametrize(("first", "hours"), [(date(2026, 3, 2), 167), (date(2026, 10, 26), 169)])
def test_intervals_follow_each_other_through_the_change(
    first: date, hours: int, tmp_path: Path, call: Call
) -> None:
    lines = ["start, channel, language, volume, aht_s"]
    for hour in HOURS:
        start = datetime.combine(first, datetime.min.time()) + hour
        lines += [
            f"{start:%Y-%m-%dT%H:%M}, {channel}, en, 2, 240" for channel in ("phone", "email")
        ]
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    write_centre(inputs, settings=ALL_NIGHT, contracts=NIGHTS, forecast="\n".join(lines))
    done = call("schedule", inputs, "--out", outputs, *UNPLAYED)
    assert done.exit_code == 0, done.output
    for name in ("coverage.csv", "backlog.csv", "requirements.csv", "service.csv"):
        for spans in rows(outputs / name).values():
            assert all(start < end for start, end in spans), name
            assert all(one[1] == two[0] for one, two in pairwise(spans)), name
            assert spans[-1][1] - spans[0][0] == timedelta(hours=hours), name
    # What was written is read back as it was meant, also inside the hour that never comes.
    assert call("audit", inputs, outputs / "roster.csv").exit_code == 0
