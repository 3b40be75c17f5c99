"""repairs.csv and who.csv: what a repair asks of whom, and who could cover a span."""

from __future__ import annotations

from scheduler.domain.grid import Grid
from scheduler.domain.repair_rows import RepairRow
from scheduler.reporting.files.output_tables import Cell

REPAIRS = (
    "repair", "csr_id", "start", "end", "was", "becomes", "dollars", "notice_hours", "reason",
)  # fmt: skip


def repair_cells(grid: Grid, name: str, row: RepairRow) -> tuple[Cell, ...]:
    """One row of repairs.csv."""
    span = row.span
    start, end = grid.moment(span.start).isoformat(), grid.moment(span.end).isoformat()
    dollars = round(row.dollars, 2) + 0.0
    return (
        name, span.csr_id, start, end, span.was, span.becomes, dollars, row.notice_hours, row.reason
    )  # fmt: skip
