"""Conflicts as a table: a row for each place that a change would edit."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.domain.conflict import Conflict, Demand, Edit

COLUMNS = (
    "conflict",
    "rule",
    "csr_id",
    "source",
    "demand",
    "change",
    "edit_source",
    "edit_column",
    "old",
    "new",
)


def write_conflicts(path: Path, conflicts: Iterable[Conflict]) -> None:
    """One row for each edit of the change of each clause; clauses without a change have one too."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(conflicts))


def _rows(conflicts: Iterable[Conflict]) -> Iterator[tuple[object, ...]]:
    for number, conflict in enumerate(conflicts, start=1):
        for demand in conflict.demands:
            yield from _of_demand(number, demand)


def _of_demand(number: int, demand: Demand) -> Iterator[tuple[object, ...]]:
    clause, cure = demand.clause, demand.cure
    own = (number, clause.rule, clause.csr_id, clause.source, clause.sentence)
    if cure is None:
        yield (*own, "", "", "", "", "")
        return
    for edit in cure.edits:
        yield (*own, cure.words, edit.source, edit.column, edit.old, _new(edit))


def _new(edit: Edit) -> str:
    """The new value; of a row that is added its cells, `column=value` joined by semicolons."""
    return ";".join(f"{column}={value}" for column, value in edit.row) or edit.new
