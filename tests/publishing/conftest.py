"""A week published twice: as it was made, then with one day of one person moved by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scheduler.cli.main import main
from tests.publishing.hand_made_week import LATE, centre, week

Say = Callable[..., Result]


@pytest.fixture(scope="session")
def say() -> Say:
    """`say("publish", folder, ...)`: the command line as a user calls it."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def _twice(tmp_path_factory: pytest.TempPathFactory, say: Say) -> Path:
    home = tmp_path_factory.mktemp("published")
    inputs, outputs = centre(home), home / "outputs"
    made = home / "made.csv"
    made.write_text(week(), encoding="utf-8")
    first = say("publish", inputs, outputs, "--roster", made, "--by", "Dana Holt")
    assert first.exit_code == 0, first.output
    # The supervisor opens the results and changes the roster there.
    (outputs / "roster.csv").write_text(week(c02={"tue": LATE}), encoding="utf-8")
    second = say("publish", inputs, outputs, "--note", "Bo asked")
    assert second.exit_code == 0, second.output
    return home


@pytest.fixture
def twice(tmp_path: Path, _twice: Path) -> Path:
    """A folder with `inputs/`, `outputs/` (two versions) and `made.csv`, to do anything with."""
    home = tmp_path / "twice"
    shutil.copytree(_twice, home)
    return home
