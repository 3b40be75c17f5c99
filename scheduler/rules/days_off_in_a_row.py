"""How many days off must come in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model
from scheduler.rules.runs import away_days, known_days, min_days_off, past_days, post_shortest, runs


@dataclass(frozen=True)
class DaysOffInARow:
    """At least so many days off in a row: the contract's own number, else the centre's.

    A run at the edge of what is known may go on there. Closed days and days of leave may stand
    alone, and so may a run with one of them in it. Amount: days off missing.
    """

    least: tuple[tuple[Csr, int], ...]
    source: str
    name: ClassVar[str] = "days_off_in_a_row"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> DaysOffInARow:
        return cls(
            tuple((csr, min_days_off(scenario, csr)) for csr in scenario.csrs),
            scenario.labour.source("min_days_off_in_a_row"),
        )

    def post(self, model: Model) -> None:
        for csr, least in self.least:
            text = f"{csr.name} has at least {least} days off in a row"
            clause = Clause(self.name, text, self._source(csr), csr.csr_id)
            away = away_days(model.scenario, csr) if least > 1 else ()
            post_shortest(model, csr.csr_id, 0, least, clause, away)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr, least in self.least:
            days = past_days(scenario, csr.csr_id) | known_days(scenario, roster, csr.csr_id)
            away = away_days(scenario, csr) if least > 1 else frozenset()
            for run in runs(days):
                if run.worked or run.open_before or run.open_after or run.last < -1:
                    continue
                if run.days < least and away.isdisjoint(range(run.first, run.last + 1)):
                    start = run.first * scenario.grid.slots_per_day
                    text = f"{csr.name} has {run.days} days off in a row, at least {least} are due"
                    missing = least - run.days
                    yield Violation(self.name, csr.csr_id, start, self._source(csr), missing, text)

    def _source(self, csr: Csr) -> str:
        return self.source if csr.contract.min_days_off_in_a_row is None else csr.contract.source
