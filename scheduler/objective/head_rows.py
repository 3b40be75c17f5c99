"""Heads against what is required, row by row: what the terms about heads are priced on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count, coverage_keys, open_slots
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_cost import head_cost, row_cost
from scheduler.objective.term import Ints, ModelWithPrices


@dataclass(frozen=True, eq=False)
class HeadRow:
    """People required and people there in the open slots of one row (channel, language)."""

    row: Row
    need: NDArray[np.int64]
    have: NDArray[np.int64]

    @property
    def pooled(self) -> bool:
        """Whether the row takes every language together."""
        return self.row[1] == ALL

    def cost(self, short: float, over: float) -> float:
        """Dollars of the row, `short` and `over` for the first head missing or above in a slot."""
        return float(row_cost(self.need, self.have, short, over, False))


Asked = tuple[Scenario, Requirements, Roster]
_last: tuple[Asked, tuple[HeadRow, ...]] | None = None


def head_rows(
    scenario: Scenario, requirements: Requirements, roster: Roster
) -> tuple[HeadRow, ...]:
    """Every covered row; the answer of the last question is kept, since several terms ask it."""
    global _last
    asked = scenario, requirements, roster
    kept = _last
    if kept is not None and all(a is b for a, b in zip(kept[0], asked, strict=True)):
        return kept[1]
    nothing: Ints = np.zeros(scenario.grid.slots, dtype=np.int64)
    found = []
    for row in coverage_keys(scenario, requirements):
        is_open = open_slots(scenario, row[0])
        need = requirements.by_slot.get(row, nothing)[is_open]
        found.append(HeadRow(row, need, count(scenario, roster, *row)[is_open]))
    _last = asked, tuple(found)
    return _last[1]


def post_heads(
    model: ModelWithPrices, requirements: Requirements, short: float, over: float, rows: str
) -> None:
    """Price the heads of every open slot; `rows` are "pooled", "languages" or "all"."""

    def dollars(need: int, heads: int) -> float:
        return head_cost(need, heads, short, over, False)

    for row in coverage_keys(model.scenario, requirements):
        if rows == "all" or (rows == "pooled") == (row[1] == ALL):
            for slot in np.flatnonzero(open_slots(model.scenario, row[0])).tolist():
                model.pay_heads(row, slot, dollars)
