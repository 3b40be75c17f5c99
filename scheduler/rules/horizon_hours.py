"""Paid hours over the whole horizon, for contracts that count them so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import MEAL, Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model


@dataclass(frozen=True)
class HorizonHours:
    """Paid hours of the horizon between the contract's least and most. Amount: hours."""

    bands: tuple[tuple[Csr, int, int], ...]  # person, least and most paid slots
    name: ClassVar[str] = "horizon_hours"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> HorizonHours:
        return cls(
            tuple(
                (csr, *csr.contract.horizon_slots)
                for csr in scenario.csrs
                if csr.contract.horizon_slots is not None
            )
        )

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for csr, least, most in self.bands:
            if not model.free_days(csr.csr_id):
                continue
            text = (
                f"{csr.name} works {least * grid.slot_hours:g} to {most * grid.slot_hours:g} "
                f"paid hours in {grid.days} days"
            )
            clause = Clause(self.name, text, csr.contract.source, csr.csr_id)
            paid = model.paid_slots(csr.csr_id, range(grid.days))
            model.add(paid >= least, clause)
            model.add(paid <= most, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        hours = scenario.grid.slot_hours
        for csr, least, most in self.bands:
            paid = sum(s.slots for s in roster.by_csr.get(csr.csr_id, ()) if s.activity != MEAL)
            off = max(least - paid, paid - most)
            if off > 0:
                text = (
                    f"{csr.name} has {paid * hours:g} paid hours, "
                    f"{least * hours:g} to {most * hours:g} are agreed"
                )
                source = csr.contract.source
                yield Violation(self.name, csr.csr_id, 0, source, off * hours, text)
