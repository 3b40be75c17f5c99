"""A roster that keeps every rule comes first, whatever the time limit says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Pin, Scenario
from scheduler.domain.settings import Labour
from scheduler.rostering.cp_sat.finish import Finish, FinishLimits
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt, broken_weeks
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from tests.small_centres import (
    at,
    clock,
    contract,
    csr,
    flat_volumes,
    roster,
    shift,
    small_centre,
)

# The meal is an hour later than when the rest was set, to which phone follows email without a
# pause: the rest at 9:00 is to be within an hour of the middle of 8:00 to 12:30, 10:15.
MOVED_MEAL = (
    "08:00 phone 09:00 rest 09:15 email 11:30 phone 12:30 meal 13:00 phone 14:45 rest 15:00 "
    "phone 16:30"
)
NO_TIME = 1e-6
SMALL = small_centre()


def edited() -> tuple[Scenario, Roster]:
    """Two people on one day; the meal of one was moved by hand, and is pinned."""
    people = tuple(csr(i, channels="phone;email") for i in ("c01", "c02"))
    centre = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"}, csrs=people)
    other = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
    found = roster(shift("c01", 0, MOVED_MEAL), shift("c02", 0, other))
    meal = Pin("c01", at(0, "12:30"), at(0, "13:00"), "meal", "roster.xlsx Mon!Z6")
    return replace(centre, pins=(meal,), published=found), found


def broken_by(scenario: Scenario, found: Roster) -> set[str]:
    asked = require(scenario, scenario.contacts.given)
    return {violation.rule for violation in audit(scenario, asked, found)}


def test_the_edited_day_breaks_two_rules() -> None:
    assert broken_by(*edited()) == {"meal_and_rest_breaks", "stints"}


def test_a_moved_meal_has_a_roster_without_any_time() -> None:
    scenario, _ = edited()
    asked = require(scenario, scenario.contacts.given)
    answer = solve(scenario, asked, NO_TIME, 0.0, seed=1, reproducible=True)
    assert broken_by(scenario, answer.roster) == set()
    own = [s for s in answer.roster.segments if (s.csr_id, s.activity) == ("c01", "meal")]
    assert own == [Segment("c01", at(0, "12:30"), at(0, "13:00"), "meal", paid=False)]


def test_a_search_starts_from_weeks_that_are_legal_and_keeps_them() -> None:
    scenario, told = edited()
    state = RosterState(build_problem(scenario, require(scenario, scenario.contacts.given)))
    assert broken_weeks(state, told) == {("c01", 0)}
    assert adopt(state, told, broken_weeks(state, told))
    found = state.roster()
    assert broken_by(scenario, found) == set()
    assert found.by_csr["c02"] == told.by_csr["c02"]


def finish_without_time(scenario: Scenario, found: Roster) -> Finish:
    asked = require(scenario, scenario.contacts.given)
    limits = FinishLimits(
        left=lambda: -60.0,
        work=lambda _: None,
        stop=lambda: False,
        say=lambda _: None,
        reproducible=True,
    )
    return Finish(scenario, asked, found, 1, limits)


def test_repairs_have_their_work_after_the_time_is_over() -> None:
    scenario, told = edited()
    finish = finish_without_time(scenario, told)
    finish.repair()
    assert broken_by(scenario, finish.roster) == set()
    assert finish.repaired == 2


@pytest.mark.parametrize("gap", [0.0, 0.5])
def test_seats_and_minimum_staff_have_a_roster_without_any_time(gap: float) -> None:
    # Four half days on two seats, somebody there for all nine hours: two early, two late. Calls
    # come from 10:00 to 13:00 alone, when the first roster, person by person, has all four.
    half = contract("half", days=1, shift_hours=(4,), week_hours=4, step_minutes=15)
    calls = tuple(v for v in flat_volumes(SMALL.grid) if clock("10:00") <= v.start < clock("13:00"))
    centre = replace(
        small_centre(csrs=tuple(csr(f"c{i}", half) for i in range(4)), volumes=calls),
        labour=Labour(seats=2, minimum_staff=1),
    )
    asked = require(centre, centre.contacts.given)
    answer = solve(centre, asked, NO_TIME, gap, seed=1, reproducible=True)
    assert broken_by(centre, answer.roster) == set()
