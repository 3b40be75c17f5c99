"""A roster.csv changed by hand, held against what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.domain.scenario import Scenario
from scheduler.editing.hand_edits import kept_edits, sentence
from scheduler.editing.roster_files import read_edited, read_roster_file
from scheduler.reporting.files.csv_files import write_roster
from tests.editing.edited_monday import (
    ANA,
    DAY,
    cell_at,
    change,
    monday_roster,
    write_monday,
)


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    """Monday's results in `tmp_path`: the table and its workbook."""
    found = write_monday(tmp_path / "roster.xlsx")
    write_roster(tmp_path / "roster.csv", found, monday_roster())
    return found


def retyped(table: Path, old: str, new: str) -> Path:
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new), encoding="utf-8")
    return table


def test_a_table_is_held_against_the_workbook_beside_it(tmp_path: Path, scenario: Scenario) -> None:
    table = tmp_path / "roster.csv"
    found = read_edited(table, scenario, tmp_path)
    assert found is not None
    assert found.edits == ()
    # The second row of c01, line 3, begins its rest at 10:00.
    retyped(table, "T10:00:00-07:00,phone", "T09:45:00-07:00,phone")
    retyped(table, "T10:00:00-07:00,2026-05-11T10:15:00-07:00,rest",
            "T09:45:00-07:00,2026-05-11T10:00:00-07:00,rest")  # fmt: skip
    retyped(table, "T10:15:00-07:00,2026-05-11T12:00", "T10:00:00-07:00,2026-05-11T12:00")
    found = read_edited(table, scenario, tmp_path)
    assert found is not None
    (edit,) = found.edits
    assert edit.places == ("line 2", "line 3", "line 4")
    assert sentence(scenario, [edit]) == "Ana Ruiz, Mon: rest 9:45–10:00, was 10:00–10:15"
    (kept,) = kept_edits(scenario, found)
    pinned = [(pin.activity, pin.source) for pin in kept.pins if pin.activity == "rest"]
    assert pinned == [("rest", "roster.csv line 2, line 3, line 4")]


def test_removed_rows_are_a_day_off(tmp_path: Path, scenario: Scenario) -> None:
    table = tmp_path / "roster.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if "c02" not in line), encoding="utf-8")
    found = read_edited(table, scenario, tmp_path)
    assert found is not None
    assert sentence(scenario, found.edits) == "Bo Lind, Mon: off, was 9:00–17:30"
    assert [pin.activity for edit in kept_edits(scenario, found) for pin in edit.pins] == ["off"]


def test_a_table_elsewhere_is_held_against_the_results(tmp_path: Path, scenario: Scenario) -> None:
    elsewhere = tmp_path / "desk" / "mine.csv"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes((tmp_path / "roster.csv").read_bytes())
    (tmp_path / "roster.xlsx").unlink()
    retyped(elsewhere, "c03,2026-05-11T10:00", "c03,2026-05-11T10:30")
    found = read_edited(elsewhere, scenario, tmp_path)
    assert found is not None
    assert sentence(scenario, found.edits) == "Chi Tran, Mon: 10:30–18:30, was 10:00–18:30"


def test_a_table_of_unknown_origin_has_no_edits(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "roster.xlsx").unlink()
    assert read_edited(tmp_path / "roster.csv", scenario, tmp_path) is None


def test_any_roster_may_be_a_workbook(tmp_path: Path, scenario: Scenario) -> None:
    change(tmp_path / "roster.xlsx", {(DAY, *cell_at(ANA, "16:15")): None})
    found = read_roster_file(tmp_path / "roster.xlsx", scenario)
    assert found.by_csr["c01"][-1].end == monday_roster().by_csr["c01"][-1].end - 1
