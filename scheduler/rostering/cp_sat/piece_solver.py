"""One piece of a roster solved by CP-SAT: the exact model with everything else fixed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from time import perf_counter

from ortools.sat.python import cp_model

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.pieces import Piece
from scheduler.rostering.cp_sat.priced_model import UNITS, PricedModel
from scheduler.rostering.cp_sat.roster_model import Keep, RosterModel
from scheduler.rostering.params import BREACH, BUILD_S, HINT_S, POLISH_S, SOLVE_S
from scheduler.rules.base import Rule


@dataclass(frozen=True)
class Solved:
    """The result of one piece.

    `roster` is None where the given one is no solution of the model. `broken` is by how much
    relaxed rules are broken before and after; `dollars` the objective of the model, likewise.
    """

    roster: Roster | None
    dollars: tuple[float, float]
    broken: tuple[int, int]
    variables: int
    constraints: int
    work_s: float  # deterministic


class PieceSolver:
    """Builds and solves pieces of one scenario; its rules are read from the settings once."""

    def __init__(
        self, scenario: Scenario, rules: Iterable[Rule], seed: int, reproducible: bool
    ) -> None:
        self.scenario, self.rules = scenario, tuple(rules)
        self.seed, self.reproducible = seed, reproducible

    def solve(
        self,
        requirements: Requirements,
        roster: Roster,
        piece: Piece,
        seconds: float,
        relaxed: Container[str] = (),
        stop: Callable[[], bool] = lambda: False,
    ) -> Solved:
        """The best roster found within `seconds`, the given one as the complete hint."""
        model = PricedModel(
            self.scenario, requirements, piece.free, roster, keep=piece.keep, relaxed=relaxed
        )
        model.post_rules(self.rules)
        model.minimise(BREACH)
        broken = model.total(model.broken)
        hint = self._completed(model, roster)
        size = len(model.cp.proto.variables), len(model.cp.proto.constraints)
        work = BUILD_S * sum(size)
        if hint is None:
            return Solved(None, (0.0, 0.0), (0, 0), *size, work)
        before = hint.objective_value / UNITS, _value(hint, broken)
        found = self._solver(seconds)
        watcher = _UntilKept(broken, before[1], stop, self.reproducible)
        status = found.solve(model.cp, watcher)
        work += SOLVE_S * found.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Solved(roster, (before[0],) * 2, (before[1],) * 2, *size, work)
        after = found.objective_value / UNITS, _value(found, broken)
        dollars = tuple(value - BREACH * breach for value, breach in (before, after))
        return Solved(
            model.roster(found), (dollars[0], dollars[1]), (before[1], after[1]), *size, work
        )

    def accepts(self, roster: Roster, piece: Piece) -> tuple[bool, int, int]:
        """Whether the roster is a solution of the exact model on these days, and its size."""
        model = RosterModel(self.scenario, piece.free, roster, keep=Keep.ACTIVITIES)
        model.post_rules(self.rules)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        found = solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return found, len(model.cp.proto.variables), len(model.cp.proto.constraints)

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        """Short searches: probing and symmetries cost more than they find."""
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.num_workers = 1 if self.reproducible else 2
        if self.reproducible:
            solver.parameters.max_deterministic_time = max(seconds, 0.0) / SOLVE_S
        else:
            solver.parameters.max_time_in_seconds = max(seconds, 0.0)
        return solver

    def _completed(self, model: RosterModel, roster: Roster) -> cp_model.CpSolver | None:
        """Give the roster to the model as a hint for every variable; None where it is no solution.

        The rules' own variables follow from the roster, and a hint that leaves them open is
        not found to be a solution.
        """
        model.hint(roster)
        solver = cp_model.CpSolver()
        solver.parameters.fix_variables_to_their_hinted_value = True
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = HINT_S / SOLVE_S  # on a busy machine as well
        if solver.solve(model.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        values = list(solver.response_proto.solution)
        model.cp.clear_hints()  # type: ignore[no-untyped-call]
        hint = model.cp.proto.solution_hint
        hint.vars.extend(range(len(values)))
        hint.values.extend(values)
        return solver


def _value(solver: cp_model.CpSolver, term: cp_model.LinearExprT) -> int:
    return term if isinstance(term, int) else int(solver.value(term))


class _UntilKept(cp_model.CpSolverSolutionCallback):
    """Ends a repair a moment after the rules are kept, any search when asked to."""

    def __init__(
        self, broken: cp_model.LinearExprT, before: int, stop: Callable[[], bool], counted: bool
    ) -> None:
        super().__init__()
        self._broken, self._repairs, self._stop = broken, before > 0, stop
        self._counted = counted  # work in place of the clock
        self._kept: float | None = None

    def _now(self) -> float:
        """Seconds of the clock, or of work."""
        return SOLVE_S * self.deterministic_time if self._counted else perf_counter()

    def on_solution_callback(self) -> None:
        if self._stop():
            self.stop_search()
        if not self._repairs or isinstance(self._broken, int):
            return
        if self._kept is None and self.value(self._broken) == 0:
            self._kept = self._now()
        if self._kept is not None and self._now() - self._kept > POLISH_S:
            self.stop_search()
