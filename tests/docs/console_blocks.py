"""Console blocks of a page, run inside this process: no shell, and no start of Python for each."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner, Result

from scheduler.cli.main import main
from tests.docs.pages import blocks


def run_block(page: Path, at: int, folder: Path) -> list[Result]:
    """The results of the page's block number `at`, its files written below `folder`."""
    block = blocks(page, "console")[at]
    results = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        for command, text in _commands(block.text):
            words = shlex.split(command)
            if words[0] == "scheduler":
                results.append(run_scheduler(*words[1:]))
            elif words[0] == "mkdir":
                Path(words[1]).mkdir()
            elif words[:2] == ["cat", ">"]:
                Path(words[2]).write_text(text, encoding="utf-8")
            else:
                assert words[0] == "cat", command
    finally:
        os.chdir(before)
    return results


def run_scheduler(*words: object) -> Result:
    """What the command line answers; whatever is no exit of ours is raised."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command with the text of its here-document."""
    lines = iter(text.splitlines())
    for line in lines:
        command = line.removeprefix("$ ")
        held = []
        if " << END" in command:
            command = command.replace(" << END", "")
            for inner in lines:
                if inner == "END":
                    break
                held.append(inner + "\n")
        yield command, "".join(held)
