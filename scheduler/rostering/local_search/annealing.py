"""Rosters one after the other: a first one, annealed, made anew, the best of them annealed on."""

from __future__ import annotations

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.objective.allotment import allot, allotted
from scheduler.objective.price import price
from scheduler.rostering.incumbent import Incumbent, SearchLimits
from scheduler.rostering.local_search.day_moves import Annealer
from scheduler.rostering.local_search.sittings import EXCUSING, Snapshot
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.local_search.week_moves import Mover
from scheduler.rostering.lower_bound.lagrangian import constant

HOT, WARM, COOL, COLD = 4.0, 1.5, 0.6, 0.2  # dollars: annealings begin at one of the first three
LEFT = 25.0  # dollars that a roster may be left above its best by the last moves of all its days
STARTS, MOST_STARTS = 3, 8  # rosters made anew where there is time to melt them, and at the most
START_SHARE, A_START = 0.45, 700  # of the time, for all of them; moves a person's day for one
CYCLE_SHARE = 0.6  # of the time left goes to the first annealing after these
WORTH_KEEPING = 0.5  # dollars that a roster has to save to be looked at while annealing
KEPT = 8  # rosters to fall back on
BURST = 2000  # day moves between two looks around, and not fewer than people
STEPS = 60  # of whole weeks and sittings after a burst
HEAT, LAST_HEAT = 20.0, 2.0  # so many times as hot are these steps; the second at an end
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
        self, improver: RosterState, requirements: Requirements, seed: int, limits: SearchLimits
    ) -> None:
        super().__init__(improver.scenario, requirements, limits)
        self.improver, self.seed = improver, seed
        self.mover, self.constant = Mover(improver, seed), constant(improver)
        self.kept: list[Snapshot | Roster] = []  # the last ones, the best one at the end
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
        cold = self.cold()
        hot = COOL if self.scenario.published else cold * (HOT / cold) ** melted
        starts = self.starts(START_SHARE * time) if melted == 1.0 else 0
        for start in range(starts):
            if start and not self.over():
                one_of_the_more = start >= STARTS and start % 2 == 1
                self.begin_anew(excusing=1.0 if one_of_the_more else EXCUSING)
            self.anneal(annealer, hot, START_SHARE * time / starts, HEAT, HEAT)
        self.go_back()
        length, hot = CYCLE_SHARE * self.left, WARM if melted == 1.0 else hot
        while not self.over():
            self.anneal(annealer, hot, max(length, 2.0), HEAT**melted, LAST_HEAT**melted)
            self.go_back()
            hot, length = min(hot, WARM if hot > WARM else COOL), 0.7 * length

    def begin_anew(self, excusing: float) -> None:
        """Another first roster, or the one before where none is found; of the meetings a share
        is where somebody is on leave."""
        before = Snapshot.of(self.improver, self.improver.members)
        if self.mover.first_roster(excusing=excusing):
            before.restore(self.improver)
        self.allot()
        self.sweep()

    def days(self) -> int:
        """Days that are worked, by everybody together."""
        return max(1, sum(plan.worked.bit_count() for plan in self.improver.plans.values()))

    def cold(self) -> float:
        """Dollars at which annealings end: the more days, the colder."""
        return min(COLD, LEFT / self.days())

    def starts(self, seconds: float) -> int:
        """How many rosters are made anew in so many seconds: the fewer days, the more."""
        moves = seconds / DAY_MOVE / self.days()
        return int(np.clip(moves / A_START, STARTS, MOST_STARTS))

    def melted(self, seconds: float) -> float:
        """How much of the roster can be put together again in so many seconds, 0 to 1."""
        moves = max(seconds, 1e-9) / DAY_MOVE / self.days()
        return float(np.clip(np.log(moves / FEW) / np.log(MANY / FEW), 0.0, 1.0))

    def anneal(
        self, annealer: Annealer, hot: float, seconds: float, heat: float, last_heat: float
    ) -> None:
        """One annealing of so many seconds, from `hot` dollars down; the best is kept.

        After each burst of day moves come steps of whole weeks, `heat` times as hot, at the
        end `last_heat` times: who is off when is settled by them, and early.
        """
        improver, mover, began, cold = self.improver, self.mover, self.seconds, self.cold()
        burst = max(BURST, len(improver.members))
        while not self.over() and (at := (self.seconds - began) / max(seconds, 1e-9)) < 1.0:
            temperature = hot * (cold / hot) ** at
            self.bursts += 1
            annealer.run(burst, temperature, self.seed + self.bursts)
            self.clock.work(burst * DAY_MOVE + STEPS * WEEK_MOVE)
            self.allot()
            mover.temperature = heat * (last_heat / heat) ** at * temperature
            for _ in range(STEPS):
                if not self.over():
                    mover.step()
            self.keep(WORTH_KEEPING)
            self.look()
        self.keep()

    def keep(self, worth: float = 1e-6) -> None:
        """Take what is on the board if it is legal and so many dollars below the best."""
        objective = self.mover.cost + self.constant
        if objective < self.objective - worth and not self.improver.board.forced():
            self.take(objective, Snapshot.of(self.improver, self.improver.members))

    def consider(self, roster: Roster) -> None:
        """Take another's roster if it is better."""
        objective = price(self.scenario, self.asked_for(roster), roster).total
        if objective < self.objective - 1e-6:
            self.take(objective, roster)

    def asked_for(self, roster: Roster) -> Requirements:
        """What a roster is counted against."""
        return allotted(self.scenario, self.requirements, roster)

    def take(self, objective: float, found: Snapshot | Roster) -> None:
        self.objective = objective
        self.kept = [*self.kept[1 - KEPT :], found]
        self.say("improving")

    def best(self) -> Roster:
        """The last one kept, put back on the board where it was found there."""
        found = self.kept[-1]
        if isinstance(found, Roster):
            return found
        found.restore(self.improver)
        return self.improver.roster()

    def go_back(self) -> None:
        """Put the best roster back on the board, where it will go there."""
        found = self.kept[-1] if self.kept else None
        if isinstance(found, Snapshot):
            found.restore(self.improver)
        elif found is not None:
            before = Snapshot.of(self.improver, self.improver.members)
            self.improver.clear()
            if not adopt(self.improver, found):
                before.restore(self.improver)
        self.allot()
