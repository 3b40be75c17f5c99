"""Every command explains itself with an example."""

from __future__ import annotations

import pytest

from scheduler import __version__
from scheduler.cli.main import COMMANDS
from tests.cli.conftest import Call


def test_the_first_screen_names_every_command_and_exit_code(call: Call) -> None:
    shown = call("--help")
    assert shown.exit_code == 0
    assert all(f"\n  {name} " in shown.output for name in COMMANDS)
    for code in ("0 done", "2 bad input", "3 the hard", "4 no roster", "5 an", "6 more", "130"):
        assert code in " ".join(shown.output.split())


NO_CENTRE = {"fte": "scheduler fte 30"}  # about a volume, and no inputs


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_to_copy(name: str, call: Call) -> None:
    shown = call(name, "--help")
    assert shown.exit_code == 0
    _, example = shown.output.split("Example", 1)
    # An import takes a file, and the folder by name
    named = {**NO_CENTRE, "import": "scheduler import report.csv"}
    assert named.get(name, f"scheduler {name} inputs") in example


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(NO_CENTRE)))
def test_every_command_takes_the_week(name: str, call: Call) -> None:
    assert "--week DATE" in call(name, "--help").output


def test_version(call: Call) -> None:
    assert call("--version").output.strip().endswith(__version__)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("schedule", "inputs"),
        ("check", "inputs", "--week", "next"),
        ("schedule", "inputs", "--out", "x", "--time-limit", "0"),
        ("schedule", "inputs", "--out", "x", "--seed", "-1"),
    ],
)
def test_a_wrong_call_is_bad_input(arguments: tuple[str, ...], call: Call) -> None:
    shown = call(*arguments)
    assert shown.exit_code == 2
    assert "Error" in shown.output
