"""Both readings of a rule on a roster written by hand."""

from __future__ import annotations

from ortools.sat.python import cp_model

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules.base import Rule

Finding = tuple[str, int | None, float]


def findings(rule: type[Rule], scenario: Scenario, roster: Roster) -> list[Finding]:
    """Person, slot and amount of all that the rule finds; the solver must judge alike."""
    made = rule.from_scenario(scenario)
    found = [(v.csr_id, v.start, v.amount) for v in made.check(scenario, roster)]
    assert accepts(made, scenario, roster) == (not found)
    return found


def accepts(rule: Rule, scenario: Scenario, roster: Roster) -> bool:
    """Whether the solver, told this rule only, takes the roster."""
    per_day = scenario.grid.slots_per_day
    first = min((s.start % per_day for s in roster.segments), default=0)
    last = max(((s.end - 1) % per_day + 1 for s in roster.segments), default=1)
    free = {(s.csr_id, s.start // per_day) for s in roster.segments}
    free |= {(csr.csr_id, 7 * week) for csr in scenario.csrs for week in range(scenario.grid.weeks)}
    model = RosterModel(scenario, free, prune=False, span=(first, last))
    rule.post(model)
    model.fix(roster)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model.cp) == cp_model.OPTIMAL
