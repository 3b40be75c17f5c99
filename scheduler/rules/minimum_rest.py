"""Hours of rest between the end of one shift and the start of the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, shifts_of


def min_gap_slots(scenario: Scenario) -> int:
    """Slots from the end of a shift to the start of the next one, at least."""
    return scenario.grid.slots_up(scenario.labour.min_rest_between_shifts_hours * 60)


@dataclass(frozen=True)
class MinimumRest:
    """At least `gap` slots between two shifts, the published past included.

    Amount: hours of rest missing.
    """

    gap: int
    source: str
    name: ClassVar[str] = "minimum_rest"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> MinimumRest:
        return cls(min_gap_slots(scenario), scenario.labour.source("min_rest_between_shifts_hours"))

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        hours = self.gap * grid.slot_hours
        reach = 1 + self.gap // grid.slots_per_day  # days before that can come too near
        for csr in model.scenario.csrs:
            text = f"{csr.name} has {hours:g} h of rest between shifts"
            clause = Clause(self.name, text, self.source, csr.csr_id)
            for day in range(grid.days):
                for before in range(day - reach, day):
                    if model.free(csr.csr_id, day) or model.free(csr.csr_id, before):
                        self._post_pair(model, csr.csr_id, before, day, clause)

    def _post_pair(self, model: Model, csr_id: str, before: int, day: int, clause: Clause) -> None:
        """Of all shifts that end at x or later and all that start before x + gap, one."""
        earlier, later = model.shifts(csr_id, before), model.shifts(csr_id, day)
        for x in sorted({end for _, end, _ in earlier}):
            late = [worked for _, end, worked in earlier if end >= x]
            soon = [worked for start, _, worked in later if start < x + self.gap]
            if soon:
                model.add(model.total(late) + model.total(soon) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        past, present = shifts_of(scenario, scenario.past), shifts_of(scenario, roster)
        for csr in scenario.csrs:
            own = sorted(
                (*past.get(csr.csr_id, ()), *present.get(csr.csr_id, ())), key=lambda s: s.start
            )
            for before, now in pairwise(own):
                rest = now.start - before.end
                if rest < self.gap and now.day >= 0:
                    missing = (self.gap - rest) * scenario.grid.slot_hours
                    text = f"{csr.name} has {missing:g} h too little rest before this shift"
                    yield Violation(self.name, csr.csr_id, now.start, self.source, missing, text)
