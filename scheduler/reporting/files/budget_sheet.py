"""One sheet of the budget workbook: cells with formulas and the values that they come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from scheduler.reporting.files.workbook.formats import Formats, print_set_up

Value = str | float | int | None


class Formula(tuple[str, float | str]):
    """A formula and its value, so that a reader that does not calculate shows figures too."""

    __slots__ = ()

    def __new__(cls, text: str, value: float | str) -> Formula:
        return super().__new__(cls, (text, value))


class BudgetSheet:
    """Writes tables below each other; formats follow the unit of a column.

    `kinds` of columns: `text`, `words` (which run on to the right), `hours`, `money`, `share` and
    `factor`.
    """

    def __init__(self, book: Any, formats: Formats, name: str, title: str, note: str) -> None:
        self.name = name
        self.sheet = book.add_worksheet(name)
        self.formats = formats
        boxed = {"font_name": "Calibri", "font_size": 10, "border": 1, "border_color": "#BFBFBF"}
        self._kinds = {
            "text": formats.wrapped,
            "words": formats.top,
            "hours": formats.hours,
            "money": formats.money,
            "share": book.add_format({**boxed, "num_format": "0.00%"}),
            "factor": book.add_format({**boxed, "num_format": "#,##0.0000"}),
        }
        self._totals = {
            "text": formats.total,
            "words": formats.total,
            "hours": formats.total_hours,
            "money": formats.total_money,
            "share": book.add_format({**boxed, "bold": True, "num_format": "0.00%"}),
            "factor": formats.total_hours,
        }
        self.sheet.write_string(0, 0, title, formats.title)
        self.sheet.write_string(1, 0, note, formats.note)
        self.sheet.hide_gridlines(2)
        print_set_up(self.sheet, title)
        self.row = 3

    def widths(self, *widths: float) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def head(self, names: Sequence[str], first_right: int = 1) -> None:
        for column, name in enumerate(names):
            style = self.formats.head if column < first_right else self.formats.head_right
            self.sheet.write_string(self.row, column, name, style)
        self.row += 1

    def line(
        self, cells: Sequence[Value | Formula], kinds: Sequence[str], total: bool = False
    ) -> int:
        """One row; the number of the row that it was written in, from 0."""
        styles = self._totals if total else self._kinds
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            style = styles[kind]
            if isinstance(cell, Formula):
                text, value = cell
                self.sheet.write_formula(self.row, column, text, style, value)
            elif cell is None:
                self.sheet.write_blank(self.row, column, None, style)
            elif isinstance(cell, str):
                self.sheet.write_string(self.row, column, cell, style)
            else:
                self.sheet.write_number(self.row, column, cell, style)
        self.row += 1
        return self.row - 1

    def at(self, row: int, column: int) -> str:
        """Address of a cell from any sheet: `'Staff'!$F$4`."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, True, True)}"

    def gap(self, rows: int = 1) -> None:
        self.row += rows


def cell(row: int, column: int) -> str:
    """`F4`, of the same sheet."""
    return str(xl_rowcol_to_cell(row, column))


def fixed(row: int, column: int) -> str:
    """`$F$4`."""
    return str(xl_rowcol_to_cell(row, column, True, True))


def span(first: int, last: int, column: int) -> str:
    """`$F$4:$F$9`."""
    return f"{fixed(first, column)}:{fixed(last, column)}"
