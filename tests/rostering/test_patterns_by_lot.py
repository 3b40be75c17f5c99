"""Availability, own starts, rotations and contracts over two weeks, in centres drawn by lot."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.domain.entitlements import contract_starts
from scheduler.domain.scenario import Available, Csr, Scenario
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.verification.auditor import audit
from tests.rostering.lots import centre
from tests.rostering.test_bound import ROUNDING, SMALL, bounds
from tests.rostering.test_horizons import WEEKS, moved


def with_patterns(scenario: Scenario, seed: int) -> Scenario:
    """The centre, with hours and rhythms of their own for some of its people."""
    lot, hour = Random(seed), scenario.grid.slots_per_interval
    rows: list[Available] = []
    people: list[Csr] = []
    for person in scenario.csrs:
        signed = person.contract
        if lot.random() < 0.4:
            signed = replace(signed, weekend_every=lot.choice((2, 3)))
        if signed.days_per_week > 1 and lot.random() < 0.4:
            days = 2 * signed.days_per_week - 1
            slots = sum(lot.choices(signed.shift_slots, k=days))
            signed = replace(signed, weeks=2, days_per_week=days, week_slots=slots)
        changed = replace(person, contract=signed, first_week=lot.randint(0, 1))
        day = lot.randrange(scenario.grid.days)
        starts = contract_starts(scenario, changed, day, min(signed.shift_slots))
        if starts and lot.random() < 0.3:
            within = lot.choice((0, hour))
            changed = replace(changed, start=lot.choice(starts), start_within=within)
        for _ in range(lot.choice((0, 0, 1, 2))):
            weekdays = frozenset(lot.sample(range(7), lot.randint(1, 5)))
            earliest = lot.randint(7, 10) * hour
            latest = lot.randint(13, 20) * hour
            rows.append(Available(person.csr_id, weekdays, earliest, latest))
        people.append(changed)
    return replace(scenario, csrs=tuple(people), availability=tuple(rows))


def test_the_search_keeps_them_and_counts_right() -> None:
    placed = bound_by = 0
    for seed in range(900, 914):
        plain, requirements = centre(seed, WEEKS)
        plain = replace(plain, labour=replace(plain.labour, seats=None))
        scenario = with_patterns(plain, seed)
        state = moved(scenario, requirements, seed)
        if state is None:
            continue
        placed += 1
        found = state.roster()
        assert audit(scenario, requirements, found) == [], f"seed {seed}"
        total = price(scenario, requirements, found).total
        assert state.cost() + constant(state.problem) == pytest.approx(total), f"seed {seed}"
        free = moved(plain, requirements, seed)
        bound_by += free is not None and audit(scenario, requirements, free.roster()) != []
    assert placed >= 4
    assert bound_by >= 2  # else nothing of this was ever in the way


@pytest.mark.parametrize("block", range(2))
def test_bound_optimum_and_roster_in_order(block: int) -> None:
    proven = 0
    for seed in range(10 * block, 10 * block + 10):
        plain, requirements = centre(seed, SMALL)
        scenario = with_patterns(plain, seed)
        state = RosterState(build_problem(scenario, requirements))
        if place_first_roster(WeekMoves(state, seed)) or state.counts.forced():
            continue
        roster_cost = price(scenario, requirements, state.roster()).total
        model = exact_model(scenario, requirements)
        _, optimum, _, status = solve_exact(model, limit_s=30, deterministic=0.08)
        assert max(bounds(state, seed)) <= optimum + ROUNDING, f"seed {seed}"
        if status == "optimal":
            proven += 1
            assert roster_cost >= optimum - ROUNDING
    assert proven >= 2
