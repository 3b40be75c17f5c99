"""Rosters of two processes, and requests on the days of meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Pin, Request, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.price import price
from scheduler.objective.requests import request_granted
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search import annealing as annealing_module
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.second_process import SecondProcess
from scheduler.rostering.solve import solve
from scheduler.rules.pins import OFF
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from tests.rostering.test_exact import needs
from tests.rostering.test_search import week
from tests.small_centres import at, contract, csr, small_centre

LIMITS = SearchLimits(2.0, 0.0, 0.0, lambda _: None, lambda: False, Clock(reproducible=True))


def begun(scenario: Scenario, requirements: Requirements, seed: int) -> Annealing:
    own = replace(LIMITS, clock=Clock(reproducible=True))
    annealing = Annealing(build_problem(scenario, requirements), seed, own)
    assert annealing.begin()
    return annealing


def test_a_better_roster_of_another_goes_on_the_board() -> None:
    scenario = week(people=3)
    requirements = require(scenario, scenario.contacts.given)
    first, other = begun(scenario, requirements, 1), begun(scenario, requirements, 2)
    other.improve()
    theirs = other.best()
    assert other.objective < first.objective
    first.consider(theirs)
    first.return_to_best()
    assert first.state.roster() == theirs
    assert first.objective == pytest.approx(price(scenario, requirements, theirs).total)


def test_a_worse_roster_of_another_is_left() -> None:
    scenario = week(people=3)
    requirements = require(scenario, scenario.contacts.given)
    first, other = begun(scenario, requirements, 1), begun(scenario, requirements, 2)
    theirs = other.best()
    first.improve()
    ours = first.best()
    assert first.objective < other.objective
    first.consider(theirs)
    first.return_to_best()
    assert first.state.roster() == ours


def test_a_search_goes_on_from_a_known_roster() -> None:
    scenario = week(people=3)
    requirements = require(scenario, scenario.contacts.given)
    earlier = begun(scenario, requirements, 1)
    earlier.improve()
    problem, limits = build_problem(scenario, requirements), replace(LIMITS, seconds=0.0)
    limits = replace(limits, clock=Clock(reproducible=True))
    later = Annealing(problem, 2, limits, earlier.best())
    assert later.begin()
    assert later.objective == pytest.approx(earlier.objective)  # with no time to search again
    assert later.best() == earlier.best()


def test_where_no_other_first_roster_is_found_the_one_before_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = week(people=3)
    annealing = begun(scenario, require(scenario, scenario.contacts.given), 1)
    before = annealing.state.roster()

    def fails(*_: object, **__: object) -> list[tuple[str, int]]:
        annealing.state.clear()
        return [("c0", 0)]

    monkeypatch.setattr(annealing_module, "place_first_roster", fails)
    monkeypatch.setattr(annealing.week_moves, "improve_everybody", lambda _: False)
    annealing.restart(excusing=0.3)
    assert annealing.state.roster() == before


def test_both_sittings_in_the_leave_of_one_who_is_needed_elsewhere() -> None:
    # Everybody works one day of three and one person is needed on Wednesday, for three hours.
    # The team meets on Monday or Tuesday at nine, in at most two sittings; c0 is on leave on
    # Tuesday at nine. Who attends cannot work on Wednesday: 3 x 60 missing. With nobody
    # meeting on Monday c0 is excused, for 60, and works on Wednesday.
    signed = contract(
        days=1,
        shift_hours=(4,),
        week_hours=4,
        hours="08:00-13:00",
        step_minutes=60,
        slot_minutes=60,
    )
    scenario = small_centre(
        days=3,
        hours={"phone": "08:00-13:00"},
        slot_minutes=60,
        labour=Labour(breaks=(BreakBand(24 * 60, 0, 0),)),
        csrs=tuple(csr(f"c{i}", signed) for i in range(3)),
        meetings=(Meeting("m", "Team", ("c0", "c1", "c2"), 1, 2, frozenset({0, 1}), 9, 10),),
        time_off=(TimeOff("c0", at(1, "09:00", 60), at(1, "10:00", 60), "leave", True),),
    )
    wednesday = needs(scenario, phone=[0] * (2 * 24 + 1) + [1, 1, 1])  # from 8:00 on Monday
    answer = solve(scenario, wednesday, 1.0, 0.0, seed=1, reproducible=True)
    assert audit(scenario, wednesday, answer.roster) == []
    terms = price(scenario, wednesday, answer.roster)
    assert (terms["missed_meetings"], terms["shortage"]) == (60.0, 0.0)


def test_nobody_is_excused_where_the_others_could_not_attend() -> None:
    # c0 cannot work on Monday, for leave at 8:00, and would gladly be excused: three are needed
    # on Tuesday. But c1 is off on Monday. So both sit on Tuesday, at best one at 8:00 and one at
    # 9:00: two of three are missing in each hour, 60 + 120. The search ends within 60 of that.
    signed = contract(
        days=1,
        shift_hours=(2,),
        week_hours=2,
        hours="08:00-10:00",
        step_minutes=60,
        slot_minutes=60,
    )
    scenario = small_centre(
        days=2,
        hours={"phone": "08:00-10:00"},
        slot_minutes=60,
        csrs=tuple(csr(f"c{i}", signed) for i in range(2)),
        meetings=(Meeting("m", "Team", ("c0", "c1"), 1, 2, frozenset({0, 1}), 8, 10),),
        time_off=(TimeOff("c0", 8, 9, "leave", True),),
        pins=(Pin("c1", 0, 24, OFF),),
    )
    tuesday = needs(scenario, phone=[0] * 24 + [3, 3])
    answer = solve(scenario, tuesday, 0.5, 0.0, seed=1, reproducible=True)
    assert audit(scenario, tuesday, answer.roster) == []
    assert 2 * (60 + 120) <= answer.objective <= 2 * (60 + 120) + 60
    assert price(scenario, tuesday, answer.roster)["missed_meetings"] == 0.0


def test_the_second_process_may_be_ended_at_any_moment() -> None:
    scenario = week(people=3)
    requirements = require(scenario, scenario.contacts.given)
    problem = build_problem(scenario, requirements)
    for n in range(20):
        second = SecondProcess(problem, n, replace(LIMITS, seconds=1.0), None)
        second.start()
        second.wait(0.002 * n)
        second.end()
        assert second.proven.value <= price(scenario, requirements, _some(scenario)).total
        second.rosters()


def _some(scenario: Scenario) -> Roster:
    return begun(scenario, require(scenario, scenario.contacts.given), 1).best()


def test_who_wants_a_meeting_day_off_sits_on_the_other() -> None:
    # the meeting sits on Tuesday and Wednesday; who would like the one off can come on the
    # other, and with 4 days to work in 7 both can have it
    people = tuple(
        csr(f"c{i}", replace(week().csrs[0].contract, days_per_week=4, week_slots=128))
        for i in range(2)
    )
    meeting = Meeting("m", "Meeting", ("c0", "c1"), 4, 2, frozenset({1, 2}), 36, 68)
    wishes = (
        Request("c0", "off", at(1, "00:00"), at(2, "00:00"), 1.0),
        Request("c1", "off", at(2, "00:00"), at(3, "00:00"), 1.0),
    )
    scenario = small_centre(
        7, {"phone": "07:00-20:00"}, csrs=people, meetings=(meeting,), requests=wishes
    )
    requirements = replace(require(scenario, scenario.contacts.given), rows=())
    answer = solve(scenario, requirements, 1.0, 0.0, 1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    assert all(request_granted(scenario, answer.roster, wish) for wish in wishes)
