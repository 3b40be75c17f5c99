"""People change channel at a break, not in the middle of a stint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, shifts_of, shifts_with


@dataclass(frozen=True)
class Stints:
    """One channel follows another directly only where one of the two opens or closes.

    Amount: number of changes.
    """

    turns: Mapping[str, tuple[frozenset[int], ...]]  # slots of each day at which it does
    name: ClassVar[str] = "stints"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Stints:
        days = range(scenario.grid.days)
        return cls(
            {
                channel: tuple(
                    frozenset(t for span in openings(scenario, channel, day) for t in span)
                    for day in days
                )
                for channel in scenario.opening
            }
        )

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            text = f"{csr.name} keeps to one channel between two pauses"
            clause = Clause(self.name, text, "", csr.csr_id)
            for day in model.free_days(csr.csr_id):
                for slot in model.slots(csr.csr_id, day)[1:]:
                    self._post_slot(model, csr.csr_id, day, slot, clause)

    def _post_slot(self, model: Model, csr_id: str, day: int, slot: int, clause: Clause) -> None:
        of_day = slot - day * model.scenario.grid.slots_per_day
        edge = {c for c, days in self.turns.items() if of_day in days[day]}
        for channel in self.turns:
            if channel in edge:
                continue
            others = [
                model.does(csr_id, slot, other)
                for other in self.turns
                if other != channel and other not in edge
            ]
            if others:
                here = model.does(csr_id, slot - 1, channel)
                model.add(here + model.total(others) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr, shift in shifts_with(scenario.csrs, shifts_of(scenario, roster)):
            for before, now in pairwise(shift.segments):
                pair = (before.activity, now.activity)
                if before.end != now.start or any(c not in self.turns for c in pair):
                    continue
                of_day = scenario.grid.of_day(now.start)
                if not any(of_day in self.turns[c][shift.day] for c in pair):
                    text = f"{csr.name} goes from {pair[0]} to {pair[1]} without a break"
                    yield Violation(self.name, csr.csr_id, now.start, "", 1, text)
