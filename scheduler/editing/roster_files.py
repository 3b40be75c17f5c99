"""Any roster file: a table, or a workbook that came back from a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.editing.hand_edits import DayEdit, EditedRoster, slots_of
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.roster_file import read_roster
from scheduler.loading.readers.sources import CsvFile
from scheduler.loading.schema.columns import RosterRow

if TYPE_CHECKING:
    from scheduler.editing.original import Written

WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOKS


def read_roster_file(path: Path, scenario: Scenario) -> Roster:
    """The roster of a table or a workbook as it stands there. Raises InputFaults."""
    if is_workbook(path):
        from scheduler.editing.workbook_edits import read_workbook  # here: imports openpyxl

        return read_workbook(path, scenario).roster
    return read_roster(path, scenario)


def read_edited(path: Path, scenario: Scenario, results: Path) -> EditedRoster | None:
    """A roster file with what was changed in it since it was made.

    A workbook carries its original. A table is held against the workbook or the table of the
    `results` it came from, else against what was published; None where there is neither.
    Raises InputFaults.
    """
    if is_workbook(path):
        from scheduler.editing.workbook_edits import read_workbook  # here: imports openpyxl

        return read_workbook(path, scenario)
    roster = read_roster(path, scenario)
    original, written = _original(path, scenario, results)
    if original is None:
        return None
    edits = tuple(_differences(path, scenario, original, roster))
    changed = {(edit.csr_id, edit.day) for edit in edits}
    kept = [
        edit
        for edit in (written.kept if written else ())
        if (edit.csr_id, edit.day) not in changed and edit.csr_id in scenario.csr
    ]
    return EditedRoster(path.name, original, roster, edits, tuple(kept))


def need_original(path: Path) -> InputFaults:
    """The fault of a table that nothing is known to have been made from."""
    findings = FaultList()
    place, found = SourcePlace(str(path), 0), "found no original to compare it with"
    allowed = "a roster of the results in --out, of a workbook beside it, or of a published week"
    findings.fault(place, "file", found, allowed)
    return InputFaults(findings.faults)


def _original(
    path: Path, scenario: Scenario, results: Path
) -> tuple[Roster | None, Written | None]:
    """What a table was changed from."""
    from scheduler.editing.original import original_beside  # here: imports openpyxl

    grid = scenario.grid
    for folder in dict.fromkeys((results, path.parent)):
        written = original_beside(folder / "roster.xlsx")
        if written is not None and written.fits(grid):
            return written.roster, written
    table = results / "roster.csv"
    if table.is_file() and table.resolve() != path.resolve():
        return read_roster(table, scenario), None
    return scenario.published, None


def _differences(
    path: Path, scenario: Scenario, original: Roster, roster: Roster
) -> Iterator[DayEdit]:
    """One edit for each day of a person that differs."""
    before, after = _days(scenario, original), _days(scenario, roster)
    lines = _lines(path, scenario)
    for key in sorted({*before, *after}, key=lambda key: (key[1], key[0])):
        was, now = before.get(key, ()), after.get(key, ())
        if was == now:
            continue
        did, does = slots_of(was), slots_of(now)
        typed = frozenset(slot for slot in does if does[slot] != did.get(slot))
        new = [lines[s] for s in now if s not in was and s in lines]
        yield DayEdit(*key, tuple(f"line {line}" for line in new), was, now, typed)


def _days(scenario: Scenario, roster: Roster) -> dict[tuple[str, int], tuple[Segment, ...]]:
    """Segments of each person's day; shadows are left out, they follow their colleagues."""
    own = without_shadows(scenario, roster).merged_shifts(scenario.grid.slots_per_day)
    return {
        (csr_id, shift.day): shift.segments
        for csr_id, shifts in own.items()
        if csr_id in scenario.csr
        for shift in shifts
    }


def _lines(path: Path, scenario: Scenario) -> dict[Segment, int]:
    """The line of each segment."""
    found: dict[Segment, int] = {}
    for record in read_table(CsvFile(path, path.name), RosterRow, FaultList()):
        row, grid = record.row, scenario.grid
        start, end = grid.starting(row.start), grid.starting(row.end)
        if start is not None and end is not None:
            found[Segment(row.csr_id, start, end, row.activity, row.paid)] = record.place.line
    return found
