"""The sheet of one day: people x slots, coloured by activity, required and scheduled below.

The lines below count the letters of the table by formula, and colours follow the letters,
so that a change made by hand shows at once what it does to coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range

from scheduler.domain.demand import ALL, Row
from scheduler.domain.roster import MEAL, REST, Shift
from scheduler.reporting.files.workbook.formats import Formats, print_set_up
from scheduler.reporting.files.workbook.original_sheet import PlacedSheet
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import legend, look
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import coverage_of_day, day_span, not_there, staff_of_day

LEGEND, NOTE, HOURS, MINUTES = 1, 2, 3, 4  # rows
BEFORE = ("Name", "CSR", "Team", "Languages", "Start", "End", "Hours")
WIDTHS = (24, 6.5, 6.5, 9, 6.5, 6.5, 6)
HOW_TO = (
    "To change the day, change letters: L and L elsewhere move a meal, empty cells are no work. "
    "scheduler audit says what a change breaks and costs; schedule --keep-edits keeps it."
)
ROW_HEIGHT = 17  # points
FIRST = len(BEFORE)  # column of the first slot
SPOKEN = xl_col_to_name(BEFORE.index("Languages"))
START, END, PAID = FIRST - 3, FIRST - 2, FIRST - 1  # columns that follow the letters
MANY = 10_000  # more columns than any sheet of a day has
MOST_LINES = 24  # coverage lines on a sheet; all of them stand in the coverage data


def write_day(sheet: Any, formats: Formats, report: Report, day: int) -> PlacedSheet:
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
    _choices(sheet, report, (top, bottom - 1), span)
    row = _coverage(sheet, formats, report, day, (top, bottom - 1), span)
    for line in not_there(report, day):
        sheet.write_string(row + 1, 0, line, formats.note)
        row += 1
    return PlacedSheet(
        name=sheet.get_name(),
        kind="day",
        first=span[0],
        last=span[1],
        id_column=BEFORE.index("CSR"),
        first_column=FIRST,
        lines=tuple((shift.csr_id, line) for line, shift in enumerate(staff, start=top)),
    )


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
    sheet.write_string(NOTE, 0, HOW_TO, formats.note)
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
    csr = report.scenario.csr.get(shift.csr_id)
    languages = ", ".join(sorted(csr.languages)) if csr else ""
    texts = (report.name(shift.csr_id), shift.csr_id, csr.team if csr else "", languages)
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, formats.text)
    _times(sheet, formats, report, row, shift, span)
    for segment in shift.segments:
        seen = look(segment.activity)
        fill = formats.fill(seen)
        for slot in range(segment.start, segment.end):
            sheet.write_string(row, FIRST + slot - span[0], seen.letter, fill)


def _times(
    sheet: Any, formats: Formats, report: Report, row: int, shift: Shift, span: tuple[int, int]
) -> None:
    """Start, end and paid hours by formula, so that they follow the letters."""
    grid = report.scenario.grid
    cells = xl_range(row, FIRST, row, FIRST + span[1] - span[0] - 1)
    worked, nobody = f'({cells}<>"")', f"COUNTA({cells})=0"
    first = f"{MANY}-SUMPRODUCT(MAX({worked}*({MANY}-COLUMN({cells}))))"
    last = f"SUMPRODUCT(MAX({worked}*COLUMN({cells})))"
    before, minutes = grid.of_day(span[0]) - FIRST, grid.slot_minutes
    for column, place, shown, at in (
        (START, f"{first}-1", formats.clock, shift.start),
        (END, last, formats.clock, shift.end),
    ):
        formula = f'=IF({nobody},"",({place}+{before})*{minutes}/1440)'
        value = (at - shift.day * grid.slots_per_day) * minutes / 1440
        sheet.write_formula(row, column, formula, shown, value)
    meals = f'COUNTIF({cells},"{look(MEAL).letter}")'
    formula = f"=(COUNTA({cells})-{meals})*{minutes}/60"
    sheet.write_formula(row, PAID, formula, formats.hours, shift.paid_slots * grid.slot_hours)


def _choices(sheet: Any, report: Report, rows: tuple[int, int], span: tuple[int, int]) -> None:
    """Cells offer the letters of the centre; another entry is asked about, not refused."""
    known = (*report.scenario.opening, *report.board.activities, REST, MEAL)
    letters = [item.letter for item in legend(known)]
    sheet.data_validation(
        *(rows[0], FIRST, rows[1], FIRST + span[1] - span[0] - 1),
        {
            "validate": "list",
            "source": letters,
            "error_type": "warning",
            "error_title": "Not a letter of the legend",
            "error_message": f"Letters of this day: {', '.join(letters)}. Keep it anyway?",
        },
    )


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
    spoken = f"${SPOKEN}{rows[0] + 1}:${SPOKEN}{rows[1] + 1}"
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
