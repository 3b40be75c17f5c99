"""Shifts lie in the hours of the contract, while a channel of the person is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import working_window
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model, shifts_of, shifts_with


@dataclass(frozen=True)
class WorkingWindow:
    """Contract hours, opening of the person's channels, and the step on which shifts start.

    Steps count from the contract's earliest start. Amount: hours outside.
    """

    people: tuple[Csr, ...]
    name: ClassVar[str] = "working_window"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> WorkingWindow:
        return cls(scenario.csrs)

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for csr in self.people:
            clause = self._clause(csr)
            for day in model.free_days(csr.csr_id):
                midnight = day * grid.slots_per_day
                window = working_window(model.scenario, csr, day)
                first, last = window or (grid.slots_per_day, 0)
                outside = [
                    worked
                    for start, end, worked in model.shifts(csr.csr_id, day)
                    if start - midnight < first
                    or end - midnight > last
                    or (start - midnight - csr.contract.earliest) % csr.contract.start_step
                ]
                if outside:
                    model.add(model.total(outside) == 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, shift in shifts_with(self.people, shifts_of(scenario, roster)):
            if not 0 <= shift.day < grid.days:
                continue
            midnight = shift.day * grid.slots_per_day
            window = working_window(scenario, csr, shift.day)
            if window is None:
                hours = (shift.end - shift.start) * grid.slot_hours
                yield self._broken(csr, shift.start, hours, "at work while all is closed")
                continue
            early = midnight + window[0] - shift.start
            late = shift.end - midnight - window[1]
            if early > 0:
                hours = early * grid.slot_hours
                yield self._broken(csr, shift.start, hours, f"starts {hours:g} h too early")
            if late > 0:
                hours = late * grid.slot_hours
                yield self._broken(csr, shift.start, hours, f"ends {hours:g} h too late")
            off_step = (shift.start - midnight - csr.contract.earliest) % csr.contract.start_step
            if off_step:
                hours = off_step * grid.slot_hours
                text = f"starts {hours:g} h past a permitted start"
                yield self._broken(csr, shift.start, hours, text)

    def _clause(self, csr: Csr) -> Clause:
        text = f"{csr.name} works in the hours of contract {csr.contract.name}, while open"
        return Clause(self.name, text, csr.contract.source, csr.csr_id)

    def _broken(self, csr: Csr, start: int, hours: float, message: str) -> Violation:
        text = f"{csr.name} {message}"
        return Violation(self.name, csr.csr_id, start, csr.contract.source, hours, text)
