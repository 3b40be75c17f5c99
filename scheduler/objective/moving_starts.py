"""Start times that move through a person's week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Shift
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


@dataclass(frozen=True)
class MovingStarts(Term):
    """A person's latest less earliest start of the day in a week, beyond what is free."""

    per_slot: float
    free_slots: float  # slots of spread that cost nothing; need not be whole
    priced: str
    name: ClassVar[str] = "moving_starts"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> MovingStarts:
        prices, hours = scenario.prices, scenario.grid.slot_hours
        rate = prices.moving_start_per_hour
        free = prices.moving_start_free_hours / hours
        return cls(rate * hours, free, in_words({"$/h": rate}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.per_slot:
            return 0.0
        shifts, weeks = roster.shifts(scenario.grid.slots_per_day), range(scenario.grid.weeks)
        return sum(
            self._of_week(scenario, shifts.get(csr.csr_id, ()), week)
            for csr in scenario.csrs
            for week in weeks
        )

    def _of_week(self, scenario: Scenario, shifts: Sequence[Shift], week: int) -> float:
        """Dollars of one person's week."""
        grid = scenario.grid
        days = grid.week_days(week)
        starts = [grid.of_day(s.start) for s in shifts if s.day in days]
        spread = max(starts, default=0) - min(starts, default=0)
        return self.per_slot * max(0.0, spread - self.free_slots)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        scenario = model.scenario
        kept = model.kept.shifts(scenario.grid.slots_per_day)
        weeks = range(scenario.grid.weeks if self.per_slot else 0)
        for csr in scenario.csrs:
            free = set(model.free_days(csr.csr_id)) if self.per_slot else set()
            for week in weeks:
                if free.isdisjoint(scenario.grid.week_days(week)):
                    model.pay(self._of_week(scenario, kept.get(csr.csr_id, ()), week), 1)
                else:
                    self._post_week(model, csr.csr_id, week)

    def _post_week(self, model: ModelWithPrices, csr_id: str, week: int) -> None:
        """The first slot beyond what is free costs its part that is not, the others all of it."""
        grid = model.scenario.grid
        per_day = grid.slots_per_day
        first, last = model.new_int(0, per_day), model.new_int(0, per_day)
        for day in grid.week_days(week):
            for start, _, worked in model.shifts(csr_id, day):
                of_day = grid.of_day(start)
                model.define(last >= of_day * worked)
                model.define(first <= per_day - (per_day - of_day) * worked)
        whole = floor(self.free_slots)
        cut, moved = model.literal(), model.new_int(0, per_day)
        model.define(cut + moved >= last - first - whole)
        model.pay(self.per_slot * min(1.0, whole + 1 - self.free_slots), cut)
        model.pay(self.per_slot, moved)

    def of_spread(self, scenario: Scenario, csr: Csr, spreads: Ints) -> Floats | None:
        if not self.per_slot:
            return None
        found: Floats = self.per_slot * np.maximum(0.0, spreads - self.free_slots)
        return found
