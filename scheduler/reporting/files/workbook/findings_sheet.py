"""Every finding in words, with its hours."""

from __future__ import annotations

from typing import Any

from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.sentences import TITLES, findings

HEAD = 2
CHARACTERS = 128  # of a sentence on one line of its cell


def write_findings(sheet: Any, formats: Formats, report: Report) -> None:
    """The gravest kind first; a week without any says so."""
    sheet.write_string(0, 0, "Findings", formats.title)
    found = findings(report)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 105)
    sheet.set_column(2, 2, 10)
    for column, title in enumerate(("Kind", "Finding", "Hours short")):
        sheet.write_string(HEAD, column, title, formats.head)
    if not found:
        sheet.write_string(HEAD + 1, 1, "Nothing is short and every rule holds.", formats.note)
    for line, finding in enumerate(found, start=HEAD + 1):
        sheet.write_string(line, 0, TITLES[finding.kind], formats.top)
        sheet.write_string(line, 1, finding.sentence, formats.wrapped)
        if finding.hours:
            sheet.write_number(line, 2, finding.hours, formats.top_hours)
        else:
            sheet.write_blank(line, 2, None, formats.top)
        sheet.set_row(line, 14 * (1 + len(finding.sentence) // CHARACTERS))
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)
    sheet.hide_gridlines(2)
    print_set_up(sheet, f"{report.scenario.name}, findings")
