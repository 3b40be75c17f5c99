"""What is priced when the shortage alone is proven, and what a scenario's results say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from scheduler.domain.sweep import CaseOptions, WhatIf
from scheduler.loading import load
from scheduler.pipeline.sweep import sweep_worker
from scheduler.pipeline.sweep.sweep_inputs import case_of, files_of
from scheduler.pipeline.sweep.sweep_results import row_of
from scheduler.pipeline.sweep.sweep_worker import LEAST, run_case
from tests.cli.test_scenarios import fake
from tests.small_centres import write_centre


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Prices and options of every search that would be run; each answers with made-up results."""
    seen: list[dict[str, object]] = []

    def call(command: list[str], _limit_s: float) -> tuple[int, str]:
        inputs, outputs = Path(command[4]), Path(command[6])
        scenario = load(inputs)
        seen.append({"prices": scenario.prices, "command": command})
        outputs.mkdir()
        case = case_of(WhatIf("a", {}), files_of(inputs), CaseOptions(1))
        for name, data in fake(case).files.items():
            (outputs / name).write_bytes(data)
        return 0, ""

    monkeypatch.setattr(sweep_worker, "_call", call)
    return seen


def test_the_proof_prices_missing_heads_alone(
    tmp_path: Path, calls: list[dict[str, object]]
) -> None:
    inputs = write_centre(tmp_path / "inputs")
    case = case_of(WhatIf("a", {}), files_of(inputs), CaseOptions(3, seed=7, prove=True))
    found = run_case(case)
    plain, proof = (call["prices"] for call in calls)
    assert plain.surplus_per_hour > 0  # type: ignore[attr-defined]
    priced = {name for name, value in vars(proof).items() if value and name.endswith("_per_hour")}
    assert priced == {"shortage_per_hour", "language_shortage_per_hour"}
    dollars = ("refused_request", "missed_meeting", "single_day_off", "activity_change")
    assert [getattr(proof, name) for name in dollars] == [0, 0, 0, 0]
    first, second = (call["command"] for call in calls)
    assert first[7:] == ["--quiet", "--time-limit", "3", "--seed", "7"]  # type: ignore[index]
    assert second[-2:] == ["--replications", "0"]  # type: ignore[index]
    assert json.loads(found.files[LEAST]) == {"bound": 20.0}
    row = row_of(WhatIf("a", {}), found.files)
    # 15 + 7 + 1 dollars of the roster's shortage, of which 20 are nobody's fault.
    assert (row.figures["shortage"], row.figures["least_shortage"]) == (23.0, 20.0)


def test_where_overtime_is_paid_nothing_is_proven(
    tmp_path: Path, calls: list[dict[str, object]]
) -> None:
    inputs = write_centre(tmp_path / "inputs")
    what = WhatIf("a", {"labour.max_overtime_hours": 4})
    case = case_of(what, files_of(inputs), CaseOptions(3, prove=True))
    assert tomllib.loads(case.files["settings.toml"].decode())["labour"]["max_overtime_hours"] == 4
    found = run_case(case)
    assert len(calls) == 1
    assert LEAST not in found.files


@pytest.mark.parametrize(
    ("code", "again"), [(2, False), (3, False), (4, False), (-9, True), (1, True)]
)
def test_what_is_the_scenarios_own_fault_is_not_tried_again(
    code: int, again: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_worker, "_call", lambda *_: (code, "why"))
    inputs = write_centre(tmp_path / "inputs")
    found = run_case(case_of(WhatIf("a", {}), files_of(inputs), CaseOptions(1)))
    assert (found.retry, found.words, found.files) == (again, "why", {})
