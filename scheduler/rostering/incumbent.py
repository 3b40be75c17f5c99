"""What every search keeps: its limits, the best roster and bound so far, its reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import perf_counter

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.neighbourhoods import NeighbourhoodCount
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Answer, NoRoster, Progress, regret_of

# Seconds of counted work that the search, and then the repair, do for a roster that keeps every
# rule even when the time is over, so that a slow machine finds a worse one and not none. Small
# centres take less than 1. Not measured otherwise.
LEAST_WORK_S = 5.0


class Clock:
    """Seconds since the start: of the wall, or of work where runs have to repeat."""

    def __init__(self, reproducible: bool = False) -> None:
        self.reproducible, self.began, self.worked = reproducible, perf_counter(), 0.0

    def work(self, seconds: float) -> None:
        self.worked += seconds

    @property
    def seconds(self) -> float:
        return self.worked if self.reproducible else perf_counter() - self.began


@dataclass(frozen=True)
class SearchLimits:
    """When to end, and where to report meanwhile.

    seconds: of the clock. gap: relative, at which nothing worth having is left; close: the
    same in dollars. progress receives every report; stop says whether to end now.
    finish_s: seconds at the end that the search leaves to the finish.
    """

    seconds: float
    gap: float
    close: float
    progress: Callable[[Progress], None]
    stop: Callable[[], bool]
    clock: Clock
    finish_s: float = 0.0

    @property
    def search_s(self) -> float:
        """Seconds after which the search ends."""
        return self.seconds - self.finish_s


class Incumbent:
    """The best roster so far, how far from the proven bound it is, and when to end."""

    def __init__(
        self, scenario: Scenario, requirements: Requirements, limits: SearchLimits
    ) -> None:
        self.scenario, self.limits = scenario, limits
        self.requirements = self.asked = requirements  # what the best roster is counted against
        self.stop, self.clock = limits.stop, limits.clock
        self.trace: list[Progress] = []
        self.roster: Roster | None = None
        self.objective, self.bound = inf, -inf

    @property
    def seconds(self) -> float:
        return self.clock.seconds

    @property
    def left(self) -> float:
        return max(0.0, self.limits.search_s - self.seconds)

    def over(self) -> bool:
        """Whether to end: asked to, out of time, or nothing worth having is left."""
        return self.stop() or self.seconds >= self.limits.search_s or self.closed()

    def closed(self) -> bool:
        if self.objective == inf:
            return False
        apart = self.objective - self.bound
        return apart < self.limits.close or apart <= self.limits.gap * max(1.0, abs(self.objective))

    def prove(self, bound: float) -> None:
        """Take over a bound, where it is a better one."""
        if bound > self.bound:
            self.bound = bound
            self.say("improving")

    def say(self, stage: str) -> None:
        objective = self.objective if self.objective < inf else None
        bound = self.bound if self.bound > -inf else None
        regret = None
        if objective is not None and bound is not None:
            price = self.scenario.prices.shortage_per_hour
            regret = regret_of(objective, bound, price, self.required_hours)
        self.trace.append(
            Progress(self.seconds, objective, bound, stage, self.limits.seconds, regret)
        )
        self.limits.progress(self.trace[-1])

    @property
    def required_hours(self) -> float:
        need = self.asked.by_slot.get(("phone", ALL))
        return 0.0 if need is None else self.scenario.grid.slot_hours * float(need.sum())

    def answer(
        self,
        neighbourhoods: tuple[NeighbourhoodCount, ...] = (),
        finish: FinishReport | None = None,
    ) -> Answer:
        """The roster with its bound and what is known of the run. Raises NoRoster without one."""
        if self.roster is None:
            raise NoRoster
        status = "optimal" if self.closed() else "feasible"
        return Answer(
            self.roster,
            self.asked,
            "interrupted" if self.stop() and not self.closed() else status,
            self.objective,
            min(self.bound, self.objective),
            self.seconds,
            self.scenario.prices.shortage_per_hour,
            self.required_hours,
            tuple(self.trace),
            neighbourhoods,
            finish,
        )
