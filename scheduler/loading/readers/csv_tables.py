"""Tables whose rows are checked against a schema and remember their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.readers.sources import TableSource
from scheduler.loading.schema.columns import TABLES
from scheduler.loading.schema.fields import allowed
from scheduler.loading.schema.table_row import Columns

Model = TypeVar("Model", bound=Columns)


@dataclass(frozen=True)
class Record(Generic[Model]):
    """A valid row and its place."""

    row: Model
    place: SourcePlace

    @property
    def source(self) -> str:
        return str(self.place)


@dataclass
class CsvTable(Generic[Model]):
    """The valid rows of one file, and the raw cells of the others.

    `broken` keeps what the faulty rows say, so that one bad cell does not make every
    reference to its row look wrong too.
    """

    file: str
    present: bool = False
    records: list[Record[Model]] = field(default_factory=list)
    broken: list[dict[str, str]] = field(default_factory=list)

    @property
    def has_rows(self) -> bool:
        """Whether it names anything: what cannot be read at all makes no reference to it wrong."""
        return self.present and bool(self.records or self.broken)

    def __iter__(self) -> Iterator[Record[Model]]:
        return iter(self.records)

    def names(self, column: str) -> set[str]:
        """Every value that a column of names holds, faulty rows included."""
        attribute = "pay_class" if column == "class" else column
        valid = {getattr(record.row, attribute) for record in self.records}
        return valid | {cells[column] for cells in self.broken if cells.get(column)}


def read_table(source: TableSource, model: type[Model], findings: FaultList) -> CsvTable[Model]:
    """Every valid row of a table; faults for all others. One that is missing is empty."""
    table: CsvTable[Model] = CsvTable(source.file)
    if not source.present:
        return table
    table.present = True
    lines = source.lines(findings)
    header = next(lines, None)
    if header is None:
        return table
    names = _header(header[1], source.place(header[0]), model, findings)
    if not names:
        return table
    keys: dict[tuple[str, ...], SourcePlace] = {}
    for line, cells in lines:
        _add(table, model, names, source.place(line), cells, keys, findings)
    return table


def _header(
    cells: list[str], place: SourcePlace, model: type[Columns], findings: FaultList
) -> list[str]:
    """Column names as found; faults for unknown, repeated and missing ones."""
    fields = columns_of(model)
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
        findings.fault(place, "header", f"found {shown(cells[0])}", "names separated by commas")
        return []
    other = next((table for table in TABLES if is_header_of(cells, table)), model)
    if other is not model and not set(cells) <= set(fields):
        found = f"found the columns of {other.file}"
        findings.fault(place, "header", found, f"those of {model.file}: {listed(fields, limit=20)}")
        return []
    for position, name in enumerate(cells, start=1):
        if name in cells[: position - 1]:
            findings.fault(place, name or f"column {position}", "found twice", "each column once")
        elif name not in fields:
            column = name or f"column {position}"
            known = listed(fields, limit=20)
            found = f"found the unknown column {shown(name)}"
            findings.fault(place, column, found, known + nearest(name, fields))
    for name, info in fields.items():
        if name not in cells and (info.is_required() or name in model.may_be_empty):
            findings.fault(place, name, "found no such column", f"a column of {allowed(info)}")
    return cells


def is_header_of(cells: list[str], model: type[Columns]) -> bool:
    """Whether a header has only columns of this table, and all that it must have."""
    fields = columns_of(model)
    needed = {name for name, info in fields.items() if info.is_required()}
    return needed <= set(cells) <= set(fields) and len(set(cells)) == len(cells)


@cache
def columns_of(model: type[Columns]) -> dict[str, FieldInfo]:
    """Fields of a table by the name of their column."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _add(
    table: CsvTable[Model],
    model: type[Model],
    names: list[str],
    place: SourcePlace,
    cells: list[str],
    keys: dict[tuple[str, ...], SourcePlace],
    findings: FaultList,
) -> None:
    """Check one row and keep it when it is valid."""
    given = dict(reversed(list(zip(names, cells, strict=False))))
    if len(cells) != len(names):
        found = f"found {len(cells)} cells"
        findings.fault(place, "row", found, f"{len(names)}, as many as the header has")
        table.broken.append(given)
        return
    fields = columns_of(model)
    known = {name: cell for name, cell in given.items() if cell and name in fields}
    _once(model, known, place, keys, findings)
    try:
        row = model.model_validate(known)
    except ValidationError as error:
        for column in dict.fromkeys(str(e["loc"][0]) for e in error.errors()):
            found = f"found {shown(given[column])}" if given.get(column) else "found nothing"
            if column in given:
                findings.fault(place, column, found, allowed(fields[column]))
        table.broken.append(given)
        return
    table.records.append(Record(row, place))


def _once(
    model: type[Columns],
    cells: dict[str, Any],
    place: SourcePlace,
    keys: dict[tuple[str, ...], SourcePlace],
    findings: FaultList,
) -> None:
    if not model.unique or any(name not in cells for name in model.unique):
        return
    key = tuple(cells[name] for name in model.unique)
    first = keys.setdefault(key, place)
    if first != place:
        found = f"found {shown(', '.join(key))} again, first in {first.where}"
        findings.fault(place, model.unique[0], found, "each once")
