"""All tables of a centre, each checked on its own."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.loading.faults import FaultList, SourcePlace, nearest
from scheduler.loading.readers.csv_tables import CsvTable, read_table
from scheduler.loading.readers.history_file import History, read_history, read_tickets
from scheduler.loading.readers.input_folder import NAMES
from scheduler.loading.readers.settings_file import SettingsFile, read_settings
from scheduler.loading.readers.sources import InputSource
from scheduler.loading.schema.columns import (
    AvailabilityRow,
    ContractRow,
    CsrRow,
    MeetingRow,
    PayClassRow,
    PinRow,
    PlanRow,
    RequestRow,
    RosterRow,
    TimeOffRow,
)
from scheduler.loading.schema.demand_columns import (
    EventRow,
    ForecastRow,
    HandlingTimeRow,
    ProfileRow,
    VolumeRow,
)
from scheduler.loading.schema.past_columns import RequestHistoryRow


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
    """What a centre's inputs hold: the demand, and who is there for it."""

    csrs: CsvTable[CsrRow]
    contracts: CsvTable[ContractRow]
    handling_times: CsvTable[HandlingTimeRow]
    meetings: CsvTable[MeetingRow]
    time_off: CsvTable[TimeOffRow]
    availability: CsvTable[AvailabilityRow]
    requests: CsvTable[RequestRow]
    pins: CsvTable[PinRow]
    previous: CsvTable[RosterRow]
    request_history: CsvTable[RequestHistoryRow]
    pay_classes: CsvTable[PayClassRow]
    plan: CsvTable[PlanRow]


def read_files(source: InputSource, findings: FaultList) -> Files | None:
    """Read every table that is there; faults for those that must be and are not."""
    demand = read_demand(source, findings)
    if demand is None:
        return None
    files = Files(
        **vars(demand),
        csrs=read_table(source.table(CsrRow.file), CsrRow, findings),
        contracts=read_table(source.table(ContractRow.file), ContractRow, findings),
        handling_times=read_table(source.table(HandlingTimeRow.file), HandlingTimeRow, findings),
        meetings=read_table(source.table(MeetingRow.file), MeetingRow, findings),
        time_off=read_table(source.table(TimeOffRow.file), TimeOffRow, findings),
        availability=read_table(source.table(AvailabilityRow.file), AvailabilityRow, findings),
        requests=read_table(source.table(RequestRow.file), RequestRow, findings),
        pins=read_table(source.table(PinRow.file), PinRow, findings),
        previous=read_table(source.table(RosterRow.file), RosterRow, findings),
        request_history=read_table(
            source.table(RequestHistoryRow.file), RequestHistoryRow, findings
        ),
        pay_classes=read_table(source.table(PayClassRow.file), PayClassRow, findings),
        plan=read_table(source.table(PlanRow.file), PlanRow, findings),
    )
    _check_presence(files.csrs, files.contracts, findings)
    _warn_of_strays(source, findings)
    return files


def read_demand(source: InputSource, findings: FaultList) -> DemandFiles | None:
    """Read what is about contacts alone; faults where there is nothing to forecast from."""
    if source.missing(findings):
        return None
    settings = read_settings(source, findings)
    keys = settings.keys if settings else None
    files = DemandFiles(
        settings=settings,
        forecast=read_table(source.table(ForecastRow.file), ForecastRow, findings),
        history=read_history(source, keys, findings),
        tickets=read_tickets(source, keys, findings),
        volumes=read_table(source.table(VolumeRow.file), VolumeRow, findings),
        profile=read_table(source.table(ProfileRow.file), ProfileRow, findings),
        events=read_table(source.table(EventRow.file), EventRow, findings),
    )
    _check_demand(files, findings)
    return files


def _check_presence(
    csrs: CsvTable[CsrRow], contracts: CsvTable[ContractRow], findings: FaultList
) -> None:
    tables: tuple[CsvTable[CsrRow] | CsvTable[ContractRow], ...] = (csrs, contracts)
    for table in tables:
        if not table.present:
            found = f"found no such {findings.kind}"
            needed = "one for every centre" if findings.frames else "one in every input folder"
            findings.fault(SourcePlace(table.file, 1), findings.kind, found, needed)
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
        findings.fault(SourcePlace(ForecastRow.file, 1), findings.kind, found, "one of the two")


def _warn_of_strays(source: InputSource, findings: FaultList) -> None:
    for name in source.strays():
        findings.warn(f"{name} is not read{nearest(name, NAMES)}")
