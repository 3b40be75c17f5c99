"""Whole tours by column generation: a bound, and the tours that rosters are put together from.

A tour is all that one person does in the horizon. People are linked by the heads that are
counted in each slot; at given prices of a head everybody's best tour is a problem of its
own, solved exactly by the model that the rules post for this person alone (Dantzig and Wolfe
1960; for rosters Jaumard, Semet and Vovor 1998). What links people otherwise (sittings of a
meeting, seats, deferrable work) is left out: the bound holds, a roster has to be checked.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import ceil, floor, inf
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from scheduler.costing.objective import price
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rostering.explain import alone
from scheduler.rostering.model import RosterModel
from scheduler.rostering.priced import UNITS, Priced
from scheduler.rostering.program import HeadRow, Tour, TourProgram, head_rows
from scheduler.rules.base import Linear

SMOOTHING = 0.3  # weight of the prices that proved most so far (Wentges 1997)
MET = 3  # of the tours met while one person is priced, the last ones are kept
NEAR = 500  # tours gathered for one person

Prices = NDArray[np.float64]  # dollars that one head more saves, by row


class NoTour(Exception):
    """Nothing that this person could do is legal."""


class Tours:
    """The tours found so far and what they prove.

    Attributes
    ----------
    bound: dollars, for the whole problem, rounded up to a multiple of `step` where every
        objective is one. value: the linear program over the tours found, dollars; the bound
        rises to it.

    Raises ValueError where somebody's leave meets a meeting, so that the sittings of others
    would decide who is excused.
    """

    def __init__(self, scenario: Scenario, requirements: Requirements, step: float = 0.0) -> None:
        self.scenario, self.step = scenario, step
        self.rows = head_rows(scenario, requirements)
        self.pricers = {csr.csr_id: _Pricer(scenario, csr, self.rows) for csr in scenario.csrs}
        self.program = TourProgram(self.rows, list(self.pricers))
        self.known: set[tuple[str, tuple[Segment, ...]]] = set()
        self.proven, self.value = -inf, inf
        # to begin with, what the first head saves
        self.prices: Prices = np.array([-next(row.pieces(), (1, 0.0))[1] for row in self.rows])

    @property
    def bound(self) -> float:
        if not self.step or self.proven == -inf:
            return self.proven
        return self.step * ceil(self.proven / self.step - 1e-6)

    def add(self, csr_id: str, segments: tuple[Segment, ...]) -> bool:
        """Take a tour into the program; whether it is new."""
        if (csr_id, segments) in self.known:
            return False
        self.known.add((csr_id, segments))
        self.program.add(self.pricers[csr_id].tour(segments))
        return True

    def sweep(self, roster: Roster, stop: Callable[[], bool]) -> Roster:
        """Everybody in turn: out of the roster, and back with the tour that is best there.

        A person is one head, so the prices of one head more are exact. Who has no tour yet
        gets the first one.
        """
        own = {csr_id: tuple(roster.by_csr.get(csr_id, ())) for csr_id in self.pricers}
        heads = np.zeros(len(self.rows), dtype=np.int64)
        for csr_id, segments in own.items():
            heads[list(self.pricers[csr_id].tour(segments).rows)] += 1
        for csr_id, pricer in self.pricers.items():
            if stop():
                break
            heads[list(pricer.tour(own[csr_id]).rows)] -= 1
            saved = (
                row.cost[h] - row.cost[min(h + 1, len(row.cost) - 1)]
                for row, h in zip(self.rows, heads.tolist(), strict=True)
            )
            _, met = pricer.best(np.rint(np.array(list(saved)) * UNITS).astype(np.int64))
            own[csr_id] = met[-1]
            for segments in met:
                self.add(csr_id, segments)
            heads[list(pricer.tour(own[csr_id]).rows)] += 1
        return Roster.of(s for segments in own.values() for s in segments)

    def generate(
        self,
        close: float,
        stop: Callable[[], bool],
        report: Callable[[float], None] = lambda _: None,
        workers: int = 2,
    ) -> None:
        """Price tours until the bound is within `close` dollars of the value, or `stop`."""
        if not self.pricers:
            return
        _SHARED[0] = self  # the models are inherited by the forked processes, not sent
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            trial, smoothing = self.prices, SMOOTHING
            while not stop():
                proven, new = self._round(pool, trial)
                if proven > self.proven:
                    self.proven, self.prices = proven, trial
                    report(self.bound)
                if not new and smoothing == 0.0:
                    break  # these are the prices of the program itself: nothing is missing
                self.value, shadow = self.program.solve()
                if self.value - self.bound <= close:
                    break
                smoothing = SMOOTHING if new else (smoothing / 2 if smoothing > 0.1 else 0.0)
                trial = smoothing * self.prices + (1 - smoothing) * shadow

    def gather(self, gap: float, limit_s: float, workers: int = 2) -> None:
        """Take in the tours within `gap` dollars of everybody's best at the best prices.

        A roster within that gap of the bound is made of nothing else (Baldacci, Christofides
        and Mingozzi 2008). Each person has `limit_s` seconds and NEAR tours at most.
        """
        units = np.rint(self.prices * UNITS).astype(np.int64)
        tasks = [(csr_id, units, gap, limit_s) for csr_id in self.pricers]
        _SHARED[0] = self
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            for (csr_id, *_), met in zip(tasks, pool.map(_near, tasks), strict=True):
                for segments in met:
                    self.add(csr_id, segments)

    def _round(self, pool: ProcessPoolExecutor, prices: Prices) -> tuple[float, bool]:
        """Everybody's best tour at these prices: what they prove, and whether one is new."""
        units = np.rint(prices * UNITS).astype(np.int64)
        proven = sum(
            min(cost + worth * heads / UNITS for heads, cost in enumerate(row.cost))
            for row, worth in zip(self.rows, units.tolist(), strict=True)
        )
        new = False
        found = pool.map(_price, [(csr_id, units) for csr_id in self.pricers])
        for csr_id, (least, met) in zip(self.pricers, found, strict=True):
            proven += least
            for segments in met:
                new |= self.add(csr_id, segments)
        return proven, new


_SHARED: dict[int, Tours] = {}

Units = NDArray[np.int64]
Met = list[tuple[Segment, ...]]


def _price(task: tuple[str, Units]) -> tuple[float, Met]:
    csr_id, units = task
    return _SHARED[0].pricers[csr_id].best(units)


def _near(task: tuple[str, Units, float, float]) -> Met:
    csr_id, units, gap, limit_s = task
    return _SHARED[0].pricers[csr_id].near(units, gap, limit_s)


class _Pricer:
    """One person's tours: the exact model of this person alone."""

    def __init__(self, scenario: Scenario, csr: Csr, rows: tuple[HeadRow, ...]) -> None:
        self.csr_id, self.scenario = csr.csr_id, _alone(scenario, csr)
        self.nothing = _unpriced(scenario)
        self.model = RosterModel(self.scenario)
        self.model.post_rules()
        self.own = Priced(self.model, self.nothing).total()
        self.rows_at: dict[tuple[int, str], list[int]] = {}
        self.heads: dict[int, cp_model.IntVar] = {}
        for i, row in enumerate(rows):
            channel, language = row.key
            if language == ALL or language in csr.languages:
                self.rows_at.setdefault((row.slot, channel), []).append(i)
                doing = self.model.does(csr.csr_id, row.slot, channel)
                if not isinstance(doing, int):
                    self.heads[i] = doing

    def best(self, units: Units) -> tuple[float, Met]:
        """The least that a tour costs at these prices, proven, and good tours that were met."""
        cp = self.model.cp
        cp.clear_objective()  # type: ignore[no-untyped-call]
        cp.minimize(self._reduced(units))
        solver, watcher = cp_model.CpSolver(), _Watcher(self.model)
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_probing_level = 0  # most of the time would go there
        solver.parameters.symmetry_level = 0
        if solver.solve(cp, watcher) == cp_model.INFEASIBLE:
            raise NoTour(self.csr_id)
        return solver.best_objective_bound / UNITS, watcher.met[-MET:]

    def near(self, units: Units, gap: float, limit_s: float) -> Met:
        """Tours within `gap` dollars of the best at these prices, NEAR of them at most."""
        least, _ = self.best(units)
        cp, watcher = self.model.cp.clone(), _Watcher(self.model, NEAR)
        cp.clear_objective()  # type: ignore[no-untyped-call]
        cp.add(self._reduced(units) <= floor((least + gap) * UNITS))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.enumerate_all_solutions = True
        solver.parameters.max_time_in_seconds = limit_s
        solver.solve(cp, watcher)
        return watcher.met

    def _reduced(self, units: Units) -> Linear:
        """What a tour costs less what its heads are worth, in units."""
        worth = (-int(units[i]) * var for i, var in self.heads.items() if units[i])
        return self.own + self.model.total(worth)

    def tour(self, segments: tuple[Segment, ...]) -> Tour:
        """What a tour costs beside the heads, and the rows that it counts in."""
        cost = price(self.scenario, self.nothing, Roster(segments)).total
        doing = ((slot, s.activity) for s in segments for slot in range(s.start, s.end))
        rows = tuple(i for at in doing for i in self.rows_at.get(at, ()))
        return Tour(self.csr_id, segments, cost, rows)


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Remembers the tours met on the way, and ends at so many."""

    def __init__(self, model: RosterModel, most: int | None = None) -> None:
        super().__init__()
        self._model, self._most = model, most
        self.met: Met = []

    def on_solution_callback(self) -> None:
        self.met.append(self._model.roster(self).segments)
        if len(self.met) == self._most:
            self.stop_search()


def _alone(scenario: Scenario, csr: Csr) -> Scenario:
    """The centre with this person only; nothing that it leaves out may ease the roster."""
    own = alone(scenario, csr)
    if len(own.meetings) < sum(csr.csr_id in m.attendees for m in scenario.meetings):
        raise ValueError(f"when the others meet decides whether {csr.name} is excused")
    return replace(own, requests=scenario.requests_of[csr.csr_id])


def _unpriced(scenario: Scenario) -> Requirements:
    """Nothing required, and no price on heads."""
    slots = scenario.grid.slots
    rows = (
        Requirement(0, slots, channel, ALL, 0, 0, 0, 0, (0.0, 0.0)) for channel in scenario.opening
    )
    return Requirements(slots, tuple(rows), (), np.zeros(slots, dtype=np.int64))
