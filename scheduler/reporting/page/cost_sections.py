"""Hours and cost as the page's tables, by class and by person."""

from __future__ import annotations

from scheduler.costing.pay import ClassCost, CostRow, by_class, class_cost, cost_per_contact
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.page.sections import TextTable

COST_HEAD = (
    "People", "Paid hours", "Leave hours", "Holiday hours", "Overtime", "Base", "Premiums",
    "Paid leave", "Holidays", "Total", "Loaded",
)  # fmt: skip


def class_table(report: Report) -> TextTable:
    """Hours and dollars by class."""
    titles = {found.name: found.title for found in report.scenario.pay_classes}
    rows = []
    for found in by_class(report.cost):
        title = titles.get(found.pay_class)
        name = f"{found.pay_class}, {title}" if title else found.pay_class
        rows.append((name, str(found.people), *cost_figures(found)))
    everyone = class_cost("All", report.cost)
    total = (everyone.pay_class, str(everyone.people), *cost_figures(everyone))
    numbers = frozenset(range(1, len(COST_HEAD) + 1))
    return TextTable("Hours and cost by class", ("Class", *COST_HEAD), tuple(rows), numbers, total)


def person_table(report: Report) -> TextTable:
    """Hours and dollars by person, by name."""
    rows = []
    for row in sorted(report.cost, key=lambda row: (report.name(row.csr_id), row.csr_id)):
        rows.append((report.name(row.csr_id), row.pay_class, *cost_figures(row)))
    head = ("Name", "Class", *COST_HEAD[1:])
    return TextTable("Hours and cost by person", head, tuple(rows), frozenset(range(2, len(head))))


def cost_figures(row: CostRow | ClassCost) -> tuple[str, ...]:
    hours = (row.paid_hours, row.leave_hours, row.holiday_hours, row.overtime_hours)
    money = (row.base, row.premium, row.leave, row.holiday, row.total, row.loaded)
    return (*map(words.amount, hours), *map(words.dollars, money))


def contact_cost(report: Report) -> str:
    """`$6.96`, or nothing where no contact is expected."""
    value = cost_per_contact(report.requirements, report.cost)
    return "" if value is None else words.dollars(value, cents=True)


def worth_table(report: Report) -> TextTable:
    """What one person more or fewer of each kind would change in the week."""
    rows = []
    for found in report.worth:
        change = "one more" if found.change > 0 else "one fewer"
        hours, dollars = f"{found.shortage_hours:+.2f}", f"{found.dollars:+,.0f}"
        languages = ", ".join(words.language(code) for code in found.languages) or "no other"
        rows.append(
            (found.contract, languages, str(found.people), change, hours, dollars,
             words.dollars(found.wages))
        )  # fmt: skip
    head = (
        "Contract", "Language", "People now", "Change", "Missing hours", "Priced at, $",
        "Wages a week",
    )  # fmt: skip
    return TextTable("One more, one fewer", head, tuple(rows), frozenset({2, 4, 5, 6}))
