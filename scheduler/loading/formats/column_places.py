"""Where the header of an export is, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest
from scheduler.loading.formats.export_format import UNUSED, ExportFormat, plain
from scheduler.loading.formats.raw_table import RawTable

SEARCHED = 60  # rows among which the header is looked for
FOREIGN = 3  # names of another format in a row, beyond which it is that format's header
CALABRIO_START = re.compile(r"\d{8} \d\d:\d\d")


@dataclass
class ColumnPlaces:
    """Positions of the columns by what they hold; `row` is the header's, -1 without one."""

    row: int
    header: list[str]
    at: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def name(self, target: str) -> str:
        """What the file calls the target's columns."""
        return "+".join(self.header[position] for position in self.at.get(target, ())) or target


def locate(
    raw: RawTable, form: ExportFormat, others: Sequence[ExportFormat], findings: FaultList
) -> ColumnPlaces | None:
    """The places of all columns, None with a fault where the file is not of this format."""
    head = raw.head(SEARCHED)
    if not form.header:
        return _by_order(raw, form, others, head, findings)
    scores = [form.known_in(cells) for cells in head]
    row = scores.index(max(scores))
    places = _placed(form, row, head[row])
    missing = [group for group in form.needs if not set(group) & set(places.at)]
    if not missing:
        return places
    if other := looks_like(head, [one for one in others if one.name != form.name]):
        _wrong_format(raw.place(other[1]), form, other[0], findings)
        return None
    for group in missing:
        wanted = form.names_of(group[0])
        known = listed([cell for cell in head[row] if cell], limit=20)
        found = "found no such column"
        words = known + nearest(wanted, head[row])
        more = "" if form.exact else "; a table of other columns is read with --as csv"
        findings.fault(raw.place(row), wanted, found, words + more)
    return None


def _placed(form: ExportFormat, row: int, cells: list[str]) -> ColumnPlaces:
    """Of several columns of one target the first in the format's order, unless all are meant."""
    places = ColumnPlaces(row, cells)
    by_name: dict[str, int] = {}
    for position, cell in enumerate(cells):
        by_name.setdefault(cell if form.exact else plain(cell), position)
        if cell and form.target(cell) is None:
            places.unknown.append(cell)
    for known in form.columns:
        names = known.names if form.exact else [plain(name) for name in known.names]
        found = tuple(by_name[name] for name in names if name in by_name)
        if form.exact and len(found) < len(names):
            continue  # a column that the centre has named is not there
        if found and known.target != UNUSED:
            places.at.setdefault(known.target, found if form.exact else found[:1])
    return places


def looks_like(
    head: Sequence[Sequence[str]], formats: Sequence[ExportFormat]
) -> tuple[ExportFormat, int] | None:
    """The format whose columns these rows have, and the row that has them."""
    for form in formats:
        for row, cells in enumerate(head):
            if not form.header:
                if _is_calabrio(cells):
                    return form, row
            elif not form.exact and form.columns and form.needs:
                targets = {form.target(cell) for cell in cells}
                if all(targets & set(group) for group in form.needs):
                    return form, row
    return None


def _is_calabrio(cells: Sequence[str]) -> bool:
    return len(cells) >= 6 and all(CALABRIO_START.fullmatch(cell) for cell in cells[1:3])


def _by_order(
    raw: RawTable,
    form: ExportFormat,
    others: Sequence[ExportFormat],
    head: list[list[str]],
    findings: FaultList,
) -> ColumnPlaces | None:
    names = [known.names[0] for known in form.columns]
    if _is_calabrio(head[0]):
        places = ColumnPlaces(-1, names)
        places.at = {
            known.target: (position,)
            for position, known in enumerate(form.columns)
            if known.target != UNUSED and position < len(head[0])
        }
        return places
    if other := looks_like(head, [one for one in others if one.name != form.name]):
        _wrong_format(raw.place(other[1]), form, other[0], findings)
        return None
    found = f"found {len(head[0])} cells: {listed([c for c in head[0] if c], limit=4)}"
    findings.fault(raw.place(0), "row", found, f"{', '.join(names)}, without a header")
    return None


def _wrong_format(
    place: SourcePlace, form: ExportFormat, other: ExportFormat, findings: FaultList
) -> None:
    found = f"found the columns of {other.name}"
    words = f"those of {form.name}: {form.signature} (or import it with --as {other.name})"
    findings.fault(place, "header", found, words)


def foreign_header(
    cells: Sequence[str], form: ExportFormat, others: Sequence[ExportFormat]
) -> ExportFormat | None:
    """The other format whose header a row in the middle of the file is."""
    own = form.known_in(cells)
    for other in others:
        known = other.known_in(cells) if other.name != form.name and not other.exact else 0
        if known >= FOREIGN and known > own:
            return other
    return None
