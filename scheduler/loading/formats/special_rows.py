"""Rows of a report that are no data: totals, repeated headers, ends, and names of blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.loading.faults import FaultList, listed
from scheduler.loading.formats.column_places import ColumnPlaces, foreign_header
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.raw_table import Flags, RawTable, formula_words
from scheduler.loading.readers.report_rows import is_report_end, is_totals

BLOCK = re.compile(
    r"(?P<what>split/skill|split|skill|vdn|queue|date)s?(?: name)?\s*:\s*(?P<rest>.*)",
    re.IGNORECASE,
)
A_TIME = "a day and a time of it (an offset such as -07:00 or Z may follow)"
MOST_WRONG = 1000  # rows that nobody can read, beyond which no other row is looked at
SHOWN = 10  # faults of a kind that are listed one by one


@dataclass
class SpecialRows:
    """Which rows are data, and what stands above them: `labels[what]` by row."""

    data: Flags
    labels: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def told_apart(
    raw: RawTable,
    form: ExportFormat,
    places: ColumnPlaces,
    others: Sequence[ExportFormat],
    timeless: Flags,
    findings: FaultList,
) -> SpecialRows:
    """Look at every row whose time cannot be read; a fault for those that are nothing known.

    A row with a time is data whatever it is called: "Summer Youth Line" is a queue.
    """
    special = SpecialRows(~timeless)
    seen: dict[str, list[int]] = {"totals": [], "headers": [], "ends of the report": []}
    wrong: list[int] = []
    rows = np.flatnonzero(timeless)
    table = raw.frame.iloc[rows].astype(object).to_numpy()
    for at, row in enumerate(rows.tolist()):
        cells = [str(cell) for cell in table[at]]
        if len(wrong) > MOST_WRONG:
            wrong += rows[at:].tolist()
            break
        kind = _kind(cells, places, form)
        if kind in seen:
            seen[kind].append(row)
        elif kind == "block":
            _label(special, row, cells)
        elif other := foreign_header(cells, form, others):
            begins = f"begins a table of {other.name} ({listed(cells[:4])})"
            findings.fault(raw.place(row), "row", begins, f"one format in one file, {form.name}")
            return special
        else:
            wrong.append(row)
    for kind, found in seen.items():
        if found:
            word = "row" if len(found) == 1 else "rows"
            first = raw.place(found[0])
            special.notes.append(f"{first}: {len(found)} {word} of {kind} passed over")
    _faults(raw, places, wrong, findings)
    return special


def _kind(cells: list[str], places: ColumnPlaces, form: ExportFormat) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "ends of the report"
    if cells[: len(places.header)] == places.header[: len(cells)] and places.row >= 0:
        return "headers"
    if form.known_in(cells) >= max(2, len(filled) - 1):
        return "headers"
    if is_totals(cells):
        return "totals"
    if len(filled) <= 2 and BLOCK.fullmatch(filled[0]):
        return "block"
    return "ends of the report" if is_report_end(cells) else ""


def _label(special: SpecialRows, row: int, cells: list[str]) -> None:
    filled = [cell for cell in cells if cell]
    match = BLOCK.fullmatch(filled[0])
    assert match is not None
    what = "date" if match["what"].casefold() == "date" else "skill"
    text = match["rest"].strip() or (filled[1] if len(filled) > 1 else "")
    special.labels.setdefault(what, []).append((row, text))


def labels_above(raw: RawTable, header: int) -> dict[str, list[tuple[int, str]]]:
    """Names of a block that stand above the first header; their row counts as -1."""
    special = SpecialRows(np.zeros(0, dtype=np.bool_))
    for cells in raw.head(header):
        filled = [cell for cell in cells if cell]
        if filled and len(filled) <= 2 and BLOCK.fullmatch(filled[0]):
            _label(special, -1, cells)
    return special.labels


def _faults(raw: RawTable, places: ColumnPlaces, wrong: list[int], findings: FaultList) -> None:
    """The first rows one by one, the others as a count; a cut last row is named as that."""
    width = len(places.header)
    if wrong and wrong[-1] == len(raw.frame) - 1 and raw.widths[wrong[-1]] < width:
        cut_off(raw, wrong.pop(), width, findings)
    targets = [target for target in ("start", "date", "time") if target in places.at]
    column = "+".join(places.name(target) for target in targets)
    for row in wrong[:SHOWN]:
        cells = [str(raw.frame.iloc[row][p]) for t in targets for p in places.at[t]]
        words = formula_words(" ".join(cells).strip())
        findings.fault(raw.place(row), column, words, A_TIME)
    if len(wrong) > SHOWN:
        rows = f"found {len(wrong) - SHOWN:,} more rows without a readable time"
        findings.fault(raw.place(wrong[SHOWN]), column, rows, "a day and a time of it in each")


def cut_off(raw: RawTable, row: int, width: int, findings: FaultList) -> None:
    """The fault of a file whose last row is not whole."""
    found = f"the file ends in the middle of a row, after {raw.widths[row]} of {width} cells"
    findings.fault(
        raw.place(row), "row", found, "a whole file: the download was cut off, repeat it"
    )
