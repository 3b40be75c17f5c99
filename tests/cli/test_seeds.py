"""`--seed`: the same one gives the same files, another one may give another roster."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import BRIEFLY, Call
from tests.cli.test_exit_codes import snapshot


def test_a_seed_gives_the_same_files_and_another_one_another_roster(
    inputs: Path, tmp_path: Path, call: Call
) -> None:
    found = []
    for number, seed in enumerate((7, 7, 8)):
        outputs = tmp_path / str(number)
        asked = ("--out", outputs, *BRIEFLY, "--seed", seed, "--replications", 5)
        done = call("schedule", inputs, *asked)
        assert done.exit_code == 0, done.output
        files = snapshot(outputs)
        files.pop("run.json")  # seconds, machine and the time at which it was made
        found.append(files)
    assert found[0] == found[1]
    assert found[0]["roster.csv"] != found[2]["roster.csv"]
