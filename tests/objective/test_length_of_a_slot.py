"""A weekend costs the same dollars whether its slots are hours, half hours or quarters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Deferrable, Requirement, Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Meeting, Request, Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.priced_model import PricedModel
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.lower_bound.lagrangian import constant
from scheduler.rostering.problem.roster_problem import build_problem
from tests.objective.readings import NAMES, ODD, ODD_PAY, in_cp_sat
from tests.small_centres import contract, csr, roster, shift, small_centre

SATURDAY = date(2026, 5, 16)
CHANNELS = ("phone", "desk", "email", "supervision")


def weekend(minutes: int) -> tuple[Scenario, Requirements, Roster]:
    """Ana and a supervisor at work; phones, speakers, supervisors and email are short."""
    hour = 60 // minutes

    def own(day: int, text: str, csr_id: str = "ana") -> list[Segment]:
        return shift(csr_id, day, text, minutes)

    signed = contract(days=2, shift_hours=(4, 5), week_hours=8, hours="08:00-20:00",
                      step_minutes=60, slot_minutes=minutes, meal_slots=0)  # fmt: skip
    scenario = small_centre(
        2, dict.fromkeys(CHANNELS, "08:00-20:00"), first_day=SATURDAY, slot_minutes=minutes,
        volumes=(), prices=ODD, pay=replace(ODD_PAY, late_change_hours=0.5), now=7 * hour,
        csrs=(csr("ana", signed, "phone;desk;email", "en;es"), csr("sue", signed, "supervision")),
        labour=Labour(breaks=(BreakBand(600, 0, 0),), min_rest_between_shifts_hours=8,
                      max_overtime_hours=2, notice_hours=10),
        requests=(Request("ana", "off", 12 * hour, 13 * hour, 2),),
        # nobody has a shift at that time
        meetings=(Meeting("m", "Team", ("ana",), hour, 1, frozenset({5}), 21 * hour, 22 * hour),),
        past=roster(own(-2, "10:00 phone 14:00"), own(-1, "12:00 phone 17:00")),
        published=roster(own(0, "12:00 desk 16:00"), own(1, "08:00 phone 12:00")),
    )  # fmt: skip
    worked = roster(
        own(0, "12:00 phone 14:00 desk 15:00 email 17:00"), own(1, "08:00 phone 10:00 desk 12:00"),
        own(0, "12:00 supervision 16:00", "sue"), own(1, "12:00 supervision 16:00", "sue"),
    )  # fmt: skip

    def need(at: int, language: str, people: int) -> Requirement:
        return Requirement(at * hour, (at + 1) * hour, "phone", language, 1, 1, 1, people)

    slots = scenario.grid.slots
    rows = (need(9, ALL, 2), need(12, ALL, 3), need(13, "es", 2), need(32, ALL, 1))
    waiting = np.full(slots, 3.0)
    supervisors = np.zeros(slots, dtype=np.int64)
    supervisors[12 * hour : 14 * hour] = 2
    works = (Deferrable("email", waiting, waiting, waiting),)
    return scenario, Requirements(slots, rows, works, supervisors), worked


@cache
def by_hours() -> dict[str, float]:
    return price(*weekend(60)).by_name()


def test_every_price_but_one_is_there() -> None:
    assert {name for name in NAMES if not by_hours()[name]} == {"single_days_off"}


@pytest.mark.parametrize("minutes", [60, 30, 15])
def test_the_length_of_a_slot_is_no_price(minutes: int) -> None:
    scenario, requirements, worked = weekend(minutes)
    assert price(scenario, requirements, worked).by_name() == pytest.approx(by_hours())
    model = PricedModel(
        scenario, requirements, prune=False, span=(8 * 60 // minutes, 20 * 60 // minutes)
    )
    assert in_cp_sat(model, worked) == pytest.approx(by_hours(), abs=0.01)
    state = RosterState(build_problem(scenario, requirements))
    assert adopt(state, worked)
    assert state.cost() + constant(state.problem) == pytest.approx(sum(by_hours().values()))
