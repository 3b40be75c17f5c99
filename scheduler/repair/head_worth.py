"""What one more head is worth in each slot, and where one could be spared."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scheduler.domain.coverage import count, coverage_keys, open_slots
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import Floats, Ints
from scheduler.objective.urgent_shortage import urgent_needs


class HeadWorth:
    """Heads of a roster against what is required, from slot `now` on.

    `gaps[row]` are heads missing in each slot, below zero where there are some to spare.
    """

    def __init__(
        self, scenario: Scenario, requirements: Requirements, roster: Roster, now: int
    ) -> None:
        nothing: Ints = np.zeros(scenario.grid.slots, dtype=np.int64)
        self.scenario, self.now = scenario, now
        self.open = {channel: open_slots(scenario, channel) for channel in scenario.opening}
        self.urgent = {row[0]: n > 0 for row, n in urgent_needs(scenario, requirements).items()}
        self.gaps: dict[Row, Ints] = {}
        for row in coverage_keys(scenario, requirements):
            gap = requirements.by_slot.get(row, nothing) - count(scenario, roster, *row)
            gap[~self.open[row[0]]] = 0
            gap[:now] = 0
            self.gaps[row] = gap
        self._known: dict[tuple[str, frozenset[str]], Floats] = {}

    def worth(self, csr: Csr, channel: str) -> Floats:
        """Dollars that the person would save in each slot on the channel, as far as heads miss."""
        key = channel, csr.languages
        if key not in self._known:
            self._known[key] = self._worth(csr, channel)
        return self._known[key]

    def _worth(self, csr: Csr, channel: str) -> Floats:
        prices, hours = self.scenario.prices, self.scenario.grid.slot_hours
        found = np.zeros(self.scenario.grid.slots)
        for (queue, language), gap in self.gaps.items():
            if queue != channel or not csr.speaks(language):
                continue
            pooled = language == ALL
            rate = prices.shortage_per_hour if pooled else prices.language_shortage_per_hour
            rates = np.full(len(gap), rate)
            if pooled and channel in self.urgent:
                rates[self.urgent[channel]] += prices.urgent_shortage_per_hour
            found += rates * hours * np.maximum(gap, 0)
        return found

    def best_channel(self, csr: Csr, start: int, end: int) -> tuple[float, str]:
        """Dollars saved from start to end on the channel where the person saves most."""
        found = [
            (float(self.worth(csr, channel)[start:end].sum()), channel)
            for channel in sorted(csr.channels & self.open.keys())
            if self.open[channel][start:end].all()
        ]
        return max(found, key=lambda one: (one[0], one[1] == "phone", one[1]), default=(0.0, ""))

    def spare(self, csr: Csr, slots: Iterable[tuple[int, str]]) -> int:
        """Heads that are left over in the worst of these slots when the person is taken out.

        Each slot with the channel that they leave; below zero where somebody would be missing.
        """
        left = [
            -int(gap[slot]) - 1
            for slot, channel in slots
            for (queue, language), gap in self.gaps.items()
            if queue == channel and csr.speaks(language)
        ]
        return min(left, default=0)

    @property
    def short_hours(self) -> float:
        """Agent-hours missing from now on, every row counted."""
        hours = self.scenario.grid.slot_hours
        return float(sum(np.maximum(gap, 0).sum() for gap in self.gaps.values())) * hours
