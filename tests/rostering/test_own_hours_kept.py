"""Availability and own starts: kept by search, bound and exact model alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Available, Pin, Scenario
from scheduler.rostering.answer import Contradiction
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.solve import solve
from scheduler.verification.auditor import audit
from tests.rostering.test_horizons import ROUNDING, phones, wanted

MORNING = Available("c0", frozenset({0, 1, 2, 3, 4}), 8, 10, source="availability.csv:2")


def starts(roster: Roster, csr_id: str) -> set[int]:
    """Hours of the day at which the person's shifts start (60-minute slots)."""
    return {shift.start % 24 for shift in roster.shifts(24).get(csr_id, ())}


def centre(**signed: object) -> tuple[Scenario, Requirements]:
    """Two people of five shifts of two hours; one head is wanted from 10:00 to 12:00."""
    scenario = phones(7, 2, **signed)  # type: ignore[arg-type]
    return scenario, wanted(scenario, 0, 0, 1, 1)


def solved(scenario: Scenario, requirements: Requirements) -> Roster:
    """The roster of a short search, which lies between the exact optimum and the bound."""
    best, optimum, _, status = solve_exact(exact_model(scenario, requirements), 60)
    assert best is not None
    assert status == "optimal"
    answer = solve(scenario, requirements, limit_s=0.5, gap=0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    assert answer.bound - ROUNDING <= optimum <= answer.objective + ROUNDING
    assert answer.objective == pytest.approx(optimum, abs=ROUNDING)
    return answer.roster


def test_availability_moves_the_shifts() -> None:
    scenario, requirements = centre()
    assert starts(solved(scenario, requirements), "c0") != {8}
    early = replace(scenario, availability=(replace(MORNING, weekdays=frozenset(range(7))),))
    assert starts(solved(early, requirements), "c0") == {8}


def test_a_weekday_without_a_row_stays_free() -> None:
    scenario, requirements = centre()
    row = replace(MORNING, weekdays=frozenset({0, 1, 2, 3}))
    roster = solved(replace(scenario, availability=(row,)), requirements)
    shifts = roster.shifts(24)["c0"]
    assert {s.start % 24 for s in shifts if s.day < 4} == {8}
    assert 10 in {s.start % 24 for s in shifts if s.day >= 4}


def test_an_own_start_is_kept_every_day() -> None:
    scenario, _ = centre()
    requirements = wanted(scenario, 0, 1, 2, 1)  # 9:00 to 11:00 helps more than 8:00 to 10:00
    person, other = scenario.csrs
    fixed = replace(scenario, csrs=(replace(person, start=8), other))
    assert starts(solved(fixed, requirements), "c0") == {8}
    near = replace(scenario, csrs=(replace(person, start=8, start_within=1), other))
    assert starts(solved(near, requirements), "c0") == {9}


def test_days_off_are_split_only_for_who_asks() -> None:
    # One head wanted on all days but Wednesday and Saturday; one person of five days.
    scenario = phones(7, 1, min_days_off_in_a_row=2)
    every = wanted(scenario, 1, 1, 0, 0)
    rows = tuple(row for row in every.rows if row.start // 24 not in (2, 5))
    requirements = replace(every, rows=rows)
    together = {s.day for s in solved(scenario, requirements).shifts(24)["c0"]}
    assert together != {0, 1, 3, 4, 6}
    asked = replace(scenario, csrs=(replace(scenario.csrs[0], split_days_off=True),))
    apart = {s.day for s in solved(asked, requirements).shifts(24)["c0"]}
    assert apart == {0, 1, 3, 4, 6}


def test_a_pin_against_availability_is_explained() -> None:
    scenario, requirements = centre()
    pin = Pin("c0", 10, 12, "shift", "pins.csv:2")
    scenario = replace(scenario, availability=(MORNING,), pins=(pin,))
    with pytest.raises(Contradiction) as raised:
        solve(scenario, requirements, limit_s=30, gap=0.0, seed=1)
    assert {clause.rule for clause in raised.value.clauses} >= {"availability", "pins"}
    named = {clause.source for clause in raised.value.clauses}
    assert {"availability.csv:2", "pins.csv:2"} <= named
