"""How many days may and must be worked in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model
from scheduler.rules.runs import known_days, past_days, post_shortest, runs


@dataclass(frozen=True)
class DaysInARow:
    """At most and at least so many days at work in a row, the published past counted.

    A run at the edge of what is known may go on there and is never too short. Amount: days
    too many or too few.
    """

    most: int
    least: int
    most_source: str
    least_source: str
    name: ClassVar[str] = "days_in_a_row"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> DaysInARow:
        labour = scenario.labour
        return cls(
            labour.max_days_in_a_row,
            labour.min_days_in_a_row,
            labour.source("max_days_in_a_row"),
            labour.source("min_days_in_a_row"),
        )

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            text = f"{csr.name} works at most {self.most} days in a row"
            self._post_longest(
                model, csr.csr_id, Clause(self.name, text, self.most_source, csr.csr_id)
            )
            text = f"{csr.name} works at least {self.least} days in a row"
            clause = Clause(self.name, text, self.least_source, csr.csr_id)
            post_shortest(model, csr.csr_id, 1, self.least, clause)

    def _post_longest(self, model: Model, csr_id: str, clause: Clause) -> None:
        for last in range(model.scenario.grid.days):
            row = range(last - self.most, last + 1)
            if any(model.free(csr_id, day) for day in row):
                model.add(model.total(model.works(csr_id, d) for d in row) <= self.most, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr in scenario.csrs:
            days = past_days(scenario, csr.csr_id) | known_days(scenario, roster, csr.csr_id)
            for run in runs(days):
                if not run.worked or run.last < -1:
                    continue
                start = run.first * scenario.grid.slots_per_day
                text = f"{csr.name} works {run.days} days in a row"
                if run.days > self.most and run.last >= 0:
                    over, allowed = run.days - self.most, f"at most {self.most}"
                    yield Violation(
                        self.name, csr.csr_id, start, self.most_source, over, f"{text}, {allowed}"
                    )
                if run.days < self.least and not (run.open_before or run.open_after):
                    under, allowed = self.least - run.days, f"at least {self.least}"
                    yield Violation(
                        self.name, csr.csr_id, start, self.least_source, under, f"{text}, {allowed}"
                    )
