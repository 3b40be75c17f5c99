"""A week solved in memory is the week that the command writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import scheduler
from scheduler.pipeline.results_folder.outputs import OutputFault
from tests.cli.conftest import Call
from tests.loading.full_centre import FULL
from tests.reporting.same_as_csv import assert_same_as_csv
from tests.small_centres import MONDAY, forecast_table, write_centre

LIMITS = ("--time-limit", 0.5, "--seed", 7, "--reproducible")
# Two weeks of forecast; the pin of Tuesday morning stands in the way of the team's meeting
CENTRE = {
    **FULL,
    "forecast": forecast_table(MONDAY, days=12, volume=8),
    "pins": FULL["pins"].replace("T09:00", "T13:00").replace("T12:00", "T16:00"),
}
TABLES = (
    "roster", "requirements", "coverage", "service", "backlog", "away", "people", "cost",
    "audit", "simulation",
)  # fmt: skip
# What differs by the clock, and what names the bytes that were read
APART = {"run.json", "summary.json"}


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory, call: Call) -> tuple[Path, scheduler.Result]:
    """The results of `scheduler schedule`, and of the same inputs through DataFrames."""
    folder = tmp_path_factory.mktemp("both")
    write_centre(folder / "inputs", **CENTRE)
    done = call("schedule", folder / "inputs", "--out", folder / "outputs", *LIMITS)
    assert done.exit_code == 0, done.output
    frames = scheduler.frames_of(folder / "inputs")
    scenario = scheduler.Scenario.from_frames(**frames)
    result = scheduler.solve(scenario, time_limit=0.5, seed=7, reproducible=True)
    return folder / "outputs", result


@pytest.mark.parametrize("name", TABLES)
def test_files_to_frames_to_frames_is_files_to_files(
    solved: tuple[Path, scheduler.Result], name: str
) -> None:
    outputs, result = solved
    assert_same_as_csv(getattr(result, name), outputs / f"{name}.csv")


def test_the_summary_is_the_same_but_for_the_digest(
    solved: tuple[Path, scheduler.Result],
) -> None:
    outputs, result = solved
    written = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))
    in_memory = dict(result.summary)
    assert written.pop("input_digest") != in_memory.pop("input_digest")
    warnings = [text.replace(".csv", "") for text in written.pop("warnings")]
    assert len(warnings) == len(in_memory.pop("warnings"))  # type: ignore[arg-type]
    assert in_memory == written
    assert result.objective == pytest.approx(written["objective"])


def test_a_result_writes_the_files_of_the_command(
    solved: tuple[Path, scheduler.Result], tmp_path: Path
) -> None:
    outputs, result = solved
    result.write(tmp_path / "again")
    names = {path.name for path in outputs.iterdir()}
    assert {path.name for path in (tmp_path / "again").iterdir()} == names
    for name in names - APART:
        if name.endswith(".csv"):
            assert (tmp_path / "again" / name).read_bytes() == (outputs / name).read_bytes(), name
    (tmp_path / "file").write_text("here")
    with pytest.raises(OutputFault):
        result.write(tmp_path / "file")


def test_the_next_week_takes_the_roster_as_its_past(
    solved: tuple[Path, scheduler.Result],
) -> None:
    outputs, result = solved
    frames = scheduler.frames_of(outputs.parent / "inputs")
    frames["previous_roster"] = result.roster
    scenario = scheduler.Scenario.from_frames(**frames, week="2026-05-18")
    assert scenario.past is not None
    # The same segments a week, 672 slots, earlier
    before = result.report.roster.segments
    assert [(s.csr_id, s.start + 672, s.activity) for s in scenario.past.segments] == [
        (s.csr_id, s.start, s.activity) for s in before
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"time_limit": 0}, "time_limit: found 0, allowed: seconds above 0"),
        ({"time_limit": float("nan")}, "time_limit: found nan"),
        ({"seed": -1}, "seed: found -1, allowed: 0 to 2147483647"),
        ({"gap": -0.1}, "gap: found -0.1, allowed: 0 or more"),
        ({"replications": -5}, "replications: found -5"),
    ],
)
def test_limits_outside_their_range(
    solved: tuple[Path, scheduler.Result], options: dict[str, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        scheduler.solve(solved[1].report.scenario, **options)  # type: ignore[arg-type]


def test_whoever_watches_may_stop_the_search(solved: tuple[Path, scheduler.Result]) -> None:
    seen = []
    result = scheduler.solve(
        solved[1].report.scenario,
        time_limit=86_400,  # a day: only the stop ends it
        replications=0,
        progress=seen.append,
        stop=lambda: any(reached.objective is not None for reached in seen),
    )
    assert result.summary["status"] in ("interrupted", "optimal")
    assert result.objective <= max(p.objective for p in seen if p.objective is not None)
    assert len(result.simulation) == 0


def test_a_contradiction_names_rows_of_frames(tmp_path: Path) -> None:
    # Ana is pinned to the phones on Tuesday from 9 to 12, the hours of her team's meeting
    frames = scheduler.frames_of(write_centre(tmp_path, **FULL))
    with pytest.raises(scheduler.Contradiction) as caught:
        scheduler.solve(scheduler.Scenario.from_frames(**frames), time_limit=30)
    sources = {clause.source for clause in caught.value.clauses}
    assert {"meetings: row 0", "pins: row 0"} <= sources
