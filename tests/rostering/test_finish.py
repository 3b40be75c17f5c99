"""CP-SAT finishes every roster: what comes out is a solution of the exact model, under any rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from benchmarks.bench_centres import Case
from benchmarks.bench_centres import write as write_centre
from scheduler.domain.clause import Clause, Violation
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading import load
from scheduler.objective.price import price
from scheduler.rostering.answer import Answer, Contradiction
from scheduler.rostering.conflicts import explain
from scheduler.rostering.cp_sat.finish import Finish
from scheduler.rostering.cp_sat.roster_model import Keep, RosterModel
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.solve import solve
from scheduler.rules import RULES
from scheduler.rules.base import Model, Rule
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from tests import small_centres
from tests.rostering.foreign_rules import FewLateShifts, ThursdayEvenings
from tests.slow_cases import slowly

INPUTS = Path(__file__).parents[2] / "inputs"


def asked(folder: Path) -> tuple[Scenario, Requirements]:
    scenario = load(folder)
    expected = forecast(scenario)
    return scenario, require(scenario, expected.volumes, expected.day_cv)


Solved = tuple[Scenario, Requirements, Answer]


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Solved:
    """Ten people with meetings, programs, leave, languages and a supervisor, and their roster."""
    folder = tmp_path_factory.mktemp("ten")
    write_centre(Case(10, 0.95), folder)
    scenario, requirements = asked(folder)
    return scenario, requirements, solve(scenario, requirements, 1.0, 0.0, 1, reproducible=True)


def test_a_roster_is_a_solution_of_the_exact_model_to_the_cent(ten: Solved) -> None:
    scenario, requirements, answer = ten
    model = exact_model(scenario, requirements)
    model.fix(answer.roster)
    found, objective, _, status = solve_exact(model, limit_s=1200.0, workers=1, probing=False)
    assert status == "optimal"
    assert found == answer.roster
    assert objective == pytest.approx(answer.objective, abs=0.01)
    finish = answer.finish
    assert finish is not None
    assert finish.accepted == finish.people == len(scenario.csrs)
    assert finish.variables > 100
    assert finish.saved_dollars >= 0.0


@contextmanager
def added(*rules: type[Rule]) -> Iterator[None]:
    """The rules as a newcomer would add them: a line each in RULES."""
    before = list(RULES)
    RULES.extend(rules)
    try:
        yield
    finally:
        RULES[:] = before


@pytest.fixture
def two_more_rules() -> Iterator[None]:
    with added(ThursdayEvenings, FewLateShifts):
        yield


@pytest.mark.usefixtures("two_more_rules")
@pytest.mark.parametrize("people", [10, *slowly(26)])
def test_rules_that_no_kernel_knows_are_kept(people: int, tmp_path: Path) -> None:
    if people != 26:
        write_centre(Case(people, 0.95), tmp_path)
    scenario, requirements = asked(INPUTS if people == 26 else tmp_path)
    limit_s = 1.5 if people == 26 else 1.0
    answer = solve(scenario, requirements, limit_s, 0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    total = price(scenario, answer.requirements, answer.roster).total
    assert total == pytest.approx(answer.objective)
    # the search had broken them: without the finish there is no roster
    assert answer.finish is not None
    assert answer.finish.repaired > 0


@pytest.mark.usefixtures("two_more_rules")
def test_without_the_finish_they_are_broken(ten: Solved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Finish, "repair", lambda _: None)
    monkeypatch.setattr(Finish, "improve", lambda _: None)
    monkeypatch.setattr(Finish, "accept", lambda _: None)
    scenario, requirements, _ = ten
    answer = solve(scenario, requirements, 1.0, 0.0, seed=1, reproducible=True)
    broken = {violation.rule for violation in audit(scenario, requirements, answer.roster)}
    # late shifts on Thursdays are never proposed, as each of them breaks its rule alone
    assert broken == {"few_late_shifts"}


@dataclass(frozen=True)
class Nobody:
    """Nobody works on Mondays and Tuesdays, when contracts of five days need one of them."""

    name: ClassVar[str] = "nobody_early_in_the_week"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Nobody:  # noqa: ARG003
        return cls()

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            clause = Clause(self.name, f"{csr.name} is off on Monday to Wednesday", "", csr.csr_id)
            for day in model.free_days(csr.csr_id):
                if model.scenario.grid.weekday(day) < 3:
                    model.add(model.works(csr.csr_id, day) == 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for segment in roster.segments:
            day = scenario.grid.day(segment.start)
            if scenario.grid.weekday(day) < 3:
                text = "works early in the week"
                yield Violation(self.name, segment.csr_id, segment.start, "", 1, text)


def test_a_rule_that_cannot_be_kept_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain, "EXPLAIN_S", 300.0)  # time enough on any machine
    alone = "\n".join(small_centres.CSRS.splitlines()[:3])  # one person: the proof is short
    scenario, requirements = asked(small_centres.write_centre(tmp_path, csrs=alone))
    with added(Nobody), pytest.raises(Contradiction) as found:
        solve(scenario, requirements, 0.3, 0.0, seed=1, reproducible=True)
    assert Nobody.name in {clause.rule for clause in found.value.clauses}


def test_a_finish_without_time_still_accepts_the_roster(ten: Solved) -> None:
    scenario, requirements, _ = ten
    answer = solve(scenario, requirements, 1e-6, 0.0, seed=1, reproducible=True)
    assert answer.finish is not None
    assert answer.finish.accepted == len(scenario.csrs)


def test_a_roster_that_breaks_a_rule_is_refused_by_the_model(ten: Solved) -> None:
    scenario, _, answer = ten
    first = answer.roster.segments[0]
    late = replace(first, start=first.start + 1)
    days = [(first.csr_id, day) for day in range(scenario.grid.days)]
    edited = Roster.of((late, *answer.roster.segments[1:]))
    model = RosterModel(scenario, days, edited, keep=Keep.ACTIVITIES)
    model.post_rules()
    assert solve_exact(model, limit_s=20.0)[3] == "infeasible"
