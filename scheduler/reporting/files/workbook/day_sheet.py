"""The sheet of one day: people x slots, coloured by activity, required and scheduled below.

The lines below count the letters of the table by formula, and colours follow the letters,
so that a change made by hand shows at once what it does to coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from scheduler.domain.demand import ALL, Row
from scheduler.domain.roster import Shift
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import legend, look
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import coverage_of_day, day_span, not_there, staff_of_day

LEGEND, HOURS, MINUTES = 1, 3, 4  # rows
BEFORE = ("Name", "Team", "Languages", "Start", "End", "Hours")
WIDTHS = (24, 7, 9, 6.5, 6.5, 6)
ROW_HEIGHT = 17  # points
FIRST = len(BEFORE)  # column of the first slot
MOST_LINES = 24  # coverage lines on a sheet; all of them stand in the coverage data


def write_day(sheet: Any, formats: Formats, report: Report, day: int) -> None:
    """One day; people by the start of their shift."""
    span = day_span(report, day)
    staff = staff_of_day(report, day)
    _set_up(sheet, formats, report, day, span)
    top = MINUTES + 1
    for row, shift in enumerate(staff, start=top):
        sheet.set_row(row, ROW_HEIGHT)
        _person(sheet, formats, report, row, shift, span)
    bottom = top + max(1, len(staff))
    _recolour(sheet, formats, report, (top, bottom - 1), span)
    row = _coverage(sheet, formats, report, day, (top, bottom - 1), span)
    for line in not_there(report, day):
        sheet.write_string(row + 1, 0, line, formats.note)
        row += 1


def _set_up(sheet: Any, formats: Formats, report: Report, day: int, span: tuple[int, int]) -> None:
    grid = report.scenario.grid
    date = words.short_date(grid.date(day))
    sheet.write_string(0, 0, f"{date} {grid.date(day).year}, {report.scenario.name}", formats.title)
    for column, (title, width) in enumerate(zip(BEFORE, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.merge_range(HOURS, column, MINUTES, column, title, formats.head)
    sheet.set_column(FIRST, FIRST + span[1] - span[0] - 1, 2.3)
    _clock(sheet, formats, report, span)
    _legend(sheet, formats, report)
    sheet.freeze_panes(MINUTES + 1, 1)
    sheet.repeat_rows(HOURS, MINUTES)
    sheet.hide_gridlines(2)
    print_set_up(sheet, f"{report.scenario.name}, {date}")


def _clock(sheet: Any, formats: Formats, report: Report, span: tuple[int, int]) -> None:
    """Hours over their slots, minutes below."""
    grid = report.scenario.grid
    hour = max(1, round(60 / grid.slot_minutes))
    for slot in range(span[0], span[1]):
        column = FIRST + slot - span[0]
        minute = grid.of_day(slot) * grid.slot_minutes % 60
        sheet.write_string(MINUTES, column, f"{minute:02d}", formats.minute)
        if minute == 0 or slot == span[0]:
            last = min(span[1] - 1, slot + hour - 1 - grid.of_day(slot) % hour)
            title = words.clock(grid, slot)
            if last > slot:
                sheet.merge_range(
                    HOURS, column, HOURS, FIRST + last - span[0], title, formats.head_mid
                )
            else:
                sheet.write_string(HOURS, column, title.split(":")[0], formats.head_mid)


def _legend(sheet: Any, formats: Formats, report: Report) -> None:
    column = FIRST
    for item in legend(report.board.activities):
        sheet.write_string(LEGEND, column, item.letter, formats.fill(item))
        sheet.write_string(LEGEND, column + 1, item.word, formats.note)
        column += 2 + len(item.word) // 3


def _person(
    sheet: Any, formats: Formats, report: Report, row: int, shift: Shift, span: tuple[int, int]
) -> None:
    grid, csr = report.scenario.grid, report.scenario.csr.get(shift.csr_id)
    languages = ", ".join(sorted(csr.languages)) if csr else ""
    times = words.times(grid, shift.start, shift.end).split("–")
    texts = (report.name(shift.csr_id), csr.team if csr else "", languages, *times)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, formats.text)
    sheet.write_number(row, FIRST - 1, shift.paid_slots * grid.slot_hours, formats.hours)
    for segment in shift.segments:
        seen = look(segment.activity)
        fill = formats.fill(seen)
        for slot in range(segment.start, segment.end):
            sheet.write_string(row, FIRST + slot - span[0], seen.letter, fill)


def _recolour(
    sheet: Any, formats: Formats, report: Report, rows: tuple[int, int], span: tuple[int, int]
) -> None:
    """Cells edited by hand take the colour of their new letter; hours get a line."""
    last = FIRST + span[1] - span[0] - 1
    area = (rows[0], FIRST, rows[1], last)
    for item in legend(report.board.activities):
        rule = {"type": "cell", "criteria": "==", "value": f'"{item.letter}"'}
        sheet.conditional_format(*area, {**rule, "format": formats.fill(item)})
    grid = report.scenario.grid
    corner = f"{xl_col_to_name(FIRST)}{rows[0] + 1}"
    blank = {"type": "formula", "criteria": f"=LEN({corner})=0", "format": formats.blank}
    sheet.conditional_format(*area, blank)
    hour = max(1, round(60 / grid.slot_minutes))
    offset = -grid.of_day(span[0]) % hour
    column = f"COLUMN()-{FIRST + 1 + offset}"
    line = {"type": "formula", "criteria": f"=MOD({column},{hour})=0"}
    sheet.conditional_format(*area, {**line, "format": formats.hour_line})


def _coverage(
    sheet: Any,
    formats: Formats,
    report: Report,
    day: int,
    rows: tuple[int, int],
    span: tuple[int, int],
) -> int:
    """Three lines for each channel and language: required, scheduled, short."""
    row = rows[1] + 2
    lines = coverage_of_day(report, day)
    for key, slots in lines[:MOST_LINES]:
        title = words.row_title(*key)
        for offset, name in enumerate(("required", "scheduled", "short")):
            text = f"{title} {name}"
            sheet.merge_range(row + offset, 0, row + offset, FIRST - 1, text, formats.head)
        columns = [FIRST + slot.start - span[0] for slot in slots]
        for column, slot in zip(columns, slots, strict=True):
            sheet.write_number(row, column, slot.required, formats.count)
            counted = _counted(key, column, rows)
            sheet.write_formula(row + 1, column, counted, formats.count, slot.scheduled)
            cell = xl_col_to_name(column)
            missing = f"=MAX(0,{cell}{row + 1}-{cell}{row + 2})"
            sheet.write_formula(row + 2, column, missing, formats.count, slot.short)
        _mark_short(sheet, formats, row + 2, columns)
        row += 4
    if len(lines) > MOST_LINES:
        more = f"{len(lines) - MOST_LINES} more lines stand in the sheet Coverage data."
        sheet.write_string(row, 0, more, formats.note)
        row += 2
    return row - 1


def _counted(key: Row, column: int, rows: tuple[int, int]) -> str:
    """Formula for the people whose letter is the channel's, by language where asked."""
    channel, language = key
    name, letter = xl_col_to_name(column), look(channel).letter
    cells = f"{name}{rows[0] + 1}:{name}{rows[1] + 1}"
    if language == ALL:
        return f'=COUNTIF({cells},"{letter}")'
    spoken = f"$C{rows[0] + 1}:$C{rows[1] + 1}"
    code = language.replace('"', '""')
    speaks = f'ISNUMBER(SEARCH(", {code},",", "&{spoken}&","))'
    return f'=SUMPRODUCT(({cells}="{letter}")*{speaks})'


def _mark_short(sheet: Any, formats: Formats, row: int, columns: Sequence[int]) -> None:
    """Missing heads stand out; nothing missing is left quiet."""
    area = (row, min(columns), row, max(columns))
    missing = {"type": "cell", "criteria": ">", "value": 0, "format": formats.short}
    nothing = {"type": "cell", "criteria": "==", "value": 0, "format": formats.quiet}
    sheet.conditional_format(*area, missing)
    sheet.conditional_format(*area, nothing)
