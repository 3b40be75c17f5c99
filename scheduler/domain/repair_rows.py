"""What a repair asks of people: spans of a day that are other than they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster, Shift

OFF = "off"


@dataclass(frozen=True)
class ChangedSpan:
    """One person from `start` to `end` (slots): what it was, what it becomes; `off` is away."""

    csr_id: str
    start: int
    end: int
    was: str
    becomes: str


@dataclass(frozen=True)
class RepairRow:
    """A changed span with what it costs, how soon it comes, and why.

    `dollars`: what the person's day costs beyond its being unchanged, on its first row, else 0.
    `notice_hours`: from now to its start. `absence`: the person is in the news themselves.
    """

    span: ChangedSpan
    dollars: float
    notice_hours: float
    reason: str
    absence: bool = False


def changed_spans(grid: Grid, before: Roster, after: Roster) -> Iterator[ChangedSpan]:
    """Every span in which somebody does something else, by person and time."""
    old, new = before.shifts(grid.slots_per_day), after.shifts(grid.slots_per_day)
    for csr_id in sorted(set(old) | set(new)):
        was, now = _doing(old.get(csr_id, ())), _doing(new.get(csr_id, ()))
        slots = sorted(t for t in was.keys() | now.keys() if was.get(t) != now.get(t))
        found = [(t, was.get(t, OFF), now.get(t, OFF)) for t in slots]
        # a run goes on while the slots follow each other and both activities stay
        runs = groupby(enumerate(found), lambda one: (one[1][0] - one[0], one[1][1], one[1][2]))
        for (_, is_was, becomes), run in runs:
            times = [t for _, (t, _, _) in run]
            yield ChangedSpan(csr_id, times[0], times[-1] + 1, is_was, becomes)


def _doing(shifts: tuple[Shift, ...]) -> dict[int, str]:
    """Activity by slot."""
    return {
        t: segment.activity
        for shift in shifts
        for segment in shift.segments
        for t in range(segment.start, segment.end)
    }
