"""The budget for people and programs: budget.csv, budget.html, a table on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.costing.annual_budget import FTE_HOURS, TOTAL, Budget, BudgetRow
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.files.output_tables import Cell
from scheduler.reporting.findings import words
from scheduler.reporting.findings.headline import Figure
from scheduler.reporting.page.cost_sections import COST_HEAD, cost_figures
from scheduler.reporting.page.sections import TextTable
from scheduler.reporting.page.week_page import render

COLUMNS = (
    "fiscal_year", "class", "title",
    "fte_rostered", "fte_planned", "fte_variance",
    "amount_rostered", "amount_planned", "amount_variance", "loaded_rostered",
    "factor", "roster_fiscal_year",
)  # fmt: skip
PLAN_HEAD = (
    "Class", "FTE rostered", "FTE planned", "Variance",
    "Wages rostered", "Salaries planned", "Variance", "Loaded",
)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One class on the chart: widths in percent of the longest bar, and words."""

    title: str
    rostered: float
    planned: float
    rostered_text: str
    planned_text: str


def write_budget(folder: Path, budget: Budget) -> None:
    """budget.csv and the self-contained page budget.html."""
    write_csv(folder / "budget.csv", COLUMNS, _csv_rows(budget))
    (folder / "budget.html").write_text(page(budget), encoding="utf-8", newline="\n")


def _csv_rows(budget: Budget) -> Iterator[Sequence[Cell]]:
    for row in budget.rows:
        yield (
            row.fiscal_year, row.pay_class, row.title,
            row.fte_rostered, row.fte_planned, row.fte_variance,
            row.amount_rostered, row.amount_planned, row.amount_variance, row.loaded_rostered,
            budget.factor, budget.fiscal_year,
        )  # fmt: skip


def page(budget: Budget) -> str:
    """The page as text."""
    main = budget.compared_year or budget.fiscal_year
    years = sorted({row.fiscal_year for row in budget.rows}, reverse=True)
    return render(
        "budget.html.j2",
        centre=budget.centre,
        week=words.week(budget.grid),
        budget=budget,
        year=main,
        figures=_figures(budget),
        bars=_bars(budget, main),
        table=plan_table(budget, main),
        others=[plan_table(budget, year) for year in years if year != main],
        methods=method_table(budget),
        classes=class_table(budget),
        fte_hours=f"{FTE_HOURS:,}",
    )


def plan_table(budget: Budget, year: str) -> TextTable:
    """Every class of one fiscal year, and the total."""
    lines = [row for row in budget.rows if row.fiscal_year == year]
    rows = tuple((_class(row), *_cells(row)) for row in lines)
    beyond = "" if _is_planned(lines) else ", which the plan does not reach"
    caption = f"Fiscal year {year}{beyond}"
    return TextTable(caption, PLAN_HEAD, rows[:-1], frozenset(range(1, len(PLAN_HEAD))), rows[-1])


def _is_planned(lines: Sequence[BudgetRow]) -> bool:
    return any(row.fte_planned is not None for row in lines)


def _class(row: BudgetRow) -> str:
    named = row.title != row.pay_class and row.pay_class != TOTAL
    return f"{row.title} ({row.pay_class})" if named else row.title


def _cells(row: BudgetRow) -> tuple[str, ...]:
    return (
        _fte(row.fte_rostered),
        _fte(row.fte_planned),
        _fte(row.fte_variance, sign=True),
        _money(row.amount_rostered),
        _money(row.amount_planned),
        _money(row.amount_variance, sign=True),
        _money(row.loaded_rostered),
    )


def _fte(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "–"
    return _signed(f"{abs(value):,.2f}", value, 2) if sign else f"{value:,.2f}"


def _money(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "–"
    return _signed(words.dollars(abs(value)), value, 0) if sign else words.dollars(value)


def _signed(text: str, value: float, digits: int) -> str:
    """With `+` or a true minus; without either where it rounds to nothing."""
    rounded = round(value, digits)
    return text if rounded == 0 else f"{'+' if rounded > 0 else '−'}{text}"


def method_table(budget: Budget) -> TextTable:
    """FTE of the year by each way to count, from the work alone up to the staff list."""
    rows = tuple(
        (
            words.capital(method.name),
            method.meaning,
            words.amount(method.hours, 1),
            words.amount(method.annual_hours, 0),
            _fte(method.fte),
        )
        for method in budget.methods
    )
    head = ("Counted by", "What it holds", "Hours of the roster", "Hours a year", "FTE")
    return TextTable("FTE of the year by method", head, rows, frozenset({2, 3, 4}))


def class_table(budget: Budget) -> TextTable:
    """Hours and dollars of the roster itself, before they are scaled to the year."""
    titles = {row.pay_class: _class(row) for row in budget.rows}
    lines = [(titles[c.pay_class], str(c.people), *cost_figures(c)) for c in budget.classes]
    numbers = frozenset(range(1, len(COST_HEAD) + 1))
    return TextTable(
        "The roster itself", ("Class", *COST_HEAD), tuple(lines[:-1]), numbers, lines[-1]
    )


def _figures(budget: Budget) -> list[Figure]:
    total = _total(budget)
    found = [
        Figure("FTE rostered", _fte(total.fte_rostered), f"of {FTE_HOURS:,} paid hours a year")
    ]
    if total.fte_variance is not None and total.amount_variance is not None:
        planned = f"{_fte(total.fte_planned)} planned for {total.fiscal_year}, the same classes"
        found += [
            Figure("FTE variance", _fte(total.fte_variance, sign=True), planned),
            Figure(
                "Wages variance",
                _money(total.amount_variance, sign=True),
                f"{_money(total.amount_planned)} planned, in the plan's dollars",
            ),
        ]
    found += [
        Figure(
            "Wages a year", _money(total.amount_rostered), f"{_money(total.loaded_rostered)} loaded"
        ),
        Figure("Factor", f"{budget.factor:,.2f}", budget.basis),
    ]
    if budget.cost_per_contact is not None:
        each = words.dollars(budget.cost_per_contact, cents=True)
        found.append(Figure("Cost per contact", each, "loaded"))
    return found


def _total(budget: Budget) -> BudgetRow:
    """The total of the year that is compared."""
    year = budget.compared_year or budget.fiscal_year
    return next(r for r in budget.rows if r.fiscal_year == year and r.pay_class == TOTAL)


def _bars(budget: Budget, year: str) -> list[Bar]:
    """Classes with people, rostered or planned, in FTE."""
    rows = [
        row
        for row in budget.rows
        if row.fiscal_year == year and row.pay_class != TOTAL
        if row.fte_rostered or row.fte_planned
    ]
    longest = max((max(r.fte_rostered or 0, r.fte_planned or 0) for r in rows), default=1.0)
    return [
        Bar(
            row.title,
            100 * (row.fte_rostered or 0) / longest,
            100 * (row.fte_planned or 0) / longest,
            _fte(row.fte_rostered),
            _fte(row.fte_planned),
        )
        for row in rows
    ]


def budget_text(budget: Budget) -> str:
    """One screen for the terminal: the compared year by class, and how it was scaled."""
    table = plan_table(budget, budget.compared_year or budget.fiscal_year)
    year = budget.compared_year
    beside = (
        f"compared with the plan of fiscal year {year}"
        if year
        else "no FTE plan to compare it with"
    )
    head = ("Class", "FTE", "planned", "variance", "wages $", "planned $", "variance $", "loaded $")
    lines = [[cell.replace("$", "") for cell in row] for row in (*table.rows, table.total)]
    grid = [list(head), *lines]
    widths = [max(len(row[i]) for row in grid) for i in range(len(head))]
    text = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in grid
    ]
    return "\n".join(
        [
            f"{budget.centre}, roster of {words.week(budget.grid)}, {beside}",
            f"factor {budget.factor:,.2f} = {budget.basis}",
            "",
            *text,
        ]
    )
