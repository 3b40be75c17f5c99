"""Unequal weekends, evenings and early starts: the k-th of a person costs k times its price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.duties import (
    SATURDAY,
    Duties,
    ahead_of_equals,
    duties,
    early_slot,
    evening_slot,
)
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import (
    Days,
    Floats,
    Ints,
    ModelWithPrices,
    Reading,
    Term,
    in_words,
)
from scheduler.objective.weekend_outlook import WEEK, WeekendOutlook, weekend_outlook

NOTHING = Duties()


@dataclass(frozen=True)
class Fairness(Term):
    """A person's k-th weekend day, evening shift and early start cost k times their price.

    How far the published past is ahead of the least among equals (`domain/duties.py`) counts
    into k, so that who worked more of them is spared; what the past itself would cost is left
    out. So do the weekend days that the end of the horizon forces on later weeks
    (`weekend_outlook.py`), for those who work weekends now or are ahead. The kernels know this
    term by name: weeks of one person hang together, and so do the evenings of one week
    (`local_search/fair_shares.py`).
    """

    weekend_day: float
    evening_shift: float
    early_start: float
    ahead: Mapping[str, Duties]
    priced: str
    name: ClassVar[str] = "fairness"
    own: ClassVar[Reading] = Reading(
        "part", "each week, each evening and each early start as if it came first after the past"
    )
    search: ClassVar[Reading] = Reading(
        "part", "moves of single days take an early start as the first of its week"
    )
    bound: ClassVar[Reading] = Reading(
        "part",
        "second and later evenings and early starts of a week, and what two weeks of a person "
        "share",
    )

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Fairness:
        prices = scenario.prices
        rates = prices.weekend_day, prices.evening_shift, prices.early_start
        kinds = "$ a weekend day", "$ an evening", "$ an early start"
        priced = in_words(dict(zip(kinds, rates, strict=True)))
        return cls(*rates, ahead_of_equals(scenario) if any(rates) else {}, priced)

    @property
    def rates(self) -> tuple[float, float, float]:
        """Dollars, in the order of `Duties`."""
        return self.weekend_day, self.evening_shift, self.early_start

    def before(self, csr_id: str) -> Duties:
        """How far the person is ahead of the least among their equals."""
        return self.ahead.get(csr_id, NOTHING)

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not any(self.rates):
            return 0.0
        total = 0.0
        for csr_id, own in roster.shifts(scenario.grid.slots_per_day).items():
            before, now = self.before(csr_id), duties(scenario, own)
            total += sum(map(_dollars, self.rates, before, now))
            outlook = self._outlook(scenario, scenario.csr.get(csr_id))
            if outlook is not None:
                days = {s.day - outlook.first for s in own if s.day >= outlook.first}
                worked = sum(1 << day for day in days)
                total += self.weekend_day * outlook.counted(worked, before.weekend_days)
        return total

    def _outlook(self, scenario: Scenario, csr: Csr | None) -> WeekendOutlook | None:
        return weekend_outlook(scenario, csr) if csr and self.weekend_day else None

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        evening, early = evening_slot(model.scenario), early_slot(model.scenario)
        weekends = [day for day in range(grid.days) if grid.weekday(day) >= SATURDAY]
        for csr in model.scenario.csrs if any(self.rates) else ():
            shifts = [
                [(grid.of_day(s), e - day * grid.slots_per_day, w) for s, e, w in found]
                for day in range(grid.days)
                if (found := model.shifts(csr.csr_id, day))
            ]
            counted = (
                [model.works(csr.csr_id, day) for day in weekends],
                [model.total(w for _, end, w in own if end > evening) for own in shifts],
                [model.total(w for start, _, w in own if start < early) for own in shifts],
            )
            each = zip(self.rates, self.before(csr.csr_id), counted, strict=True)
            for rate, before, terms in each:
                if rate:
                    model.convex(partial(_dollars, rate, before), terms)
            self._post_outlook(model, csr)

    def _post_outlook(self, model: ModelWithPrices, csr: Csr) -> None:
        """Each end of the last week that forces weekend days, once for each day that counts."""
        outlook = self._outlook(model.scenario, csr)
        if outlook is None:
            return
        works = [model.works(csr.csr_id, outlook.first + day) for day in range(WEEK)]
        ahead = self.before(csr.csr_id).weekend_days
        weekend = [works[day] for day in range(WEEK) if outlook.weekend >> day & 1]
        for (worked, length), forced in outlook.forced.items():
            # the days that end the week, and the one before that is otherwise
            last = [w if worked else 1 - w for w in works[WEEK - length :]]
            last += [1 - w if worked else w for w in works[WEEK - length - 1 : WEEK - length]]
            for dollars, also in ((ahead, [1]), *((1, [day]) for day in weekend)):
                if dollars:
                    both = model.literal()
                    model.define(both >= model.total([*last, *also]) - len(last))
                    model.pay(self.weekend_day * forced * dollars, both)

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """An evening and an early start, as if they were the first ones after the past."""
        if not (self.evening_shift or self.early_start):
            return None
        midnight, before = day * scenario.grid.slots_per_day, self.before(csr.csr_id)
        late = ends > midnight + evening_slot(scenario)
        early = starts < midnight + early_slot(scenario)
        found: Floats = np.where(late, self.evening_shift * (before.evening_shifts + 1), 0.0)
        found += np.where(early, self.early_start * (before.early_starts + 1), 0.0)
        return found

    def of_days(self, scenario: Scenario, csr: Csr, days: Days, sets: Ints) -> Floats | None:
        """Weekend days, as if they were the first ones after the past."""
        if not self.weekend_day:
            return None
        weekend = sum(
            1 << i for i, day in enumerate(days) if scenario.grid.weekday(day) >= SATURDAY
        )
        now = np.bitwise_count(sets & weekend).astype(np.int64)
        past = self.before(csr.csr_id).weekend_days
        found: Floats = float(self.weekend_day) * (past * now + now * (now + 1) // 2)
        outlook = self._outlook(scenario, csr)
        if outlook is not None and days[0] == outlook.first:
            found += self.weekend_day * outlook.of_sets(sets, past)
        return found


def _dollars(rate: float, past: int, now: int) -> float:
    """The rate times (past + 1) + (past + 2) + ..., so many of them."""
    return rate * (past * now + now * (now + 1) // 2)
