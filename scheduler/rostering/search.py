"""The search: a first roster in seconds, ever better ones, and a bound proven beside it.

The improver (people's best weeks, then annealed days) runs here; the bound rises in a second
process, from nothing but the scenario. Whatever was best is what comes back.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized

import numpy as np

from scheduler.costing.allotment import allot, allotted
from scheduler.costing.objective import price
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.adopt import adopt
from scheduler.rostering.anneal import Annealer
from scheduler.rostering.answer import Answer, Contradiction, Progress
from scheduler.rostering.ascent import BATCH, ascend
from scheduler.rostering.bound import PriceBound, constant
from scheduler.rostering.by_tours import binds_weeks, solve_by_tours
from scheduler.rostering.explain import by_arithmetic
from scheduler.rostering.improve import Improver
from scheduler.rostering.incumbent import Clock, Incumbent
from scheduler.rostering.moves import Mover
from scheduler.rostering.sittings import Snapshot
from scheduler.rules import RULES

HOT, WARM, COOL, COLD = 4.0, 1.5, 0.6, 0.2  # dollars: annealings begin at one of the first three
CYCLE_SHARE = 0.6  # of the time goes to the first annealing
WORTH_KEEPING = 0.5  # dollars that a roster has to save to be looked at while annealing
KEPT = 8  # rosters to fall back on
BURST = 2000  # day moves between two looks around, and not fewer than people
WEEK_MOVES = 30  # moves of whole weeks and sittings after each burst
FEW, MANY = 20, 2000  # moves a person's day: with fewer nothing is melted, with more all of it
DAY_MOVE, WEEK_MOVE, WEEK, ALLOTMENT = (
    1e-4,
    4e-3,
    2e-3,
    2e-3,
)  # seconds of work, where no clock may be read


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
    was too short to tell. Contracts that bind the weeks together are solved by tours.
    """
    if binds_weeks(scenario, requirements):
        return solve_by_tours(scenario, requirements, limit_s, gap, seed, progress, stop)
    clock = Clock(reproducible)
    return _Search(scenario, requirements, limit_s, gap, seed, progress, stop, clock).run()


class _Search(Incumbent):
    def __init__(
        self,
        scenario: Scenario,
        requirements: Requirements,
        limit_s: float,
        gap: float,
        seed: int,
        progress: Callable[[Progress], None],
        stop: Callable[[], bool],
        clock: Clock,
    ) -> None:
        close = scenario.prices.shortage_per_hour * scenario.grid.slot_hours
        super().__init__(scenario, requirements, limit_s, gap, close, progress, stop, clock)
        self.seed = seed
        self.kept: list[
            tuple[float, Roster, Requirements]
        ] = []  # the last rosters, the best one at the end
        self.best: Snapshot | None = None
        self.bursts = 0

    def run(self) -> Answer:
        self.say("building")
        clauses = list(by_arithmetic(self.scenario))
        if clauses:
            raise Contradiction(clauses)
        improver = Improver(self.scenario, self.requirements)
        if improver.impossible():
            self.give_up()
        mover = Mover(improver, self.seed)
        prover = _Prover(improver, self.limit_s - self.seconds, self.clock.reproducible)
        try:
            self.begin(improver, mover)
            if improver.members:
                self.improve(improver, mover, prover)
            while self.unproven() and prover.works_on():
                self.look(prover)
        finally:
            self.look(prover)
            prover.end()
        if self.bound == -np.inf:  # the time was too short for the prover to begin
            self.bound = PriceBound(improver).least()
        self.settle()
        self.say("done")
        return self.answer()

    def unproven(self) -> bool:
        """Whether to wait for more to be proven."""
        return not self.stop() and (self.clock.reproducible or not self.over())

    def begin(self, improver: Improver, mover: Mover) -> None:
        """The first roster, everybody's best week in it; or the published one."""
        published = self.scenario.published
        adopted = published is not None and adopt(improver, published)
        if not adopted and mover.first_roster():
            self.give_up()
        self.allot(improver, mover)
        self.keep(improver)
        self.say("first roster")
        self.clock.work(2 * WEEK * len(improver.members))
        while not self.over() and mover.sweep(self.over):
            self.clock.work(WEEK * len(improver.members))
            self.allot(improver, mover)
            self.keep(improver)

    def allot(self, improver: Improver, mover: Mover) -> None:
        """Ask for people where the roster has them, as far as joint targets allow."""
        board = improver.board
        if self.requirements.joint:
            heads = dict(zip(board.rows.keys, board.heads, strict=False))
            there = heads.get((SUPERVISION, ALL), np.zeros_like(board.heads[0]))
            board.ask(allot(self.scenario, self.requirements, heads, there))
            self.clock.work(ALLOTMENT * len(self.requirements.joint))
        mover.cost = improver.cost()

    def improve(self, improver: Improver, mover: Mover, prover: _Prover) -> None:
        """Annealing again and again, each time from the best roster and cooler than before.

        A published roster is only warmed, never melted; nor is one so large that the time
        would not do to put it together again.
        """
        annealer = Annealer(improver)
        length = CYCLE_SHARE * (self.limit_s - self.seconds)
        days = sum(plan.worked.bit_count() for plan in improver.plans.values())
        melted = np.log(max(length, 1e-9) / DAY_MOVE / days / FEW) / np.log(MANY / FEW)
        hot = COOL if self.scenario.published else COLD * (HOT / COLD) ** np.clip(melted, 0.0, 1.0)
        while not self.over():
            self.anneal(annealer, mover, prover, hot, max(length, 2.0))
            if self.best is not None:
                self.best.restore(improver)
                self.allot(improver, mover)
            hot, length = min(hot, WARM if hot > WARM else COOL), 0.7 * length

    def anneal(
        self, annealer: Annealer, mover: Mover, prover: _Prover, hot: float, seconds: float
    ) -> None:
        """One annealing of so many seconds, from `hot` dollars down; the best is kept."""
        improver, began = annealer.improver, self.seconds
        burst = max(BURST, len(improver.members))
        while not self.over() and (at := (self.seconds - began) / max(seconds, 1e-9)) < 1.0:
            temperature = hot * (COLD / hot) ** at
            self.bursts += 1
            annealer.run(burst, temperature, self.seed + self.bursts)
            self.clock.work(burst * DAY_MOVE + WEEK_MOVES * WEEK_MOVE)
            self.allot(improver, mover)
            mover.temperature = temperature
            for _ in range(WEEK_MOVES):
                if not self.over():
                    mover.step()
            if mover.cost + prover.constant < self.objective - WORTH_KEEPING:
                self.keep(improver)
            self.look(prover)
        if mover.cost + prover.constant < self.objective - 1e-6:
            self.keep(improver)

    def keep(self, improver: Improver) -> bool:
        """Take the roster on the board if it is legal and its true price the lowest so far."""
        if improver.board.forced():
            return False
        roster = improver.roster()
        asked = allotted(self.scenario, self.requirements, roster)
        terms = price(self.scenario, asked, roster)
        objective = terms.total
        if objective >= self.objective - 1e-9:
            return False
        self.objective, self.required_hours = objective, terms.required_hours
        self.best = Snapshot.of(improver, improver.members)
        self.roster, self.asked = roster, asked
        self.kept = [*self.kept[1 - KEPT :], (objective, roster, asked)]
        self.say("improving")
        return True

    def settle(self) -> None:
        """Fall back on the best of the last rosters that every rule accepts.

        Rosters are built from what the rules hand out, so that the last one is refused only
        where the search and a rule have come apart: then the rule decides.
        """
        rules = [rule.from_scenario(self.scenario) for rule in RULES]
        while self.kept:
            self.objective, roster, self.asked = self.kept[-1]
            if not any(next(iter(r.check(self.scenario, roster)), None) for r in rules):
                self.roster = roster
                return
            self.kept.pop()
        self.give_up()

    def look(self, prover: _Prover) -> None:
        """Take over what has been proven."""
        if self.clock.reproducible and prover.process.is_alive():
            return  # a bound in between would end the search at a time of its own
        self.prove(prover.proven.value)


class _Prover:
    """The bound, rising in a process of its own while rosters are looked for here."""

    def __init__(self, improver: Improver, seconds: float, reproducible: bool) -> None:
        context = multiprocessing.get_context("fork")
        self.constant = constant(improver)
        self.reproducible = reproducible
        self.proven: Synchronized[float] = context.Value("d", -np.inf)
        self.process = context.Process(target=self._prove, args=(improver, seconds), daemon=True)
        self.process.start()

    def _prove(self, improver: Improver, seconds: float) -> None:
        clock, bound = Clock(self.reproducible), PriceBound(improver)

        def report(value: float) -> None:
            self.proven.value = max(self.proven.value, value)

        def at() -> float:
            clock.work(WEEK * min(len(bound.groups), BATCH))
            return clock.seconds / max(seconds, 1e-9)

        ascend(bound, at, report)

    def works_on(self, seconds: float = 0.05) -> bool:
        """Wait a moment; whether more may be proven after it."""
        self.process.join(seconds)
        return self.process.is_alive()

    def end(self) -> None:
        self.process.kill()  # a SIGTERM in the moment of forking would be lost
        self.process.join()
