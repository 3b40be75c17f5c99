"""The tables next to a roster file, compared with the roster itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from scheduler.costing.pay import CostRow
from scheduler.domain.coverage import CoverageRow
from scheduler.domain.grid import Grid

CENT = 0.005
Key = tuple[object, ...]
Figures = Mapping[str, float]


def differences(
    folder: Path, grid: Grid, coverage: tuple[CoverageRow, ...], cost: tuple[CostRow, ...]
) -> Iterator[str]:
    """A sentence for each table of the folder that differs from the roster's own figures.

    That is no broken rule: a roster edited by hand leaves the tables of its run behind.
    """
    seen: dict[Key, Figures] = {
        (grid.moment(row.start), row.channel, row.language): {
            "required": row.required,
            "scheduled": row.scheduled,
            "short": row.short,
            "over": row.over,
        }
        for row in coverage
    }
    yield from _table(folder / "coverage.csv", ("start", "channel", "language"), seen)
    paid: dict[Key, Figures] = {
        (row.csr_id,): {
            "paid_hours": row.paid_hours,
            "leave_hours": row.leave_hours,
            "overtime_hours": row.overtime_hours,
            "total": row.total,
        }
        for row in cost
    }
    yield from _table(folder / "cost.csv", ("csr_id",), paid)


def _table(path: Path, keys: tuple[str, ...], own: Mapping[Key, Figures]) -> Iterator[str]:
    """At most one sentence: how many rows differ, and the first of them."""
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = {tuple(_key(k, row[k]) for k in keys): row for row in csv.DictReader(file)}
        found = [_first_difference(key, rows.get(key), figures) for key, figures in own.items()]
    except (KeyError, ValueError, TypeError):
        yield f"{path.name} next to the roster cannot be read as one of its tables"
        return
    different = [text for text in found if text]
    different += [f"{_words(key)} is in the table only" for key in rows if key not in own]
    if different:
        yield (
            f"{path.name} next to the roster differs in {len(different)} of "
            f"{max(len(rows), len(own))} rows; first: {different[0]}"
        )


def _key(column: str, text: str) -> object:
    return datetime.fromisoformat(text) if column == "start" else text


def _first_difference(key: Key, row: Mapping[str, str] | None, own: Figures) -> str:
    if row is None:
        return f"{_words(key)} is missing"
    for column, value in own.items():
        if abs(float(row[column]) - value) > CENT:
            return f"{_words(key)}: {column} {row[column]}, the roster has {value:g}"
    return ""


def _words(key: Key) -> str:
    return " ".join(f"{part:%a %H:%M}" if isinstance(part, datetime) else str(part) for part in key)
