"""All files of an input folder, each checked on its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scheduler.loading.faults import Findings, Place, nearest
from scheduler.loading.history import History, read_history, read_tickets
from scheduler.loading.schema import (
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
from scheduler.loading.settings_file import FILE, SettingsFile, read_settings
from scheduler.loading.tables import Table, read_table

NAMES = (FILE, *(model.file for model in TABLES))


@dataclass(frozen=True)
class DemandFiles:
    """What is asked of a centre; `settings` is None when too little of it is valid."""

    settings: SettingsFile | None
    forecast: Table[ForecastRow]
    history: History
    tickets: History
    volumes: Table[VolumeRow]
    profile: Table[ProfileRow]
    events: Table[EventRow]


@dataclass(frozen=True)
class Files(DemandFiles):
    """What an input folder holds: the demand, and who is there for it."""

    csrs: Table[CsrRow]
    contracts: Table[ContractRow]
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


def read_demand(folder: Path, findings: Findings) -> DemandFiles | None:
    """Read what is about contacts alone; faults where there is nothing to forecast from."""
    if not folder.is_dir():
        found = "found a file" if folder.is_file() else "found no such folder"
        findings.fault(Place(str(folder), 1), "folder", found, "an input folder")
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


def _check_presence(csrs: Table[CsrRow], contracts: Table[ContractRow], findings: Findings) -> None:
    tables: tuple[Table[CsrRow] | Table[ContractRow], ...] = (csrs, contracts)
    for table in tables:
        if not table.present:
            found = "found no such file"
            findings.fault(Place(table.file, 1), "file", found, "one in every input folder")
        else:
            _check_rows(table.file, len(table.records), findings)


def _check_rows(file: str, rows: int, findings: Findings) -> None:
    if not rows and file not in {fault.file for fault in findings.faults}:
        findings.fault(Place(file, 2), "row", "found no row", "at least one row")


def _check_demand(files: DemandFiles, findings: Findings) -> None:
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
        findings.fault(Place(ForecastRow.file, 1), "file", found, "one of the two")


def _warn_of_strays(folder: Path, findings: Findings) -> None:
    for path in sorted(folder.glob("*.csv")):
        if path.name not in NAMES:
            findings.warn(f"{path.name} is not read{nearest(path.name, NAMES)}")
