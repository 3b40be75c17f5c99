"""Supervisors missing for the people who are required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.coverage import supervisors_there
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import MEAL, SUPERVISION, Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_cost import row_cost
from scheduler.objective.term import HEADS, WHOLE, ModelWithPrices, Reading, Term, in_words
from scheduler.rules.base import Linear

MOST_MISSING = 1_000_000  # supervisors


@dataclass(frozen=True)
class Supervision(Term):
    """Each supervisor missing in a slot costs the same; one is there at work but at no meal."""

    per_slot: float
    span: int  # people required for each supervisor
    priced: str
    name: ClassVar[str] = "supervision"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Supervision:
        per_hour = scenario.prices.missing_supervisor_per_hour
        priced = in_words({"$/h": per_hour})
        return cls(per_hour * scenario.grid.slot_hours, scenario.labour.supervisor_span, priced)

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        need, have = requirements.supervisors, supervisors_there(scenario, roster)
        return float(row_cost(need, have, self.per_slot, 0.0, True))

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        if not any(SUPERVISION in csr.channels for csr in model.scenario.csrs):
            return
        kept = supervisors_there(model.scenario, model.kept).tolist()
        for slot, need in enumerate(np.asarray(requirements.supervisors).tolist()):
            asked = model.required(slot)
            if isinstance(asked, int) and need <= kept[slot]:
                continue
            present = kept[slot] + model.total(_supervising(model, slot))
            if isinstance(asked, int):
                missing = model.new_int(0, need)
                model.define(missing + present >= need)
            else:
                missing = model.new_int(0, MOST_MISSING)
                model.define(self.span * (missing + present) >= asked)
            model.pay(self.per_slot, missing)


def _supervising(model: ModelWithPrices, slot: int) -> Iterator[Linear]:
    """Supervisors at work and not at a meal, as far as their day is to be decided."""
    day = model.scenario.grid.day(slot)
    for csr in model.scenario.csrs:
        if SUPERVISION in csr.channels and model.free(csr.csr_id, day):
            yield model.on_shift(csr.csr_id, slot) - model.does(csr.csr_id, slot, MEAL)
