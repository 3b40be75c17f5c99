"""The further sheets of the budget workbook: methods, shrinkage, years ahead, frontier, audit."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.costing.annual_budget import Budget
from scheduler.costing.audit_row import AuditRow
from scheduler.costing.capacity import CapacityMonth
from scheduler.costing.fiscal_year import days_in
from scheduler.costing.fte_tables import FteTable
from scheduler.costing.shrinkage import HOLIDAYS, LEAVE, QUEUES
from scheduler.domain.frontier import FrontierPoint
from scheduler.domain.worth import Worth
from scheduler.reporting.files.budget_sheet import BudgetSheet, Formula, cell, fixed, span

METHOD_KINDS = ("text", "hours", "hours", "hours", "hours", "share", "text")
AHEAD_HEAD = (
    "Month", "Fiscal year", "Days", "Contacts", "Contacts, low", "Contacts, high",
    "Hours on the queues", "FTE needed", "FTE needed, low", "FTE needed, high", "Employed",
    "At full speed", "Gap", "Wages", "Loaded",
)  # fmt: skip
AHEAD_KINDS = ("text", "text", *("hours",) * 11, "money", "money")


def write_methods(sheet: BudgetSheet, budget: Budget, fte_hours: str) -> None:
    """One block a load: hours first, FTE last."""
    sheet.widths(28, 14, 18, 14, 12, 12, 80)
    for table in budget.tables:
        _methods(sheet, table, fte_hours)
        sheet.gap(2)


def _methods(sheet: BudgetSheet, table: FteTable, fte_hours: str) -> None:
    load = table.load
    sheet.line((table.title,), ("text",), total=True)
    inputs = {}
    for name, value, kind in (
        ("Contacts an hour", load.contacts_per_hour, "hours"), ("Handling time, s", load.aht_s,
        "hours"), ("Open hours a year", load.open_hours, "hours"), ("Shrinkage", load.shrinkage,
        "share"), ("Absence", load.absence, "share"), ("Occupancy", load.occupancy, "share"),
    ):  # fmt: skip
        inputs[name] = fixed(sheet.line((name, value), ("text", kind)), 1)
    erlangs = f"{inputs['Contacts an hour']}*{inputs['Handling time, s']}/3600"
    formulas = {"workload": erlangs, "occupancy": f"{erlangs}/{inputs['Occupancy']}"}
    sheet.head(("Method", "Seats", "Hours on the queues", "Paid hours", "FTE", "Shrinkage", "Asks"))
    for method in table.methods:
        r = sheet.row
        seats = formulas.get(method.name)
        hours = inputs["Open hours a year"] if method.whole_hours else fte_hours
        rostered = method.name == "rostered"
        own = "Absence" if abs(method.shrinkage - load.absence) < 1e-12 else "Shrinkage"
        paid = f"={cell(r, 2)}/(1-{cell(r, 5)})"
        sheet.line(
            (
                method.name,
                Formula(f"={seats}", method.seats) if seats else method.seats,
                method.queue_hours
                if rostered
                else Formula(f"={cell(r, 1)}*{hours}", method.queue_hours),
                method.paid_hours if rostered else Formula(paid, method.paid_hours),
                Formula(f"={cell(r, 3)}/{fte_hours}", method.fte),
                Formula(f"={inputs[own]}", method.shrinkage),
                method.meaning,
            ),
            METHOD_KINDS,
        )


def write_shrinkage(sheet: BudgetSheet, budget: Budget, leave: str, holidays: str) -> None:
    """Hours of the roster, and their shares; the year's with its own leave and holidays."""
    sheet.widths(30, 16, 14, 14, 14)
    sheet.head(("Paid time", "Hours of the roster", "Rostered", "Year", "Plan"))
    kinds = ("text", "hours", "share", "share", "share")
    lines = budget.shrinkage.lines
    first, last = sheet.row, sheet.row + len(lines) - 1
    row = {line.item: first + n for n, line in enumerate(lines)}
    whole = f"SUM({span(first, last, 1)})"
    at_work = f"({whole}-{fixed(row[LEAVE], 1)}-{fixed(row[HOLIDAYS], 1)})"
    own = {LEAVE: f"={leave}", HOLIDAYS: f"={holidays}"}
    for line in lines:
        r = sheet.row
        share = f"=IF({whole}>0,{cell(r, 1)}/{whole},0)"
        year = f"=IF({at_work}>0,{cell(r, 1)}/{at_work}*(1-{leave}-{holidays}),0)"
        sheet.line(
            (
                line.item, line.hours, Formula(share, line.measured),
                Formula(own.get(line.item, year), line.year), line.planned,
            ),
            kinds,
        )  # fmt: skip
    used, queues = budget.shrinkage, row[QUEUES]
    sheet.line(
        (
            "Shrinkage: off the queues",
            None,
            Formula(f"=SUM({span(first, last, 2)})-{fixed(queues, 2)}", used.measured),
            Formula(f"=SUM({span(first, last, 3)})-{fixed(queues, 3)}", used.year),
            None
            if used.planned is None
            else Formula(f"=SUM({span(first, last, 4)})", used.planned),
        ),
        kinds,
        total=True,
    )


def write_ahead(sheet: BudgetSheet, budget: Budget, assumed: tuple[str, ...]) -> None:
    """Months with FTE by formula, and fiscal years out of them."""
    fte_hours, leave, holidays, on_shift, loading = assumed
    left = f"((1-{on_shift})*(1-{leave}-{holidays}))"
    sheet.widths(12, 12, 8, *(14,) * 12)
    sheet.head(AHEAD_HEAD, 2)
    first = sheet.row
    for month in budget.ahead.months:
        _month(sheet, month, (fte_hours, left, loading))
    last = sheet.row - 1
    sheet.gap()
    sheet.line(("Fiscal years: sums, and means of FTE",), ("text",), total=True)
    names = (
        "contacts", "contacts_low", "contacts_high", "queue_hours", "need_fte", "need_low",
        "need_high", "staff_fte", "ready_fte", "gap", "wages", "loaded",
    )  # fmt: skip
    for year in budget.ahead.years:
        r = sheet.row
        cells = []
        for column, name in enumerate(names, start=3):
            kind = "AVERAGEIF" if 7 <= column <= 12 else "SUMIF"
            text = f"={kind}({span(first, last, 1)},{fixed(r, 1)},{span(first, last, column)})"
            cells.append(Formula(text, getattr(year, name)))
        sheet.line(("Year", year.fiscal_year, None, *cells), AHEAD_KINDS, total=True)
    sheet.sheet.freeze_panes(first, 2)


def _month(sheet: BudgetSheet, month: CapacityMonth, texts: tuple[str, str, str]) -> None:
    fte_hours, left, loading = texts
    r, days = sheet.row, days_in(month.month)
    need = f"={cell(r, 6)}/{left}/({fte_hours}*{cell(r, 2)}/365)"
    sheet.line(
        (
            month.month.isoformat()[:7], month.fiscal_year, float(days), month.contacts,
            month.contacts_low, month.contacts_high, month.queue_hours,
            Formula(need, month.need_fte), month.need_low, month.need_high, month.staff_fte,
            month.ready_fte, Formula(f"={cell(r, 11)}-{cell(r, 7)}", month.gap), month.wages,
            Formula(f"={cell(r, 13)}*{loading}", month.loaded),
        ),
        AHEAD_KINDS,
    )  # fmt: skip


def write_frontier(sheet: BudgetSheet, points: Sequence[FrontierPoint]) -> None:
    """Every scenario, cheapest first, with its simulated service and the interval."""
    queues = sorted({(s.channel, s.language) for p in points for s in p.service})
    sheet.widths(40, 10, 10, 16, 14, 14, 16, *(14,) * (3 * len(queues)))
    names = [f"{c} {lang}{part}" for c, lang in queues for part in ("", ", low", ", high")]
    sheet.head(
        ("Scenario", "People", "FTE", "Loaded a year", "Missing hours", "Shortage",
         "No roster below", *names)
    )  # fmt: skip
    kinds = ("text", "hours", "hours", "money", "hours", "money", "money")
    for p in sorted(points, key=lambda p: (p.loaded, p.scenario)):
        levels: list[float | None] = []
        for queue in queues:
            met = p.level(*queue)
            levels += [None, None, None] if met is None else [met.mean, met.low, met.high]
        sheet.line(
            (p.scenario, float(p.people), p.fte, p.loaded, p.shortage_hours, p.shortage,
             p.least_shortage, *levels),
            (*kinds, *("share",) * len(levels)),
        )  # fmt: skip


def write_worth(sheet: BudgetSheet, found: Sequence[Worth]) -> None:
    """What one person more or fewer of each kind changes, by the week and by the year."""
    sheet.widths(16, 24, 10, 16, 16, 16, 18)
    sheet.head(
        ("Contract", "Languages", "Change", "Missing hours a week", "Priced at a week",
         "Wages a week", "Wages a year"), 2,
    )  # fmt: skip
    for own in found:
        r = sheet.row
        sheet.line(
            (
                own.contract, ";".join(own.languages), float(own.change), own.shortage_hours,
                own.dollars, own.wages,
                Formula(f"={cell(r, 2)}*{cell(r, 5)}*52", own.change * own.wages * 52),
            ),
            ("text", "text", "hours", "hours", "money", "money", "money"),
        )  # fmt: skip


def write_audit(sheet: BudgetSheet, rows: Sequence[AuditRow]) -> None:
    """Every figure with its arithmetic."""
    sheet.widths(52, 18, 22, 14, 100, 14)
    sheet.head(("Figure", "Printed", "Recomputed", "Verdict", "Arithmetic", "Page"), 6)
    for r in rows:
        cells = (r.figure, r.printed, r.recomputed, r.verdict, r.arithmetic, r.page)
        sheet.line(cells, ("text",) * 6)
    sheet.sheet.freeze_panes(4, 1)
