"""What a workbook says of itself in its hidden sheet: the roster as it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scheduler.domain.grid import Grid
from scheduler.domain.kept_edits import KeptEdit
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Pin
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.reporting.files.workbook.original_sheet import FORMAT, SHEET, PlacedSheet

MADE_BY_US = "a roster.xlsx as `scheduler schedule` writes it, its hidden sheets included"

UNREADABLE = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError)


@dataclass
class Written:
    """The roster that a workbook was made with, and where its people and days stand."""

    file: str
    facts: dict[str, str] = field(default_factory=dict)
    sheets: list[PlacedSheet] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    kept: list[KeptEdit] = field(default_factory=list)

    @property
    def roster(self) -> Roster:
        return Roster.of(self.segments)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.facts["first_day"])

    @property
    def people(self) -> frozenset[str]:
        """Everybody whom a sheet of a week has a line for."""
        week = (sheet.lines for sheet in self.sheets if sheet.kind == "week")
        return frozenset(csr_id for lines in week for csr_id, _ in lines)

    def fits(self, grid: Grid) -> bool:
        """Whether it is of this week, in these slots."""
        facts = (self.facts["first_day"], self.facts["days"], self.facts["slot_minutes"])
        return facts == (grid.first_day.isoformat(), str(grid.days), str(grid.slot_minutes))


def original_beside(path: Path) -> Written | None:
    """What the workbook of some results was made from; None where there is none to read."""
    try:
        book = load_workbook(path, read_only=True)
    except (OSError, *UNREADABLE):
        return None
    try:
        return read_original(book, path.name)
    except InputFaults:
        return None
    finally:
        book.close()


def open_workbook(path: Path) -> Any:
    """The workbook, formulas as they are written. Raises InputFaults for any other file."""
    findings = FaultList()
    place = SourcePlace(str(path), 0)
    if not path.is_file():
        findings.fault(place, "file", "found no such file", "a roster file")
        raise InputFaults(findings.faults)
    try:
        return load_workbook(path)
    except UNREADABLE:
        findings.fault(place, "file", "found no workbook that can be read", MADE_BY_US)
        raise InputFaults(findings.faults) from None


def read_original(book: Any, file: str) -> Written:
    """The hidden sheet. Raises InputFaults where it is missing or was changed."""
    findings = FaultList()
    place = SourcePlace(file, 0)
    if SHEET not in book.sheetnames:
        findings.fault(place, "sheets", f"found no sheet {SHEET!r}", MADE_BY_US)
        raise InputFaults(findings.faults)
    try:
        written = _gather(_texts(book[SHEET]), file)
        complete = {"format", "digest", "first_day", "days", "slot_minutes"} <= set(written.facts)
        if complete and written.facts["format"] == FORMAT and written.first_day:
            return written
        found = f"found the format {written.facts.get('format', 'of nothing')!r}"
    except (ValueError, IndexError, KeyError):
        found = "found rows that were changed"
    findings.fault(place, SHEET, found, f"format {FORMAT!r}, as it was written: make the workbook")
    raise InputFaults(findings.faults)


def check_week(written: Written, grid: Grid, findings: FaultList) -> None:
    """Faults where the workbook is of another week, or of other slots."""
    place, facts = SourcePlace(written.file, 0), written.facts
    first = written.first_day
    if (first, facts["days"]) != (grid.first_day, str(grid.days)):
        found = f"found the roster of {facts['days']} days from {first}"
        allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"
        hint = f" (--week {first} takes the week of this roster)"
        findings.fault(place, SHEET, found, allowed + hint)
    elif facts["slot_minutes"] != str(grid.slot_minutes):
        found = f"found slots of {facts['slot_minutes']} minutes"
        findings.fault(place, SHEET, found, f"slots of {grid.slot_minutes} minutes")


def _texts(sheet: Any) -> Iterator[list[str]]:
    """The cells of each row below the note as texts, without empty ones at its end."""
    for row in sheet.iter_rows(min_row=2, values_only=True):
        cells = ["" if cell is None else str(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _gather(rows: Iterator[list[str]], file: str) -> Written:
    """Raises ValueError, IndexError or KeyError for rows that nobody wrote."""
    found = Written(file)
    lines: dict[str, list[tuple[str, int]]] = {}
    said: dict[str, list[tuple[str, int, str]]] = {}
    for kind, *row in rows:
        match kind:
            case "week" | "day":
                first, last, id_column, first_column = map(int, row[1:5])
                sheet = PlacedSheet(row[0], kind, first, last, id_column, first_column, ())
                found.sheets.append(sheet)
            case "line":
                lines.setdefault(row[0], []).append((row[1], int(row[2])))
            case "word":
                said.setdefault(row[0], []).append((row[1], int(row[2]), row[3]))
            case "segment":
                start, end = int(row[1]), int(row[2])
                found.segments.append(Segment(row[0], start, end, row[3], row[4] == "yes"))
            case "edit":
                found.kept.append(KeptEdit(row[0], int(row[1]), row[2], row[3], ()))
            case "pin":
                pin = Pin(row[0], int(row[1]), int(row[2]), row[3], row[4])
                found.kept[-1] = replace(found.kept[-1], pins=(*found.kept[-1].pins, pin))
            case _:
                found.facts[kind] = row[0]
    found.sheets = [_placed(sheet, lines, said) for sheet in found.sheets]
    return found


def _placed(
    sheet: PlacedSheet,
    lines: Mapping[str, list[tuple[str, int]]],
    said: Mapping[str, list[tuple[str, int, str]]],
) -> PlacedSheet:
    name = sheet.name
    return replace(sheet, lines=tuple(lines.get(name, ())), words=tuple(said.get(name, ())))
