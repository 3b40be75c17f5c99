"""Moves where it is short: of people who count there and work that day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.focus import day_that_may_help, sum_shortages
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.problem.roster_problem import build_problem
from tests.rostering.test_exact import needs
from tests.small_centres import contract, csr, small_centre


def draws(spanish: int) -> list[tuple[str, int]]:
    """People and days drawn; two days, of which everybody works one; `spanish` are needed."""
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60
    )  # fmt: skip
    people = [csr(f"c{i}", signed) for i in range(4)]
    people[1] = replace(people[1], languages=frozenset({"en", "es"}))
    scenario = small_centre(
        days=2, hours={"phone": "08:00-10:00"}, slot_minutes=60, csrs=tuple(people)
    )
    requirements = needs(scenario, phone=[0] * 26, phone_es=[spanish, 0] + [0] * 24)
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    day_moves = DayMoves(state)
    chosen = np.array([state.plans[key].chosen for key in day_moves.keys])
    sums = np.empty(day_moves.demand.need.size)
    sum_shortages(day_moves.demand, state.counts.heads, sums)
    found = [day_that_may_help(sums, day_moves.people, chosen, 24) for _ in range(40)]
    assert all(chosen[p, d] >= 0 for p, d in found if p >= 0)
    return [(day_moves.keys[p][0], d) if p >= 0 else ("", d) for p, d in found]


def test_whoever_speaks_the_language_that_is_short() -> None:
    # two are needed on Monday and one speaks it: short by one, and only c1 counts
    assert set(draws(2)) == {("c1", 0)}


def test_nobody_where_nothing_is_short() -> None:
    assert set(draws(1)) == {("", 0)}
