"""Where only one roster is legal, what each term costs and what is proven of it, by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Deferrable, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Request, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Pay, Prices
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound, constant
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.problem.roster_problem import build_problem
from tests.objective.readings import NAMES, only
from tests.small_centres import contract, csr, roster, shift, small_centre

SATURDAY, SUNDAY = 0, 24  # slots of their midnights: hours


def forced() -> tuple[Scenario, Requirements, Roster]:
    """A weekend: Ana on phones, Eva on email and a supervisor, 8:00-10:00 and 9:00-11:00."""
    signed = contract(
        days=2, shift_hours=(2,), week_hours=4, hours="08:00-11:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    spans = ((8, 10), (9, 11))
    channels = ("phone", "email", "supervision")
    scenario = small_centre(
        days=2,
        first_day=small_centre().grid.date(5),
        slot_minutes=60,
        opening=dict.fromkeys(channels, spans),
        weekly_opening=dict.fromkeys(channels, ((8, 11),) * 7),
        csrs=(
            csr("ana", signed, "phone", "en;es"),
            csr("eva", signed, "email"),
            csr("sue", signed, "supervision"),
        ),
        volumes=(),
        labour=Labour(
            breaks=(BreakBand(600, 0, 0),), min_rest_between_shifts_hours=8, notice_hours=10
        ),
        # leave covers the only time at which the meeting can be held
        meetings=(Meeting("m", "Team", ("ana",), 1, 1, frozenset({5}), 12, 13),),
        time_off=(TimeOff("ana", 12, 13, "leave", True),),
        requests=(
            Request("ana", "off", SATURDAY + 8, SATURDAY + 9, 2),
            Request("ana", "prefer", SUNDAY + 9, SUNDAY + 10, 1),  # granted
            Request("ana", "avoid", SATURDAY + 7, SATURDAY + 8, 7),  # granted: until her shift
            Request("eva", "prefer", SATURDAY + 9, SATURDAY + 12, 3),  # an hour of hers only
            Request("eva", "prefer", SUNDAY + 9, SUNDAY + 12, 5),  # granted: 9:00 to 11:00
            Request("eva", "prefer", SATURDAY, SUNDAY + 24, 6),  # granted: two days
            Request("sue", "avoid", SATURDAY, SUNDAY + 24, 4),
            Request("sue", "off", SATURDAY + 10, SUNDAY + 9, 9),  # granted: between her shifts
        ),
        pay=Pay(evening_from=9 * 60, evening_premium_per_hour=1.5, weekend_premium_per_hour=2.25),
        prices=Prices(
            surplus_per_hour=3,
            weekend_day=5,
            evening_shift=7,
            early_start=3,
            early_before=9 * 60,
            moving_start_per_hour=11,
            moving_start_free_hours=0.4,
            start_unlike_last_week_per_hour=4,
            short_rest_per_hour=6,
            short_rest_below_hours=24,
            single_day_off=13,
            activity_change=17,
            changed_shift=20,
            changed_activity_per_hour=2,
            changed_day=9,
            late_change=31,
            urgent_shortage_per_hour=7,
            urgent_hours=2,
        ),
        now=7,  # Saturday 7:00
        # Ana's Saturday, an evening; Eva was there too, and both started early
        past=roster(
            shift("ana", -7, "08:00 phone 10:00", 60), shift("eva", -5, "08:00 email 09:00", 60)
        ),
        published=roster(
            shift("ana", 0, "08:00 email 09:00 phone 10:00", 60),
            shift("eva", 0, "08:00 email 09:00", 60),
            shift("eva", 1, "09:00 email 11:00", 60),
            shift("sue", 0, "08:00 supervision 10:00", 60),
            shift("sue", 1, "09:00 supervision 11:00", 60),
        ),
    )
    only_roster = roster(
        *(shift("ana", d, t, 60) for d, t in enumerate(("08:00 phone 10:00", "09:00 phone 11:00"))),
        *(shift("eva", d, t, 60) for d, t in enumerate(("08:00 email 10:00", "09:00 email 11:00"))),
        shift("sue", 0, "08:00 supervision 10:00", 60),
        shift("sue", 1, "09:00 supervision 11:00", 60),
    )
    return scenario, _asked(scenario), only_roster


def _asked(scenario: Scenario) -> Requirements:
    def need(slot: int, language: str, people: int) -> Requirement:
        return Requirement(slot, slot + 1, "phone", language, 1, 1, 1, people)

    rows = (need(8, ALL, 3), need(9, ALL, 1), need(8, "es", 2))
    arrived = np.where(np.arange(scenario.grid.slots) >= 8, 3.0, 0.0)
    supervisors = np.zeros(scenario.grid.slots, dtype=np.int64)
    supervisors[[8, SUNDAY + 9, SUNDAY + 10]] = 3, 1, 2
    works = (Deferrable("email", arrived, arrived, arrived),)
    return Requirements(scenario.grid.slots, rows, works, supervisors)


# Dollars of the only roster, and what search and bound count of them where that is less.
DOLLARS = {
    # Ana alone where three are needed: 60 + 120
    "shortage": 180,
    # one of two speakers is missing
    "language_shortage": 60,
    # Ana is not needed on Sunday, 2 h, as any head and as a speaker, and at 9:00 on Saturday as
    # a speaker: 5 x 3
    "surplus": 15,
    # 3 h are due by the close of Saturday and 2 are done: 60. One is left for two hours: 3
    "email": 63,
    # two of three are missing, then none, then one: 3 x 30
    "supervision": 90,
    # Ana's day off 2 x 10, Eva's shift until noon 3 x 10, the supervisor's weekend 4 x 10
    "requests": 90,
    "missed_meetings": 60,
    # 2 h each at 2.25 on both days; after 9:00 one hour on Saturday and two on Sunday: 4.50
    "pay": 3 * (2 * 2 * 2.25 + 3 * 1.5),
    # Ana's second and third weekend day, and evening; first and second of the others;
    # everybody's first early start
    "fairness": (5 + 7) * (2 + 3) + 2 * (5 + 7) * (1 + 2) + 3 * 3,
    # an hour later on Sunday, 0.4 h are free
    "moving_starts": 3 * 11 * 0.6,
    # Ana and Eva started at 8:00 the week before, and start an hour later on Sunday
    "usual_starts": 2 * 4 * 0.6,
    # everybody has 23 hours from Saturday 10:00 to Sunday 9:00
    "short_rests": 3 * 6 * 1,
    # nothing of the kind in two days of one activity each (test_week_of_one_person.py)
    "single_days_off": 0,
    "activity_changes": 0,
    # Ana works on Sunday and does something else for an hour of Saturday; Eva works longer
    "changes": 20 + 2 + 20,
    # these three days
    "changed_days": 3 * 9,
    # Eva learns at 7:00 that she stays from 9:00 to 10:00; Ana's Sunday is 26 h off
    "late_changes": 31,
    # of the three needed at 8:00 Ana is there: 7 + 14
    "urgent_shortage": 21,
}

# the whole weekend of one person is one week, so its days count whole; evenings as if each
# came first after the past
BOUND = {
    "fairness": 5 * (2 + 3) + 2 * 5 * 3 + 7 * (2 + 2) + 2 * 7 * (1 + 1) + 3 * 3,
    "short_rests": 0,
    "changed_days": 2 * 9,
}
# Email has the prices of shortage and surplus: what the others of the three cost at them
SHARED = {"shortage": 60, "surplus": 3, "email": 180 + 15}


@pytest.mark.parametrize("name", NAMES)
def test_each_reading_of_each_term(name: str) -> None:
    scenario, requirements, expected = forced()
    assert price(scenario, requirements, expected)[name] == pytest.approx(DOLLARS[name])
    scenario, shared = only(scenario, name), SHARED.get(name, 0)
    total = DOLLARS[name] + shared
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    assert state.roster() == expected
    searched = state.cost() + constant(state.problem)
    assert searched == pytest.approx(total)
    found, objective, least, _ = solve_exact(exact_model(scenario, requirements), limit_s=20)
    assert found == expected
    assert (objective, least) == pytest.approx((total, total), abs=0.01)
    # at what one more head is worth the only roster is everybody's cheapest week
    bound = PriceBound(state.problem)
    heads = state.counts.price()[: len(state.counts.rows.keys)]
    for work in (-60.0, 3.0), (-600.0, 30.0):  # an hour overdue costs 60 at most, and idle 3
        at = replace(bound.nothing(), heads=heads, works=np.array([work]))
        proven = bound.prove(bound.within(at))[0]
        assert proven == pytest.approx(BOUND.get(name, total))


def test_all_terms_together_cost_their_sum() -> None:
    scenario, requirements, expected = forced()
    total = sum(DOLLARS.values())
    assert price(scenario, requirements, expected).total == pytest.approx(total)
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    assert state.cost() + constant(state.problem) == pytest.approx(total)
    least = solve_exact(exact_model(scenario, requirements), limit_s=20)[2]
    assert least == pytest.approx(total, abs=0.01)


@pytest.mark.parametrize("minutes", [60, 30])
def test_overtime_is_worked_where_it_is_cheaper_than_a_shortage(minutes: int) -> None:
    # One person of two hours where one is needed for three: an hour missing costs 60, an hour
    # of overtime at 1.5 x 30 is 45.
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-11:00", step_minutes=60,
        slot_minutes=minutes,
    )  # fmt: skip
    scenario = small_centre(
        slot_minutes=minutes,
        hours={"phone": "08:00-11:00"},
        csrs=(csr("ana", signed),),
        volumes=(),
        labour=Labour(breaks=(BreakBand(600, 0, 0),), max_overtime_hours=1),
    )
    slots = range(8 * 60 // minutes, 11 * 60 // minutes)
    rows = tuple(Requirement(s, s + 1, "phone", ALL, 1, 1, 1, 1) for s in slots)
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    requirements = Requirements(scenario.grid.slots, rows, (), nobody)
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    assert state.cost() + constant(state.problem) == pytest.approx(45)
    assert price(scenario, requirements, state.roster()).total == pytest.approx(45)
    assert solve_exact(exact_model(scenario, requirements), limit_s=20)[2] == pytest.approx(45)
    proven: list[float] = []
    at = chain(np.linspace(0, 1, 300, endpoint=False).tolist(), repeat(1.0))
    ascend(PriceBound(state.problem), lambda: next(at), proven.append)
    assert proven[-1] == pytest.approx(45, abs=0.1)
    dear = replace(scenario, prices=replace(scenario.prices, shortage_per_hour=40.0))
    state = RosterState(build_problem(dear, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    assert state.cost() == pytest.approx(40)
