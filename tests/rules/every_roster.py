"""Every roster of a tiny centre, and those of them that the solver accepts under a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product

from ortools.sat.python import cp_model

from scheduler.domain.roster import MEAL, Roster, Segment
from scheduler.domain.scenario import Scenario, Span
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules.base import Rule

Segments = tuple[Segment, ...]


@dataclass(frozen=True)
class RosterCase:
    """A tiny centre: only slots of the day in `span` and these activities are looked at."""

    scenario: Scenario
    span: Span
    activities: tuple[str, ...] = ("phone",)


def rosters(case: RosterCase, unbroken: bool = True) -> Iterator[Roster]:
    """Every roster of the case; with `unbroken` each day is one shift without a gap, or off."""
    days = [
        (csr.csr_id, day) for csr in case.scenario.csrs for day in range(case.scenario.grid.days)
    ]
    first, last = case.span
    words = [
        word
        for word in product((None, *case.activities), repeat=last - first)
        if not unbroken or sum(on for on, _ in groupby(word, lambda doing: doing is not None)) <= 1
    ]
    per_day = case.scenario.grid.slots_per_day
    choices = [
        [tuple(_segments(csr_id, day * per_day + first, word)) for word in words]
        for csr_id, day in days
    ]
    for chosen in product(*choices):
        yield Roster.of(segment for own in chosen for segment in own)


def _segments(csr_id: str, start: int, word: Iterable[str | None]) -> Iterator[Segment]:
    for activity, group in groupby(word):
        end = start + len(list(group))
        if activity is not None:
            yield Segment(csr_id, start, end, activity, activity != MEAL)
        start = end


def unpruned(case: RosterCase) -> RosterModel:
    """The model of a case that still represents every roster, illegal ones too."""
    return RosterModel(case.scenario, prune=False, span=case.span, activities=case.activities)


def solutions(model: RosterModel) -> set[Segments]:
    """The rosters that the solver finds, all of them."""
    collector = _Collector(model)
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    status = solver.solve(model.cp, collector)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return collector.found


class _Collector(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: RosterModel) -> None:
        super().__init__()
        self._model = model
        self.found: set[Segments] = set()

    def on_solution_callback(self) -> None:
        self.found.add(self._model.roster(self).segments)


def passing(case: RosterCase, rules: Iterable[type[Rule]], unbroken: bool = True) -> set[Segments]:
    """The rosters in which no check of these rules finds anything."""
    made = [rule.from_scenario(case.scenario) for rule in rules]
    return {
        roster.segments
        for roster in rosters(case, unbroken)
        if not any(next(rule.check(case.scenario, roster), None) for rule in made)
    }
