"""People missing soon: nobody has time left to find somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.coverage import count, open_slots
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_cost import head_cost, row_cost
from scheduler.objective.term import HEADS, WHOLE, Ints, ModelWithPrices, Reading, Term, in_words

URGENT = "now"  # in place of the language of a row: everybody counts in it


def urgent_needs(scenario: Scenario, requirements: Requirements) -> dict[Row, Ints]:
    """People required in the urgent slots of each channel, nobody in any other slot.

    By (channel, URGENT). Empty without `now`. A channel with a target over a day or week has
    none: its missing heads can be made up for in other hours.
    """
    prices = scenario.prices
    if scenario.now is None or not prices.urgent_shortage_per_hour or not prices.urgent_hours:
        return {}
    chosen = {joint.row for joint in requirements.joint}
    end = scenario.now + round(prices.urgent_hours / scenario.grid.slot_hours)
    found: dict[Row, Ints] = {}
    for row, need in requirements.by_slot.items():
        if row[1] == ALL and row not in chosen:
            soon = np.zeros_like(need)
            soon[scenario.now : end] = need[scenario.now : end]
            soon[~open_slots(scenario, row[0])] = 0
            found[row[0], URGENT] = soon
    return found


@dataclass(frozen=True)
class UrgentShortage(Term):
    """The k-th head missing within the urgent hours costs k times this, on top of the shortage."""

    per_slot: float  # dollars of the first
    priced: str
    name: ClassVar[str] = "urgent_shortage"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> UrgentShortage:
        per_hour = scenario.prices.urgent_shortage_per_hour if scenario.now is not None else 0.0
        per_hour = per_hour if scenario.prices.urgent_hours else 0.0
        return cls(per_hour * scenario.grid.slot_hours, in_words({"$/h": per_hour}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        needs = urgent_needs(scenario, requirements).items() if self.priced else ()
        return sum(
            float(row_cost(need, count(scenario, roster, channel), self.per_slot, 0.0, False))
            for (channel, _), need in needs
        )

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        needs = urgent_needs(model.scenario, requirements).items() if self.priced else ()

        def dollars(need: int, heads: int) -> float:
            return head_cost(need, heads, self.per_slot, 0.0, False)

        for (channel, _), soon in needs:
            for slot in np.flatnonzero(soon).tolist():
                model.pay_heads((channel, ALL), slot, dollars)
