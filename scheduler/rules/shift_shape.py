"""A shift is one unbroken row of known activities within one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
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
            for segment in own:
                yield from self._segment(scenario, segment)
            before = own[0]
            for now in own[1:]:
                yield from self._neighbours(scenario, before, now)
                before = max(before, now, key=lambda s: s.end)
            if csr_id not in scenario.csr:
                yield self._broken(own[0], len(own), f"nobody is known as {csr_id!r}")

    def _segment(self, scenario: Scenario, segment: Segment) -> Iterator[Violation]:
        grid = scenario.grid
        if segment.slots <= 0:
            yield self._broken(segment, 1, f"{segment.activity} ends before it starts")
        elif segment.start < 0 or segment.end > grid.slots:
            yield self._broken(segment, 1, f"{segment.activity} lies outside the weeks rostered")
        elif grid.day(segment.start) != grid.day(segment.end - 1):
            yield self._broken(segment, 1, f"{segment.activity} runs over midnight")
        if segment.activity not in self.activities:
            yield self._broken(segment, 1, f"nothing is known as {segment.activity!r}")
        if segment.paid == (segment.activity == MEAL):
            state = "paid" if segment.paid else "unpaid"
            yield self._broken(segment, 1, f"{segment.activity} is marked as {state}")

    def _neighbours(self, scenario: Scenario, before: Segment, now: Segment) -> Iterator[Violation]:
        grid = scenario.grid
        apart = (now.start - before.end) * grid.slot_hours
        if apart < 0:
            text = f"{now.activity} overlaps {before.activity} by {-apart:g} h"
            yield self._broken(now, -apart, text)
        elif apart > 0 and grid.day(before.start) == grid.day(now.start):
            text = f"{apart:g} h of nothing inside the day, before {now.activity}"
            yield self._broken(now, apart, text)

    def _broken(self, segment: Segment, amount: float, message: str) -> Violation:
        return Violation(self.name, segment.csr_id, segment.start, "", amount, message)


def known_activities(scenario: Scenario) -> tuple[str, ...]:
    """Channels, pauses, meetings and programs of the centre."""
    return (
        *scenario.opening,
        *PAUSES,
        *(meeting_activity(m.meeting_id) for m in scenario.meetings),
        *(program_activity(p.program_id) for p in scenario.programs),
    )
