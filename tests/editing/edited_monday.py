"""A Monday of three people as a workbook, and the changes of a supervisor in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Scenario
from scheduler.domain.shadowing import with_shadows
from scheduler.editing.hand_edits import EditedRoster
from scheduler.editing.workbook_edits import read_workbook
from scheduler.reporting.files.workbook import write_workbook
from tests.reporting.made_runs import required, run
from tests.small_centres import contract, csr, roster, shift, small_centre

DAY = "Mon 11 May"
FIRST = 8  # column of 7:00, the first slot that the sheet shows


def centre(**changes: Any) -> Scenario:
    """Phones 7:00-19:00, desk 8:00-17:00; four people, of whom c03 does not know the desk."""
    hours = {"phone": "07:00-19:00", "desk": "08:00-17:00"}
    signed = contract(hours="07:00-19:00")
    people = (
        replace(csr("c01", signed, "phone;desk"), name="Ana Ruiz"),
        replace(csr("c02", signed, "phone;desk"), name="Bo Lind"),
        replace(csr("c03", signed, "phone"), name="Chi Tran"),
        replace(csr("c04", signed, "phone"), name="Dan Okafor"),
    )
    fields = {"csrs": people, "digest": "d" * 64, **changes}
    return small_centre(hours=hours, **fields)


def monday_roster() -> Roster:
    """c04 is off. The sheet of the day lists c01, c02 and c03, by their starts."""
    ana = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
    bo = "09:00 desk 11:00 rest 11:15 desk 13:00 meal 13:30 desk 15:30 rest 15:45 phone 17:30"
    chi = "10:00 phone 12:00 rest 12:15 phone 14:00 meal 14:30 phone 16:30 rest 16:45 phone 18:30"
    return roster(shift("c01", 0, ana), shift("c02", 0, bo), shift("c03", 0, chi))


def write_monday(path: Path, scenario: Scenario | None = None) -> Scenario:
    """The workbook of the roster, and its scenario."""
    scenario = scenario or centre()
    needed = required(scenario, ("phone", "*", "10:00", "16:00", 1))
    found = with_shadows(scenario, monday_roster())
    report = run(scenario, needed, monday_roster())
    write_workbook(path, replace(report, scenario=scenario.everybody, roster=found))
    return scenario


def cell_at(row: int, time: str) -> tuple[int, int]:
    """Line and column (from 1) of a person's line and a time on the sheet of the day."""
    hour, minute = time.split(":")
    return row, FIRST + (60 * int(hour) + int(minute) - 7 * 60) // 15


ANA, BO, CHI = 6, 7, 8  # lines of the day, and of the week, where Dan follows
WEEK_COLUMN = 6  # of the Monday


def change(path: Path, edits: Mapping[tuple[str, int, int], object]) -> None:
    """Type into cells: sheet, line and column to a value."""
    book = load_workbook(path)
    for (sheet, row, column), value in edits.items():
        book[sheet].cell(row, column).value = value
    book.save(path)


def edited(
    folder: Path,
    edits: Mapping[tuple[str, int, int], object] | None = None,
    act: Callable[[Any], None] | None = None,
    scenario: Scenario | None = None,
) -> EditedRoster:
    """Monday's workbook, changed and read back. `act` does with it what no cell holds."""
    path = folder / "roster.xlsx"
    scenario = write_monday(path, scenario)
    change(path, edits or {})
    if act is not None:
        book = load_workbook(path)
        act(book)
        book.save(path)
    return read_workbook(path, scenario)


def team_meeting(name: str = "team") -> Meeting:
    """Everybody's, half an hour, once."""
    everybody = ("c01", "c02", "c03", "c04")
    return Meeting(name, name.title(), everybody, 2, 1, frozenset({0}), 0, 96, "meetings.csv:2")
