"""The load of a centre by hand, and what it decides about excuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Meeting, Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.problem.workload import workload
from tests.rostering.test_exact import needs
from tests.small_centres import contract, csr, small_centre


def two_people(heads: int) -> tuple[Scenario, Requirements]:
    """Four hours each, one of them in a meeting, without rests; so many heads for four hours."""
    signed = contract(
        days=1, shift_hours=(4,), week_hours=4, hours="08:00-12:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    scenario = small_centre(
        days=1,
        hours={"phone": "08:00-12:00"},
        slot_minutes=60,
        csrs=tuple(csr(f"c{i}", signed) for i in range(2)),
        meetings=(Meeting("m", "Team", ("c0", "c1"), 1, 1, frozenset({0}), 8, 12),),
    )
    scenario = replace(scenario, labour=Labour(breaks=(BreakBand(600, 0, 0),)))
    return scenario, needs(scenario, phone=[0] * 8 + [heads] * 4)


@pytest.mark.parametrize(("heads", "load", "dear"), [(1, 4 / 6, True), (2, 8 / 6, False)])
def test_excuses_are_dear_at_first_unless_hours_are_short(
    heads: int, load: float, dear: bool
) -> None:
    scenario, requirements = two_people(heads)
    assert workload(scenario, requirements) == pytest.approx(load)
    limits = SearchLimits(1.0, 0.0, 0.0, lambda _: None, lambda: False, Clock(reproducible=True))
    annealing = Annealing(build_problem(scenario, requirements), 1, limits)
    assert annealing.begin()
    assert (annealing.state.excuse_dearness > 0) == dear
    assert annealing.state.dearness > 0
