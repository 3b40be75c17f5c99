"""`hired` and `last_day` of csrs.csv: days of the horizon on which a person is not employed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TypeVar

from scheduler.domain.partial_weeks import AFTER, BEFORE
from scheduler.domain.scenario import Meeting, Program, TimeOff
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import CsrRow

Gathering = TypeVar("Gathering", Meeting, Program)


def build_employment(files: Files, frame: CentreFrame) -> tuple[TimeOff, ...]:
    """The days outside of everybody's employment, as absences without pay.

    A fault where the last day lies before the first; a warning of who has no day at all.
    """
    found = []
    nobody: list[Record[CsrRow]] = []
    for record in files.csrs:
        row = record.row
        if row.hired and row.last_day and row.last_day < row.hired:
            allowed = f"{row.hired} (hired) or later"
            frame.findings.fault(record.place, "last_day", f"found {row.last_day}", allowed)
            continue
        own = _outside(record, frame)
        found += own
        if sum(off.end - off.start for off in own) >= frame.grid.slots:
            nobody.append(record)
    if nobody:
        names = ", ".join(record.row.csr_id for record in nobody[:6])
        more = f" and {len(nobody) - 6} more" if len(nobody) > 6 else ""
        frame.findings.warn(
            f"{nobody[0].place}: {names}{more} not employed in the days rostered (hired, "
            f"last_day): without a shift"
        )
    return tuple(found)


def _outside(record: Record[CsrRow], frame: CentreFrame) -> list[TimeOff]:
    row, grid = record.row, frame.grid

    def day_of(day: date) -> int:
        return min(max(0, (day - grid.first_day).days), grid.days) * grid.slots_per_day

    begin = day_of(row.hired) if row.hired else 0
    end = day_of(row.last_day) + grid.slots_per_day if row.last_day else grid.slots
    if row.last_day and row.last_day < grid.first_day:
        end = 0
    spans = ((0, begin, BEFORE), (min(end, grid.slots), grid.slots, AFTER))
    return [
        TimeOff(row.csr_id, first, last, kind, False, record.source, outside=True)
        for first, last, kind in spans
        if first < last
    ]


def without_others(
    gatherings: tuple[Gathering, ...], outside: Collection[TimeOff], slots: int
) -> tuple[Gathering, ...]:
    """Meetings and programs without who is employed on no day; with nobody left they stay."""
    gone = {off.csr_id for off in outside if off.end - off.start >= slots}
    found = []
    for one in gatherings:
        left = tuple(csr_id for csr_id in one.attendees if csr_id not in gone)
        found.append(replace(one, attendees=left) if left else one)
    return tuple(found)
