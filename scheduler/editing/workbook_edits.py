"""A roster workbook that somebody changed in a spreadsheet, read back cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.domain.roster import Segment, Shift
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import with_shadows, without_shadows
from scheduler.editing.cell_words import (
    NotUnderstood,
    Typed,
    activity_typed,
    shift_typed,
    text_of,
)
from scheduler.editing.filling import Given, filled
from scheduler.editing.hand_edits import DayEdit, EditedRoster, segments_of, slots_of, with_edits
from scheduler.editing.original import Written, check_week, open_workbook, read_original
from scheduler.editing.sheet_lines import cell_name, lines_of
from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.reporting.files.workbook.original_sheet import PlacedSheet
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import look

Key = tuple[str, int]  # person and day


@dataclass
class CellReading:
    """What the cells of a workbook ask for, by person and day."""

    scenario: Scenario
    written: Written
    findings: FaultList = field(default_factory=FaultList)
    week: dict[Key, tuple[str, Typed]] = field(default_factory=dict)
    cells: dict[Key, tuple[list[str], dict[int, str | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shifts: Mapping[Key, Shift] = {
            (csr_id, shift.day): shift
            for csr_id, own in self.written.roster.shifts(self.scenario.grid.slots_per_day).items()
            for shift in own
        }

    def was(self, key: Key) -> tuple[Segment, ...]:
        return self.shifts[key].segments if key in self.shifts else ()

    def fault(self, cell: str, found: str, allowed: str) -> None:
        self.findings.fault(SourcePlace(self.written.file, 0), cell, found, allowed)


def read_workbook(path: Path, scenario: Scenario) -> EditedRoster:
    """The roster of a workbook and what was changed in it. Raises InputFaults, by cell."""
    book = open_workbook(path)
    written = read_original(book, path.name)
    reading = CellReading(scenario, written)
    check_week(written, scenario.grid, reading.findings)
    if reading.findings.faults:
        raise InputFaults(reading.findings.faults)
    for placed in written.sheets:
        if placed.name not in book.sheetnames:
            found, allowed = f"found no sheet {placed.name!r}", "every sheet, with its name"
            reading.fault("sheets", found, allowed)
            continue
        sheet = book[placed.name]
        for csr_id, row in lines_of(sheet, placed, scenario, reading):
            (_read_week if placed.kind == "week" else _read_day)(
                sheet, placed, csr_id, row, reading
            )
    _refuse_shadows(reading)
    edits = list(_edits(reading))
    if reading.findings.faults:
        raise InputFaults(reading.findings.faults)
    return _edited(reading, edits)


def _refuse_shadows(reading: CellReading) -> None:
    """Who is new has a colleague's shifts: a change belongs into the colleague's line."""
    for shadow in reading.scenario.shadows:
        for key in [k for k in (*reading.week, *reading.cells) if k[0] == shadow.csr_id]:
            cells = [reading.week[key][0]] if key in reading.week else reading.cells[key][0]
            reading.week.pop(key, None)
            reading.cells.pop(key, None)
            host = reading.scenario.csr[shadow.shadows].name
            found = f"found a change for {shadow.name}, who has the shifts of {host}"
            reading.fault(cells[0], found, f"the change in the line of {host}")


def _edited(reading: CellReading, edits: Sequence[DayEdit]) -> EditedRoster:
    scenario, written = reading.scenario, reading.written
    own = without_shadows(scenario, written.roster)
    roster = with_shadows(scenario, with_edits(own, edits, scenario.grid.slots_per_day))
    changed = {(edit.csr_id, edit.day) for edit in edits}
    notes = []
    if written.facts["digest"] != scenario.digest:
        notes.append(f"{written.file} was made from other inputs than these")
    return EditedRoster(
        written.file,
        written.roster,
        roster,
        tuple(edits),
        tuple(
            kept
            for kept in written.kept
            if (kept.csr_id, kept.day) not in changed and kept.csr_id in scenario.csr
        ),
        tuple(notes),
    )


def _read_week(
    sheet: Any, placed: PlacedSheet, csr_id: str, row: int, reading: CellReading
) -> None:
    """The cells of one person's week that differ from what was written."""
    grid = reading.scenario.grid
    said = {(who, day): text for who, day, text in placed.words}
    leave = {text for *_, text in placed.words} - {"off"}
    for day in range(placed.first, placed.last):
        column = placed.first_column + day - placed.first
        cell, key = sheet.cell(row + 1, column + 1), (csr_id, day)
        name = cell_name(placed.name, row, column)
        shift = reading.shifts.get(key)
        before = words.times(grid, shift.start, shift.end) if shift else said.get(key, "off")
        try:
            text = text_of(cell.value)
            if text == before:
                continue
            typed = shift_typed(grid, text, leave)
            if typed.word:
                typed = _with_activity(reading.scenario, csr_id, text, typed)
        except NotUnderstood as error:
            reading.fault(name, error.found, error.allowed)
            continue
        if typed.times is None and not typed.word and shift is None:
            continue  # off, in other words
        if typed.times and not typed.word and shift and _of_day(reading, shift) == typed.times:
            continue  # the same times, in other words
        reading.week[key] = name, typed


def _of_day(reading: CellReading, shift: Shift) -> tuple[int, int]:
    midnight = shift.day * reading.scenario.grid.slots_per_day
    return shift.start - midnight, shift.end - midnight


def _with_activity(scenario: Scenario, csr_id: str, text: str, typed: Typed) -> Typed:
    """The activity behind times, or alone. Raises NotUnderstood."""
    allowed = "times such as 7:30-16:00, off, or a channel: " + ", ".join(scenario.opening)
    try:
        activity = activity_typed(scenario, csr_id, typed.word, ())
    except NotUnderstood:
        raise NotUnderstood(f"found {text!r}", allowed) from None
    if activity not in (*scenario.opening, *scenario.everybody.csr[csr_id].channels):
        raise NotUnderstood(f"found {text!r}", allowed)
    return Typed(typed.times, activity or "", typed.same_times)


def _read_day(sheet: Any, placed: PlacedSheet, csr_id: str, row: int, reading: CellReading) -> None:
    """The slots of one person's day whose cells differ from what was written."""
    day = reading.scenario.grid.day(placed.first)
    for column in (placed.first_column - 3, placed.first_column - 2):  # Start and End
        value = sheet.cell(row + 1, column + 1).value
        if value is not None and not (isinstance(value, str) and value.startswith("=")):
            found = f"found {value} where the letters are counted"
            name = cell_name(placed.name, row, column)
            reading.fault(name, found, "other letters, or other times in the sheet of the week")
    was = reading.was((csr_id, day))
    before = slots_of(was)
    did = {s.activity for s in was}
    changed: list[str] = []
    typed: dict[int, str | None] = {}
    for slot in range(placed.first, placed.last):
        column = placed.first_column + slot - placed.first
        name = cell_name(placed.name, row, column)
        letter = look(before[slot]).letter if slot in before else ""
        try:
            text = text_of(sheet.cell(row + 1, column + 1).value)
            if text == letter:
                continue
            activity = activity_typed(reading.scenario, csr_id, text, did)
        except NotUnderstood as error:
            reading.fault(name, error.found, error.allowed)
            continue
        if activity != before.get(slot):
            changed.append(name)
            typed[slot] = activity
    if typed:
        reading.cells[csr_id, day] = changed, typed


def _edits(reading: CellReading) -> Iterator[DayEdit]:
    """One edit for each changed day of a person."""
    for key in sorted({*reading.week, *reading.cells}, key=lambda key: (key[1], key[0])):
        if key in reading.cells:
            edit = _from_cells(reading, key)
            if key in reading.week:
                edit = _both(reading, key, edit)
        else:
            edit = _from_week(reading, key)
        if edit.was != edit.now:
            yield edit


def _from_cells(reading: CellReading, key: Key) -> DayEdit:
    """A day as its sheet shows it."""
    cells, typed = reading.cells[key]
    was = reading.was(key)
    doing = slots_of(was)
    for slot, activity in typed.items():
        if activity is None:
            doing.pop(slot, None)
        else:
            doing[slot] = activity
    places = (_range(cells),) if len(cells) > 1 else tuple(cells)
    now = segments_of(key[0], doing)
    return DayEdit(key[0], key[1], places, was, now, frozenset(typed))


def _range(cells: Sequence[str]) -> str:
    """`Tue 12 May!K8:N8`, from the first to the last changed cell."""
    return f"{cells[0]}:{cells[-1].rpartition('!')[2]}"


def _both(reading: CellReading, key: Key, edit: DayEdit) -> DayEdit:
    """Changed in both sheets: they have to say the same."""
    cell, typed = reading.week[key]
    midnight = key[1] * reading.scenario.grid.slots_per_day
    times = typed.times and (midnight + typed.times[0], midnight + typed.times[1])
    if typed.word or edit.times != times:
        shown_times = words.times(reading.scenario.grid, *edit.times) if edit.times else "no work"
        found = f"found other times than in {', '.join(edit.places)} ({shown_times})"
        reading.fault(cell, found, "one of the two changed, or both to the same times")
    return DayEdit(edit.csr_id, edit.day, (cell, *edit.places), edit.was, edit.now, edit.typed)


def _from_week(reading: CellReading, key: Key) -> DayEdit:
    """A day of which the week's sheet gives the times, or a channel."""
    cell, typed = reading.week[key]
    was = reading.was(key)
    if typed.same_times and not was:
        reading.fault(cell, f"found {typed.word!r} on a day off", "times with it: 8:00-16:30 phone")
        return DayEdit(*key, (cell,), was, was)
    if typed.times is None and not typed.word:
        return DayEdit(*key, (cell,), was, ())
    midnight = key[1] * reading.scenario.grid.slots_per_day
    start, end = (
        (was[0].start, was[-1].end)
        if typed.times is None
        else (midnight + typed.times[0], midnight + typed.times[1])
    )
    csr = reading.scenario.csr[key[0]]
    now = was
    if (start, end) != ((was[0].start, was[-1].end) if was else None):
        like = _like(reading, key, (start, end))
        now = filled(reading.scenario, Given(csr, key[1], start, end), was, like)
    if not typed.word:
        return DayEdit(*key, (cell,), was, now)
    doing = {
        slot: typed.word if activity in reading.scenario.opening else activity
        for slot, activity in slots_of(now).items()
    }
    named = frozenset(slot for slot, activity in doing.items() if activity == typed.word)
    return DayEdit(*key, (cell,), was, segments_of(key[0], doing), named)


def _like(reading: CellReading, key: Key, times: tuple[int, int]) -> tuple[Segment, ...]:
    """The shift to go by: that of the colleague who had these times and gave them away, else own.

    Where the person was off, any shift of the day of that length, their own first.
    """
    day = [shift for (_, at), shift in sorted(reading.shifts.items()) if at == key[1]]
    for shift in day:
        if (shift.csr_id, key[1]) in reading.week and (shift.start, shift.end) == times:
            return shift.segments
    own = reading.was(key)
    if own:
        return own
    length = times[1] - times[0]
    others = [s for (who, _), s in sorted(reading.shifts.items()) if who == key[0]]
    fitting = [s for s in (*others, *day) if s.end - s.start == length]
    return fitting[0].segments if fitting else ()
