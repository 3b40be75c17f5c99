"""`schedule --calibrate`, and what stands beside the roster afterwards."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import BRIEFLY, Call
from tests.small_centres import MONDAY, SETTINGS, forecast_table, write_centre

# Ten calls an hour ask for two people at 80/20, and give 84 %; days that differ by half of
# their volume bring that below the target.
UNCERTAIN = SETTINGS + "\n[simulation]\nreplications = 60\nday_cv = 0.6\n"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory: pytest.TempPathFactory, call: Call) -> Path:
    folder = tmp_path_factory.mktemp("calibrated")
    forecast = forecast_table(MONDAY, days=5, volume=10)
    write_centre(folder / "inputs", settings=UNCERTAIN, forecast=forecast)
    done = call(
        "schedule", folder / "inputs", "--out", folder / "outputs",
        *BRIEFLY, "--calibrate", 1,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Calibrated" in done.output
    return folder


def test_the_tables_agree_with_the_corrected_requirement(calibrated: Path, call: Call) -> None:
    outputs = calibrated / "outputs"
    required = {
        (row["start"], row["channel"], row["language"]): (int(row["required"]), int(row["added"]))
        for row in table(outputs / "requirements.csv")
    }
    for row in table(outputs / "coverage.csv"):
        hour = re.sub(r"T(\d\d):\d\d", r"T\1:00", row["start"])
        assert int(row["required"]) == required[hour, row["channel"], row["language"]][0]
    added = {
        (row["start"], row["channel"], row["language"]): int(row["added"])
        for row in table(outputs / "calibration.csv")
    }
    assert added == {key: more for key, (_, more) in required.items() if more}
    told = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))["calibration"]
    assert (len(told["rounds"]), told["intervals"]) == (2, len(added))
    audited = call("audit", calibrated / "inputs", outputs / "roster.csv")
    assert audited.exit_code == 0, audited.output
    assert "otherwise" not in audited.output


def test_a_run_without_it_leaves_no_calibration(calibrated: Path, call: Call) -> None:
    inputs, outputs = calibrated / "inputs", calibrated / "outputs"
    done = call("schedule", inputs, "--out", outputs, *BRIEFLY, "--replications", 0)
    assert done.exit_code == 0, done.output
    assert not (outputs / "calibration.csv").exists()
    assert not (outputs / "simulation.csv").exists()


def test_a_calibration_edited_wrongly_is_a_fault(rostered: Path, call: Call) -> None:
    text = "start,end,channel,language,added,before,after\n2026-05-11T09:00,,phone,*,two,,\n"
    (rostered / "outputs" / "calibration.csv").write_text(text, encoding="utf-8")
    done = call("audit", rostered / "inputs", rostered / "outputs" / "roster.csv")
    assert done.exit_code == 2
    assert "calibration.csv:2: added: found 'two'" in done.output


def test_every_interval_of_a_simulation(rostered: Path, tmp_path: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    done = call("simulate", rostered / "inputs", roster, "--replications", 5, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("5 replications, seed 1")
    assert {row["span"] for row in table(tmp_path / "simulation.csv")} >= {"interval", "week"}
    assert call("simulate", rostered / "inputs", roster, "--replications", 0).exit_code == 2
