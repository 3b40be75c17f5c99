"""Contracts over two weeks in the roster: days and hours of each week, and of both together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.solve import solve
from scheduler.verification.auditor import audit
from tests.rostering.test_horizons import ROUNDING, phones, wanted

# Nine shifts of two or three hours that make 26 h: 5 days of 14 h, then 4 days of 12 h
NINE = {"days": 9, "shift_hours": (2, 3), "week_hours": 26, "weeks": 2}


def centre(horizon: int, **signed: Any) -> Scenario:
    """c0 begins with the longer week, c1 with the shorter one."""
    scenario = phones(horizon, 2, **signed)
    one, other = scenario.csrs
    return replace(scenario, csrs=(one, replace(other, first_week=1)))


def weeks_of(roster: Roster, csr_id: str) -> list[tuple[int, int]]:
    """Days and hours of each week."""
    shifts = roster.shifts(24)[csr_id]
    numbers = sorted({shift.day // 7 for shift in shifts})
    weeks = [[s.paid_slots for s in shifts if s.day // 7 == number] for number in numbers]
    return [(len(week), sum(week)) for week in weeks]


def test_longer_and_shorter_week_take_turns() -> None:
    scenario = centre(14, **NINE)
    requirements = wanted(scenario, 1, 1, 1, 1)
    best, optimum, _, status = solve_exact(exact_model(scenario, requirements), 60)
    assert best is not None
    assert status == "optimal"
    answer = solve(scenario, requirements, limit_s=0.7, gap=0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    assert answer.bound - ROUNDING <= optimum <= answer.objective + ROUNDING
    for roster in (best, answer.roster):
        assert weeks_of(roster, "c0") == [(5, 14), (4, 12)]
        assert weeks_of(roster, "c1") == [(4, 12), (5, 14)]


def test_the_audit_counts_each_week() -> None:
    # The same roster, had c0 begun with the shorter week: a day and two hours too many, then less.
    scenario = centre(14, **NINE)
    requirements = wanted(scenario, 1, 1, 1, 1)
    roster = solve(scenario, requirements, limit_s=0.5, gap=0.0, seed=1, reproducible=True).roster
    one, other = scenario.csrs
    changed = replace(scenario, csrs=(replace(one, first_week=1), other))
    found = [(v.rule, v.csr_id, v.start, v.amount) for v in audit(changed, requirements, roster)]
    assert sorted(found) == [
        ("contract_days", "c0", 0, 1),
        ("contract_days", "c0", 168, 1),
        ("contract_hours", "c0", 0, 2.0),
        ("contract_hours", "c0", 168, 2.0),
    ]


def test_four_long_days_and_a_short_one() -> None:
    # 4x9+4 in small: five shifts of 1 or 2 h that make 9 h are four of 2 h and one of 1 h
    scenario = centre(7, days=5, shift_hours=(1, 2), week_hours=9)
    answer = solve(
        scenario, wanted(scenario, 1, 1, 1, 1), limit_s=0.5, gap=0.0, seed=1, reproducible=True
    )
    for csr_id in ("c0", "c1"):
        assert sorted(s.paid_slots for s in answer.roster.shifts(24)[csr_id]) == [1, 2, 2, 2, 2]
