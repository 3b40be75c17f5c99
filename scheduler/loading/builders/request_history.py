"""Requests of the published past: request_history.csv of the inputs and of the published weeks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.domain.grid import Grid
from scheduler.domain.scenario import Csr, PastRequests
from scheduler.loading.faults import FaultList
from scheduler.loading.readers.csv_tables import CsvTable, Record, read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.past_columns import RequestHistoryRow


def build_request_history(
    given: CsvTable[RequestHistoryRow],
    published: Path | None,
    grid: Grid,
    csrs: tuple[Csr, ...],
    findings: FaultList,
) -> tuple[PastRequests, ...]:
    """What people asked for before the horizon; the published weeks hold where both have one.

    Rows of people who have left are ignored with a warning, those in or after the week asked for
    without one: publishing writes them, and the week may be rostered again.
    """
    found = _before(given, grid, csrs, findings)
    if published is not None:
        file = f"{published.name}/{RequestHistoryRow.file}"
        source = CsvFile(published / RequestHistoryRow.file, file)
        found |= _before(read_table(source, RequestHistoryRow, findings), grid, csrs, findings)
    return tuple(found[key] for key in sorted(found))


def _before(
    table: CsvTable[RequestHistoryRow], grid: Grid, csrs: tuple[Csr, ...], findings: FaultList
) -> dict[tuple[str, date], PastRequests]:
    people = {csr.csr_id for csr in csrs}
    gone: dict[str, Record[RequestHistoryRow]] = {}
    found = {}
    for record in table:
        row = record.row
        if row.csr_id not in people:
            gone.setdefault(row.csr_id, record)
        elif row.week < grid.first_day:
            found[row.csr_id, row.week] = PastRequests(*vars(row).values())
    for csr_id, record in gone.items():
        findings.warn(f"{record.place}: {csr_id} is not in csrs.csv: these rows are ignored")
    return found
