"""What the centre has pinned stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Pin, Scenario
from scheduler.rules.base import Model

SHIFT, OFF = "shift", "off"


@dataclass(frozen=True)
class Pins:
    """Through the whole span of a pin: this activity, at work, or not at work.

    Amount: hours that differ.
    """

    pins: tuple[Pin, ...]
    name: ClassVar[str] = "pins"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Pins:
        return cls(tuple(pin for pin in scenario.pins if pin.csr_id in scenario.csr))

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for pin in self.pins:
            for slot in range(max(pin.start, 0), min(pin.end, grid.slots)):
                if not model.free(pin.csr_id, grid.day(slot)):
                    continue
                if pin.activity in (SHIFT, OFF):
                    now = model.on_shift(pin.csr_id, slot) == int(pin.activity == SHIFT)
                else:
                    now = model.does(pin.csr_id, slot, pin.activity) == 1
                model.add(now, self._clause(model.scenario, pin))

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for pin in self.pins:
            doing = {
                slot: segment.activity
                for segment in roster.by_csr.get(pin.csr_id, ())
                for slot in range(max(segment.start, pin.start), min(segment.end, pin.end))
            }
            span = range(max(pin.start, 0), min(pin.end, scenario.grid.slots))
            wrong = [slot for slot in span if not _kept(pin.activity, doing.get(slot))]
            if wrong:
                hours = len(wrong) * scenario.grid.slot_hours
                text = f"{self._clause(scenario, pin).sentence}: {hours:g} h differ"
                yield Violation(self.name, pin.csr_id, wrong[0], pin.source, hours, text)

    def _clause(self, scenario: Scenario, pin: Pin) -> Clause:
        grid, name = scenario.grid, scenario.csr[pin.csr_id].name
        what = {SHIFT: "at work", OFF: "not at work"}.get(pin.activity, f"on {pin.activity}")
        text = f"{name} is pinned {what} {grid.text(pin.start)} to {grid.text(pin.end)}"
        return Clause(self.name, text, pin.source, pin.csr_id)


def _kept(pinned: str, activity: str | None) -> bool:
    if pinned == SHIFT:
        return activity is not None
    return activity is None if pinned == OFF else activity == pinned
