"""The hidden sheet from which a changed workbook is understood, without any other file.

It holds the roster as it was written, where its people and days stand on the other sheets,
the digest of the inputs, and the edits that were kept before. All cells are text, which no
spreadsheet program rewrites. Each row begins with its kind; `editing/` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scheduler.domain.kept_edits import KeptEdit
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.findings.run_report import Report

SHEET = "Original roster"
FORMAT = "1"
NOTE = "The roster as it was made. Please leave this sheet as it is: edits are found by it."


@dataclass(frozen=True)
class PlacedSheet:
    """Where a sheet has its people and days; lines and columns count from 0.

    The columns from `first_column` on are the days from `first` to `last` of a week's sheet
    (`kind` "week"), or the slots from `first` to `last` of a day's sheet ("day"), ends
    excluded. `lines` has the line of each person, `words` what a week's sheet says where
    somebody has no shift, by person and day.
    """

    name: str
    kind: str
    first: int
    last: int
    id_column: int
    first_column: int
    lines: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int, str], ...] = ()


def write_original(
    sheet: Any, formats: Formats, report: Report, placed: Iterable[PlacedSheet]
) -> None:
    """One row for each fact, hidden."""
    sheet.hide()
    sheet.write_string(0, 0, NOTE, formats.note)
    print_set_up(sheet, f"{report.scenario.name}, original roster")
    for line, row in enumerate(_rows(report, placed), start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, str(cell))


def _rows(report: Report, placed: Iterable[PlacedSheet]) -> Iterator[tuple[object, ...]]:
    grid = report.scenario.grid
    yield "format", FORMAT
    yield "digest", report.scenario.digest
    yield "first_day", grid.first_day.isoformat()
    yield "days", grid.days
    yield "slot_minutes", grid.slot_minutes
    for sheet in placed:
        yield (
            sheet.kind, sheet.name, sheet.first, sheet.last, sheet.id_column, sheet.first_column,
        )  # fmt: skip
        for csr_id, line in sheet.lines:
            yield "line", sheet.name, csr_id, line
        for csr_id, day, text in sheet.words:
            yield "word", sheet.name, csr_id, day, text
    for s in report.roster.segments:
        yield "segment", s.csr_id, s.start, s.end, s.activity, "yes" if s.paid else "no"
    yield from _kept(report.scenario.edits)


def _kept(edits: Iterable[KeptEdit]) -> Iterator[tuple[object, ...]]:
    for edit in edits:
        yield "edit", edit.csr_id, edit.day, edit.place, edit.sentence
        for pin in edit.pins:
            yield "pin", pin.csr_id, pin.start, pin.end, pin.activity, pin.source
