"""The improver: what it places is legal, priced right, and a person's week is the best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.day_moves import Annealer
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import Mover
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.verification.auditor import audit
from tests.rostering.lots import Draw, centre, with_pins


def moved(scenario: Scenario, requirements: Requirements, seed: int) -> RosterState | None:
    """An improver after some moves of every kind; None where it has placed not everybody."""
    improver = RosterState(scenario, requirements)
    mover = Mover(improver, seed)
    if mover.first_roster():
        return None
    for i in range(12 if improver.members else 0):
        mover.step()
        if i % 4 == 0:
            Annealer(improver).run(100, 2.0, seed + i)
            mover.cost = improver.cost()
    return improver


ANY = Draw(minutes=(60, 30, 15), days=(1, 3, 5, 7, 10, 14), people=(2, 3, 4, 5))


@pytest.mark.parametrize("block", range(6))
def test_every_roster_is_legal(block: int) -> None:
    placed = 0
    for seed in range(10 * block, 10 * block + 10):
        scenario, requirements = centre(seed, ANY)
        improver = moved(scenario, requirements, seed)
        if improver is None or improver.board.forced():
            continue  # contradictory, most of them; seats and minimum staff may need more moves
        placed += 1
        roster = improver.roster()
        assert audit(scenario, requirements, roster) == [], f"seed {seed}"
        pinned = with_pins(scenario, roster, seed)
        improver = moved(pinned, requirements, seed + 1)
        if improver is not None and not improver.board.forced():
            assert audit(pinned, requirements, improver.roster()) == [], f"seed {seed}, pinned"
    assert placed >= 5


ENGINE = replace(ANY, days=(1, 3, 5, 7), beyond_the_engine=False)


@pytest.mark.parametrize("block", range(4))
def test_its_cost_is_the_objective(block: int) -> None:
    # Left out of the improver's cost: moving starts, the second and later evening shift,
    # requests over parts of several days, meetings that differ from a published roster.
    for seed in range(200 + 8 * block, 208 + 8 * block):
        scenario, requirements = centre(seed, ENGINE)
        first = moved(scenario, requirements, seed)
        if first is None or first.board.forced():
            continue
        published = None if scenario.meetings else first.roster()
        scenario = replace(scenario, published=published)
        improver = moved(scenario, requirements, seed + 1)
        if improver is None or improver.board.forced():
            continue
        total = price(scenario, requirements, improver.roster()).total
        assert improver.cost() + constant(improver) == pytest.approx(total), f"seed {seed}"


def test_what_it_leaves_out_only_adds_to_the_objective() -> None:
    for seed in range(300, 315):
        scenario, requirements = centre(seed, ANY)
        improver = moved(scenario, requirements, seed)
        if improver is None or improver.board.forced():
            continue
        total = price(scenario, requirements, improver.roster()).total
        assert improver.cost() + constant(improver) <= total + 1e-6, f"seed {seed}"


ALONE = Draw(
    days=(2, 3, 5), meetings=False, programs=False, email=False, beyond_the_engine=False
)  # fmt: skip


@pytest.mark.parametrize("block", range(4))
def test_the_best_week_of_one_person(block: int) -> None:
    proven = 0
    for seed in range(400 + 5 * block, 405 + 5 * block):
        scenario, requirements = centre(seed, ALONE)
        improver = RosterState(scenario, requirements)
        if Mover(improver, seed).first_roster() or improver.board.forced():
            continue
        for key in sorted(improver.members):
            improver.remove(key)
            others = improver.roster()
            plan = improver.best_week(key)
            assert plan is not None
            improver.insert(key, plan)
            days = {(key[0], day) for day in range(scenario.grid.days)}
            model = exact_model(scenario, requirements, days, others)
            _, optimum, _, status = solve_exact(model, limit_s=20)
            assert status == "optimal"
            total = price(scenario, requirements, improver.roster()).total
            # the model rounds its prices down to 1/12000 of a dollar
            assert total == pytest.approx(optimum, abs=0.05), f"seed {seed}, {key}"
            proven += 1
    assert proven >= 5


def test_taking_out_and_putting_back_changes_nothing() -> None:
    scenario, requirements = centre(5, ANY)
    improver = moved(scenario, requirements, 5)
    assert improver is not None
    cost, heads = improver.cost(), improver.board.heads.copy()
    for key in sorted(improver.members):
        plan = improver.remove(key)
        assert plan is not None
        improver.insert(key, plan)
    assert improver.cost() == pytest.approx(cost)
    assert np.array_equal(improver.board.heads, heads)
