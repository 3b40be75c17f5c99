"""`scheduler forecast` on folders that have contacts and nobody to answer them."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from tests.small_centres import SETTINGS, write_centre

Call = Callable[..., Result]
MONDAY, MEMORIAL_DAY = date(2026, 1, 5), date(2026, 5, 25)


def history(weeks: int) -> str:
    """Mondays to Fridays, 8:00 to 17:00: 40 calls an hour, 60 on Mondays."""
    rows = ["start,channel,language,offered,abandoned,aht_s"]
    for n in range(7 * weeks):
        day = MONDAY + timedelta(days=n)
        if day.weekday() < 5 and day != MEMORIAL_DAY:
            calls = 60 if day.weekday() == 0 else 40
            rows += [f"{day}T{hour:02}:00,phone,en,{calls},2,200" for hour in range(8, 17)]
    return "\n".join(rows) + "\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "history.csv").write_text(history(21), encoding="utf-8")
    return folder


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_contacts_alone_are_enough(inputs: Path, tmp_path: Path, call: Call) -> None:
    shown = call("forecast", inputs, "--out", tmp_path / "out")
    assert shown.exit_code == 0
    assert "yearly season: needs 40 weeks of history" in shown.stderr
    rows = table(tmp_path / "out" / "forecast.csv")
    assert len(rows) == 45
    assert rows[0]["start"] == "2026-06-01T08:00:00-07:00"
    assert float(rows[0]["volume"]) == pytest.approx(60, rel=0.02)
    assert float(rows[-1]["aht_s"]) == pytest.approx(200)


def test_every_day_is_explained(inputs: Path, tmp_path: Path, call: Call) -> None:
    # The level is a usual day's: (60 + 4 x 40) x 9 / 5 = 396. The factors multiply to the day.
    call("forecast", inputs, "--out", tmp_path / "out")
    days = table(tmp_path / "out" / "forecast_days.csv")
    assert days[0]["date"] == "2026-06-01"
    for row in days:
        factors = [float(row[name]) for name in ("weekday", "month", "beside", "average")]
        middle = float(row["level"]) * math.prod(factors)
        assert middle == pytest.approx(float(row["p50"]), rel=0.001)
        assert float(row["p50"]) < float(row["p75"]) < float(row["p90"]) < float(row["p95"])
        assert row["season"] == ""
    assert float(days[0]["weekday"]) / float(days[1]["weekday"]) == pytest.approx(1.5, rel=0.02)


def test_what_was_forecast_serves_as_an_input(inputs: Path, tmp_path: Path, call: Call) -> None:
    call("forecast", inputs, "--out", tmp_path / "out")
    written = (tmp_path / "out" / "forecast.csv").read_bytes()
    (inputs / "forecast.csv").write_bytes(written)
    shown = call("forecast", inputs, "--out", tmp_path / "again")
    assert shown.exit_code == 0
    assert not (tmp_path / "again" / "forecast_days.csv").exists()


def test_the_back_test_is_printed_and_written(inputs: Path, tmp_path: Path, call: Call) -> None:
    shown = call("forecast", inputs, "--backtest", "--origins", 4, "--out", tmp_path / "out")
    assert shown.exit_code == 0
    assert "phone: 4 weeks from 2026-05-04 on, 19 days" in shown.output
    rows = table(tmp_path / "out" / "backtest.csv")
    assert [row["method"] for row in rows] == [
        "forecast", "calendar model", "last week", "mean of six weeks", "median of six weeks",
        "noise floor",
    ]  # fmt: skip
    # A history without chance: every simple method is right.
    assert float(rows[2]["slot_wape"]) == 0
    assert float(rows[0]["slot_wape"]) < 1
    assert float(rows[0]["p90"]) == 100
    assert call("forecast", inputs, "--backtest").exit_code == 0


def test_a_past_too_short_for_a_back_test(inputs: Path, call: Call) -> None:
    (inputs / "history.csv").write_text(history(1), encoding="utf-8")
    shown = call("forecast", inputs, "--backtest")
    assert shown.exit_code == 2
    assert "found too short a past, allowed: three weeks" in shown.stderr


def test_a_forecast_that_no_centre_has_is_bad_input(tmp_path: Path, call: Call) -> None:
    """A billion contacts of a day each in a year, in `check` and wherever they are forecast."""
    totals = "period, channel, language, volume, aht_s\n2026, phone, en, 1e9, 86400"
    inputs = write_centre(tmp_path / "inputs", forecast=None, volumes=totals)
    checked = call("check", inputs)
    assert checked.exit_code == 2
    assert checked.stdout.startswith("volumes.csv:1: aht_s: found 427,350 contacts of 86,400 s")
    assert checked.stdout.endswith("1 fault in the inputs\n")
    for command in ("forecast", "staff", "schedule"):
        ended = call(command, inputs, "--out", tmp_path / "out")
        assert ended.exit_code == 2
        assert ended.stderr.endswith("1 fault in the inputs\nnothing was written\n")
        assert not list(tmp_path.glob("out/*"))


def test_a_folder_for_the_results_is_needed(inputs: Path, call: Call) -> None:
    shown = call("forecast", inputs)
    assert shown.exit_code == 2
    assert "--out" in shown.stderr


def test_a_link_that_leads_nowhere_is_not_a_centre_without_people(
    tmp_path: Path, call: Call
) -> None:
    people = write_centre(tmp_path / "inputs") / "csrs.csv"
    people.unlink()
    assert call("forecast", tmp_path / "inputs", "--out", tmp_path / "results").exit_code == 0
    people.symlink_to(tmp_path / "share" / "csrs.csv")
    refused = call("forecast", tmp_path / "inputs", "--out", tmp_path / "others")
    assert refused.exit_code == 2
    assert "csrs.csv:1: file: found a link to" in refused.output
    assert not (tmp_path / "others").exists()
