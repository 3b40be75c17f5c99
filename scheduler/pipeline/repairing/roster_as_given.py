"""A roster file to start from: read without overlaps, and what it breaks before any news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from csv import DictReader
from csv import Error as CsvError
from datetime import date, datetime
from pathlib import Path

from scheduler.domain.clause import Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.editing.roster_files import is_workbook, read_roster_file
from scheduler.loading import InputFaults
from scheduler.loading.faults import FaultList, SourcePlace
from scheduler.loading.readers.csv_tables import Record, read_table
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.columns import RosterRow
from scheduler.rules import RULES

LEAVE = "time_off"  # leave told since the roster was made is no fault of the roster
MOST = 10  # lines


def week_of(path: Path) -> date | None:
    """A day of the week that a roster file is of: its earliest start; None where it has none."""
    if is_workbook(path):
        from scheduler.editing.original import original_beside  # here: imports openpyxl

        written = original_beside(path)
        return None if written is None else written.first_day
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            starts = [row["start"] for row in DictReader(file) if row.get("start")]
        return min(datetime.fromisoformat(start.strip()).date() for start in starts)
    except (OSError, ValueError, CsvError):  # whoever reads the file says what is wrong with it
        return None


def read_given(path: Path, scenario: Scenario) -> Roster:
    """The roster of a file, without those who have a colleague's shifts.

    Raises InputFaults, with each line, where somebody would do two things at once: which of
    them holds is not known.
    """
    roster = read_roster_file(path, scenario)
    doubled = set(_doubled(roster))
    if doubled:
        findings = FaultList()
        for csr_id, start in sorted(doubled) if is_workbook(path) else ():
            found = f"found two things at once for {csr_id}, {scenario.grid.text(start)}"
            allowed = "segments that do not overlap"
            findings.fault(SourcePlace(str(path), 0), "start", found, allowed)
        for record in _rows(path):
            row = record.row
            if (row.csr_id, scenario.grid.floor(row.start)) in doubled:
                found = f"found {row.start.isoformat()}, inside another segment of {row.csr_id}"
                findings.fault(record.place, "start", found, "segments that do not overlap")
        raise InputFaults(findings.faults)
    return without_shadows(scenario, roster)


def _rows(path: Path) -> Iterable[Record[RosterRow]]:
    if is_workbook(path):
        return ()
    return read_table(CsvFile(path, path.name), RosterRow, FaultList())


def _doubled(roster: Roster) -> Iterator[tuple[str, int]]:
    """Person and start of each segment that begins before the one before has ended."""
    for csr_id, own in roster.by_csr.items():
        until = None
        for segment in sorted(own):
            if until is not None and segment.start < until:
                yield csr_id, segment.start
            until = segment.end if until is None else max(until, segment.end)


def broken_as_given(scenario: Scenario, roster: Roster) -> list[Violation]:
    """Rules that the roster breaks as it stands, leave that people have since been given apart."""
    return [
        violation
        for rule in RULES
        if rule.name != LEAVE
        for violation in rule.from_scenario(scenario).check(scenario, roster)
    ]


def broken_lines(violations: Sequence[Violation]) -> Iterator[str]:
    """A line for each of the first of them, with its place where it has one."""
    for found in violations[:MOST]:
        who = f" {found.csr_id}" if found.csr_id else ""
        source = f" [{found.source}]" if found.source else ""
        yield f"{found.rule}{who}: {found.message}{source}"
    if len(violations) > MOST:
        yield f"and {len(violations) - MOST} more: `scheduler audit` lists them"
