"""Nobody works before their first day or after their last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause
from scheduler.domain.partial_weeks import BEFORE
from scheduler.domain.scenario import Scenario
from scheduler.domain.scenario import TimeOff as Absence
from scheduler.rules.time_off import TimeOffRule


@dataclass(frozen=True)
class Employment(TimeOffRule):
    """No shift before `hired` or after `last_day` of csrs.csv. Amount: hours of it outside."""

    name: ClassVar[str] = "employment"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Employment:
        return cls(tuple(t for t in scenario.time_off if t.outside and t.csr_id in scenario.csr))

    def _clause(self, scenario: Scenario, off: Absence) -> Clause:
        csr = scenario.csr[off.csr_id]
        begins = off.kind == BEFORE
        text = f"begins on {csr.hired}" if begins else f"has left after {csr.last_day}"
        return Clause(self.name, f"{csr.name} {text}", off.source, off.csr_id)
