"""Who asked for the edits of a published week: a table of its own, or what a repair wrote."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import ClassVar

from scheduler.domain.scenario import Scenario
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.fields import Day, Label, Name, column
from scheduler.loading.schema.table_row import Columns

REPAIR, REPAIRS = "repair-", "repairs.csv"


class AskedRow(Columns):
    file: ClassVar[str] = "asked.csv"
    summary: ClassVar[str] = "Who asked for an edit of a person's day, and why."
    unique: ClassVar[tuple[str, ...]] = ("csr_id", "date")

    csr_id: Name = column("A person of csrs.csv.")
    date: Day = column("The day that was changed.")
    asked_by: Label = column("Who asked.")
    reason: str = column("Why.", default="")


def read_asked(path: Path, scenario: Scenario) -> tuple[AskedRow, ...]:
    """The table of a file. Raises InputFaults with every fault of it."""
    findings = FaultList()
    table = read_table(CsvFile(path, path.name), AskedRow, findings)
    if not table.present:
        findings.fault(SourcePlace(path.name, 1), "file", "found no such file", "who asked")
    for record in table:
        if record.row.csr_id not in scenario.everybody.csr:
            known = scenario.everybody.csr
            findings.unknown(record.place, "csr_id", record.row.csr_id, known, "csrs.csv")
        if not 0 <= (record.row.date - scenario.grid.first_day).days < scenario.grid.days:
            first, last = scenario.grid.date(0), scenario.grid.date(scenario.grid.days - 1)
            allowed = f"a day from {first} to {last}"
            findings.fault(record.place, "date", f"found {record.row.date}", allowed)
    if findings.faults:
        raise InputFaults(findings.faults)
    return tuple(record.row for record in table)


def asked_of_repair(roster: Path) -> tuple[AskedRow, ...]:
    """Reasons in repairs.csv for a roster that lies in `repair-<name>/`; none for any other."""
    home = roster.absolute().parent
    path = home.parent / REPAIRS
    if not home.name.startswith(REPAIR) or not path.is_file():
        return ()
    name, found = home.name.removeprefix(REPAIR), dict[tuple[str, date], AskedRow]()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("repair") == name and row.get("reason") and row.get("start"):
                day = date.fromisoformat(row["start"][:10])
                asked = AskedRow(
                    csr_id=row["csr_id"], date=day, asked_by="repair", reason=row["reason"]
                )
                found.setdefault((asked.csr_id, day), asked)
    return tuple(found.values())
