"""Overtime that people have agreed to, from the tables of what has been told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scheduler.domain.agreed_overtime import AgreedOvertime
from scheduler.loading.builders.told_since import Centre
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.sources import CsvFile, TableSource
from scheduler.loading.schema.news_columns import NewsRow

OVERTIME, EXTRA_DAY = "overtime", "extra_day"


def known_agreements(
    source: TableSource,
    published: Path | None,
    told: Path | None,
    centre: Centre,
    findings: FaultList,
) -> tuple[AgreedOvertime, ...]:
    """Those of the input folder, and of the file `told` or else of the published weeks."""
    found = read_agreements(source, centre, findings)
    if told is None and published is None:
        return found
    path = told or (published or Path()) / NewsRow.file
    known = CsvFile(path, f"{path.parent.name}/{path.name}")
    return (*found, *read_agreements(known, centre, findings))


def read_agreements(
    source: TableSource, centre: Centre, findings: FaultList
) -> tuple[AgreedOvertime, ...]:
    """Rows of overtime in a table of news; what is wrong with its cells is said elsewhere."""
    found = []
    for record in read_table(source, NewsRow, FaultList()):
        row, grid = record.row, centre.grid
        if row.what not in (OVERTIME, EXTRA_DAY):
            continue
        start, end = grid.starting(row.start), grid.starting(row.end)
        if start is None or end is None or not start < end or grid.day(start) != grid.day(end - 1):
            found_text = f"found {row.start.isoformat()} to {row.end.isoformat()}"
            allowed = f"a span of one day on the grid of {grid.slot_minutes} minutes"
            findings.fault(record.place, "start", found_text, allowed)
        elif start >= 0 and end <= grid.slots:
            ids = row.csr_id or ("",)
            _check_people(record.place, ids, centre, findings)
            extra = row.what == EXTRA_DAY
            found += [AgreedOvertime(c, start, end, extra, record.source) for c in ids]
    return tuple(found)


def _check_people(
    place: SourcePlace, ids: Iterable[str], centre: Centre, findings: FaultList
) -> None:
    people = {csr.csr_id for csr in centre.csrs}
    for csr_id in ids:
        if csr_id not in people:
            findings.unknown(place, "csr_id", csr_id, people, "csrs.csv")
