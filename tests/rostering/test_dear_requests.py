"""Requests and excuses that count more than their price at first, and never in what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Request, Scenario
from scheduler.objective.price import price
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.cooling import Cooling
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.params import DEAR_SHARE
from scheduler.rostering.problem.roster_problem import build_problem
from tests.rostering.test_exact import needs
from tests.small_centres import contract, csr, roster, shift, small_centre

DAY = 24  # slots of an hour
FIRST, SECOND = 0b01, 0b10
KEY = ("c0", 0)


def one_person() -> tuple[Scenario, Requirements]:
    """Who works one of two days for two hours asks for the first one off, the only one needed.

    Refusing costs 10 dollars; granting leaves two hours short at 60 each, and two in surplus.
    """
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60
    )  # fmt: skip
    scenario = small_centre(
        days=2,
        hours={"phone": "08:00-10:00"},
        slot_minutes=60,
        csrs=(csr("c0", signed),),
        requests=(Request("c0", "off", 0, DAY, 1.0),),
    )
    prices = replace(scenario.prices, shortage_per_hour=60.0, refused_request=10.0)
    return replace(scenario, prices=prices), needs(scenario, phone=[1, 1])


def annealing_of(scenario: Scenario, requirements: Requirements) -> Annealing:
    limits = SearchLimits(2.0, 0.0, 0.0, lambda _: None, lambda: False, Clock(reproducible=True))
    return Annealing(build_problem(scenario, requirements), 1, limits)


def test_a_dear_request_is_granted_where_its_price_would_refuse_it() -> None:
    state = RosterState(build_problem(*one_person()))
    found = {}
    for times in (1.0, 20.0):  # 10 dollars are less than the 120 short, 200 are more
        state.dearness = times - 1.0
        plan = best_week(state, KEY)
        assert plan is not None
        found[times] = plan.worked
    assert found == {1.0: FIRST, 20.0: SECOND}


def test_what_is_counted_on_top_is_known() -> None:
    state = RosterState(build_problem(*one_person()))
    plan = best_week(state, KEY)
    assert plan is not None
    state.insert(KEY, plan)
    true = state.cost()
    state.dearness = 19.0
    assert state.on_top() == pytest.approx(190.0)  # 19 times the 10 dollars of the refusal
    assert state.cost() - state.on_top() == pytest.approx(true)


def test_the_roster_that_is_kept_is_priced_at_true_prices() -> None:
    scenario, requirements = one_person()
    annealing = annealing_of(scenario, requirements)
    assert annealing.begin()
    assert annealing.objective == pytest.approx(
        price(scenario, requirements, annealing.best()).total
    )
    annealing.improve()
    assert annealing.objective == pytest.approx(10.0)  # the request refused, nothing short
    assert price(scenario, requirements, annealing.best()).total == pytest.approx(10.0)


def test_a_published_roster_is_taken_up_at_true_prices() -> None:
    scenario, requirements = one_person()
    published = roster(shift("c0", 0, "08:00 phone 10:00", slot_minutes=60))
    annealing = annealing_of(replace(scenario, published=published), requirements)
    assert annealing.begin()
    assert annealing.state.dearness == 0.0
    assert annealing.best() == published


def test_dearness_falls_to_nothing_before_the_annealing_ends() -> None:
    cooling = Cooling(4.0, 0.2, 10.0, 20.0, 2.0, dear=16.0)
    assert cooling.dearness(0.0) == pytest.approx(15.0)
    assert cooling.dearness(DEAR_SHARE / 2) == pytest.approx(3.0)  # geometrically: 4 times
    assert cooling.dearness(DEAR_SHARE) == cooling.dearness(1.0) == 0.0


def test_passes_end_where_granted_requests_make_the_cost_negative() -> None:
    scenario, _ = one_person()
    wish = Request("c0", "prefer", 0, DAY, 1.0)  # refused unless granted: below zero
    scenario = replace(scenario, requests=(wish,))
    annealing = annealing_of(scenario, needs(scenario, phone=[0, 0]))
    assert annealing.begin()
    annealing.state.dearness = 19.0
    annealing.week_moves.cost = annealing.state.cost()
    assert annealing.week_moves.cost < 0.0
    assert not annealing.week_moves.improve_everybody(lambda: False)
