"""Those who speak a language, proven together: more than one by one, never above the optimum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.lower_bound.scarce_languages import rise
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.problem.roster_problem import build_problem
from tests.rostering.lots import Draw, centre
from tests.slow_cases import slowly

ROUNDING = 0.02  # dollars: the exact model rounds its prices down to 1/12000
HALF_HOURS = Draw(minutes=(30,), days=(1, 2), people=(2, 3))


def speaking(seed: int) -> tuple[Scenario, Requirements] | None:
    """A centre by lot where everybody on the phones speaks Spanish; None if it has no roster."""
    scenario, requirements = centre(seed, HALF_HOURS)
    people = [replace(c, languages=frozenset({"en", "es"})) for c in scenario.csrs]
    scenario = replace(scenario, csrs=tuple(people))
    state = RosterState(build_problem(scenario, requirements))
    failed = place_first_roster(WeekMoves(state, seed)) or state.counts.forced()
    return None if failed else (scenario, requirements)


def rises(state: RosterState, rounds: int) -> tuple[float, list[float]]:
    """The bound after some rounds of prices, and after each of those of speakers."""
    bound = PriceBound(state.problem)
    at: Iterator[float] = chain(np.linspace(0, 1, rounds, endpoint=False).tolist(), repeat(1.0))
    prices = ascend(bound, lambda: next(at), lambda _: None)
    alone = bound.prove(prices)[0]
    return alone, [alone + more for more in rise(bound, prices, lambda: False, lambda _: None)]


@pytest.mark.parametrize("block", [0, 1, *slowly(2)])
def test_never_above_the_optimum(block: int) -> None:
    together = 0
    for seed in range(1000 + 8 * block, 1000 + 8 * block + 8):
        found = speaking(seed)
        if found is None:
            continue
        _, optimum, _, _ = solve_exact(exact_model(*found), limit_s=30, deterministic=0.1)
        for prices in (2, 60):  # poor ones, too
            alone, proven = rises(RosterState(build_problem(*found)), prices)
            assert max([alone, *proven]) <= optimum + ROUNDING, f"seed {seed}"
            assert proven == sorted(proven)
            together += bool(proven) and proven[-1] > alone + 1.0
    assert together >= 1


def only_spanish(seed: int) -> tuple[Scenario, Requirements]:
    """A day of two or three who all speak Spanish, on nothing but the phones; only Spanish is
    required, and a head more costs nothing elsewhere."""
    alone = Draw((30,), (1,), (2, 3), meetings=False, programs=False, email=False)
    scenario, requirements = centre(seed, alone)
    phones = {"channels": frozenset({"phone"}), "languages": frozenset({"en", "es"})}
    rows = [r for r in requirements.rows if r.channel == "phone"]
    lot = np.random.default_rng(seed)
    needed = [
        replace(r, required=int(lot.integers(0, len(scenario.csrs) + 1)) * (r.language == "es"))
        for r in rows
    ]
    return (
        replace(scenario, csrs=tuple(replace(c, **phones) for c in scenario.csrs)),
        replace(requirements, rows=tuple(needed), supervisors=0 * requirements.supervisors),
    )


@pytest.mark.parametrize("seeds", [range(11), *slowly(range(12))])
def test_nearly_all_where_nothing_else_is_required(seeds: range) -> None:
    gaps = []
    for seed in seeds:
        scenario, requirements = only_spanish(seed)
        state = RosterState(build_problem(scenario, requirements))
        if place_first_roster(WeekMoves(state, seed)) or state.counts.forced():
            continue
        model = exact_model(scenario, requirements)
        _, optimum, _, status = solve_exact(model, limit_s=30, deterministic=1.0)
        alone, proven = rises(state, 60)
        assert max([alone, *proven]) <= optimum + ROUNDING, f"seed {seed}"
        if status == "optimal":
            gaps.append((optimum - alone, optimum - max([alone, *proven])))
    one_by_one, together = np.sum(gaps, axis=0)
    assert len(gaps) >= 5
    assert together < 0.1 * one_by_one
