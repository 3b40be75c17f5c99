"""Cases of a sweep run on workers; what is done is kept, and is not done again.

Each case is kept in a folder of its own that appears all at once, with a fingerprint of
everything that it came from: work that was killed and is started again goes on where it was, and a
case whose inputs have changed is done again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from pathlib import Path

from scheduler.domain.sweep import CaseResult, SweepCase
from scheduler.pipeline.limits import never
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.sweep.executors import workers
from scheduler.pipeline.sweep.sweep_worker import end_all, run_case

VOUCHER = "done.json"
TRIES = 2  # a failed worker costs a case one retry
LOOK_S = 0.5

Say = Callable[[str], None]
Outcomes = dict[str, CaseResult]


def run_cases(
    cases: Sequence[SweepCase],
    place: Path,
    what: str,
    number: int | None = None,
    dask: str | None = None,
    say: Say = lambda _: None,
    stop: Callable[[], bool] = never,
) -> tuple[Outcomes, Outcomes]:
    """What is done and what has failed, by name; a case in neither was not come to.

    `place` keeps what is done; `what` names the cases in the words of `say`. Raises NoCluster.
    """
    done = {case.name: found for case in cases if (found := _kept(place, case)) is not None}
    left = [case for case in cases if case.name not in done]
    if done:
        say(f"{len(done)} of {len(cases)} {what} are done already")
    failed: Outcomes = {}
    if not left:
        return done, failed
    with workers(number or os.cpu_count() or 1, dask) as pool:
        submit = pool.submit
        for found in _finished(left, lambda case: submit(run_case, case), say, stop):
            if found.files:
                case = next(case for case in left if case.name == found.name)
                _keep(place, case, found)
                done[found.name] = found
            else:
                failed[found.name] = found
            say(f"{len(done) + len(failed)}/{len(cases)} {found.name}{_outcome(found)}")
    return done, failed


def _finished(
    cases: Sequence[SweepCase],
    submit: Callable[[SweepCase], Future[CaseResult]],
    say: Say,
    stop: Callable[[], bool],
) -> Iterator[CaseResult]:
    """Results as they come; a case whose worker failed is given out once more."""
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


def home_of(place: Path, name: str) -> Path:
    """The folder of a case's results: its name in plain letters, and a digest of it."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return place / f"{plain}-{digest}"


def _kept(place: Path, case: SweepCase) -> CaseResult | None:
    """What an earlier sweep has done of this very case; None where it has not."""
    home = home_of(place, case.name)
    try:
        voucher = json.loads((home / VOUCHER).read_text(encoding="utf-8"))
        if voucher["fingerprint"] != case.fingerprint:
            return None
        files = {name: (home / name).read_bytes() for name in voucher["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return CaseResult(case.name, files)


def _keep(place: Path, case: SweepCase, found: CaseResult) -> None:
    """Results into their folder; what vouches for them is written last."""
    home = home_of(place, case.name)
    (home / VOUCHER).unlink(missing_ok=True)
    with results.staged(home) as folder:
        for name, data in found.files.items():
            (folder / name).write_bytes(data)
    voucher = {"scenario": case.name, "fingerprint": case.fingerprint, "files": sorted(found.files)}
    text = json.dumps(voucher, indent=2) + "\n"
    part = home / f".{VOUCHER}"
    part.write_text(text, encoding="utf-8")
    part.replace(home / VOUCHER)
