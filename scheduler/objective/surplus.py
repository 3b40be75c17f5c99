"""People above what is required, spread in proportion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_rows import head_rows, post_heads
from scheduler.objective.term import HEADS, WHOLE, ModelWithPrices, Reading, Term, in_words


@dataclass(frozen=True)
class Surplus(Term):
    """The k-th head above a requirement r costs k / max(r, 1) times the price, in every row."""

    per_slot: float
    priced: str
    name: ClassVar[str] = "surplus"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Surplus:
        per_hour = scenario.prices.surplus_per_hour
        return cls(per_hour * scenario.grid.slot_hours, in_words({"$/h": per_hour}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        rows = head_rows(scenario, requirements, roster)
        return sum(row.cost(0.0, self.per_slot) for row in rows)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        post_heads(model, requirements, 0.0, self.per_slot, "all")
