"""The sheet of a week: people x days with their times."""

from __future__ import annotations

from typing import Any

from scheduler.domain.scenario import Csr
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.findings import headline, words
from scheduler.reporting.findings.absences import leave_words
from scheduler.reporting.findings.run_report import Report

HEAD = 4  # row of the headings
ROW_HEIGHT = 16  # points
BEFORE = ("Name", "Team", "Class", "Languages")
WIDTHS = (26, 9, 14, 13)


def write_week(sheet: Any, formats: Formats, report: Report, first_day: int) -> None:
    """Seven days from `first_day` on; people by team and name."""
    grid = report.scenario.grid
    days = range(first_day, min(first_day + 7, grid.days))
    people = sorted(report.scenario.csrs, key=lambda csr: (csr.team, csr.name, csr.csr_id))
    _set_up(sheet, formats, report, days)
    for row, csr in enumerate(people, start=HEAD + 1):
        sheet.set_row(row, ROW_HEIGHT)
        _person(sheet, formats, report, row, csr, days)
    _totals(sheet, formats, report, HEAD + 1 + len(people), days)


def _set_up(sheet: Any, formats: Formats, report: Report, days: range) -> None:
    grid = report.scenario.grid
    sheet.write_string(0, 0, f"{report.scenario.name}: {words.week(grid)}", formats.title)
    sheet.write_string(1, 0, headline.line(report), formats.note)
    sheet.write_string(2, 0, f"{headline.status(report)}.", formats.note)
    for column, (title, width) in enumerate(zip(BEFORE, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, title, formats.head)
    for column, day in enumerate(days, start=len(BEFORE)):
        sheet.write_string(HEAD, column, words.short_date(grid.date(day)), formats.head_mid)
    after = len(BEFORE) + len(days)
    sheet.set_column(len(BEFORE), after - 1, 14)
    sheet.set_column(after, after + 1, 8)
    sheet.write_string(HEAD, after, "Days", formats.head_mid)
    sheet.write_string(HEAD, after + 1, "Hours", formats.head_mid)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    sheet.hide_gridlines(2)
    print_set_up(sheet, f"{report.scenario.name}, {words.week(grid)}")
    sheet.autofilter(HEAD, 0, HEAD + max(1, len(report.scenario.csrs)), len(BEFORE) - 1)


def _person(sheet: Any, formats: Formats, report: Report, row: int, csr: Csr, days: range) -> None:
    grid = report.scenario.grid
    languages = ", ".join(sorted(csr.languages))
    for column, text in enumerate((csr.name, csr.team, csr.pay_class, languages)):
        sheet.write_string(row, column, text, formats.text)
    worked, paid = 0, 0
    for column, day in enumerate(days, start=len(BEFORE)):
        shift = report.board.shift(csr.csr_id, day)
        if shift is not None:
            worked, paid = worked + 1, paid + shift.paid_slots
            times = words.times(grid, shift.start, shift.end)
            sheet.write_string(row, column, times, formats.shift)
            continue
        away = leave_words(report.scenario, csr, day)
        if grid.date(day) in report.scenario.closures:
            sheet.write_string(row, column, report.closed_word(csr.csr_id, day), formats.off)
        elif away:
            sheet.write_string(row, column, away, formats.leave)
        else:
            sheet.write_string(row, column, "off", formats.off)
    after = len(BEFORE) + len(days)
    sheet.write_number(row, after, worked, formats.middle)
    sheet.write_number(row, after + 1, paid * grid.slot_hours, formats.hours)


def _totals(sheet: Any, formats: Formats, report: Report, row: int, days: range) -> None:
    """People at work each day, and the hours of the week."""
    for column in range(len(BEFORE)):
        sheet.write_string(row, column, "At work" if column == 0 else "", formats.total)
    board, grid = report.board, report.scenario.grid
    shifts = [
        shift
        for csr in report.scenario.csrs
        for day in days
        if (shift := board.shift(csr.csr_id, day)) is not None
    ]
    for column, day in enumerate(days, start=len(BEFORE)):
        at_work = sum(shift.day == day for shift in shifts)
        sheet.write_number(row, column, at_work, formats.total_count)
    after = len(BEFORE) + len(days)
    sheet.write_number(row, after, len(shifts), formats.total_count)
    paid = sum(shift.paid_slots for shift in shifts) * grid.slot_hours
    sheet.write_number(row, after + 1, paid, formats.total_hours)
