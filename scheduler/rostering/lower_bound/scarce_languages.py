"""A tighter bound for scarce languages: their few speakers solved jointly.

At the prices of the bound everybody's cheapest week is found alone, so that a fraction of each of
some speakers may be there in every hour. Here the heads of their row cost what they cost: a day
of given people is solved exactly (speakers_day.py), and an integer program chooses who works
when. It knows of no day more than that it costs what its people cost at the prices, until that day
is chosen; then it is solved, and chosen at what it really costs or no more. So every round proves
something, and the last one everything that fixed prices can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations, product
from math import floor

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.objective.head_cost import head_cost
from scheduler.rostering.lower_bound.lagrangian import DualPrices, Group, PriceBound, cheapest_heads
from scheduler.rostering.lower_bound.speakers_day import PersonDay, alike, least_day
from scheduler.rostering.params import (
    CHOICE_WORK,
    MOST_SPEAKERS,
    SPEAKERS_DAY_S,
    SPEAKERS_UNITS,
)
from scheduler.rostering.problem.activity_codes import PAID
from scheduler.rostering.problem.arrays import NEVER
from scheduler.rostering.problem.coverage_rows import PRESENCE

NO_SHIFT = -1  # instead of paid slots

Choice = tuple[int, tuple[int, ...]]  # a day, and each one's paid slots on it


def rise(
    bound: PriceBound, prices: DualPrices, over: Callable[[], bool], work: Callable[[float], None]
) -> Iterator[float]:
    """Dollars by which the bound at these prices rises, ever more, until it is `over`.

    `work` counts seconds of work done. The smallest rows come first; who is in one is in no
    other.
    """
    proven, taken = 0.0, set[int]()
    for row, chosen in _rows(bound):
        if taken.isdisjoint(chosen):
            taken.update(chosen)
            here = 0.0
            for found in _Speakers(bound, prices, row, chosen).rise(over, work):
                here = max(here, found)
                yield proven + here
            proven += here


def _rows(bound: PriceBound) -> list[tuple[int, list[int]]]:
    """Rows with a few people, each with the numbers of their groups; week by week."""
    found = []
    for row, (channel, language) in enumerate(bound.rows.keys):
        whole = bound.targets.fixed[row] | ~bound.rows.is_open[row]
        if language == ALL or channel in (SUPERVISION, PRESENCE) or not whole.all():
            continue
        counted = [i for i, g in enumerate(bound.groups) if g.pricer.place.counts_in(row)]
        for week in sorted({bound.groups[i].person.week for i in counted}):
            own = [i for i in counted if bound.groups[i].person.week == week]
            if sum(bound.groups[i].size for i in own) <= MOST_SPEAKERS:
                found.append((row, own))
    return sorted(found, key=lambda each: sum(bound.groups[i].size for i in each[1]))


class _Speakers:
    """The people of one row and week, at given prices of everything else."""

    def __init__(self, bound: PriceBound, prices: DualPrices, row: int, chosen: list[int]) -> None:
        self.bound, self.row = bound, row
        self.people: list[Group] = []
        days: list[list[PersonDay]] = []
        self.shifts: list[list[dict[int, float]]] = []  # least dollars by person, day, paid slots
        alone = 0.0
        by_row, others = bound.by_row(prices), bound.by_row(prices)
        others[row] = 0.0
        for i in chosen:
            group = bound.groups[i]
            tasks = prices.tasks[bound.first_task[i] : bound.first_task[i + 1]]
            alone += group.size * bound.least_week(group, by_row, tasks)
            shifts = [self._shifts(group, d) for d in range(len(group.person.days))]
            group.pricer.price(others, tasks)
            own = [self._day(group, d) for d in range(len(group.person.days))]
            self.people += [group] * group.size
            self.shifts += [shifts] * group.size
            days += [own] * group.size
        self.alone = alone
        self.days = [alike(day) for day in zip(*days, strict=True)]
        self.heads = [self._least_heads(prices, d) for d in range(len(self.days))]
        self.extra: dict[Choice, float] = {}

    def rise(self, over: Callable[[], bool], work: Callable[[float], None]) -> Iterator[float]:
        """Dollars above what the people cost one by one, round by round."""
        while not over():
            found = self._choose()
            if found is None:
                return
            yield found[0] - self.alone
            new = [each for each in found[1] if each not in self.extra]
            for each in new:
                if over():
                    return
                work(SPEAKERS_DAY_S)
                self._solve(each)
            if not new:
                return

    def _shifts(self, group: Group, d: int) -> dict[int, float]:
        found: dict[int, float] = {}
        own = slice(*group.person.day_options[d : d + 2])
        paid_slots = group.person.options[own, PAID] * group.person.unit
        for paid, cost in zip(paid_slots.tolist(), group.pricer.best[own].tolist(), strict=True):
            if cost < NEVER / 2:
                found[paid] = min(cost, found.get(paid, NEVER))
        return found

    def _day(self, group: Group, d: int) -> PersonDay:
        person = group.person
        own = slice(*person.day_options[d : d + 2])
        channels = group.pricer.place.rows_of
        counts = np.zeros(group.pricer.activities, dtype=np.bool_)
        counts[: len(channels)] = (channels == self.row).any(axis=1)
        prices = group.pricer.prices[d]
        return PersonDay(
            person.options[own] * np.array([1, 1, person.unit, 1], dtype=np.int64),
            person.option_costs[own],
            prices[counts].min(axis=0, initial=NEVER),
            prices[~counts].min(axis=0, initial=NEVER),
            group.pricer.pause_prices[d].copy(),
        )

    def _slots(self, d: int) -> slice:
        spd = self.bound.scenario.grid.slots_per_day
        first = self.people[0].pricer.place.first_slot + d * spd
        return slice(first, first + spd)

    def _least_heads(self, prices: DualPrices, d: int) -> float:
        """What the heads of the row take of a day's part of the bound."""
        rows, own, at = self.bound.rows, slice(self.row, self.row + 1), self._slots(d)
        heads = np.zeros((1, at.stop - at.start), dtype=np.int64)
        return cheapest_heads(
            np.ascontiguousarray(prices.heads[own, at]),
            self.bound.most[own],
            np.ascontiguousarray(rows.need[own, at]),
            np.ascontiguousarray(rows.is_open[own, at]),
            rows.short[own],
            rows.over[own],
            rows.linear[own],
            heads,
        )

    def _solve(self, choice: Choice) -> None:
        """What a day really costs more, with these people or others alike."""
        d, paid = choice
        at, rows = self._slots(d), self.bound.rows
        short, over = float(rows.short[self.row]), float(rows.over[self.row])
        need, is_open = rows.need[self.row, at].tolist(), rows.is_open[self.row, at].tolist()
        row_cost = [
            _against(n, short, over) if there else _nothing
            for n, there in zip(need, is_open, strict=True)
        ]
        there = [i for i, slots in enumerate(paid) if slots != NO_SHIFT]
        people = [self.days[d][i].of_length(paid[i]) for i in there]
        tables = self.bound.problem.tables
        own = least_day(people, row_cost, tables)
        for other in self._alike(choice):
            one_by_one = (self.shifts[i][d][n] for i, n in enumerate(other[1]) if n != NO_SHIFT)
            self.extra[other] = max(0.0, own - self.heads[d] - sum(one_by_one))

    def _alike(self, choice: Choice) -> Iterator[Choice]:
        """The same day with people who have the same shifts changed for each other."""
        d, paid = choice
        kinds: dict[bytes, list[int]] = {}
        for i, day in enumerate(self.days[d]):
            kinds.setdefault(day.kind, []).append(i)
        orders = [sorted(set(permutations(paid[i] for i in own))) for own in kinds.values()]
        for shuffled in product(*orders):
            other = list(paid)
            for own, slots in zip(kinds.values(), shuffled, strict=True):
                for i, each in zip(own, slots, strict=True):
                    other[i] = each
            yield d, tuple(other)

    def _choose(self) -> tuple[float, list[Choice]] | None:
        """The least that all weeks cost as far as days are known, but for what the heads of the
        row take in any case, and the days chosen; None where that takes too long."""
        choice = _Choosing()
        works = [choice.person(p, own) for p, own in zip(self.people, self.shifts, strict=True)]
        for (d, paid), dollars in self.extra.items():
            choice.extra([own[d][slots] for own, slots in zip(works, paid, strict=True)], dollars)
        value = choice.solve()
        if value is None:
            return None
        days = range(len(self.days))
        return value, [(d, tuple(choice.chosen(own[d]) for own in works)) for d in days]


class _Choosing:
    """The integer program: who works which day, for how long."""

    def __init__(self) -> None:
        self.cp, self.solver = cp_model.CpModel(), cp_model.CpSolver()
        self.terms: list[cp_model.LinearExprT] = []

    def person(
        self, group: Group, shifts: Sequence[dict[int, float]]
    ) -> list[dict[int, cp_model.IntVar]]:
        """A literal for each day and paid length, NO_SHIFT among them."""
        cp, person = self.cp, group.person
        sets = [cp.new_bool_var("") for _ in group.patterns]
        cp.add_exactly_one(sets)
        for one, dollars in zip(sets, group.pattern_costs.tolist(), strict=True):
            self._priced(dollars, one)
        hours: list[cp_model.LinearExprT] = []
        found: list[dict[int, cp_model.IntVar]] = []
        for d, costs in enumerate(shifts):
            own = {slots: cp.new_bool_var("") for slots in (NO_SHIFT, *costs)}
            cp.add_exactly_one(own.values())
            off = [sets[k] for k in np.flatnonzero(group.patterns >> d & 1 == 0).tolist()]
            cp.add(cp_model.LinearExpr.sum(off) == own[NO_SHIFT])
            for slots, dollars in costs.items():
                self._priced(dollars, own[slots])
                hours.append(slots * own[slots])
            found.append(own)
        overtime = cp.new_int_var(0, person.most - person.target, "")
        cp.add(cp_model.LinearExpr.sum(hours) == (person.target + overtime) * person.unit)
        self._priced(person.overtime_price, overtime)
        return found

    def extra(self, all_of: Sequence[cp_model.IntVar], dollars: float) -> None:
        if dollars > 0.0:
            one = self.cp.new_bool_var("")
            self.cp.add_bool_or([one, *(each.negated() for each in all_of)])
            self._priced(dollars, one)

    def solve(self) -> float | None:
        """The least dollars proven; None without a choice."""
        self.cp.minimize(cp_model.LinearExpr.sum(self.terms))
        self.solver.parameters.num_workers = 1
        self.solver.parameters.max_deterministic_time = CHOICE_WORK
        if self.solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return self.solver.best_objective_bound / SPEAKERS_UNITS

    def chosen(self, own: dict[int, cp_model.IntVar]) -> int:
        return next(slots for slots, one in own.items() if self.solver.boolean_value(one))

    def _priced(self, dollars: float, term: cp_model.LinearExprT) -> None:
        self.terms.append(floor(dollars * SPEAKERS_UNITS + 1e-6) * term)


def _against(need: int, short: float, over: float) -> Callable[[int], float]:
    """Dollars of heads in a slot that requires so many."""
    return lambda heads: float(head_cost(need, heads, short, over, False))


def _nothing(_: int) -> float:
    return 0.0
