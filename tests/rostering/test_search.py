"""The whole search: an audited roster within the time, an interruption, or a reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Pin, Scenario, TimeOff
from scheduler.domain.settings import Labour
from scheduler.objective.price import price
from scheduler.rostering.answer import Answer, Contradiction, NoRoster, Progress, Watcher
from scheduler.rostering.solve import solve
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from tests.small_centres import at, contract, csr, small_centre


def week(people: int = 4, **changes: object) -> Scenario:
    """A week of phones 7:00-20:00 and people who work five days of eight hours."""
    signed = contract(hours="07:00-20:00")
    csrs = tuple(csr(f"c{i}", signed, languages="en") for i in range(people))
    return small_centre(7, {"phone": "07:00-20:00"}, **{"csrs": csrs, **changes})


def solved(scenario: Scenario, limit_s: float = 0.3) -> Answer:
    requirements = require(scenario, scenario.contacts.given)
    answer = solve(scenario, requirements, limit_s, 0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    assert answer.objective == pytest.approx(price(scenario, requirements, answer.roster).total)
    assert answer.bound <= answer.objective
    return answer


def test_a_roster_within_a_short_limit() -> None:
    answer = solved(week())
    assert answer.status in ("feasible", "optimal")
    assert answer.trace[0].stage == "building"
    assert answer.trace[-1].stage == "done"


def test_progress_only_gets_better() -> None:
    told: list[Progress] = []
    scenario = week()
    requirements = require(scenario, scenario.contacts.given)
    answer = solve(scenario, requirements, 0.6, 0.0, 1, Watcher(told.append))
    objectives = [p.objective for p in told if p.objective is not None]
    bounds = [p.bound for p in told if p.bound is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert bounds == sorted(bounds)
    assert {p.limit_s for p in told} == {0.6}
    assert told[-1].regret == answer.regret


def test_stopped_at_the_first_roster() -> None:
    scenario = week()
    requirements = require(scenario, scenario.contacts.given)
    told: list[Progress] = []
    answer = solve(
        scenario, requirements, 60.0, 0.0, 1,
        Watcher(told.append, lambda: any(p.objective is not None for p in told)),
    )  # fmt: skip
    assert answer.status == "interrupted"
    assert audit(scenario, requirements, answer.roster) == []
    assert -np.inf < answer.bound <= answer.objective


def test_a_gap_that_is_allowed_ends_the_search() -> None:
    scenario = week()
    answer = solve(scenario, require(scenario, scenario.contacts.given), 60.0, gap=10.0, seed=1)
    assert answer.status == "optimal"
    assert answer.gap <= 10.0


def test_everybody_away() -> None:
    away = tuple(TimeOff(f"c{i}", 0, 7 * 96, "leave", True) for i in range(4))
    answer = solved(week(time_off=away))
    assert answer.roster == Roster(())
    assert answer.status == "optimal"  # nothing is to be decided: the bound is the objective
    assert answer.bound == pytest.approx(answer.objective)


def test_nobody_is_needed() -> None:
    answer = solved(week(people=1, volumes=()))
    # 8 paid hours less half an hour of rests on each of five days, one head too many at 2 an hour
    assert answer.objective == pytest.approx(5 * 7.5 * 2)
    assert answer.required_hours == 0
    assert answer.regret == answer.regret_hours


def test_a_centre_without_people() -> None:
    answer = solved(week(people=0))
    assert answer.roster == Roster(())
    assert answer.objective > 0  # the whole day is short


def test_minimum_staff_above_the_number_of_people() -> None:
    scenario = week(labour=Labour(minimum_staff=5, sources={"minimum_staff": "settings.toml:9"}))
    with pytest.raises(Contradiction) as raised:
        solved(scenario)
    assert [(c.rule, c.source) for c in raised.value.clauses] == [
        ("minimum_staff", "settings.toml:9")
    ]
    assert raised.value.conflicts[0].demands[0].cure is not None


def test_a_pin_that_the_contract_cannot_keep() -> None:
    pin = Pin("c0", at(1, "20:00"), at(1, "21:00"), "shift", "pins.csv:2")
    with pytest.raises(Contradiction) as raised:
        solved(week(pins=(pin,)), limit_s=30)
    assert {c.rule for c in raised.value.clauses} >= {"pins"}


def test_two_pinned_days_of_a_contract_of_one() -> None:
    signed = contract(days=1, week_hours=8, hours="07:00-20:00")
    pins = tuple(
        Pin("c0", at(d, "12:00"), at(d, "13:00"), "shift", f"pins.csv:{d + 2}") for d in range(2)
    )
    scenario = small_centre(
        2, {"phone": "07:00-20:00"}, csrs=(csr("c0", signed, languages="en"),), pins=pins
    )
    with pytest.raises(Contradiction) as raised:
        solved(scenario, limit_s=30)
    # two shifts are more than one day, and of eight hours more than eight: either will do
    rules = {c.rule for c in raised.value.clauses}
    assert "pins" in rules
    assert rules & {"contract_days", "contract_hours"}


def test_without_time_to_explain_there_is_just_no_roster() -> None:
    pins = tuple(Pin("c0", at(d, "12:00"), at(d, "13:00"), "shift") for d in range(6))
    labour = Labour(seats=1, minimum_staff=1)
    with pytest.raises((Contradiction, NoRoster)):
        solved(week(pins=pins, labour=labour), limit_s=0.0)


def test_pinned_days_are_worked() -> None:
    pins = (
        Pin("c0", at(5, "12:00"), at(5, "13:00"), "shift"),
        Pin("c0", at(6, "10:00"), at(6, "10:30"), "phone"),
    )
    answer = solved(week(pins=pins))
    days = {s.start // 96 for s in answer.roster.by_csr["c0"]}
    assert {5, 6} <= days


def test_seats_hold_although_everybody_would_like_the_same_hours() -> None:
    # 20 x 5 person-days of 8.5 h in a day of 13 h, so that all meet around noon: at most 15
    # a day fit on 15 seats, 15 x 7 = 105 are enough
    answer = solved(week(people=20, labour=Labour(seats=15)))
    assert answer.roster.segments


def test_gap_and_regret_as_the_contract_defines_them() -> None:
    nothing = Requirements(0, (), (), np.zeros(0, dtype=np.int64))
    answer = Answer(Roster(()), nothing, "feasible", 130.0, 100.0, 1.0, 60.0, 50.0)
    assert answer.gap == pytest.approx(30 / 130)
    assert answer.regret_hours == pytest.approx(0.5)  # 30 dollars at 60 an hour
    assert answer.regret == pytest.approx(0.01)  # of 50 required hours
    idle = replace(answer, objective=0.5, bound=0.2, required_hours=0.0)
    assert idle.gap == pytest.approx(0.3)  # of one dollar at least
    assert idle.regret == pytest.approx(0.3 / 60)  # of one hour at least


def test_requirements_without_a_row() -> None:
    scenario = week(people=1)
    slots = scenario.grid.slots
    empty = Requirements(slots, (), (), np.zeros(slots, dtype=np.int64))
    answer = solve(scenario, empty, 1.0, 0.0, 1)
    assert audit(scenario, empty, answer.roster) == []
