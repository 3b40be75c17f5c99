"""Work between two pauses of a shift: not too little, and not too much without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import PAUSES, Roster, Shift
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, shifts_of, shifts_with
from scheduler.rules.meal_and_rest_breaks import pauses_apart


@dataclass(frozen=True)
class PausesApart:
    """At least `least` slots of work between two pauses, by person; at most `most` without one.

    Amount: minutes too few or too many.
    """

    least: Mapping[str, int]
    most: int | None
    sources: tuple[str, str]
    name: ClassVar[str] = "pauses_apart"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> PausesApart:
        labour = scenario.labour
        longest = labour.max_unbroken_work_minutes
        return cls(
            {csr.csr_id: pauses_apart(scenario, csr) for csr in scenario.csrs},
            None if longest is None else longest // scenario.grid.slot_minutes,
            (
                labour.source("min_work_between_pauses_minutes"),
                labour.source("max_unbroken_work_minutes"),
            ),
        )

    def post(self, model: Model) -> None:
        minutes = model.scenario.grid.slot_minutes
        for csr in model.scenario.csrs:
            csr_id, apart = csr.csr_id, self.least[csr.csr_id]
            text = f"{csr.name} works {apart * minutes} minutes between two pauses"
            clause = Clause(self.name, text, self.sources[0], csr_id)
            for day in model.free_days(csr_id):
                if apart > 1:
                    self._post_least(model, csr_id, day, clause)
                if self.most is not None:
                    longest = f"{csr.name} works {self.most * minutes} minutes without a pause"
                    most = Clause(self.name, f"{longest} at most", self.sources[1], csr_id)
                    self._post_most(model, csr_id, day, self.most, most)

    def _post_least(self, model: Model, csr_id: str, day: int, clause: Clause) -> None:
        """Where a pause begins, none was under way in the slots before."""
        slots = model.slots(csr_id, day)
        for slot in slots:
            for kind in PAUSES:
                begins = model.begins(csr_id, slot, kind)
                for back in range(1, self.least[csr_id] + 1):
                    if slot - back not in slots:
                        continue
                    # right before, a pause of the same kind would be the same pause
                    kinds = [k for k in PAUSES if back > 1 or k != kind]
                    earlier = model.total(model.does(csr_id, slot - back, k) for k in kinds)
                    model.add(begins + earlier <= 1, clause)

    def _post_most(self, model: Model, csr_id: str, day: int, most: int, clause: Clause) -> None:
        slots = model.slots(csr_id, day)
        working = [
            model.on_shift(csr_id, s) - model.total(model.does(csr_id, s, k) for k in PAUSES)
            for s in slots
        ]
        for first in range(len(working) - most):
            model.add(model.total(working[first : first + most + 1]) <= most, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        minutes = scenario.grid.slot_minutes
        for csr, shift in shifts_with(scenario.csrs, shifts_of(scenario, roster)):
            least = self.least[csr.csr_id]
            for start, slots, between in _stretches(shift):
                if between and least > 1 and slots < least:
                    amount = (least - slots) * minutes
                    text = f"{csr.name} works only {slots * minutes} minutes between two pauses"
                    yield Violation(self.name, csr.csr_id, start, self.sources[0], amount, text)
                if self.most is not None and slots > self.most:
                    amount = (slots - self.most) * minutes
                    text = f"{csr.name} works {slots * minutes} minutes without a pause"
                    yield Violation(self.name, csr.csr_id, start, self.sources[1], amount, text)


def _stretches(shift: Shift) -> Iterator[tuple[int, int, bool]]:
    """Start and slots of each stretch of work, and whether it lies between two pauses."""
    pauses = [s for s in shift.segments if s.activity in PAUSES]
    edges = [(shift.start, shift.start), *((p.start, p.end) for p in pauses)]
    edges.append((shift.end, shift.end))
    for i, (before, behind) in enumerate(pairwise(edges)):
        if before[1] < behind[0] or 0 < i < len(edges) - 2:
            yield before[1], behind[0] - before[1], 0 < i < len(edges) - 2
