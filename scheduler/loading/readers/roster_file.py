"""Roster files: the published past, the published week, and any roster to be audited."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.grid import Grid
from scheduler.domain.roster import (
    MEAL,
    REST,
    SHADOWING,
    SUPERVISION,
    Roster,
    Segment,
    meeting_activity,
    program_activity,
)
from scheduler.domain.scenario import Csr, Meeting, Program, Scenario
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace, nearest, shown
from scheduler.loading.readers.bounded_read import is_there
from scheduler.loading.readers.csv_tables import CsvTable, Record, read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.columns import RosterRow


@dataclass(frozen=True)
class Names:
    """The people and activities that a roster may name."""

    grid: Grid
    people: frozenset[str]
    activities: frozenset[str]

    @staticmethod
    def of(
        grid: Grid,
        csrs: tuple[Csr, ...],
        channels: Collection[str],
        meetings: tuple[Meeting, ...],
        programs: tuple[Program, ...],
    ) -> Names:
        return Names(
            grid,
            frozenset(csr.csr_id for csr in csrs),
            frozenset({*channels, REST, MEAL, SUPERVISION, SHADOWING})
            | {meeting_activity(m.meeting_id) for m in meetings}
            | {program_activity(p.program_id) for p in programs},
        )


def read_roster(path: Path, scenario: Scenario) -> Roster:
    """A roster of the scenario's horizon, times with or without an offset.

    Raises InputFaults for unknown people and activities, times off the grid or outside
    the horizon. Whether it keeps the rules is for the audit to say.
    """
    findings = FaultList()
    path = Path(path)
    grid = scenario.grid
    table = read_table(CsvFile(path, path.name), RosterRow, findings)
    if not is_there(path):
        findings.fault(SourcePlace(str(path), 1), "file", "found no such file", "a roster file")
    people = scenario.everybody.csrs
    names = Names.of(grid, people, scenario.opening, scenario.meetings, scenario.programs)
    segments = []
    elsewhere = _other_week(table, grid)
    if elsewhere is not None:
        findings.fault(*elsewhere)
        raise InputFaults(findings.faults)
    for record in table:
        _check_names(record, names, findings)
        segment = _segment(record, grid, findings)
        if segment is None:
            continue
        if segment.start < 0 or segment.end > grid.slots:
            found = f"found {record.row.start.isoformat()}"
            allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"
            findings.fault(record.place, "start", found, allowed)
        segments.append(segment)
    if findings.faults:
        raise InputFaults(findings.faults)
    return Roster.of(segments)


def build_published(
    previous: CsvTable[RosterRow], published: Path | None, names: Names, findings: FaultList
) -> tuple[Roster | None, Roster | None]:
    """The past before the horizon, and the published roster of the horizon itself.

    A published roster that lies before the horizon is part of the past; where it and
    previous_roster.csv have the same person's day, the published one holds.
    """
    past = dict(_by_day(previous, names, findings))
    inside = [record for record in previous if _begins_inside(record, names.grid)]
    if inside:
        findings.warn(
            f"{inside[0].source}: rows in or after the requested week are ignored ({len(inside)})"
        )
    past = {key: own for key, own in past.items() if key[1] < 0}
    current: list[Segment] = []
    if published is not None:
        table = _published_table(published, findings)
        for key, own in _by_day(table, names, findings):
            if key[1] < 0:
                past[key] = own
            elif key[1] < names.grid.days:
                current += own
    before = [segment for own in past.values() for segment in own]
    if before:
        _warn_of_gap(before, names.grid, findings)
    return (Roster.of(before) if before else None, Roster.of(current) if current else None)


def _published_table(folder: Path, findings: FaultList) -> CsvTable[RosterRow]:
    path = Path(folder) / "roster.csv"
    file = f"{Path(folder).name}/roster.csv"
    if not is_there(path):
        findings.fault(SourcePlace(file, 1), "file", "found no such file", "the published roster")
    return read_table(CsvFile(path, file), RosterRow, findings)


def _by_day(
    table: CsvTable[RosterRow], names: Names, findings: FaultList
) -> Iterator[tuple[tuple[str, int], list[Segment]]]:
    """Segments of each person's day; people who have left are ignored with a warning."""
    days: dict[tuple[str, int], list[Segment]] = {}
    gone: dict[str, SourcePlace] = {}
    last: dict[str, Segment] = {}
    rows = sorted(
        (
            (segment, record)
            for record in table
            if (segment := _segment(record, names.grid, findings)) is not None
        ),
        key=lambda pair: pair[0],
    )
    for segment, record in rows:
        if segment.csr_id not in names.people:
            gone.setdefault(segment.csr_id, record.place)
            continue
        before = last.get(segment.csr_id)
        if before is not None and segment.start < before.end:
            found = f"found {record.row.start.isoformat()}, inside {before.activity}"
            findings.fault(record.place, "start", found, "segments that do not overlap")
        last[segment.csr_id] = segment
        day = names.grid.day(segment.start)
        days.setdefault((segment.csr_id, day), []).append(segment)
    for csr_id, place in gone.items():
        findings.warn(f"{place}: {csr_id} is not in csrs.csv: these rows are ignored")
    yield from days.items()


def _other_week(table: CsvTable[RosterRow], grid: Grid) -> tuple[SourcePlace, str, str, str] | None:
    """The fault of a roster without any row in the horizon; None for all others."""
    days = {grid.day(grid.floor(record.row.start)) for record in table}
    if not days or any(0 <= day < grid.days for day in days):
        return None
    first, last = grid.date(min(days)), grid.date(max(days))
    allowed = f"{grid.date(0)} to {grid.date(grid.days - 1)}, the days rostered"
    hint = f" (--week {first} takes the week of this roster)"
    return table.records[0].place, "start", f"found only {first} to {last}", allowed + hint


def _begins_inside(record: Record[RosterRow], grid: Grid) -> bool:
    return grid.floor(record.row.start) >= 0


def _check_names(record: Record[RosterRow], names: Names, findings: FaultList) -> None:
    row = record.row
    if row.csr_id not in names.people:
        findings.unknown(record.place, "csr_id", row.csr_id, names.people, "csrs.csv")
    if row.activity not in names.activities:
        known = sorted(names.activities)
        text = ", ".join(known[:20]) + nearest(row.activity, known)
        findings.fault(record.place, "activity", f"found {shown(row.activity)}", text)


def _segment(record: Record[RosterRow], grid: Grid, findings: FaultList) -> Segment | None:
    """The row on the grid, or None with a fault."""
    row, place = record.row, record.place
    start, end = grid.starting(row.start), grid.starting(row.end)
    if start is None or end is None:
        column, moment = ("start", row.start) if start is None else ("end", row.end)
        allowed = f"whole slots of {grid.slot_minutes} minutes"
        findings.fault(place, column, f"found {moment.isoformat()}", allowed)
        return None
    if start >= end:
        allowed = f"a time after start, {row.start.isoformat()}"
        findings.fault(place, "end", f"found {row.end.isoformat()}", allowed)
        return None
    return Segment(row.csr_id, start, end, row.activity, row.paid)


def _warn_of_gap(before: list[Segment], grid: Grid, findings: FaultList) -> None:
    last = grid.day(max(segment.end for segment in before) - 1)
    weeks = (-1 - last) // 7
    if weeks >= 1:
        findings.warn(
            f"history ends {weeks} week{'s' * (weeks > 1)} before the requested week: the last "
            f"shift known is of {grid.date(last)}, the days since count as off"
        )
