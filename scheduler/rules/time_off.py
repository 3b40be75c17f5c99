"""Nobody works in approved time off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.scenario import TimeOff as Absence
from scheduler.rules.base import Model, shifts_of


@dataclass(frozen=True)
class TimeOffRule:
    """No shift touches approved time off, not even with a meal. Amount: hours of overlap."""

    absences: tuple[Absence, ...]
    name: ClassVar[str] = "time_off"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> TimeOffRule:
        own = (t for t in scenario.time_off if not t.outside)
        return cls(tuple(t for t in own if t.csr_id in scenario.csr))

    def post(self, model: Model) -> None:
        for off in self.absences:
            for day in model.free_days(off.csr_id):
                touching = [
                    worked
                    for start, end, worked in model.shifts(off.csr_id, day)
                    if start < off.end and off.start < end
                ]
                if touching:
                    model.add(model.total(touching) == 0, self._clause(model.scenario, off))

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        shifts = shifts_of(scenario, roster)
        for off in self.absences:
            for shift in shifts.get(off.csr_id, ()):
                shared = min(shift.end, off.end) - max(shift.start, off.start)
                if shared > 0:
                    hours = shared * scenario.grid.slot_hours
                    text = f"{self._clause(scenario, off).sentence}, at work for {hours:g} h of it"
                    start = max(shift.start, off.start)
                    yield Violation(self.name, off.csr_id, start, off.source, hours, text)

    def _clause(self, scenario: Scenario, off: Absence) -> Clause:
        grid, name = scenario.grid, scenario.csr[off.csr_id].name
        text = f"{name} is away ({off.kind}) {grid.text(off.start)} to {grid.text(off.end)}"
        return Clause(self.name, text, off.source, off.csr_id)
