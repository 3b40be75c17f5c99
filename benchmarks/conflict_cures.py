"""Contradictions planted in inputs/: what is named, how soon, and whether every change frees them.

`python -m benchmarks.conflict_cures` plants each of planted_conflicts.py in a copy of inputs/, asks
why there is no roster, then applies every named change, one at a time, to the files of the copy
and asks again: with a change of each conflict, a roster must be found. Prints a table in Markdown.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import click

from benchmarks.planted_conflicts import CASES, PlantedConflict
from benchmarks.planted_in_crowds import IN_CROWDS
from scheduler.domain.conflict import Conflict, Cure
from scheduler.domain.scenario import Scenario
from scheduler.loading import InputFaults, load
from scheduler.pipeline.edits.input_edits import apply_edits
from scheduler.rostering.conflicts.explain import explain
from scheduler.rostering.conflicts.witness import place, searched

INPUTS = Path(__file__).parents[1] / "inputs"
LIMIT_S = 300.0  # far more than is needed on a machine with nothing else to do
SEARCHED_S = 20.0  # for a roster after a change


@dataclass(frozen=True)
class CureRow:
    """One case: its exit code, what was named, and of how many changes so many freed it."""

    name: str
    code: int
    seconds: float
    cpu_s: float
    clauses: tuple[str, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]
    changes: int
    freed: int


def tried(case: PlantedConflict, folder: Path) -> CureRow:
    """Plant, ask, and apply every change."""
    shutil.copytree(INPUTS, folder)
    case.plant(folder)
    began, worked = perf_counter(), process_time()
    try:
        scenario = load(folder)
    except InputFaults as found:
        words = tuple(str(fault) for fault in found.faults)
        named = tuple(re.findall(r"[a-z_]+\.(?:csv|toml):\d+", " ".join(words)))
        missing = tuple(p for p in case.planted if p not in named)
        seconds, cpu_s = perf_counter() - began, process_time() - worked
        return CureRow(case.name, 2, seconds, cpu_s, named, words, missing, (), 0, 0)
    conflicts = explain(scenario, LIMIT_S).conflicts
    seconds, cpu_s = perf_counter() - began, process_time() - worked
    clauses = [clause for conflict in conflicts for clause in conflict.clauses]
    named = tuple(clause.source for clause in clauses)
    missing = tuple(
        p for p in case.planted if p not in named and p not in {c.rule for c in clauses}
    )
    allowed = {*case.planted, *case.part}
    foreign = tuple(c.rule for c in clauses if not {c.rule, c.source} & allowed)
    every = list(choices(conflicts))
    freed = sum(frees(folder, chosen) for chosen in every)
    words = tuple(d.cure.words for c in conflicts for d in c.demands if d.cure)
    code = 3 if conflicts else 0
    tally = len(every), freed
    return CureRow(case.name, code, seconds, cpu_s, named, words, missing, foreign, *tally)


def choices(conflicts: Sequence[Conflict]) -> Iterator[list[Cure]]:
    """Each change by itself, with the first one of every other conflict."""
    first = [next((d.cure for d in c.demands if d.cure), None) for c in conflicts]
    for number, conflict in enumerate(conflicts):
        rest = [cure for at, cure in enumerate(first) if at != number and cure]
        for demand in conflict.demands:
            if demand.cure:
                yield [*rest, demand.cure]


def frees(folder: Path, cures: Sequence[Cure]) -> bool:
    """Whether a copy of the folder with these changes has a roster that keeps every rule."""
    with tempfile.TemporaryDirectory() as there:
        copy = Path(there) / "changed"
        shutil.copytree(folder, copy)
        apply_edits(copy, [edit for cure in cures for edit in cure.edits])
        return has_roster(load(copy))


def has_roster(scenario: Scenario) -> bool:
    """Whether the search finds a roster that keeps every rule."""
    labour = scenario.labour
    if labour.seats is None and labour.minimum_staff is None:
        return place(scenario, attempts=8).keeps_all
    return searched(scenario, SEARCHED_S).keeps_all


def line(number: int, row: CureRow) -> str:
    """A row of the table."""
    fine = "" if not (row.missing or row.foreign) else f" (missing {row.missing}, {row.foreign})"
    named = ", ".join(dict.fromkeys(row.clauses))
    return (
        f"| {number} | {row.name} | {row.code} | {named}{fine} | {'; '.join(row.words)} "
        f"| {row.freed} of {row.changes} | {row.seconds:.1f} | {row.cpu_s:.1f} |"
    )


def main(numbers: Sequence[str]) -> None:
    """Every case, or those of these numbers."""
    click.echo("| | contradiction | exit | named | changes | work | s | CPU s |")
    click.echo("|---|---|---|---|---|---|---|---|")
    for number, case in enumerate((*CASES, *IN_CROWDS), start=1):
        if not numbers or str(number) in numbers:
            with tempfile.TemporaryDirectory() as there:
                click.echo(line(number, tried(case, Path(there) / "inputs")))


if __name__ == "__main__":
    main(sys.argv[1:])
