"""Neighbourhoods are drawn as often as stated, and what they did is counted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.neighbourhoods import (
    DAY_NEIGHBOURHOODS,
    NEIGHBOURHOODS,
    draw_neighbourhood,
)
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.tallies import Tallies
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from scheduler.staffing.requirements import require
from tests.rostering.test_search import week


def test_each_is_drawn_in_its_share() -> None:
    # params: meetings 12 %, of the rest 10 % horizons, of what is left 40 % alike, 30 % short:
    # .12, .088, .88 x .9 x .4 = .3168, .2376 and .2376. With 20,000 draws the standard error is
    # below .0034.
    rng = np.random.default_rng(1)
    drawn = Counter(draw_neighbourhood(rng, 30, 2, 2)[0].name for _ in range(20_000))
    shares = [drawn[n.name] / 20_000 for n in NEIGHBOURHOODS]
    assert shares == pytest.approx([0.12, 0.088, 0.3168, 0.2376, 0.2376], abs=0.014)


def test_nothing_is_drawn_that_the_centre_does_not_have() -> None:
    rng = np.random.default_rng(1)
    drawn = [draw_neighbourhood(rng, 2, 0, 1) for _ in range(500)]
    assert {n.name for n, _ in drawn} == {"people alike", "people where short", "any people"}
    assert {extent.people for _, extent in drawn} == {1, 2}


def test_dollars_saved_add_up_to_what_the_roster_got_cheaper() -> None:
    scenario = week(people=3)
    state = RosterState(build_problem(scenario, require(scenario, scenario.contacts.given)))
    tallies = Tallies()
    moves = WeekMoves(state, 1, tallies)
    assert place_first_roster(moves) == []
    before = moves.cost
    for _ in range(30):
        moves.step()
    DayMoves(state, tallies).run(500, 1.0, 1)
    counts = tallies.counts("first")
    assert sum(c.saved for c in counts) == pytest.approx(before - state.cost())
    assert sum(c.proposed for c in counts if c.name in DAY_NEIGHBOURHOODS) == 500
    assert sum(c.proposed for c in counts if c.name not in DAY_NEIGHBOURHOODS) == 30
    assert all(0 <= c.kept <= c.proposed for c in counts)


def test_an_answer_says_what_was_done() -> None:
    scenario = week(people=3)
    answer = solve(
        scenario, require(scenario, scenario.contacts.given), 1.0, 0.0, seed=1, reproducible=True
    )
    first = {n.name: n for n in answer.neighbourhoods if n.process == "first"}
    assert {"any day", "any people", "everybody in turn"} <= set(first)
    assert first["any day"].proposed > first["any day"].kept > 0
    assert first["any people"].seconds > 0.0
