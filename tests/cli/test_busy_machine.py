"""A search that other programs kept from a processor says so at its end."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from scheduler.pipeline import watch
from scheduler.pipeline.watch import Watch
from scheduler.rostering.answer import NoRoster
from tests.cli.conftest import Call

SAID = "this machine was busy: the search got 41 % of its usual work done"


def machine(monkeypatch: pytest.MonkeyPatch, share: float, processors: int = 2) -> None:
    """Clocks of a machine on which every stage takes 10 s, and has a processor for a share."""
    wall, processor = count(0, 10), count(0, 1)
    monkeypatch.setattr(watch, "perf_counter", lambda: float(next(wall)))
    monkeypatch.setattr(watch, "process_time", lambda: 10 * share * next(processor))
    monkeypatch.setattr(watch, "processors", lambda: processors)


@pytest.mark.parametrize(
    ("share", "counted", "said", "written"),
    [
        (0.41, (), True, 0.41),
        (0.51, (), False, 0.51),
        (0.41, ("--reproducible",), False, None),  # whatever the clock says, the work was done
    ],
)
def test_a_run_says_how_little_it_got(
    inputs: Path,
    tmp_path: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    share: float,
    counted: tuple[str, ...],
    said: bool,
    written: float | None,
) -> None:
    machine(monkeypatch, share)
    done = call(
        "schedule", inputs, "--out", tmp_path / "out", "--time-limit", 0.3, "--replications", 0,
        *counted,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (SAID in done.output) == said
    assert json.loads((tmp_path / "out" / "run.json").read_text())["processor_share"] == written


def share_of(watching: Watch, reproducible: bool = False) -> float | None:
    with watching.search(reproducible):
        pass
    return watching.processor_share(reproducible)


def test_the_only_processor_is_shared_with_the_second_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # On one processor each of the two processes has half of it, and that is usual
    for processors, expected in ((1, 0.82), (2, 0.41), (8, 0.41)):
        machine(monkeypatch, 0.41, processors)
        assert share_of(Watch(lambda _: None)) == pytest.approx(expected)
    machine(monkeypatch, 0.9, 1)
    assert share_of(Watch(lambda _: None)) == 1.0


def test_where_no_roster_was_found_the_machine_is_named_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for share, reproducible, lines in ((0.41, False, 2), (0.41, True, 1), (0.9, False, 1)):
        machine(monkeypatch, share)
        watching = Watch(lambda _: None)
        with pytest.raises(NoRoster) as found, watching.search(reproducible):
            raise NoRoster("tried everything")
        said = str(found.value).splitlines()
        assert (said[0], len(said)) == ("tried everything", lines)
        assert said[-1].startswith(SAID) == (lines == 2)
    machine(monkeypatch, 0.41)
    with (
        pytest.raises(NoRoster, match="within the time limit\n" + SAID),
        Watch(lambda _: None).search(False),
    ):
        raise NoRoster
