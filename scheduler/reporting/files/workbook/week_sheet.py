"""The sheet of a week: people x days with their times, which a supervisor may type over."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range

from scheduler.domain.scenario import Csr
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.files.workbook.original_sheet import PlacedSheet
from scheduler.reporting.findings import headline, words
from scheduler.reporting.findings.absences import leave_words
from scheduler.reporting.findings.run_report import Report

HEAD = 4  # row of the headings
ROW_HEIGHT = 16  # points
BEFORE = ("Name", "CSR", "Team", "Class", "Languages")
WIDTHS = (24, 7, 7, 12, 12)
HOW_TO = (
    "To change a shift, type other times (7:30-16:00) or off, or exchange two cells of a day. "
    "Breaks and activities: in the sheet of the day. scheduler audit says what a change breaks "
    "and costs; schedule --keep-edits keeps it and makes the rest fit."
)
PROMPT = "Times such as 7:30-16:00, or off. Activities: in the sheet of the day."


def write_week(sheet: Any, formats: Formats, report: Report, first_day: int) -> PlacedSheet:
    """Seven days from `first_day` on; people by team and name."""
    grid = report.scenario.grid
    days = range(first_day, min(first_day + 7, grid.days))
    people = sorted(report.scenario.csrs, key=lambda csr: (csr.team, csr.name, csr.csr_id))
    _set_up(sheet, formats, report, days)
    for row, csr in enumerate(people, start=HEAD + 1):
        sheet.set_row(row, ROW_HEIGHT)
        _person(sheet, formats, report, row, csr, days)
    _totals(sheet, formats, report, HEAD + 1 + len(people), days)
    return PlacedSheet(
        name=sheet.get_name(),
        kind="week",
        first=days.start,
        last=days.stop,
        id_column=BEFORE.index("CSR"),
        first_column=len(BEFORE),
        lines=tuple((csr.csr_id, row) for row, csr in enumerate(people, start=HEAD + 1)),
        words=tuple(
            (csr.csr_id, day, _no_shift(report, csr, day)[0])
            for csr in people
            for day in days
            if report.board.shift(csr.csr_id, day) is None
        ),
    )


def _set_up(sheet: Any, formats: Formats, report: Report, days: range) -> None:
    grid = report.scenario.grid
    sheet.write_string(0, 0, f"{report.scenario.name}: {words.week(grid)}", formats.title)
    sheet.write_string(1, 0, headline.line(report), formats.note)
    sheet.write_string(2, 0, f"{headline.status(report)}.", formats.note)
    sheet.write_string(3, 0, HOW_TO, formats.note)
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
    # The whole table: sorting moves people together with their days.
    last = HEAD + max(1, len(report.scenario.csrs))
    sheet.autofilter(HEAD, 0, last, after + 1)
    prompt = {"validate": "any", "input_title": "Change this shift", "input_message": PROMPT}
    cells = (HEAD + 1, len(BEFORE), last, after - 1)
    sheet.data_validation(*cells, prompt)
    # A cell that is typed over takes the look of what it says now.
    for text, style in ((":", formats.shift_now), ("off", formats.off_now)):
        rule = {"type": "text", "criteria": "containing", "value": text, "format": style}
        sheet.conditional_format(*cells, rule)


def _person(sheet: Any, formats: Formats, report: Report, row: int, csr: Csr, days: range) -> None:
    grid = report.scenario.grid
    languages = ", ".join(sorted(csr.languages))
    texts = (csr.name, csr.csr_id, csr.team, csr.pay_class, languages)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, formats.text)
    worked, paid = 0, 0
    for column, day in enumerate(days, start=len(BEFORE)):
        shift = report.board.shift(csr.csr_id, day)
        if shift is not None:
            worked, paid = worked + 1, paid + shift.paid_slots
            times = words.times(grid, shift.start, shift.end)
            sheet.write_string(row, column, times, formats.shift)
        else:
            text, style = _no_shift(report, csr, day)
            sheet.write_string(row, column, text, getattr(formats, style))
    after = len(BEFORE) + len(days)
    _write_days(sheet, formats.middle, (row, after), (row, len(BEFORE), row, after - 1), worked)
    sheet.write_number(row, after + 1, paid * grid.slot_hours, formats.hours)


def _no_shift(report: Report, csr: Csr, day: int) -> tuple[str, str]:
    """What stands in the cell of a day without a shift, and the name of its format."""
    if report.scenario.grid.date(day) in report.scenario.closures:
        return report.closed_word(csr.csr_id, day), "off"
    away = leave_words(report.scenario, csr, day)
    return (away, "leave") if away else ("off", "off")


def _write_days(
    sheet: Any, style: Any, at: tuple[int, int], cells: tuple[int, int, int, int], days: int
) -> None:
    """The number of cells that hold the times of a shift, by formula: edits are counted too."""
    times = f'=SUMPRODUCT(--ISNUMBER(SEARCH(":",{xl_range(*cells)})))'
    sheet.write_formula(*at, times, style, days)


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
        cells = (HEAD + 1, column, max(HEAD + 1, row - 1), column)
        _write_days(sheet, formats.total_count, (row, column), cells, at_work)
    after = len(BEFORE) + len(days)
    cells = (HEAD + 1, len(BEFORE), max(HEAD + 1, row - 1), after - 1)
    _write_days(sheet, formats.total_count, (row, after), cells, len(shifts))
    paid = sum(shift.paid_slots for shift in shifts) * grid.slot_hours
    sheet.write_number(row, after + 1, paid, formats.total_hours)
