"""People missing on a channel, every language together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_rows import head_rows, post_heads
from scheduler.objective.term import HEADS, WHOLE, ModelWithPrices, Reading, Term, in_words


@dataclass(frozen=True)
class Shortage(Term):
    """The k-th head missing in a slot costs k times the first, channel by channel."""

    per_slot: float  # dollars of the first
    priced: str
    name: ClassVar[str] = "shortage"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Shortage:
        per_hour = scenario.prices.shortage_per_hour
        return cls(per_hour * scenario.grid.slot_hours, in_words({"$/h": per_hour}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        rows = head_rows(scenario, requirements, roster)
        return sum(row.cost(self.per_slot, 0.0) for row in rows if row.pooled)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        post_heads(model, requirements, self.per_slot, 0.0, "pooled")
