"""Published shifts that are changed late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.late_changes import (
    Span,
    days_away,
    first_changed,
    is_late,
    late_changes,
    published_spans,
)
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.term import WHOLE, Floats, Ints, ModelWithPrices, Reading, Term, in_words


@dataclass(frozen=True)
class LateShifts(Term):
    """A price and pay for each day whose shift is changed with less notice than a centre gives."""

    dollars: float
    pay_hours: float
    published: Mapping[str, Mapping[int, Span]]  # by person and day
    away: Mapping[str, set[int]]
    priced: str
    name: ClassVar[str] = "late_changes"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> LateShifts:
        dollars, hours = scenario.prices.late_change, scenario.pay.late_change_hours
        if scenario.published is None or scenario.now is None or not scenario.labour.notice_hours:
            return cls(0.0, 0.0, {}, {}, "")
        away = {csr.csr_id: days_away(scenario, csr.csr_id) for csr in scenario.csrs}
        priced = in_words({"$ a shift": dollars, "h of pay a shift": hours})
        return cls(dollars, hours, published_spans(scenario), away, priced)

    def per_change_of(self, csr: Csr) -> float:
        """Dollars of one late change: its price, and what is paid for it."""
        return self.dollars + self.pay_hours * csr.hourly_rate

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.priced:
            return 0.0
        found = late_changes(scenario, roster)
        return sum(self.per_change_of(scenario.csr[change.csr_id]) for change in found)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        scenario = model.scenario
        for csr in scenario.csrs if self.priced else ():
            for day in range(scenario.grid.days):
                if day in self.away[csr.csr_id]:
                    continue
                model.pay(self._off(scenario, csr, day), 1 - model.works(csr.csr_id, day))
                for start, end, worked in model.shifts(csr.csr_id, day):
                    model.pay(self._worked(scenario, csr, day, (start, end)), worked)

    def constant(self, scenario: Scenario) -> float:
        """Every published shift as if it were taken away; what is left of it takes that off."""
        return sum(
            self._off(scenario, csr, day)
            for csr in (scenario.csrs if self.priced else ())
            for day in self.published.get(csr.csr_id, {})
        )

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        if not self.priced or day in self.away[csr.csr_id]:
            return None
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        off = self._off(scenario, csr, day)
        return np.array([self._worked(scenario, csr, day, span) - off for span in spans])

    def _off(self, scenario: Scenario, csr: Csr, day: int) -> float:
        """Dollars of a day off: those of a published shift that is taken away late."""
        told = self.published.get(csr.csr_id, {}).get(day)
        late = is_late(scenario, first_changed(told, None))
        return self.per_change_of(csr) if late else 0.0

    def _worked(self, scenario: Scenario, csr: Csr, day: int, span: Span) -> float:
        told = self.published.get(csr.csr_id, {}).get(day)
        return self.per_change_of(csr) if is_late(scenario, first_changed(told, span)) else 0.0
