"""The budget as programs, people and a terminal see it."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

from scheduler.costing.annual_budget import budget
from scheduler.costing.audit_row import AuditRow
from scheduler.domain.scenario import PayClass
from scheduler.reporting.page.budget_page import budget_text, page, write_budget
from scheduler.reporting.page.budget_tables import PLAN_HEAD, plan_table
from tests.costing.test_budget import centre, full_week, requirements


def test_the_table_has_one_figure_a_row_with_method_and_source(tmp_path: Path) -> None:
    write_budget(tmp_path, budget(centre(), requirements(), full_week()))
    with (tmp_path / "budget.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    plan = {(r["fiscal_year"], r["class"], r["figure"]): r for r in rows if r["section"] == "plan"}
    # Worked out in test_budget.py.
    assert plan["2025-26", "I", "fte_variance"]["value"] == "0.5"
    wages = plan["2025-26", "I", "wages"]
    assert (wages["value"], wages["unit"]) == ("124800", "$")
    assert "52 weeks" in wages["method"]
    assert "csrs.csv" in wages["source"]
    assert ("2025-26", "M", "fte") not in plan
    assert all(r["method"] and r["source"] and r["unit"] for r in rows)
    assert {"headline", "year", "bridge", "need", "shrinkage", "method"} <= {
        r["section"] for r in rows
    }


def test_the_page_stands_alone_and_names_its_factor() -> None:
    text = page(budget(centre(), requirements(), full_week()))
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", text)
    assert "43.33" in text
    assert "104,000 contacts of the year / 2,400 contacts of the roster" in text
    assert "of 2,080 hours a year" in text


def test_names_from_the_inputs_are_only_text() -> None:
    odd = replace(centre(), pay_classes=(PayClass("I", "<script>alert(1)</script>", 0, 0),))
    text = page(budget(odd, requirements(), full_week()))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_terminal_shows_the_year_that_is_compared() -> None:
    lines = budget_text(budget(centre(), requirements(), full_week())).splitlines()
    assert "plan of fiscal year 2025-26" in lines[0]
    assert "factor 43.33 = 104,000 contacts" in lines[1]
    assert "paid 3.00 FTE" in lines[1]
    total = next(line for line in lines if line.startswith("All classes on the staff list"))
    assert total.split()[6:] == [
        "3.00",
        "2.50",
        "+0.50",
        "208,000",
        "185,000",
        "+23,000",
        "312,000",
    ]


def test_without_a_plan_the_page_says_so() -> None:
    text = page(budget(centre(plan=()), requirements(), full_week()))
    assert "There is no FTE plan to compare it with." in text


def test_what_the_plan_has_wrong_is_told_apart_from_rounding() -> None:
    verdicts = ("flagged", "flagged", "rounding", "loosely", "reproduced", "reproduced")
    rows = tuple(
        AuditRow(f"figure {i}", "1", "2", verdict, "One.", "page 3")
        for i, verdict in enumerate(verdicts)
    )
    text = page(replace(budget(centre(), requirements(), full_week()), audit=rows))
    assert (
        "<b>2 of 6</b><small>figures do not reproduce; 1 only loosely; 1 but for rounding</small>"
        in text
    )
    parts = text.split("<caption>Figures that ")[1:]
    found = [set(re.findall(r"figure \d", part.split("</table>")[0])) for part in parts]
    assert found == [{"figure 0", "figure 1"}, {"figure 3"}, {"figure 2"}, {"figure 4", "figure 5"}]


def test_a_class_without_a_salary_in_the_plan_has_a_dash() -> None:
    made = budget(centre(), requirements(), full_week())
    planned = [row for row in made.rows if row.fte_planned and row.pay_class == "I"]
    free = tuple(
        replace(row, salary_planned=0.0, salary_indexed=0.0) if row in planned else row
        for row in made.rows
    )
    assert planned
    for row in plan_table(replace(made, rows=free), planned[0].fiscal_year).rows:
        if row[0].startswith(planned[0].title):
            assert row[PLAN_HEAD.index("Planned")] == "–"
            assert row[PLAN_HEAD.index("Planned at today's wages")] == "–"
            break
    else:
        raise AssertionError("no row of the class")
    nobody = tuple(replace(row, fte=0.0) for row in made.rows)
    assert "none on the list" in page(replace(made, rows=nobody))
