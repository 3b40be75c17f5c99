"""Tables of workbooks, and tables whose dates are written with slashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.formats.file_kinds import Refused
from scheduler.loading.formats.workbooks import sheet_rows
from scheduler.loading.formats.written_times import DAY, order_of, written_stamp
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.sources import TableSource
from scheduler.loading.schema.fields import value_types
from scheduler.loading.schema.table_row import Columns

SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(\s.*)?")


@dataclass(frozen=True)
class SheetTable:
    """One sheet of an .xlsx workbook in place of a CSV file: its first, or the one named."""

    path: Path
    file: str
    sheet: str | None = None

    @property
    def present(self) -> bool:
        return self.path.exists()

    def place(self, line: int) -> SourcePlace:
        return SourcePlace(self.file, line)

    def lines(self, findings: FaultList, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:  # noqa: ARG002
        """Rows that are not blank, all as wide as the header."""
        width = 0
        try:
            for line, cells in enumerate(sheet_rows(self.path, self.sheet, self.path.stem), 1):
                if any(cells):
                    width = width or len(cells)
                    yield line, [*cells, *[""] * (width - len(cells))]
            if not width:
                raise Refused("found nothing in it", "a header row and at least one row")
        except Refused as refused:
            findings.fault(SourcePlace(self.file, 1), "file", refused.found, refused.allowed)
        except OSError as error:
            found = f"cannot be read ({error.strerror})"
            findings.fault(SourcePlace(self.file, 1), "file", found, "a readable file")


@dataclass(frozen=True)
class DatedTable:
    """A table whose dates such as 6/4/2026 are in a stated order: they are read as ISO dates."""

    table: TableSource
    order: str
    model: type[Columns]

    @property
    def file(self) -> str:
        return self.table.file

    @property
    def present(self) -> bool:
        return self.table.present

    @property
    def path(self) -> Path | None:
        return getattr(self.table, "path", None)

    def place(self, line: int) -> SourcePlace:
        return self.table.place(line)

    def lines(self, findings: FaultList, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
        dated: list[int] | None = None
        for line, cells in self.table.lines(findings, delimiter):
            if dated is None:
                dated = self._dated(cells)
            else:
                for at in dated:
                    if at < len(cells):
                        cells[at] = self._read(cells[at])
            yield line, cells

    def _dated(self, header: list[str]) -> list[int]:
        """Positions of the columns that hold days or times of days."""
        known = columns_of(self.model)
        return [
            at
            for at, name in enumerate(header)
            if name in known and {date, datetime} & value_types(known[name].annotation)
        ]

    def _read(self, text: str) -> str:
        """As ISO; what is no such date stays as it is, for the check of its column."""
        if not SLASHED.fullmatch(text) or order_of(text) not in ("?", self.order):
            return text
        try:
            stamp = written_stamp(text, self.order)
        except ValueError:
            return text
        if stamp.offset is not None:
            return text
        is_day = stamp.minutes == DAY
        return stamp.at.date().isoformat() if is_day else stamp.at.isoformat(timespec="minutes")
