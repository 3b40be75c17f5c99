"""Findings that say the same of several days, told once: `Mon–Fri 16:30–18:00 supervision ...`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from scheduler.domain.grid import Grid
from scheduler.reporting.findings import words

if TYPE_CHECKING:
    from scheduler.reporting.findings.sentences import Finding

Span = tuple[int, int]


def grouped_findings(grid: Grid, found: Sequence[Finding]) -> list[Finding]:
    """Findings of one kind, matter and reason as one, at the place of the first of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for place, finding in enumerate(found):
        alike = (finding.kind, finding.matter, finding.why)
        alone = (finding.kind, "", str(place))
        groups.setdefault(alike if finding.matter else alone, []).append(finding)
    return [_together(grid, own) if len(own) > 1 else own[0] for own in groups.values()]


def _together(grid: Grid, own: Sequence[Finding]) -> Finding:
    spans = [(f.start, f.end) for f in own if f.start is not None and f.end is not None]
    return replace(
        own[0],
        what=f"{when_all(grid, spans)} {own[0].matter}",
        end=spans[-1][1],
        hours=sum(f.hours for f in own),
        dollars=sum(f.dollars for f in own),
    )


def when_all(grid: Grid, spans: Sequence[Span]) -> str:
    """`Mon–Fri 16:30–18:00 and Sat 9:00–13:00`: days with the same times are named together."""
    days: dict[int, list[Span]] = {}
    for start, end in sorted(spans):
        days.setdefault(grid.day(start), []).append((start, end))
    by_times: dict[str, list[int]] = {}
    for day, own in days.items():
        by_times.setdefault(words.joined_times(grid, own), []).append(day)
    return words.joined([f"{_days(grid, own)} {times}" for times, own in by_times.items()], 4)


def _days(grid: Grid, days: Sequence[int]) -> str:
    """`Mon–Wed and Sat`: three days or more in a row as a span."""
    return words.joined(list(_runs(grid, days)), 7)


def _runs(grid: Grid, days: Sequence[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(days), key=lambda item: item[1] - item[0]):
        names = [words.day_name(grid, day) for _, day in run]
        if len(names) > 2:
            yield f"{names[0]}–{names[-1]}"
        else:
            yield from names
