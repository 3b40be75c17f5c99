"""The budget as programs, people and a terminal see it."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

from scheduler.costing.annual_budget import budget
from scheduler.domain.scenario import PayClass
from scheduler.reporting.page.budget_page import budget_text, page, write_budget
from tests.costing.test_budget import centre, full_week, requirements


def test_the_table_has_a_row_for_each_class_and_year(tmp_path: Path) -> None:
    write_budget(tmp_path, budget(centre(), requirements(), full_week()))
    with (tmp_path / "budget.csv").open(newline="", encoding="utf-8") as file:
        rows = {(row["fiscal_year"], row["class"]): row for row in csv.DictReader(file)}
    assert len(rows) == 3 + 4  # I, II, total; and with the manager, whom only 2025-26 plans
    one = rows["2025-26", "I"]
    # Worked out in test_budget.py.
    assert float(one["fte_variance"]) == 0.166667
    assert (one["amount_rostered"], one["amount_planned"]) == ("104000", "95000")
    assert rows["2025-26", "M"]["fte_rostered"] == ""
    assert rows["2024-25", "II"]["amount_variance"] == ""


def test_the_page_stands_alone_and_names_its_factor() -> None:
    text = page(budget(centre(), requirements(), full_week()))
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", text)
    assert "43.33" in text
    assert "104,000 contacts of the year / 2,400 contacts of the roster" in text
    assert "2,080 paid hours" in text


def test_names_from_the_inputs_are_only_text() -> None:
    odd = replace(centre(), pay_classes=(PayClass("I", "<script>alert(1)</script>", 0, 0),))
    text = page(budget(odd, requirements(), full_week()))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_terminal_shows_the_year_that_is_compared() -> None:
    lines = budget_text(budget(centre(), requirements(), full_week())).splitlines()
    assert "plan of fiscal year 2025-26" in lines[0]
    assert "factor 43.33 = 104,000 contacts" in lines[1]
    total = next(line for line in lines if line.startswith("All rostered classes"))
    assert total.split()[3:] == ["2.50", "2.50", "0.00", "173,333", "185,000", "−11,667", "260,000"]


def test_without_a_plan_the_page_says_so() -> None:
    text = page(budget(centre(plan=()), requirements(), full_week()))
    assert "There is no FTE plan to compare it with." in text
