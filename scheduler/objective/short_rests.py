"""Nights that are longer than the law asks for and still short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import Floats, Ints, ModelWithPrices, Reading, Term, in_words


def rests_of(scenario: Scenario, roster: Roster, csr_id: str) -> Iterator[int]:
    """Slots between two shifts, the last one of the published past included."""
    per_day = scenario.grid.slots_per_day
    past = scenario.past.shifts(per_day).get(csr_id, ())[-1:] if scenario.past else ()
    for before, now in pairwise((*past, *roster.shifts(per_day).get(csr_id, ()))):
        yield now.start - before.end


@dataclass(frozen=True)
class ShortRests(Term):
    """Hours of rest between two shifts that are missing from what is comfortable."""

    per_slot: float
    below: int  # slots
    priced: str
    name: ClassVar[str] = "short_rests"
    own: ClassVar[Reading] = Reading("part", "nights of one week, and the one before the horizon")
    search: ClassVar[Reading] = Reading(
        "part", "nights between two weeks of the horizon are left out"
    )
    bound: ClassVar[Reading] = Reading(
        "none", "the cheapest week at given prices does not look at the end of the day before"
    )

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ShortRests:
        prices, hours = scenario.prices, scenario.grid.slot_hours
        rate = prices.short_rest_per_hour
        below = scenario.grid.slots_up(60 * prices.short_rest_below_hours)
        return cls(rate * hours, below, in_words({"$/h": rate}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.per_slot:
            return 0.0
        return self.per_slot * sum(
            max(0, self.below - rest)
            for csr in scenario.csrs
            for rest in rests_of(scenario, roster, csr.csr_id)
        )

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        """Missing is at least (below - rest) where both shifts are worked.

        Only of two days that follow each other: `below` is a day at most, and a rest with a day
        off in it is longer.
        """
        for csr in model.scenario.csrs if self.per_slot else ():
            for day in range(model.scenario.grid.days):
                self._post_night(model, csr.csr_id, day)

    def _post_night(self, model: ModelWithPrices, csr_id: str, day: int) -> None:
        per_day = model.scenario.grid.slots_per_day
        earlier, later = model.shifts(csr_id, day - 1), model.shifts(csr_id, day)
        ends = model.total(end * worked for _, end, worked in earlier)
        starts = model.total(start * worked for start, _, worked in later)
        if isinstance(ends, int) and isinstance(starts, int):
            here = bool(earlier and later)
            model.pay(self.per_slot, max(0, self.below + ends - starts) if here else 0)
            return
        slots = [self.below - (s - e) for s, _, _ in later for _, e, _ in earlier]
        most = max(slots, default=0)
        if most <= 0:
            return
        worked = model.total(w for _, _, w in earlier), model.total(w for _, _, w in later)
        origin = (day - 1) * per_day
        # without both shifts the right side is at most 0, whatever the other one is
        far = self.below + 3 * per_day
        missing = self.below + (ends - origin * worked[0]) - (starts - origin * worked[1])
        short = model.new_int(0, most)
        model.define(short >= missing - far * (2 - worked[0] - worked[1]))
        model.pay(self.per_slot, short)

    def of_rest(self, scenario: Scenario, csr: Csr, rests: Ints) -> Floats | None:
        if not self.per_slot:
            return None
        found: Floats = self.per_slot * np.maximum(0, self.below - rests).astype(np.float64)
        return found
