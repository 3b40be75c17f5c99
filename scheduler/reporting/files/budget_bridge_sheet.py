"""The bridge as a sheet: positions, drivers, and every step by formula."""

from __future__ import annotations

from scheduler.costing.annual_budget import Budget
from scheduler.costing.bridge import Bridge, Drivers
from scheduler.costing.staff_year import FTE_HOURS
from scheduler.reporting.files.budget_sheet import BudgetSheet, Formula, cell, fixed, span

POSITION_HEAD = (
    "Class", "FTE planned", "Salaries planned", "FTE", "Salaries", "Premiums",
    "At the plan's salary",
)  # fmt: skip
POSITION_KINDS = ("text", "hours", "money", "hours", "money", "money", "money")
STEP_KINDS = ("text", "hours", "money", "money", "words")
MONEY_STEPS = 4  # after the people: mix, price level, pay step, premiums


def write_bridges(sheet: BudgetSheet, budget: Budget) -> None:
    """One block for each basis."""
    sheet.widths(30, 16, 18, 16, 18, 16, 20)
    for found in budget.bridges:
        _write(sheet, found)
        sheet.gap(2)


def _write(sheet: BudgetSheet, found: Bridge) -> None:
    sheet.line((f"From the plan to the {found.basis}",), ("text",), total=True)
    first, last = _positions(sheet, found)
    total = sheet.row - 1  # the row of sums
    index = sheet.line(("Today's wages by the plan's", found.index), ("text", "factor"))
    drivers = _drivers(sheet, found) if found.drivers else None
    sheet.gap()
    sheet.head(("Step", "FTE", "Level, rounded to cents", "Step, dollars", "What it is"))
    start = sheet.line(
        ("Plan", None, Formula(f"=ROUND({fixed(total, 2)},2)", found.planned / 100), None, ""),
        STEP_KINDS,
    )
    each = f"{fixed(total, 2)}/{fixed(total, 1)}"
    _people(sheet, found, drivers, each, total)
    _money(sheet, found, total, index)
    end = sheet.row - 1
    steps = span(start + 1, end, 3)
    sheet.line(
        ("All steps", None, None, Formula(f"=SUM({steps})", found.variance / 100), ""),
        STEP_KINDS,
        total=True,
    )
    check = f"=ROUND(SUM({steps})-({fixed(end, 2)}-{fixed(start, 2)}),2)"
    sheet.line(("Left over, to be 0.00", None, None, Formula(check, 0.0), ""), STEP_KINDS)
    sheet.line((f"First and last class: rows {first + 1} to {last + 1}",), ("text",))


def _positions(sheet: BudgetSheet, found: Bridge) -> tuple[int, int]:
    """Classes with plan and staff; the sums below them."""
    sheet.head(POSITION_HEAD)
    before = {p.pay_class: p for p in found.before}
    first, last = sheet.row, sheet.row + len(found.after) - 1
    total = last + 1
    planned_fte, planned = sum(p.fte for p in found.before), sum(p.salary for p in found.before)
    each, mixed = planned / planned_fte, 0.0
    for own in found.after:
        r, then = sheet.row, before.get(own.pay_class)
        salary = then.salary / then.fte if then and then.fte else each
        mixed += own.fte * salary
        text = (
            f"={cell(r, 3)}*IF({cell(r, 1)}>0,{cell(r, 2)}/{cell(r, 1)},"
            f"{fixed(total, 2)}/{fixed(total, 1)})"
        )
        sheet.line(
            (
                own.pay_class, then.fte if then else 0.0, then.salary if then else 0.0, own.fte,
                own.salary, own.premiums, Formula(text, own.fte * salary),
            ),
            POSITION_KINDS,
        )  # fmt: skip
    values = (
        planned_fte, planned, sum(p.fte for p in found.after), sum(p.salary for p in found.after),
        sum(p.premiums for p in found.after), mixed,
    )  # fmt: skip
    sums = [
        Formula(f"=SUM({span(first, last, column)})", value)
        for column, value in enumerate(values, start=1)
    ]
    sheet.line(("All", *sums), POSITION_KINDS, total=True)
    return first, last


def _drivers(sheet: BudgetSheet, found: Bridge) -> int:
    """Contacts, handling time, coverage and shrinkage, planned and now; the row of the first."""
    assert found.drivers is not None
    sheet.gap()
    sheet.head(("Driver of the queues' FTE", "Plan", "Now"))
    then, now = found.drivers
    first = sheet.row
    for name, column, kind in (
        ("Contacts a year", "contacts", "hours"),
        ("Handling time, s", "aht_s", "hours"),
        ("Coverage: hours on the queues by work", "coverage", "factor"),
        ("Shrinkage", "shrinkage", "share"),
    ):
        sheet.line((name, getattr(then, column), getattr(now, column)), ("text", kind, kind))
    return first


def _people(sheet: BudgetSheet, found: Bridge, drivers: int | None, each: str, total: int) -> None:
    """FTE steps: each driver in turn, the last one takes what is left."""
    people = found.steps[:-MONEY_STEPS]
    level, start = found.planned / 100, sheet.row
    for number, step in enumerate(people):
        assert step.fte is not None
        r = sheet.row
        level += step.dollars
        last = number == len(people) - 1
        if last:
            before = f"-SUM({span(start, r - 1, 1)})" if number else ""
            fte = f"={fixed(total, 3)}-{fixed(total, 1)}{before}"
        else:
            assert drivers is not None
            fte = f"={_queue_fte(drivers, number + 1)}-{_queue_fte(drivers, number)}"
        sums = f"SUM({span(start, r, 1)})"
        sheet.line(
            (
                step.name, Formula(fte, step.fte),
                Formula(f"=ROUND({fixed(total, 2)}+{sums}*{each},2)", level),
                Formula(f"={cell(r, 2)}-{cell(r - 1, 2)}", step.dollars), step.meaning,
            ),
            STEP_KINDS,
        )  # fmt: skip


def _queue_fte(drivers: int, changed: int) -> str:
    """FTE with the first so many drivers as they are now, and the others as planned."""
    contacts, aht_s, coverage, shrinkage = (
        fixed(drivers + n, 2 if n < changed else 1) for n in range(len(Drivers._fields))
    )
    return f"{contacts}*{aht_s}/3600*{coverage}/(1-{shrinkage})/{FTE_HOURS}"


def _money(sheet: BudgetSheet, found: Bridge, total: int, index: int) -> None:
    mixed, paid, premiums = (fixed(total, column) for column in (6, 4, 5))
    texts = (mixed, f"{mixed}*{fixed(index, 1)}", paid, f"{paid}+{premiums}")
    level = (found.planned + sum(s.cents for s in found.steps[:-MONEY_STEPS])) / 100
    for step, text in zip(found.steps[-MONEY_STEPS:], texts, strict=True):
        r = sheet.row
        level += step.dollars
        sheet.line(
            (
                step.name, None, Formula(f"=ROUND({text},2)", level),
                Formula(f"={cell(r, 2)}-{cell(r - 1, 2)}", step.dollars), step.meaning,
            ),
            STEP_KINDS,
        )  # fmt: skip
