"""What the roster means for each person: starts, stints, rest, weekends, evenings, wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from scheduler.domain.duties import Duties, duties, past_duties
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Scenario
from scheduler.domain.stint_lengths import short_stints
from scheduler.objective.activity_changes import changes_of
from scheduler.objective.requests import request_granted
from scheduler.objective.short_rests import rests_of

HOUR = 60  # minutes


@dataclass(frozen=True)
class PersonFigures:
    """One person's horizon, from the scenario and the roster alone.

    `start_spread_minutes`: from the earliest to the latest start of a shift in a week, the
    widest week of the horizon. `starts_within_60`: share of the shifts that start within an
    hour of the person's median start. `activity_changes`: from one activity to another within
    a shift, pauses passed over, a shift. All three are None without a shift.
    `stints_short`: stints below the least of their channel that nothing cut.
    `short_rests`: nights of less than `prices.short_rest_below_hours` between two shifts, the
    last shift of the published past included. `..._with_past` count the last
    `prices.fairness_weeks` weeks of the published past too.
    """

    csr_id: str
    shifts: int
    paid_hours: float
    start_spread_minutes: int | None
    starts_within_60: float | None
    stints_short: int
    activity_changes: float | None
    short_rests: int
    duties: Duties
    duties_with_past: Duties
    requests_granted: int
    requests_refused: int
    requests_refused_with_past: int


def people_week(scenario: Scenario, roster: Roster) -> Iterator[PersonFigures]:
    """Everybody of the centre, in the order of csrs.csv."""
    grid = scenario.grid
    now = roster.shifts(grid.slots_per_day)
    short = scenario.prices.short_rest_below_hours / grid.slot_hours
    before = past_duties(scenario)
    for csr in scenario.csrs:
        own = now.get(csr.csr_id, ())
        counted = duties(scenario, own)
        answers = [request_granted(scenario, roster, r) for r in scenario.requests_of[csr.csr_id]]
        yield PersonFigures(
            csr_id=csr.csr_id,
            shifts=len(own),
            paid_hours=sum(shift.paid_slots for shift in own) * grid.slot_hours,
            start_spread_minutes=_spread(grid, own),
            starts_within_60=_steady(grid, own),
            stints_short=sum(1 for s in own for _ in short_stints(scenario, csr, s)),
            activity_changes=sum(map(changes_of, own)) / len(own) if own else None,
            short_rests=sum(rest < short for rest in rests_of(scenario, roster, csr.csr_id)),
            duties=counted,
            duties_with_past=Duties(*map(sum, zip(counted, before[csr.csr_id], strict=True))),
            requests_granted=sum(answers),
            requests_refused=len(answers) - sum(answers),
            requests_refused_with_past=len(answers)
            - sum(answers)
            + scenario.refused_before[csr.csr_id],
        )


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
