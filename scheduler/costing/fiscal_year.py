"""Fiscal years: which one holds a day, and the months of one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

FISCAL_YEAR_BEGINS = 7  # July


def fiscal_year(day: date, begins: int = FISCAL_YEAR_BEGINS) -> str:
    """The year from one July to the next June that holds the day, such as `2022-23`."""
    first = day.year if day.month >= begins else day.year - 1
    return label_of(first)


def label_of(first: int) -> str:
    """`2022-23` of 2022."""
    return f"{first}-{(first + 1) % 100:02}"


def first_year(label: str) -> int:
    """2022 of `2022-23` or `FY 2022-23`; 0 where there is no year to read."""
    found = re.search(r"\d{4}", label)
    return int(found.group()) if found else 0


def first_day(label: str, begins: int = FISCAL_YEAR_BEGINS) -> date:
    """The day on which a fiscal year begins."""
    return date(first_year(label), begins, 1)


def months_of(label: str, begins: int = FISCAL_YEAR_BEGINS) -> Iterator[date]:
    """The first day of each of its twelve months."""
    for month in range(begins - 1, begins + 11):
        yield date(first_year(label) + month // 12, month % 12 + 1, 1)


def days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]
