"""The search: a first roster in seconds, ever better ones, and a bound proven beside it.

Two processes, from nothing but the scenario: the first one searches; the second one proves
(ascent.py, bound.py), and where that leaves time it searches too. Whatever was best is what
comes back.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import price
from scheduler.rostering.answer import Answer, Contradiction, Progress
from scheduler.rostering.cp_sat.explain import by_arithmetic
from scheduler.rostering.incumbent import Clock, Incumbent, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.second_process import Second
from scheduler.rules import RULES


def solve(
    scenario: Scenario,
    requirements: Requirements,
    limit_s: float,
    gap: float,
    seed: int,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    reproducible: bool = False,
) -> Answer:
    """The best roster found within `limit_s` seconds, with a bound for the whole problem.

    Ends early once the relative gap is at most `gap`, or what is left is less than the
    shortage of one slot. `reproducible` counts the work of so many seconds on a common
    machine instead of reading the clock, and never ends early.
    Raises Contradiction where the hard rules exclude each other, and NoRoster where the time
    was too short to tell.
    """
    close = scenario.prices.shortage_per_hour * scenario.grid.slot_hours
    limits = SearchLimits(limit_s, gap, close, progress, stop, Clock(reproducible))
    start = Incumbent(scenario, requirements, limits)
    start.say("building")
    clauses = list(by_arithmetic(scenario))
    if clauses:
        raise Contradiction(clauses)
    improver = RosterState(scenario, requirements)
    if improver.impossible():
        start.give_up()
    search = _Search(improver, requirements, seed, limits)
    search.trace += start.trace
    return search.run()


class _Search(Annealing):
    """The first process: it searches, listens to the second one and settles."""

    def run(self) -> Answer:
        self.second = Second(self.improver, self.requirements, self.seed, self.limits)
        try:
            if not self.begin():
                self.give_up()
            if self.improver.members:
                self.improve()
            while self.waits() and self.second.works_on():
                self.look()
        finally:
            self.second.end()
            self.listen()
        if self.bound == -np.inf:  # the time was too short for the second process to begin
            self.bound = PriceBound(self.improver).least()
        self.settle()
        self.say("done")
        return self.answer()

    def waits(self) -> bool:
        """Whether to wait for more to be proven."""
        return not self.stop() and (self.clock.reproducible or not self.over())

    def look(self) -> None:
        self.second.hear()
        if not self.clock.reproducible:  # there what is heard, and when, may not matter
            self.listen()

    def listen(self) -> None:
        """Take over what the second process has proven and found."""
        for roster in self.second.rosters():
            self.consider(roster)
        self.prove(self.second.proven.value)

    def settle(self) -> None:
        """Fall back on the best of the last rosters that every rule accepts.

        Rosters are built from what the rules hand out, so that the last one is refused only
        where the search and a rule have come apart: then the rule decides.
        """
        rules = [rule.from_scenario(self.scenario) for rule in RULES]
        while self.kept:
            roster = self.best()
            if not any(next(iter(r.check(self.scenario, roster)), None) for r in rules):
                self.roster, self.asked = roster, self.asked_for(roster)
                self.objective = price(self.scenario, self.asked, roster).total
                return
            self.kept.pop()
        self.give_up()
