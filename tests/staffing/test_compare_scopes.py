"""The scopes of a target side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from scheduler.cli.main import main
from scheduler.domain.demand import ALL, Volume
from scheduler.domain.settings import Simulation
from scheduler.verification.scopes import compare_scopes
from tests.small_centres import at, small_centre, write_centre


def test_hours_and_service_of_every_scope() -> None:
    # 200 and 20 calls/h of 180 s, an hour each on two days: by itself 10 erlangs take 14
    # people and 1 erlang 3, 34 hours. Over the day 14 and 2 do, (.88835 x 200 +
    # .70172 x 20) / 220 = 87.14 %; so would 13 and 3 with 80.76 %, for as many hours. Over
    # both days one of the 14 can go: (.88835 + .79560) x 200 + 2 x 20 x .70172 = 364.9 of 440.
    scenario = replace(small_centre(days=2), simulation=Simulation(replications=40, day_cv=0.0))
    volumes = tuple(
        Volume(at(day, start), at(day, start) + 4, "phone", "en", calls, 180)
        for day in (0, 1)
        for start, calls in (("09:00", 200.0), ("10:00", 20.0))
    )
    rows = {row.scope: row for row in compare_scopes(scenario, volumes)}
    assert all(row.channel == "phone" and row.language == ALL for row in rows.values())
    assert {scope: row.hours for scope, row in rows.items()} == {
        "interval": 34,
        "day": 32,
        "week": 31,
    }
    assert round(rows["day"].projected, 4) == 0.8714
    assert round(rows["day"].lowest, 4) == 0.7017
    for row in rows.values():
        assert row.simulated is not None
        assert row.simulated.low < row.simulated.mean < row.simulated.high
    assert rows["day"].simulated != rows["interval"].simulated


def test_staff_prints_them(tmp_path: Path) -> None:
    inputs, outputs = write_centre(tmp_path / "in"), tmp_path / "out"
    done = CliRunner().invoke(
        main, ["staff", str(inputs), "--out", str(outputs), "--compare-scopes"]
    )
    assert done.exit_code == 0, done.output
    table = [line.split()[:3] for line in done.output.splitlines()]
    assert [row for row in table if row[:2] == ["phone", "*"]] == [
        ["phone", "*", scope] for scope in ("interval", "day", "week")
    ]
    assert (outputs / "requirements.csv").exists()
