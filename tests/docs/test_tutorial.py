"""The commands of the tutorial, run as they stand, one after the other."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.docs.console_blocks import run_scheduler
from tests.docs.pages import DOCS, blocks
from tests.small_centres import MONDAY, SETTINGS, forecast_table, write_centre

COMMANDS = blocks(DOCS / "tutorial.md", "console")


def test_every_command_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A small centre in place of Portland's, and a third of a second in place of a minute
    write_centre(
        tmp_path / "inputs",
        settings=SETTINGS.replace("time_limit_s = 5", "time_limit_s = 0.3"),
        forecast=forecast_table(MONDAY, days=12, volume=8),
        time_off="csr_id, start, end, kind, paid\n",
    )
    monkeypatch.chdir(tmp_path)
    run("scheduler schedule inputs --out outputs")
    shown = ""
    for block in COMMANDS:
        code = 0
        for line in block.text.splitlines():
            assert code == 0, f"{line}: after a command that failed"
            code, said = run(line.removeprefix("$ "))
            shown += said
        assert code == block.exit_code, f"{block.text}\n{said}"
    assert "no rule broken" in shown
    assert "meal_and_rest_breaks c01" in shown
    assert "time_off.csv:2: csr_id: found 'c99'" in shown
    assert "published 2026-05-11 as it is" in shown
    assert (tmp_path / "results" / "published" / "2026-05-11" / "roster.csv").exists()
    assert (tmp_path / "results" / "budget.html").exists()


def run(command: str) -> tuple[int, str]:
    """Exit code and words of one command: ours in this process, others in a shell."""
    if command.startswith("scheduler "):
        done = run_scheduler(*shlex.split(command)[1:])
        return done.exit_code, done.output
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr
