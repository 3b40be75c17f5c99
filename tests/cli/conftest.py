"""A small centre as files, rostered once, and the command line as a user calls it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scheduler.cli.main import main
from tests.small_centres import MONDAY, forecast_table, write_centre

Call = Callable[..., Result]

# A short search of counted work: the same on any machine, however busy.
BRIEFLY = ("--time-limit", "0.3", "--reproducible")
# For tests that look at no service: neither a simulation nor a search for the languages.
UNPLAYED = (*BRIEFLY, "--replications", 0)

# Two weeks, so that one can be published before the next.
TWO_WEEKS = forecast_table(MONDAY, days=12, volume=8)


@pytest.fixture(scope="session")
def call() -> Call:
    """`call("check", folder)`; standard output and error in `.output`, code in `.exit_code`."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Three people, phones and email on weekdays, two weeks of forecast."""
    return write_centre(tmp_path / "inputs", forecast=TWO_WEEKS)


@pytest.fixture(scope="session")
def _rostered(tmp_path_factory: pytest.TempPathFactory, call: Call) -> Path:
    folder = tmp_path_factory.mktemp("centre")
    write_centre(folder / "inputs", forecast=TWO_WEEKS)
    done = call("schedule", folder / "inputs", "--out", folder / "outputs", *BRIEFLY)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def rostered(tmp_path: Path, _rostered: Path) -> Path:
    """A folder with `inputs/` and the `outputs/` of a run on them, to do anything with."""
    folder = tmp_path / "rostered"
    shutil.copytree(_rostered, folder)
    return folder
