"""A tighter bound for a few supervisors: their week solved jointly, by CP-SAT.

At the prices of the bound each supervisor's cheapest week is found alone, so that a fraction of
each may be there in every hour, at steady starts. Here the few of them are whole: days, shifts
and meals are decided together against the supervisors required. Rests, meetings and programs
are left out, and so is by how much some sets of days cost more than others, which can only
lower what is proven.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import floor

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.rostering.lower_bound.lagrangian import (
    DualPrices,
    Group,
    PriceBound,
    cheapest_heads,
)
from scheduler.rostering.params import MOST_SPEAKERS, SPEAKERS_UNITS, SUPERVISORS_WORK
from scheduler.rostering.problem.activity_codes import PAUSE_SET, START
from scheduler.rostering.problem.arrays import NEVER, Floats
from scheduler.rules.base import Linear


def with_supervisors_whole(
    bound: PriceBound, prices: DualPrices, work: Callable[[float], None]
) -> tuple[float, DualPrices] | None:
    """The bound in dollars with the supervisors' week in place of their prices.

    Also the prices at which it holds. None without supervisors, or with too many to solve.
    `work` counts seconds of work done.
    """
    row, chosen = _supervisors(bound)
    if not chosen:
        return None
    heads, tasks = prices.heads.copy(), prices.tasks.copy()
    heads[row] = 0.0
    for i in chosen:
        tasks[bound.first_task[i] : bound.first_task[i + 1]] = 0.0
    free = bound.within(DualPrices(heads, tasks, prices.works, prices.joint))
    value, by_row = bound.prove(free)[0], bound.by_row(free)
    alone = _row_alone(bound, row)
    people: list[Group] = []
    for i in chosen:
        group = bound.groups[i]
        alone += group.size * bound.least_week(group, by_row, np.zeros_like(group.due))
        people += [group] * group.size
    return value - alone + max(alone, _Week(bound, people, row).solve(work)), free


def _row_alone(bound: PriceBound, row: int) -> float:
    """Dollars of the row in the bound at a price of zero: those missing whoever works."""
    rows, own = bound.rows, slice(row, row + 1)
    return float(
        cheapest_heads(
            np.zeros((1, rows.need.shape[1])),
            bound.most[own],
            rows.need[own],
            rows.is_open[own],
            rows.short[own],
            rows.over[own],
            rows.linear[own],
            np.zeros((1, rows.need.shape[1]), dtype=np.int64),
        )
    )


def _supervisors(bound: PriceBound) -> tuple[int, list[int]]:
    """The row of supervisors and the groups of those who do nothing else; none if too many.

    None either where people required on a channel, and so supervisors, are still to be chosen.
    A language's choice leaves them as they are.
    """
    row = next((r for r, key in enumerate(bound.rows.keys) if key == (SUPERVISION, ALL)), -1)
    found = [i for i, g in enumerate(bound.groups) if g.pricer.place.counts_in(row)]
    weeks = {bound.groups[i].person.week for i in found}
    whole = all(tuple(bound.groups[i].pricer.place.rows) == (row,) for i in found)
    few = sum(bound.groups[i].size for i in found) <= MOST_SPEAKERS
    known = row >= 0 and bool((bound.targets.fixed[row] | ~bound.rows.is_open[row]).all())
    return row, found if known and whole and few and len(weeks) == 1 else []


class _Week:
    """The week of some people who count in one row, at their own costs and the row's."""

    def __init__(self, bound: PriceBound, people: list[Group], row: int) -> None:
        self.bound, self.cp = bound, cp_model.CpModel()
        self.terms: list[Linear] = []
        self.constant = 0.0
        self.there: dict[int, list[Linear]] = defaultdict(list)  # by slot of the week
        for group in people:
            self._person(group)
        first = people[0].person.days[0] * bound.problem.slots_per_day
        need, short = bound.rows.need[row], float(bound.rows.short[row])
        for slot in range(len(need)):
            asked = int(need[slot])
            if asked and bound.rows.is_open[row, slot]:
                missing = self.cp.new_int_var(0, asked, "")
                self.cp.add(missing + self._sum(self.there[slot - first]) >= asked)
                self._priced(short, missing)

    def solve(self, work: Callable[[float], None]) -> float:
        """Dollars that the week costs at least, as far as the work allowed for proves."""
        self.cp.minimize(self._sum(self.terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = SUPERVISORS_WORK
        status = solver.solve(self.cp)
        work(solver.response_proto.deterministic_time)
        if status == cp_model.INFEASIBLE:  # nobody can work so: the prices say what there is
            return -np.inf
        return solver.best_objective_bound / SPEAKERS_UNITS + self.constant

    def _sum(self, terms: list[Linear]) -> Linear:
        return cp_model.LinearExpr.sum(terms) if terms else 0

    def _priced(self, dollars: float, term: Linear) -> None:
        self.terms.append(floor(dollars * SPEAKERS_UNITS + 1e-6) * term)

    def _person(self, group: Group) -> None:
        """Days, a shift on each and its meals; the spread of the starts; paid hours."""
        cp, person = self.cp, group.person
        sets = [cp.new_bool_var("") for _ in group.patterns]
        cp.add_exactly_one(sets)
        # what some sets of days cost more than others is small change that takes long to prove
        self.constant += float(group.pattern_costs.min())
        slots = self.bound.problem.slots_per_day
        first, last = cp.new_int_var(0, slots, ""), cp.new_int_var(0, slots, "")
        hours: list[Linear] = []
        for d in range(len(person.days)):
            own = range(person.day_options[d], person.day_options[d + 1])
            shifts = {o: cp.new_bool_var("") for o in own}
            works = [sets[k] for k in np.flatnonzero(group.patterns >> d & 1).tolist()]
            cp.add(self._sum(list(shifts.values())) == self._sum(works))
            for o, shift in shifts.items():
                start, end, paid, _ = person.options[o].tolist()
                self._priced(float(person.option_costs[o]), shift)
                hours.append(paid * shift)
                cp.add(first <= start).only_enforce_if(shift)
                cp.add(last >= start).only_enforce_if(shift)
                for slot in range(start, end):
                    self.there[d * slots + slot].append(shift)
            self._meals(group, d, shifts)
        overtime = cp.new_int_var(0, person.most - person.target, "")
        cp.add(self._sum(hours) == person.target + overtime)
        self._priced(person.overtime_price, overtime)
        self._spread(person.spread_costs, last - first)

    def _meals(self, group: Group, d: int, shifts: dict[int, cp_model.IntVar]) -> None:
        """Where the meals of a day lie: nobody is there at a meal."""
        tables, person = self.bound.problem.tables, group.person
        slots, begun = self.bound.problem.slots_per_day, dict[tuple[int, int], list[Linear]]()
        for o, shift in shifts.items():
            start, k = int(person.options[o, START]), int(person.options[o, PAUSE_SET])
            rows = {tuple(r) for r in tables.meals[tables.first[k] : tables.first[k + 1]].tolist()}
            chosen = {meals: self.cp.new_bool_var("") for meals in rows}
            self.cp.add(self._sum(list(chosen.values())) == shift)
            for meals, one in chosen.items():
                for offset in meals:
                    if offset >= 0:
                        at = start + offset, int(tables.meal_slots[k])
                        begun.setdefault(at, []).append(one)
        for (start, length), ones in begun.items():
            for slot in range(start, start + length):
                self.there[d * slots + slot].append(-self._sum(ones))

    def _spread(self, costs: Floats, spread: Linear) -> None:
        """Dollars of the spread: convex, from its steps."""
        steps = np.diff(np.minimum(costs, NEVER))
        allowed = int(np.flatnonzero(costs < NEVER / 2)[-1])
        self.cp.add(spread <= allowed)
        paid: list[Linear] = []
        before = -1.0
        for step in steps[:allowed].tolist():
            if step + 1e-9 < before:  # not convex: what it costs at least is left out
                return
            before = step
            one = self.cp.new_bool_var("")
            paid.append(one)
            self._priced(step, one)
        self.cp.add(self._sum(paid) >= spread)
