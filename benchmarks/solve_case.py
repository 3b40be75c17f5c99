"""One case solved one way, in a process of its own: what came of it as JSON.

    python -m benchmarks.solve_case FOLDER --how product --time-limit 60 --to RESULTS

The product runs as `scheduler schedule` does, from the input folder to the written and
audited results. A peer gets the same scenario and requirements and gives a roster back;
it is priced and audited by the same arithmetic.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

import click

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.rostering.answer import Progress

PRODUCT = "product"
PEERS = ("naive", "pyworkforce", "timefold")
Tell = Callable[[float, float | None, float | None], None]  # seconds, objective, bound


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--how", type=click.Choice([PRODUCT, *PEERS]), default=PRODUCT)
@click.option("--time-limit", "limit_s", type=float, default=60.0)
@click.option("--to", "results", type=click.Path(path_type=Path), required=True)
def main(folder: Path, how: str, limit_s: float, results: Path) -> None:
    """Solve FOLDER; RESULTS gets result.json and, from the product, everything it writes."""
    began = perf_counter()
    trace: list[tuple[float, float | None, float | None]] = []

    def tell(seconds: float, objective: float | None, bound: float | None) -> None:
        trace.append((seconds, objective, bound))

    results.mkdir(parents=True, exist_ok=True)
    try:
        found = (
            _product(folder, limit_s, results, tell)
            if how == PRODUCT
            else _peer(how, folder, limit_s, tell)
        )
    except Exception as error:  # a case that fails is a row of the table
        found = {"failed": f"{type(error).__name__}: {error}"[:300]}
    found |= {"trace": trace, "whole_s": perf_counter() - began}
    (results / "result.json").write_text(json.dumps(found), encoding="utf-8")


def _product(folder: Path, limit_s: float, results: Path, tell: Tell) -> dict[str, object]:
    from scheduler.pipeline import stages as pipeline

    def progress(reached: Progress) -> None:
        if reached.seconds:  # stages before and after the search report none
            tell(reached.seconds, reached.objective, reached.bound)

    options = pipeline.Options(time_limit_s=limit_s)
    report = pipeline.schedule(folder, results, options, progress)
    return {
        "status": report.status,
        "objective": report.objective,
        "bound": report.bound,
        "gap": report.gap,
        "regret": report.regret,
        "required_hours": report.terms.required_hours,
        "violations": len(report.violations),
        "terms": report.terms.figures(),
        "stages": dict(report.seconds),
    }


def _peer(how: str, folder: Path, limit_s: float, tell: Tell) -> dict[str, object]:
    from scheduler.loading import load
    from scheduler.objective.price import price
    from scheduler.staffing.requirements import require
    from scheduler.verification.auditor import audit

    scenario = load(folder)
    requirements = require(scenario, forecast(scenario).volumes)
    rosterer: Callable[[Scenario, Requirements, float, Tell], Roster | None]
    rosterer = import_module(f"benchmarks.peers.with_{how}").roster
    began = perf_counter()
    roster = rosterer(scenario, requirements, limit_s, tell)
    seconds = perf_counter() - began
    if roster is None:
        return {"failed": "no roster within the time", "search_s": seconds}
    terms = price(scenario, requirements, roster)
    return {
        "objective": terms.total,
        "required_hours": terms.required_hours,
        "violations": sum(1 for _ in audit(scenario, requirements, roster)),
        "terms": terms.figures(),
        "search_s": seconds,
    }


if __name__ == "__main__":
    main()
