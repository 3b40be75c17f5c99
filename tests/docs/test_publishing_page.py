"""The commands of docs/publishing.md, one after the other on a week that was made by hand."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli.main import main
from scheduler.publishing.change_table import COLUMNS
from tests.docs.pages import DOCS, blocks
from tests.publishing.hand_made_week import LATE, centre, week

PAGE = DOCS / "publishing.md"


def test_every_command_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre(tmp_path)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "roster.csv").write_text(week(), encoding="utf-8")
    (tmp_path / "edited.csv").write_text(week(c02={"tue": LATE}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = []
    for block in blocks(PAGE, "console"):
        for line in block.text.splitlines():
            words = shlex.split(line.removeprefix("$ "))
            assert words[0] == "scheduler"
            done = CliRunner().invoke(main, words[1:])
            assert done.exit_code == block.exit_code, f"{line}\n{done.output}"
            shown.append(done.output)
    first, second, compared, undone, replayed = shown
    assert "published version 1" in first
    assert "published version 2" in second
    assert compared.startswith("Bo Lind, Tue 12 May: starts 8:30, was 8:00")
    assert "published version 3" in undone
    assert "the same answer" in replayed


def test_the_page_has_every_column_of_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
