"""The tables of the budget page, ready to print: every cell is text."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.costing.annual_budget import TOTAL, Budget, BudgetRow
from scheduler.costing.audit_row import FLAGGED, LOOSELY, REPRODUCED, ROUNDING
from scheduler.costing.bridge import Bridge
from scheduler.costing.capacity import CapacityMonth, CapacityYear
from scheduler.costing.fte_tables import FteTable
from scheduler.domain.worth import Worth
from scheduler.reporting.findings import words
from scheduler.reporting.page.cost_sections import COST_HEAD, cost_figures
from scheduler.reporting.page.sections import TextTable

DASH = "–"
PLAN_HEAD = (
    "Class", "FTE", "Begun by then", "FTE planned", "Variance", "Vacant",
    "Wages", "Planned", "Planned at today's wages", "Variance at today's wages", "Loaded",
)  # fmt: skip
VERDICTS = {FLAGGED: "✗ no", LOOSELY: "≈ loosely", ROUNDING: "≈ rounding", REPRODUCED: "✓ yes"}


def fte(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return DASH
    return signed(f"{abs(value):,.2f}", value, 2) if sign else f"{value:,.2f}"


def money(value: float | None, *, sign: bool = False, cents: bool = False) -> str:
    if value is None:
        return DASH
    if not sign:
        return words.dollars(value, cents=cents)
    return signed(words.dollars(abs(value), cents=cents), value, 2 if cents else 0)


def planned_money(value: float | None) -> str:
    """A dash, too, for a class that the plan has positions for and no salary of."""
    return money(value or None)


def signed(text: str, value: float, digits: int) -> str:
    """With `+` or a true minus; without either where it rounds to nothing."""
    rounded = round(value, digits)
    return text if rounded == 0 else f"{'+' if rounded > 0 else '−'}{text}"


def whole(value: float) -> str:
    return f"{value:,.0f}"


def _numbers(head: Sequence[str], first: int = 1) -> frozenset[int]:
    return frozenset(range(first, len(head)))


def plan_table(budget: Budget, year: str) -> TextTable:
    """Every class of one fiscal year, and the total."""
    lines = [row for row in budget.rows if row.fiscal_year == year and _says(row)]
    rows = tuple((class_words(row), *_cells(row)) for row in lines)
    planned = any(row.fte_planned is not None for row in lines)
    beyond = "" if planned else ", which the plan does not reach"
    caption = f"Fiscal year {year}{beyond}"
    return TextTable(caption, PLAN_HEAD, rows[:-1], _numbers(PLAN_HEAD), rows[-1])


def _says(row: BudgetRow) -> bool:
    """Whether anybody is on the list or planned; the total always is."""
    return row.pay_class == TOTAL or bool(row.fte or row.fte_planned)


def class_words(row: BudgetRow) -> str:
    named = row.title != row.pay_class and row.pay_class != TOTAL
    return f"{row.title} ({row.pay_class})" if named else row.title


def _cells(row: BudgetRow) -> tuple[str, ...]:
    return (
        fte(row.fte),
        fte(row.fte_then),
        fte(row.fte_planned),
        fte(row.fte_variance, sign=True),
        fte(row.vacancy),
        money(row.wages),
        planned_money(row.salary_planned),
        planned_money(row.salary_indexed),
        money(row.real_variance, sign=True),
        money(row.loaded),
    )


def year_table(budget: Budget) -> TextTable:
    """Hours and dollars of the year by class: who is paid for what."""
    titles = {row.pay_class: class_words(row) for row in budget.rows}
    head = (
        "Class", "People", "Paid hours", "At work", "Leave", "Holidays", "Overtime h", "FTE",
        "Regular", "Paid leave", "Paid holidays", "Premiums", "Wages", "Loaded",
    )  # fmt: skip
    rows = tuple(
        (
            titles[c.pay_class], str(c.people), whole(c.contract_hours), whole(c.worked_hours),
            whole(c.leave_hours), whole(c.holiday_hours), whole(c.overtime_hours), fte(c.fte),
            money(c.regular), money(c.leave), money(c.holidays), money(c.premiums),
            money(c.wages), money(c.loaded),
        )
        for c in budget.year
    )  # fmt: skip
    return TextTable("The staff list over 52 weeks", head, rows[:-1], _numbers(head), rows[-1])


def need_table(budget: Budget) -> TextTable:
    """What each month's contacts need on the queues and in supervision."""
    head = ("Month", "Contacts", "Hours on the queues", "Hours of supervision")
    rows = tuple(
        (_month(m.month.isoformat()), whole(m.contacts), whole(m.queue_hours),
         whole(m.supervisor_hours))
        for m in budget.need
    )  # fmt: skip
    total = (
        "Year", whole(sum(m.contacts for m in budget.need)),
        whole(sum(m.queue_hours for m in budget.need)),
        whole(sum(m.supervisor_hours for m in budget.need)),
    )  # fmt: skip
    return TextTable("Hours that the contacts need, by month", head, rows, _numbers(head), total)


def _month(iso: str) -> str:
    return f"{words.MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def bridge_table(found: Bridge, year: str) -> TextTable:
    """Every step with its dollars and people; the plan first and what is reached last."""
    head = ("Step", "What it is", "FTE", "Dollars")
    rows = (
        (f"Plan of {year}", "Salaries of the same classes.", "", money(found.planned / 100,
                                                                       cents=True)),
        *(
            (words.capital(step.name), step.meaning, fte(step.fte, sign=True) if step.fte else "",
             money(step.dollars, sign=True, cents=True))
            for step in found.steps
        ),
    )  # fmt: skip
    total = ("Reached", "", "", money(found.reached / 100, cents=True))
    caption = f"From the plan to the {found.basis}: {money(found.variance / 100, sign=True)}"
    return TextTable(caption, head, rows, frozenset({2, 3}), total)


def shrinkage_table(budget: Budget) -> TextTable:
    """Shares of paid time: as rostered, for the year, and as planned."""
    head = ("Paid time", "Hours of the roster", "Rostered", "Year", "Plan")
    rows = tuple(
        (words.capital(line.item), words.amount(line.hours, 2), words.percent(line.measured, 1),
         words.percent(line.year, 1),
         DASH if line.planned is None else words.percent(line.planned, 1))
        for line in budget.shrinkage.lines
    )  # fmt: skip
    used = budget.shrinkage
    planned = DASH if used.planned is None else words.percent(used.planned, 1)
    total = (
        "Shrinkage: off the queues", "", words.percent(used.measured, 1),
        words.percent(used.year, 1), planned,
    )  # fmt: skip
    return TextTable("Paid time of the people on the queues", head, rows, _numbers(head), total)


def ways_table(budget: Budget) -> TextTable:
    """FTE of the year from the work alone up to the staff list."""
    rows = tuple(
        (words.capital(way.name), way.meaning, words.amount(way.hours, 1),
         words.amount(way.annual_hours, 0), fte(way.fte))
        for way in budget.methods
    )  # fmt: skip
    head = ("Counted by", "What it holds", "Hours of the roster", "Hours a year", "FTE")
    return TextTable("From the work to the staff list", head, rows, frozenset({2, 3, 4}))


def method_table(table: FteTable) -> TextTable:
    """FTE by each method for one load, hours first."""
    load = table.load
    head = (
        "Method",
        "What it asks",
        "Seats",
        "In time",
        "Hours on the queues",
        "Paid hours",
        "FTE",
    )
    rows = tuple(
        (words.capital(m.name), m.meaning, words.amount(m.seats, 2),
         DASH if m.service_level is None else words.percent(m.service_level, 2),
         whole(m.queue_hours), whole(m.paid_hours), fte(m.fte))
        for m in table.methods
    )  # fmt: skip
    caption = (
        f"{table.title}: {words.amount(load.contacts_per_hour, 1)} contacts an hour of "
        f"{words.amount(load.aht_s, 0)} s, open {whole(load.open_hours)} h a year, shrinkage "
        f"{words.percent(load.shrinkage, 1)}, of it {words.percent(load.absence, 1)} away"
    )
    return TextTable(caption, head, rows, frozenset({2, 3, 4, 5, 6}))


AHEAD_HEAD = (
    "Contacts", "Band", "FTE needed", "Band", "Employed", "At full speed", "Gap", "Wages", "Loaded",
)  # fmt: skip


def ahead_table(budget: Budget) -> TextTable:
    """The fiscal years ahead."""
    head = ("Fiscal year", *AHEAD_HEAD, "Per contact")
    rows = tuple(
        (y.fiscal_year, *_ahead(y), money(y.cost_per_contact, cents=True))
        for y in budget.ahead.years
    )
    return TextTable("The years ahead", head, rows, _numbers(head))


def months_table(budget: Budget) -> TextTable:
    """The same by month, with the speakers of each language: needed / there."""
    languages = sorted({name for m in budget.ahead.months for name in m.languages})
    head = ("Month", *AHEAD_HEAD, *(words.language(name) for name in languages))
    rows = tuple(
        (
            _month(m.month.isoformat()),
            *_ahead(m),
            *(
                f"{fte(m.languages[n][0])} / {fte(m.languages[n][1])}" if n in m.languages else DASH
                for n in languages
            ),
        )
        for m in budget.ahead.months
    )
    caption = "Month by month; languages: FTE needed / speakers at full speed"
    return TextTable(caption, head, rows, _numbers(head))


def _ahead(line: CapacityMonth | CapacityYear) -> tuple[str, ...]:
    return (
        whole(line.contacts), f"{whole(line.contacts_low)} to {whole(line.contacts_high)}",
        fte(line.need_fte), f"{fte(line.need_low)} to {fte(line.need_high)}",
        fte(line.staff_fte), fte(line.ready_fte), fte(line.gap, sign=True),
        money(line.wages), money(line.loaded),
    )  # fmt: skip


def assumption_table(budget: Budget) -> TextTable:
    """What the years ahead assume, with the line that says so."""
    settings = budget.office.settings
    rows = [
        (name.replace("_", " "), f"{value:g}", settings.source(f"ahead.{name}"))
        for name, value in vars(settings.ahead).items()
    ]
    rows += [
        (f"change: {c.name.replace('_', ' ')}", f"{c.channel} from {c.first}", c.source)
        for c in settings.changes
    ]
    rows += [
        (f"hire: {h.name.replace('_', ' ')}", f"{h.fte:g} FTE of {h.pay_class} on {h.first}",
         h.source)
        for h in settings.hires
    ]  # fmt: skip
    head = ("Assumption", "Value", "Source")
    return TextTable("What is assumed", head, tuple(rows))


def audit_tables(budget: Budget) -> tuple[list[TextTable], TextTable]:
    """Figures that do not reproduce, only loosely, but for rounding (where any); and that do."""
    head = ("Figure", "Printed", "Recomputed", "Reproduced", "Arithmetic", "Page")

    def table(caption: str, verdicts: tuple[str, ...]) -> TextTable:
        rows = tuple(
            (r.figure, r.printed, r.recomputed, VERDICTS[r.verdict], r.arithmetic, r.page)
            for r in sorted(budget.audit, key=lambda r: verdicts.index(r.verdict)
                            if r.verdict in verdicts else 9)
            if r.verdict in verdicts
        )  # fmt: skip
        return TextTable(caption, head, rows, frozenset({1, 2}))

    odd = [
        table("Figures that do not reproduce", (FLAGGED,)),
        table("Figures that reproduce loosely: close, on one reading", (LOOSELY,)),
        table("Figures that reproduce except for rounding of the last digit", (ROUNDING,)),
    ]
    return [own for own in odd if own.rows], table("Figures that reproduce", (REPRODUCED,))


def audit_words(budget: Budget) -> tuple[str, str]:
    """How many figures of the plan differ, of how many; and what kinds of others there are."""
    verdicts = [row.verdict for row in budget.audit]
    near = {"only loosely": verdicts.count(LOOSELY), "but for rounding": verdicts.count(ROUNDING)}
    others = "".join(f"; {count} {how}" for how, count in near.items() if count)
    note = f"figures do not reproduce{others}"
    return f"{verdicts.count(FLAGGED)} of {len(verdicts)}", note


def horizon_table(budget: Budget) -> TextTable:
    """Hours and dollars of the roster itself, before anything is made a year of."""
    titles = {row.pay_class: class_words(row) for row in budget.rows}
    lines = [(titles[c.pay_class], str(c.people), *cost_figures(c)) for c in budget.classes]
    numbers = frozenset(range(1, len(COST_HEAD) + 1))
    return TextTable(
        "The roster itself", ("Class", *COST_HEAD), tuple(lines[:-1]), numbers, lines[-1]
    )


def worth_of_people(found: Sequence[Worth]) -> TextTable | None:
    """What one more and one fewer of each kind would change in a year; None where not asked."""
    if not found:
        return None
    rows = []
    for own in found:
        languages = ", ".join(words.language(code) for code in own.languages) or "no other"
        change = "one more" if own.change > 0 else "one fewer"
        rows.append(
            (own.contract, languages, change, f"{own.shortage_hours:+.2f}", f"{own.dollars:+,.0f}",
             money(own.wages * 52 * (1 if own.change > 0 else -1), sign=True))
        )  # fmt: skip
    head = ("Contract", "Language", "Change", "Missing hours a week", "Priced at a week, $",
            "Wages a year")  # fmt: skip
    return TextTable("The next person, and the last one", head, tuple(rows), frozenset({3, 4, 5}))
