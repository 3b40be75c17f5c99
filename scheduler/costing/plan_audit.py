"""The audit of a printed plan: every figure that can be recomputed, is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scheduler.costing.audit_row import (
    FLAGGED,
    REPRODUCED,
    ROUNDING,
    AuditRow,
    exact,
    money,
    number,
    summed,
)
from scheduler.costing.plan_claims import claims
from scheduler.domain.history import Observed
from scheduler.domain.plan_document import A_MONTH, DOLLARS, FTE, PlanDocument, PlanFigure, added
from scheduler.domain.scenario import PayClass

UNITS = {FTE: "FTE", DOLLARS: "dollars", A_MONTH: "contacts a month"}
MOST_ROUNDING = 1.0  # dollars by which sums of rounded dollars may be off


class Salaries(NamedTuple):
    """Positions and dollars of one line of a table in one year."""

    line: str
    year: str
    page: str
    fte: float
    amount: float


def audit_plan(
    plan: PlanDocument,
    pay_classes: Sequence[PayClass] = (),
    history: Sequence[Observed] = (),
) -> tuple[AuditRow, ...]:
    """Claims of the text first, then totals, salaries, ratios and what is financed.

    A check whose figures a plan does not have says nothing. `history` are contact records,
    for the count of contacts handled.
    """
    return (
        *claims(plan, history),
        *_sums(plan),
        *_between_tables(plan),
        *_salaries(plan, pay_classes),
        *_loading(plan),
        *_financed(plan),
        *_external(plan),
    )


def _sums(plan: PlanDocument) -> Iterator[AuditRow]:
    """Printed totals, each recomputed from its lines."""
    for total in plan.figures:
        if not total.adds_up:
            continue
        terms = plan.addends(total)
        found = added(terms)
        if not total.value and not found:
            continue
        yield AuditRow(
            figure=f"table {total.table}, {_place(total)}, {UNITS[total.quantity]}",
            printed=number(total.value),
            recomputed=number(found),
            verdict=_compared(total, found),
            arithmetic=f"{_names(terms)}: {summed(sign * f.value for sign, f in terms)} = "
            f"{number(found)}{_off(total.value, found)}.",
            page=total.page,
        )


def _place(figure: PlanFigure) -> str:
    name = figure.part if figure.line.upper() == "TOTAL" else figure.line
    return f"{name} {figure.fiscal_year}".strip()


def _names(terms: Sequence[tuple[int, PlanFigure]]) -> str:
    counted = sum(1 for _, figure in terms if figure.value)
    return f"{counted} line{'' if counted == 1 else 's'} of table {terms[0][1].table}"


def _off(printed: float, found: float) -> str:
    less = found - printed
    return "" if abs(less) < 1e-6 else f", {number(abs(less))} {'more' if less > 0 else 'less'}"


def _compared(total: PlanFigure, found: float) -> str:
    less = abs(found - total.value)
    if less < 1e-6:
        return REPRODUCED
    return ROUNDING if total.quantity == DOLLARS and less <= MOST_ROUNDING else FLAGGED


def _between_tables(plan: PlanDocument) -> Iterator[AuditRow]:
    """The same FTE in the recommendation, in the personnel table and on the timeline."""
    for year in plan.years("5"):
        recommended = plan.total("3", "total", year, FTE)
        grand = plan.total("5", "grand total 311", year, FTE)
        grand += plan.total("5", "grand total I&R", year, FTE)
        if recommended and grand:
            yield AuditRow(
                figure=f"table 3, total {year}, beside table 5",
                printed=number(recommended),
                recomputed=number(grand),
                verdict=REPRODUCED if abs(recommended - grand) < 1e-6 else FLAGGED,
                arithmetic=f"Table 5 has {number(grand)} FTE in {year} where table 3 prints "
                f"{number(recommended)}.",
                page=plan.parts("3", "total", year, FTE)[0].page,
            )
    yield from _timeline(plan)


def _timeline(plan: PlanDocument) -> Iterator[AuditRow]:
    """FTE and costs "per year and additive", beside the end that is printed for them."""
    years = plan.years("timeline")
    if not years:
        return
    steps = [plan.total("timeline", "added", year, FTE) for year in years]
    end = plan.total("5", "grand total 311", years[-1], FTE)
    before = plan.total("5", "grand total I&R", years[0], FTE)
    page = plan.parts("timeline", "added", years[0], FTE)[0].page
    yield AuditRow(
        figure="timeline, FTE in full",
        printed=number(end),
        recomputed=number(sum(steps)),
        verdict=FLAGGED,
        arithmetic=f"The steps add up to {summed(steps)} = {number(sum(steps))} FTE and reach "
        f"{number(end)} only with the {number(before)} FTE of Information & Referral, "
        f"{number(sum(steps) + before)}.",
        page=page,
    )
    costs = [plan.total("timeline", "added cost", year, DOLLARS) for year in years]
    ongoing = plan.assumed("program_ongoing")
    if ongoing is None:
        return
    salaries = plan.total("5", "grand total 311", years[-1], DOLLARS)
    yield AuditRow(
        figure="timeline, cost in full",
        printed=money(ongoing),
        recomputed=money(sum(costs)),
        verdict=FLAGGED,
        arithmetic=f"The steps, said to be additive, are {summed(costs)} = {money(sum(costs))}: "
        f"the salaries of table 5 ({money(salaries)}) and not the ongoing {money(ongoing)}.",
        page=page,
    )


def _lines(plan: PlanDocument, part: str) -> Iterator[Salaries]:
    for year in plan.years("5"):
        amounts = {f.line: f for f in plan.parts("5", part, year, DOLLARS)}
        for figure in plan.parts("5", part, year, FTE):
            amount = amounts.get(figure.line)
            if amount is not None and figure.value and amount.value:
                yield Salaries(figure.line, year, figure.page, figure.value, amount.value)


def _salaries(plan: PlanDocument, pay_classes: Sequence[PayClass]) -> Iterator[AuditRow]:
    """Dollars of each line by its positions: the same salary every year, in the class's range."""
    whole = {line.line: line for line in _lines(plan, "full-time")}  # the last year is the base
    ranges = {found.title: found for found in pay_classes if found.annual_max}
    months = (plan.assumed("started_months") or 12) / 12
    for part in ("full-time", "part-time", "limited-term"):
        for line in _lines(plan, part):
            base = whole.get(line.line)
            salary = base.amount / base.fte if base else line.amount / line.fte
            yield _salary(line, salary, months, ranges.get(line.line))


def _salary(line: Salaries, salary: float, months: float, known: PayClass | None) -> AuditRow:
    each = line.amount / line.fte
    share = next(
        (s for s in (1.0, months) if abs(line.amount - line.fte * salary * s) <= line.fte + 1), None
    )
    expected = line.fte * salary * (months if each < 0.9 * salary else 1.0)
    in_range = known is None or known.annual_min - 1 <= each <= known.annual_max + 1
    if share is not None:
        verdict, words = REPRODUCED, f"{money(each)} each"
        if share != 1.0:
            words = f"{money(salary)} each for {number(12 * share)} months, {money(each)} each"
    elif line.fte < 1 and each > 1.4 * salary:
        whole = money(salary if line.amount > 0.9 * salary else salary * months)
        expected = line.fte * salary * (1.0 if line.amount > 0.9 * salary else months)
        verdict = FLAGGED
        words = f"{whole} is that of a whole position, overstated: {number(line.fte)} of it is "
        words += money(expected)
    else:
        verdict = REPRODUCED if in_range else FLAGGED
        expected = line.amount
        words = f"{money(each)} each, {'in' if in_range else 'outside'} the range of the class"
    return AuditRow(
        figure=f"table 5, {line.line}, {number(line.fte)} FTE {line.year}",
        printed=money(line.amount),
        recomputed=money(line.amount if verdict == REPRODUCED else expected),
        verdict=verdict,
        arithmetic=f"{money(line.amount)} / {number(line.fte)} FTE: {words}.",
        page=line.page,
    )


def _loading(plan: PlanDocument) -> Iterator[AuditRow]:
    """Personnel services by salaries: the loading factor, which is to be the same every year."""
    found = []
    for year in plan.years("6"):
        services = [
            f for f in plan.parts("6", "requirements", year, DOLLARS) if "Personnel" in f.line
        ]
        salaries = plan.total("5", "grand total 311", year, DOLLARS)
        if services and salaries:
            found.append((year, services[0], salaries, services[0].value / salaries))
    usual = sorted(ratio for *_, ratio in found)[len(found) // 2] if found else 0.0
    last = found[-1][3] if found else 0.0
    for year, line, salaries, ratio in found:
        odd = abs(ratio - usual) > 0.05
        high = line.value - last * salaries
        more = f", about {money(round(high, -3))} high beside {exact(last, 3)}" if odd else ""
        yield AuditRow(
            figure=f"personnel services / salaries {year}",
            printed=money(line.value),
            recomputed=exact(ratio, 3),
            verdict=FLAGGED if odd else REPRODUCED,
            arithmetic=f"{money(line.value)} / {money(salaries)} = {exact(ratio, 3)}{more}.",
            page=line.page,
        )


def _financed(plan: PlanDocument) -> Iterator[AuditRow]:
    """Resources, ongoing and one-time, beside the expenditure that they are for."""
    for year in plan.years("7"):
        ongoing = plan.total("7", "ongoing", year, DOLLARS)
        once = plan.total("7", "total one-time", year, DOLLARS)
        spent = plan.total("6", "combined", year, DOLLARS)
        if not spent:
            continue
        excess = ongoing + once - spent
        words = f", an excess of {money(excess)}" if abs(excess) >= 0.5 else ""
        yield AuditRow(
            figure=f"table 7, resources {year}, beside expenditure",
            printed=money(spent),
            recomputed=money(ongoing + once),
            verdict=FLAGGED if words else REPRODUCED,
            arithmetic=f"{money(ongoing)} ongoing + {money(once)} one-time = "
            f"{money(ongoing + once)} against an expenditure of {money(spent)}{words}.",
            page=plan.parts("7", "ongoing", year, DOLLARS)[0].page,
        )


def _external(plan: PlanDocument) -> Iterator[AuditRow]:
    """Materials and services, less what is named, by FTE: the same in every planned year."""
    once = {"2020-21": plan.assumed("external_one_time_2020"), "2021-22": plan.assumed("one_time")}
    fixed = {"External": plan.assumed("external_fixed"), "Internal": plan.assumed("internal_fixed")}
    for kind, base in fixed.items():
        for year in plan.years("6"):
            fte = plan.total("5", "grand total 311", year, FTE)
            lines = [f for f in plan.parts("6", "requirements", year, DOLLARS) if kind in f.line]
            if base is None or year == plan.years("6")[0] or not lines or not fte:
                continue
            extra = (once.get(year) or 0.0) if kind == "External" else 0.0
            rest = lines[0].value - base - extra
            yield AuditRow(
                figure=f"table 6, {lines[0].line} {year}",
                printed=money(lines[0].value),
                recomputed=money(base + extra + round(rest / fte, -2) * fte),
                verdict=REPRODUCED if abs(rest / fte - round(rest / fte, -2)) < 1 else FLAGGED,
                arithmetic=f"{summed([lines[0].value, -base, -extra], 0)} = {money(rest)} for "
                f"{number(fte)} FTE are {money(rest / fte)} each.",
                page=lines[0].page,
            )
