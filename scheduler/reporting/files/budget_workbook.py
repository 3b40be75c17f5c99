"""budget.xlsx: the budget cell by cell, so that an analyst can follow and change it.

What a formula can say is a formula; figures that come out of rosters and of Erlang's formulas
are values, and the note of each sheet says which. The same run gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from scheduler.costing.annual_budget import TOTAL, Budget, BudgetRow
from scheduler.costing.staff_year import FTE_HOURS, WEEKS, PersonYear
from scheduler.domain.frontier import FrontierPoint
from scheduler.domain.worth import Worth
from scheduler.reporting.files.budget_bridge_sheet import write_bridges
from scheduler.reporting.files.budget_more_sheets import (
    write_ahead,
    write_audit,
    write_frontier,
    write_methods,
    write_shrinkage,
    write_worth,
)
from scheduler.reporting.files.budget_sheet import BudgetSheet, Formula, cell, span
from scheduler.reporting.files.budget_weeks_sheet import write_weeks
from scheduler.reporting.files.workbook import OPTIONS
from scheduler.reporting.files.workbook.formats import Formats

STAFF_HEAD = (
    "CSR", "Name", "Class", "Hours a week", "Rate", "Evening and weekend, $/h", "Language, $/h",
    "Overtime a week", "Paid hours", "Leave", "Holidays", "At work", "FTE", "Salary", "Overtime",
    "Premiums", "Wages", "Loaded",
)  # fmt: skip
STAFF_KINDS = (
    ("text",) * 3 + ("hours", "money", "money", "money", "hours") + ("hours",) * 5 + ("money",) * 5
)
PLAN_HEAD = (
    "Class", "Title", "FTE", "FTE planned", "Variance", "Vacant", "Wages", "Planned",
    "Planned at today's wages", "Variance", "Variance at today's wages", "Loaded",
)  # fmt: skip
PLAN_KINDS = ("text", "text", *("hours",) * 4, *("money",) * 6)


class Assumed(NamedTuple):
    """Addresses of the assumptions that the other sheets read."""

    fte_hours: str
    weeks: str
    leave: str
    holidays: str
    overtime: str
    loading: str
    wage_index: str
    on_shift: str


def write_budget_workbook(
    path: Path,
    budget: Budget,
    frontier: Sequence[FrontierPoint] = (),
    worth: Sequence[Worth] = (),
) -> None:
    """The whole workbook; sheets in the order in which they are read."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    first = datetime.combine(budget.grid.first_day, datetime.min.time(), UTC)
    book.set_properties(
        {"title": f"Budget, {budget.centre}", "created": first.replace(tzinfo=None)}
    )
    formats = Formats(book)

    def sheet(name: str, title: str, note: str) -> BudgetSheet:
        return BudgetSheet(book, formats, name, f"{title}, {budget.centre}", note)

    assumed = _assumptions(
        sheet("Assumptions", "Assumptions", "Change a value and every sheet follows."), budget
    )
    staff = _staff(
        sheet(
            "Staff", "The staff list over a year",
            "Hours, rates and premiums an hour are values; the rest are formulas.",
        ),
        budget.people,
        assumed,
    )  # fmt: skip
    _plan(sheet("Plan", "On the staff list and planned", "Planned figures are values."), budget,
          staff, assumed)  # fmt: skip
    if budget.bridges:
        write_bridges(
            sheet("Bridge", "From the plan to today", "Positions and drivers are values."), budget
        )
    _more_sheets(sheet, budget, assumed)
    if budget.weeks:
        write_weeks(sheet("Weeks", "The weeks that the year is made of", "Figures of one week; the "
                          "last row is the year."), budget.weeks)  # fmt: skip
    if frontier:
        write_frontier(sheet("Frontier", "Service against money", "Rostered scenarios."), frontier)
    if worth:
        write_worth(sheet("Worth", "One more, one fewer", "The week rostered again."), worth)
    if budget.audit:
        write_audit(sheet("Audit", "The plan's own figures", "Each recomputed."), budget.audit)
    book.close()


def _more_sheets(
    sheet: Callable[[str, str, str], BudgetSheet], budget: Budget, assumed: Assumed
) -> None:
    """Methods, shrinkage and the years ahead."""
    write_methods(
        sheet("FTE by method", "How many people, by method",
              "Seats by Erlang's formulas and by rosters are values."), budget, assumed.fte_hours,
    )  # fmt: skip
    write_shrinkage(
        sheet("Shrinkage", "Paid time off the queues", "Hours of the roster are values."), budget,
        assumed.leave, assumed.holidays,
    )  # fmt: skip
    if budget.ahead.months:
        write_ahead(
            sheet("Years ahead", "The years ahead",
                  "Contacts, hours on the queues, people and wages are values."),
            budget, (assumed.fte_hours, assumed.leave, assumed.holidays, assumed.on_shift,
                     assumed.loading),
        )  # fmt: skip


def _assumptions(sheet: BudgetSheet, budget: Budget) -> Assumed:
    away, pay = budget.shrinkage.away, budget.year[-1]
    overtime = budget.overtime_multiple
    lines = (
        ("Paid hours of one FTE", float(FTE_HOURS), "52 weeks of 40 hours", "hours"),
        ("Weeks of a year", float(WEEKS), "the 2,080-hour basis", "hours"),
        ("Leave, share of contract hours", away.leave, away.source, "share"),
        ("Paid holidays, share of contract hours", away.holidays, away.source, "share"),
        ("Overtime pays the rate times", overtime, "pay.overtime_multiple", "factor"),
        ("Loaded cost by wages", pay.loading, "pay.loading", "factor"),
        ("Today's wages by the plan's", budget.index, budget.index_source, "factor"),
        (
            "Activities on shift, share of hours at work",
            budget.shrinkage.on_shift,
            "roster.csv",
            "share",
        ),
        ("Contacts of the year", budget.annual_contacts, budget.basis, "hours"),
    )
    sheet.widths(44, 16, 60)
    sheet.head(("Assumption", "Value", "Source"))
    places = [
        sheet.at(sheet.line((name, value, source), ("text", kind, "text")), 1)
        for name, value, source, kind in lines
    ]
    return Assumed(*places[:8])


def _staff(
    sheet: BudgetSheet, people: Sequence[PersonYear], assumed: Assumed
) -> tuple[BudgetSheet, int, int]:
    """One row a person; the sheet and its first and last row."""
    sheet.widths(8, 22, 12, *(12,) * 15)
    sheet.head(STAFF_HEAD, 3)
    first = sheet.row
    for person in people:
        r, year = sheet.row, person.year
        at = [cell(r, column) for column in range(len(STAFF_HEAD))]
        _, _, _, week, rate, evening, language, extra, paid, leave, holidays, work = at[:12]
        salary, overtime, premiums, wages = at[13:17]
        sheet.line(
            (
                person.csr_id, person.name, year.pay_class, person.week_hours, person.rate,
                person.evening_weekend, person.language, person.overtime_a_week,
                Formula(f"={week}*{assumed.weeks}", year.contract_hours),
                Formula(f"={paid}*{assumed.leave}", year.leave_hours),
                Formula(f"={paid}*{assumed.holidays}", year.holiday_hours),
                Formula(f"={paid}-{leave}-{holidays}", year.worked_hours),
                Formula(f"={paid}/{assumed.fte_hours}", year.fte),
                Formula(f"={paid}*{rate}", year.salary),
                Formula(f"={extra}*{assumed.weeks}*{rate}*{assumed.overtime}", year.overtime),
                Formula(
                    f"=({evening}+{language})*({work}+{extra}*{assumed.weeks})",
                    year.evening_weekend + year.language,
                ),
                Formula(f"={salary}+{overtime}+{premiums}", year.wages),
                Formula(f"={wages}*{assumed.loading}", year.loaded),
            ),
            STAFF_KINDS,
        )  # fmt: skip
    last = sheet.row - 1
    _staff_total(sheet, people, first)
    sheet.sheet.freeze_panes(first, 2)
    return sheet, first, last


def _staff_total(sheet: BudgetSheet, people: Sequence[PersonYear], first: int) -> None:
    """Sums of hours, FTE and dollars below everybody."""
    last = sheet.row - 1
    years = [person.year for person in people]
    sums = (
        sum(p.week_hours for p in people), None, None, None, None,
        sum(y.contract_hours for y in years), sum(y.leave_hours for y in years),
        sum(y.holiday_hours for y in years), sum(y.worked_hours for y in years),
        sum(y.fte for y in years), sum(y.salary for y in years), sum(y.overtime for y in years),
        sum(y.evening_weekend + y.language for y in years), sum(y.wages for y in years),
        sum(y.loaded for y in years),
    )  # fmt: skip
    totals = [
        None if value is None else Formula(f"=SUM({span(first, last, column)})", value)
        for column, value in enumerate(sums, start=3)
    ]
    sheet.line(("All", "", "", *totals), STAFF_KINDS, total=True)


def _plan(
    sheet: BudgetSheet, budget: Budget, staff: tuple[BudgetSheet, int, int], assumed: Assumed
) -> None:
    """Each fiscal year: the staff list by class out of the sheet Staff, beside the plan."""
    sheet.widths(14, 34, *(15,) * 10)
    years = sorted({row.fiscal_year for row in budget.rows}, reverse=True)
    for year in years:
        sheet.line((f"Fiscal year {year}",), ("text",), total=True)
        sheet.head(PLAN_HEAD, 2)
        first = sheet.row
        for line in (r for r in budget.rows if r.fiscal_year == year):
            if line.pay_class != TOTAL:
                _plan_line(sheet, line, staff, assumed)
        _plan_total(sheet, budget.row(year), first)
        sheet.gap()


def _plan_line(
    sheet: BudgetSheet, line: BudgetRow, staff: tuple[BudgetSheet, int, int], assumed: Assumed
) -> None:
    r = sheet.row
    fte, planned, wages, amount, indexed = (cell(r, c) for c in (2, 3, 6, 7, 8))

    def staffed(column: int, value: float | None) -> Formula | None:
        if value is None:
            return None
        source, first, last = staff
        where, what = span(first, last, 2), span(first, last, column)
        text = f"=SUMIF('{source.name}'!{where},{cell(r, 0)},'{source.name}'!{what})"
        return Formula(text, value)

    def less(text: str, value: float | None) -> Formula | None:
        return None if value is None else Formula(text, value)

    sheet.line(
        (
            line.pay_class, line.title, staffed(12, line.fte), line.fte_planned,
            less(f"={fte}-{planned}", line.fte_variance),
            less(f"=MAX(0,{planned}-{fte})", line.vacancy),
            staffed(16, line.wages), line.salary_planned,
            less(f"={amount}*{assumed.wage_index}", line.salary_indexed),
            less(f"={wages}-{amount}", line.wages_variance),
            less(f"={wages}-{indexed}", line.real_variance), staffed(17, line.loaded),
        ),
        PLAN_KINDS,
    )  # fmt: skip


def _plan_total(sheet: BudgetSheet, total: BudgetRow, first: int) -> None:
    """Sums over the classes on the staff list: those with an FTE in its column."""
    last = sheet.row - 1
    there = f'{span(first, last, 2)},">0"'
    values = (
        total.fte, total.fte_planned, total.fte_variance, total.vacancy, total.wages,
        total.salary_planned, total.salary_indexed, total.wages_variance, total.real_variance,
        total.loaded,
    )  # fmt: skip
    r = sheet.row
    fte, planned, wages, amount, indexed = (cell(r, c) for c in (2, 3, 6, 7, 8))
    differences = {
        4: f"={fte}-{planned}",
        5: f"=MAX(0,{planned}-{fte})",
        9: f"={wages}-{amount}",
        10: f"={wages}-{indexed}",
    }
    cells = [
        None
        if value is None
        else Formula(differences.get(column, f"=SUMIF({there},{span(first, last, column)})"), value)
        for column, value in enumerate(values, start=2)
    ]
    sheet.line((TOTAL, total.title, *cells), PLAN_KINDS, total=True)
