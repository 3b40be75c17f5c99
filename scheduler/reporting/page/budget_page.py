"""The budget for people: budget.html with all its tables, and a screen for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.costing.annual_budget import TOTAL, Budget
from scheduler.costing.bridge import Bridge
from scheduler.costing.staff_year import FTE_HOURS
from scheduler.domain.frontier import FrontierPoint
from scheduler.domain.worth import Worth
from scheduler.reporting.files.budget_rows import COLUMNS, budget_rows
from scheduler.reporting.files.budget_workbook import write_budget_workbook
from scheduler.reporting.files.csv_files import write_csv
from scheduler.reporting.findings import words
from scheduler.reporting.findings.headline import Figure
from scheduler.reporting.page import budget_tables as tables
from scheduler.reporting.page.budget_charts import (
    BridgeBar,
    bridge_bars,
    capacity_chart,
    frontier_chart,
)
from scheduler.reporting.page.budget_tables import fte, money
from scheduler.reporting.page.budget_weeks_table import weeks_in_words, weeks_table
from scheduler.reporting.page.frontier_tables import frontier_table
from scheduler.reporting.page.sections import TextTable
from scheduler.reporting.page.week_page import render

SCREEN_HEAD = ("Class", "FTE", "planned", "variance", "wages $", "planned today $", "variance $",
               "loaded $")  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One class on the chart: widths in percent of the longest bar, and words."""

    title: str
    rostered: float
    planned: float
    rostered_text: str
    planned_text: str


@dataclass(frozen=True)
class DrawnBridge:
    """A bridge as bars and as a table."""

    bars: list[BridgeBar]
    table: TextTable


def write_budget(
    folder: Path,
    budget: Budget,
    frontier: Sequence[FrontierPoint] = (),
    worth: Sequence[Worth] = (),
) -> None:
    """budget.csv, the self-contained page budget.html and budget.xlsx with formulas."""
    write_csv(folder / "budget.csv", COLUMNS, budget_rows(budget, frontier, worth))
    text = page(budget, frontier, worth)
    (folder / "budget.html").write_text(text, encoding="utf-8", newline="\n")
    write_budget_workbook(folder / "budget.xlsx", budget, frontier, worth)


def page(
    budget: Budget,
    frontier: Sequence[FrontierPoint] = (),
    worth: Sequence[Worth] = (),
) -> str:
    """The page as text."""
    main = budget.compared_year or budget.fiscal_year
    years = sorted({row.fiscal_year for row in budget.rows}, reverse=True)
    flagged, reproduced = tables.audit_tables(budget)
    return render(
        "budget.html.j2",
        centre=budget.centre,
        week=words.week(budget.grid),
        made_of=weeks_in_words(budget),
        weeks=weeks_table(budget),
        budget=budget,
        year=main,
        figures=_figures(budget),
        bars=_bars(budget, main),
        table=tables.plan_table(budget, main),
        others=[tables.plan_table(budget, year) for year in years if year != main],
        bridges=[_drawn(found, main) for found in budget.bridges],
        staff=tables.year_table(budget),
        need=tables.need_table(budget),
        shrinkage=tables.shrinkage_table(budget),
        ways=tables.ways_table(budget),
        methods=[tables.method_table(table) for table in budget.tables],
        ahead=tables.ahead_table(budget) if budget.ahead.years else None,
        months=tables.months_table(budget),
        assumed=tables.assumption_table(budget),
        capacity=capacity_chart(budget.ahead.months),
        frontier=frontier_chart(frontier),
        points=frontier_table(frontier),
        worth=tables.worth_of_people(worth),
        flagged=flagged,
        reproduced=reproduced,
        horizon=tables.horizon_table(budget),
        fte_hours=f"{FTE_HOURS:,}",
    )


def _drawn(found: Bridge, year: str) -> DrawnBridge:
    return DrawnBridge(bridge_bars(found, year), tables.bridge_table(found, year))


def _figures(budget: Budget) -> list[Figure]:
    paid = budget.paid
    found = [Figure("FTE paid", fte(paid.fte), f"the staff list, of {FTE_HOURS:,} hours a year")]
    needed = budget.need_fte + budget.supervisors_need_fte
    note = f"{fte(budget.need_fte)} on the queues, {fte(budget.supervisors_need_fte)} supervising"
    found.append(Figure("FTE needed", fte(needed), note))
    if budget.compared_year:
        row = budget.row(budget.compared_year)
        planned = f"{fte(row.fte_planned)} planned for {row.fiscal_year}, the same classes"
        found += [
            Figure("FTE variance", fte(row.fte_variance, sign=True), planned),
            Figure(
                "Wages variance",
                money(row.real_variance, sign=True),
                f"at today's wages; {money(row.salary_indexed)} planned, "
                f"{money(row.salary_planned)} as printed",
            ),
        ]
    found.append(Figure("Wages a year", money(paid.wages), f"{money(paid.loaded)} loaded"))
    used = budget.shrinkage
    planned_share = "" if used.planned is None else f", plan {words.percent(used.planned, 1)}"
    note = f"rostered {words.percent(used.measured, 1)}{planned_share}"
    found.append(Figure("Shrinkage a year", words.percent(used.year, 1), note))
    if budget.cost_per_contact is not None:
        each = words.dollars(budget.cost_per_contact, cents=True)
        found.append(
            Figure("Cost per contact", each, f"loaded, {budget.annual_contacts:,.0f} a year")
        )
    if budget.audit:
        found.append(Figure("Plan audited", *tables.audit_words(budget)))
    return found


def _bars(budget: Budget, year: str) -> list[Bar]:
    """Classes with people, on the staff list or planned, in FTE."""
    rows = [
        row
        for row in budget.rows
        if row.fiscal_year == year and row.pay_class != TOTAL
        if row.fte or row.fte_planned
    ]
    longest = max((max(r.fte or 0, r.fte_planned or 0) for r in rows), default=1.0)
    return [
        Bar(
            row.title,
            100 * (row.fte or 0) / longest,
            100 * (row.fte_planned or 0) / longest,
            fte(row.fte) if row.fte else "none",
            fte(row.fte_planned) if row.fte_planned else "none",
        )
        for row in rows
    ]


def budget_text(budget: Budget) -> str:
    """One screen for the terminal: the compared year by class, and what the year needs."""
    year = budget.compared_year
    rows = [
        r
        for r in budget.rows
        if r.fiscal_year == (year or budget.fiscal_year)
        if r.pay_class == TOTAL or r.fte or r.fte_planned
    ]
    lines = [
        [
            tables.class_words(row), fte(row.fte), fte(row.fte_planned),
            fte(row.fte_variance, sign=True), money(row.wages),
            tables.planned_money(row.salary_indexed), money(row.real_variance, sign=True),
            money(row.loaded),
        ]
        for row in rows
    ]  # fmt: skip
    beside = (
        f"compared with the plan of fiscal year {year}"
        if year
        else "no FTE plan to compare it with"
    )
    needed = budget.need_fte + budget.supervisors_need_fte
    return "\n".join(
        [
            f"{budget.centre}, staff list and {weeks_in_words(budget)}, {beside}",
            f"paid {fte(budget.paid.fte)} FTE, needed {fte(needed)}; planned at today's wages: "
            f"x {budget.index:.3f}; workload factor {budget.factor:,.2f} = {budget.basis}",
            "",
            *_grid([list(SCREEN_HEAD), *([c.replace("$", "") for c in line] for line in lines)]),
        ]
    )


def _grid(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
