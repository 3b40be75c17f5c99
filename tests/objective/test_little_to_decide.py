"""Where little is to be decided: the readings of a term that one legal roster cannot show."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Deferrable, Requirement, Requirements
from scheduler.domain.scenario import Meeting, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Pay, Prices
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound, constant
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.problem.roster_problem import build_problem
from tests.objective.readings import FREE
from tests.small_centres import contract, csr, roster, shift, small_centre


def two_days(people: int, channel: str, prices: Prices, days_worked: int = 1) -> Scenario:
    """Monday and Tuesday from 8:00 to 10:00, shifts of these two hours."""
    signed = contract(
        days=days_worked, shift_hours=(2,), week_hours=2 * days_worked, hours="08:00-10:00",
        step_minutes=60, slot_minutes=60,
    )  # fmt: skip
    return small_centre(
        days=2,
        slot_minutes=60,
        hours={channel: "08:00-10:00"},
        csrs=tuple(csr(f"c{i}", signed, channel) for i in range(people)),
        volumes=(),
        labour=Labour(breaks=(BreakBand(600, 0, 0),)),
        prices=prices,
    )


def searched(scenario: Scenario, requirements: Requirements) -> tuple[RosterState, float]:
    """A first roster, and what the search says that it costs."""
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    return state, state.cost() + constant(state.problem)


def needing(scenario: Scenario, people: dict[int, int]) -> Requirements:
    """So many people on the phones in these slots, each an interval."""
    rows = tuple(Requirement(s, s + 1, "phone", ALL, 1, 1, 1, n) for s, n in people.items())
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    return Requirements(scenario.grid.slots, rows, (), nobody)


def test_surplus_is_spread_in_proportion_to_what_is_required() -> None:
    # Four people work in every hour. Where two are required the third costs 3 x 1/2 and the
    # fourth 3 x 2/2, where three are the fourth costs 3 x 1/3, and where four are none does.
    scenario = two_days(4, "phone", replace(FREE, surplus_per_hour=3), days_worked=2)
    requirements = needing(scenario, {8: 2, 9: 3, 32: 4, 33: 4})
    state, cost = searched(scenario, requirements)
    assert cost == pytest.approx(5.5)
    assert price(scenario, requirements, state.roster())["surplus"] == pytest.approx(5.5)
    assert solve_exact(exact_model(scenario, requirements), limit_s=20)[2] == pytest.approx(5.5)
    # a fifth would cost 3 x 3/2, 3 x 2/3 and 3 x 1/4; so each of the four is kept at that price
    heads = state.counts.price()
    assert heads[0, [8, 9, 32, 33]] == pytest.approx([4.5, 2.0, 0.75, 0.75])
    bound = PriceBound(state.problem)
    at = replace(bound.nothing(), heads=heads)
    assert bound.prove(bound.within(at))[0] == pytest.approx(5.5)


def test_each_head_missing_is_worth_what_it_would_save() -> None:
    # Two people where four are required for an hour: 60 + 120 for the two missing. A third head
    # would save 120. Paid 150 for a head the row keeps both: 180 + 2 x 150 is less than
    # 360 + 150 and 600.
    scenario = two_days(2, "phone", replace(FREE, shortage_per_hour=60), days_worked=2)
    requirements = needing(scenario, {8: 4, 9: 2, 32: 2, 33: 2})
    state, cost = searched(scenario, requirements)
    assert cost == pytest.approx(180)
    assert price(scenario, requirements, state.roster())["shortage"] == pytest.approx(180)
    assert solve_exact(exact_model(scenario, requirements), limit_s=20)[2] == pytest.approx(180)
    heads = state.counts.price()
    assert heads[0, [8, 9]] == pytest.approx([-120, 0])
    heads[0, 8] = -150
    bound = PriceBound(state.problem)
    at = replace(bound.nothing(), heads=heads)
    assert bound.prove(bound.within(at))[0] == pytest.approx(480 - 2 * 150)


def test_meals_have_no_premium_and_a_shift_until_the_evening_is_none() -> None:
    # Saturday 8:00 to 12:30 and Sunday 9:00 to 13:30, with an unpaid meal of half an hour: 8 h
    # at 2. The evening begins at 12:30, so Sunday's shift is the first evening, 7, the one of
    # Saturday and the one of the past are none. Ana has no equals to be ahead of: 5 x (1 + 2).
    signed = contract(
        days=2, shift_hours=(4,), week_hours=8, hours="08:00-13:30", slot_minutes=30
    )  # fmt: skip
    spans = ((16, 25), (18, 27))
    scenario = small_centre(
        days=2,
        first_day=small_centre().grid.date(5),
        slot_minutes=30,
        opening={"phone": spans},
        weekly_opening={"phone": ((16, 27),) * 7},
        csrs=(csr("ana", signed),),
        volumes=(),
        labour=Labour(breaks=(BreakBand(240, 0, 1),)),
        pay=Pay(evening_from=12 * 60 + 30, weekend_premium_per_hour=2, overtime_multiple=0),
        prices=replace(FREE, weekend_day=5, evening_shift=7),
        past=roster(shift("ana", -7, "08:00 phone 12:30", 30)),
    )
    requirements = needing(scenario, {})
    state, cost = searched(scenario, requirements)
    assert cost == pytest.approx(16 + 7 + 15)
    found = price(scenario, requirements, state.roster())
    assert (found["pay"], found["fairness"]) == pytest.approx((16, 7 + 15))
    model = exact_model(scenario, requirements)
    assert solve_exact(model, limit_s=20)[2] == pytest.approx(38, abs=0.01)
    assert PriceBound(state.problem).least() == pytest.approx(38)


@pytest.mark.parametrize("sittings", [1, 2])
def test_an_excuse_costs_its_price_once(sittings: int) -> None:
    # One person is needed in each hour. Leave keeps c0 from Monday and c1 from Tuesday, so one
    # sitting excuses one of them, 20, and takes the other off the phones, 60. Where two may be
    # held, two cost 2 x 60: one is held still.
    scenario = replace(
        two_days(2, "phone", replace(FREE, shortage_per_hour=60, missed_meeting=20)),
        meetings=(Meeting("m", "Team", ("c0", "c1"), 1, sittings, frozenset({0, 1}), 8, 10),),
        time_off=(TimeOff("c0", 8, 9, "leave", True), TimeOff("c1", 32, 33, "leave", True)),
    )
    requirements = needing(scenario, dict.fromkeys((8, 9, 32, 33), 1))
    state, cost = searched(scenario, requirements)
    assert cost == pytest.approx(price(scenario, requirements, state.roster()).total)
    assert cost == pytest.approx(80 if sittings == 1 or state.excused else 120)
    assert solve_exact(exact_model(scenario, requirements), limit_s=20)[2] == pytest.approx(80)
    proven: list[float] = []
    at = chain(np.linspace(0, 1, 300, endpoint=False).tolist(), repeat(1.0))
    ascend(PriceBound(state.problem), lambda: next(at), proven.append)
    assert proven[-1] == pytest.approx(80, abs=0.5)


def test_an_idle_hour_is_paid_once_whatever_it_pays_at_each_close() -> None:
    # One person with nothing to do for two hours on each of two days, 3 an hour. Effort on
    # Monday pays at both closes; however the prices of these lie, no hour pays more than 3.
    scenario = two_days(1, "email", replace(FREE, surplus_per_hour=3), days_worked=2)
    nothing = np.zeros(scenario.grid.slots)
    work = Deferrable("email", nothing, nothing, nothing)
    requirements = Requirements(scenario.grid.slots, (), (work,), nothing.astype(np.int64))
    state, cost = searched(scenario, requirements)
    assert cost == pytest.approx(12)
    assert price(scenario, requirements, state.roster())["email"] == pytest.approx(12)
    assert solve_exact(exact_model(scenario, requirements), limit_s=20)[2] == pytest.approx(12)
    bound = PriceBound(state.problem)
    # Monday's hours pay at both closes and Tuesday's at the second one
    for paid, proven in {(0, 3): 12, (0, 50): 12, (50, 50): 2 * 3 + 2 * 1.5, (50, 0): 6}.items():
        at = replace(bound.nothing(), works=np.array([paid], dtype=np.float64))
        assert bound.prove(bound.within(at))[0] == pytest.approx(proven)
