"""A folder of files as the source of a centre's inputs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.bounded_read import is_there
from scheduler.loading.readers.settings_file import FILE, read_toml
from scheduler.loading.readers.sheet_tables import DatedTable, SheetTable
from scheduler.loading.readers.sources import (
    CsvFile,
    RawSettings,
    TableSource,
    digest_of,
    read_text,
)
from scheduler.loading.schema.columns import TABLES

MODELS = {model.file: model for model in TABLES}
WORKBOOKS = tuple(str(Path(name).with_suffix(".xlsx")) for name in MODELS)
NAMES = (FILE, *MODELS)


@dataclass(frozen=True)
class InputFolder:
    """settings.toml and the tables of a folder: CSV files, or workbooks of the same names."""

    path: Path

    @property
    def folder(self) -> str:
        return str(self.path)

    def missing(self, findings: FaultList) -> bool:
        if self.path.is_dir():
            self._check_twice(findings)
            return False
        found = "found a file" if self.path.is_file() else "found no such folder"
        if self.path.is_symlink():
            found = f"found a link to {self.path.readlink()}, which leads to no folder"
        findings.fault(SourcePlace(self.folder, 1), "folder", found, "an input folder")
        return True

    def _check_twice(self, findings: FaultList) -> None:
        """A table as CSV and as a workbook: nobody can say which one is meant."""
        for file, book in zip(MODELS, WORKBOOKS, strict=True):
            if (self.path / file).exists() and (self.path / book).exists():
                findings.fault(SourcePlace(file, 1), "file", f"found {book} too", "one of the two")

    def table(self, file: str) -> TableSource:
        """The CSV file, or where there is none the workbook of its name."""
        book = (self.path / file).with_suffix(".xlsx")
        centre = self._centre()
        table: TableSource = CsvFile(self.path / file, file)
        if not table.present and book.exists():
            sheets = centre.get("sheets")
            named = sheets.get(book.name) if isinstance(sheets, dict) else None
            table = SheetTable(book, book.name, str(named) if named else None)
        order = centre.get("date_order")
        if order in ("mdy", "dmy"):
            return DatedTable(table, str(order), MODELS[file])
        return table

    def _centre(self) -> dict[str, Any]:
        """[centre] as it is written: tables are opened before the settings are checked."""
        try:
            return _centre_of(read_text(self.path / FILE, FILE, FaultList()) or "")
        except (OSError, ValueError, RecursionError):
            return {}  # for the check of the settings

    def settings(self, findings: FaultList) -> RawSettings | None:
        path = self.path / FILE
        if not is_there(path):
            place = SourcePlace(FILE, 1)
            findings.fault(place, "file", "found no such file", "one in every input folder")
            return None
        text = read_text(path, FILE, findings)
        return None if text is None else read_toml(text, findings)

    def strays(self) -> list[str]:
        known = {*NAMES, *WORKBOOKS}
        found = (*self.path.glob("*.csv"), *self.path.glob("*.xlsx"))
        return sorted(path.name for path in found if path.name not in known)

    def digest(self) -> str:
        paths = [self.path / name for name in (*NAMES, *WORKBOOKS)]
        return digest_of({path.name: path.read_bytes() for path in paths if path.is_file()})


@lru_cache(maxsize=8)
def _centre_of(text: str) -> dict[str, Any]:
    """[centre] of a text, parsed once for all tables. Raises ValueError, RecursionError."""
    centre = tomllib.loads(text).get("centre")
    return centre if isinstance(centre, dict) else {}
