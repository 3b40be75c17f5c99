"""The commands of the tutorial, run as they stand, one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.docs.pages import DOCS, blocks
from tests.small_centres import MONDAY, SETTINGS, forecast_table, write_centre

COMMANDS = blocks(DOCS / "tutorial.md", "console")
# The tutorial's `scheduler` is the environment's; here it is the one under test.
SHELL = f'set -e; scheduler() {{ "{sys.executable}" -m scheduler "$@"; }}; '
ROOT = Path(__file__).parents[2]


def test_every_command_does_what_the_page_says(tmp_path: Path) -> None:
    # A small centre in place of Portland's, and a second in place of a minute
    write_centre(
        tmp_path / "inputs",
        settings=SETTINGS.replace("time_limit_s = 5", "time_limit_s = 1"),
        forecast=forecast_table(MONDAY, days=12, volume=8),
        time_off="csr_id, start, end, kind, paid\n",
    )
    run("scheduler schedule inputs --out outputs", tmp_path)
    shown = ""
    for block in COMMANDS:
        commands = "\n".join(line.removeprefix("$ ") for line in block.text.splitlines())
        ended = run(commands, tmp_path)
        assert ended.returncode == block.exit_code, f"{commands}\n{ended.stdout}{ended.stderr}"
        shown += ended.stdout
    assert "no rule broken" in shown
    assert "meal_and_rest_breaks c01" in shown
    assert "time_off.csv:2: csr_id: found 'c99'" in shown
    assert "published 2026-05-11 as it is" in shown
    assert (tmp_path / "results" / "published" / "2026-05-11" / "roster.csv").exists()
    assert (tmp_path / "results" / "budget.html").exists()


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a shell in that folder says to these commands."""
    return subprocess.run(
        ["bash", "-c", SHELL + commands],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
