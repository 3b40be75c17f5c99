"""The bound: never above what the exact model proves, whatever the prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Csr, Meeting, Request, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import DualPrices, PriceBound
from scheduler.rostering.lower_bound.scarce_languages import rise
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.lower_bound.supervisors_week import with_supervisors_whole
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from scheduler.verification.auditor import audit
from tests.rostering.lots import Draw, centre, with_choice, with_pins
from tests.rostering.test_exact import needs
from tests.slow_cases import slowly
from tests.small_centres import contract, csr, small_centre

SMALL = Draw(days=(1, 1, 2, 3))
ONE_DAY = Draw(minutes=(60,), days=(1,), people=(2, 3))
ROUNDING = 0.02  # dollars: the exact model rounds its prices down to 1/12000


def rounds(number: int) -> Iterator[float]:
    return chain(np.linspace(0, 1, number, endpoint=False).tolist(), repeat(1.0))


def around(like: DualPrices, lot: np.random.Generator, scale: float) -> DualPrices:
    parts = (like.heads, like.tasks, like.works, like.joint)
    return DualPrices(*(part + lot.normal(0, scale, part.shape) for part in parts))


def bounds(state: RosterState, seed: int) -> list[float]:
    """Without prices, after some rounds, at prices by lot around none and the best ones, and with
    those who supervise, or speak a language, together at the best."""
    bound, found = PriceBound(state.problem), []
    at = rounds(80)
    best = ascend(bound, lambda: next(at), found.append)
    alone, end = bound.prove(best)[0], chain([False] * 9, repeat(True))
    found += [alone + more for more in rise(bound, best, lambda: next(end), lambda _: None)]
    together = with_supervisors_whole(bound, best, lambda _: None)
    if together is not None:
        alone, free = together
        end = chain([False] * 9, repeat(True))
        found += [alone, *(alone + more for more in rise(bound, free, lambda: next(end), float))]
    lot = np.random.default_rng(seed)
    for scale in (0.5, 5.0, 50.0):
        for prices in (bound.nothing(), best):
            found.append(bound.prove(bound.within(around(prices, lot, scale)))[0])
    return found


def drawn(seed: int) -> tuple[Scenario, Requirements] | None:
    """A small centre, some with pins or a published roster; None where it has no roster."""
    scenario, requirements = centre(seed, SMALL)
    state = RosterState(build_problem(scenario, requirements))
    if place_first_roster(WeekMoves(state, seed)) or state.counts.forced():
        return None
    roster = state.roster()
    if seed % 3 == 0:
        scenario = with_pins(scenario, roster, seed)
    if seed % 4 == 0:
        scenario = replace(scenario, published=roster)
    return scenario, requirements


@pytest.mark.parametrize("block", [0, 1, *slowly(2, 3)])
def test_bound_optimum_and_roster_in_order(block: int) -> None:
    proven = 0
    for seed in range(10 * block, 10 * block + 10):
        found = drawn(seed)
        if found is None:
            continue
        scenario, requirements = found
        state = RosterState(build_problem(scenario, requirements))
        assert place_first_roster(WeekMoves(state, seed)) == []
        roster_cost = price(scenario, requirements, state.roster()).total
        model = exact_model(scenario, requirements)
        _, optimum, _, status = solve_exact(model, limit_s=30, deterministic=0.15)
        # short of a proof, what the model has found is above its optimum
        assert max(bounds(state, seed)) <= optimum + ROUNDING, f"seed {seed}"
        if status == "optimal":
            proven += 1
            assert roster_cost >= optimum - ROUNDING
        if seed % 10 == 0:
            answer = solve(
                scenario, requirements, limit_s=0.3, gap=0.0, seed=seed, reproducible=True
            )
            assert audit(scenario, requirements, answer.roster) == []
            assert answer.bound <= optimum + ROUNDING
            assert answer.objective == pytest.approx(
                price(scenario, requirements, answer.roster).total
            )
            assert status != "optimal" or answer.objective >= optimum - ROUNDING
    assert proven >= 3  # 4 to 10


@pytest.mark.parametrize("block", [0, *slowly(1)])
def test_in_order_where_heads_are_a_choice(block: int) -> None:
    proven = 0
    for seed in range(6 * block, 6 * block + 6):
        scenario, requirements = centre(seed, ONE_DAY)
        requirements = with_choice(scenario, requirements, seed)
        state = RosterState(build_problem(scenario, requirements))
        if place_first_roster(WeekMoves(state, seed)) or state.counts.forced():
            continue
        roster = state.roster()
        model = exact_model(scenario, requirements)
        _, optimum, _, status = solve_exact(model, limit_s=30, deterministic=0.15)
        assert max(bounds(state, seed)) <= optimum + ROUNDING, f"seed {seed}"
        answer = solve(scenario, requirements, limit_s=0.3, gap=0.0, seed=seed, reproducible=True)
        assert answer.bound <= optimum + ROUNDING
        assert answer.requirements.rows == allotted(scenario, requirements, answer.roster).rows
        assert audit(scenario, answer.requirements, answer.roster) == []
        if status == "optimal":
            proven += 1
            for found in (roster, answer.roster):
                asked = allotted(scenario, requirements, found)
                assert price(scenario, asked, found).total >= optimum - ROUNDING
    assert proven >= 2


def reached(scenario: Scenario, requirements: Requirements) -> float:
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    bound, found = PriceBound(state.problem), []
    at = rounds(200)
    ascend(bound, lambda: next(at), found.append)
    assert found == sorted(found)
    return found[-1]


def two_hours(people: int, hours: str, days: int = 1) -> Scenario:
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours=hours, step_minutes=60, slot_minutes=60
    )
    return small_centre(
        days=days,
        hours={"phone": hours},
        slot_minutes=60,
        csrs=tuple(csr(f"c{i}", signed) for i in range(people)),
    )


def test_reached_where_nothing_is_to_be_decided() -> None:
    # one person, 8:00-10:00; two are needed: one of them missing for two hours
    scenario = two_hours(1, "08:00-10:00")
    assert reached(scenario, needs(scenario, phone=[2, 2])) == pytest.approx(120, abs=0.5)


def test_hours_are_not_enough_however_they_lie() -> None:
    # Two people of two hours in four hours that need two each: four of eight heads are
    # missing. Spread evenly one is missing in each hour: 4 x 60.
    scenario = two_hours(2, "08:00-12:00")
    assert reached(scenario, needs(scenario, phone=[2] * 4)) == pytest.approx(240, abs=0.5)


def test_short_of_many_everywhere() -> None:
    # Two people of two hours in four hours that need 40 each: 39 are missing in each hour, of
    # which the first costs 60, the second 120, ...: 60 x 39 x 40 / 2. A head is worth 2,340.
    scenario = two_hours(2, "08:00-12:00")
    found = reached(scenario, needs(scenario, phone=[40] * 4))
    assert found == pytest.approx(4 * 60 * 780, abs=0.5)
    # Both speak Spanish, which 20 of the 40 have to: 19 of those are missing, at 60 again.
    speakers = tuple(replace(c, languages=frozenset({"en", "es"})) for c in scenario.csrs)
    found = reached(
        replace(scenario, csrs=speakers), needs(scenario, phone=[40] * 4, phone_es=[20] * 4)
    )
    assert found == pytest.approx(4 * 60 * (780 + 190), abs=0.5)


@pytest.mark.parametrize("sittings", [1, 2])
def test_one_sitting_cannot_excuse_those_on_leave_on_different_days(sittings: int) -> None:
    # One person is needed from 8:00 to 10:00 on Monday and Tuesday; c0 cannot work on Monday,
    # for leave at 8:00, and c1 not on Tuesday. Who meets is missing for an hour, for 60; who is
    # on leave at every sitting is excused for 20. Held on one day: 60 + 20; on both: 2 x 60.
    on_leave = (TimeOff("c0", 8, 9, "leave", True), TimeOff("c1", 32, 33, "leave", True))
    short = two_hours(2, "08:00-10:00", days=2)
    scenario = replace(
        short,
        prices=replace(short.prices, missed_meeting=20.0),
        meetings=(Meeting("m", "Team", ("c0", "c1"), 1, sittings, frozenset({0, 1}), 8, 10),),
        time_off=on_leave,
    )
    needed = needs(scenario, phone=[1, 1] + [0] * 22 + [1, 1])
    assert reached(scenario, needed) == pytest.approx(80, abs=0.5)
    assert (
        solve(scenario, needed, limit_s=0.5, gap=0.0, seed=1, reproducible=True).objective == 80.0
    )


@pytest.mark.parametrize(
    ("needed", "dollars"),
    [
        # Nobody is needed, and a sitting keeps c0 off the phones: at 9:00 and 11:00 there is one
        # head too many, 2 x 2. If c0 sat only once there would be three such hours, 6.
        (0, 4),
        # Two are needed: none is there at the sittings, and c0 at the other hours.
        (2, 2 * (60 + 120) + 2 * 60),
    ],
)
def test_a_host_sits_twice_where_the_others_never_meet(needed: int, dollars: float) -> None:
    # c0 works 8:00-12:00; c1 comes for the hour at 8:00 and c2 for that at 10:00, to sit.
    def person(csr_id: str, hours: int, span: str) -> Csr:
        terms = contract(
            days=1, shift_hours=(hours,), week_hours=hours, hours=span, step_minutes=60,
            slot_minutes=60,
        )  # fmt: skip
        return csr(csr_id, terms)

    scenario = replace(
        two_hours(1, "08:00-12:00"),
        csrs=(
            person("c0", 4, "08:00-12:00"),
            person("c1", 1, "08:00-09:00"),
            person("c2", 1, "10:00-11:00"),
        ),
        meetings=(
            Meeting("m", "Team", ("c0", "c1", "c2"), 1, 2, frozenset({0}), 8, 12, hosts=("c0",)),
        ),
        labour=Labour(breaks=(BreakBand(24 * 60, 0, 0),)),
    )
    asked = needs(scenario, phone=[needed] * 4)
    assert reached(scenario, asked) <= dollars + 0.01
    exact = solve_exact(exact_model(scenario, asked), limit_s=10)
    assert exact[1] == pytest.approx(dollars, abs=ROUNDING)
    answer = solve(scenario, asked, limit_s=0.5, gap=0.0, seed=1, reproducible=True)
    assert audit(scenario, asked, answer.roster) == []
    assert answer.objective == pytest.approx(dollars)
    sat = [s.start for s in answer.roster.segments if (s.csr_id, s.activity) == ("c0", "meeting:m")]
    assert sat == [8, 10]


def test_excused_and_refused_count() -> None:
    # The only hours are those of the request to be off, and leave takes away the meeting:
    # 10 x weight 3, and 60 for the attendee who is missed. Nobody is needed: the shift is one
    # head too many in two hours, at 2 each.
    scenario = replace(
        two_hours(1, "08:00-10:00"),
        requests=(Request("c0", "off", 8, 9, 3.0),),
        meetings=(Meeting("m", "Team", ("c0",), 1, 1, frozenset({0}), 12, 13),),
        time_off=(TimeOff("c0", 12, 13, "leave", True),),
    )
    total = 30 + 60 + 2 + 2
    assert reached(scenario, needs(scenario, phone=[0, 0])) == pytest.approx(total, abs=0.5)
