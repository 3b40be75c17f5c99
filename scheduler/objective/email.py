"""Work that may wait: hours due and not done at each close, and idle hours."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar

import numpy as np

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Deferrable, Requirements, done_hours
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.term import HEADS, WHOLE, ModelWithPrices, Reading, Term, in_words
from scheduler.rules.base import Linear

# Units of work in an hour: whole in every slot length, and so fine that rounding the hours
# that arrive and are due costs a small part of a cent
WORK = 360_360


@dataclass(frozen=True)
class Email(Term):
    """Hours due and not done at a day's close, first in, first out; hours with nothing waiting."""

    overdue_per_hour: float
    idle_per_hour: float
    priced: str
    name: ClassVar[str] = "email"
    own: ClassVar[Reading] = HEADS
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Email:
        prices = scenario.prices
        overdue, idle = prices.shortage_per_hour, prices.surplus_per_hour
        return cls(overdue, idle, in_words({"$/h overdue": overdue, "$/h idle": idle}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        grid, total = scenario.grid, 0.0
        closes = np.arange(1, grid.days + 1) * grid.slots_per_day - 1
        for work in requirements.deferrable:
            effort = count(scenario, roster, work.channel).astype(np.float64) * grid.slot_hours
            done = done_hours(work.arrived_hours, effort)
            overdue = np.maximum(0.0, work.due_hours[closes] - done[closes]).sum()
            total += self.overdue_per_hour * float(overdue)
            total += self.idle_per_hour * float(effort.sum() - done[-1])
        return total

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        for work in requirements.deferrable:
            self._post_channel(model, work)

    def _post_channel(self, model: ModelWithPrices, work: Deferrable) -> None:
        """Done by the end of a slot: what was done and the effort, at most all that has arrived."""
        grid = model.scenario.grid
        effort = round(grid.slot_hours * WORK)
        people: list[Linear] = []
        done: Linear = 0
        for slot in range(grid.slots):
            there = model.heads((work.channel, ALL), slot)
            if not (isinstance(there, int) and there == 0):
                people.append(there)
                now = model.new_int(0, ceil(work.arrived_hours[slot] * WORK))
                model.define(now <= done + effort * there)
                done = now
            if (slot + 1) % grid.slots_per_day == 0:
                due = max(0, floor(work.due_hours[slot] * WORK))
                late = model.new_int(0, due)
                model.define(late >= due - done)
                model.pay(self.overdue_per_hour / WORK, late, due)
        most = effort * len(model.scenario.csrs) * grid.slots
        idle = model.new_int(0, most)
        model.define(idle >= effort * model.total(people) - done)
        model.pay(self.idle_per_hour / WORK, idle, most)
