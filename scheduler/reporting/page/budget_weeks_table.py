"""The weeks that a budget's year is made of: a table, and words for them."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.costing.annual_budget import Budget
from scheduler.costing.rostered_weeks import WeekFigures
from scheduler.reporting.findings import words
from scheduler.reporting.page.budget_tables import money, whole
from scheduler.reporting.page.sections import TextTable

HEAD = (
    "Week", "Stands for", "Weeks of the year", "Contacts", "Hours required", "On the queues",
    "Short", "Paid hours", "Overtime", "Wages", "From",
)  # fmt: skip


def weeks_in_words(budget: Budget) -> str:
    """`roster of 11 to 17 May 2026`, or how many rosters there are."""
    if not budget.weeks:
        return f"roster of {words.week(budget.grid)}"
    number = len(budget.weeks)
    return f"{number} rostered week{'s' if number > 1 else ''}"


def weeks_table(budget: Budget) -> TextTable | None:
    """Every week a row, a year of 52 weeks last; None where one rostered week is all."""
    if not budget.weeks:
        return None
    rows = tuple(
        (
            week.name, months_in_words(week.months), words.amount(week.stands_for, 2),
            whole(week.contacts), words.amount(week.required_hours, 1),
            words.amount(week.on_queue_hours, 1), words.amount(week.shortage_hours, 2),
            words.amount(week.paid_hours, 1), words.amount(week.overtime_hours, 1),
            money(week.wages), week.source,
        )
        for week in budget.weeks
    )  # fmt: skip
    total = (
        "Year", "", words.amount(sum(w.stands_for for w in budget.weeks), 2),
        *(whole(of_year(budget.weeks, name)) for name in SUMMED[:-1]),
        money(of_year(budget.weeks, "wages")), "",
    )  # fmt: skip
    numbers = frozenset(range(2, 10))
    return TextTable("The weeks that the year is made of", HEAD, rows, numbers, total)


SUMMED = (
    "contacts", "required_hours", "on_queue_hours", "shortage_hours", "paid_hours",
    "overtime_hours", "wages",
)  # fmt: skip


def of_year(weeks: Sequence[WeekFigures], name: str) -> float:
    """A figure over 52 weeks, each week as many times as it stands for."""
    return float(sum(week.stands_for * getattr(week, name) for week in weeks))


def months_in_words(months: Sequence[int]) -> str:
    """`July` or `July, August`."""
    return ", ".join(words.MONTHS[month - 1] for month in months)
