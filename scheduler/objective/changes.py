"""What differs from the published roster of this horizon."""

from __future__ import annotations

from collections.abc import Mapping
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

ALL_BUT_SITTINGS = Reading("part", "meetings that replace something else are not distinguished")


@dataclass(frozen=True)
class Changes(Term):
    """A price for each day whose shift differs, and for slots at work in both on something else."""

    per_shift: float
    per_slot: float
    published: Mapping[str, Mapping[int, Shift]]  # by person and day; empty without a roster
    priced: str
    name: ClassVar[str] = "changes"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = ALL_BUT_SITTINGS
    bound: ClassVar[Reading] = ALL_BUT_SITTINGS

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Changes:
        prices, grid = scenario.prices, scenario.grid
        if scenario.published is None:
            return cls(0.0, 0.0, {}, "")
        shift, hour = prices.changed_shift, prices.changed_activity_per_hour
        published = published_by_day(scenario)
        priced = in_words({"$ a shift": shift, "$/h": hour})
        return cls(shift, hour * grid.slot_hours, published, priced)

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.priced:
            return 0.0
        total, after = 0.0, by_day(scenario, roster)
        for csr in scenario.csrs:
            old = self.published.get(csr.csr_id, {})
            new = after.get(csr.csr_id, {})
            for day in set(old) | set(new):
                a, b = old.get(day), new.get(day)
                if a is None or b is None or (a.start, a.end) != (b.start, b.end):
                    total += self.per_shift
                if a is not None and b is not None:
                    total += self.per_slot * _differing_slots(a, b)
        return total

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        for csr in model.scenario.csrs if self.priced else ():
            old = self.published.get(csr.csr_id, {})
            for day in range(model.scenario.grid.days):
                self._post_day(model, csr.csr_id, day, old.get(day))

    def _post_day(self, model: ModelWithPrices, csr_id: str, day: int, old: Shift | None) -> None:
        if old is None:
            model.pay(self.per_shift, model.works(csr_id, day))
            return
        shifts = model.shifts(csr_id, day)
        same = model.total(w for s, e, w in shifts if (s, e) == (old.start, old.end))
        model.pay(self.per_shift, 1 - same)
        for segment in old.segments:
            for slot in range(segment.start, segment.end):
                kept = model.does(csr_id, slot, segment.activity)
                model.pay(self.per_slot, model.on_shift(csr_id, slot) - kept)

    def constant(self, scenario: Scenario) -> float:
        """Every published shift, as if its day were off: taken off where the day is worked."""
        known = (self.published.get(csr.csr_id, {}) for csr in scenario.csrs)
        return self.per_shift * sum(len(own) for own in known)

    def in_slots(
        self, scenario: Scenario, csr: Csr, days: Days, activities: tuple[str, ...]
    ) -> Floats | None:
        """Slots on something else than published."""
        own = self.published.get(csr.csr_id, {})
        if not self.per_slot or not own:
            return None
        key = ("changed slots", csr.csr_id, days, activities)
        return scenario.kept(key, lambda: self._changed_slots(scenario, own, days, activities))

    def _changed_slots(
        self, scenario: Scenario, own: Mapping[int, Shift], days: Days, activities: tuple[str, ...]
    ) -> Floats:
        grid = scenario.grid
        found = np.zeros((len(days), len(activities), grid.slots_per_day))
        for i, day in enumerate(days):
            for segment in own[day].segments if day in own else ():
                start = grid.of_day(segment.start)
                for a, activity in enumerate(activities):
                    if activity != segment.activity:
                        found[i, a, start : start + segment.slots] = self.per_slot
        return found

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """A shift on a day that was off; on another day the published shift is no change."""
        if not self.priced:
            return None
        old = self.published.get(csr.csr_id, {}).get(day)
        if old is None:
            return np.full(len(starts), self.per_shift)
        same = (starts == old.start) & (ends == old.end)
        return np.where(same, -self.per_shift, 0.0)


def published_by_day(scenario: Scenario) -> dict[str, dict[int, Shift]]:
    """Published shifts of the horizon by person and day, without those that an absence cut.

    What is left of these is given; nobody decides about it.
    """
    if scenario.published is None:
        return {}
    grid, published = scenario.grid, scenario.published
    days = {(s.csr_id, grid.day(s.start)) for s in scenario.given}
    left = (s for s in published.segments if (s.csr_id, grid.day(s.start)) not in days)
    return by_day(scenario, Roster(tuple(left)) if days else published)


def by_day(scenario: Scenario, roster: Roster) -> dict[str, dict[int, Shift]]:
    """Shifts of the horizon by person and day."""
    grid = scenario.grid
    return {
        csr_id: {shift.day: shift for shift in shifts if 0 <= shift.day < grid.days}
        for csr_id, shifts in roster.shifts(grid.slots_per_day).items()
    }


def _differing_slots(a: Shift, b: Shift) -> int:
    """Slots at work in both on different activities."""
    doing = {t: s.activity for s in a.segments for t in range(s.start, s.end)}
    return sum(
        doing[t] != s.activity for s in b.segments for t in range(s.start, s.end) if t in doing
    )
