"""Service against money as a table: each scenario a real roster, and what none could reach."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.frontier import FrontierPoint
from scheduler.reporting.findings import words
from scheduler.reporting.page.sections import TextTable


def frontier_table(points: Sequence[FrontierPoint]) -> TextTable | None:
    """Cheapest first; None without any."""
    if not points:
        return None
    queues = sorted({(s.channel, s.language) for p in points for s in p.service})
    head = (
        "Scenario", "People", "FTE", "Loaded a year", "Missing hours", "Shortage",
        "No roster below", *(words.row_title(*queue) for queue in queues),
    )  # fmt: skip
    rows = tuple(
        (
            p.scenario, str(p.people), f"{p.fte:.2f}", words.dollars(p.loaded),
            words.amount(p.shortage_hours), words.dollars(p.shortage), _least(p),
            *(_level(p, *queue) for queue in queues),
        )
        for p in sorted(points, key=lambda p: (p.loaded, p.scenario))
    )  # fmt: skip
    numbers = frozenset(range(1, len(head)))
    return TextTable("Every scenario, rostered and simulated", head, rows, numbers)


def _least(point: FrontierPoint) -> str:
    return "–" if point.least_shortage is None else words.dollars(point.least_shortage)


def _level(point: FrontierPoint, channel: str, language: str) -> str:
    met = point.level(channel, language)
    if met is None:
        return "–"
    spread = f"{100 * met.low:.1f} to {100 * met.high:.1f}"
    return f"{words.percent(met.mean, 1)} ({spread})"
