"""A day off by itself between two working days of a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import (
    WHOLE,
    Days,
    Floats,
    Ints,
    ModelWithPrices,
    Reading,
    Term,
    in_words,
)


@dataclass(frozen=True)
class SingleDaysOff(Term):
    """A price for each day off whose neighbours in the week are both worked.

    Not for who agreed to split days off (`split_days_off` in csrs.csv).
    """

    dollars: float
    priced: str
    name: ClassVar[str] = "single_days_off"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> SingleDaysOff:
        dollars = scenario.prices.single_day_off
        return cls(dollars, in_words({"$ each": dollars}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        grid, total = scenario.grid, 0
        shifts = roster.shifts(grid.slots_per_day)
        for csr in _bound_to(scenario) if self.dollars else ():
            own = shifts.get(csr.csr_id, ())
            worked = {shift.day for shift in own}
            for week in range(grid.weeks):
                inside = grid.week_days(week)[1:-1]
                total += sum({d - 1, d + 1} <= worked and d not in worked for d in inside)
        return self.dollars * total

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        for csr in _bound_to(model.scenario) if self.dollars else ():
            for week in range(grid.weeks):
                for day in grid.week_days(week)[1:-1]:
                    works = [model.works(csr.csr_id, d) for d in (day - 1, day, day + 1)]
                    alone = works[0] + works[2] - works[1] - 1
                    if isinstance(alone, int):
                        model.pay(self.dollars, max(0, alone))
                        continue
                    single = model.literal()
                    model.define(single >= alone)
                    model.pay(self.dollars, single)

    def of_days(self, scenario: Scenario, csr: Csr, days: Days, sets: Ints) -> Floats | None:
        if not self.dollars or csr.split_days_off:
            return None
        alone = (sets << 1) & (sets >> 1) & ~sets  # never the first or the last day
        found: Floats = self.dollars * np.bitwise_count(alone).astype(np.float64)
        return found


def _bound_to(scenario: Scenario) -> tuple[Csr, ...]:
    """People whose days off belong together."""
    return tuple(csr for csr in scenario.csrs if not csr.split_days_off)
