"""Exports of other programs: where their header is, what their cells mean."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.export_rows import Export, Unreadable
from scheduler.loading.readers.number_notation import (
    COMMA,
    DOT,
    notation_of,
    read_number,
)
from scheduler.loading.readers.report_rows import REPORT_END, what_is_left_out
from scheduler.loading.readers.sources import TableSource
from scheduler.loading.readers.start_times import (
    COUNTS,
    EPOCH_MS,
    EPOCH_S,
    count_of,
    read_start,
)
from scheduler.loading.readers.time_formats import what_reads
from scheduler.loading.schema.demand_keys import (
    UNITS_S,
    ExportKeys,
    HistoryColumns,
    TicketColumns,
    TicketKeys,
)
from scheduler.loading.schema.table_row import Columns

__all__ = ["Export", "Unreadable", "header_line", "read_export"]

DELIMITERS = (",", ";", "\t", "|")
PREAMBLE = 30  # lines of a report's title among which the header is looked for


def read_export(
    source: TableSource,
    keys: ExportKeys,
    columns: HistoryColumns | TicketColumns,
    model: type[Columns],
    findings: FaultList,
) -> Export | None:
    """Header and rows of a table; None with faults where columns are missing."""
    named = {target: names for target, names in dict(columns).items() if names}
    lines = list(source.lines(findings, keys.delimiter))
    if not lines:
        return None
    header = header_line(lines, named) if named else 0
    line, cells = lines[header]
    if named and (mark := _delimiter_of(cells, named)):
        words = f"names parted by the delimiter; {table_of(keys)}.delimiter = {mark!r} parts them"
        findings.fault(source.place(line), "header", f"found {shown(cells[0])}", words)
        return None
    export = Export(source, keys, model, header=line, mapped=bool(named))
    if not _placed(export, named, cells, source.place(line), findings):
        return None
    _add_rows(export, lines[header + 1 :], cells, findings)
    _check_starts(export, findings)
    _check_notation(export, findings)
    return export


def _add_rows(
    export: Export, lines: list[tuple[int, list[str]]], header: list[str], findings: FaultList
) -> None:
    """Keep the rows of data that have all cells; what a report adds to them is said."""
    left_out: dict[str, list[tuple[int, list[str]]]] = {}
    width = len(header)
    for line, row in lines:
        while len(row) > width and not row[-1]:
            row.pop()
        if len(row) == width:
            export.lines.append(line)
            export.rows.append(row)
        elif what := what_is_left_out(row, header):
            left_out.setdefault(what, []).append((line, row))
        else:
            found, most = f"found {len(row)} cells", f"{width}, as many as the header has"
            findings.fault(export.source.place(line), "row", found, most)
    for at in _rows_without_time(export):
        if what := what_is_left_out(export.rows[at], header):
            left_out.setdefault(what, []).append((export.lines[at], export.rows[at]))
    gone = {line for rows in left_out.values() for line, _ in rows}
    kept = [at for at, line in enumerate(export.lines) if line not in gone]
    if gone:
        export.keep(kept)
    for what, rows in left_out.items():
        line, cells = min(rows)
        said = next(cell for cell in cells if cell)
        count = f"{len(rows)} row{'s' * (len(rows) > 1)} of {what} left unread"
        example = f" ({shown(said)})" if what == REPORT_END else ""
        findings.warn(f"{export.source.place(line)}: {count}{example}")


def _rows_without_time(export: Export) -> list[int]:
    if "start" not in export.at:
        return []
    return [at for at, start in enumerate(export.starts()) if isinstance(start, Unreadable)]


def _check_starts(export: Export, findings: FaultList) -> None:
    """Counts of seconds are read as such, and said; one fault for what no row can be read of."""
    texts = export.texts("start")
    if not texts or len(_rows_without_time(export)) < len(texts):
        return
    place, name = export.source.place(export.lines[0]), export.names.get("start", "start")
    unit = count_of(texts)
    if unit in (EPOCH_S, EPOCH_MS):
        export.reread(unit)
        first = read_start(texts[0], unit)
        findings.warn(
            f"{place}: {name}: read as {COUNTS[unit]}, UTC: {texts[0]} is {first:%Y-%m-%d %H:%M}Z"
        )
        return
    if words := what_reads(texts, unit, export.keys.time_format, table_of(export.keys)):
        rows = f" in all {len(texts)} rows" if len(texts) > 1 else ""
        findings.fault(place, name, f"found {shown(texts[0])}{rows}", words)
        export.keep([])


def _check_notation(export: Export, findings: FaultList) -> None:
    """The decimal mark, by the settings or by the numbers; a fault where it stays open."""
    if export.keys.decimal is not None:
        export.decimal = export.keys.decimal
        return
    numbers = ("offered", "handled", "abandoned", "aht_s", "work_s")
    columns = [(target, texts) for target in numbers for texts in export.columns(target)]
    found = notation_of(columns, export.keys.delimiter, UNITS_S[export.keys.time_unit])
    export.decimal = found.decimal
    plain = bool(findings.frames) or (not export.mapped and export.keys.delimiter == ",")
    table = table_of(export.keys)
    if found.doubts and not (plain and all(DOT in doubt.text for doubt in found.doubts)):
        doubt, *others = found.doubts
        place, name = export.source.place(export.lines[doubt.row]), export.names[doubt.target]
        text = shown(doubt.text)
        if others:
            line = export.lines[others[0].row]
            text += f" here and {shown(others[0].text)} in line {line}"
        findings.fault(place, name, f"found {text}", _readings(doubt.text, table))
        export.keep([])
    elif found.inferred:
        doubt = found.inferred
        place, name = export.source.place(export.lines[doubt.row]), export.names[doubt.target]
        value = read_number(doubt.text, found.decimal)
        findings.warn(
            f"{place}: {name}: {shown(doubt.text)} is read as {value:.10g}, since semicolons part "
            f'the cells; {table}.decimal = "{found.decimal}" says so, "{DOT}" the other'
        )


def _readings(text: str, table: str) -> str:
    """Both readings of a number, and the keys that choose."""
    parts = []
    for mark in (DOT, COMMA):
        try:
            value = f"{read_number(text, mark):.10g}"
        except ValueError:
            continue
        parts.append(f'{table}.decimal = "{mark}" reads {value}')
    return "one notation of numbers: " + ", ".join(parts)


def header_line(lines: list[tuple[int, list[str]]], named: Mapping[str, tuple[str, ...]]) -> int:
    """The line that has most of the columns named, the first of these."""
    wanted = {name for names in named.values() for name in names}
    found = [len(wanted & set(cells)) for _, cells in lines[:PREAMBLE]]
    return found.index(max(found))


def _delimiter_of(cells: list[str], named: Mapping[str, tuple[str, ...]]) -> str:
    """What parts the names of a header that came in one cell; empty where they stand apart."""
    wanted = {name for names in named.values() for name in names}
    if len(cells) > 1 or wanted <= set(cells):
        return ""
    marks = (mark for mark in DELIMITERS if mark in cells[0])
    return next((m for m in marks if wanted & {c.strip() for c in cells[0].split(m)}), "")


def table_of(keys: ExportKeys) -> str:
    """The table of settings.toml that these keys stand in."""
    return "tickets" if isinstance(keys, TicketKeys) else "history"


def _placed(
    export: Export,
    named: Mapping[str, tuple[str, ...]],
    cells: list[str],
    place: SourcePlace,
    findings: FaultList,
) -> bool:
    """Find every target's columns; faults for what is missing, twice there or unknown."""
    before = len(findings.faults)
    own = {
        name: (name,) for name in columns_of(export.model) if name in cells and name not in named
    }
    for target, names in {**own, **named}.items():
        for name in names:
            if name not in cells:
                found = "found no such column"
                known = listed([cell for cell in cells if cell]) + nearest(name, cells)
                findings.fault(place, name, found, known)
            elif cells.count(name) > 1:
                findings.fault(place, name, "found twice", "each column once")
        export.at[target] = tuple(cells.index(name) for name in names if name in cells)
        export.names[target] = "+".join(names)
    if not named:
        _unknown(export, cells, place, findings)
    return len(findings.faults) == before


def _unknown(export: Export, cells: list[str], place: SourcePlace, findings: FaultList) -> None:
    """Where no columns are named in the settings, all must be ours."""
    known = columns_of(export.model)
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|,"):
        found = f"found {shown(cells[0])}"
        findings.fault(place, "header", found, "names separated by the delimiter")
        return
    for position, name in enumerate(cells, start=1):
        if name not in known:
            found = f"found the unknown column {shown(name)}"
            text = listed(known, limit=20) + nearest(name, known)
            findings.fault(place, name or f"column {position}", found, text)
