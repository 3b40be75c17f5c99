"""Hours and cost of every person, class totals, and the plan's question: what a contact costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from scheduler.costing.pay import ClassCost, CostRow, by_class, class_cost, cost_per_contact
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report

HEAD = 2
HOURS = ("Paid hours", "Leave hours", "Holiday hours", "Overtime hours")
MONEY = ("Base", "Premiums", "Paid leave", "Holidays", "Total", "Loaded")


def write_cost(sheet: Any, formats: Formats, report: Report) -> None:
    """People first, then classes, both with their sums."""
    title = f"Hours and cost, {words.week(report.scenario.grid)}"
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 14)
    sheet.set_column(3, 2 + len(HOURS) + len(MONEY), 14)
    _headings(sheet, formats, HEAD, ("Name", "CSR", "Class"))
    rows = report.cost
    for line, row in enumerate(rows, start=HEAD + 1):
        texts = (report.name(row.csr_id), row.csr_id, row.pay_class)
        _line(sheet, formats, line, texts, _figures(row))
    bottom = HEAD + 1 + len(rows)
    _sums(sheet, formats, report, bottom)
    below = _classes(sheet, formats, report, bottom + 2)
    contact = cost_per_contact(report.requirements, rows)
    if contact is not None:
        text = f"Loaded cost of one contact: {words.dollars(contact, cents=True)}"
        sheet.write_string(below + 1, 0, text, formats.note)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    sheet.hide_gridlines(2)
    print_set_up(sheet, f"{report.scenario.name}, hours and cost")


def _headings(sheet: Any, formats: Formats, line: int, first: Sequence[str]) -> None:
    for column, text in enumerate((*first, *HOURS, *MONEY)):
        style = formats.head if column < len(first) else formats.head_right
        sheet.write_string(line, column, text, style)


def _figures(row: CostRow | ClassCost) -> tuple[float, ...]:
    """The values below `HOURS` and `MONEY`."""
    return (
        row.paid_hours, row.leave_hours, row.holiday_hours, row.overtime_hours,
        row.base, row.premium, row.leave, row.holiday, row.total, row.loaded,
    )  # fmt: skip


def _line(
    sheet: Any, formats: Formats, line: int, texts: Sequence[str], figures: Sequence[float]
) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(line, column, text, formats.text)
    for column, figure in enumerate(figures, start=len(texts)):
        money = column >= len(texts) + len(HOURS)
        sheet.write_number(line, column, figure, formats.money if money else formats.hours)


def _sums(sheet: Any, formats: Formats, report: Report, line: int) -> None:
    """Sums by formula, with the values that they come to."""
    rows = report.cost
    for column, text in enumerate(("All", "", "")):
        sheet.write_string(line, column, text, formats.total)
    for column, value in enumerate(_figures(class_cost("All", rows)), start=3):
        style = formats.total_hours if column < 3 + len(HOURS) else formats.total_money
        if rows:
            cells = xl_range(HEAD + 1, column, line - 1, column)
            sheet.write_formula(line, column, f"=SUM({cells})", style, value)
        else:
            sheet.write_number(line, column, 0, style)


def _classes(sheet: Any, formats: Formats, report: Report, line: int) -> int:
    """Totals by class; the line below them."""
    _headings(sheet, formats, line, ("Class", "Title", "People"))
    titles = {found.name: found.title for found in report.scenario.pay_classes}
    for found in by_class(report.cost):
        line += 1
        texts = (found.pay_class, titles.get(found.pay_class, ""), str(found.people))
        _line(sheet, formats, line, texts, _figures(found))
    return line + 1
