"""Changes by hand on the terminal: what they are, what they break, what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.domain.clause import Violation
    from scheduler.pipeline.edits.edited_rosters import EditFindings
    from scheduler.pipeline.measure import Findings

FILLED_IN = (
    "where only times were given, breaks and activities are filled in as close as possible to "
    "the old ones; schedule --keep-edits optimises them"
)
MOST_SHOWN = 60  # changes in one list
LEAST = 0.005  # dollars or hours that count as a difference


def edit_lines(found: EditFindings, by_cell: bool) -> Iterator[str]:
    """Each change with its dollars, each broken rule (`by_cell`: under its cell), and the sums."""
    for note in found.notes:
        yield f"note: {note}"
    if not found.changes:
        yield f"nothing was changed by hand in {found.file}"
        return
    count = len(found.changes)
    yield f"{count} change{'s' if count > 1 else ''} by hand in {found.file}:"
    for change in found.changes[:MOST_SHOWN]:
        alone = "" if change.dollars is None else f" ({signed(change.dollars)})"
        yield f"  {change.place}: {change.sentence}{alone}"
    if count > MOST_SHOWN:
        yield f"  and {count - MOST_SHOWN} more"
    if found.filled_in:
        yield FILLED_IN
    if by_cell and found.broken:
        yield "they break:"
        yield from _broken(found)
    elif not found.broken:
        yield "they break no rule"
    yield from cost_lines(found.before, found.after)
    yield ""
    if by_cell and found.broken_before:
        yield "broken before these changes:"


def _broken(found: EditFindings) -> Iterator[str]:
    for place, violation in found.broken:
        source = f", {violation.source}" if violation.source else ""
        yield f"  {place}: {_day(found, violation)}{violation.message} [{violation.rule}{source}]"


def _day(found: EditFindings, violation: Violation) -> str:
    """`Tue: `, or nothing for a rule that counts over days."""
    from scheduler.pipeline.edits.edited_rosters import OF_THE_WEEK

    if violation.start is None or violation.rule in OF_THE_WEEK:
        return ""
    return f"{found.after.scenario.grid.text(violation.start)[:3]}: "


def cost_lines(before: Findings, after: Findings) -> Iterator[str]:
    """The objective before and after with the terms that differ, missing hours, wages."""
    a, b = before.terms, after.terms
    moved = [
        f"{name.replace('_', ' ')} {signed(value - a.dollars.get(name, 0.0))}"
        for name, value in b.dollars.items()
        if abs(value - a.dollars.get(name, 0.0)) > LEAST
    ]
    what = f": {', '.join(moved)}" if moved else ""
    yield f"objective {a.total:,.2f}, now {b.total:,.2f} ({signed(b.total - a.total)}){what}"
    short = before.shortage_hours, after.shortage_hours
    if abs(short[1] - short[0]) > LEAST:
        yield f"agent-hours short {short[0]:,.2f}, now {short[1]:,.2f}"
    wages = [sum(row.total for row in found.cost) for found in (before, after)]
    if abs(wages[1] - wages[0]) > LEAST:
        yield f"wages {wages[0]:,.2f}, now {wages[1]:,.2f} ({signed(wages[1] - wages[0])})"


def signed(dollars: float) -> str:
    """`+$12.50`, `-$3.00`."""
    amount = 0.0 if abs(dollars) <= LEAST else dollars
    return f"{'-' if amount < 0 else '+'}${abs(amount):,.2f}"
