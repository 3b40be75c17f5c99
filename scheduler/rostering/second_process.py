"""The second process: it raises the bound first, then it searches too."""

from __future__ import annotations

import multiprocessing
from ctypes import c_double
from dataclasses import replace

import numpy as np

from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import Roster
from scheduler.rostering.exchange.dealing import exchange_where_shared
from scheduler.rostering.incumbent import SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.lower_bound.scarce_languages import rise
from scheduler.rostering.lower_bound.subgradient import ascend, batch
from scheduler.rostering.lower_bound.supervisors_week import with_supervisors_whole
from scheduler.rostering.params import (
    EARLY_S,
    FEW_GROUPS,
    PRICES_SHARE,
    PROVING_SHARE,
    SECOND_SEED,
    WEEK_S,
)
from scheduler.rostering.problem.roster_problem import RosterProblem

Message = tuple[Roster, tuple[NeighbourhoodCount, ...]]


class SecondProcess:
    """A forked process that reports its bound and its rosters.

    Attributes
    ----------
    proven: the best bound so far, dollars; shared memory.
    counts: what it did in each neighbourhood, as of its last roster.
    """

    def __init__(
        self, problem: RosterProblem, seed: int, limits: SearchLimits, known: Roster | None
    ) -> None:
        context = multiprocessing.get_context("fork")
        # one side writes, one reads: a lock would stay shut where the writer is killed
        self.proven: c_double = context.Value("d", -np.inf, lock=False)
        self.receiver, self.sender = context.Pipe(duplex=False)
        self.received: list[Roster] = []
        self.counts: tuple[NeighbourhoodCount, ...] = ()
        self.process = context.Process(
            target=self._work, args=(problem, seed + SECOND_SEED, limits, known), daemon=True
        )

    def start(self) -> None:
        self.process.start()
        self.sender.close()  # this side only listens, and hears of the other's end

    def _work(
        self, problem: RosterProblem, seed: int, limits: SearchLimits, known: Roster | None
    ) -> None:
        bound = PriceBound(problem)
        few = len(bound.groups) <= FEW_GROUPS
        self._prove(bound, limits, few)
        if few and problem.persons:
            _SecondSearch(problem, seed, limits, known, self).run()

    def _prove(self, bound: PriceBound, limits: SearchLimits, few: bool) -> None:
        """Raise the bound by prices, and where there are few groups by speakers together."""
        seconds, looked_at = (
            limits.search_s * (PRICES_SHARE if few else 1.0),
            batch(len(bound.groups)),
        )

        def report(value: float) -> None:
            self.proven.value = max(self.proven.value, value)

        def progress() -> float:
            limits.clock.work(WEEK_S * max(1, looked_at))  # with nobody to look at as well
            return limits.clock.seconds / max(seconds, 1e-9)

        prices = ascend(bound, progress, report)
        if few:
            proven, clock = bound.prove(prices)[0], limits.clock
            together = with_supervisors_whole(bound, prices, clock.work)
            if together and together[0] > proven:
                proven, prices = together
                report(proven)
            until = PROVING_SHARE * limits.search_s
            for more in rise(bound, prices, lambda: clock.seconds >= until, clock.work):
                report(proven + more)

    def receive(self) -> None:
        """Take messages out of the pipe, so that there is room for more."""
        try:
            while self.receiver.poll():
                message: Message = self.receiver.recv()
                self.received.append(message[0])
                self.counts = message[1]
        except (EOFError, OSError):  # the process has ended, or was ended at a message
            pass

    def rosters(self) -> list[Roster]:
        """What was found since the last time."""
        self.receive()
        found, self.received = self.received, []
        return found

    def wait(self, seconds: float = 0.05) -> bool:
        """Wait a moment; whether more may be received after it."""
        self.process.join(seconds)
        return self.process.is_alive()

    def end(self) -> None:
        self.process.kill()  # a SIGTERM in the moment of forking would be lost
        self.process.join()


class _SecondSearch(Annealing):
    """A search that sends its rosters to the first process, annealing by annealing."""

    def __init__(
        self,
        problem: RosterProblem,
        seed: int,
        limits: SearchLimits,
        known: Roster | None,
        second: SecondProcess,
    ) -> None:
        early = replace(limits, seconds=limits.seconds - EARLY_S, progress=lambda _: None)
        super().__init__(problem, seed, early, known)
        self.second, self.sent = second, np.inf

    def run(self) -> None:
        if self.begin():
            self.improve()
        self.return_to_best()

    def between_annealings(self) -> None:
        """Let equals exchange their shifts."""
        exchange_where_shared(self)

    def return_to_best(self) -> None:
        if self.objective < self.sent:
            self.second.sender.send((self.best(), self.tallies.counts("second")))
            self.sent = self.objective
        super().return_to_best()
