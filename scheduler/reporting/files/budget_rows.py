"""budget.csv: one figure a row, each with its method and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.costing.annual_budget import TOTAL, Budget, BudgetRow
from scheduler.costing.capacity import CapacityMonth, CapacityYear
from scheduler.costing.staff_year import FTE_HOURS
from scheduler.domain.frontier import FrontierPoint
from scheduler.domain.worth import Worth
from scheduler.reporting.files.output_tables import Cell
from scheduler.reporting.findings import words

COLUMNS = (
    "section", "fiscal_year", "class", "item", "figure", "value", "unit", "method", "source",
)  # fmt: skip
Row = Sequence[Cell]

STAFF = "contract hours x 52 weeks"
PLAN = "as printed"
_COLUMNS_OF_PLAN = (
    ("fte", "FTE", f"{STAFF} / {FTE_HOURS} h", "csrs.csv, contracts.csv"),
    ("fte_then", "FTE", f"of today's people, begun by then; {STAFF}", "csrs.csv: hired"),
    ("fte_planned", "FTE", PLAN, "fte_plan.csv"),
    ("fte_variance", "FTE", "fte - fte_planned", "both"),
    ("vacancy", "FTE", "fte_planned - fte, not below 0", "both"),
    ("wages", "$", f"{STAFF} x rates, premiums as rostered", "csrs.csv, roster.csv, [pay]"),
    ("loaded", "$", "wages x pay.loading", "settings.toml: pay.loading"),
    ("salary_planned", "$", PLAN, "fte_plan.csv"),
    ("salary_indexed", "$", "salary_planned x wage index", "fte_plan.csv, wage index"),
    ("wages_variance", "$", "wages - salary_planned", "both"),
    ("real_variance", "$", "wages - salary_indexed", "both"),
)
_COLUMNS_OF_YEAR = (
    ("people", "people"), ("contract_hours", "h"), ("worked_hours", "h"), ("leave_hours", "h"),
    ("holiday_hours", "h"), ("overtime_hours", "h"), ("fte", "FTE"), ("regular", "$"),
    ("leave", "$"), ("holidays", "$"), ("salary", "$"), ("overtime", "$"),
    ("evening_weekend", "$"), ("language", "$"), ("wages", "$"), ("loaded", "$"),
)  # fmt: skip
_COLUMNS_OF_WEEK = (
    ("stands_for", "weeks"), ("contacts", "contacts"), ("required_hours", "h"),
    ("on_queue_hours", "h"), ("shortage_hours", "h"), ("paid_hours", "h"), ("overtime_hours", "h"),
    ("wages", "$"), ("loaded", "$"),
)  # fmt: skip
_COLUMNS_AHEAD = (
    ("contacts", "contacts"), ("contacts_low", "contacts"), ("contacts_high", "contacts"),
    ("queue_hours", "h"), ("need_fte", "FTE"), ("need_low", "FTE"), ("need_high", "FTE"),
    ("staff_fte", "FTE"), ("ready_fte", "FTE"), ("gap", "FTE"), ("wages", "$"), ("loaded", "$"),
)  # fmt: skip


def budget_rows(
    budget: Budget, frontier: Sequence[FrontierPoint] = (), worth: Sequence[Worth] = ()
) -> Iterator[Row]:
    """Every figure of the page and of the workbook."""
    yield from _headline(budget)
    yield from _weeks(budget)
    yield from _plan(budget)
    yield from _year(budget)
    yield from _bridges(budget)
    yield from _need(budget)
    yield from _shrinkage(budget)
    yield from _methods(budget)
    yield from _ahead(budget)
    yield from _frontier(frontier)
    yield from _worth(worth)
    yield from _audit(budget)


def _headline(budget: Budget) -> Iterator[Row]:
    def row(figure: str, value: float | None, unit: str, method: str, source: str) -> Row:
        return ("headline", budget.fiscal_year, TOTAL, "", figure, value, unit, method, source)

    paid, week = budget.paid, budget.total
    yield row("fte_paid", paid.fte, "FTE", STAFF, "csrs.csv, contracts.csv")
    need = budget.need_fte + budget.supervisors_need_fte
    yield row("fte_needed", need, "FTE", "people required month by month, shrinkage on top", "need")
    yield row("wages", paid.wages, "$", f"{STAFF}, leave and premiums of a year", "year")
    source, which = "cost.csv", "the rostered horizon's"
    if budget.weeks:
        source, which = "weeks", f"the mean of {len(budget.weeks)} rostered weeks:"
    yield row("wages_of_the_week_x_52", week.total * 52 / budget.grid.weeks, "$",
              f"{which} wages, 52 weeks", source)  # fmt: skip
    yield row("loaded", paid.loaded, "$", "wages x pay.loading", "settings.toml: pay.loading")
    yield row("contacts", budget.annual_contacts, "contacts", budget.basis, "settings.toml")
    yield row("loaded_per_contact", budget.cost_per_contact, "$", "loaded / contacts", "headline")
    yield row("factor", budget.factor, "x", budget.basis, "settings.toml: centre.annual_contacts")
    yield row("wage_index", budget.index, "x", "today's wages / the plan's", budget.index_source)


def _weeks(budget: Budget) -> Iterator[Row]:
    """The weeks that the year is made of, where there are several."""
    for week in budget.weeks:
        months = ", ".join(words.MONTHS[month - 1] for month in week.months)
        for figure, unit in _COLUMNS_OF_WEEK:
            method = "a week" if figure != "stands_for" else f"of 52, for {months}"
            yield ("weeks", budget.fiscal_year, TOTAL, week.name, figure, getattr(week, figure),
                   unit, method, week.source)  # fmt: skip


def _plan(budget: Budget) -> Iterator[Row]:
    for line in budget.rows:
        for figure, unit, method, source in _COLUMNS_OF_PLAN:
            value = getattr(line, figure)
            if value is not None:
                yield ("plan", line.fiscal_year, line.pay_class, line.title, figure, value, unit,
                       method, source)  # fmt: skip


def _year(budget: Budget) -> Iterator[Row]:
    away = budget.shrinkage.away.source
    for own in budget.year:
        for figure, unit in _COLUMNS_OF_YEAR:
            yield ("year", budget.fiscal_year, own.pay_class, "", figure, getattr(own, figure),
                   unit, STAFF, f"leave and holidays: {away}")  # fmt: skip


def _bridges(budget: Budget) -> Iterator[Row]:
    for found in budget.bridges:
        year = budget.compared_year or ""

        def row(figure: str, value: float, unit: str, method: str, basis: str = found.basis) -> Row:
            return ("bridge", year, TOTAL, basis, figure, value, unit, method,  # noqa: B023
                    "fte_plan.csv, plan/, csrs.csv, roster.csv")  # fmt: skip

        yield row("planned", found.planned / 100, "$", PLAN)
        for step in found.steps:
            yield row(step.name, step.dollars, "$", step.meaning)
            if step.fte is not None:
                yield row(f"{step.name}, FTE", step.fte, "FTE", step.meaning)
        yield row("reached", found.reached / 100, "$", "planned + all steps")


def _need(budget: Budget) -> Iterator[Row]:
    method = "people required by the week's targets at the month's contacts"
    for month in budget.need:
        item = month.month.isoformat()[:7]
        for figure, value, unit in (
            ("contacts", month.contacts, "contacts"),
            ("queue_hours", month.queue_hours, "h"),
            ("supervisor_hours", month.supervisor_hours, "h"),
        ):
            yield ("need", budget.fiscal_year, "", item, figure, value, unit, method,
                   "requirements.csv, season of history.csv")  # fmt: skip
    on_shift, away = budget.shrinkage.on_shift, budget.shrinkage.away.total
    method = f"hours / (1 - {on_shift:.4f}) / (1 - {away:.4f}) / {FTE_HOURS}"
    yield ("need", budget.fiscal_year, "queues", "year", "fte", budget.need_fte, "FTE", method,
           "need, shrinkage")  # fmt: skip
    yield ("need", budget.fiscal_year, "supervision", "year", "fte", budget.supervisors_need_fte,
           "FTE", "the same with the supervisors' own share", "need, shrinkage")  # fmt: skip


def _shrinkage(budget: Budget) -> Iterator[Row]:
    for line in budget.shrinkage.lines:
        for figure, value, method, source in (
            ("measured", line.measured, "share of paid hours", "roster.csv"),
            ("year", line.year, "share of paid hours", budget.shrinkage.away.source),
            ("planned", line.planned, "days / 260", "plan/shrinkage.csv"),
        ):
            if value is not None:
                yield ("shrinkage", budget.fiscal_year, "queues", line.item, figure, value,
                       "share", method, source)  # fmt: skip


def _methods(budget: Budget) -> Iterator[Row]:
    for way in budget.methods:
        for figure, value, unit in (
            ("hours", way.annual_hours, "h"), ("fte", way.fte, "FTE"),
        ):  # fmt: skip
            yield ("way", budget.fiscal_year, TOTAL, way.name, figure, value, unit, way.meaning,
                   "roster.csv, requirements.csv")  # fmt: skip
    for table in budget.tables:
        load = table.load
        source = (
            f"{load.contacts_per_hour:.2f} contacts/h, {load.aht_s:.1f} s, {load.open_hours:.0f} h"
        )
        for method in table.methods:
            for figure, value, unit in (
                ("seats", method.seats, "people"), ("queue_hours", method.queue_hours, "h"),
                ("paid_hours", method.paid_hours, "h"), ("fte", method.fte, "FTE"),
            ):  # fmt: skip
                yield ("method", "", table.title, method.name, figure, value, unit,
                       f"{method.meaning} Shrinkage {method.shrinkage:.4f}.", source)  # fmt: skip


def _ahead(budget: Budget) -> Iterator[Row]:
    plan = budget.ahead

    def rows(line: CapacityMonth | CapacityYear, item: str) -> Iterator[Row]:
        for figure, unit in _COLUMNS_AHEAD:
            yield ("ahead", line.fiscal_year, "queues", item, figure, getattr(line, figure), unit,
                   "budget.toml on the rostered week", f"band: {plan.level_source}")  # fmt: skip

    for year in plan.years:
        yield from rows(year, "year")
    for month in plan.months:
        yield from rows(month, month.month.isoformat()[:7])
        for name, (need, there) in month.languages.items():
            for figure, value in ((f"need_fte {name}", need), (f"ready_fte {name}", there)):
                yield ("ahead", month.fiscal_year, "queues", month.month.isoformat()[:7], figure,
                       value, "FTE", "budget.toml on the rostered week", "languages")  # fmt: skip


def _frontier(points: Sequence[FrontierPoint]) -> Iterator[Row]:
    for point in points:

        def row(
            figure: str, value: float | None, unit: str, method: str, name: str = point.scenario
        ) -> Row:
            return ("frontier", "", TOTAL, name, figure, value, unit, method, "scenarios.csv")

        yield row("fte", point.fte, "FTE", STAFF)
        yield row("loaded", point.loaded, "$", "52 weeks of the scenario's week, loaded")
        yield row("shortage", point.shortage, "$", "price of the missing heads, rostered")
        if point.least_shortage is not None:
            yield row("least_shortage", point.least_shortage, "$", "proven: no roster is below it")
        for met in point.service:
            name = f"service {met.channel} {met.language}"
            yield row(name, met.mean, "share", f"simulated, {met.low:.4f} to {met.high:.4f}")


def _worth(found: Sequence[Worth]) -> Iterator[Row]:
    for own in found:
        who = f"{own.contract}, {';'.join(own.languages) or 'no other language'}"
        change = "one more" if own.change > 0 else "one fewer"
        for figure, value, unit in (
            ("missing hours a week", own.shortage_hours, "h"),
            ("priced at a week", own.dollars, "$"),
            ("wages a year", own.wages * 52 * (1 if own.change > 0 else -1), "$"),
        ):
            yield ("worth", "", who, change, figure, value, unit,
                   "the week rostered again, briefly", "scheduler budget --worth")  # fmt: skip


def _audit(budget: Budget) -> Iterator[Row]:
    for line in budget.audit:
        source = f"printed {line.printed}, page {line.page}"
        yield ("audit", "", "", line.figure, line.verdict, None, line.recomputed, line.arithmetic,
               source)  # fmt: skip


def planned_lines(budget: Budget, year: str) -> list[BudgetRow]:
    """Lines of one fiscal year, the total last."""
    return [row for row in budget.rows if row.fiscal_year == year]
