"""What a week of one person costs that jumps about, by hand; and that turning a price acts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Program, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound, constant
from scheduler.rostering.problem.roster_problem import build_problem
from tests.objective.readings import FREE
from tests.small_centres import contract, csr, roster, shift, small_centre

NO_BREAKS = Labour(breaks=(BreakBand(1440, 0, 0),), min_rest_between_shifts_hours=8)


def terms(
    days: int,
    week: list,
    past: Roster | None = None,
    told: dict[str, Any] | None = None,
    **prices: float,
) -> dict[str, float]:
    """Dollars above zero of a roster of c1, by term, where nobody is required.

    `told`: the published roster and what came after it, as fields of the scenario.
    """
    centre = small_centre(
        days, {"phone": "08:00-20:00", "desk": "08:00-20:00"}, slot_minutes=60,
        csrs=(csr("c1", contract(slot_minutes=60, step_minutes=60), "phone;desk"),),
        meetings=(Meeting("m", "M", ("c1",), 1, 1, frozenset({0}), 8, 20),),
        programs=(Program("p", "P", ("c1",), 1, 1, frozenset({0}), 8, 20),),
        prices=replace(FREE, **prices), past=past, **(told or {}),
    )  # fmt: skip
    nothing = Requirements(centre.grid.slots, (), (), np.zeros(centre.grid.slots, dtype=np.int64))
    return {k: v for k, v in price(centre, nothing, roster(*week)).by_name().items() if v}


def days(*spans: str) -> list:
    """A shift on each of these days in turn; `-` is a day off."""
    return [
        shift("c1", d, span.replace("-", " phone "), 60)
        for d, span in enumerate(spans)
        if span != "-"
    ]


def test_a_day_off_between_two_working_days() -> None:
    week = days("08:00-12:00", "-", "08:00-12:00", "08:00-12:00", "-", "-", "08:00-12:00")
    assert terms(7, week, single_day_off=3) == {"single_days_off": 3}
    seam = days("08:00-12:00", *["-"] * 5, "08:00-12:00", "-", "08:00-12:00")
    assert terms(9, seam, single_day_off=3) == {}  # Monday of the next week is its first day


def test_changes_pass_over_pauses_and_end_at_a_meeting() -> None:
    def changes(text: str) -> float:
        return terms(1, [shift("c1", 0, text, 60)], activity_change=1).get("activity_changes", 0)

    assert changes("08:00 phone 10:00 rest 11:00 phone 12:00 meal 13:00 phone 15:00") == 0
    assert changes("08:00 phone 10:00 rest 11:00 desk 12:00 offline:p 13:00 desk 15:00") == 3
    assert changes("08:00 phone 10:00 meeting:m 11:00 desk 12:00 rest 13:00 phone 15:00") == 1
    assert changes("08:00 meeting:m 09:00 desk 12:00") == 0


def test_a_late_night_and_an_early_morning() -> None:
    week = days("12:00-20:00", "08:00-12:00", "08:00-12:00")  # 12, then 20 hours
    assert terms(3, week, short_rest_per_hour=2, short_rest_below_hours=15) == {"short_rests": 6}
    past = roster(shift("c1", -1, "12:00 phone 20:00", 60))
    early = days("08:00-12:00")
    found = terms(1, early, past, short_rest_per_hour=2, short_rest_below_hours=15)
    assert found == {"short_rests": 6}


def test_starts_unlike_those_of_the_week_before() -> None:
    past = roster(*(shift("c1", d, f"{h:02}:00 phone 16:00", 60)
                    for d, h in ((-7, 9), (-6, 10), (-5, 12), (-8, 15))))  # fmt: skip
    week = days("08:00-12:00", "10:00-12:00", "13:00-15:00")  # 2, 0 and 3 h from 10:00
    found = terms(3, week, past, start_unlike_last_week_per_hour=2, moving_start_free_hours=1)
    assert found == {"usual_starts": 2 * (1 + 2)}


def test_the_spread_of_the_starts_of_a_week() -> None:
    week = days("08:00-12:00", "10:00-12:00", "13:00-15:00")
    found = terms(3, week, moving_start_per_hour=2, moving_start_free_hours=1.5)
    assert found == {"moving_starts": 2 * 3.5}


def test_what_differs_from_the_published_week() -> None:
    # Published are four hours on Monday to Friday, and on Sunday before and Monday after these
    # seven days. Monday stays, Tuesday is an hour later, Wednesday is an hour longer, Thursday
    # is at the desk for an hour, Friday is off and Saturday is new.
    told = roster(*(shift("c1", d, "08:00 phone 12:00", 60) for d in (-1, 0, 1, 2, 3, 4, 7)))
    week = days("08:00-12:00", "09:00-13:00", "08:00-13:00", "-", "-", "10:00-12:00")
    week.append(shift("c1", 3, "08:00 phone 11:00 desk 12:00", 60))
    found = terms(7, week, told={"published": told}, changed_day=3, changed_shift=5,
                  changed_activity_per_hour=2)  # fmt: skip
    assert found == {"changed_days": 5 * 3, "changes": 4 * 5 + 2}


def test_a_published_shift_that_leave_takes_is_its_owner_s_change() -> None:
    # away on Tuesday, and on Monday from 9:00: what is left of Monday nobody decides about
    told = roster(*(shift("c1", d, "08:00 phone 12:00", 60) for d in (0, 1)))
    leave = TimeOff("c1", 24 + 8, 24 + 9, "sick", True)
    left = shift("c1", 0, "08:00 phone 09:00", 60)
    since = {"published": told, "time_off": (leave,), "given": tuple(left)}
    assert terms(2, [], told=since, changed_day=3) == {}
    assert terms(2, days("-", "09:00-10:00"), told=since, changed_day=3) == {"changed_days": 3}
    assert terms(2, [], told=since, changed_shift=5) == {"changes": 5}  # Tuesday's


def test_where_no_notice_is_given_no_change_is_late() -> None:
    told = roster(shift("c1", 0, "08:00 phone 12:00", 60))
    for hours, dollars in ((0, {}), (24, {"late_changes": 7})):
        since = {"published": told, "now": 9, "labour": Labour(notice_hours=hours)}
        assert terms(2, [], told=since, late_change=7) == dollars


def asked(prices: Prices, labour: Labour = NO_BREAKS) -> tuple[Scenario, Requirements]:
    """One person of two hours a day; needed early on Monday, late on Tuesday, late on Wednesday."""
    signed = contract(days=3, shift_hours=(2,), week_hours=6, hours="08:00-20:00",
                      step_minutes=60, slot_minutes=60)  # fmt: skip
    centre = small_centre(
        3, {"phone": "08:00-20:00"}, slot_minutes=60, csrs=(csr("c1", signed, "phone"),),
        labour=labour, prices=prices,
    )  # fmt: skip
    needed = (8, 9, 24 + 18, 24 + 19, 48 + 18, 48 + 19)
    rows = tuple(Requirement(t, t + 1, "phone", "*", 1.0, 60.0, 1.0, 1) for t in needed)
    slots = centre.grid.slots
    return centre, Requirements(slots, rows, (), np.zeros(slots, dtype=np.int64))


@pytest.mark.parametrize(
    ("rate", "least"),
    [
        (0.0, 0.0),
        (2.0, 2.0 * 9),  # 10 h apart, of which one is free: cheaper than two hours missing at 60
        (14.0, 120.0),  # 126 dollars would be dearer: Monday's two hours are missed
    ],
)
def test_a_price_for_moving_starts_moves_starts(rate: float, least: float) -> None:
    prices = replace(FREE, shortage_per_hour=60.0, moving_start_per_hour=rate,
                     moving_start_free_hours=1.0)  # fmt: skip
    centre, requirements = asked(prices)
    state = RosterState(build_problem(centre, requirements))
    mover = WeekMoves(state, 1)
    assert place_first_roster(mover) == []
    mover.cost = state.cost()
    mover.rebuild(mover.keys, 0.0)
    assert state.cost() + constant(state.problem) == pytest.approx(least)
    assert price(centre, requirements, state.roster()).total == pytest.approx(least)
    assert solve_exact(exact_model(centre, requirements), limit_s=20)[2] == pytest.approx(least)
    # at what a head is worth where it is needed, the bound counts the spread too
    bound = PriceBound(state.problem)
    heads = np.where(state.problem.rows.need > 0, -60.0, 0.0)
    proven = bound.prove(bound.within(replace(bound.nothing(), heads=heads)))[0]
    assert proven == pytest.approx(least)


def test_a_limit_of_the_contract_holds_whatever_it_costs() -> None:
    centre, requirements = asked(replace(FREE, shortage_per_hour=60.0))
    steady = replace(centre.csrs[0], contract=replace(centre.csrs[0].contract, max_start_spread=1))
    centre = replace(centre, csrs=(steady,))
    state = RosterState(build_problem(centre, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    assert price(centre, requirements, state.roster()).total == pytest.approx(120)
    assert solve_exact(exact_model(centre, requirements), limit_s=20)[2] == pytest.approx(120)


@pytest.mark.parametrize(("dollars", "alone"), [(0.0, 1), (500.0, 0)])
def test_a_price_for_single_days_off_moves_days_off(dollars: float, alone: int) -> None:
    # needed for two hours on all days but Wednesday and Sunday: one missing costs 120 dollars
    signed = contract(days=5, shift_hours=(2,), week_hours=10, hours="08:00-10:00",
                      step_minutes=60, slot_minutes=60)  # fmt: skip
    prices = replace(FREE, shortage_per_hour=60.0, single_day_off=dollars)
    centre = small_centre(
        7, {"phone": "08:00-10:00"}, slot_minutes=60, csrs=(csr("c1", signed, "phone"),),
        labour=NO_BREAKS, prices=prices,
    )  # fmt: skip
    needed = [24 * day + hour for day in (0, 1, 3, 4, 5) for hour in (8, 9)]
    rows = tuple(Requirement(t, t + 1, "phone", "*", 1.0, 60.0, 1.0, 1) for t in needed)
    slots = centre.grid.slots
    requirements = Requirements(slots, rows, (), np.zeros(slots, dtype=np.int64))
    state = RosterState(build_problem(centre, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    worked = {shift.day for shift in state.roster().shifts(24)["c1"]}
    assert sum(d not in worked and {d - 1, d + 1} <= worked for d in range(1, 6)) == alone
    total = price(centre, requirements, state.roster()).total
    assert total == pytest.approx(120.0 if dollars else 0.0)
    assert solve_exact(exact_model(centre, requirements), limit_s=20)[2] == pytest.approx(total)


@pytest.mark.parametrize(("rate", "early"), [(0.0, True), (100.0, False)])
def test_a_price_for_starts_unlike_last_week_keeps_the_start(rate: float, early: bool) -> None:
    # needed at 8:00 on Monday; last week's start was noon, four hours away, one of them free
    centre, requirements = asked(
        replace(FREE, shortage_per_hour=60.0, start_unlike_last_week_per_hour=rate,
                moving_start_free_hours=1.0)
    )  # fmt: skip
    past = roster(shift("c1", -5, "12:00 phone 14:00", 60))
    centre = replace(centre, past=past)
    state = RosterState(build_problem(centre, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    monday = state.roster().shifts(24)["c1"][0]
    assert (monday.start == 8) == early
