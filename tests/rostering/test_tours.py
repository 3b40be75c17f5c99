"""Whole tours: what they prove holds, and the rosters they make are legal and priced right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from scheduler.costing.objective import price
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.rostering.answer import Contradiction
from scheduler.rostering.by_tours import solve_by_tours
from scheduler.rostering.exact import exact_model, solve_exact
from scheduler.rostering.search import solve
from scheduler.rostering.tours import Tours
from scheduler.rules import RULES
from tests.centres import contract, csr, small_centre
from tests.rostering.lots import Draw, centre

SMALL = Draw(minutes=(60,), days=(1,), people=(2,), meetings=False)
ROUNDING = 0.02  # dollars: the exact model rounds its prices down to 1/12000
ROUNDS = 6


def some_rounds() -> Callable[[], bool]:
    left = iter(range(ROUNDS))
    return lambda: next(left, None) is None


@pytest.mark.parametrize("seed", range(10))
def test_what_tours_prove_is_never_above_the_optimum(seed: int) -> None:
    scenario, requirements = centre(seed, SMALL)
    _, optimum, _, status = solve_exact(exact_model(scenario, requirements), 20, workers=1)
    assert status == "optimal"
    tours = Tours(scenario, requirements)
    proven: list[float] = []
    tours.generate(0.01, some_rounds(), proven.append, workers=1)
    assert proven == sorted(proven)
    assert tours.bound <= optimum + ROUNDING
    assert tours.bound <= tours.value + ROUNDING


def flexible() -> tuple[Scenario, Requirements]:
    """Two weeks; two people of 3 to 5 days and one weekend; one head missing costs 7, always.

    One person is wanted every day. Two people work 10 days at most, so that 4 of 14 days
    have nobody; both weekends can be covered. 4 x 7 = 28.
    """
    signed = contract(
        days=7,
        shift_hours=(1,),
        week_hours=7,
        hours="08:00-09:00",
        meal_minutes=0,
        max_weekends=1,
        horizon_slots=(3 * 4, 5 * 4),
    )
    scenario = small_centre(
        14, {"phone": "08:00-09:00"}, csrs=(csr("c1", signed), csr("c2", signed)), volumes=()
    )
    per_day = scenario.grid.slots_per_day
    rows = tuple(
        Requirement(day * per_day + 32, day * per_day + 36, "phone", ALL, 0, 0, 0, 1, (7.0, 1.0))
        for day in range(14)
    )
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    return scenario, Requirements(scenario.grid.slots, rows, (), nobody)


def test_contracts_over_the_horizon_are_solved_to_the_optimum_by_hand() -> None:
    scenario, requirements = flexible()
    answer = solve_by_tours(scenario, requirements, 30, step=1.0, workers=1)
    assert (answer.objective, answer.bound, answer.status) == (28.0, 28.0, "optimal")
    assert price(scenario, requirements, answer.roster).total == pytest.approx(28.0)
    rules = [rule.from_scenario(scenario) for rule in RULES]
    assert not [v for rule in rules for v in rule.check(scenario, answer.roster)]


def test_the_search_leaves_such_contracts_to_tours() -> None:
    scenario, requirements = flexible()
    answer = solve(scenario, requirements, 5, gap=0.0, seed=1)
    assert answer.objective == 28.0


def test_a_person_who_cannot_do_anything_is_told() -> None:
    scenario, requirements = flexible()
    away = TimeOff("c1", 0, 12 * scenario.grid.slots_per_day, "vacation", True, "time_off.csv:2")
    scenario = small_centre(
        14, {"phone": "08:00-09:00"}, csrs=scenario.csrs, volumes=(), time_off=(away,)
    )
    # two days are left, both may be worked; three are agreed
    with pytest.raises(Contradiction) as raised:
        solve_by_tours(scenario, requirements, 30, workers=1)
    assert {clause.rule for clause in raised.value.clauses} >= {"horizon_hours"}


def test_an_interrupted_run_leaves_a_legal_roster() -> None:
    scenario, requirements = flexible()
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    answer = solve_by_tours(scenario, requirements, 30, stop=stop, workers=1)
    rules = [rule.from_scenario(scenario) for rule in RULES]
    assert not [v for rule in rules for v in rule.check(scenario, answer.roster)]
    assert answer.bound <= 28.0 <= answer.objective
