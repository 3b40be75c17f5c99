"""Supervisors of heads that are still a choice, and of the last slot of a horizon, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Joint
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.priced_model import PricedModel
from tests.objective.readings import FREE, in_cp_sat
from tests.objective.test_little_to_decide import needing
from tests.small_centres import contract, csr, roster, shift, small_centre

MISSING = 30.0  # dollars of an hour without a supervisor
LAST = 23


def late_evening(sue: str) -> tuple[Scenario, Roster]:
    """Two on the phones from 22:00 to 24:00 of the only day, and a supervisor's shift."""
    signed = contract(
        days=1, shift_hours=(1, 2), week_hours=2, hours="22:00-24:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    scenario = small_centre(
        days=1,
        slot_minutes=60,
        hours=dict.fromkeys(("phone", "supervision"), "22:00-24:00"),
        csrs=(
            *(csr(f"c{i}", signed, "phone") for i in range(2)),
            csr("sue", replace(signed, week_slots=1) if "23:00" in sue else signed, "supervision"),
        ),
        volumes=(),
        labour=Labour(breaks=(BreakBand(600, 0, 0),), supervisor_span=1),
        prices=replace(FREE, missing_supervisor_per_hour=MISSING),
    )
    phones = [shift(f"c{i}", 0, "22:00 phone 24:00", slot_minutes=60) for i in range(2)]
    return scenario, roster(*phones, shift("sue", 0, sue, slot_minutes=60))


def test_the_last_slot_of_the_horizon_needs_its_supervisors() -> None:
    scenario, made = late_evening("22:00 supervision 24:00")
    supervisors = np.zeros(scenario.grid.slots, dtype=np.int64)
    supervisors[LAST] = 2  # one is there
    requirements = replace(needing(scenario, {LAST: 2}), supervisors=supervisors)
    assert price(scenario, requirements, made)["supervision"] == pytest.approx(MISSING)
    found = in_cp_sat(PricedModel(scenario, requirements), made)
    assert found["supervision"] == pytest.approx(MISSING)


def test_heads_that_are_a_choice_need_their_supervisors() -> None:
    # Two heads are wanted in the two hours together, one supervisor for each; the one who is
    # there has the first hour only. Both heads in the first hour miss one, one in each hour
    # misses one, both in the second miss two.
    scenario, made = late_evening("22:00 supervision 23:00")
    heads = np.array([[0, 1, 2], [0, 1, 2]])
    joint = Joint(
        ("phone", ALL), np.array([22, 23]), np.array([23, 24]), heads, 10 * heads,
        np.array([1, 1]), wanted=20, most=2, added=np.zeros(2, dtype=np.int64),
    )  # fmt: skip
    asked = replace(needing(scenario, {22: 1, LAST: 1}), joint=(joint,))
    found = in_cp_sat(PricedModel(scenario, asked), made)
    assert found["supervision"] == pytest.approx(MISSING)
