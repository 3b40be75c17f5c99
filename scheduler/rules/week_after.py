"""Who works weekends in rotation can keep every rule in the week after the horizon, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Linear, Model
from scheduler.rules.runs import known_days
from scheduler.rules.working_days import State, WorkingDays, calendar, day_after, goes_on


@dataclass(frozen=True)
class WeekAfter:
    """The days worked leave the weeks behind the horizon a legal set of days. Amount: 1.

    What breaks a rule inside the horizon is that rule's to find.
    """

    people: tuple[tuple[Csr, WorkingDays], ...]
    name: ClassVar[str] = "week_after"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> WeekAfter:
        rotating = (csr for csr in scenario.csrs if csr.contract.weekend_every is not None)
        known = ((csr, calendar(scenario, csr)) for csr in rotating)
        return cls(tuple((csr, own) for csr, own in known if own.after))

    def post(self, model: Model) -> None:
        for csr, own in self.people:
            if model.free_days(csr.csr_id):
                self._post_person(model, csr, own)

    def _post_person(self, model: Model, csr: Csr, own: WorkingDays) -> None:
        """Follow the state from day to day: 1 for the one that the days so far lead to."""
        clause, grid = self._clause(csr), model.scenario.grid
        here: dict[State, Linear] = {own.start: 1}
        for day in range(grid.days):
            works = model.works(csr.csr_id, day)
            ways: dict[State, list[Linear]] = {}
            for state, reached in here.items():
                ways_on = _split(model, reached, works, clause)
                for at_work, taken in zip((False, True), ways_on, strict=True):
                    gone = own.is_away(day)
                    after = day_after(own.rules, state, grid.weekday(day), at_work, gone)
                    if after is not None:
                        ways.setdefault(after, []).append(taken)
            here = {state: model.total(into) for state, into in ways.items()}
        for state, reached in here.items():
            if not goes_on(own.rules, state, own.after):
                model.add(reached <= 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, own in self.people:
            state: State | None = own.start
            for day, at_work in known_days(scenario, roster, csr.csr_id).items():
                if state is not None:
                    gone = own.is_away(day)
                    state = day_after(own.rules, state, grid.weekday(day), at_work, gone)
            if state is not None and not goes_on(own.rules, state, own.after):
                clause, start = self._clause(csr), (grid.days - 1) * grid.slots_per_day
                text = f"{clause.sentence}, which these days do not leave open"
                yield Violation(self.name, csr.csr_id, start, clause.source, 1, text)

    def _clause(self, csr: Csr) -> Clause:
        text = f"{csr.name} can keep days and weekends of the contract in the week after"
        return Clause(self.name, text, csr.contract.source, csr.csr_id)


def _split(model: Model, reached: Linear, works: Linear, clause: Clause) -> tuple[Linear, Linear]:
    """What of `reached` goes on with a day off, and what with a day at work."""
    if isinstance(works, int) or isinstance(reached, int):
        return reached * (1 - works), reached * works
    at_work = model.literal()
    model.add(at_work <= reached, clause)
    model.add(at_work <= works, clause)
    model.add(at_work >= reached + works - 1, clause)
    return reached - at_work, at_work
