"""How many days may and must be worked in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model
from scheduler.rules.runs import known_days, max_days, min_days, past_days, post_shortest, runs


@dataclass(frozen=True)
class RunLimits:
    """Days in a row of one person, at most and at least, and where each is written."""

    csr: Csr
    most: int
    least: int
    most_source: str
    least_source: str


@dataclass(frozen=True)
class DaysInARow:
    """At most and at least so many days at work in a row, the published past counted.

    The contract's own numbers, else the centre's. A run at the edge of what is known may go
    on there and is never too short. Amount: days too many or too few.
    """

    people: tuple[RunLimits, ...]
    name: ClassVar[str] = "days_in_a_row"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> DaysInARow:
        return cls(tuple(_limits(scenario, csr) for csr in scenario.csrs))

    def post(self, model: Model) -> None:
        for own in self.people:
            csr = own.csr
            text = f"{csr.name} works at most {own.most} days in a row"
            clause = Clause(self.name, text, own.most_source, csr.csr_id)
            _post_longest(model, csr.csr_id, own.most, clause)
            text = f"{csr.name} works at least {own.least} days in a row"
            clause = Clause(self.name, text, own.least_source, csr.csr_id)
            post_shortest(model, csr.csr_id, 1, own.least, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for own in self.people:
            csr = own.csr
            days = past_days(scenario, csr.csr_id) | known_days(scenario, roster, csr.csr_id)
            for run in runs(days):
                if not run.worked or run.last < -1:
                    continue
                start = run.first * scenario.grid.slots_per_day
                text = f"{csr.name} works {run.days} days in a row"
                if run.days > own.most and run.last >= 0:
                    over, allowed = run.days - own.most, f"at most {own.most}"
                    yield Violation(
                        self.name, csr.csr_id, start, own.most_source, over, f"{text}, {allowed}"
                    )
                if run.days < own.least and not (run.open_before or run.open_after):
                    under, allowed = own.least - run.days, f"at least {own.least}"
                    yield Violation(
                        self.name, csr.csr_id, start, own.least_source, under, f"{text}, {allowed}"
                    )


def _limits(scenario: Scenario, csr: Csr) -> RunLimits:
    labour, contract = scenario.labour, csr.contract
    return RunLimits(
        csr,
        max_days(scenario, csr),
        min_days(scenario, csr),
        labour.source("max_days_in_a_row")
        if contract.max_days_in_a_row is None
        else contract.source,
        labour.source("min_days_in_a_row")
        if contract.min_days_in_a_row is None
        else contract.source,
    )


def _post_longest(model: Model, csr_id: str, most: int, clause: Clause) -> None:
    for last in range(model.scenario.grid.days):
        row = range(last - most, last + 1)
        if any(model.free(csr_id, day) for day in row):
            model.add(model.total(model.works(csr_id, d) for d in row) <= most, clause)
