"""The days of the contract, less days of leave, are worked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.agreed_overtime import extra_days
from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import owed_days
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model


@dataclass(frozen=True)
class ContractDays:
    """Days owed to each week by each person, exactly. Amount: days too many or too few."""

    owed: tuple[tuple[Csr, int, int], ...]  # person, week, days
    name: ClassVar[str] = "contract_days"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ContractDays:
        weeks = range(scenario.grid.weeks)
        return cls(
            tuple(
                (csr, w, owed_days(scenario, csr, w) + extra_days(scenario, csr, w))
                for csr in scenario.csrs
                for w in weeks
            )
        )

    def post(self, model: Model) -> None:
        for csr, week, days in self.owed:
            row = model.scenario.grid.week_days(week)
            if any(model.free(csr.csr_id, day) for day in row):
                worked = model.total(model.works(csr.csr_id, day) for day in row)
                text = f"{csr.name} works {days} days in week {week + 1}"
                clause = Clause(self.name, text, csr.contract.source, csr.csr_id)
                model.add(worked == days, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, week, days in self.owed:
            worked = {grid.day(s.start) for s in roster.by_csr.get(csr.csr_id, ())}
            found = len(worked & set(grid.week_days(week)))
            if found != days:
                text = f"{csr.name} works {found} days in week {week + 1}, owes {days}"
                start = 7 * week * grid.slots_per_day
                off = abs(found - days)
                yield Violation(self.name, csr.csr_id, start, csr.contract.source, off, text)
