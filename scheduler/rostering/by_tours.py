"""Rosters from whole tours: for contracts that bind the weeks of a horizon together.

Tours are generated until they prove what can be had; an integer program puts a roster
together from them; the exact model then rebuilds a few people at a time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container
from dataclasses import replace

from scheduler.costing.objective import price
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Answer, Progress
from scheduler.rostering.exact import exact_model, solve_exact
from scheduler.rostering.incumbent import Clock, Incumbent, Limits
from scheduler.rostering.tours import NoTour, Tours
from scheduler.rules import RULES

PROVING_SHARE = 0.5  # of the time, at most, until tours are no longer generated
COMPOSING_SHARE = 0.1  # of the time, at most, for one composition
GATHERING_SHARE = 0.15  # of the time, at most, to gather good tours
NEAR_SHARE, NEAR_STEPS = 0.002, 2  # good tours: so near to the best, of the bound and in steps
REBUILD_S = 5.0  # for the people of one neighbourhood


def solve_by_tours(
    scenario: Scenario,
    requirements: Requirements,
    limit_s: float,
    gap: float = 0.0,
    seed: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    step: float = 0.0,
    workers: int = 2,
) -> Answer:
    """The best roster found within `limit_s` seconds, with a bound for the whole problem.

    `step` says that every objective is a multiple of it (dollars; 0: not known), which
    rounds the bound up. Ends early once the relative gap is at most `gap`. Raises
    Contradiction where the hard rules exclude each other, and NoRoster where the time was
    too short to tell.
    """
    given = replace(requirements, joint=())  # the fewest hours, however the roster lies
    limits = Limits(limit_s, gap, 1e-6, progress, stop, Clock())
    return _Search(scenario, given, seed, limits, step, workers).run()


def binds_weeks(scenario: Scenario, requirements: Requirements) -> bool:
    """Whether contracts or prices ask for what the search week by week does not know."""
    contracts = {csr.contract for csr in scenario.csrs}
    return bool(requirements.rates) or any(c.horizon_slots or c.shift_types for c in contracts)


class _Search(Incumbent):
    def __init__(
        self,
        scenario: Scenario,
        requirements: Requirements,
        seed: int,
        limits: Limits,
        step: float,
        workers: int,
    ) -> None:
        super().__init__(scenario, requirements, limits)
        self.step, self.workers = step, workers
        self.random = random.Random(seed)
        self.rules = [rule.from_scenario(scenario) for rule in RULES]

    def run(self) -> Answer:
        self.say("building")
        tours = Tours(self.scenario, self.requirements, self.step)
        self.first(tours)
        until = PROVING_SHARE * self.limits.seconds
        tours.generate(
            0.0,
            lambda: self.over() or self.seconds >= until,
            self.prove,
            self.workers,
        )
        self.compose(tours, COMPOSING_SHARE * self.limits.seconds)
        self.gather(tours)
        self.compose(tours, COMPOSING_SHARE * self.limits.seconds)
        self.rebuild(tours)
        self.say("done")
        return self.answer()

    def first(self, tours: Tours) -> None:
        """Everybody's best tour, one after the other; the exact model where rules forbid that."""
        try:
            roster = tours.sweep(Roster(()), lambda: False)
        except NoTour:
            self.give_up()
        if not self.keep(roster, "first roster"):
            model = exact_model(self.scenario, self.requirements)
            found, _, bound, _ = solve_exact(model, self.left, self.workers, stop=lambda: True)
            self.prove(bound)
            if found is None or not self.keep(found, "first roster"):
                self.give_up()
            self.take_tours(tours)

    def sweep(self, tours: Tours) -> None:
        """Everybody's best tour again, as long as that is better."""
        while not self.over() and self.roster is not None:
            if not self.keep(tours.sweep(self.roster, self.over)):
                break

    def keep(self, roster: Roster, stage: str = "improving") -> bool:
        """Take a roster that every rule accepts and that costs less than all before."""
        objective = price(self.scenario, self.requirements, roster).total
        if objective >= self.objective - 1e-6:
            return False
        if any(next(iter(rule.check(self.scenario, roster)), None) for rule in self.rules):
            return False
        self.roster, self.objective = roster, objective
        self.say(stage)
        return True

    def take_tours(self, tours: Tours) -> None:
        """Offer everybody's tour of the best roster to the program."""
        if self.roster is not None:
            for csr in self.scenario.csrs:
                tours.add(csr.csr_id, self.roster.by_csr.get(csr.csr_id, ()))

    def compose(self, tours: Tours, limit_s: float, fixed: Container[str] = ()) -> bool:
        """A roster from the tours; who is `fixed` stays. Whether it is better."""
        if self.over():
            return False
        roster = tours.program.compose(min(self.left, limit_s), self.roster, fixed)
        if roster is None or not self.keep(roster):
            return False
        self.sweep(tours)
        return True

    def gather(self, tours: Tours) -> None:
        """Tours that are nearly as good as everybody's best."""
        if not self.over():
            gap = max(NEAR_STEPS * self.step, NEAR_SHARE * abs(self.bound))
            each = GATHERING_SHARE * self.limits.seconds * self.workers / len(self.scenario.csrs)
            tours.gather(gap, min(each, self.left), self.workers)

    def rebuild(self, tours: Tours) -> None:
        """Some people anew, the others as they are: a half from their tours, a few exactly."""
        everybody, size = [csr.csr_id for csr in self.scenario.csrs], 3.0
        while not self.over() and self.roster is not None:
            fixed = set(self.random.sample(everybody, len(everybody) // 2))
            self.compose(tours, REBUILD_S, fixed)
            chosen = self.random.sample(everybody, min(len(everybody), int(size)))
            free = [(c, day) for c in chosen for day in range(self.scenario.grid.days)]
            model = exact_model(self.scenario, self.requirements, free, self.roster)
            model.hint(self.roster)
            limit = max(0.1, min(self.left, REBUILD_S))
            roster, _, _, status = solve_exact(model, limit, self.workers)
            if roster is not None and self.keep(roster):
                self.take_tours(tours)
                self.sweep(tours)
            size = size + 0.1 if status == "optimal" else max(2.0, size - 0.5)
