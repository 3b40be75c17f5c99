"""An exchanged day in words: who has which shift, what it costs, what callers notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scheduler.cli.edit_lines import cost_lines
from scheduler.pipeline.edits.edited_rosters import OF_THE_WEEK
from scheduler.reporting.findings import words
from scheduler.reporting.findings.simulated_service import plus_minus, row_words

if TYPE_CHECKING:
    from scheduler.domain.clause import Violation
    from scheduler.editing.hand_edits import DayEdit
    from scheduler.pipeline.repairing.swapping import Swap
    from scheduler.verification.estimates import Estimate
    from scheduler.verification.service_difference import ServiceDifference

# Rules that ask when somebody works, and nothing of what is done then.
OF_THE_TIMES = frozenset(
    {
        "availability", "contract_days", "days_in_a_row", "days_off_in_a_row", "minimum_rest",
        "own_start", "start_spread", "time_off", "week_after", "weekends", "working_window",
    }
)  # fmt: skip
WIDTHS = (26, 10, 16, 16, 20)  # characters of the columns of the service
HEADS = ("", "contacts", "before", "after", "difference, points")


def swap_lines(found: Swap) -> tuple[str, ...]:
    """The report, as it is printed and written."""
    return tuple(_lines(found))


def _lines(found: Swap) -> Iterator[str]:
    scenario, grid = found.after.scenario, found.after.scenario.grid
    names = " and ".join(_who(found, edit) for edit in found.edits)
    day = grid.date(found.edits[0].day)
    yield f"{names} exchange {words.short_date(day)} {day.year}"
    for edit in found.edits:
        before, after = (
            words.times(grid, *times) if times else "off"
            for times in (edit.times_before, edit.times)
        )
        yield f"  {scenario.csr[edit.csr_id].name}: {after}, was {before}"
    if found.rearranged and not found.broken:
        yield "without rearrangement the shifts would break rules:"
        yield from _violations(found, found.as_they_are)
        yield "so breaks and activities of the two are rearranged inside these times"
    if not found.broken:
        yield "no further rule is broken"
    others = len(found.after.violations) - len(found.broken)
    if others:
        yield f"broken before, and still: {others} (`scheduler audit` lists them)"
    yield from cost_lines(found.before, found.after)
    if found.service:
        yield ""
        yield (
            f"answered in time on {words.short_date(day)}: {found.played} replications, the same "
            f"contacts before and after, seed {found.seed}; mean ± half of the 95 % interval"
        )
        yield _row(HEADS)
        yield from (_service(row) for row in found.service)


def broken_lines(found: Swap) -> Iterator[str]:
    """Every rule that the exchange breaks: by the times, and by what is done in them."""
    times = [v for v in found.broken if v.rule in OF_THE_TIMES]
    inside = [v for v in found.broken if v.rule not in OF_THE_TIMES]
    if times:
        yield "the exchange breaks rules, however breaks and activities are arranged:"
        yield from _violations(found, times)
    if inside:
        yield "without rearrangement the shifts break:" if times else "the exchange breaks rules:"
        yield from _violations(found, inside)


def _violations(found: Swap, violations: Iterable[Violation]) -> Iterator[str]:
    for violation in violations:
        when = ""
        if violation.start is not None and violation.rule not in OF_THE_WEEK:
            when = f"{found.after.scenario.grid.text(violation.start)[:3]}: "
        source = f", {violation.source}" if violation.source else ""
        yield f"  {when}{violation.message} [{violation.rule}{source}]"


def _who(found: Swap, edit: DayEdit) -> str:
    return f"{found.after.scenario.csr[edit.csr_id].name} ({edit.csr_id})"


def _service(row: ServiceDifference) -> str:
    title = words.capital(row_words(row.channel, row.language))
    cells = (words.amount(row.offered, 0), plus_minus(row.before, 1), plus_minus(row.after, 1))
    return _row((title, *cells, _points(row.difference)))


def _points(estimate: Estimate) -> str:
    """`−0.4 ± 0.3`, of a hundred contacts."""
    sign = "−" if estimate.mean < 0 else "+"
    return f"{sign}{abs(100 * estimate.mean):.1f} ± {100 * estimate.half_width:.1f}"


def _row(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f"{first:{WIDTHS[0]}}" + "".join(
        f"{cell:>{width}}" for cell, width in zip(rest, WIDTHS[1:], strict=True)
    )
