"""How many weekends may be worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model

SATURDAY = 5  # Monday is 0


@dataclass(frozen=True)
class Weekends:
    """Weekends of the horizon with work on Saturday or Sunday, at most the contract's number.

    Amount: weekends too many.
    """

    most: tuple[tuple[Csr, int], ...]
    name: ClassVar[str] = "weekends"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Weekends:
        return cls(
            tuple(
                (csr, csr.contract.max_weekends)
                for csr in scenario.csrs
                if csr.contract.max_weekends is not None
            )
        )

    def post(self, model: Model) -> None:
        weekends = _weekends(model.scenario.grid)
        for csr, most in self.most:
            if not any(model.free(csr.csr_id, day) for days in weekends.values() for day in days):
                continue
            text = f"{csr.name} works at most {most} weekends"
            clause = Clause(self.name, text, csr.contract.source, csr.csr_id)
            worked = []
            for days in weekends.values():
                worked.append(model.literal())
                for day in days:
                    model.add(model.works(csr.csr_id, day) <= worked[-1], clause)
            model.add(model.total(worked) <= most, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, most in self.most:
            days = {grid.day(s.start) for s in roster.by_csr.get(csr.csr_id, ())}
            worked = sorted(
                {d - grid.weekday(d) for d in days if d >= 0 and grid.weekday(d) >= SATURDAY}
            )
            if len(worked) > most:
                start = (worked[most] + SATURDAY) * grid.slots_per_day
                text = f"{csr.name} works {len(worked)} weekends, at most {most}"
                over = len(worked) - most
                yield Violation(self.name, csr.csr_id, start, csr.contract.source, over, text)


def _weekends(grid: Grid) -> Mapping[int, list[int]]:
    """Saturdays and Sundays of the horizon by the Monday before them."""
    found: dict[int, list[int]] = {}
    for day in range(grid.days):
        if grid.weekday(day) >= SATURDAY:
            found.setdefault(day - grid.weekday(day), []).append(day)
    return found
