"""`scheduler fte`: the table of methods for any volume."""

from __future__ import annotations

import pytest

from scheduler.pipeline.office import rostered_fte
from scheduler.staffing.fte_methods import Load
from tests.cli.conftest import Call


def table(text: str) -> dict[str, str]:
    """FTE by method."""
    return {line[:26].strip(): line.split()[-1] for line in text.splitlines()[1:]}


def test_the_plans_volumes(call: Call) -> None:
    found = table(call("fte", 220, "--answer", 18, "--patience", 180).output)
    assert found == {
        "workload": "20.00", "occupancy": "21.05", "Erlang C": "27.27",
        "Erlang C, rounded": "27.27", "Erlang C, speed of answer": "25.45", "Erlang A": "23.64",
        "coverage": "32.78", "one seat": "2.19",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "value", "method", "fte"),
    [
        ("--handling", 360, "workload", "5.45"),  # 3 erlangs / .55
        ("--hours", 5000, "one seat", "4.37"),  # 5,000 / (2,080 x .55)
        ("--shrinkage", 0.5, "workload", "3.00"),  # 1.5 / .5
        ("--occupancy", 0.5, "occupancy", "5.45"),  # 3 / .55
        ("--target", 0.95, "Erlang C", "9.09"),  # five seats / .55
        ("--within", 60, "Erlang C", "5.45"),  # three are enough in a minute
    ],
)
def test_every_option_acts(call: Call, option: str, value: float, method: str, fte: str) -> None:
    assert table(call("fte", 30, option, value).output)[method] == fte


def test_the_rostered_figure_stands_beside_them(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def short(load: Load, week: object, people: int) -> float:  # noqa: ARG001
        tried.append(people)
        return 0.0 if people == 9 else 3.0

    monkeypatch.setattr(rostered_fte, "_short", short)
    found = table(call("fte", 30, "--roster", 10, "--absence", 0.1).output)
    # Four seats through 50 h a week; a person has 40 h less 2.5 of rests and 10.5 of activities.
    assert tried == [8, 9]
    assert found["rostered"] == "10.00"  # 9 / .9


@pytest.mark.parametrize("volume", ["-1", "nan", "many"])
def test_a_volume_that_is_none(call: Call, volume: str) -> None:
    shown = call("fte", "--", volume)
    assert shown.exit_code == 2
    assert "Traceback" not in shown.output
