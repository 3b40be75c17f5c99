"""Changes from one activity to another within a shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import PAUSES, Roster, Shift, program_activity
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.stint_lengths import MEETING
from scheduler.objective.term import WHOLE, ModelWithPrices, Reading, Term, in_words
from scheduler.rules.base import Linear


def changes_of(shift: Shift) -> int:
    """How often work on one activity follows another.

    Pauses are passed over. A meeting ends what is before it: what follows it is no change.
    """
    found, last = 0, ""
    for segment in shift.segments:
        if segment.activity.startswith(MEETING):
            last = ""
        elif segment.activity not in PAUSES:
            found += last not in ("", segment.activity)
            last = segment.activity
    return found


@dataclass(frozen=True)
class ActivityChanges(Term):
    """A price for each change of activity within a shift."""

    dollars: float
    priced: str
    name: ClassVar[str] = "activity_changes"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = Reading(
        "part", "changes within a stretch of work, and not those that a pause parts"
    )

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ActivityChanges:
        dollars = scenario.prices.activity_change
        return cls(dollars, in_words({"$ each": dollars}))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        if not self.dollars:
            return 0.0
        shifts = roster.shifts(scenario.grid.slots_per_day).values()
        return self.dollars * sum(changes_of(shift) for own in shifts for shift in own)

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        scenario = model.scenario
        programs = (program_activity(p.program_id) for p in scenario.programs)
        names = (*scenario.opening, *programs)
        if not self.dollars:
            return
        kept = model.kept.shifts(scenario.grid.slots_per_day).values()
        model.pay(self.dollars, sum(changes_of(shift) for own in kept for shift in own))
        for csr in scenario.csrs:
            for day in model.free_days(csr.csr_id):
                for change in self._changes(model, csr.csr_id, day, names):
                    model.pay(self.dollars, change)

    def _changes(
        self, model: ModelWithPrices, csr_id: str, day: int, names: tuple[str, ...]
    ) -> Iterator[Linear]:
        """1 in a slot of a day to be decided whose work follows other work."""
        for slot in model.slots(csr_id, day)[1:]:
            limits: list[Linear] = []
            before = {name: model.in_stint(csr_id, slot - 1, name) for name in names}
            for name in names:
                here = model.does(csr_id, slot, name)
                others = model.total(b for other, b in before.items() if other != name)
                if not isinstance(here, int) and not isinstance(others, int):
                    limits.append(here + others - 1)
            if not limits:
                continue
            change = model.literal()
            for limit in limits:
                model.define(change >= limit)
            yield change

    def per_change(self, scenario: Scenario, csr: Csr) -> float:
        return self.dollars
