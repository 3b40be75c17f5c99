"""The naive model: people by shifts by slots, every pause a variable, handed to CP-SAT.

The product's own exact model, so that nothing of the problem is left out: two workers,
no hint, the whole time for building and solving.
"""

from __future__ import annotations

from time import perf_counter

from benchmarks.solve_case import Tell
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact


def roster(
    scenario: Scenario, requirements: Requirements, limit_s: float, tell: Tell
) -> Roster | None:
    """CP-SAT's best roster of the whole problem."""
    began = perf_counter()
    model = exact_model(scenario, requirements)

    def better(_: Roster, objective: float, bound: float) -> None:
        tell(perf_counter() - began, objective, bound)

    left = limit_s - (perf_counter() - began)
    found, objective, bound, _ = solve_exact(model, left, workers=2, callback=better)
    tell(perf_counter() - began, None if found is None else objective, bound)
    return found
