"""The program over whole tours: what heads are worth, and the roster that tours make."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from scheduler.costing.coverage import coverage_keys, open_slots
from scheduler.domain.demand import ALL, Requirements, Row
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.rostering.priced import head_cost, linear_cost


@dataclass(frozen=True)
class Tour:
    """All that one person does, what it costs beside the heads, and the rows it counts in."""

    csr_id: str
    segments: tuple[Segment, ...]
    cost: float
    rows: tuple[int, ...]


@dataclass(frozen=True)
class HeadRow:
    """A slot in which heads are priced: `cost[h]` dollars where h are there, convex."""

    key: Row
    slot: int
    cost: tuple[float, ...]

    def pieces(self) -> Iterator[tuple[int, float]]:
        """How many heads one after the other add how much each, dollars."""
        steps = (after - before for before, after in pairwise(self.cost))
        for slope, heads in groupby(steps, key=lambda step: round(step, 9)):
            yield len(list(heads)), slope


def head_rows(scenario: Scenario, requirements: Requirements) -> tuple[HeadRow, ...]:
    """Every slot of every row in which heads cost anything."""
    prices, hours = scenario.prices, scenario.grid.slot_hours
    nothing = np.zeros(scenario.grid.slots, dtype=np.int64)
    found = []
    for key in coverage_keys(scenario, requirements):
        channel, language = key
        able = sum(
            channel in c.channels and (language == ALL or language in c.languages)
            for c in scenario.csrs
        )
        need, own = requirements.by_slot.get(key, nothing), requirements.rates.get(key)
        rate = prices.shortage_per_hour
        if language != ALL:
            rate = prices.language_shortage_per_hour
        for slot in np.flatnonzero(open_slots(scenario, channel)).tolist():
            if own is None or np.isnan(own[0, slot]):
                cost = head_cost(int(need[slot]), rate * hours, prices.surplus_per_hour * hours)
            else:
                cost = linear_cost(int(need[slot]), *(own[:, slot] * hours).tolist())
            row = HeadRow(key, slot, tuple(cost(heads) for heads in range(able + 1)))
            if any(row.cost):
                found.append(row)
    return tuple(found)


class TourProgram:
    """One tour for each person, at the least cost of tours and heads.

    `whole` takes each tour or leaves it; otherwise shares of tours are allowed.
    """

    def __init__(self, rows: Sequence[HeadRow], people: Sequence[str], whole: bool = False) -> None:
        self.tours: list[Tour] = []
        self._rows, self._whole = rows, whole
        self._solver = pywraplp.Solver.CreateSolver("SCIP" if whole else "GLOP")
        self._taken: list[pywraplp.Variable] = []
        self._one = {csr_id: self._solver.Constraint(1, 1) for csr_id in people}
        self._heads = [self._solver.Constraint(0, 0) for _ in rows]
        objective = self._solver.Objective()
        objective.SetMinimization()
        objective.SetOffset(sum(row.cost[0] for row in rows))
        for row, counted in zip(rows, self._heads, strict=True):
            for width, slope in row.pieces():
                piece = self._solver.NumVar(0, width, "")
                objective.SetCoefficient(piece, slope)
                counted.SetCoefficient(piece, -1)

    def add(self, tour: Tour) -> None:
        """Allow one more tour."""
        made = self._solver.BoolVar if self._whole else self._solver.NumVar
        taken = made("") if self._whole else made(0, self._solver.infinity(), "")
        self._solver.Objective().SetCoefficient(taken, tour.cost)
        self._one[tour.csr_id].SetCoefficient(taken, 1)
        for row in tour.rows:
            self._heads[row].SetCoefficient(taken, 1)
        self.tours.append(tour)
        self._taken.append(taken)

    def solve(self) -> tuple[float, NDArray[np.float64]]:
        """The least cost, dollars, and what one head more would save in each row."""
        status = self._solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            raise ValueError(f"the program over tours ended with status {status}")
        worth = np.array([counted.dual_value() for counted in self._heads])
        return self._solver.Objective().Value(), worth

    def compose(
        self, limit_s: float, start: Roster | None = None, fixed: Container[str] = ()
    ) -> Roster | None:
        """The cheapest roster that the tours make, as far as the time goes.

        Begins from `start`, whose tours are known; who is `fixed` keeps the tour in it.
        """
        program = TourProgram(self._rows, list(self._one), whole=True)
        own = start.by_csr if start is not None else {}
        for tour in self.tours:
            if tour.csr_id not in fixed or tour.segments == own.get(tour.csr_id, ()):
                program.add(tour)
        return program._composed(limit_s, own)

    def _composed(self, limit_s: float, own: Mapping[str, tuple[Segment, ...]]) -> Roster | None:
        if own:
            kept = [float(own.get(t.csr_id, ()) == t.segments) for t in self.tours]
            self._solver.SetHint(self._taken, kept)
        self._solver.SetTimeLimit(max(1, int(1000 * limit_s)))
        if self._solver.Solve() not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
            return None
        chosen = zip(self._taken, self.tours, strict=True)
        return Roster.of(
            s for taken, t in chosen if taken.solution_value() > 0.5 for s in t.segments
        )
