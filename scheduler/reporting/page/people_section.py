"""Everybody's week as the page's table: what the roster means for each person."""

from __future__ import annotations

from scheduler.domain.scenario import Request
from scheduler.reporting.findings import words
from scheduler.reporting.findings.people_week import PersonFigures, people_week
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.wishes import price_words, wish
from scheduler.reporting.page.sections import TextTable

HEAD = (
    "Name", "Starts within", "Short stints", "Changes a shift", "Short nights",
    "Weekend days", "Evenings", "Early starts", "Requests",
)  # fmt: skip


def people_table(report: Report) -> TextTable:
    """A row for each person by name; duties as this week's and those with the past."""
    figures = {found.csr_id: found for found in people_week(report.scenario, report.roster)}
    people = sorted(report.scenario.csrs, key=lambda csr: (csr.name, csr.csr_id))
    rows = tuple(
        (csr.name, *_figures(figures[csr.csr_id]), _requests(report, csr.csr_id)) for csr in people
    )
    return TextTable("The week, person by person", HEAD, rows, frozenset(range(1, 8)))


def _figures(found: PersonFigures) -> tuple[str, ...]:
    spread, changes = found.start_spread_minutes, found.activity_changes
    duties = zip(found.duties, found.duties_with_past, strict=True)
    return (
        "–" if spread is None else _duration(spread),
        _count(found.stints_short),
        "–" if changes is None else words.amount(changes, 1),
        _count(found.short_rests),
        *(str(now) if now == all_ else f"{now} ({all_})" for now, all_ in duties),
    )


def _count(number: int) -> str:
    return str(number) if number else "–"


def _duration(minutes: int) -> str:
    """`1:30 h`."""
    return f"{minutes // 60}:{minutes % 60:02d} h"


def _requests(report: Report, csr_id: str) -> str:
    """Each request with its answer, refused ones with their price."""
    own = sorted(
        ((r, granted) for r, granted in report.requests if r.csr_id == csr_id),
        key=lambda item: (item[1], item[0].start),
    )
    return "; ".join(words.capital(_answer(report, *item)) for item in own)


def _answer(report: Report, request: Request, granted: bool) -> str:
    asked = wish(report, request)
    if granted:
        return f"{asked}: granted"
    price = price_words(report, request)
    return f"{asked}: refused, {price}" if price else f"{asked}: refused"


def people_note(report: Report) -> str:
    """What the figures in brackets count, and who is behind."""
    weeks = report.scenario.prices.fairness_weeks
    if report.scenario.past is None or not weeks:
        return ""
    span = "the week" if weeks == 1 else f"the {words.number(weeks)} weeks"
    return f"In brackets: with {span} before, where published."
