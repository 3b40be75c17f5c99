"""`--verbose`: what the search did in each neighbourhood."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import BRIEFLY, Call


def test_neighbourhoods_go_to_run_json_and_the_terminal_where_asked_for(
    inputs: Path, tmp_path: Path, call: Call
) -> None:
    limit = (*BRIEFLY, "--replications", 0)
    for name, more in (("plain", ()), ("verbose", ("--verbose",))):
        done = call("schedule", inputs, "--out", tmp_path / name, *limit, *more)
        assert done.exit_code == 0, done.output
        found = json.loads((tmp_path / name / "run.json").read_text()).get("neighbourhoods")
        if not more:
            assert found is None
            assert "everybody in turn" not in done.output
            continue
        [turn] = [n for n in found if (n["name"], n["process"]) == ("everybody in turn", "first")]
        # a pass over three people in the first week, at least
        assert turn["proposed"] >= 3
        assert 0 <= turn["kept"] <= turn["proposed"]
        assert "everybody in turn" in done.output
