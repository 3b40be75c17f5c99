"""Speakers of a language missing on a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_rows import head_rows, post_heads
from scheduler.objective.term import HEADS, WHOLE, ModelWithPrices, Reading, Term, in_words


@dataclass(frozen=True)
class LanguageShortage(Term):
    """The k-th speaker missing in a slot costs k times the first, language by language."""

    per_slot: float  # dollars of the first
    priced: str
    name: ClassVar[str] = "language_shortage"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> LanguageShortage:
        per_hour = scenario.prices.language_shortage_per_hour
        return cls(per_hour * scenario.grid.slot_hours, in_words({"$/h": per_hour}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        rows = head_rows(scenario, requirements, roster)
        return sum(row.cost(self.per_slot, 0.0) for row in rows if not row.pooled)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        post_heads(model, requirements, self.per_slot, 0.0, "languages")
