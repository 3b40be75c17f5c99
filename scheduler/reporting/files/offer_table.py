"""offers.csv: who could be offered overtime, or time off, ranked."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.grid import Grid
from scheduler.reporting.files.output_tables import Cell

OFFERS = (
    "repair", "rank", "offer", "csr_id", "name", "start", "end", "activity", "paid_hours", "wages",
    "dollars", "short_hours", "spare", "week_hours", "overtime_hours", "notice_hours", "needs",
    "accept",
)  # fmt: skip


@dataclass(frozen=True)
class OfferLine:
    """One row of offers.csv; `start` and `end` in slots, `wages` in dollars.

    `needs`: whose word it takes. `accept`: the option of `scheduler repair` that takes it.
    """

    repair: str
    rank: int
    offer: str
    csr_id: str
    name: str
    start: int
    end: int
    activity: str
    paid_hours: float
    wages: float
    dollars: float
    short_hours: float
    spare: int | None
    week_hours: float
    overtime_hours: float
    notice_hours: float
    needs: str
    accept: str


def offer_cells(grid: Grid, line: OfferLine) -> tuple[Cell, ...]:
    """One row, in the order of `OFFERS`."""
    times = {name: grid.moment(getattr(line, name)).isoformat() for name in ("start", "end")}
    dollars = {n: round(getattr(line, n), 2) + 0.0 for n in ("wages", "dollars", "short_hours")}
    spare = "" if line.spare is None else line.spare
    accept = f"repair {line.accept}"  # a cell that begins with a dash is a formula elsewhere
    cells = {**vars(line), **times, **dollars, "spare": spare, "accept": accept}
    return tuple(cells[name] for name in OFFERS)
