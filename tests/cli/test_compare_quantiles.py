"""`staff --compare-quantiles`: what planning for more than the mean costs."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call
from tests.small_centres import write_centre


def test_the_command_prints_every_plan(tmp_path: Path, call: Call) -> None:
    write_centre(tmp_path / "inputs")
    done = call("staff", tmp_path / "inputs", "--out", tmp_path / "out", "--compare-quantiles")
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines() if line.startswith("phone ")]
    assert [line[1] for line in lines if line[1] != "*:"] == ["mean", "p50", "p75", "p90"]
