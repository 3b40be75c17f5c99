"""All files of an input folder, each checked on its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scheduler.loading.faults import Findings, Place, nearest
from scheduler.loading.schema import (
    TABLES,
    ContractRow,
    CsrRow,
    ForecastRow,
    HandlingTimeRow,
    HistoryRow,
    MeetingRow,
    PayClassRow,
    PinRow,
    PlanRow,
    RequestRow,
    RosterRow,
    TimeOffRow,
)
from scheduler.loading.settings_file import FILE, SettingsFile, read_settings
from scheduler.loading.tables import Table, read_table

NAMES = (FILE, *(model.file for model in TABLES))


@dataclass(frozen=True)
class Files:
    """What an input folder holds; `settings` is None when too little of it is valid."""

    settings: SettingsFile | None
    csrs: Table[CsrRow]
    contracts: Table[ContractRow]
    forecast: Table[ForecastRow]
    history: Table[HistoryRow]
    handling_times: Table[HandlingTimeRow]
    meetings: Table[MeetingRow]
    time_off: Table[TimeOffRow]
    requests: Table[RequestRow]
    pins: Table[PinRow]
    previous: Table[RosterRow]
    pay_classes: Table[PayClassRow]
    plan: Table[PlanRow]


def read_files(folder: Path, findings: Findings) -> Files | None:
    """Read every file that is there; faults for those that must be and are not."""
    if not folder.is_dir():
        found = "found a file" if folder.is_file() else "found no such folder"
        findings.fault(Place(str(folder), 1), "folder", found, "an input folder")
        return None
    files = Files(
        settings=read_settings(folder, findings),
        csrs=read_table(folder / CsrRow.file, CsrRow, findings),
        contracts=read_table(folder / ContractRow.file, ContractRow, findings),
        forecast=read_table(folder / ForecastRow.file, ForecastRow, findings),
        history=read_table(folder / HistoryRow.file, HistoryRow, findings),
        handling_times=read_table(folder / HandlingTimeRow.file, HandlingTimeRow, findings),
        meetings=read_table(folder / MeetingRow.file, MeetingRow, findings),
        time_off=read_table(folder / TimeOffRow.file, TimeOffRow, findings),
        requests=read_table(folder / RequestRow.file, RequestRow, findings),
        pins=read_table(folder / PinRow.file, PinRow, findings),
        previous=read_table(folder / RosterRow.file, RosterRow, findings),
        pay_classes=read_table(folder / PayClassRow.file, PayClassRow, findings),
        plan=read_table(folder / PlanRow.file, PlanRow, findings),
    )
    _check_presence(files, findings)
    _warn_of_strays(folder, findings)
    return files


def digest(folder: Path) -> str:
    """Sixteen hexadecimal digits that change with the name or a byte of any input file."""
    found = hashlib.sha256()
    for path in sorted(folder / name for name in NAMES):
        if path.is_file():
            data = path.read_bytes()
            found.update(f"{path.name}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()[:16]


def _check_presence(files: Files, findings: Findings) -> None:
    faulty = {fault.file for fault in findings.faults}
    for table in (files.csrs, files.contracts, files.forecast, files.history):
        needed = table.file in (CsrRow.file, ContractRow.file)
        if not table.present and needed:
            found = "found no such file"
            findings.fault(Place(table.file, 1), "file", found, "one in every input folder")
        elif table.present and not table.records and table.file not in faulty:
            findings.fault(Place(table.file, 2), "row", "found no row", "at least one row")
    if not files.forecast.present and not files.history.present:
        found = "found neither forecast.csv nor history.csv"
        findings.fault(Place(ForecastRow.file, 1), "file", found, "one of the two")


def _warn_of_strays(folder: Path, findings: Findings) -> None:
    for path in sorted(folder.glob("*.csv")):
        if path.name not in NAMES:
            findings.warn(f"{path.name} is not read{nearest(path.name, NAMES)}")
