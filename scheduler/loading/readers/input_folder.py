"""A folder of files as the source of a centre's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.bounded_read import is_there
from scheduler.loading.readers.settings_file import FILE, read_toml
from scheduler.loading.readers.sources import CsvFile, RawSettings, digest_of, read_text
from scheduler.loading.schema.columns import TABLES

NAMES = (FILE, *(model.file for model in TABLES))


@dataclass(frozen=True)
class InputFolder:
    """settings.toml and the CSV files of a folder."""

    path: Path

    @property
    def folder(self) -> str:
        return str(self.path)

    def missing(self, findings: FaultList) -> bool:
        if self.path.is_dir():
            return False
        found = "found a file" if self.path.is_file() else "found no such folder"
        if self.path.is_symlink():
            found = f"found a link to {self.path.readlink()}, which leads to no folder"
        findings.fault(SourcePlace(self.folder, 1), "folder", found, "an input folder")
        return True

    def table(self, file: str) -> CsvFile:
        return CsvFile(self.path / file, file)

    def settings(self, findings: FaultList) -> RawSettings | None:
        path = self.path / FILE
        if not is_there(path):
            place = SourcePlace(FILE, 1)
            findings.fault(place, "file", "found no such file", "one in every input folder")
            return None
        text = read_text(path, FILE, findings)
        return None if text is None else read_toml(text, findings)

    def strays(self) -> list[str]:
        return [path.name for path in sorted(self.path.glob("*.csv")) if path.name not in NAMES]

    def digest(self) -> str:
        paths = [self.path / name for name in NAMES]
        return digest_of({path.name: path.read_bytes() for path in paths if path.is_file()})
