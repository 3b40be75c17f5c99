"""`scheduler scenarios`: every scenario of a file rostered for real, on one or many machines.

What is done is kept in OUTPUTS/scenarios/<name>/ (`case_runs.py`), so that a sweep that was
killed and is started again goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from scheduler.domain.sweep import (
    FAILED,
    NOT_RUN,
    REFUSED,
    CaseOptions,
    SweepCase,
    SweepRow,
    WhatIf,
)
from scheduler.loading import load
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.scenario_grid import read_grid
from scheduler.pipeline.limits import never
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.sweep.case_runs import Outcomes, Say, run_cases
from scheduler.pipeline.sweep.sweep_inputs import case_of, files_of
from scheduler.pipeline.sweep.sweep_results import row_of
from scheduler.reporting.page.scenarios_page import write_scenarios

FOLDER = "scenarios"
BAD_INPUT = 2  # exit code of a run whose inputs have faults: those of the scenario's changes


def sweep(
    inputs: Path,
    grid: Path,
    outputs: Path,
    options: CaseOptions,
    number: int | None = None,
    dask: str | None = None,
    say: Say = lambda _: None,
    stop: Callable[[], bool] = never,
) -> list[SweepRow]:
    """Every scenario's row, in the order of the file; writes scenarios.csv and scenarios.html.

    Once `stop` says yes, what is done until then is the table. Raises InputFaults for the inputs
    or the file of scenarios, OutputFault and NoCluster.
    """
    asked = read_grid(grid)
    load(inputs)
    results.probe(outputs, inputs)
    files, digest = files_of(inputs), InputFolder(inputs).digest()
    cases, refused = _prepared(asked, files, options)
    place = outputs / FOLDER
    done, failed = run_cases(cases, place, "scenarios", number, dask, say, stop)
    rows = [_row(what, done, failed, refused) for what in asked]
    if all(row.status == REFUSED for row in rows):
        return rows
    with results.staged(outputs) as folder:
        write_scenarios(folder, rows, digest)
    return rows


def _prepared(
    asked: Sequence[WhatIf], files: dict[str, bytes], options: CaseOptions
) -> tuple[list[SweepCase], dict[str, str]]:
    """Scenarios that can be run, and the words for those that cannot."""
    cases, refused = list[SweepCase](), dict[str, str]()
    for what in asked:
        faults = what.faults
        if not faults:
            try:
                case = case_of(what, files, options)
            except ValueError as error:
                faults = (f"{what.source}: {error}",)
            else:
                cases.append(case)
        if faults:
            refused[what.name] = "; ".join(faults)
    return cases, refused


def _row(
    what: WhatIf,
    done: Outcomes,
    failed: Outcomes,
    refused: dict[str, str],
) -> SweepRow:
    if what.name in done:
        return row_of(what, done[what.name].files)
    if what.name in refused:
        return SweepRow(what.name, REFUSED, what.changes, words=refused[what.name])
    found = failed.get(what.name)
    if found is None:
        return SweepRow(what.name, NOT_RUN, what.changes, words="the sweep was interrupted")
    if found.code == BAD_INPUT:
        return SweepRow(what.name, REFUSED, what.changes, words=f"{what.source}: {found.words}")
    return SweepRow(what.name, FAILED, what.changes, words=found.words)
