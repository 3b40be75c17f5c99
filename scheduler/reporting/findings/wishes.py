"""What people asked for, and what the roster has instead, in words."""

from __future__ import annotations

from scheduler.domain.scenario import Request
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report

WISHES = {"off": "to have off", "avoid": "not to work", "prefer": "to work"}


def wish(report: Report, request: Request) -> str:
    """`to have off Tue`, `to work Mon 9:00–17:30`."""
    grid = report.scenario.grid
    when = words.when(grid, request.start, request.end)
    return f"{WISHES.get(request.kind, request.kind)} {when}"


def outcome(report: Report, request: Request) -> str:
    """What the roster has instead: the shifts of the days asked about."""
    grid = report.scenario.grid
    first, last = grid.day(request.start), grid.day(max(request.start, request.end - 1))
    shifts = [
        shift
        for day in range(max(0, first), min(last, grid.days - 1) + 1)
        if (shift := report.board.shift(request.csr_id, day)) is not None
    ]
    if not shifts:
        return "not at work then"
    spans = [words.when(grid, shift.start, shift.end) for shift in shifts]
    return f"at work {words.joined(spans)}"
