"""Solve instances of the NRP format and print what was found and what was proven.

    python -m benchmarks.nrp.run Instance1.txt Instance3.txt --time-limit 600 --out rosters

Every roster found is measured by the separate scorer; a roster that it does not accept, or
that it measures otherwise than the engine, is an error of ours and ends the run.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.nrp.instance import Instance, read
from benchmarks.nrp.score import Shifts, score
from benchmarks.nrp.translate import translate
from scheduler.commands.endings import ending
from scheduler.rostering.answer import Progress
from scheduler.rostering.by_tours import solve_by_tours

WIDTHS = (14, 6, 7, 8, 8, 8, 10)


@dataclass(frozen=True)
class Result:
    """One instance solved; `seconds` until the last better roster, and in all."""

    instance: Instance
    shifts: Shifts
    found: int
    bound: int
    best_after: float
    seconds: float

    def cells(self) -> tuple[str, ...]:
        apart = (self.found - self.bound) / max(1, self.found)
        people = len(self.instance.employees)
        return (
            *(self.instance.name, str(people), str(self.found), str(self.bound)),
            *(f"{100 * apart:.2f}%", f"{self.best_after:.0f}", f"{self.seconds:.0f}"),
        )


@click.command()
@click.argument("instances", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--time-limit", default=600.0, show_default=True, help="Seconds for an instance.")
@click.option("--seed", default=1, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes at work.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for rosters, one CSV each.")
@click.option("--quiet", is_flag=True, help="Only the table.")
@ending
def main(
    instances: tuple[Path, ...],
    time_limit: float,
    seed: int,
    workers: int,
    out: Path | None,
    quiet: bool,
) -> None:
    """Solve INSTANCES one after the other, each within the time limit."""
    click.echo(_line(("instance", "people", "found", "bound", "gap", "best s", "seconds")))
    for path in instances:
        result = solve(read(path), time_limit, seed, workers, quiet)
        click.echo(_line(result.cells()))
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            write(out / f"{result.instance.name}.csv", result.shifts)


def solve(
    instance: Instance, time_limit: float, seed: int = 1, workers: int = 2, quiet: bool = True
) -> Result:
    """The best roster within the time limit, measured by the instance's own objective.

    Weights are whole numbers, so the bound is rounded up.
    """
    asked = translate(instance)

    def tell(progress: Progress) -> None:
        if not quiet:
            found = "-" if progress.objective is None else f"{progress.objective:.0f}"
            bound = "-" if progress.bound is None else f"{progress.bound:.0f}"
            line = f"  {progress.seconds:6.1f} s  found {found}  bound {bound}  {progress.stage}"
            click.echo(line, err=True)

    answer = solve_by_tours(
        asked.scenario,
        asked.requirements,
        time_limit,
        seed=seed,
        progress=tell,
        step=1.0,
        workers=workers,
    )
    shifts = asked.shifts(answer.roster)
    measured = score(instance, shifts)
    if measured.broken:
        raise AssertionError(f"{instance.name}: the scorer finds {measured.broken[0]}")
    if abs(measured.total - answer.objective) > 1e-3:
        raise AssertionError(f"{instance.name}: {answer.objective}, scored {measured.total}")
    last = next(p.seconds for p in answer.trace if p.objective == answer.objective)
    return Result(instance, shifts, measured.total, round(answer.bound), last, answer.seconds)


def write(path: Path, shifts: Shifts) -> None:
    """Employee, day and kind of every shift."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("employee", "day", "shift"))
        writer.writerows(_rows(shifts))


def _rows(shifts: Shifts) -> Iterator[tuple[str, int, str]]:
    for employee, own in shifts.items():
        for day, kind in enumerate(own):
            if kind is not None:
                yield employee, day, kind


def _line(cells: tuple[str, ...]) -> str:
    first, *others = (
        cell.ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    return " ".join((first, *others))


if __name__ == "__main__":
    sys.exit(main())
