"""The exact model with rules and prices, and one call that solves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.fixed_part import CsrDay
from scheduler.rostering.cp_sat.priced_model import UNITS, PricedModel
from scheduler.rostering.cp_sat.roster_model import RosterModel

OnRoster = Callable[[Roster, float, float], None]  # roster, objective, bound

STATUS = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


def exact_model(
    scenario: Scenario,
    requirements: Requirements,
    free: Iterable[CsrDay] | None = None,
    fixed: Roster | None = None,
) -> PricedModel:
    """Every rule and every price over the free days, the others as in `fixed`."""
    model = PricedModel(scenario, requirements, free, fixed)
    model.post_rules()
    model.minimise()
    return model


def solve_exact(
    model: RosterModel,
    limit_s: float,
    workers: int = 2,
    seed: int = 1,
    deterministic: float | None = None,
    callback: OnRoster | None = None,
    stop: Callable[[], bool] | None = None,
    probing: bool = True,
) -> tuple[Roster | None, float, float, str]:
    """Search for the cheapest roster.

    Parameters
    ----------
    limit_s
        Wall-clock seconds, model building not counted.
    deterministic
        Limit in CP-SAT's deterministic time; with it, equal input gives an equal answer
        unless the wall clock ends the search first.
    callback
        Told every better roster with its objective and the bound.
    stop
        Asked at every roster; True ends the search.
    probing
        Whether CP-SAT probes every literal before it searches. In a model of one person's week
        that takes twenty times as long as the search itself.

    Returns
    -------
    Roster or None, its objective and the bound proven for the model (dollars), and the
    status: "optimal", "feasible", "infeasible" or "unknown".
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(limit_s, 0.0)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if deterministic is not None:
        solver.parameters.max_deterministic_time = deterministic
        solver.parameters.interleave_search = workers > 1
    if not probing:
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.symmetry_level = 0
    watcher = _Watcher(model, callback, stop) if callback or stop else None
    status = solver.solve(model.cp, watcher)
    if status == cp_model.MODEL_INVALID:
        raise ValueError(model.cp.validate())
    bound = solver.best_objective_bound / UNITS
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, float("inf"), bound, STATUS[status]
    return model.roster(solver), solver.objective_value / UNITS, bound, STATUS[status]


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes each better roster on."""

    def __init__(
        self, model: RosterModel, callback: OnRoster | None, stop: Callable[[], bool] | None
    ) -> None:
        super().__init__()
        self._model, self._callback, self._stop = model, callback, stop

    def on_solution_callback(self) -> None:
        if self._callback:
            roster = self._model.roster(self)
            self._callback(roster, self.objective_value / UNITS, self.best_objective_bound / UNITS)
        if self._stop and self._stop():
            self.stop_search()
