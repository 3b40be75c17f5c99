"""All files of an input folder, each checked on its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scheduler.loading.faults import FaultList, SourcePlace, nearest
from scheduler.loading.readers.csv_tables import CsvTable, read_table
from scheduler.loading.readers.history_file import History, read_history, read_tickets
from scheduler.loading.readers.settings_file import FILE, SettingsFile, read_settings
from scheduler.loading.schema.columns import (
    TABLES,
    ContractRow,
    CsrRow,
    EventRow,
    ForecastRow,
    HandlingTimeRow,
    MeetingRow,
    PayClassRow,
    PinRow,
    PlanRow,
    ProfileRow,
    RequestRow,
    RosterRow,
    TimeOffRow,
    VolumeRow,
)

NAMES = (FILE, *(model.file for model in TABLES))


@dataclass(frozen=True)
class DemandFiles:
    """What is asked of a centre; `settings` is None when too little of it is valid."""

    settings: SettingsFile | None
    forecast: CsvTable[ForecastRow]
    history: History
    tickets: History
    volumes: CsvTable[VolumeRow]
    profile: CsvTable[ProfileRow]
    events: CsvTable[EventRow]


@dataclass(frozen=True)
class Files(DemandFiles):
    """What an input folder holds: the demand, and who is there for it."""

    csrs: CsvTable[CsrRow]
    contracts: CsvTable[ContractRow]
    handling_times: CsvTable[HandlingTimeRow]
    meetings: CsvTable[MeetingRow]
    time_off: CsvTable[TimeOffRow]
    requests: CsvTable[RequestRow]
    pins: CsvTable[PinRow]
    previous: CsvTable[RosterRow]
    pay_classes: CsvTable[PayClassRow]
    plan: CsvTable[PlanRow]


def read_files(folder: Path, findings: FaultList) -> Files | None:
    """Read every file that is there; faults for those that must be and are not."""
    demand = read_demand(folder, findings)
    if demand is None:
        return None
    files = Files(
        **vars(demand),
        csrs=read_table(folder / CsrRow.file, CsrRow, findings),
        contracts=read_table(folder / ContractRow.file, ContractRow, findings),
        handling_times=read_table(folder / HandlingTimeRow.file, HandlingTimeRow, findings),
        meetings=read_table(folder / MeetingRow.file, MeetingRow, findings),
        time_off=read_table(folder / TimeOffRow.file, TimeOffRow, findings),
        requests=read_table(folder / RequestRow.file, RequestRow, findings),
        pins=read_table(folder / PinRow.file, PinRow, findings),
        previous=read_table(folder / RosterRow.file, RosterRow, findings),
        pay_classes=read_table(folder / PayClassRow.file, PayClassRow, findings),
        plan=read_table(folder / PlanRow.file, PlanRow, findings),
    )
    _check_presence(files.csrs, files.contracts, findings)
    _warn_of_strays(folder, findings)
    return files


def read_demand(folder: Path, findings: FaultList) -> DemandFiles | None:
    """Read what is about contacts alone; faults where there is nothing to forecast from."""
    if not folder.is_dir():
        found = "found a file" if folder.is_file() else "found no such folder"
        findings.fault(SourcePlace(str(folder), 1), "folder", found, "an input folder")
        return None
    settings = read_settings(folder, findings)
    keys = settings.keys if settings else None
    files = DemandFiles(
        settings=settings,
        forecast=read_table(folder / ForecastRow.file, ForecastRow, findings),
        history=read_history(folder, keys, findings),
        tickets=read_tickets(folder, keys, findings),
        volumes=read_table(folder / VolumeRow.file, VolumeRow, findings),
        profile=read_table(folder / ProfileRow.file, ProfileRow, findings),
        events=read_table(folder / EventRow.file, EventRow, findings),
    )
    _check_demand(files, findings)
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


def _check_presence(
    csrs: CsvTable[CsrRow], contracts: CsvTable[ContractRow], findings: FaultList
) -> None:
    tables: tuple[CsvTable[CsrRow] | CsvTable[ContractRow], ...] = (csrs, contracts)
    for table in tables:
        if not table.present:
            found = "found no such file"
            findings.fault(SourcePlace(table.file, 1), "file", found, "one in every input folder")
        else:
            _check_rows(table.file, len(table.records), findings)


def _check_rows(file: str, rows: int, findings: FaultList) -> None:
    if not rows and file not in {fault.file for fault in findings.faults}:
        findings.fault(SourcePlace(file, 2), "row", "found no row", "at least one row")


def _check_demand(files: DemandFiles, findings: FaultList) -> None:
    """Something to forecast from, and rows in what is there."""
    sources = {
        files.forecast.file: (files.forecast.present, len(files.forecast.records)),
        files.history.file: (files.history.present, len(files.history.readings)),
        files.tickets.file: (files.tickets.present, len(files.tickets.readings)),
        files.volumes.file: (files.volumes.present, len(files.volumes.records)),
    }
    for file, (present, rows) in sources.items():
        if present:
            _check_rows(file, rows, findings)
    if not any(present for present, _ in sources.values()):
        found = "found neither forecast.csv nor history.csv"
        findings.fault(SourcePlace(ForecastRow.file, 1), "file", found, "one of the two")


def _warn_of_strays(folder: Path, findings: FaultList) -> None:
    for path in sorted(folder.glob("*.csv")):
        if path.name not in NAMES:
            findings.warn(f"{path.name} is not read{nearest(path.name, NAMES)}")
