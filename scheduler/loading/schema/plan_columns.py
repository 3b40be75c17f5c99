"""Columns of `plan/`: the tables of the printed plan, for the audit of its figures."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from scheduler.loading.schema.fields import Allowed, Label, Name, column
from scheduler.loading.schema.table_row import Columns

PAGE = "Page of the plan, or the document; as the contents list of the plan has the section."


def _parts(text: object) -> tuple[str, ...]:
    """Texts between semicolons."""
    if not isinstance(text, str):
        raise ValueError
    return tuple(part.strip() for part in text.split(";"))


Parts = Annotated[
    tuple[str, ...],
    BeforeValidator(_parts),
    Allowed("parts joined by `;`, each `[-][TABLE:]PART[@YEAR]`, as `full-time;part-time`"),
]


class PlanFigureRow(Columns):
    file: ClassVar[str] = "plan/tables.csv"
    summary: ClassVar[str] = "The printed tables of the plan, one number in each row; `budget` "
    "audits them."
    unique: ClassVar[tuple[str, ...]] = ("table", "part", "line", "fiscal_year", "quantity")

    table: Label = column("Table of the plan.")
    page: str = column(PAGE)
    part: Label = column("Group of lines that add up, such as `full-time`.")
    line: Label = column("The line as it is printed.")
    fiscal_year: str = column("Fiscal year, as `2022-23`; empty where there is none.", default="")
    quantity: Literal["fte", "dollars", "contacts_per_month"] = column(
        "What the number counts.", allowed="fte, dollars or contacts_per_month"
    )
    value: float = column("The number as it is printed.", low=-1e12, high=1e12)
    adds_up: Parts = column("The parts that a total is the sum of.", default=())
    note: str = column("Free text for the reader.", default="")


class PlanShrinkageRow(Columns):
    file: ClassVar[str] = "plan/shrinkage.csv"
    summary: ClassVar[str] = "The plan's deductions from the paid time of a year."
    unique: ClassVar[tuple[str, ...]] = ("item",)

    item: Label = column("The deduction as it is printed.")
    kind: Literal["holiday", "leave", "training", "on_shift"] = column(
        "`on_shift` is placed by a roster (breaks, meetings, program work); the rest is not.",
        allowed="holiday, leave, training or on_shift",
    )
    days: float = column("Days a year.", unit="days/year", low=0, high=366)
    hours_per_week: float | None = column(
        "Hours a week, where they are printed too.", unit="h/week", default=None, low=0, high=168
    )
    page: str = column(PAGE)


class PlanAssumptionRow(Columns):
    file: ClassVar[str] = "plan/assumptions.csv"
    summary: ClassVar[str] = (
        "Single figures of the plan's text, such as `shrinkage` or `handling_s`; the audit names "
        "those that it reads, and others are kept for the reader."
    )
    unique: ClassVar[tuple[str, ...]] = ("name",)

    name: Name = column("What the figure is.")
    value: float = column("The figure.", low=-1e12, high=1e12)
    unit: str = column("Its unit.", default="")
    page: str = column(PAGE)
    words: str = column("The words of the plan.", default="")


PLAN_TABLES: tuple[type[Columns], ...] = (PlanFigureRow, PlanShrinkageRow, PlanAssumptionRow)
