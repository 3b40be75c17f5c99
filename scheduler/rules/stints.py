"""People change channel at a break, not in the middle of a stint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, Span
from scheduler.rules.base import Model, shifts_of, shifts_with


@dataclass(frozen=True)
class Stints:
    """One channel follows another directly only where one of the two opens or closes.

    Amount: number of changes.
    """

    opening: Mapping[str, tuple[Span | None, ...]]
    name: ClassVar[str] = "stints"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Stints:
        return cls(scenario.opening)

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            text = f"{csr.name} keeps to one channel between two pauses"
            clause = Clause(self.name, text, "", csr.csr_id)
            for day in model.free_days(csr.csr_id):
                for slot in model.slots(csr.csr_id, day)[1:]:
                    self._post_slot(model, csr.csr_id, day, slot, clause)

    def _post_slot(self, model: Model, csr_id: str, day: int, slot: int, clause: Clause) -> None:
        of_day = slot - day * model.scenario.grid.slots_per_day
        edge = {c for c, days in self.opening.items() if of_day in (days[day] or ())}
        for channel in self.opening:
            if channel in edge:
                continue
            others = [
                model.does(csr_id, slot, other)
                for other in self.opening
                if other != channel and other not in edge
            ]
            if others:
                here = model.does(csr_id, slot - 1, channel)
                model.add(here + model.total(others) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr, shift in shifts_with(scenario.csrs, shifts_of(scenario, roster)):
            for before, now in pairwise(shift.segments):
                pair = (before.activity, now.activity)
                if before.end != now.start or any(c not in self.opening for c in pair):
                    continue
                of_day = scenario.grid.of_day(now.start)
                turns = [t for c in pair for t in self.opening[c][shift.day] or ()]
                if of_day not in turns:
                    text = f"{csr.name} goes from {pair[0]} to {pair[1]} without a break"
                    yield Violation(self.name, csr.csr_id, now.start, "", 1, text)
