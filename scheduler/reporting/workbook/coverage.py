"""Required against scheduled as native charts, and the numbers behind them."""

from __future__ import annotations

from typing import Any

import numpy as np

from scheduler.domain.demand import ALL, Row
from scheduler.reporting import words
from scheduler.reporting.palette import look
from scheduler.reporting.report import Report
from scheduler.reporting.workbook.formats import INK, SHORT, Formats, print_set_up

SHEET, DATA = "Coverage", "Coverage data"
BEFORE = ("Day", "Time")
HEAD = 1  # row of the headings in the data
MOST_CHARTS = 16  # week lines; the numbers of every language stand in the data
WIDTH, HEIGHT, PER_CHART = 620, 230, 12  # pixels, pixels, rows


def write_coverage(book: Any, formats: Formats, report: Report) -> None:
    """Charts by day for the main channel, by week for all others; then the numbers."""
    charts, data = book.add_worksheet(SHEET), book.add_worksheet(DATA)
    rows = _data(data, formats, report)
    title = f"Required and scheduled, {words.week(report.scenario.grid)}"
    charts.write_string(0, 0, title, formats.title)
    note = "Bars: people scheduled. Line: people required. Numbers: sheet Coverage data."
    charts.write_string(1, 0, note, formats.note)
    charts.hide_gridlines(2)
    print_set_up(charts, f"{report.scenario.name}, coverage", landscape=False)
    if not rows:
        charts.write_string(3, 0, "No channel is open in this week.", formats.note)
    for place, (heading, key, span) in enumerate(_charts(report, rows)):
        chart = _chart(book, heading, key, _column(rows, key), span)
        charts.insert_chart(3 + place // 2 * PER_CHART, place % 2 * 10, chart)


def _keys(report: Report) -> list[Row]:
    keys = dict.fromkeys((row.channel, row.language) for row in report.coverage)
    main = _main(report)
    return sorted(keys, key=lambda k: (k[0] != main, k[0], k[1] != ALL, k[1]))


def _main(report: Report) -> str:
    """The channel that requires most: the one that is drawn day by day."""
    needed: dict[str, int] = {}
    for row in report.coverage:
        needed[row.channel] = needed.get(row.channel, 0) + row.required
    return max(sorted(needed), key=lambda channel: needed[channel], default="")


def _column(rows: dict[Row, int], key: Row) -> int:
    return len(BEFORE) + 3 * list(rows).index(key)


def _data(sheet: Any, formats: Formats, report: Report) -> dict[Row, int]:
    """One line for each open slot, three columns for each row; their keys in order."""
    keys = dict.fromkeys(_keys(report), 0)
    grid = report.scenario.grid
    for column, title in enumerate(BEFORE):
        sheet.write_string(HEAD, column, title, formats.head)
    for key in keys:
        column = _column(keys, key)
        sheet.merge_range(0, column, 0, column + 2, words.row_title(*key), formats.head_mid)
        for offset, title in enumerate(("required", "scheduled", "short")):
            sheet.write_string(HEAD, column + offset, title, formats.head)
    lines = {slot: HEAD + 1 + i for i, slot in enumerate(_slots(report))}
    for slot, line in lines.items():
        sheet.write_string(line, 0, words.day_name(grid, grid.day(slot)), formats.text)
        sheet.write_string(line, 1, words.clock(grid, slot), formats.text)
    columns = {key: _column(keys, key) for key in keys}
    for row in report.coverage:
        line, column = lines[row.start], columns[row.channel, row.language]
        for offset, heads in enumerate((row.required, row.scheduled, row.short)):
            sheet.write_number(line, column + offset, heads, formats.middle)
    sheet.set_column(0, 1, 9)
    sheet.freeze_panes(HEAD + 1, len(BEFORE))
    sheet.repeat_rows(0, HEAD)
    print_set_up(sheet, f"{report.scenario.name}, coverage data")
    return keys


def _slots(report: Report) -> list[int]:
    return sorted({row.start for row in report.coverage})


def _charts(report: Report, rows: dict[Row, int]) -> list[tuple[str, Row, tuple[int, int]]]:
    """Heading, row and lines of the data, for each chart."""
    slots = np.array(_slots(report), dtype=np.int64)
    grid, main = report.scenario.grid, (_main(report), ALL)
    found: list[tuple[str, Row, tuple[int, int]]] = []
    for day in range(grid.days):
        if main not in report.coverage_by_day.get(day, {}):
            continue
        at = np.flatnonzero(slots // grid.slots_per_day == day)
        heading = f"{words.row_title(*main)}, {words.short_date(grid.date(day))}"
        found.append((heading, main, (HEAD + 1 + int(at[0]), HEAD + 1 + int(at[-1]))))
    whole = (HEAD + 1, HEAD + len(slots))
    others = [key for key in rows if key != main][:MOST_CHARTS]
    found += [(f"{words.row_title(*key)}, the week", key, whole) for key in others]
    return found


def _chart(book: Any, heading: str, key: Row, column: int, span: tuple[int, int]) -> Any:
    """Columns without gaps for those scheduled, a line for those required."""

    def cells(at: int) -> list[str | int]:
        return [DATA, span[0], at, span[1], at]

    week = span[1] - span[0] > 100
    names: list[str | int] = [DATA, span[0], 0 if week else 1, span[1], 1 - week]
    chart = book.add_chart({"type": "column"})
    fill = {"color": look(key[0]).colour}
    chart.add_series(
        {
            "name": "scheduled", "categories": names, "values": cells(column + 1),
            "gap": 0, "fill": fill, "border": {"none": True},
        }
    )  # fmt: skip
    line = book.add_chart({"type": "line"})
    stroke = {"color": INK if key[1] == ALL else SHORT, "width": 1.75}
    line.add_series(
        {"name": "required", "categories": names, "values": cells(column), "line": stroke}
    )
    chart.combine(line)
    chart.set_title({"name": heading, "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.set_x_axis({"interval_unit": 4, "num_font": {"size": 8}, "major_tick_mark": "none"})
    chart.set_y_axis(
        {"min": 0, "num_font": {"size": 8}, "major_gridlines": {
            "visible": True, "line": {"color": "#E4E7EB"}}}
    )  # fmt: skip
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart
