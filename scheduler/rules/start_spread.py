"""How far a person's starts may lie apart within a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Linear, Model, shifts_of


@dataclass(frozen=True)
class StartSpread:
    """Latest less earliest start of the day in a week, at most what the contract allows.

    Amount: hours beyond it.
    """

    limits: Mapping[str, int]  # slots, by person
    name: ClassVar[str] = "start_spread"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> StartSpread:
        limits = {csr.csr_id: csr.contract.max_start_spread for csr in scenario.csrs}
        return cls({csr_id: most for csr_id, most in limits.items() if most is not None})

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for csr in model.scenario.csrs:
            most = self.limits.get(csr.csr_id)
            if most is None:
                continue
            hours = most * grid.slot_hours
            text = f"{csr.name} starts within {hours:g} h of the day all week"
            clause = Clause(self.name, text, csr.contract.source, csr.csr_id)
            for week in range(grid.weeks):
                days = grid.week_days(week)
                if any(model.free(csr.csr_id, day) for day in days):
                    self._post_week(model, csr.csr_id, days, most, clause)

    def _post_week(self, model: Model, csr_id: str, days: range, most: int, clause: Clause) -> None:
        """Of two days, one that starts at x or before, or one that starts behind x + most."""
        of_day = model.scenario.grid.of_day
        starts = {day: [(of_day(s), w) for s, _, w in model.shifts(csr_id, day)] for day in days}
        for early in days:
            for late in days:
                if early == late or not (model.free(csr_id, early) or model.free(csr_id, late)):
                    continue
                for x in sorted({start for start, _ in starts[early]}):
                    before: list[Linear] = [w for start, w in starts[early] if start <= x]
                    behind: list[Linear] = [w for start, w in starts[late] if start > x + most]
                    if behind:
                        model.add(model.total(before) + model.total(behind) <= 1, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid, shifts = scenario.grid, shifts_of(scenario, roster)
        for csr in scenario.csrs:
            most = self.limits.get(csr.csr_id)
            for week in range(0 if most is None else grid.weeks):
                own = [s for s in shifts.get(csr.csr_id, ()) if s.day in grid.week_days(week)]
                starts = [grid.of_day(s.start) for s in own]
                beyond = max(starts, default=0) - min(starts, default=0) - (most or 0)
                if beyond > 0:
                    hours = beyond * grid.slot_hours
                    last = max(own, key=lambda s: grid.of_day(s.start))
                    text = f"{csr.name} starts {hours:g} h too far apart within week {week + 1}"
                    source = csr.contract.source
                    yield Violation(self.name, csr.csr_id, last.start, source, hours, text)
