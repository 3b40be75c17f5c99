"""Many small moves: the roster's days annealed, in bursts (kernel in days.py).

Simulated annealing: Kirkpatrick, Gelatt & Vecchi 1983, Science 220.
"""

from __future__ import annotations

import numpy as np

from scheduler.rostering.local_search.day_kernel import day_moves
from scheduler.rostering.local_search.head_counts import STINT_SLOTS
from scheduler.rostering.local_search.kernel_records import DemandArrays, PauseArrays, PeopleArrays
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.pricing.stretches import NEVER
from scheduler.rostering.problem.assignment import frame_tables

SHAKES = np.array([0.3, 1.0, 3.0, 10.0])  # dollars a slot: how far prices are shaken


class Annealer:
    """The improver's members and plans, stacked into arrays for `day_moves`."""

    def __init__(self, improver: RosterState) -> None:
        self.improver = improver
        self.keys = sorted(improver.members)
        self.names = list(improver.scenario.csr)
        self.people = self._people()
        board, grid = improver.board, improver.scenario.grid
        rows, works = board.rows, board.works
        shape = (len(works), grid.slots)
        self.demand = DemandArrays(
            rows.need,
            rows.is_open,
            rows.short,
            rows.over,
            rows.linear,
            np.reshape([w.arrived_hours for w in works], shape),
            np.reshape([w.due_hours for w in works], shape),
            board.closes,
            np.array([grid.slot_hours, *board.work_rates, improver.shares.evening_price]),
            STINT_SLOTS,
        )
        self.pauses = PauseArrays(*frame_tables(improver.tables), improver.tables.longest)

    def _people(self) -> PeopleArrays:
        """Room for everybody, then each person's own arrays."""
        members = [self.improver.members[k] for k in self.keys]
        persons = [m.person for m in members]
        n, spd = len(members), self.improver.scenario.grid.slots_per_day
        # a last week of the horizon may be shorter: its missing days are never worked
        days = max(len(p.days) for p in persons)
        activities = max(p.base.shape[1] for p in persons)
        channels = max(len(p.channels) for p in persons)
        programs = max(1, *(len(p.programs) for p in persons))
        options = max(len(p.options) for p in persons)
        width = max(m.place.rows_of.shape[1] for m in members)
        present = max(1, *(len(m.place.presence) for m in members))
        rows = {key: row for row, key in enumerate(self.keys)}
        place = {name: at for at, name in enumerate(self.names)}
        counted = [
            np.array([i for i, m in enumerate(members) if m.place.counts_in(row)], dtype=np.int64)
            for row in range(len(self.improver.board.rows.keys))
        ]
        people = PeopleArrays(
            limits=np.zeros((n, 7), dtype=np.int64),
            beside=np.full((n, 2), -1, dtype=np.int64),
            who=np.zeros(n, dtype=np.int64),
            evenings=np.zeros(len(self.names), dtype=np.int64),
            late=np.zeros((n, options), dtype=np.bool_),
            base=np.full((n, days, activities, spd), NEVER),
            meeting_base=np.zeros((n, days, spd)),
            pause_base=np.zeros((n, days, 2, spd)),
            edges=np.zeros((n, days, channels, spd + 1), dtype=np.bool_),
            min_block=np.ones((n, programs), dtype=np.int64),
            rows_of=np.full((n, channels, width), -1, dtype=np.int64),
            presence=np.full((n, present), -1, dtype=np.int64),
            day_options=np.zeros((n, days + 1), dtype=np.int64),
            options=np.zeros((n, options, 4), dtype=np.int64),
            option_costs=np.zeros((n, options)),
            rewards=np.zeros((n, programs)),
            counted=np.concatenate(counted),
            first_counted=np.cumsum([0, *map(len, counted)]),
        )
        for i, (m, p) in enumerate(zip(members, persons, strict=True)):
            d, a, c = len(p.days), p.base.shape[1], len(p.channels)
            people.limits[i] = c, len(p.programs), p.gap, p.days[0], *p.window, p.before
            people.who[i] = place[p.csr.csr_id]
            for side, week in enumerate((p.week - 1, p.week + 1)):
                people.beside[i, side] = rows.get((p.csr.csr_id, week), -1)
            people.late[i, : len(p.options)] = p.late
            people.base[i, :d, :a] = p.base
            people.meeting_base[i, :d] = p.meeting_base
            people.pause_base[i, :d] = p.pause_base
            people.edges[i, :d, :c] = p.edges
            people.min_block[i, : len(p.programs)] = p.min_block
            people.rows_of[i, :c, : m.place.rows_of.shape[1]] = m.place.rows_of
            people.presence[i, : len(m.place.presence)] = m.place.presence
            people.day_options[i, : d + 1] = p.day_options
            people.day_options[i, d + 1 :] = p.day_options[-1]
            people.options[i, : len(p.options)] = p.options
            people.option_costs[i, : len(p.options)] = p.option_costs
        return people

    def run(self, moves: int, temperature: float, seed: int) -> None:
        """Make so many proposals at a temperature in dollars; the improver's plans change."""
        improver, people = self.improver, self.people
        doing = np.full(people.meeting_base.shape, -1, dtype=np.int64)
        chosen = np.full(doing.shape[:2], -1, dtype=np.int64)
        for i, key in enumerate(self.keys):
            plan, member = improver.plans[key], improver.members[key]
            doing[i, : len(plan.doing)] = plan.doing
            chosen[i, : len(plan.chosen)] = plan.chosen
            people.rewards[i, : len(member.rewards)] = member.rewards
        people.evenings[:] = [improver.shares.evenings[name] for name in self.names]
        start = doing.copy()
        day_moves(
            moves,
            temperature,
            seed,
            SHAKES,
            people,
            self.demand,
            self.pauses,
            doing,
            chosen,
            improver.board.heads,
        )
        for i in np.flatnonzero((doing != start).any(axis=(1, 2))).tolist():
            key = self.keys[i]
            days = len(improver.members[key].person.days)
            patterns, costs = improver.patterns(key)
            plan = improver.plan(
                key, doing[i, :days].copy(), chosen[i, :days].copy(), patterns, costs
            )
            improver.replace(key, plan)
