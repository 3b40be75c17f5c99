"""A price that search or bound do not read is named, wherever warnings are read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli.main import main
from scheduler.objective import unread
from scheduler.objective.term import Reading
from tests.small_centres import SETTINGS, small_centre, write_centre

WARNING = "moving_starts is priced at 10 $/h; only the finished roster and CP-SAT read it"


def test_only_what_is_priced_is_named() -> None:
    scenario = small_centre()
    assert unread(scenario) == ()
    priced = replace(scenario, prices=replace(scenario.prices, moving_start_per_hour=10.0))
    assert unread(priced) == (WARNING,)


def test_check_the_results_and_an_audit_say_so(tmp_path: Path) -> None:
    settings = SETTINGS + "\n[prices]\nmoving_start_per_hour = 10\n"
    inputs = write_centre(tmp_path / "inputs", settings=settings)
    checked = CliRunner().invoke(main, ["check", str(inputs)])
    assert checked.exit_code == 0
    assert f"warning: {WARNING}" in checked.output.splitlines()
    outputs = tmp_path / "outputs"
    done = CliRunner().invoke(main, ["schedule", str(inputs), "--out", str(outputs),
                                     "--time-limit", "3", "--quiet"])  # fmt: skip
    assert done.exit_code == 0
    assert WARNING in json.loads((outputs / "summary.json").read_text())["warnings"]
    audited = CliRunner().invoke(main, ["audit", str(inputs), str(outputs / "roster.csv")])
    assert audited.exit_code == 0
    assert f"warning: {WARNING}" in audited.output.splitlines()


def test_a_reading_that_is_not_whole_says_why() -> None:
    with pytest.raises(ValueError, match="says why"):
        Reading("part")
