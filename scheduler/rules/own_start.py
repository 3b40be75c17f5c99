"""Who has a start of their own begins every shift then, or near it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.personal_hours import start_span
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model, shifts_of, shifts_with


@dataclass(frozen=True)
class OwnStart:
    """Each shift starts within so many minutes of the person's own start. Amount: hours beyond."""

    people: tuple[Csr, ...]
    name: ClassVar[str] = "own_start"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> OwnStart:
        return cls(tuple(csr for csr in scenario.csrs if csr.start is not None))

    def post(self, model: Model) -> None:
        scenario = model.scenario
        for csr in self.people:
            clause = Clause(self.name, _demand(scenario, csr), csr.source, csr.csr_id)
            for day in model.free_days(csr.csr_id):
                midnight = day * scenario.grid.slots_per_day
                outside = [
                    worked
                    for start, _, worked in model.shifts(csr.csr_id, day)
                    if _beyond(csr, start - midnight)
                ]
                if outside:
                    model.add(model.total(outside) == 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, shift in shifts_with(self.people, shifts_of(scenario, roster)):
            slots = _beyond(csr, shift.start - shift.day * grid.slots_per_day)
            if slots:
                hours = slots * grid.slot_hours
                text = f"{_demand(scenario, csr)}, here {hours:g} h beyond that"
                yield Violation(self.name, csr.csr_id, shift.start, csr.source, hours, text)


def _beyond(csr: Csr, start: int) -> int:
    """Slots by which a start (slot of the day) is too early or too late."""
    first, last = start_span(csr) or (start, start)
    return max(0, first - start, start - last)


def _demand(scenario: Scenario, csr: Csr) -> str:
    own = scenario.grid.local(csr.start or 0)
    within = csr.start_within * scenario.grid.slot_minutes
    near = f" within {within} minutes of" if within else " at"
    return f"{csr.name} starts{near} {own:%H:%M}"
