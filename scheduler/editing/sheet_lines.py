"""Whose line is which in a sheet that may have been sorted, and whether all of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from openpyxl.utils import get_column_letter

from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import nearest, shown
from scheduler.reporting.files.workbook.original_sheet import PlacedSheet
from scheduler.reporting.findings import words

HEADING = "CSR"


class Faults(Protocol):
    """Takes what is wrong with a cell."""

    def fault(self, cell: str, found: str, allowed: str) -> None: ...


def cell_name(sheet: str, row: int, column: int) -> str:
    """`Week!F12` of a line and a column counted from 0."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def lines_of(
    sheet: Any, placed: PlacedSheet, scenario: Scenario, faults: Faults
) -> Iterator[tuple[str, int]]:
    """People with their lines (from 0), in the order of the sheet.

    A person whose line is missing, there twice or in merged cells is a fault, and so is a
    column that was moved.
    """
    top = _heading(sheet, placed)
    if top is None or not _columns_stand(sheet, placed, scenario, top):
        cell = cell_name(placed.name, 0 if top is None else top, placed.id_column)
        faults.fault(cell, "found columns that were moved", "the columns as they were written")
        return
    people = scenario.everybody.csr
    seen: dict[str, int] = {}
    merged = _merged(sheet, placed, top, faults)
    for row in range(top + 1, sheet.max_row):
        value = sheet.cell(row + 1, placed.id_column + 1).value
        csr_id = str(value).strip() if value is not None else ""
        if not csr_id or csr_id == HEADING:
            continue
        cell = cell_name(placed.name, row, placed.id_column)
        if csr_id in seen:
            found = f"found {csr_id} again, as in line {seen[csr_id] + 1}"
            faults.fault(cell, found, "one line for each person")
        elif csr_id not in people:
            allowed = f"people of csrs.csv{nearest(csr_id, people)}"
            faults.fault(cell, f"found {shown(csr_id)}, whom csrs.csv does not have", allowed)
        else:
            seen[csr_id] = row
            if row not in merged:
                yield csr_id, row
    for csr_id, row in placed.lines:
        if csr_id not in seen and csr_id in people:
            name = people[csr_id].name
            cell = cell_name(placed.name, row, placed.id_column)
            faults.fault(cell, f"found no line of {name} ({csr_id})", _instead(placed))


def _instead(placed: PlacedSheet) -> str:
    if placed.kind == "week":
        return "a line for everybody; a day off is written `off`"
    return "everybody who was at work; who is off has an empty line, or `off` in the week"


def _heading(sheet: Any, placed: PlacedSheet) -> int | None:
    """The line of the headings."""
    for row in range(min(20, sheet.max_row)):
        if sheet.cell(row + 1, placed.id_column + 1).value == HEADING:
            return row
    return None


def _columns_stand(sheet: Any, placed: PlacedSheet, scenario: Scenario, top: int) -> bool:
    """Whether the columns of days or slots are where they were written."""
    grid = scenario.grid
    for at in range(placed.first, placed.last):
        if placed.kind == "week":
            row, text = top, words.short_date(grid.date(at))
        else:
            row, text = top + 1, f"{grid.of_day(at) * grid.slot_minutes % 60:02d}"
        column = placed.first_column + at - placed.first
        if str(sheet.cell(row + 1, column + 1).value) != text:
            return False
    behind = sheet.cell(top + 2, placed.first_column + placed.last - placed.first + 1).value
    return placed.kind == "week" or not (isinstance(behind, str) and behind.isdigit())


def _merged(sheet: Any, placed: PlacedSheet, top: int, faults: Faults) -> set[int]:
    """Lines with merged cells in the people's part of the sheet, each reported."""
    last = placed.first_column + placed.last - placed.first
    people = _people_rows(sheet, placed, top)
    found: set[int] = set()
    for area in sorted(sheet.merged_cells.ranges, key=lambda a: (a.min_row, a.min_col)):
        rows = set(range(area.min_row - 1, area.max_row)) & people
        if rows and area.min_col - 1 < last and area.max_col - 1 >= placed.id_column:
            found |= rows
            faults.fault(f"{placed.name}!{area.coord}", "found merged cells", "one value a cell")
    return found


def _people_rows(sheet: Any, placed: PlacedSheet, top: int) -> set[int]:
    """Lines below the headings that name somebody."""
    return {
        row
        for row in range(top + 1, sheet.max_row)
        if str(sheet.cell(row + 1, placed.id_column + 1).value or "").strip() not in ("", HEADING)
    }
