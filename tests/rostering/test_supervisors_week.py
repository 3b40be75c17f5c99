"""The bound with the few supervisors solved whole: tight by hand, and below every optimum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Joint, Requirement, Requirements
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.lower_bound.supervisors_week import with_supervisors_whole
from scheduler.rostering.problem.roster_problem import build_problem
from tests.objective.readings import FREE
from tests.small_centres import contract, csr, small_centre


def three_days(
    people: int, most: int | None = None, two: bool = False
) -> tuple[Scenario, Requirements]:
    """One or two are to supervise from 8:00 to 14:00 on three days; each has two days of 4 h."""
    signed = contract(days=2, shift_hours=(4,), week_hours=8, hours="08:00-14:00", step_minutes=60,
                      slot_minutes=60, max_start_spread=most)  # fmt: skip
    centre = small_centre(
        3, {"phone": "08:00-14:00", "supervision": "08:00-14:00"}, slot_minutes=60,
        csrs=tuple(csr(f"s{i}", signed, "supervision") for i in range(people)),
        labour=Labour(breaks=(BreakBand(600, 0, 0),), min_rest_between_shifts_hours=8),
        prices=replace(FREE, missing_supervisor_per_hour=30.0, moving_start_per_hour=5.0,
                       moving_start_free_hours=1.0),
    )  # fmt: skip
    needed = np.zeros(centre.grid.slots, dtype=np.int64)
    for day in range(3):
        needed[24 * day + 8 : 24 * day + 14] = 1
    if two:
        needed *= 2
    return centre, Requirements(centre.grid.slots, (), (), needed)


@pytest.mark.parametrize(
    ("people", "most", "least"),
    [
        # one person has two shifts of the 18 hours that are asked for
        (1, None, 10 * 30),
        # six shifts are needed: three early from 8:00, three late from 10:00. Two people have
        # four: two hours are missing on each of two days
        (2, None, 2 * 2 * 30),
        # three people: one early twice, one late twice, and one 2 h apart, of which one is free
        (3, None, 5),
        # nobody may start more than an hour apart: an hour is missing
        (3, 1, 30),
        (4, None, 0),
    ],
)
def test_what_their_week_costs_by_hand(people: int, most: int | None, least: float) -> None:
    centre, requirements = three_days(people, most)
    bound = PriceBound(build_problem(centre, requirements))
    found = with_supervisors_whole(bound, bound.within(bound.nothing()), lambda _: None)
    assert found is not None
    assert found[0] == pytest.approx(least, abs=0.01)
    roster, optimum, _, status = solve_exact(exact_model(centre, requirements), limit_s=30)
    assert status == "optimal"
    assert roster is not None
    assert price(centre, requirements, roster).total == pytest.approx(optimum, abs=0.01)
    assert optimum == pytest.approx(least, abs=0.01)


@pytest.mark.parametrize(("language", "whole"), [("es", True), (ALL, False)])
def test_a_choice_of_speakers_leaves_supervisors_as_they_are(language: str, whole: bool) -> None:
    # A Spanish speaker in one of two hours of the first day, and nobody speaks it: 60 dollars
    # whichever is chosen, beside the 120 of two supervisors. People of all languages are another
    # matter: who supervises them follows from the choice.
    centre, requirements = three_days(2)
    hours = [(slot, slot + 1) for slot in (8, 9)]
    rows = tuple(Requirement(a, b, "phone", language, 1.0, 60.0, 0.1, 1 - i)
                 for i, (a, b) in enumerate(hours))  # fmt: skip
    joint = Joint(
        ("phone", language), np.array([8, 9]), np.array([9, 10]), np.array([[0, 1]] * 2),
        np.array([[0, 10]] * 2), np.array([1, 0]), wanted=10, most=1, added=np.zeros(2, int),
    )  # fmt: skip
    centre = replace(
        centre, prices=replace(centre.prices, shortage_per_hour=60, language_shortage_per_hour=60)
    )
    asked = Requirements(centre.grid.slots, rows, (), requirements.supervisors, joint=(joint,))
    bound = PriceBound(build_problem(centre, asked))
    found = with_supervisors_whole(bound, bound.within(bound.nothing()), lambda _: None)
    assert (found is not None) == whole
    if found is not None:
        assert 2 * 2 * 30 - 0.01 <= found[0] <= 2 * 2 * 30 + 60.01


def test_more_asked_for_than_there_are() -> None:
    centre, requirements = three_days(1, two=True)
    bound = PriceBound(build_problem(centre, requirements))
    found = with_supervisors_whole(bound, bound.within(bound.nothing()), lambda _: None)
    assert found is not None
    assert found[0] == pytest.approx((36 - 8) * 30, abs=0.01)


def test_too_many_are_left_to_their_prices() -> None:
    centre, requirements = three_days(7)
    bound = PriceBound(build_problem(centre, requirements))
    assert with_supervisors_whole(bound, bound.nothing(), lambda _: None) is None
