"""Every option of `scheduler scenarios` and of `scheduler budget` reaches what it is about."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler.domain.sweep import CaseOptions, CaseResult, SweepCase
from scheduler.domain.worth import Worth
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.pipeline.limits import Options
from scheduler.pipeline.office import budgeting, rostered_fte
from scheduler.pipeline.sweep import case_runs
from scheduler.pipeline.sweep.sweep_inputs import files_of
from tests.cli.conftest import Call
from tests.cli.test_scenarios import fake
from tests.docs.pages import ROOT
from tests.loading.test_sheet_tables import as_book


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[CaseOptions]:
    """Options of each scenario that would be rostered."""
    seen: list[CaseOptions] = []

    def run(case: SweepCase) -> CaseResult:
        seen.append(case.options)
        return fake(case)

    monkeypatch.setattr(case_runs, "run_case", run)
    return seen


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ((), {}),
        (("--time-limit", 3), {"time_limit_s": 3.0}),
        (("--seed", 7), {"seed": 7}),
        (("--reproducible",), {"reproducible": True}),
        (("--replications", 5), {"replications": 5}),
        (("--week", "2026-05-20"), {"week": "2026-05-20"}),
        (("--prove",), {"prove": True}),
        (("--quiet",), {}),
    ],
)
def test_each_option_reaches_the_scenarios(
    options: tuple[object, ...],
    changed: dict[str, object],
    inputs: Path,
    tmp_path: Path,
    asked: list[CaseOptions],
    call: Call,
) -> None:
    grid = tmp_path / "grid.toml"
    grid.write_text("[scenario.a]\nvolume = 1\n")
    shown = call("scenarios", inputs, grid, "--out", tmp_path / "out", *options)
    assert shown.exit_code == 0, shown.output
    assert asked == [CaseOptions(**{"time_limit_s": 20.0, **changed})]  # type: ignore[arg-type]


def test_workers_and_cluster_are_asked_for(
    inputs: Path,
    tmp_path: Path,
    asked: list[CaseOptions],
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, str | None]] = []

    @contextmanager
    def pool(number: int, dask: str | None) -> Iterator[Executor]:
        seen.append((number, dask))
        with ThreadPoolExecutor(max_workers=1) as found:
            yield found

    monkeypatch.setattr(case_runs, "workers", pool)
    grid = tmp_path / "grid.toml"
    grid.write_text("[scenario.a]\nvolume = 1\n")
    options = ("--workers", 3, "--dask", "tcp://10.0.0.1:8786")
    assert call("scenarios", inputs, grid, "--out", tmp_path / "out", *options).exit_code == 0
    assert seen == [(3, "tcp://10.0.0.1:8786")]
    assert len(asked) == 1


def rows(outputs: Path, section: str) -> dict[tuple[str, ...], str]:
    """Values of a section of budget.csv by class, item and figure."""
    with (outputs / "budget.csv").open(encoding="utf-8", newline="") as file:
        own = [row for row in csv.DictReader(file) if row["section"] == section]
    return {(row["class"], row["item"], row["figure"]): row["value"] for row in own}


def test_the_plans_volumes_are_rostered_where_that_is_asked_for(
    rostered: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    (inputs / "plan").mkdir()
    for file in (ROOT / "inputs" / "plan").iterdir():
        (inputs / "plan" / file.name).write_bytes(file.read_bytes())
    # From eight people on nothing is short: 8 / (1 - 46.5 / 260 days away) = 9.74 FTE.
    monkeypatch.setattr(rostered_fte, "_short", lambda _load, _week, people: people < 8)
    key = ("The plan's desk", "rostered", "fte")
    assert call("budget", inputs, "--out", outputs).exit_code == 0
    assert key not in rows(outputs, "method")
    assert call("budget", inputs, "--out", outputs, "--rostered-fte").exit_code == 0
    assert float(rows(outputs, "method")[key]) == pytest.approx(8 * 260 / 213.5, abs=1e-6)


def test_the_next_person_stands_beside_the_frontier(
    rostered: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"

    def worth(
        _a: object, _b: object, _c: object, options: Options, _e: object
    ) -> tuple[Worth, ...]:
        return (Worth("5x8", ("es",), 2, 1, -90.0, -1.5, 1_000.0),) if options.worth else ()

    monkeypatch.setattr(budgeting, "worth_of", worth)
    assert call("budget", inputs, "--out", outputs).exit_code == 0
    assert rows(outputs, "worth") == {}
    assert call("budget", inputs, "--out", outputs, "--worth").exit_code == 0
    assert rows(outputs, "worth")["5x8, es", "one more", "missing hours a week"] == "-1.5"
    page = (outputs / "budget.html").read_text(encoding="utf-8")
    frontier = page[page.index('id="frontier"') : page.index('id="roster"')]
    assert "The next person, and the last one" in frontier


def test_a_table_in_a_workbook_is_taken_along_and_not_changed_unseen(
    inputs: Path, tmp_path: Path, asked: list[CaseOptions], call: Call
) -> None:
    as_book(inputs, "forecast", "Contacts")
    assert "forecast.xlsx" in files_of(inputs)
    grid = tmp_path / "grid.toml"
    grid.write_text("[scenario.a]\nvolume = 2\n[scenario.b]\nwages = 2\n")
    shown = call("scenarios", inputs, grid, "--out", tmp_path / "out")
    assert "volume: found forecast.xlsx, allowed: forecast.csv" in shown.stderr
    assert len(asked) == 1


def test_a_year_of_months_needs_the_contacts_as_a_table(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    as_book(inputs, "forecast", "Contacts")
    summary = outputs / "summary.json"
    kept = json.loads(summary.read_text())
    summary.write_text(json.dumps({**kept, "input_digest": InputFolder(inputs).digest()}))
    shown = call("budget", inputs, "--out", outputs, "--year")
    assert shown.exit_code == 2
    assert "--year: volume: found forecast.xlsx" in shown.stderr
