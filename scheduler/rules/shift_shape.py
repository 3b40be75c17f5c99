"""A shift is one unbroken row of known activities within one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.grid import Grid
from scheduler.domain.roster import (
    MEAL,
    PAUSES,
    Roster,
    Segment,
    meeting_activity,
    program_activity,
)
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model


@dataclass(frozen=True)
class ShiftShape:
    """At most one shift a day, its segments touching and none overlapping.

    Known activities, paid but for the meal, inside the horizon. Amounts in hours, or the
    number of segments that are wrong.
    """

    activities: frozenset[str]
    name: ClassVar[str] = "shift_shape"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ShiftShape:
        return cls(frozenset(known_activities(scenario)))

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            clause = Clause(
                self.name, f"{csr.name} works one shift a day at most", csr.source, csr.csr_id
            )
            for day in model.free_days(csr.csr_id):
                shifts = model.shifts(csr.csr_id, day)
                model.add(model.total(worked for _, _, worked in shifts) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr_id, own in roster.by_csr.items():
            csr = scenario.csr.get(csr_id)
            name = csr.name if csr else csr_id
            for segment, amount, message in self._faults(scenario, own):
                text = f"{name}: {message}"
                yield Violation(self.name, csr_id, segment.start, "", amount, text)
            if csr is None:
                text = f"nobody is known as {csr_id!r}"
                yield Violation(self.name, csr_id, own[0].start, "", len(own), text)

    def _faults(
        self, scenario: Scenario, own: Sequence[Segment]
    ) -> Iterator[tuple[Segment, float, str]]:
        """Segments of one person, by start, that are wrong: amount and what is wrong."""
        for segment in own:
            for message in self._wrong(scenario.grid, segment):
                yield segment, 1, f"{segment.activity} {message}"
        before = own[0]
        for now in own[1:]:
            apart = (now.start - before.end) * scenario.grid.slot_hours
            if apart < 0:
                yield now, -apart, f"{now.activity} overlaps {before.activity} by {-apart:g} h"
            elif apart > 0 and scenario.grid.day(before.start) == scenario.grid.day(now.start):
                yield now, apart, f"{apart:g} h of nothing inside the day, before {now.activity}"
            if now.end > before.end:
                before = now

    def _wrong(self, grid: Grid, segment: Segment) -> Iterator[str]:
        if segment.slots <= 0:
            yield "ends before it starts"
        elif segment.start < 0 or segment.end > grid.slots:
            yield "lies outside the weeks rostered"
        elif grid.day(segment.start) != grid.day(segment.end - 1):
            yield "runs over midnight"
        if segment.activity not in self.activities:
            yield "is no activity of the centre"
        if segment.paid == (segment.activity == MEAL):
            yield f"is marked as {'paid' if segment.paid else 'unpaid'}"


def known_activities(scenario: Scenario) -> tuple[str, ...]:
    """Channels, pauses, meetings and programs of the centre."""
    return (
        *scenario.opening,
        *PAUSES,
        *(meeting_activity(m.meeting_id) for m in scenario.meetings),
        *(program_activity(p.program_id) for p in scenario.programs),
    )
