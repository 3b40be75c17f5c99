"""changes.csv and diff.csv: a row for each day of a person that differs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.domain.roster import Shift
from scheduler.domain.scenario import Scenario
from scheduler.publishing.change_words import what_changed
from scheduler.publishing.roster_changes import DayChange
from scheduler.reporting.files.output_tables import harmless

COLUMNS = (
    "csr_id", "name", "date", "was_start", "was_end", "start", "end", "segments", "hours",
    "dollars", "change",
)  # fmt: skip


def write_changes(path: Path, scenario: Scenario, changes: Iterable[DayChange]) -> None:
    """The table; moments with their offset, empty where there is no shift or no price."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for change in changes:
            writer.writerow(_row(scenario, change))


def _row(scenario: Scenario, change: DayChange) -> Iterator[str]:
    csr = scenario.everybody.csr.get(change.csr_id)
    yield change.csr_id
    yield harmless(csr.name) if csr is not None else ""
    yield scenario.grid.date(change.day).isoformat()
    yield from _span(scenario, change.before)
    yield from _span(scenario, change.after)
    yield str(change.segments)
    yield f"{change.slots * scenario.grid.slot_hours:g}"
    yield "" if change.dollars is None else f"{round(change.dollars, 2) + 0.0:.2f}"
    yield harmless(what_changed(scenario, change))


def _span(scenario: Scenario, shift: Shift | None) -> tuple[str, str]:
    if shift is None:
        return "", ""
    grid = scenario.grid
    return grid.moment(shift.start).isoformat(), grid.moment(shift.end).isoformat()
