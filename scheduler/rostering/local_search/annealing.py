"""Multi-start simulated annealing: restarts from different first rosters, then reheats of the best.

Simulated annealing of days (day_moves.py) and of whole weeks (week_moves.py). The first
annealings differ by hundreds of dollars where few people speak a language, since who is off
when is settled early: where there is time, several start from first rosters of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import SUPERVISION, Roster
from scheduler.objective.allotment import allot, allotted
from scheduler.objective.price import price
from scheduler.rostering.incumbent import Incumbent, SearchLimits
from scheduler.rostering.local_search.as_published import broken_days, kept_options
from scheduler.rostering.local_search.cooling import (
    Cooling,
    annealing_depth,
    final_temperature,
    restarts,
    start_temperature,
)
from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.rule_screen import RuleScreen
from scheduler.rostering.local_search.state import RosterState, Snapshot
from scheduler.rostering.local_search.tallies import Tallies
from scheduler.rostering.local_search.warm_start import adopt, broken_weeks
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.rostering.params import (
    ALLOTMENT_S,
    BURST,
    DAY_MOVE_S,
    DEAR_AT_FIRST,
    EXCUSING_SHARE,
    FALLBACKS,
    LAST_REHEAT_TEMPERATURE,
    LAST_WEEK_HEAT,
    NEXT_REHEAT_SHARE,
    REHEAT_SHARE,
    REHEAT_TEMPERATURE,
    RESTARTS,
    RESTARTS_SHARE,
    SCREENED_MOVES,
    SCREENED_WEEK_MOVES,
    SHORTEST_REHEAT_S,
    WEEK_HEAT,
    WEEK_MOVE_S,
    WEEK_MOVES,
    WEEK_S,
    WORTH_KEEPING,
)
from scheduler.rostering.problem.broken_shifts import without_broken_shifts
from scheduler.rostering.problem.roster_problem import RosterProblem
from scheduler.rostering.problem.workload import workload
from scheduler.rules.base import Rule


class Annealing(Incumbent):
    """The search of one process: its state, its moves, and the best rosters it has found.

    Attributes
    ----------
    known: a roster of the same people for other requirements, to start from.
    kept: the last rosters that were the best, the best of all at the end.
    start: where meetings that the published roster does not have are seated first; 0 at the
        cheapest times, another number at others.
    """

    def __init__(
        self,
        problem: RosterProblem,
        seed: int,
        limits: SearchLimits,
        known: Roster | None = None,
    ) -> None:
        super().__init__(problem.scenario, problem.requirements, limits)
        self.problem, self.seed, self.tallies = problem, seed, Tallies()
        self.state = RosterState(without_broken_shifts(problem))
        self.week_moves = WeekMoves(self.state, seed, self.tallies)
        self.constant = constant(problem)
        self.known = known
        # a roster to start from has its requests settled
        begun = known is not None or self.scenario.published is not None
        self.dear = 1.0 if begun else DEAR_AT_FIRST
        # where hours are short everywhere, excusing pays
        self.plenty = workload(problem.scenario, problem.requirements) <= 1.0
        self.dear_excuses = self.plenty
        self.kept: list[Snapshot | Roster] = []
        self.bursts, self.start = 0, 0

    def between_bursts(self) -> None:
        """What else is to be done between two bursts of moves; nothing here."""

    def between_annealings(self) -> None:
        """What else is tried on the best roster before it is annealed again; nothing here."""

    # ---- from nothing to the end of the time -------------------------------------------

    def begin(self) -> bool:
        """Place a first roster, or the one to start from, and improve everybody in turn.

        Returns False where no first roster was found.
        """
        self._know_published()
        self._count_people(self.dear - 1.0)
        if self.known is not None:
            self.consider(self.known)
        if not self._adopted() and place_first_roster(self.week_moves):
            if self.state.problem is self.problem:
                return False
            # with every shift there is; what breaks a rule is repaired afterwards
            self.state = RosterState(self.problem)
            self._know_published()
            self.week_moves = WeekMoves(self.state, self.seed, self.tallies)
            if place_first_roster(self.week_moves):
                return False
        self.allot()
        self.keep_if_best()
        self.say("first roster")
        self.clock.work(2 * self._pass_s)
        self.improve_everybody()
        return True

    def _know_published(self) -> None:
        """Find out which days may stay as published, where one that differs has a price."""
        published = self.scenario.published
        if published is not None and self.scenario.prices.changed_day:
            broken = broken_days(self.scenario, published)
            self.state.kept_options = kept_options(self.state, broken)

    def _adopted(self) -> bool:
        """Whether there is a roster to start from, and everybody is placed as there."""
        first = self.kept[-1] if self.kept else self.scenario.published
        if not isinstance(first, Roster):
            return False
        broken = () if self.kept else broken_weeks(self.state, first)
        return adopt(self.state, first, broken, self.start)

    def improve_everybody(self) -> None:
        """Rebuild everybody's week in turn, for as long as a pass is worth it."""
        while not self.over() and self.week_moves.improve_everybody(self.over):
            self.clock.work(self._pass_s)
            self.allot()
            self.keep_if_best()

    @property
    def _pass_s(self) -> float:
        """Seconds of work to rebuild everybody once, for a meeting all of its attendees."""
        rebuilt = len(self.problem.persons) + sum(len(g.keys) for g in self.problem.gatherings)
        return WEEK_S * rebuilt

    def improve(self) -> None:
        """Anneal until the time is over: restarts first, then reheats of the best roster.

        A roster to start from is only ever reheated; nor are there restarts where the time would
        not do to mend a roster once it is taken apart.
        """
        if not self.state.plans:
            return  # everybody is away: there is nothing to move
        day_moves, published = DayMoves(self.state, self.tallies), self.scenario.published
        time, final = self.left, final_temperature(self.days())
        depth = 0.0 if published else annealing_depth(self.days(), REHEAT_SHARE * time)
        start = LAST_REHEAT_TEMPERATURE if published else start_temperature(final, depth)
        dear = self.dear
        if self.known is not None:
            start = min(start, REHEAT_TEMPERATURE)
        elif depth == 1.0:
            self._restarts(day_moves, start, RESTARTS_SHARE * time)
            start, dear = REHEAT_TEMPERATURE, 1.0
        self.return_to_best()
        self._reheats(day_moves, start, depth, dear)

    def improve_under(self, rules: Sequence[Rule], roster: Roster, objective: float) -> Roster:
        """Reheat a roster that keeps rules which no kernel knows, and keep them on the way."""
        self.kept, self.objective = [roster], objective
        before = Snapshot.of(self.state, self.problem.persons)
        self.state.clear()
        if not adopt(self.state, roster):
            before.restore(self.state)
            return roster
        self.allot()
        self.week_moves.screen = RuleScreen(self.state, rules)
        if self.week_moves.screen.accepts(self.problem.persons):
            self._reheats(DayMoves(self.state, self.tallies), REHEAT_TEMPERATURE, 1.0)
        return self.best()

    def _restarts(self, day_moves: DayMoves, start: float, seconds: float) -> None:
        """Anneal several first rosters in full, in so many seconds together.

        Every other one beyond the first few has all meetings in the leave of somebody, and in
        every other one, or in all where hours are short, excuses have their price.
        """
        number = restarts(self.days(), seconds)
        for restart in range(number):
            self.dear_excuses = self.plenty and restart % 2 == 0
            if restart and not self.over():
                all_excusing = restart >= RESTARTS and restart % 2 == 1
                self.restart(excusing=1.0 if all_excusing else EXCUSING_SHARE)
            cooling = self._cooling(start, seconds / number, WEEK_HEAT, WEEK_HEAT)
            self.anneal(day_moves, replace(cooling, dear=self.dear))

    def _reheats(self, day_moves: DayMoves, start: float, depth: float, dear: float = 1.0) -> None:
        """Anneal the best roster again and again, ever cooler and shorter.

        Requests and excuses are `dear` times their price at first, the first time.
        """
        seconds, heats = REHEAT_SHARE * self.left, (WEEK_HEAT**depth, LAST_WEEK_HEAT**depth)
        while not self.over():
            self.between_annealings()
            cooling = self._cooling(start, max(seconds, SHORTEST_REHEAT_S), *heats)
            self.anneal(day_moves, replace(cooling, dear=dear))
            self.return_to_best()
            dear = 1.0
            above = start > REHEAT_TEMPERATURE
            start = min(start, REHEAT_TEMPERATURE if above else LAST_REHEAT_TEMPERATURE)
            seconds = NEXT_REHEAT_SHARE * seconds

    def _cooling(self, start: float, seconds: float, heat: float, last_heat: float) -> Cooling:
        return Cooling(start, final_temperature(self.days()), seconds, heat, last_heat)

    def restart(self, excusing: float) -> None:
        """Place another first roster; where none is found, the one before stays.

        `excusing`: the share of meetings that go where an attendee is on leave.
        """
        before = Snapshot.of(self.state, self.problem.persons)
        self._count_people(self.dear - 1.0)
        if place_first_roster(self.week_moves, excusing=excusing):
            before.restore(self.state)
        self.allot()
        self.improve_everybody()

    def anneal(self, day_moves: DayMoves, cooling: Cooling) -> None:
        """One annealing; the best roster on its way is kept.

        After each burst of day moves come moves of whole weeks, which are hotter: who is off
        when is settled by them, and early.
        """
        began, burst, week_moves = self.seconds, max(BURST, len(self.problem.persons)), WEEK_MOVES
        screen = self.week_moves.screen
        if screen is not None:
            burst = SCREENED_MOVES * len(self.problem.persons)
            week_moves = SCREENED_WEEK_MOVES
        length = max(cooling.seconds, 1e-9)
        while not self.over() and (share := (self.seconds - began) / length) < 1.0:
            self.bursts += 1
            self._count_people(cooling.dearness(share))
            before = Snapshot.of(self.state, self.problem.persons) if screen else None
            day_moves.run(burst, cooling.of_days(share), self.seed + self.bursts)
            if screen is not None and before is not None:
                screen.turn_back(before)
            self.clock.work(burst * DAY_MOVE_S + week_moves * WEEK_MOVE_S)
            self.allot()
            self.week_moves.temperature = cooling.of_weeks(share)
            for _ in range(week_moves):
                if not self.over():
                    self.week_moves.step()
            self.keep_if_best(WORTH_KEEPING)
            self.between_bursts()
        self.keep_if_best()
        self._count_people(0.0)

    def _count_people(self, dearness: float) -> None:
        """Count requests and excuses so many times their price on top; 0 is the objective."""
        self.state.dearness = dearness
        self.state.excuse_dearness = dearness if self.dear_excuses else 0.0
        self.week_moves.cost = self.state.cost()

    def days(self) -> int:
        """Days that are worked, by everybody together."""
        return max(1, sum(plan.worked.bit_count() for plan in self.state.plans.values()))

    # ---- requirements that may be chosen ------------------------------------------------

    def allot(self) -> None:
        """Ask for people where the roster has them, as far as joint targets allow."""
        counts = self.state.counts
        if self.requirements.joint:
            heads = dict(zip(counts.rows.keys, counts.heads, strict=False))
            there = heads.get((SUPERVISION, ALL), np.zeros_like(counts.heads[0]))
            counts.ask(allot(self.scenario, self.requirements, heads, there))
            self.clock.work(ALLOTMENT_S * len(self.requirements.joint))
        self.week_moves.cost = self.state.cost()

    def requirements_of(self, roster: Roster) -> Requirements:
        """What a roster is counted against."""
        return allotted(self.scenario, self.requirements, roster)

    # ---- the best rosters --------------------------------------------------------------

    def keep_if_best(self, worth: float = 1e-6) -> None:
        """Keep the roster as it stands if it is legal and so many dollars below the best."""
        objective = self.week_moves.cost - self.state.on_top() + self.constant
        if objective < self.objective - worth and not self.state.counts.forced():
            self._keep(objective, Snapshot.of(self.state, self.problem.persons))

    def consider(self, roster: Roster) -> None:
        """Keep the roster of another process if it is better."""
        objective = price(self.scenario, self.requirements_of(roster), roster).total
        if objective < self.objective - 1e-6:
            self._keep(objective, roster)

    def _keep(self, objective: float, found: Snapshot | Roster) -> None:
        self.objective = objective
        self.kept = [*self.kept[1 - FALLBACKS :], found]
        self.say("improving")

    def best(self) -> Roster:
        """The best roster; the state goes back to it where it was found here."""
        found = self.kept[-1]
        if isinstance(found, Roster):
            return found
        found.restore(self.state)
        return self.state.roster()

    def return_to_best(self) -> None:
        """Put the state back to the best roster, where that can be placed here."""
        self._count_people(0.0)
        found = self.kept[-1] if self.kept else None
        if isinstance(found, Snapshot):
            found.restore(self.state)
        elif found is not None:
            before = Snapshot.of(self.state, self.problem.persons)
            self.state.clear()
            if not adopt(self.state, found):
                before.restore(self.state)
        self.allot()
