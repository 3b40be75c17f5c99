"""Exports of other programs: where their header stands, what their cells mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from scheduler.loading.demand_settings import ExportKeys, HistoryColumns, TicketColumns
from scheduler.loading.faults import Findings, Place, listed, nearest, shown
from scheduler.loading.fields import FIRST_YEAR, LANGUAGES, LAST_YEAR, allowed, read_moment
from scheduler.loading.schema import Columns
from scheduler.loading.tables import columns_of, read_text

PREAMBLE = 30  # lines of a report's title among which the header is looked for
TOTALS = ("total", "grand total", "summary", "sum")
SPAN = re.compile(r"(.*\d:\d\d(?::\d\d)?(?:\s*[AaPp]\.?[Mm]\.?)?)\s*[-\u2013]\s*\d.*")
NAME = re.compile(r"\w[\w.\-]{0,63}")
LONGEST_S = 86_400
DURATION = re.compile(r"(?:(\d+):)?(\d*):(\d\d(?:\.\d+)?)")


class Unreadable(ValueError):
    """A cell that does not hold what its column allows: which columns, what was found."""

    def __init__(self, column: str, found: str, allowed: str) -> None:
        super().__init__(column, found, allowed)
        self.column, self.found, self.allowed = column, found, allowed


@dataclass
class Export:
    """The rows of one file, and which columns hold what: `at[target]` are positions.

    `names[target]` is what the file calls it, for faults.
    """

    file: str
    keys: ExportKeys
    model: type[Columns]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    at: dict[str, tuple[int, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    header: int = 1
    mapped: bool = False
    _starts: dict[str, datetime] = field(default_factory=dict)
    _names: dict[str, dict[str, str]] = field(default_factory=dict)
    _numbers: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def text(self, cells: list[str], target: str) -> str:
        """What the target's columns say, joined by a space."""
        at = self.at[target]
        return cells[at[0]] if len(at) == 1 else " ".join([cells[position] for position in at])

    def start(self, cells: list[str]) -> datetime:
        """The start of the row, local or with an offset."""
        known, text = self._starts, self.text(cells, "start")
        if text not in known:
            known[text] = self._moment(text)
        return known[text]

    def number(self, cells: list[str], target: str) -> float | None:
        """The sum of the target's columns; None where they are all empty."""
        return self._summed(cells, target, _number)

    def seconds(self, cells: list[str], target: str) -> float | None:
        """The sum of durations of the target's columns; None where they are all empty."""
        return self._summed(cells, target, _seconds)

    def name(self, cells: list[str], target: str, given: Mapping[str, str], usual: str) -> str:
        """Channel or language of the row: by the table of texts, or as it is written."""
        if target not in self.at:
            return usual
        text = self.text(cells, target)
        known = self._names.setdefault(target, dict(given))
        if text not in known:
            right = text in LANGUAGES if target == "language" else NAME.fullmatch(text)
            if not right:
                raise self.unreadable(target, text)
            known[text] = text
        return known[text]

    def unreadable(self, target: str, text: str) -> Unreadable:
        """The fault of a target's cell."""
        words = allowed(columns_of(self.model)[target]) if target in columns_of(self.model) else ""
        if target == "start" and self.keys.time_format:
            words = f"a time written as {self.keys.time_format}"
        if target in ("aht_s", "work_s"):
            words = "a time from 0 to 86,400 s, as 185, 3:05 or 0:03:05"
        found = f"found {shown(text)}" if text else "found nothing"
        return Unreadable(self.names.get(target, target), found, words or "a number from 0")

    def _moment(self, text: str) -> datetime:
        try:
            return _moment(text, self.keys.time_format)
        except ValueError:
            raise self.unreadable("start", text) from None

    def _summed(self, cells: list[str], target: str, read: Callable[[str], float]) -> float | None:
        """Texts are read once: exports repeat few figures often."""
        if target not in self.at:
            return None
        known = self._numbers.setdefault(target, {})
        text = self.text(cells, target)
        if text not in known:
            known[text] = self._sum([cells[position] for position in self.at[target]], target, read)
        return known[text]

    def _sum(self, texts: list[str], target: str, read: Callable[[str], float]) -> float | None:
        total = None
        for text in texts:
            if not text:
                continue
            try:
                total = (total or 0.0) + read(text)
            except ValueError:
                raise self.unreadable(target, text) from None
        if total is not None and target == "aht_s" and total > LONGEST_S:
            raise self.unreadable(target, f"{total:g}")
        return total


def read_export(
    path: Path,
    keys: ExportKeys,
    columns: HistoryColumns | TicketColumns,
    model: type[Columns],
    findings: Findings,
) -> Export | None:
    """Header and rows of a file; None with faults where columns are missing."""
    text = read_text(path, path.name, findings)
    if text is None:
        return None
    named = {target: names for target, names in dict(columns).items() if names}
    lines = _lines(text, keys.delimiter, path.name, findings)
    if not lines:
        return None
    header = _header(lines, named) if named else 0
    line, cells = lines[header]
    export = Export(path.name, keys, model, header=line, mapped=bool(named))
    if not _placed(export, named, cells, Place(path.name, line), findings):
        return None
    skipped = []
    for line, row in lines[header + 1 :]:
        if named and row[0].casefold().startswith(TOTALS):
            skipped.append(line)
        elif len(row) == len(cells):
            export.rows.append((line, row))
        else:
            found, most = f"found {len(row)} cells", f"{len(cells)}, as many as the header has"
            findings.fault(Place(path.name, line), "row", found, most)
    if skipped:
        findings.warn(f"{path.name}:{skipped[0]}: {len(skipped)} rows of totals left unread")
    return export


def _lines(text: str, delimiter: str, file: str, findings: Findings) -> list[tuple[int, list[str]]]:
    """Rows that are not blank, with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if any(row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        place = Place(file, line)
        findings.fault(place, "row", f"cannot be read ({error})", "delimiter-separated values")
    return rows


def _header(lines: list[tuple[int, list[str]]], named: Mapping[str, tuple[str, ...]]) -> int:
    """The line that has most of the columns named, the first of these."""
    wanted = {name for names in named.values() for name in names}
    found = [len(wanted & set(cells)) for _, cells in lines[:PREAMBLE]]
    return found.index(max(found))


def _placed(
    export: Export,
    named: Mapping[str, tuple[str, ...]],
    cells: list[str],
    place: Place,
    findings: Findings,
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


def _unknown(export: Export, cells: list[str], place: Place, findings: Findings) -> None:
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
