"""Starts of the day that are unlike those of the week published before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import (
    WHOLE,
    Floats,
    Ints,
    ModelWithPrices,
    Reading,
    Term,
    in_words,
)

WEEK = 7  # days


@dataclass(frozen=True)
class UsualStarts(Term):
    """How far each shift starts from the person's usual start, beyond what is free.

    The usual start is the median of the week before the horizon, as published; who did not
    work in it has none.
    """

    per_slot: float
    free_slots: float
    usual: Mapping[str, int]  # slot of the day
    priced: str
    name: ClassVar[str] = "usual_starts"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> UsualStarts:
        prices, hours = scenario.prices, scenario.grid.slot_hours
        rate = prices.start_unlike_last_week_per_hour
        usual = usual_starts(scenario) if rate else {}
        free = prices.moving_start_free_hours / hours
        priced = in_words({"$/h": rate}) if usual else ""
        return cls(rate * hours, free, usual, priced)

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        of_day, shifts = scenario.grid.of_day, roster.shifts(scenario.grid.slots_per_day)
        return sum(
            self._dollars(csr_id, of_day(shift.start))
            for csr_id in self.usual
            for shift in shifts.get(csr_id, ())
        )

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        for csr_id in self.usual:
            for day in range(grid.days):
                for start, _, worked in model.shifts(csr_id, day):
                    model.pay(self._dollars(csr_id, grid.of_day(start)), worked)

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        if csr.csr_id not in self.usual:
            return None
        of_day = starts - day * scenario.grid.slots_per_day
        away = np.abs(of_day - self.usual[csr.csr_id])
        found: Floats = self.per_slot * np.maximum(0.0, away - self.free_slots)
        return found

    def _dollars(self, csr_id: str, of_day: int) -> float:
        return self.per_slot * max(0.0, abs(of_day - self.usual[csr_id]) - self.free_slots)


def usual_starts(scenario: Scenario) -> dict[str, int]:
    """Median start of each person's shifts in the week before the horizon, slots of the day."""
    if scenario.past is None:
        return {}
    grid = scenario.grid
    shifts = scenario.past.shifts(grid.slots_per_day)
    starts = {
        csr_id: [grid.of_day(s.start) for s in own if -WEEK <= s.day < 0]
        for csr_id, own in shifts.items()
        if csr_id in scenario.csr
    }
    return {csr_id: median_low(own) for csr_id, own in starts.items() if own}
