"""A staffing plan as it was printed: its tables, its shrinkage and its assumptions as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HOLIDAY, LEAVE, TRAINING, ON_SHIFT = "holiday", "leave", "training", "on_shift"
FTE, DOLLARS, A_MONTH = "fte", "dollars", "contacts_per_month"


@dataclass(frozen=True)
class PlanFigure:
    """One printed number of a table.

    `part` is the group of lines that it belongs to. `adds_up` names the parts that a total is
    the sum of; see `PlanDocument.recomputed`.
    """

    table: str
    page: str
    part: str
    line: str
    fiscal_year: str
    quantity: str
    value: float
    adds_up: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class PlanAbsence:
    """A deduction from paid time: days a year, and hours a week where those are printed too."""

    item: str
    kind: str
    days: float
    hours_per_week: float | None
    page: str
    source: str = ""


@dataclass(frozen=True)
class PlanAssumption:
    """A single figure of the plan's text."""

    name: str
    value: float
    unit: str
    page: str
    words: str
    source: str = ""


@dataclass(frozen=True)
class PlanDocument:
    """All that is known of the printed plan; empty where a centre has none."""

    figures: tuple[PlanFigure, ...] = ()
    absences: tuple[PlanAbsence, ...] = ()
    assumptions: tuple[PlanAssumption, ...] = ()

    def assumed(self, name: str) -> float | None:
        """The value of an assumption, None where the plan does not say."""
        return next((a.value for a in self.assumptions if a.name == name), None)

    def parts(self, table: str, part: str, year: str, quantity: str) -> tuple[PlanFigure, ...]:
        """The figures of one part of a table in one year."""
        wanted = (table, part, year, quantity)
        return tuple(
            f for f in self.figures if (f.table, f.part, f.fiscal_year, f.quantity) == wanted
        )

    def total(self, table: str, part: str, year: str, quantity: str) -> float:
        """Their sum; 0 where there are none."""
        return sum(f.value for f in self.parts(table, part, year, quantity))

    def years(self, table: str) -> tuple[str, ...]:
        """Fiscal years of a table, in order."""
        return tuple(sorted({f.fiscal_year for f in self.figures if f.table == table}))

    def addends(self, total: PlanFigure) -> tuple[tuple[int, PlanFigure], ...]:
        """What a total is the sum of, each with its sign.

        A part is written `[-][TABLE:]PART[@YEAR]`: table and year are the total's own where
        they are left out.
        """
        return tuple(
            (sign, figure)
            for text in total.adds_up
            for sign, table, part, year in [self.reference(total, text)]
            for figure in self.parts(table, part, year, total.quantity)
        )

    @staticmethod
    def reference(total: PlanFigure, text: str) -> tuple[int, str, str, str]:
        """Sign, table, part and year of one entry of `adds_up`."""
        sign = -1 if text.startswith("-") else 1
        text, _, year = text.removeprefix("-").partition("@")
        table, colon, part = text.rpartition(":")
        return sign, table if colon else total.table, part, year or total.fiscal_year


def added(terms: Iterable[tuple[int, PlanFigure]]) -> float:
    """Sum of signed figures."""
    return sum(sign * figure.value for sign, figure in terms)
