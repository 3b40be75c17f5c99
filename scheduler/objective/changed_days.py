"""Days of a person on which anything differs from the published roster: they have to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.changes import by_day, published_by_day
from scheduler.objective.term import WHOLE, Floats, Ints, ModelWithPrices, Reading, Term
from scheduler.rules.base import Linear

SHIFTS_ONLY = Reading("part", "days on which the shift stays and only its inside differs")


@dataclass(frozen=True)
class ChangedDays(Term):
    """A price for each person's day that differs from the published roster in anything.

    A published shift that leave has taken since is no such day: its owner said so.
    """

    dollars: float
    published: Mapping[str, Mapping[int, Shift]]  # by person and day; empty without a roster
    priced: str
    name: ClassVar[str] = "changed_days"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = SHIFTS_ONLY

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ChangedDays:
        dollars = scenario.prices.changed_day
        if scenario.published is None or not dollars:
            return cls(0.0, {}, "")
        published = {
            csr_id: {day: shift for day, shift in own.items() if not _is_away(scenario, shift)}
            for csr_id, own in published_by_day(scenario).items()
        }
        return cls(dollars, published, f"{dollars:g} $ a day")

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.dollars:
            return 0.0
        return self.dollars * len(changed_days(scenario, self.published, roster))

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        for csr in model.scenario.csrs if self.dollars else ():
            old = self.published.get(csr.csr_id, {})
            for day in range(model.scenario.grid.days):
                told = _changed_day(model, csr.csr_id, day, old.get(day))
                model.pay(self.dollars, told)

    def constant(self, scenario: Scenario) -> float:
        """Every published day, as if it differed: taken off where its shift is worked."""
        known = (self.published.get(csr.csr_id, {}) for csr in scenario.csrs)
        return self.dollars * sum(len(own) for own in known)

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """A shift on a day that was off; on another day the published shift is taken as kept.

        Where the shift stays and its inside does not, `per_published_day` has the price.
        """
        if not self.dollars:
            return None
        old = self.published.get(csr.csr_id, {}).get(day)
        if old is None:
            return np.full(len(starts), self.dollars)
        same = (starts == old.start) & (ends == old.end)
        return np.where(same, -self.dollars, 0.0)

    def per_published_day(self, scenario: Scenario, csr: Csr) -> float:
        return self.dollars


def changed_days(
    scenario: Scenario, published: Mapping[str, Mapping[int, Shift]], roster: Roster
) -> list[tuple[str, int]]:
    """Every person's day that differs: other shift, other activities, or off instead of either."""
    after = by_day(scenario, roster)
    return [
        (csr.csr_id, day)
        for csr in scenario.csrs
        for day in range(scenario.grid.days)
        if _inside(published, csr.csr_id, day) != _inside(after, csr.csr_id, day)
    ]


def _inside(shifts: Mapping[str, Mapping[int, Shift]], csr_id: str, day: int) -> list[object]:
    """What is done slot by slot."""
    shift = shifts.get(csr_id, {}).get(day)
    segments = shift.segments if shift is not None else ()
    return [(slot, s.activity) for s in segments for slot in range(s.start, s.end)]


def _changed_day(model: ModelWithPrices, csr_id: str, day: int, old: Shift | None) -> Linear:
    """1 where the day differs."""
    if old is None:
        return model.works(csr_id, day)
    shifts = model.shifts(csr_id, day)
    same = model.total(w for s, e, w in shifts if (s, e) == (old.start, old.end))
    limits: list[Linear] = [1 - same]
    for segment in old.segments:
        for slot in range(segment.start, segment.end):
            kept = model.does(csr_id, slot, segment.activity)
            limits.append(model.on_shift(csr_id, slot) - kept)
    numbers = [limit for limit in limits if isinstance(limit, int)]
    if len(numbers) == len(limits) or max(numbers, default=0) > 0:
        return max(numbers)
    told = model.literal()
    for limit in limits:
        if not isinstance(limit, int):
            model.define(told >= limit)
    return told


def _is_away(scenario: Scenario, shift: Shift) -> bool:
    away = scenario.time_off_of.get(shift.csr_id, ())
    return any(off.start < shift.end and shift.start < off.end for off in away)
