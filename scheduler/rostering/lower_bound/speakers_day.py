"""A day of a few people on one row, exactly: what it costs at least, proven by CP-SAT.

Everything that the people do has a price a slot, but for one row of heads, which costs what it
costs (convex in the heads). Shifts, meals and rests are whole; of activities other than the
row's the cheapest is taken slot by slot, however stints and blocks would have to lie.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import floor

import numpy as np
from ortools.sat.python import cp_model

from scheduler.rostering.params import SPEAKERS_DAY_WORK, SPEAKERS_UNITS
from scheduler.rostering.problem.activity_codes import MEAL, PAID, REST
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints
from scheduler.rostering.problem.pause_tables import PauseTables
from scheduler.rules.base import Linear


@dataclass(frozen=True, eq=False)
class PersonDay:
    """What one person may do on a day, in dollars, heads on the row itself left out.

    options: rows of (START, END, PAID in slots, PAUSE_SET), with what each costs. on_row,
    elsewhere: the cheapest activity of a slot that counts in the row, and that does not.
    pauses: shape (2, slots), rests and meals.
    """

    options: Ints
    costs: Floats
    on_row: Floats
    elsewhere: Floats
    pauses: Floats

    @cached_property
    def kind(self) -> bytes:
        """Equal for people whose days are interchangeable."""
        parts = (self.options, self.costs, self.on_row, self.elsewhere, self.pauses)
        return hashlib.sha256(b"".join(part.tobytes() for part in parts)).digest()

    def of_length(self, paid: int) -> PersonDay:
        """The same with shifts of so many paid slots only."""
        own = self.options[:, PAID] == paid
        return PersonDay(
            self.options[own], self.costs[own], self.on_row, self.elsewhere, self.pauses
        )


def alike(days: Sequence[PersonDay]) -> list[PersonDay]:
    """Each day no dearer than it is, and the same for all who have the same shifts to choose from.

    Whoever of them works, the day then costs no less than it does for these.
    """
    same: dict[tuple[bytes, bytes], list[PersonDay]] = defaultdict(list)
    for day in days:
        same[day.options.tobytes(), day.costs.tobytes()].append(day)
    least = {
        key: PersonDay(
            own[0].options,
            own[0].costs,
            np.minimum.reduce([day.on_row for day in own]),
            np.minimum.reduce([day.elsewhere for day in own]),
            np.minimum.reduce([day.pauses for day in own]),
        )
        for key, own in same.items()
    }
    return [least[day.options.tobytes(), day.costs.tobytes()] for day in days]


def least_day(
    people: Sequence[PersonDay], row_cost: Sequence[Callable[[int], float]], tables: PauseTables
) -> float:
    """Dollars that the day costs at least, with everybody at work; row_cost: of each slot."""
    return _Day(people, row_cost, tables).solve()


class _Day:
    def __init__(
        self,
        people: Sequence[PersonDay],
        row_cost: Sequence[Callable[[int], float]],
        tables: PauseTables,
    ) -> None:
        self.cp, self.tables, self.slots = cp_model.CpModel(), tables, len(row_cost)
        self.terms: list[Linear] = []
        self.heads: list[list[cp_model.IntVar]] = [[] for _ in row_cost]
        ordered = sorted(people, key=lambda person: person.kind)
        starts = [self._person(person) for person in ordered]
        for (one, start), (other, later) in pairwise(zip(ordered, starts, strict=True)):
            if one.kind == other.kind:
                self.cp.add(start <= later)
        self.constant = 0.0
        for cost, heads in zip(row_cost, self.heads, strict=True):
            self._row(cost, heads)

    def solve(self) -> float:
        self.cp.minimize(cp_model.LinearExpr.sum(self.terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = SPEAKERS_DAY_WORK
        solver.solve(self.cp)
        return solver.best_objective_bound / SPEAKERS_UNITS + self.constant

    def _priced(self, dollars: float, term: Linear) -> None:
        self.terms.append(floor(dollars * SPEAKERS_UNITS + 1e-6) * term)

    def _person(self, person: PersonDay) -> Linear:
        """One shift with its pauses, and where its other slots go; returns its start."""
        cp, tables = self.cp, self.tables
        on: list[list[Linear]] = [[] for _ in range(self.slots)]
        eating: list[list[Linear]] = [[] for _ in range(self.slots)]
        windows: dict[tuple[int, int], list[Linear]] = defaultdict(list)
        worked: list[cp_model.IntVar] = []
        starts: list[Linear] = []
        for (start, end, _, k), dollars in zip(person.options.tolist(), person.costs, strict=True):
            shift = cp.new_bool_var("")
            worked.append(shift)
            starts.append(start * shift)
            self._priced(float(dollars), shift)
            for slot in range(start, end):
                on[slot].append(shift)
            framed: list[Linear] = []
            for f in range(tables.first[k], tables.first[k + 1]):
                frame = cp.new_bool_var("")
                framed.append(frame)
                for meal in (start + m for m in tables.meals[f].tolist() if m >= 0):
                    for slot in range(meal, meal + int(tables.meal_slots[k])):
                        eating[slot].append(frame)
                for first, last in tables.rests[f].reshape(-1, 2).tolist():
                    if first >= 0:
                        windows[start + first, start + last].append(frame)
            cp.add(cp_model.LinearExpr.sum(framed) == shift)
        cp.add_exactly_one(worked)
        self._slots(person, on, eating, self._rests(windows))
        return cp_model.LinearExpr.sum(starts)

    def _rests(self, windows: dict[tuple[int, int], list[Linear]]) -> list[Linear]:
        """Who rests in each slot: as many rests begin as there are windows, one in each."""
        cp, rest = self.cp, self.tables.rest_slots
        begins = [cp.new_bool_var("") for _ in range(self.slots)]
        for (first, last), frames in windows.items():
            cp.add(
                cp_model.LinearExpr.sum(begins[first : last + 1]) >= cp_model.LinearExpr.sum(frames)
            )
        every = [frame for frames in windows.values() for frame in frames]
        cp.add(cp_model.LinearExpr.sum(begins) == cp_model.LinearExpr.sum(every))
        return [
            cp_model.LinearExpr.sum(begins[max(0, slot - rest + 1) : slot + 1])
            for slot in range(self.slots)
        ]

    def _slots(
        self,
        person: PersonDay,
        on: list[list[Linear]],
        eating: list[list[Linear]],
        rests: list[Linear],
    ) -> None:
        for slot in range(self.slots):
            meal = cp_model.LinearExpr.sum(eating[slot])
            work = cp_model.LinearExpr.sum(on[slot]) - meal - rests[slot]
            self.cp.add(work >= 0)
            if not on[slot]:
                continue
            self._priced(float(person.pauses[REST, slot]), rests[slot])
            self._priced(float(person.pauses[MEAL, slot]), meal)
            on_row, elsewhere = float(person.on_row[slot]), float(person.elsewhere[slot])
            if elsewhere < NEVER / 2:
                self._priced(elsewhere, work)
            if on_row < NEVER / 2:
                head = self.cp.new_bool_var("")
                self.cp.add(head <= work if elsewhere < NEVER / 2 else head == work)
                self._priced(on_row - (elsewhere if elsewhere < NEVER / 2 else 0.0), head)
                self.heads[slot].append(head)
            elif elsewhere >= NEVER / 2:
                self.cp.add(work == 0)

    def _row(self, cost: Callable[[int], float], heads: list[cp_model.IntVar]) -> None:
        """The price of a slot, head after head."""
        self.constant += cost(0)
        there = [self.cp.new_bool_var("") for _ in heads]
        for k, one in enumerate(there):
            self._priced(cost(k + 1) - cost(k), one)
        for one, after in pairwise(there):
            self.cp.add_implication(after, one)
        if heads:
            total = cp_model.LinearExpr.sum(there)
            self.cp.add(cp_model.LinearExpr.sum(heads) == total)
