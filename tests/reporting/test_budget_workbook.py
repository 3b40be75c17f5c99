"""budget.xlsx: every formula, worked out again by a reader of its own, gives the figure written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from scheduler.costing.annual_budget import Budget, budget
from scheduler.domain.budget_settings import BudgetOffice, BudgetSettings, LeaveDays, YearsAhead
from scheduler.domain.frontier import FrontierPoint, ServiceMet
from scheduler.domain.plan_document import PlanDocument
from scheduler.domain.worth import Worth
from scheduler.loading.load_office import load_office
from scheduler.reporting.files.budget_workbook import write_budget_workbook
from tests.costing.test_budget import centre, full_week, requirements
from tests.costing.test_rostered_weeks import JANUARY, JULY, week, with_saturday

INPUTS = Path(__file__).parents[2] / "inputs"


class Reader:
    """Recalculates a workbook from its formulas and constants alone."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        cell = cell.replace("$", "")
        key = sheet, cell
        if key not in self.known:
            held = self.book[sheet][cell].value
            formula = isinstance(held, str) and held.startswith("=")
            self.known[key] = self._of(sheet, held[1:]) if formula else held
        return self.known[key]

    def _of(self, sheet: str, formula: str) -> Any:
        text = re.sub(r'"[^"]*"', lambda m: m[0], formula)
        place = r"(?:'([^']+)'!)?(\$?[A-Z]+\$?\d+)(?::(\$?[A-Z]+\$?\d+))?"

        def read(match: re.Match[str]) -> str:
            home = match[1] or sheet
            if match[3]:
                return f"area({home!r}, {match[2]!r}, {match[3]!r})"
            return f"cell({home!r}, {match[2]!r})"

        text = re.sub(place, read, text)
        text = text.replace(">0,", " > 0, ").replace("IF(", "if_(").replace("SUMif_(", "sumif(")
        text = text.replace("AVERAGEif_(", "averageif(")
        names = {
            "cell": lambda home, one: self.value(home, one) or 0,
            "area": self._area,
            "SUM": lambda *parts: sum(sum(p) if isinstance(p, list) else p for p in parts),
            "SUMPRODUCT": lambda one, other: sum(a * b for a, b in zip(one, other, strict=True)),
            "MAX": max,
            "ROUND": round,
            "if_": lambda yes, a, b: a if yes else b,
            "sumif": _sumif,
            "averageif": _averageif,
        }
        return eval(text, {"__builtins__": {}}, names)

    def _area(self, sheet: str, first: str, last: str) -> list[Any]:
        left, top, right, bottom = range_boundaries(f"{first}:{last}".replace("$", ""))
        cells = self.book[sheet].iter_rows(top, bottom, left, right)
        return [self.value(sheet, c.coordinate) or 0 for row in cells for c in row]


def _chosen(where: list[Any], wanted: Any, what: list[Any]) -> list[float]:
    if wanted == ">0":
        return [v for w, v in zip(where, what, strict=True) if isinstance(w, int | float) and w > 0]
    return [v for w, v in zip(where, what, strict=True) if w == wanted]


def _sumif(where: list[Any], wanted: Any, what: list[Any]) -> float:
    return sum(_chosen(where, wanted, what))


def _averageif(where: list[Any], wanted: Any, what: list[Any]) -> float:
    found = _chosen(where, wanted, what)
    return sum(found) / len(found)


@pytest.fixture(scope="module")
def found() -> Budget:
    """Two weeks small enough to follow, with Portland's printed plan and a year ahead."""
    settings = BudgetSettings(
        wage_index=1.1,
        leave=LeaveDays(holidays=10, vacation=15),
        ahead=YearsAhead(years=1, growth=0.1, attrition=0.1),
    )
    people = tuple(replace(own, languages=frozenset({"en", "es"})) for own in centre().csrs)
    pay = replace(centre().pay, language_differential_per_hour=1.0)
    office = BudgetOffice(settings, load_office(INPUTS).plan)
    weeks = [week(JANUARY), week(JULY, roster=with_saturday())]
    return budget(centre(csrs=people, pay=pay), requirements(), full_week(), office, weeks)


POINT = FrontierPoint(
    "as it is",
    3,
    3.0,
    208_000,
    312_000,
    1.5,
    90.0,
    60.0,
    (ServiceMet("phone", "*", 0.8, 0.7, 0.9),),
)
WORTH = Worth("5x8", ("es",), 3, -1, 120.0, 2.0, 1_200.0)


def test_every_formula_gives_the_figure_that_is_written(tmp_path: Path, found: Budget) -> None:
    path = tmp_path / "budget.xlsx"
    write_budget_workbook(path, found, [POINT], [WORTH])
    written, reader, formulas = openpyxl.load_workbook(path, data_only=True), Reader(path), 0
    for sheet in reader.book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    formulas += 1
                    expected = written[sheet.title][cell.coordinate].value
                    again = reader.value(sheet.title, cell.coordinate)
                    where = f"{sheet.title} {cell.coordinate} {cell.value}"
                    assert again == pytest.approx(expected, rel=1e-9, abs=0.006), where
    assert formulas > 150
    assert {"Assumptions", "Staff", "Plan", "Bridge", "FTE by method", "Shrinkage", "Years ahead",
            "Weeks", "Frontier", "Worth", "Audit"} == set(reader.book.sheetnames)  # fmt: skip


def test_a_changed_assumption_changes_the_plan(tmp_path: Path, found: Budget) -> None:
    path = tmp_path / "budget.xlsx"
    write_budget_workbook(path, found)
    reader = Reader(path)
    sheet = reader.book["Assumptions"]
    [row] = [r for r in range(1, 20) if sheet.cell(r, 1).value == "Loaded cost by wages"]
    before = sheet.cell(row, 2).value
    sheet.cell(row, 2).value = 2 * before
    staff = reader.book["Staff"]
    total = max(r for r in range(1, staff.max_row + 1) if staff.cell(r, 1).value == "All")
    assert reader.value("Staff", f"R{total}") == pytest.approx(2 * found.paid.loaded)


def test_no_name_becomes_a_formula(tmp_path: Path) -> None:
    people = tuple(replace(own, name="=1+1") for own in centre().csrs)
    odd = budget(
        centre(csrs=people), requirements(), full_week(), BudgetOffice(plan=PlanDocument())
    )
    path = tmp_path / "budget.xlsx"
    write_budget_workbook(path, odd)
    cells = openpyxl.load_workbook(path)["Staff"]
    assert cells["B5"].data_type == "s"


def test_the_same_budget_is_the_same_file(tmp_path: Path, found: Budget) -> None:
    for name in ("a", "b"):
        write_budget_workbook(tmp_path / name, found)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
