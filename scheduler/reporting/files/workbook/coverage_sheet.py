"""Required against scheduled as native charts, and the numbers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.domain.demand import ALL, Row
from scheduler.reporting.files.workbook.formats import INK, SHORT, Formats, print_set_up
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import look
from scheduler.reporting.findings.run_report import Report

SHEET, DATA = "Coverage", "Coverage data"
BEFORE = ("Day", "Time")
HEAD = 1  # row of the headings in the data
MOST_CHARTS = 16  # week lines; the numbers of every language stand in the data
WIDTH, HEIGHT, PER_CHART = 620, 230, 12  # pixels, pixels, rows


@dataclass(frozen=True)
class Picture:
    """One chart: its row of coverage, the lines of the data it draws, labels a step apart."""

    heading: str
    row: Row
    first: int
    last: int
    label_column: int
    label_every: int
    most: int  # heads on the vertical axis


def write_coverage(book: Any, formats: Formats, report: Report) -> None:
    """Charts by day for the main channel, by week for all others; then the numbers."""
    charts, data = book.add_worksheet(SHEET), book.add_worksheet(DATA)
    columns = {row: len(BEFORE) + 3 * i for i, row in enumerate(report.coverage_rows)}
    _data(data, formats, report, columns)
    title = f"Required and scheduled, {words.week(report.scenario.grid)}"
    charts.write_string(0, 0, title, formats.title)
    note = (
        "Bars: people scheduled. Line: people required. "
        "The numbers are in the hidden sheet Coverage data: right-click a tab, Unhide."
    )
    charts.write_string(1, 0, note, formats.note)
    charts.hide_gridlines(2)
    print_set_up(charts, f"{report.scenario.name}, coverage", landscape=False)
    if not columns:
        charts.write_string(3, 0, "No channel is open in this week.", formats.note)
    pictures = list(_pictures(report))
    for place, picture in enumerate(pictures):
        chart = _chart(book, picture, columns[picture.row])
        charts.insert_chart(3 + place // 2 * PER_CHART, place % 2 * 10, chart)
    lines = -(-len(pictures) // 2)
    charts.print_area(0, 0, 2 + max(1, lines * PER_CHART), 19)  # the charts and no numbers


def _data(sheet: Any, formats: Formats, report: Report, columns: Mapping[Row, int]) -> None:
    """One line for each open slot, three columns for each row.

    Hidden, so that who prints the workbook gets no pages of numbers.
    """
    sheet.hide()
    grid = report.scenario.grid
    for column, title in enumerate(BEFORE):
        sheet.write_string(HEAD, column, title, formats.head)
    for key, column in columns.items():
        sheet.merge_range(0, column, 0, column + 2, words.row_title(*key), formats.head_mid)
        for offset, title in enumerate(("required", "scheduled", "short")):
            sheet.write_string(HEAD, column + offset, title, formats.head)
    lines = {slot: HEAD + 1 + i for i, slot in enumerate(_slots(report))}
    for slot, line in lines.items():
        sheet.write_string(line, 0, words.day_name(grid, grid.day(slot)), formats.text)
        sheet.write_string(line, 1, words.clock(grid, slot), formats.text)
    for row in report.coverage:
        line, column = lines[row.start], columns[row.channel, row.language]
        for offset, heads in enumerate((row.required, row.scheduled, row.short)):
            sheet.write_number(line, column + offset, heads, formats.middle)
    sheet.set_column(0, 1, 9)
    sheet.freeze_panes(HEAD + 1, len(BEFORE))
    sheet.repeat_rows(0, HEAD)
    print_set_up(sheet, f"{report.scenario.name}, coverage data")


def _slots(report: Report) -> list[int]:
    """Slots in which anything is open: the lines of the data."""
    return sorted({row.start for row in report.coverage})


def _pictures(report: Report) -> Iterator[Picture]:
    """The main channel by day, then every other row over the whole horizon."""
    slots, rows, grid = _slots(report), report.coverage_rows, report.scenario.grid
    most: dict[Row, int] = {}
    for row in report.coverage:
        key = (row.channel, row.language)
        most[key] = max(most.get(key, 1), row.required, row.scheduled)
    lines: dict[int, list[int]] = {}
    for line, slot in enumerate(slots, start=HEAD + 1):
        lines.setdefault(grid.day(slot), []).append(line)
    hour = max(1, 60 // grid.slot_minutes)
    for day, own in lines.items():
        if rows[0] in report.coverage_by_day[day]:
            heading = f"{words.row_title(*rows[0])}, {words.short_date(grid.date(day))}"
            yield Picture(heading, rows[0], own[0], own[-1], 1, hour, most[rows[0]])
    longest = max((len(own) for own in lines.values()), default=1)
    for key in rows[1 : 1 + MOST_CHARTS]:
        heading = f"{words.row_title(*key)}, {words.week(grid)}"
        yield Picture(heading, key, HEAD + 1, HEAD + len(slots), 0, longest, most[key])


def _chart(book: Any, picture: Picture, column: int) -> Any:
    """Columns without gaps for those scheduled, a line for those required."""

    def cells(at: int) -> list[str | int]:
        return [DATA, picture.first, at, picture.last, at]

    names = cells(picture.label_column)
    chart, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    fill = {"color": look(picture.row[0]).colour}
    stroke = {"color": INK if picture.row[1] == ALL else SHORT, "width": 1.75}
    bars = {"name": "scheduled", "categories": names, "values": cells(column + 1), "gap": 0}
    chart.add_series({**bars, "fill": fill, "border": {"none": True}})
    asked = {"name": "required", "categories": names, "values": cells(column)}
    line.add_series({**asked, "line": stroke})
    chart.combine(line)
    chart.set_title({"name": picture.heading, "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    small = {"num_font": {"size": 8}}
    every = {"interval_unit": picture.label_every, "interval_tick": picture.label_every}
    chart.set_x_axis({**small, **every})
    # Whole heads only: a step of one until the axis grows beyond eight.
    step, grey = -(-picture.most // 8), {"visible": True, "line": {"color": "#E4E7EB"}}
    chart.set_y_axis({**small, "min": 0, "major_unit": step, "major_gridlines": grey})
    chart.show_hidden_data()
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
