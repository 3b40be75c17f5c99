"""Horizons of several weeks: what binds a person's weeks together, kept and shared fairly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.objective.price import price
from scheduler.rostering.answer import Contradiction
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from scheduler.verification.auditor import audit
from tests.rostering.lots import Draw, centre
from tests.slow_cases import slowly
from tests.small_centres import contract, csr, roster, shift, small_centre

ROUNDING = 0.02  # dollars: the exact model rounds its prices down to 1/12000
FAIR = Prices(weekend_day=5.0, evening_shift=4.0)
WEEKS = Draw(
    minutes=(60, 30), days=(8, 10, 14, 17), people=(2, 3, 4), beyond_the_engine=False, past=True
)


def moved(scenario: Scenario, requirements: Requirements, seed: int) -> RosterState | None:
    """A state after some moves of every kind; None where not everybody could be placed."""
    state = RosterState(build_problem(scenario, requirements))
    moves = WeekMoves(state, seed)
    if place_first_roster(moves) or not state.problem.persons:
        return None
    day_moves = DayMoves(state)
    for i in range(10):
        moves.step()
        day_moves.run(60, 2.0, seed + i)
        moves.cost = state.cost()
    return state


@pytest.mark.parametrize("block", [0, 1, *slowly(2)])
def test_legal_and_priced_right_across_the_weeks(block: int) -> None:
    """Runs and rest over the borders of weeks, weekends off, and dollars of unequal shares."""
    placed = 0
    for seed in range(600 + 8 * block, 608 + 8 * block):
        scenario, requirements = centre(seed, WEEKS)
        labour = replace(scenario.labour, min_weekends_off=1 + seed % 2, seats=None)
        scenario = replace(scenario, labour=labour, prices=FAIR)
        state = moved(scenario, requirements, seed)
        if state is None:
            continue
        placed += 1
        found = state.roster()
        assert audit(scenario, requirements, found) == [], f"seed {seed}"
        total = price(scenario, requirements, found).total
        assert state.cost() + constant(state.problem) == pytest.approx(total), f"seed {seed}"
    assert placed >= 3


def phones(
    horizon: int, people: int, past: Roster | None = None, prices: Prices = Prices(), **signed: Any
) -> Scenario:
    """Phones 8:00-12:00, 60-minute slots; shifts of two hours without a pause."""
    terms = {"shift_hours": (2,), "week_hours": 2 * signed.get("days", 5), **signed}
    own = contract(hours="08:00-12:00", step_minutes=60, slot_minutes=60, **terms)
    return small_centre(
        horizon,
        {"phone": "08:00-12:00"},
        slot_minutes=60,
        csrs=tuple(csr(f"c{i}", own, languages="en") for i in range(people)),
        volumes=(),
        past=past,
        prices=prices,
        labour=Labour(breaks=(BreakBand(24 * 60, 0, 0),)),
    )


def wanted(scenario: Scenario, *heads: int) -> Requirements:
    """People required on the phones in each of the day's four hours, the same every day."""
    rows = tuple(
        Requirement(24 * day + 8 + hour, 24 * day + 9 + hour, "phone", ALL, 1, 1, 1, number)
        for day in range(scenario.grid.days)
        for hour, number in enumerate(heads)
    )
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    return Requirements(scenario.grid.slots, rows, (), nobody)


def weekend_days(found: Roster, per_day: int = 24) -> dict[str, int]:
    return {
        csr_id: sum(s.day % 7 >= 5 for s in shifts)
        for csr_id, shifts in found.shifts(per_day).items()
    }


@pytest.mark.parametrize(
    "limit", [{"max_weekends": 1}, {"min_weekends_off": 3}, {"weekend_every": 2}]
)
def test_bound_optimum_and_roster_in_order(limit: dict[str, Any]) -> None:
    # One head in every hour of 14 days, and three people of 3 x 2 hours a week: 36 of 56.
    scenario = phones(14, 3, days=3, **limit)
    requirements = wanted(scenario, 1, 1, 1, 1)
    best, optimum, _, status = solve_exact(exact_model(scenario, requirements), 60)
    assert best is not None
    assert status == "optimal"
    answer = solve(scenario, requirements, limit_s=0.7, gap=0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    assert answer.bound <= optimum + ROUNDING
    assert optimum - ROUNDING <= answer.objective
    assert optimum == pytest.approx(20 * 60, abs=ROUNDING)  # never two at once


def test_a_first_roster_although_weekends_are_short() -> None:
    # Six weeks; five days, two off together, two of four weekends off: week by week, without
    # an eye on the weeks behind, somebody runs out of weekends.
    scenario = phones(42, 8, min_days_off_in_a_row=2, min_weekends_off=2)
    requirements = wanted(scenario, 2, 3, 3, 2)
    for seed in range(3):
        state = RosterState(build_problem(scenario, requirements))
        assert not state.problem.impossible()
        assert place_first_roster(WeekMoves(state, seed)) == []
        assert audit(scenario, requirements, state.roster()) == []


def test_a_rotation_goes_on_from_the_past() -> None:
    # Two of three people worked a weekend of the two before, so the third one has this one alone;
    # one day of it: both, and the Monday to Friday of the week after, would be seven in a row.
    past = roster(*(shift(f"c{i}", day, "08:00 phone 10:00", 60) for i, day in ((0, -9), (1, -2))))
    scenario = phones(7, 3, past=past, weekend_every=3)
    requirements = wanted(scenario, 1, 1, 1, 1)
    found = solve(scenario, requirements, limit_s=0.5, gap=0.0, seed=1, reproducible=True).roster
    assert audit(scenario, requirements, found) == []
    assert weekend_days(found) == {"c0": 0, "c1": 0, "c2": 1}


def test_six_days_a_week_without_weekends_are_explained() -> None:
    scenario = phones(14, 2, days=6, min_weekends_off=4)
    with pytest.raises(Contradiction) as raised:
        solve(scenario, wanted(scenario, 1, 1, 1, 1), limit_s=60, gap=0.0, seed=1)
    assert {clause.rule for clause in raised.value.clauses} == {"contract_days", "weekends"}


def test_weekends_are_shared_over_weeks_and_past() -> None:
    # Six people of five days, four weeks: 120 days at work. Two are wanted on each of 28 days,
    # 56 of the shifts of two hours; the weekend's 16 are shared by six people as 2 or 3 or more.
    fair = Prices(weekend_day=30.0)
    scenario = phones(28, 6, prices=fair)
    requirements = wanted(scenario, 2, 2, 2, 2)
    even = weekend_days(solve(scenario, requirements, 2.0, 0.0, seed=1, reproducible=True).roster)
    shares = [even.get(f"c{i}", 0) for i in range(6)]
    assert max(shares) - min(shares) <= 1
    # c0 worked the four weekend days of the two weeks before, the others were there on a Monday
    mondays = (shift(f"c{i}", -14, "08:00 phone 10:00", 60) for i in range(1, 6))
    weekends = (shift("c0", day, "08:00 phone 10:00", 60) for day in (-9, -8, -2, -1))
    past = roster(*mondays, *weekends)
    scenario = replace(scenario, past=past)
    after = weekend_days(solve(scenario, requirements, 2.0, 0.0, seed=1, reproducible=True).roster)
    others = [after.get(f"c{i}", 0) for i in range(1, 6)]
    assert after.get("c0", 0) < min(others)
    assert max(others) - min(others) <= 1


def test_evenings_are_shared_over_weeks() -> None:
    # Two people, two weeks, every shift 8:00-10:00 or 10:00-12:00; "evening" is after 11:00.
    scenario = phones(14, 2, prices=Prices(evening_shift=20.0))
    scenario = replace(scenario, pay=replace(scenario.pay, evening_from=11 * 60))
    requirements = wanted(scenario, 1, 1, 1, 1)
    answer = solve(scenario, requirements, 2.0, 0.0, seed=1, reproducible=True)
    late = {
        csr_id: sum(s.end % 24 > 11 for s in shifts)
        for csr_id, shifts in answer.roster.shifts(24).items()
    }
    assert abs(late["c0"] - late["c1"]) <= 1
    assert np.isclose(answer.objective, price(scenario, requirements, answer.roster).total)


def test_a_published_horizon_is_taken_over_as_it_is() -> None:
    scenario = phones(28, 4, prices=FAIR, min_weekends_off=1, min_days_off_in_a_row=2)
    requirements = wanted(scenario, 1, 2, 2, 1)
    first = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(first, 1)) == []
    told = first.roster()
    scenario = replace(scenario, published=told)
    state = RosterState(build_problem(scenario, requirements))
    assert adopt(state, told)
    assert state.roster() == told
    total = price(scenario, requirements, told).total
    assert state.cost() + constant(state.problem) == pytest.approx(total)
