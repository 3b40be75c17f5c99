"""Sources of inputs: a folder of files, or anything else that yields rows of texts.

The code that reads and checks tables sees a `TableSource`, rows of texts that know their
places, and does not depend on whether they come from a CSV file or from a DataFrame.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.invisible import with_plain_spaces
from scheduler.loading.readers.bounded_read import NoFile, is_there, read_bounded
from scheduler.loading.readers.other_kinds import other_kind
from scheduler.loading.readers.toml_lines import TomlLines


class TableSource(Protocol):
    """One table: its rows as texts, the header first, each with the number of its line."""

    @property
    def file(self) -> str: ...

    @property
    def present(self) -> bool: ...

    def place(self, line: int) -> SourcePlace:
        """The place of a line, for faults."""

    def lines(self, findings: FaultList, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
        """Rows that are not blank; nothing, with a fault, where they cannot be read."""


@dataclass(frozen=True)
class RawSettings:
    """The keys as they were written, and the line of each."""

    file: str
    keys: dict[str, Any]
    lines: TomlLines


class InputSource(Protocol):
    """All inputs of one centre."""

    @property
    def folder(self) -> str:
        """The input folder; empty where there is none."""

    def missing(self, findings: FaultList) -> bool:
        """Whether there is nothing to read from at all, which is a fault."""

    def table(self, file: str) -> TableSource:
        """The table that a folder keeps in this file."""

    def settings(self, findings: FaultList) -> RawSettings | None:
        """The settings, not yet checked; None with a fault where they cannot be read."""

    def strays(self) -> list[str]:
        """Tables that nothing reads."""

    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with any input."""


@dataclass(frozen=True)
class CsvFile:
    """A CSV file; `file` is its name in faults."""

    path: Path
    file: str

    @property
    def present(self) -> bool:
        return is_there(self.path)

    def place(self, line: int) -> SourcePlace:
        return SourcePlace(self.file, line)

    def lines(self, findings: FaultList, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
        text = read_text(self.path, self.file, findings)
        if text is None:
            return
        kind = "comma" if delimiter == "," else "delimiter"
        text = with_plain_spaces(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for row in reader:
                cells = list(map(str.strip, row))
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            found = f"cannot be read ({error})"
            findings.fault(self.place(line), "row", found, f"{kind}-separated values")


def read_text(path: Path, file: str, findings: FaultList) -> str | None:
    """The UTF-8 text of a file (with or without a byte order mark), or None with a fault."""
    place = SourcePlace(file, 1)
    try:
        data = read_bounded(path, file)
    except NoFile as error:
        findings.fault(place, "file", error.found, error.allowed)
        return None
    except OSError as error:
        findings.fault(place, "file", f"cannot be read ({error.strerror})", "a readable file")
        return None
    if kind := other_kind(data):
        findings.fault(place, "encoding" if "UTF" in kind[0] else "file", *kind)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = SourcePlace(file, data.count(b"\n", 0, error.start) + 1)
        found = f"found the byte 0x{data[error.start]:02x}"
        findings.fault(line, "encoding", found, "UTF-8 (save as CSV UTF-8)")
        return None
    if "\0" in text:
        line = SourcePlace(file, text.count("\n", 0, text.index("\0")) + 1)
        findings.fault(line, "encoding", "found a NUL character", "UTF-8 text")
        return None
    if not text.strip():
        findings.fault(place, "file", "found nothing in it", "a header row and at least one row")
        return None
    return text


def digest_of(parts: dict[str, bytes]) -> str:
    """Sixteen hexadecimal digits that change with the name or a byte of any part."""
    found = hashlib.sha256()
    for name, data in sorted(parts.items()):
        found.update(f"{name}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest()[:16]
