"""roster.xlsx: the week, its days, coverage with native charts, hours and cost, findings.

A supervisor may change the week and the days; `original_sheet.py` says how that is read back.
The same run gives the same bytes: the creation date is the first day of the horizon.
All text is written as text, so that no name can become a formula.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from scheduler.reporting.files.workbook.cost_sheet import write_cost
from scheduler.reporting.files.workbook.coverage_sheet import write_coverage
from scheduler.reporting.files.workbook.day_sheet import write_day
from scheduler.reporting.files.workbook.findings_sheet import write_findings
from scheduler.reporting.files.workbook.formats import Formats
from scheduler.reporting.files.workbook.original_sheet import SHEET, write_original
from scheduler.reporting.files.workbook.week_sheet import write_week
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def write_workbook(path: Path, report: Report) -> None:
    """The whole workbook; sheets in the order in which they are read.

    Raises OSError where it cannot be written, as on a full disk.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    _fill(book, report)
    book.close()
    # At once and from memory: on a full disk the library would try again and again.
    path.write_bytes(content.getvalue())


def _fill(book: xlsxwriter.Workbook, report: Report) -> None:
    first = datetime.combine(report.scenario.grid.first_day, datetime.min.time(), UTC)
    book.set_properties(
        {
            "title": f"{report.scenario.name}, {words.week(report.scenario.grid)}",
            "created": first.replace(tzinfo=None),
        }
    )
    formats = Formats(book)
    placed = []
    for number, first_day in enumerate(range(0, report.scenario.grid.days, 7)):
        name = "Week" if report.scenario.grid.days <= 7 else f"Week {number + 1}"
        placed.append(write_week(book.add_worksheet(name), formats, report, first_day))
    for day in range(report.scenario.grid.days):
        name = words.short_date(report.scenario.grid.date(day))
        placed.append(write_day(book.add_worksheet(name), formats, report, day))
    write_coverage(book, formats, report)
    write_cost(book.add_worksheet("Hours and cost"), formats, report)
    write_findings(book.add_worksheet("Findings"), formats, report)
    write_original(book.add_worksheet(SHEET), formats, report, placed)
