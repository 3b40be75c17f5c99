"""Rows of several languages: the state and the exact model price them as the objective."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.rostering.problem.roster_problem import build_problem
from tests.rostering.lots import Draw, centre

SPOKEN = ("en;es;vi", "en;vi", "en", "en;es")


def grouped(seed: int, draw: Draw) -> tuple[Scenario, Requirements]:
    """A drawn centre whose Spanish row is for Spanish or Vietnamese."""
    scenario, requirements = centre(seed, draw)
    people = tuple(
        replace(one, languages=frozenset(SPOKEN[i % 4].split(";")))
        for i, one in enumerate(scenario.csrs)
    )
    rows = tuple(
        replace(row, language="es+vi") if row.language == "es" else row for row in requirements.rows
    )
    return replace(scenario, csrs=people), replace(requirements, rows=rows)


def test_the_improver_and_the_exact_model_price_them() -> None:
    compared = 0
    for seed in range(40):
        draw = Draw(minutes=(60,), days=(1,), people=(2,), beyond_the_engine=False)
        scenario, requirements = grouped(seed, draw)
        state = RosterState(build_problem(scenario, requirements))
        if place_first_roster(WeekMoves(state, seed)) or state.counts.forced():
            continue
        found = state.roster()
        terms = price(scenario, requirements, found)
        assert state.cost() + constant(state.problem) == pytest.approx(terms.total), f"seed {seed}"
        best, objective, _, status = solve_exact(exact_model(scenario, requirements), limit_s=20)
        if best is not None and status == "optimal":
            total = price(scenario, requirements, best).total
            assert objective == pytest.approx(total, abs=0.02), f"seed {seed}"
            assert total <= terms.total + 0.02
            compared += 1
        if compared == 3:
            break
    assert compared == 3
