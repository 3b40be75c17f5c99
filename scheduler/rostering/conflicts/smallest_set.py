"""Clauses that cannot hold together, none of them to spare: shrunk by leaving one out at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from scheduler.domain.clause import Clause
from scheduler.domain.scenario import Scenario
from scheduler.rostering.conflicts.sketch_model import Depth, SketchModel, known_by_length
from scheduler.rules.pins import OFF, SHIFT

# Rows that people wrote for a single case: rather named than the rules for everybody.
OF_DAYS = (
    "shift_shape",
    "time_off",
    "availability",
    "own_start",
    "working_window",
    "pins",
    "meal_and_rest_breaks",
    "pauses_apart",
)  # rules that a day keeps by itself
OF_ROWS = ("pins", "time_off", "availability", "own_start", "meetings", "programs")


@dataclass(frozen=True)
class TimeLeft:
    """When to give up, on the clock of `monotonic`."""

    ends: float

    @classmethod
    def of(cls, seconds: float) -> TimeLeft:
        return cls(monotonic() + seconds)

    @property
    def seconds(self) -> float:
        return max(0.0, self.ends - monotonic())

    def share(self, part: float) -> TimeLeft:
        """A part of the time that is left."""
        return TimeLeft.of(part * self.seconds)


class Switches:
    """A model whose clauses can be left out, one by one."""

    def __init__(self, model: SketchModel, left: TimeLeft) -> None:
        self.model, self.left = model, left

    @classmethod
    def of(cls, scenario: Scenario, depth: Depth, left: TimeLeft) -> Switches:
        """The rules of a depth, each clause with its switch."""
        model = SketchModel(scenario, depth, switches=True)
        model.post_rules(depth.rules)
        return cls(model, left)

    @property
    def clauses(self) -> list[Clause]:
        return list(self.model.switches or {})

    def holds(self, clauses: Collection[Clause]) -> bool | None:
        """Whether something keeps these clauses; None where the time does not tell.

        Switches are fixed, not assumed: cores of assumptions can be wrong under presolve
        (or-tools #5141).
        """
        if not self.left.seconds:
            return None
        copy, kept = self.model.cp.clone(), set(clauses)
        for clause, switch in (self.model.switches or {}).items():
            copy.add(copy.get_bool_var_from_proto_index(switch.index) == int(clause in kept))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = self.left.seconds
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        status = solver.solve(copy)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        return False if status == cp_model.INFEASIBLE else None

    def core(self, clauses: Sequence[Clause]) -> Sequence[Clause]:
        """Fewer of clauses that contradict each other, as the solver's own core says.

        Such a core is a guess: it counts only where solving again confirms it.
        """
        copy, kept = self.model.cp.clone(), set(clauses)
        by_index = {switch.index: c for c, switch in (self.model.switches or {}).items()}
        assumed = []
        for index, clause in by_index.items():
            switch = copy.get_bool_var_from_proto_index(index)
            if clause in kept:
                assumed.append(switch)
            else:
                copy.add(switch == 0)
        copy.add_assumptions(assumed)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = self.left.seconds
        solver.parameters.num_workers = 1
        if solver.solve(copy) != cp_model.INFEASIBLE:
            return clauses
        named = {by_index[i] for i in solver.sufficient_assumptions_for_infeasibility()}
        guessed = [clause for clause in clauses if clause in named]
        return guessed if guessed and self.holds(guessed) is False else clauses

    def shrunk(self, clauses: Sequence[Clause]) -> list[Clause] | None:
        """Of clauses that contradict each other a set without one to spare.

        None where the time does not tell of each of them whether it is needed: a clause that
        may have nothing to do with it is not named.
        """
        kept = list(clauses)
        for rule in dict.fromkeys(clause.rule for clause in clauses):  # whole rules first
            without = [clause for clause in kept if clause.rule != rule]
            if len(without) < len(kept) and self.holds(without) is False:
                kept = without
        for clause in tuple(kept):
            without = [other for other in kept if other != clause]
            held = self.holds(without)
            if held is None:
                return None
            kept = kept if held else without
        return kept

    def smallest(self, clauses: Iterable[Clause]) -> list[Clause] | None:
        """The smaller one of two such sets: left out in two orders."""
        rows_last = sorted(self.core(list(clauses)), key=_plainness)
        found = self.shrunk(rows_last)
        if found is None or len(found) <= 2:
            return found
        other = self.shrunk(rows_last[::-1])
        return found if other is None or len(other) >= len(found) else other


def contradictions(
    scenario: Scenario, left: TimeLeft, depths: Iterable[Depth] = Depth
) -> list[list[Clause]] | None:
    """Sets of clauses that contradict each other, apart from one another; at the first depth
    that has one.

    Empty where the last depth holds, None where the time does not tell.
    """
    known: list[list[Clause]] | None = []
    for depth in depths:
        if depth < Depth.PAUSES and not known_by_length(scenario):
            continue
        if depth is Depth.PAUSES:
            of_days = _of_pinned_days(scenario, left)
            if of_days:
                return of_days
        known = apart(Switches.of(scenario, depth, left))
        if known:
            return known
    return known


def _of_pinned_days(scenario: Scenario, left: TimeLeft) -> list[list[Clause]]:
    """The same inside of single days, pauses and sittings included: small, and often enough."""
    grid, found = scenario.grid, list[list[Clause]]()
    rules = [rule for rule in Depth.PAUSES.rules if rule.name in OF_DAYS]
    pinned = {
        (p.csr_id, grid.day(p.start)) for p in scenario.pins if p.activity not in (SHIFT, OFF)
    }
    for key in sorted(pinned):
        model = SketchModel(scenario, Depth.PAUSES, switches=True, free=[key])
        model.post_rules(rules)
        found += apart(Switches(model, left)) or []
    return found


def apart(switches: Switches) -> list[list[Clause]] | None:
    """Sets that contradict each other, of each a clause left out before the next is looked for."""
    found: list[list[Clause]] = []
    clauses = switches.clauses
    while (held := switches.holds(clauses)) is False:
        one = switches.smallest(clauses)
        if one is None:
            return found or None
        found.append(one)
        freed = max(one, key=_rank)
        clauses = [clause for clause in clauses if clause != freed]
    return found if found or held else None


def _plainness(clause: Clause) -> int:
    """Clauses are left out in this order; days say the same as hours, and more plainly."""
    if clause.rule in OF_ROWS:
        return 2
    return 0 if clause.rule == "contract_hours" else 1


def _rank(clause: Clause) -> int:
    """How readily a clause is given up to look for more contradictions beside it: a row first.

    Days and hours of a contract last: with one of the two gone, the other would say the same again.
    """
    if clause.rule in OF_ROWS:
        return len(OF_ROWS) - OF_ROWS.index(clause.rule)
    return -1 if clause.rule in ("contract_days", "contract_hours") else 0
