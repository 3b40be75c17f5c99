"""calibration.csv next to a roster: the heads added to its requirements."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from scheduler.domain.demand import Added
from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import FaultList, InputFaults
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.fields import Label, Moment, Name, column
from scheduler.loading.schema.table_row import Columns


class CalibrationRow(Columns):
    file: ClassVar[str] = "calibration.csv"
    summary: ClassVar[str] = "Heads added to the requirement where a simulation missed its target."

    start: Moment = column("Start of the interval.")
    end: Moment = column("Its end.")
    channel: Name = column("Channel of the requirement.")
    language: Label = column("Its language, `*` for all.")
    added: int = column("Heads added.", unit="people", low=1, high=10_000)
    before: float | None = column("Simulated share in time without them.", default=None)
    after: float | None = column("Simulated share in time with them.", default=None)


def read_calibration(path: Path, scenario: Scenario) -> tuple[Added, ...]:
    """Heads added, none without such a file. Raises InputFaults with every fault of it."""
    findings = FaultList()
    table = read_table(CsvFile(path, str(path)), CalibrationRow, findings)
    if findings.faults:
        raise InputFaults(findings.faults)
    grid = scenario.grid
    return tuple(
        Added(
            grid.floor(r.row.start), grid.ceil(r.row.end), r.row.channel, r.row.language,
            r.row.added,
        )
        for r in table
    )  # fmt: skip
