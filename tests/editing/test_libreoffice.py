"""The round trip through LibreOffice, which writes the whole workbook anew."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scheduler.editing.hand_edits import groups, sentence
from scheduler.editing.workbook_edits import read_workbook
from scheduler.verification.auditor import audit
from tests.editing.edited_monday import (
    ANA,
    BO,
    CHI,
    DAY,
    WEEK_COLUMN,
    cell_at,
    centre,
    change,
    write_monday,
)

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def saved_by_libreoffice(path: Path) -> Path:
    """The workbook, opened and saved by LibreOffice."""
    saved = path.parent / "saved"
    subprocess.run(
        [
            str(SOFFICE), "--headless", "--norestore",
            f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(saved), str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return saved / path.name


def test_a_meal_and_an_exchange_come_back_as_edits(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    scenario = write_monday(path)
    before = dict.fromkeys(("14:00", "14:15"), "P")
    meal = {**before, "13:00": "L", "13:15": "lunch"}
    # Chi's meal 13:00 to 13:30; Ana and Bo exchange; Dan gets times as somebody types them.
    change(
        path,
        {
            **{(DAY, *cell_at(CHI, time)): letter for time, letter in meal.items()},
            ("Week", ANA, WEEK_COLUMN): "9:00-17:30",
            ("Week", BO, WEEK_COLUMN): "8:00-16:30",
            ("Week", 9, WEEK_COLUMN): "8am-4:30pm",
        },
    )
    typed = read_workbook(path, scenario)
    found = read_workbook(saved_by_libreoffice(path), scenario)
    assert (found.edits, found.roster) == (typed.edits, typed.roster)
    assert [sentence(centre(), group) for group in groups(found.edits)] == [
        "Ana Ruiz and Bo Lind exchange Mon: 8:00–16:30 and 9:00–17:30",
        "Chi Tran, Mon: meal 13:00–13:30, was 14:00–14:30",
        "Dan Okafor, Mon: 8:00–16:30, was off",
    ]


def test_a_broken_meal_is_found_with_its_cell_and_formulas_still_count(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    scenario = write_monday(path)
    early = {"12:00": "P", "12:15": "P", "8:15": "L", "8:30": "L"}
    change(path, {(DAY, *cell_at(ANA, time)): letter for time, letter in early.items()})
    found = read_workbook(saved_by_libreoffice(path), scenario)
    assert [edit.places for edit in found.edits] == [(f"{DAY}!M6:AC6",)]
    broken = [v.message for v in audit(scenario, None, found.roster)]
    assert "Ana Ruiz: meal 8:15-8:45 is 165 minutes outside its window" in broken
