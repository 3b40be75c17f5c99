"""Exports of other programs: where their header is, what their cells mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.sources import TableSource
from scheduler.loading.schema.demand_keys import ExportKeys, HistoryColumns, TicketColumns
from scheduler.loading.schema.fields import FIRST_YEAR, LANGUAGES, LAST_YEAR, allowed, read_moment
from scheduler.loading.schema.table_row import Columns

Value = TypeVar("Value")

PREAMBLE = 30  # lines of a report's title among which the header is looked for
TOTALS = ("total", "grand total", "summary", "sum")
SPAN = re.compile(r"(.*\d:\d\d(?::\d\d)?(?:\s*[AaPp]\.?[Mm]\.?)?)\s*[-\u2013]\s*\d.*")
NAME = re.compile(r"\w[\w.\-]{0,63}")
DURATION = re.compile(r"(?:(\d+):)?(\d*):(\d\d(?:\.\d+)?)")


class Unreadable(ValueError):
    """A cell that does not hold what its column allows: which columns, what was found."""

    def __init__(self, column: str, found: str, allowed: str) -> None:
        super().__init__(column, found, allowed)
        self.column, self.found, self.allowed = column, found, allowed


@dataclass
class Export:
    """The rows of one table, and which columns hold what: `at[target]` are positions.

    `names[target]` is what the file calls it, for faults. Cells are read by column, each
    distinct text once: exports repeat few texts often. A value that cannot be read is an
    Unreadable in its place, and `broken` says that there is one.
    """

    source: TableSource
    keys: ExportKeys
    model: type[Columns]
    header: int = 1
    mapped: bool = False
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    at: dict[str, tuple[int, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    def texts(self, target: str) -> list[str]:
        """What the target's columns say in each row, joined by a space."""
        at = self.at.get(target, ())
        if len(at) == 1:
            position = at[0]
            return [row[position] for row in self.rows]
        return [" ".join([row[position] for position in at]) for row in self.rows]

    def starts(self) -> list[datetime | Unreadable]:
        """The start of each row, local or with an offset."""
        return self._read(self.texts("start"), "start", lambda t: _moment(t, self.keys.time_format))

    def channels(self, usual: str) -> list[str | Unreadable]:
        """The channel of each row: by the table of texts, or as it is written."""
        if "channel" not in self.at:
            return [usual] * len(self.rows)
        given = self.keys.channels
        return self._read(self.texts("channel"), "channel", lambda t: given.get(t) or _name(t))

    def languages(self, usual: str) -> list[str | Unreadable]:
        """The language of each row, likewise."""
        if "language" not in self.at:
            return [usual] * len(self.rows)
        given = self.keys.languages
        return self._read(self.texts("language"), "language", lambda t: given.get(t) or _code(t))

    def numbers(self, target: str) -> list[float | Unreadable | None]:
        """The sum of the target's columns in each row; None where they are all empty."""
        return self._sums(target, _number)

    def seconds(self, target: str) -> list[float | Unreadable | None]:
        """The sum of durations of the target's columns; None where they are all empty."""
        return self._sums(target, _seconds)

    def unreadable(self, target: str, text: str) -> Unreadable:
        """The fault of a target's cell."""
        words = allowed(columns_of(self.model)[target]) if target in columns_of(self.model) else ""
        if target == "start" and self.keys.time_format:
            words = f"a time written as {self.keys.time_format}"
        if target in ("aht_s", "work_s"):
            words = "a time from 0 to 86,400 s, as 185, 3:05 or 0:03:05"
        found = f"found {shown(text)}" if text else "found nothing"
        return Unreadable(self.names.get(target, target), found, words or "a number from 0")

    def _sums(self, target: str, read: Callable[[str], float]) -> list[float | Unreadable | None]:
        columns = [
            self._read(
                [row[position] for row in self.rows], target, lambda t: read(t) if t else None
            )
            for position in self.at.get(target, ())
        ]
        if not columns:
            return [None] * len(self.rows)
        return (
            columns[0]
            if len(columns) == 1
            else [_sum(parts) for parts in zip(*columns, strict=True)]
        )

    def _read(
        self, texts: list[str], target: str, read: Callable[[str], Value]
    ) -> list[Value | Unreadable]:
        known: dict[str, Value | Unreadable] = {}
        for text in set(texts):
            try:
                known[text] = read(text)
            except ValueError:
                known[text] = self.unreadable(target, text)
                self.broken = True
        return [known[text] for text in texts]


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
    export = Export(source, keys, model, header=line, mapped=bool(named))
    if not _placed(export, named, cells, source.place(line), findings):
        return None
    _add_rows(export, lines[header + 1 :], len(cells), findings)
    return export


def _add_rows(
    export: Export, lines: list[tuple[int, list[str]]], width: int, findings: FaultList
) -> None:
    """Keep the rows that have all cells; totals at the end of a report are none."""
    skipped = []
    for line, row in lines:
        if export.mapped and row[0].casefold().startswith(TOTALS):
            skipped.append(line)
        elif len(row) == width:
            export.lines.append(line)
            export.rows.append(row)
        else:
            found, most = f"found {len(row)} cells", f"{width}, as many as the header has"
            findings.fault(export.source.place(line), "row", found, most)
    if skipped:
        rows = f"{len(skipped)} row{'s' * (len(skipped) > 1)} of totals left unread"
        findings.warn(f"{export.source.place(skipped[0])}: {rows}")


def header_line(lines: list[tuple[int, list[str]]], named: Mapping[str, tuple[str, ...]]) -> int:
    """The line that has most of the columns named, the first of these."""
    wanted = {name for names in named.values() for name in names}
    found = [len(wanted & set(cells)) for _, cells in lines[:PREAMBLE]]
    return found.index(max(found))


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


def _moment(text: str, time_format: str | None) -> datetime:
    span = SPAN.fullmatch(text)
    if time_format is None:
        try:
            return read_moment(text)
        except ValueError:
            return read_moment(span[1].strip() if span else text)
    try:
        moment = datetime.strptime(text, time_format)
    except ValueError:
        moment = datetime.strptime(span[1].strip() if span else text, time_format)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError
    return moment


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError
    return text


def _code(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError
    return text


def _sum(parts: tuple[float | Unreadable | None, ...]) -> float | Unreadable | None:
    """The sum of what is there; None where nothing is."""
    total = None
    for part in parts:
        if isinstance(part, Unreadable):
            return part
        if part is not None:
            total = (total or 0.0) + part
    return total


def _number(text: str) -> float:
    """A number from 0; a comma parts thousands."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", text):
        text = text.replace(",", "")
    value = float(text)
    if not 0 <= value <= 1_000_000:
        raise ValueError
    return value


def _seconds(text: str) -> float:
    """Seconds, mm:ss or h:mm:ss."""
    if ":" not in text:
        return _number(text)
    match = DURATION.fullmatch(text)
    if match is None or float(match[3]) >= 60 or (match[1] and int(match[2] or 0) > 59):
        raise ValueError
    return 3600 * int(match[1] or 0) + 60 * int(match[2] or 0) + float(match[3])
