"""Overtime that people have agreed to and late changes, from the tables of what has been told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.domain.agreed_overtime import AgreedOvertime
from scheduler.domain.late_changes import LateChange
from scheduler.loading.builders.news_since import Centre
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.sources import CsvFile, TableSource
from scheduler.loading.schema.news_columns import NewsRow

OVERTIME, EXTRA_DAY, LATE_CHANGE = "overtime", "extra_day", "late_change"


def news_tables(
    source: TableSource, published: Path | None, told: Path | None
) -> tuple[TableSource, ...]:
    """The news of the input folder, and the file `told` or else that of the published weeks."""
    if told is None and published is None:
        return (source,)
    path = told or (published or Path()) / NewsRow.file
    return source, CsvFile(path, f"{path.parent.name}/{path.name}")


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


def read_late_changes(source: TableSource, centre: Centre) -> Iterator[LateChange]:
    """Rows of shifts that were changed late, of people who are still there."""
    people, grid = {csr.csr_id for csr in centre.csrs}, centre.grid
    for record in read_table(source, NewsRow, FaultList()):
        first = grid.floor(record.row.start)
        if record.row.what == LATE_CHANGE and 0 <= first < grid.slots:
            yield from (LateChange(c, first) for c in record.row.csr_id or () if c in people)


def _check_people(
    place: SourcePlace, ids: Iterable[str], centre: Centre, findings: FaultList
) -> None:
    people = {csr.csr_id for csr in centre.csrs}
    for csr_id in ids:
        if csr_id not in people:
            findings.unknown(place, "csr_id", csr_id, people, "csrs.csv")
