"""DataFrames as the source of a centre's inputs: the same tables with the same checks.

Every cell becomes the text that the CSV file would hold, so that there is one schema, one
set of checks and one meaning of a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from scheduler.loading.faults import FaultList, SourcePlace, shown
from scheduler.loading.invisible import with_plain_spaces
from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.readers.settings_file import FILE, read_toml
from scheduler.loading.readers.sources import RawSettings, digest_of, read_text
from scheduler.loading.readers.toml_lines import KeyPath, TomlLines
from scheduler.loading.schema.columns import TABLES
from scheduler.loading.schema.fields import value_types
from scheduler.loading.schema.table_row import Columns

NAMES: Mapping[str, str] = {model.file: Path(model.file).stem for model in TABLES}
SETTINGS = "settings"  # what a dict of settings is called in faults
MODELS: Mapping[str, type[Columns]] = {model.file: model for model in TABLES}
EXACT = 2**53  # whole numbers up to here are exact in a float


@dataclass(frozen=True)
class FrameTable:
    """One DataFrame, or none; `file` is what faults call it.

    A named index counts as a column of that name, so that `csrs.set_index("csr_id")` is
    the same table.
    """

    file: str
    frame: pd.DataFrame | None
    model: type[Columns]

    @property
    def present(self) -> bool:
        return self.frame is not None

    def place(self, line: int) -> SourcePlace:
        """Line 0 is the header, line 1 the first row."""
        if self.frame is None or line == 0:
            return SourcePlace(self.file, 0)
        return SourcePlace(self.file, line, str(self.frame.index[line - 1]))

    def lines(self, findings: FaultList, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:  # noqa: ARG002
        columns = self._columns()
        yield 0, [name for name, _ in columns]
        if columns:
            cells = zip(*(self._texts(name, values) for name, values in columns), strict=True)
            for line, row in enumerate(cells, start=1):
                if any(row):
                    yield line, list(row)

    def _columns(self) -> list[tuple[str, list[Any]]]:
        """Names and values; the index's where it has a name that is no column."""
        if self.frame is None:
            return []
        found = [
            (str(name).strip(), self.frame.iloc[:, at].tolist())
            for at, name in enumerate(self.frame.columns)
        ]
        known, own = columns_of(self.model), {name for name, _ in found}
        for at, name in enumerate(self.frame.index.names):
            if name in known and name not in own:
                found.insert(at, (str(name), self.frame.index.get_level_values(at).tolist()))
        return found

    def _texts(self, name: str, values: list[Any]) -> list[str]:
        info = columns_of(self.model).get(name)
        is_day = info is not None and date in value_types(info.annotation)
        return [cell_text(value, is_day) for value in values]


def cell_text(value: Any, is_day: bool = False) -> str:
    """What a CSV file would hold for a value; a day where the column has days, not times."""
    if isinstance(value, str):
        return with_plain_spaces(value).strip()
    if isinstance(value, np.generic):
        return cell_text(value.item(), is_day)
    if isinstance(value, list | tuple | np.ndarray):
        return ";".join(cell_text(part) for part in value)
    if isinstance(value, set | frozenset):
        return ";".join(sorted(cell_text(part) for part in value))
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)
    if isinstance(value, datetime):
        is_midnight = is_day and value.time() == time()
        return value.date().isoformat() if is_midnight else value.isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second or value.microsecond else "minutes")
    return str(value)


@dataclass(frozen=True)
class InputFrames:
    """Settings, and the DataFrames by the names of the files that they stand for."""

    given: Any  # a dict, a path, or TOML: anything else is a fault
    frames: Mapping[str, pd.DataFrame]

    @property
    def folder(self) -> str:
        return ""

    def missing(self, findings: FaultList) -> bool:  # noqa: ARG002
        return False

    def table(self, file: str) -> FrameTable:
        return FrameTable(NAMES[file], self.frames.get(file), MODELS[file])

    def settings(self, findings: FaultList) -> RawSettings | None:
        if isinstance(self.given, Mapping):
            keys = json.loads(json.dumps(self.given, default=_plain))
            return RawSettings(SETTINGS, keys, TomlLines(dict.fromkeys(_paths(keys), 0), first=0))
        if isinstance(self.given, str) and ("\n" in self.given or "=" in self.given):
            return read_toml(self.given, findings)
        if isinstance(self.given, str | Path):
            text = read_text(Path(self.given), FILE, findings)
            return None if text is None else read_toml(text, findings)
        found = f"found {shown(self.given)}"
        allowed = "a dict as in settings.toml, a path to one, or its text"
        findings.fault(SourcePlace(SETTINGS, 0), "settings", found, allowed)
        return None

    def strays(self) -> list[str]:
        return []

    def digest(self) -> str:
        """Of what the frames say: that of a folder with the same cells is another."""
        unheard = FaultList()
        parts = {
            file: repr([cells for _, cells in self.table(file).lines(unheard)]).encode()
            for file in self.frames
        }
        raw = self.settings(unheard)
        parts[FILE] = repr(raw.keys if raw else None).encode()
        return digest_of(parts)


def _plain(value: Any) -> Any:
    """What TOML would hold for a value that JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, set | frozenset | tuple | np.ndarray):
        return list(value)
    return cell_text(value, is_day=True)


def _paths(keys: Any, before: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of every key and list entry."""
    for name, value in keys.items():
        path = (*before, name)
        yield path
        if isinstance(value, dict):
            yield from _paths(value, path)
        elif isinstance(value, list):
            yield from ((*path, at) for at in range(len(value)))
