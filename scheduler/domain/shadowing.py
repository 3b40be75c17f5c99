"""Who is new shadows a colleague: has the colleague's shifts, and is counted on no queue.

Nobody decides about a shadow. The search knows the others alone; what a shadow does is worked
out from the colleague's shifts and written with the rest of the roster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.given_shifts import given_to, without_given
from scheduler.domain.roster import PAUSES, SHADOWING, Roster, Segment
from scheduler.domain.scenario import Csr, Scenario


def followed(scenario: Scenario, shadow: Csr, roster: Roster) -> Iterator[Segment]:
    """What a shadow does: at the colleague's side in every shift that no leave of theirs touches.

    Pauses are taken together; everything between them is one activity, `shadowing`.
    """
    per_day = scenario.grid.slots_per_day
    away = [t for t in scenario.time_off if t.csr_id == shadow.csr_id]
    beside: list[Segment] = []
    for shift in roster.shifts(per_day).get(shadow.shadows, ()):
        if any(t.start < shift.end and shift.start < t.end for t in away):
            continue
        for segment in shift.segments:
            activity = segment.activity if segment.activity in PAUSES else SHADOWING
            beside.append(replace(segment, csr_id=shadow.csr_id, activity=activity))
    for shift in Roster.of(beside).merged_shifts(per_day).get(shadow.csr_id, ()):
        yield from shift.segments


def with_shadows(scenario: Scenario, roster: Roster) -> Roster:
    """The roster with what nobody decides: what every shadow does, and what is given."""
    roster = given_to(scenario, roster)
    if not scenario.shadows:
        return roster
    beside = (s for shadow in scenario.shadows for s in followed(scenario, shadow, roster))
    return Roster.of((*without_shadows(scenario, roster).segments, *beside))


def without_shadows(scenario: Scenario, roster: Roster) -> Roster:
    """What the others do, given shifts apart: all that the solver decides and is counted for."""
    roster = without_given(scenario, roster)
    if not scenario.shadows:
        return roster
    names = {shadow.csr_id for shadow in scenario.shadows}
    return Roster(tuple(s for s in roster.segments if s.csr_id not in names))
