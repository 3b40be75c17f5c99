"""The worked example of docs/adding-a-term.md: one file more, and every stage obeys the price."""

from __future__ import annotations

import re
import sys
from itertools import chain, repeat
from types import ModuleType

import numpy as np
import pytest

from scheduler import objective
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from tests.docs.pages import DOCS, blocks
from tests.small_centres import contract, csr, small_centre

PAGE = DOCS / "adding-a-term.md"
(TERM,) = (block.text for block in blocks(PAGE, "python"))
NAME = "scheduler.objective.your_term"


@pytest.fixture
def early_starts(monkeypatch: pytest.MonkeyPatch) -> type:
    """The example's term, in TERMS like any other."""
    module = ModuleType(NAME)
    monkeypatch.setitem(sys.modules, NAME, module)
    exec(compile(TERM, f"{NAME} of docs/adding-a-term.md", "exec"), module.__dict__)
    monkeypatch.setattr(objective, "TERMS", [*objective.TERMS, module.EarlyStarts])
    kind: type = module.EarlyStarts
    return kind


def mornings() -> tuple[Scenario, Requirements]:
    """Three people of two hours, open 6:00-12:00; one is needed in each hour but the last two."""
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="06:00-12:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    scenario = small_centre(
        slot_minutes=60,
        hours={"phone": "06:00-12:00"},
        csrs=tuple(csr(name, signed) for name in ("ana", "bo", "chi")),
        volumes=(),
        labour=Labour(breaks=(BreakBand(600, 0, 0),)),
    )
    rows = tuple(Requirement(s, s + 1, "phone", ALL, 1, 1, 1, 1) for s in range(6, 10))
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    return scenario, Requirements(scenario.grid.slots, rows, (), nobody)


def starts(roster: Roster) -> list[int]:
    return sorted(own[0].start for own in roster.by_csr.values())


def proven(scenario: Scenario, requirements: Requirements) -> float:
    found: list[float] = []
    at = chain(np.linspace(0, 1, 200, endpoint=False).tolist(), repeat(1.0))
    bound = PriceBound(build_problem(scenario, requirements))
    ascend(bound, lambda: next(at), found.append)
    return max(found)


@pytest.mark.parametrize(
    ("dollars", "early", "objective_of_it"),
    [
        # one at 6:00 and one at 8:00 meet the need, the third is one too many for two hours at 2
        # wherever he is: 4. One early start is needed, two cost as much while it is free
        (0.0, {1, 2}, 4.0),
        (5.0, {1}, 4.0 + 5.0),
        # 6:00 and 7:00 unanswered cost 60 each; then a head is too many in four hours. At
        # 8:00-10:00 and 10:00-12:00 the second head is the first to spare
        (500.0, {0}, 2 * 60.0 + 4 * 2.0),
    ],
)
def test_search_cp_sat_and_bound_obey_the_price(
    early_starts: type,
    monkeypatch: pytest.MonkeyPatch,
    dollars: float,
    early: set[int],
    objective_of_it: float,
) -> None:
    monkeypatch.setattr(early_starts, "price_of_a_start", dollars)
    scenario, requirements = mornings()
    found, least, _, status = solve_exact(exact_model(scenario, requirements), limit_s=20)
    assert found is not None
    assert status == "optimal"
    answer = solve(scenario, requirements, limit_s=0.3, gap=0.0, seed=1, reproducible=True)
    for roster in (found, answer.roster):
        terms = price(scenario, requirements, roster)
        number = sum(start < 8 for start in starts(roster))
        assert number in early
        assert terms["early_starts"] == number * dollars
        assert terms.total == pytest.approx(objective_of_it)
    assert least == pytest.approx(objective_of_it, abs=0.01)
    assert answer.bound <= objective_of_it + 1e-6
    # the bound counts the price: without it, it could prove no more than the rest costs
    assert proven(scenario, requirements) <= objective_of_it + 1e-6
    if dollars == 5.0:
        assert proven(scenario, requirements) > 4.0 + 1.0


def test_the_table_says_what_the_terms_say() -> None:
    row = re.compile(r"^\| `(\w+)` \| (\w+) \| (\w+) \| (\w+) \| (.*) ?\|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text("utf-8"))
    told = [
        (t.name, t.own.extent, t.search.extent, t.bound.extent, t.bound.why)
        for t in objective.TERMS
    ]
    assert [(*row[:4], row[4].strip()) for row in rows] == told


@pytest.mark.usefixtures("early_starts")
def test_a_term_that_search_and_bound_read_needs_no_warning() -> None:
    assert objective.unread(mornings()[0]) == ()
