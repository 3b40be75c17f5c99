"""The ladder: generated centres of 10 to 5,000 CSRs, solved and set beside peers.

    python -m benchmarks.ladder --short          about a quarter of an hour
    python -m benchmarks.ladder --full           all sizes, loads and mixes of languages
    python -m benchmarks.ladder --case 250 .95 scarce --time-limit 20
    python -m benchmarks.bench_report                  its tables and plot into docs

Every case is written as an input folder and solved in a process of its own, one at a
time. Rows are printed and written as they come, so that a run may be ended at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from benchmarks import bench_report as report
from benchmarks.bench_centres import COMMON, PHONES, PLAIN, SCARCE, TRAITS, WHOLE, Case, write
from benchmarks.ladder_rows import Row, reached, regret_of, result, surplus_share, write_rows
from benchmarks.load import Loads
from benchmarks.process import Ran, run
from benchmarks.solve_case import PRODUCT

SIZES = (10, 24, 60, 250, 1000, 5000)
LOADS = (0.80, 0.95, 1.05)
LIMIT_S = 60.0
LIMITS_S = {5000: 300.0}  # where it is not LIMIT_S
UNEVEN_CASES = ((24, 0.95), (60, 1.05), (1000, 0.95))  # at 1.05 weekdays are short
PEER_SIZES = (24, 60)
REDUCED = {"timefold": PHONES, "pyworkforce": PLAIN}
SHORT_PEERS_S = 40.0  # on reduced cases, to keep within a quarter of an hour
GRACE_S = 900.0  # for reading, staffing, auditing and writing besides the search


@dataclass(frozen=True)
class LadderRun:
    case: Case
    how: str
    limit_s: float


def short() -> list[LadderRun]:
    """The runs of `make bench`."""
    ours = [LadderRun(Case(people), PRODUCT, LIMIT_S) for people in (10, 24, 60, 250, 1000)]
    return [*ours, *_uneven(), *_peers(SHORT_PEERS_S)]


def full() -> list[LadderRun]:
    """The runs of `make bench-full`."""
    ours = [
        LadderRun(Case(people, load, languages), PRODUCT, LIMITS_S.get(people, LIMIT_S))
        for people in SIZES
        for load in LOADS
        for languages in (COMMON, SCARCE)
    ]
    return [*ours, *_uneven(), *_peers(LIMIT_S)]


def _uneven() -> Iterator[LadderRun]:
    """Centres with all the traits that the others lack."""
    for people, load in UNEVEN_CASES:
        yield LadderRun(Case(people, load, traits=TRAITS), PRODUCT, LIMIT_S)


def _peers(limit_s: float) -> Iterator[LadderRun]:
    """Each peer on the cases that it can express, beside the product with as much time."""
    for people in PEER_SIZES:
        yield LadderRun(Case(people), "naive", LIMIT_S)  # the product's row is in the ladder
        for peer, kind in REDUCED.items():
            yield LadderRun(Case(people, kind=kind), PRODUCT, limit_s)
            yield LadderRun(Case(people, kind=kind), peer, limit_s)


@click.command()
@click.option("--short", "which", flag_value="short", default="short", help="Under 15 minutes.")
@click.option("--full", "which", flag_value="full", help="All sizes, loads and languages.")
@click.option(
    "--case",
    "one",
    type=(int, float, click.Choice([COMMON, SCARCE])),
    help="One centre instead: CSRs, load, languages.",
)
@click.option("--time-limit", type=float, help="Seconds of search, in place of the ladder's.")
@click.option("--seed", default=1, help="Of the generated centres.")
@click.option("--no-peers", is_flag=True, help="The product alone.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("benchmarks/results"),
    help="Where cases, results and ladder.csv go.",
)
def main(
    which: str,
    one: tuple[int, float, str] | None,
    time_limit: float | None,
    seed: int,
    no_peers: bool,
    folder: Path,
) -> None:
    """Measure on this machine; two cores and nothing else running give steady figures."""
    runs = (
        [LadderRun(Case(*one), PRODUCT, LIMIT_S)]
        if one
        else (short() if which == "short" else full())
    )
    runs = [
        replace(r, case=replace(r.case, seed=seed), limit_s=time_limit or r.limit_s)
        for r in runs
        if not (no_peers and (r.how != PRODUCT or r.case.kind != WHOLE))
    ]
    seconds = sum(r.limit_s for r in runs)
    click.echo(f"{len(runs)} runs, {seconds / 60:.0f} minutes of search, {os.cpu_count()} cores")
    if which == "short" and not one:
        click.echo("left out, see --full: 5,000 CSRs, loads .80 and 1.05, scarce languages")
    rows: list[Row] = []
    for each in runs:
        rows.append(measured(each, folder, rows))
        click.echo(report.line(rows[-1]))
        write_rows(folder / "ladder.csv", rows)
    click.echo("\n" + report.text(rows))


def measured(asked: LadderRun, folder: Path, earlier: list[Row]) -> Row:
    """Write the case, solve it, and see what came of it."""
    case = asked.case
    inputs = folder / "cases" / case.name
    loads = write(case, inputs)
    results = folder / "runs" / f"{case.name}-{asked.how}"
    (results / "result.json").unlink(missing_ok=True)
    ran = run(
        ("benchmarks.solve_case", str(inputs), "--how", asked.how, "--to", str(results),
         "--time-limit", str(asked.limit_s)),
        limit_s=asked.limit_s + GRACE_S,
    )  # fmt: skip
    row = _row(asked, loads, ran, result(results))
    if asked.how == PRODUCT and row.objective is not None:
        row = replace(row, audit=_audit(inputs, results))
    return row if asked.how == PRODUCT else _beside(row, earlier)


def _row(asked: LadderRun, loads: Loads, ran: Ran, found: dict[str, Any]) -> Row:
    case = asked.case
    row = Row(
        asked.how, case.name, case.people, case.load, case.mix, case.kind, loads.load,
        asked.limit_s, memory_mib=ran.peak_mib, whole_s=ran.seconds, cpu_s=ran.cpu_s,
    )  # fmt: skip
    if "objective" not in found:
        last = ran.output.strip().splitlines()[-1:] or [f"exit code {ran.code}"]
        failed = str(found.get("failed", last[0]))
        failed = failed if ran.code == 0 else f"{failed}: {last[0]}"[:200]
        return replace(row, failed=failed, search_s=found.get("search_s"))
    terms, objective = found["terms"], float(found["objective"])
    required = float(found["required_hours"])
    broken = int(found["violations"])
    trace = found["trace"]
    return replace(
        row,
        objective=objective,
        bound=found.get("bound"),
        bound_of=PRODUCT if "bound" in found else "",
        gap=found.get("gap"),
        regret=found.get("regret"),
        surplus_share=surplus_share(terms, objective),
        required_hours=required,
        shortage_hours=terms["shortage_hours"],
        search_s=found.get("search_s") or found["stages"]["roster"],
        audit="clean" if not broken else f"{broken} broken",
        **reached(trace, required),
    )


def _beside(row: Row, earlier: list[Row]) -> Row:
    """A peer's regret against the bound that the product proved for the same case."""
    bounds = [r.bound for r in earlier if r.case == row.case and r.bound is not None]
    if not bounds or row.objective is None or row.required_hours is None:
        return row
    left = row.objective - max(bounds)
    return replace(
        row,
        bound=max(bounds),
        bound_of=PRODUCT,
        gap=max(0.0, left) / max(1.0, abs(row.objective)),
        regret=regret_of(left, row.required_hours),
    )


def _audit(inputs: Path, results: Path) -> str:
    """The verdict of `scheduler audit`, a program without a solver, on what was written."""
    ran = run(("scheduler", "audit", str(inputs), str(results / "roster.csv")), GRACE_S)
    return "clean" if ran.code == 0 else f"exit code {ran.code}"


if __name__ == "__main__":
    main()
