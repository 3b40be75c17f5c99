"""Shifts whose times are given, with breaks and activities arranged anew inside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Pin, Scenario
from scheduler.editing.hand_edits import DayEdit, time_pins

SEARCH_S = 20.0  # most seconds for one model of a few days
WORK = 20.0  # the same in CP-SAT's deterministic time, so that equal input gives an equal answer


def rearranged(
    scenario: Scenario, requirements: Requirements, roster: Roster, edits: Sequence[DayEdit]
) -> Roster | None:
    """The cheapest roster that keeps every rule, the times of the edits and everybody else.

    First inside the edited days alone; where no rule-abiding day is left, inside all days of
    these people, whose times stay. None where neither is possible, or found in time.
    """
    week = [
        DayEdit(edit.csr_id, day, (), (), _segments(scenario, roster, edit.csr_id, day))
        for edit in edits
        for day in range(scenario.grid.days)
        if day // 7 == edit.day // 7
    ]
    for days in (list(edits), week):
        found = _solved(scenario, requirements, roster, days)
        if found is not None:
            return found
    return None


def _segments(scenario: Scenario, roster: Roster, csr_id: str, day: int) -> tuple[Segment, ...]:
    shifts = roster.shifts(scenario.grid.slots_per_day).get(csr_id, ())
    return next((shift.segments for shift in shifts if shift.day == day), ())


def _solved(
    scenario: Scenario, requirements: Requirements, roster: Roster, days: Sequence[DayEdit]
) -> Roster | None:
    """The cheapest roster with these days free but for their times."""
    from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact

    pinned = replace(scenario, pins=(*scenario.pins, *_pins(scenario, days)))
    free = [(edit.csr_id, edit.day) for edit in days]
    model = exact_model(pinned, requirements, free, roster)
    found, _, _, _ = solve_exact(model, SEARCH_S, workers=1, deterministic=WORK)
    return found


def _pins(scenario: Scenario, days: Sequence[DayEdit]) -> Iterator[Pin]:
    for edit in days:
        yield from time_pins(scenario, edit, "")
