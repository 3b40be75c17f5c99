"""Unequal weekends and evenings: the k-th of a person costs k times its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Shift
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

SATURDAY = 5  # Monday is 0


def evening_slot(scenario: Scenario) -> int:
    """Slot of the day at which the evening begins: a shift that ends later is an evening."""
    return scenario.grid.slots_up(scenario.pay.evening_from)


def is_evening(scenario: Scenario, shift: Shift) -> bool:
    """Whether the shift ends in the evening."""
    return shift.end > shift.day * scenario.grid.slots_per_day + evening_slot(scenario)


@dataclass(frozen=True)
class Fairness(Term):
    """A person's k-th weekend day, and k-th shift that ends in the evening, cost k times theirs.

    The published past counts into k, so that who worked more of them is spared; what the past
    itself would cost is left out. The kernels know this term by name: weeks of one person hang
    together, and so do the evenings of one week (`local_search/fair_shares.py`).
    """

    weekend_day: float
    evening_shift: float
    evening_from: int  # slot of the day
    past: Mapping[str, tuple[int, int]]  # weekend days and evenings of each person before
    priced: str
    name: ClassVar[str] = "fairness"
    own: ClassVar[Reading] = Reading(
        "part", "each week and each evening as if it came first after the published past"
    )
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = Reading(
        "part", "second and later evenings of a week, and what two weeks of a person share"
    )

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Fairness:
        prices, evening = scenario.prices, evening_slot(scenario)
        past = _counted(scenario, scenario.past, evening) if scenario.past else {}
        day, shift = prices.weekend_day, prices.evening_shift
        priced = in_words({"$ a weekend day": day, "$ an evening": shift})
        return cls(day, shift, evening, past, priced)

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not (self.weekend_day or self.evening_shift):
            return 0.0
        total = 0.0
        for csr_id, (weekends, evenings) in _counted(scenario, roster, self.evening_from).items():
            before = self.past.get(csr_id, (0, 0))
            total += self.weekend_day * _more(before[0], weekends)
            total += self.evening_shift * _more(before[1], evenings)
        return total

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        weekends = [day for day in range(grid.days) if grid.weekday(day) >= SATURDAY]
        for csr in model.scenario.csrs if self.weekend_day or self.evening_shift else ():
            before = self.past.get(csr.csr_id, (0, 0))
            days = [model.works(csr.csr_id, day) for day in weekends]
            model.convex(_growing(self.weekend_day, before[0]), days)
            late = [
                model.total(
                    worked
                    for _, end, worked in model.shifts(csr.csr_id, day)
                    if end > day * grid.slots_per_day + self.evening_from
                )
                for day in range(grid.days)
            ]
            model.convex(_growing(self.evening_shift, before[1]), late)

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """An evening, as if it were the first one after the past."""
        if not self.evening_shift:
            return None
        late = ends > day * scenario.grid.slots_per_day + self.evening_from
        first = self.evening_shift * (self.past.get(csr.csr_id, (0, 0))[1] + 1)
        return np.where(late, first, 0.0)

    def of_days(self, scenario: Scenario, csr: Csr, days: Days, sets: Ints) -> Floats | None:
        """Weekend days, as if they were the first ones after the past."""
        if not self.weekend_day:
            return None
        weekend = sum(
            1 << i for i, day in enumerate(days) if scenario.grid.weekday(day) >= SATURDAY
        )
        now = np.bitwise_count(sets & weekend).astype(np.int64)
        past = self.past.get(csr.csr_id, (0, 0))[0]
        found: Floats = self.weekend_day * (past * now + now * (now + 1) // 2)
        return found


def _more(past: int, now: int) -> int:
    """(past + 1) + (past + 2) + ..., so many of them."""
    return past * now + now * (now + 1) // 2


def _growing(rate: float, past: int) -> Callable[[int], float]:
    """Dollars of so many after the past."""
    return lambda now: rate * _more(past, now)


def _counted(scenario: Scenario, roster: Roster, evening: int) -> dict[str, tuple[int, int]]:
    """Weekend days and evenings of each person in a roster."""
    grid = scenario.grid
    weekends: Counter[str] = Counter()
    evenings: Counter[str] = Counter()
    shifts = roster.shifts(grid.slots_per_day)
    for csr_id, own in shifts.items():
        for shift in own:
            weekends[csr_id] += grid.weekday(shift.day) >= SATURDAY
            evenings[csr_id] += shift.end > shift.day * grid.slots_per_day + evening
    return {csr_id: (weekends[csr_id], evenings[csr_id]) for csr_id in shifts}
