"""The first process: it searches, and listens to the second one, which proves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import Roster
from scheduler.rostering.answer import NoRoster
from scheduler.rostering.exchange.dealing import exchange_where_shared
from scheduler.rostering.incumbent import LEAST_WORK_S, SearchLimits
from scheduler.rostering.kept_shifts import with_shifts_kept
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.problem.roster_problem import RosterProblem
from scheduler.rostering.second_process import SecondProcess

NOT_PLACED = "no first roster has a place for everybody and every meeting"


class FirstProcess(Annealing):
    """The search with the bound and the rosters of a second process."""

    def __init__(
        self,
        problem: RosterProblem,
        seed: int,
        limits: SearchLimits,
        known: Roster | None = None,
    ) -> None:
        super().__init__(problem, seed, limits, known)
        self.second = SecondProcess(problem, seed, limits, known)

    def run(self) -> None:
        """Search until the time is over or nothing worth having is left; prove meanwhile.

        Raises NoRoster where no first roster is found.
        """
        self.second.start()
        try:
            if not self._begin():
                raise NoRoster(NOT_PLACED)
            if self.problem.persons:
                self.improve()
            while self._waits() and self.second.wait():
                self.between_bursts()
        finally:
            self.second.end()
            self._listen()
        if self.bound == -np.inf:  # the time was too short for the second process to begin
            self.bound = PriceBound(self.problem).least()

    def over(self) -> bool:
        """Whether to end; before seats and minimum staff are kept, only after some work."""
        if self.kept or self.stop():
            return super().over()
        return super().over() and self.clock.worked >= LEAST_WORK_S

    def _begin(self) -> bool:
        """Begin with the published shifts kept, where there are any; else with nothing."""
        limits = replace(self.limits, progress=lambda _: None)
        kept = with_shifts_kept(self.scenario, self.requirements, self.seed, limits)
        if kept is not None:
            self.consider(kept)
        return self.begin() or bool(self.kept)

    def _waits(self) -> bool:
        """Whether to wait for more to be proven."""
        return not self.stop() and (self.clock.reproducible or not self.over())

    def between_bursts(self) -> None:
        """Listen to the second process; where runs have to repeat, only empty the pipe."""
        self.second.receive()
        if not self.clock.reproducible:
            self._listen()

    def between_annealings(self) -> None:
        """Let equals exchange their shifts."""
        exchange_where_shared(self)

    def _listen(self) -> None:
        """Take over what the second process has proven and found."""
        for roster in self.second.rosters():
            self.consider(roster)
        self.prove(self.second.proven.value)

    def neighbourhoods(self) -> tuple[NeighbourhoodCount, ...]:
        """What both processes did in each neighbourhood, as far as the second one reported."""
        return (*self.tallies.counts("first"), *self.second.counts)
