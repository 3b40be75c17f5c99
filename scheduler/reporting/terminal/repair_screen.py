"""The answers of a repair on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from scheduler.domain.repair_rows import OFF, ChangedSpan, RepairRow
from scheduler.domain.roster import PAUSES
from scheduler.domain.scenario import Scenario
from scheduler.reporting.findings import words
from scheduler.reporting.findings.timeline import title_of

MOST_LINES = 12  # of an answer; repairs.csv has all
# name, agent-hours short, objective, what is asked of whom
Listed = tuple[str, float, float, Sequence[RepairRow]]


def lines(scenario: Scenario, offers: Iterable[Listed]) -> Iterator[str]:
    """A table of the answers, who is asked to do what in the first, and whom the others ask."""
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
    for at, (name, _, _, rows) in enumerate(known):
        asked = [row for row in rows if not row.absence]
        yield ""
        if rows in told:
            yield f"{name}: the same as above"
        elif at:
            people = dict.fromkeys(row.span.csr_id for row in asked)
            names = ", ".join(scenario.everybody.csr[c].name for c in people)
            yield f"{name} asks {names or 'nobody'}: see repairs.csv"
        else:
            yield f"{name}:"
            yield from _news_of_person(scenario, asked)
            if not asked:
                yield "  nobody else is affected"
        told.append(rows)


def _news_of_person(scenario: Scenario, rows: Sequence[RepairRow]) -> Iterator[str]:
    """One line for each day of a person, the day's changes in it; the first days only.

    Of pauses only where they are now: what was there before follows from it.
    """
    grid = scenario.grid
    days = groupby(rows, lambda row: (row.span.csr_id, grid.day(row.span.start)))
    for at, ((csr_id, day), own) in enumerate(days):
        if at == MOST_LINES:
            yield "  and more: see repairs.csv"
            return
        name = scenario.everybody.csr[csr_id].name
        spans = list(_together(own))
        work = [s for s in spans if s.becomes not in PAUSES and s.was not in PAUSES]
        parts = [_words(scenario, span) for span in work]
        parts += [
            f"{s.becomes} at {words.clock(grid, s.start)}" for s in spans if s.becomes in PAUSES
        ]
        date = words.short_date(grid.date(day))
        yield f"  {name}, {date}: {', '.join(parts) or 'breaks only'}"


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
    times = words.times(scenario.grid, span.start, span.end)
    becomes, was = title_of(scenario, span.becomes), title_of(scenario, span.was)
    return f"{times} {becomes} (was {was})"


def _figures(
    scenario: Scenario, name: str, short: float, objective: float, rows: Sequence[RepairRow]
) -> tuple[str, ...]:
    asked = [row for row in rows if not row.absence]
    people = len({row.span.csr_id for row in asked})
    days = len({(row.span.csr_id, scenario.grid.day(row.span.start)) for row in asked})
    return name, str(people), str(days), f"{short:g}", f"${objective:,.0f}"
