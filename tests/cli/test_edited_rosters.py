"""A supervisor changes the workbook: audited by cell, kept by the next run."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scheduler.pipeline.results_folder.spared_workbook import saved_since
from tests.cli.conftest import UNPLAYED, Call

DAY = "Tue 12 May"
FIRST = 8  # column of the first slot, 8:00


def meal_of(sheet: Any, csr_id: str) -> tuple[int, list[int]]:
    """The line of a person, and the columns of their meal."""
    row = next(row for row in range(6, 12) if sheet.cell(row, 2).value == csr_id)
    return row, [c for c in range(FIRST, FIRST + 40) if sheet.cell(row, c).value == "L"]


def move_meal(path: Path, by: int | None, csr_id: str = "c01") -> str:
    """Move somebody's meal on Tuesday: by one slot where that is legal, or into the first hour.

    The clock time at which it begins now.
    """
    book = load_workbook(path)
    sheet = book[DAY]
    row, columns = meal_of(sheet, csr_id)
    begins = next(c for c in range(FIRST, FIRST + 40) if sheet.cell(row, c).value)
    # In a shift of eight paid hours a meal begins 3:00 to 4:30 after its start: 12 to 18 slots.
    to = begins + 1 if by is None else columns[0] + (1 if columns[0] - begins < 15 else -1)
    for column in columns:
        sheet.cell(row, column).value = "P"
    for column in (to, to + 1):
        sheet.cell(row, column).value = "L"
    book.save(path)
    minutes = 8 * 60 + 15 * (to - FIRST)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def meals(outputs: Path, csr_id: str, day: str) -> list[str]:
    with (outputs / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        row["start"][11:16]
        for row in rows
        if (row["csr_id"], row["activity"], row["start"][:10]) == (csr_id, "meal", day)
    ]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_untouched_workbook_is_the_roster(rostered: Path, call: Call) -> None:
    done = call("audit", rostered / "inputs", rostered / "outputs" / "roster.xlsx")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "nothing was changed by hand in roster.xlsx",
    )
    table = call("audit", rostered / "inputs", rostered / "outputs" / "roster.csv")
    # The same hours, dollars and rules, counted from either.
    assert done.output.splitlines()[-2:] == table.output.splitlines()[-2:]


def test_a_broken_meal_is_found_with_its_cell(rostered: Path, call: Call) -> None:
    path = rostered / "outputs" / "roster.xlsx"
    at = move_meal(path, None)
    done = call("audit", rostered / "inputs", path)
    assert done.exit_code == 5
    found = next(line for line in done.output.splitlines() if "outside its window" in line)
    hour, minute = int(at[:2]), at[3:]
    assert found.startswith(f"  {DAY}!")
    # A quarter of an hour after the start is 2:45 too early.
    assert f"Ana Ruiz: meal {hour}:{minute}-" in found
    assert "165 minutes outside its window [meal_and_rest_breaks" in found
    assert "1 change by hand in roster.xlsx:" in done.output


def test_a_moved_meal_is_kept_and_stays_kept(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    before = meals(outputs, "c01", "2026-05-12")
    at = move_meal(outputs / "roster.xlsx", 1)
    asked = ("--out", outputs, "--keep-edits", outputs / "roster.xlsx", *UNPLAYED)
    done = call("schedule", inputs, *asked, "--quiet")
    assert done.exit_code == 0, done.output
    assert f"kept roster.xlsx {DAY}!" in done.output
    assert (before != [at], meals(outputs, "c01", "2026-05-12")) == (True, [at])
    kept = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))["edits_kept"]
    assert len(kept) == 1
    assert "Ana Ruiz, Tue: meal" in kept[0]
    # The new workbook remembers it for the next run: the meal and the channel in its old place.
    memory = load_workbook(outputs / "roster.xlsx")["Original roster"]
    rows = [[cell.value for cell in row] for row in memory.iter_rows()]
    assert [row[1] for row in rows if row[0] == "edit"] == ["c01"]
    assert {row[4] for row in rows if row[0] == "pin"} == {"off", "shift", "meal", "phone"}


def test_an_edit_that_no_week_can_hold_is_named_by_cell(rostered: Path, call: Call) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    at = move_meal(outputs / "roster.xlsx", None)
    before = everything(outputs)
    asked = ("--out", outputs, "--keep-edits", outputs / "roster.xlsx", *UNPLAYED)
    done = call("schedule", inputs, *asked, "--quiet")
    assert done.exit_code == 3, done.output
    assert f"roster.xlsx {DAY}!" in done.output
    assert f"Ana Ruiz is pinned on meal Tue {at}" in done.output
    assert "Ana Ruiz takes the rests and meals of each shift in their windows" in done.output
    assert everything(outputs) == before


@pytest.mark.parametrize("command", ["audit", "schedule"])
def test_a_cell_that_is_not_understood_stops_both(rostered: Path, call: Call, command: str) -> None:
    inputs, outputs = rostered / "inputs", rostered / "outputs"
    book = load_workbook(outputs / "roster.xlsx")
    book["Week"]["F6"] = "phoen"
    book.save(outputs / "roster.xlsx")
    before = everything(outputs)
    roster = outputs / "roster.xlsx"
    given = (roster,) if command == "audit" else ("--out", outputs, "--keep-edits", roster)
    done = call(command, inputs, *given)
    assert done.exit_code == 2
    assert "roster.xlsx: Week!F6: found 'phoen', allowed: times such as 7:30-16:00" in done.output
    assert everything(outputs) == before


def test_a_table_of_unknown_origin_is_refused(rostered: Path, call: Call) -> None:
    roster = rostered / "outputs" / "roster.csv"
    (rostered / "outputs" / "roster.xlsx").unlink()
    asked = ("--out", rostered / "outputs", "--keep-edits", roster)
    done = call("schedule", rostered / "inputs", *asked)
    assert done.exit_code == 2
    assert "found no original to compare it with" in done.output


def test_any_command_takes_the_workbook_for_the_roster(rostered: Path, call: Call) -> None:
    outputs = rostered / "outputs"
    seen = [
        call("simulate", rostered / "inputs", outputs / name, "--replications", 2).output
        for name in ("roster.csv", "roster.xlsx")
    ]
    assert seen[0] == seen[1]


def test_a_run_puts_an_edited_workbook_aside(rostered: Path, call: Call) -> None:
    outputs = rostered / "outputs"
    move_meal(outputs / "roster.xlsx", 1)
    edited = (outputs / "roster.xlsx").read_bytes()
    asked = (rostered / "inputs", "--out", outputs, *UNPLAYED, "--quiet")
    done = call("schedule", *asked)
    assert done.exit_code == 0, done.output
    assert (outputs / "roster-by-hand.xlsx").read_bytes() == edited
    summary = json.loads((outputs / "summary.json").read_text(encoding="utf-8"))
    assert any("stays as roster-by-hand.xlsx" in text for text in summary["warnings"])
    assert not saved_since(outputs / "roster.xlsx")
