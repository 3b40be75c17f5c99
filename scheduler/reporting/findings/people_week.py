"""What the roster means for each person: starts, weekends, evenings, wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster, Shift
from scheduler.objective.fairness import is_evening
from scheduler.reporting.findings.run_report import Report

HOUR = 60  # minutes


@dataclass(frozen=True)
class PersonFigures:
    """One person's horizon.

    `start_spread_minutes`: from the earliest to the latest start of a shift in a week, the
    widest week of the horizon. `starts_within_60`: share of the shifts that start within an
    hour of the person's median start. Both are None without a shift. A shift is an evening
    shift where it ends after `pay.evening_from`; `..._with_past` count the published past
    too.
    """

    csr_id: str
    shifts: int
    paid_hours: float
    start_spread_minutes: int | None
    starts_within_60: float | None
    weekend_days: int
    evening_shifts: int
    weekend_days_with_past: int
    evening_shifts_with_past: int
    requests_granted: int
    requests_refused: int


def people_week(report: Report) -> Iterator[PersonFigures]:
    """Everybody of the centre, in the order of csrs.csv."""
    scenario, grid = report.scenario, report.scenario.grid
    now = report.roster.shifts(grid.slots_per_day)
    past = (scenario.past or Roster(())).shifts(grid.slots_per_day)
    for csr in scenario.csrs:
        own, before = now.get(csr.csr_id, ()), past.get(csr.csr_id, ())
        weekends, evenings = _weekend_days(grid, own), sum(is_evening(scenario, s) for s in own)
        answers = [granted for request, granted in report.requests if request.csr_id == csr.csr_id]
        yield PersonFigures(
            csr_id=csr.csr_id,
            shifts=len(own),
            paid_hours=sum(shift.paid_slots for shift in own) * grid.slot_hours,
            start_spread_minutes=_spread(grid, own),
            starts_within_60=_steady(grid, own),
            weekend_days=weekends,
            evening_shifts=evenings,
            weekend_days_with_past=weekends + _weekend_days(grid, before),
            evening_shifts_with_past=evenings + sum(is_evening(scenario, s) for s in before),
            requests_granted=sum(answers),
            requests_refused=len(answers) - sum(answers),
        )


def _weekend_days(grid: Grid, shifts: Sequence[Shift]) -> int:
    return sum(grid.weekday(shift.day) >= 5 for shift in shifts)


def _start_minutes(grid: Grid, shift: Shift) -> int:
    return grid.of_day(shift.start) * grid.slot_minutes


def _spread(grid: Grid, shifts: Sequence[Shift]) -> int | None:
    weeks: dict[int, list[int]] = {}
    for shift in shifts:
        weeks.setdefault(shift.day // 7, []).append(_start_minutes(grid, shift))
    return max((max(starts) - min(starts) for starts in weeks.values()), default=None)


def _steady(grid: Grid, shifts: Sequence[Shift]) -> float | None:
    starts = [_start_minutes(grid, shift) for shift in shifts]
    if not starts:
        return None
    usual = median(starts)
    return sum(abs(start - usual) <= HOUR for start in starts) / len(starts)
