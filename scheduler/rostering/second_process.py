"""The second process: it proves the bound first, then it searches too."""

from __future__ import annotations

import multiprocessing
from ctypes import c_double
from dataclasses import replace

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.rostering.incumbent import SearchLimits
from scheduler.rostering.local_search.annealing import WEEK, Annealing
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.lower_bound.scarce_languages import rise
from scheduler.rostering.lower_bound.subgradient import ascend, batch

# groups of people, of whom all is proven in a share of the time, prices first, then speakers
FEW, PRICES_SHARE, PROVING_SHARE = 80, 0.3, 0.55
SEED = 1_000_003  # added to the search's own
EARLY = 0.3  # seconds before the first process ends, so as to be heard


class Second:
    """A process beside the search that tells of its bound and of its rosters."""

    def __init__(
        self, improver: RosterState, requirements: Requirements, seed: int, limits: SearchLimits
    ) -> None:
        context = multiprocessing.get_context("fork")
        # one side writes, one reads: a lock would stay shut where the writer is killed
        self.proven: c_double = context.Value("d", -np.inf, lock=False)
        self.receiver, self.sender = context.Pipe(duplex=False)
        self.heard: list[Roster] = []
        self.process = context.Process(
            target=self._work, args=(improver, requirements, seed + SEED, limits), daemon=True
        )
        self.process.start()
        self.sender.close()  # this side only listens, and hears of the other's end

    def _work(
        self, improver: RosterState, requirements: Requirements, seed: int, limits: SearchLimits
    ) -> None:
        bound = PriceBound(improver)
        few, looked_at = len(bound.groups) <= FEW, batch(len(bound.groups))
        seconds = limits.seconds * (PRICES_SHARE if few else 1.0)

        def report(value: float) -> None:
            self.proven.value = max(self.proven.value, value)

        def at() -> float:
            limits.clock.work(WEEK * looked_at)
            return limits.clock.seconds / max(seconds, 1e-9)

        prices = ascend(bound, at, report)
        if few:
            proven, clock = bound.prove(prices)[0], limits.clock
            until = PROVING_SHARE * limits.seconds
            for more in rise(bound, prices, lambda: clock.seconds >= until, clock.work):
                report(proven + more)
        if few and improver.members:
            _Telling(improver, requirements, seed, limits, self).run()

    def hear(self) -> None:
        """Take rosters out of the pipe, so that there is room for more."""
        try:
            while self.receiver.poll():
                self.heard.append(self.receiver.recv())
        except (EOFError, OSError):  # the process has ended, or was ended at a message
            pass

    def rosters(self) -> list[Roster]:
        """What was found since the last time."""
        self.hear()
        found, self.heard = self.heard, []
        return found

    def works_on(self, seconds: float = 0.05) -> bool:
        """Wait a moment; whether more may be heard after it."""
        self.process.join(seconds)
        return self.process.is_alive()

    def end(self) -> None:
        self.process.kill()  # a SIGTERM in the moment of forking would be lost
        self.process.join()


class _Telling(Annealing):
    """A search that hands its rosters to the first process, annealing by annealing."""

    def __init__(
        self,
        improver: RosterState,
        requirements: Requirements,
        seed: int,
        limits: SearchLimits,
        second: Second,
    ) -> None:
        early = replace(limits, seconds=limits.seconds - EARLY, progress=lambda _: None)
        super().__init__(improver, requirements, seed, early)
        self.second, self.told = second, np.inf

    def run(self) -> None:
        if self.begin():
            self.improve()
        self.go_back()

    def go_back(self) -> None:
        if self.objective < self.told:
            self.second.sender.send(self.best())
            self.told = self.objective
        super().go_back()
