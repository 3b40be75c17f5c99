"""Rosters one after the other: a first one, annealed, made anew, the best of them annealed on."""

from __future__ import annotations

import numpy as np

from scheduler.costing.allotment import allot, allotted
from scheduler.costing.objective import price
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.rostering.adopt import adopt
from scheduler.rostering.anneal import Annealer
from scheduler.rostering.bound import constant
from scheduler.rostering.improve import Improver
from scheduler.rostering.incumbent import Incumbent, Limits
from scheduler.rostering.moves import Mover
from scheduler.rostering.sittings import Snapshot

HOT, WARM, COOL, COLD = 4.0, 1.5, 0.6, 0.2  # dollars: annealings begin at one of the first three
WEEK_HEAT = 5.0  # times as hot are moves of whole weeks and sittings where rosters are melted
STARTS, START_SHARE = 3, 0.15  # rosters made anew where there is time to melt them, each so long
CYCLE_SHARE = 0.6  # of the time left goes to the first annealing after these
WORTH_KEEPING = 0.5  # dollars that a roster has to save to be looked at while annealing
KEPT = 8  # rosters to fall back on
BURST = 2000  # day moves between two looks around, and not fewer than people
WEEK_MOVES = 30  # moves of whole weeks and sittings after each burst
FEW, MANY = 20, 2000  # moves a person's day: with fewer nothing is melted, with more all of it
# seconds of work, where no clock may be read
DAY_MOVE, WEEK_MOVE, WEEK, ALLOTMENT = 1e-4, 4e-3, 2e-3, 2e-3


class Annealing(Incumbent):
    """The best roster that one process has found, and the search for better ones.

    Simulated annealing of days (anneal.py) and of whole weeks (moves.py). The first
    annealings differ by hundreds of dollars where few people speak a language, since who
    is off when is settled early: where there is time some are begun anew.
    """

    def __init__(
        self, improver: Improver, requirements: Requirements, seed: int, limits: Limits
    ) -> None:
        super().__init__(improver.scenario, requirements, limits)
        self.improver, self.seed = improver, seed
        self.mover, self.constant = Mover(improver, seed), constant(improver)
        # the last rosters with what they are counted against, the best one at the end
        self.kept: list[tuple[float, Roster, Requirements]] = []
        self.best: Snapshot | None = None  # of the roster, where it was found here
        self.bursts = 0

    def look(self) -> None:
        """Between two bursts: tell others, listen to others."""

    def begin(self) -> bool:
        """The first roster, everybody's best week in it, or the published one; if there is any."""
        published = self.scenario.published
        adopted = published is not None and adopt(self.improver, published)
        if not adopted and self.mover.first_roster():
            return False
        self.allot()
        self.keep()
        self.say("first roster")
        self.clock.work(2 * WEEK * len(self.improver.members))
        self.sweep()
        return True

    def sweep(self) -> None:
        """Everybody's best week, while it pays."""
        while not self.over() and self.mover.sweep(self.over):
            self.clock.work(WEEK * len(self.improver.members))
            self.allot()
            self.keep()

    def allot(self) -> None:
        """Ask for people where the roster has them, as far as joint targets allow."""
        board = self.improver.board
        if self.requirements.joint:
            heads = dict(zip(board.rows.keys, board.heads, strict=False))
            there = heads.get((SUPERVISION, ALL), np.zeros_like(board.heads[0]))
            board.ask(allot(self.scenario, self.requirements, heads, there))
            self.clock.work(ALLOTMENT * len(self.requirements.joint))
        self.mover.cost = self.improver.cost()

    def improve(self) -> None:
        """Annealing again and again: anew at first, then from the best and ever cooler.

        A published roster is only warmed, never melted; nor is one so large that the time
        would not do to put it together again.
        """
        annealer, time = Annealer(self.improver), self.left
        melted = 0.0 if self.scenario.published else self.melted(CYCLE_SHARE * time)
        hot = COOL if self.scenario.published else COLD * (HOT / COLD) ** melted
        for start in range(STARTS if melted == 1.0 else 0):
            if start and not self.over() and not self.mover.first_roster():
                self.allot()
                self.sweep()
            self.anneal(annealer, hot, START_SHARE * time, WEEK_HEAT)
        self.go_back()
        length, hot = CYCLE_SHARE * self.left, WARM if melted == 1.0 else hot
        while not self.over():
            self.anneal(annealer, hot, max(length, 2.0), WEEK_HEAT**melted)
            self.go_back()
            hot, length = min(hot, WARM if hot > WARM else COOL), 0.7 * length

    def melted(self, seconds: float) -> float:
        """How much of the roster can be put together again in so many seconds, 0 to 1."""
        days = sum(plan.worked.bit_count() for plan in self.improver.plans.values())
        moves = max(seconds, 1e-9) / DAY_MOVE / max(days, 1)
        return float(np.clip(np.log(moves / FEW) / np.log(MANY / FEW), 0.0, 1.0))

    def anneal(self, annealer: Annealer, hot: float, seconds: float, week_heat: float) -> None:
        """One annealing of so many seconds, from `hot` dollars down; the best is kept."""
        improver, mover, began = self.improver, self.mover, self.seconds
        burst = max(BURST, len(improver.members))
        while not self.over() and (at := (self.seconds - began) / max(seconds, 1e-9)) < 1.0:
            temperature = hot * (COLD / hot) ** at
            self.bursts += 1
            annealer.run(burst, temperature, self.seed + self.bursts)
            self.clock.work(burst * DAY_MOVE + WEEK_MOVES * WEEK_MOVE)
            self.allot()
            mover.temperature = week_heat * temperature
            for _ in range(WEEK_MOVES):
                if not self.over():
                    mover.step()
            if mover.cost + self.constant < self.objective - WORTH_KEEPING:
                self.keep()
            self.look()
        if mover.cost + self.constant < self.objective - 1e-6:
            self.keep()

    def keep(self) -> None:
        """Take the roster on the board if it is legal and its true price the lowest so far."""
        if not self.improver.board.forced() and self.take(self.improver.roster()):
            self.best = Snapshot.of(self.improver, self.improver.members)

    def take(self, roster: Roster) -> bool:
        """Take a legal roster if its true price is the lowest so far."""
        asked = allotted(self.scenario, self.requirements, roster)
        terms = price(self.scenario, asked, roster)
        if terms.total >= self.objective - 1e-9:
            return False
        self.objective, self.required_hours = terms.total, terms.required_hours
        self.roster, self.asked, self.best = roster, asked, None
        self.kept = [*self.kept[1 - KEPT :], (self.objective, roster, asked)]
        self.say("improving")
        return True

    def go_back(self) -> None:
        """Put the best roster back on the board."""
        if self.best is None and self.roster is not None:
            self.improver.clear()
            adopt(self.improver, self.roster)
            self.best = Snapshot.of(self.improver, self.improver.members)
        elif self.best is not None:
            self.best.restore(self.improver)
        self.allot()
