"""The answers of a repair on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from scheduler.domain.repair_rows import OFF, ChangedSpan, RepairRow
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import Terms

MOST_LINES = 12  # of an answer; repairs.csv has all
Listed = tuple[str, Terms, Sequence[RepairRow]]


def lines(scenario: Scenario, offers: Iterable[Listed]) -> Iterator[str]:
    """A table of the answers, then who is asked to do what in each."""
    known = list(offers)
    head = ("", "people asked", "days changed", "hours short", "objective")
    table = [head, *(_figures(scenario, *offer) for offer in known)]
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    for row in table:
        cells = (
            c.ljust(w) if i == 0 else c.rjust(w)
            for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
    told: list[Sequence[RepairRow]] = []
    for name, _, rows in known:
        yield ""
        if rows in told:
            yield f"{name}: the same as above"
            continue
        told.append(rows)
        yield f"{name}:"
        asked = [row for row in rows if not row.absence]
        yield from _told(scenario, asked)
        if not asked:
            yield "  nobody has to do anything else"


def _told(scenario: Scenario, rows: Sequence[RepairRow]) -> Iterator[str]:
    """One line for each day of a person, the day's changes in it; the first days only."""
    grid = scenario.grid
    days = groupby(rows, lambda row: (row.span.csr_id, grid.day(row.span.start)))
    for at, ((csr_id, day), own) in enumerate(days):
        if at == MOST_LINES:
            yield "  and more: see repairs.csv"
            return
        name = scenario.everybody.csr[csr_id].name
        parts = ", ".join(_words(scenario, span) for span in _together(own))
        yield f"  {name}, {grid.date(day):%a %d %b}: {parts}"


def _together(rows: Iterable[RepairRow]) -> Iterator[ChangedSpan]:
    """The spans of a day, those without a gap in which somebody is off now taken as one."""
    last: ChangedSpan | None = None
    for span in (row.span for row in rows):
        if last is not None and last.becomes == OFF == span.becomes and last.end == span.start:
            last = replace(last, end=span.end, was="at work")
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _words(scenario: Scenario, span: ChangedSpan) -> str:
    grid = scenario.grid
    times = f"{grid.local(span.start):%H:%M}-{grid.local(span.end):%H:%M}"
    return f"{times} {span.becomes} (was {span.was})"


def _figures(
    scenario: Scenario, name: str, terms: Terms, rows: Sequence[RepairRow]
) -> tuple[str, ...]:
    asked = [row for row in rows if not row.absence]
    people = len({row.span.csr_id for row in asked})
    days = len({(row.span.csr_id, scenario.grid.day(row.span.start)) for row in asked})
    return name, str(people), str(days), f"{terms.shortage_hours:g}", f"${terms.total:,.0f}"
