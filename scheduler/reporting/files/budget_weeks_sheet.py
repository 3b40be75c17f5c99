"""The sheet of the weeks that a budget's year is made of."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.costing.rostered_weeks import WeekFigures
from scheduler.reporting.files.budget_sheet import BudgetSheet, Formula, span
from scheduler.reporting.findings import words

HEAD = (
    "Week", "Stands for", "Weeks of the year", "Contacts", "Hours required", "On the queues",
    "Short", "Paid hours", "Overtime", "Wages", "Loaded", "From",
)  # fmt: skip
FIGURES = (
    "contacts", "required_hours", "on_queue_hours", "shortage_hours", "paid_hours",
    "overtime_hours", "wages", "loaded",
)  # fmt: skip
KINDS = ("text", "text", *("hours",) * 7, "money", "money", "text")


def write_weeks(sheet: BudgetSheet, weeks: Sequence[WeekFigures]) -> None:
    """Each week's figures a week, and the year of 52 weeks that they come to."""
    sheet.widths(22, 30, *(14,) * 9, 60)
    sheet.head(HEAD, 2)
    first = sheet.row
    for week in weeks:
        months = ", ".join(words.MONTHS[month - 1] for month in week.months)
        figures = (getattr(week, name) for name in FIGURES)
        sheet.line((week.name, months, week.stands_for, *figures, week.source), KINDS)
    last = sheet.row - 1
    weights = span(first, last, 2)
    totals = [Formula(f"=SUM({weights})", sum(week.stands_for for week in weeks))]
    for column, name in enumerate(FIGURES, start=3):
        value = float(sum(week.stands_for * getattr(week, name) for week in weeks))
        totals.append(Formula(f"=SUMPRODUCT({weights},{span(first, last, column)})", value))
    sheet.line(("Year", "", *totals, ""), KINDS, total=True)
    sheet.sheet.freeze_panes(first, 1)
