"""Moves of single days, many at a time: a burst of the kernel in day_kernel.py.

Simulated annealing: Kirkpatrick, Gelatt & Vecchi 1983, Science 220.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from scheduler.rostering.local_search.day_kernel import day_moves
from scheduler.rostering.local_search.kernel_records import (
    KEPT,
    PROPOSED,
    SAVED,
    DemandArrays,
    PauseArrays,
)
from scheduler.rostering.local_search.neighbourhoods import DAY_NEIGHBOURHOODS
from scheduler.rostering.local_search.people_arrays import stack_people
from scheduler.rostering.local_search.plan_costs import make_plan
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.tallies import Tallies
from scheduler.rostering.params import DAY_NOISE, STINT_SLOTS
from scheduler.rostering.problem.activity_codes import OFF
from scheduler.rostering.problem.arrays import Floats
from scheduler.rostering.problem.assignment import Key


class DayMoves:
    """The weeks and plans of a state, stacked into arrays for `day_moves`."""

    def __init__(
        self,
        state: RosterState,
        tallies: Tallies | None = None,
        keys: Sequence[Key] | None = None,
    ) -> None:
        """With `keys` only these weeks move."""
        self.state = state
        self.keys = sorted(state.problem.persons) if keys is None else list(keys)
        self.names = list(state.scenario.csr)
        self.people = stack_people(state.problem, self.keys)
        persons = [state.problem.persons[key] for key in self.keys]
        for i, key in enumerate(self.keys):
            own = state.kept_options.get(key)
            if own is not None:
                self.people.published_option[i, : len(own)] = own
        self.spread_costs = self.people.spread_costs.copy()
        self.asking = [(i, p) for i, p in enumerate(persons) if p.option_requests.any()]
        self.demand = _demand(state)
        self.pauses = PauseArrays(*state.problem.tables.arguments, state.problem.tables.longest)
        self.noises = np.array(DAY_NOISE)
        self.tallies = Tallies() if tallies is None else tallies

    def run(self, moves: int, temperature: float, seed: int) -> None:
        """Make so many proposals at a temperature in dollars; the plans of the state change."""
        began, state, people = perf_counter(), self.state, self.people
        doing = np.full(people.meeting_base.shape, OFF, dtype=np.int64)
        chosen = np.full(doing.shape[:2], OFF, dtype=np.int64)
        for i, key in enumerate(self.keys):
            plan, rewards = state.plans[key], state.rewards[key]
            doing[i, : len(plan.doing)] = plan.doing
            chosen[i, : len(plan.chosen)] = plan.chosen
            people.rewards[i, : len(rewards)] = rewards
        for i, p in self.asking:
            dear = p.option_costs + state.dearness * p.option_requests
            people.option_costs[i, : len(dear)] = dear
        people.spread_costs[:] = (1.0 + state.dearness) * self.spread_costs
        people.evenings[:] = [state.shares.evenings[name] for name in self.names]
        start, found = doing.copy(), np.zeros((len(DAY_NEIGHBOURHOODS), 3))
        day_moves(
            moves,
            temperature,
            seed,
            self.noises,
            people,
            self.demand,
            self.pauses,
            doing,
            chosen,
            state.counts.heads,
            found,
        )
        for i in np.flatnonzero((doing != start).any(axis=(1, 2))).tolist():
            key = self.keys[i]
            days = len(state.problem.persons[key].days)
            own, shifts = doing[i, :days].copy(), chosen[i, :days].copy()
            plan = make_plan(state, key, own, shifts, state.patterns(key))
            state.replace(key, plan)
        self._count(found, perf_counter() - began)

    def _count(self, found: Floats, seconds: float) -> None:
        """Count a burst; its seconds are shared out by proposals."""
        share = found[:, PROPOSED] / max(1.0, found[:, PROPOSED].sum())
        for name, row, part in zip(DAY_NEIGHBOURHOODS, found, share.tolist(), strict=True):
            self.tallies[name].add(
                int(row[PROPOSED]), int(row[KEPT]), float(row[SAVED]), part * seconds
            )


def _demand(state: RosterState) -> DemandArrays:
    """The priced rows, which follow what the state asks for, and the deferrable work."""
    problem, rows = state.problem, state.counts.rows
    overdue_price, idle_price = problem.work_rates
    shape = (len(problem.works), state.scenario.grid.slots)
    return DemandArrays(
        rows.need,
        rows.is_open,
        rows.short,
        rows.over,
        rows.linear,
        np.reshape([w.arrived_hours for w in problem.works], shape),
        np.reshape([w.due_hours for w in problem.works], shape),
        problem.closes,
        state.scenario.grid.slot_hours,
        float(overdue_price),
        float(idle_price),
        float(state.shares.evening_price),
        STINT_SLOTS,
    )
