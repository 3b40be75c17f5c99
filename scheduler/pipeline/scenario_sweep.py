"""`scheduler scenarios`: every scenario of a file rostered for real, on one or many machines.

What is done is kept in OUTPUTS/scenarios/<name>/, each in a folder that appears all at once, with
a fingerprint of everything that it came from: a sweep that was killed and is started again goes on
where it was, and a scenario whose inputs have changed is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path

from scheduler.domain.sweep import (
    FAILED,
    NOT_RUN,
    REFUSED,
    CaseOptions,
    CaseResult,
    SweepCase,
    SweepRow,
    WhatIf,
)
from scheduler.loading import load
from scheduler.loading.readers.scenario_grid import read_grid
from scheduler.pipeline import outputs as results
from scheduler.pipeline.executors import workers
from scheduler.pipeline.limits import never
from scheduler.pipeline.sweep_inputs import case_of, files_of
from scheduler.pipeline.sweep_results import row_of
from scheduler.pipeline.sweep_worker import end_all, run_case
from scheduler.reporting.page.scenarios_page import write_scenarios

FOLDER, VOUCHER = "scenarios", "done.json"
TRIES = 2  # a failed worker costs a scenario one retry
LOOK_S = 0.5
BAD_INPUT = 2  # exit code of a run whose inputs have faults: those of the scenario's changes

Say = Callable[[str], None]


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
    files = files_of(inputs)
    cases, refused = _prepared(asked, files, options)
    done = {case.name: found for case in cases if (found := _kept(outputs, case)) is not None}
    left = [case for case in cases if case.name not in done]
    if done:
        say(f"{len(done)} of {len(cases)} scenarios are done already")
    failed: dict[str, CaseResult] = {}
    with workers(number or os.cpu_count() or 1, dask) as pool:
        submit = pool.submit
        for found in _finished(left, lambda case: submit(run_case, case), say, stop):
            if found.files:
                case = next(case for case in left if case.name == found.name)
                _keep(outputs, case, found)
                done[found.name] = found
            else:
                failed[found.name] = found
            say(f"{len(done) + len(failed)}/{len(cases)} {found.name}{_outcome(found)}")
    rows = [_row(what, done, failed, refused) for what in asked]
    if all(row.status == REFUSED for row in rows):
        return rows
    with results.staged(outputs) as folder:
        write_scenarios(folder, rows)
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


def _finished(
    cases: Sequence[SweepCase],
    submit: Callable[[SweepCase], Future[CaseResult]],
    say: Say,
    stop: Callable[[], bool],
) -> Iterator[CaseResult]:
    """Results as they come; a scenario whose worker failed is given out once more."""
    tries = dict.fromkeys((case.name for case in cases), 1)
    open_: dict[Future[CaseResult], SweepCase] = {submit(case): case for case in cases}
    while open_:
        ready, _ = wait(open_, timeout=LOOK_S, return_when=FIRST_COMPLETED)
        for future in sorted(ready, key=lambda future: open_[future].name):
            case = open_.pop(future)
            found = _answer(future, case)
            if found.retry and tries[case.name] < TRIES:
                tries[case.name] += 1
                say(f"{case.name}: {found.words}; once more")
                open_[submit(case)] = case
            else:
                yield found
        if stop():
            for future in open_:
                future.cancel()
            end_all()
            return


def _answer(future: Future[CaseResult], case: SweepCase) -> CaseResult:
    """What a worker says; one that died says so itself, or its executor does."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # of any executor: each has its own
        words = f"the worker failed: {type(error).__name__}: {error}"
        return CaseResult(case.name, {}, 1, words, retry=True)


def _outcome(found: CaseResult) -> str:
    return "" if found.files else f": {found.words or 'failed'} (exit code {found.code})"


def _row(
    what: WhatIf,
    done: dict[str, CaseResult],
    failed: dict[str, CaseResult],
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


def home_of(outputs: Path, name: str) -> Path:
    """The folder of a scenario's results: its name in plain letters, and a digest of it."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return outputs / FOLDER / f"{plain}-{digest}"


def _kept(outputs: Path, case: SweepCase) -> CaseResult | None:
    """What an earlier sweep has done of this very case; None where it has not."""
    home = home_of(outputs, case.name)
    try:
        voucher = json.loads((home / VOUCHER).read_text(encoding="utf-8"))
        if voucher["fingerprint"] != case.fingerprint:
            return None
        files = {name: (home / name).read_bytes() for name in voucher["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return CaseResult(case.name, files)


def _keep(outputs: Path, case: SweepCase, found: CaseResult) -> None:
    """Results into their folder; what vouches for them is written last."""
    home = home_of(outputs, case.name)
    (home / VOUCHER).unlink(missing_ok=True)
    with results.staged(home) as folder:
        for name, data in found.files.items():
            (folder / name).write_bytes(data)
    voucher = {"scenario": case.name, "fingerprint": case.fingerprint, "files": sorted(found.files)}
    text = json.dumps(voucher, indent=2) + "\n"
    part = home / f".{VOUCHER}"
    part.write_text(text, encoding="utf-8")
    part.replace(home / VOUCHER)
