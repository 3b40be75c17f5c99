"""What is missing soon is covered before what is missing tomorrow, as far as a setting says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Joint, Requirement, Requirements
from scheduler.domain.frozen import frozen
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.objective.price import price
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import OpenSpan, who_can_cover
from tests.small_centres import at, contract, csr, roster, shift, small_centre

NOW = at(0, "08:00")


def centre(prices: Prices, now: int = NOW) -> tuple[Scenario, Requirements, Roster]:
    """Ana on email all Monday and Bo all Tuesday; a phone for an hour, and 1.5 h a day later."""
    one = contract(days=1, shift_hours=(4,), week_hours=4, hours="08:00-12:00")
    people = (csr("ana", one, "phone;email"), csr("bo", one, "phone;email"))
    scenario = small_centre(
        days=2, hours={"phone": "08:00-12:00", "email": "08:00-12:00"}, csrs=people,
        prices=prices, labour=Labour(breaks=(BreakBand(600, 0, 0),)),
    )  # fmt: skip
    made = roster(shift("ana", 0, "08:00 email 12:00"), shift("bo", 1, "08:00 email 12:00"))
    rows = (
        Requirement(at(0, "09:00"), at(0, "10:00"), "phone", ALL, 1, 1, 1, 1),
        Requirement(at(1, "09:00"), at(1, "10:30"), "phone", ALL, 1, 1, 1, 1),
    )
    needs = Requirements(scenario.grid.slots, rows, (), np.zeros(scenario.grid.slots, dtype=int))
    scenario = frozen(replace(scenario, published=made), made, now, "what has happened")
    return scenario, needs, made


@pytest.mark.parametrize(
    ("prices", "first"),
    [
        (Prices(), "ana"),  # 60 and 60 on top against 90
        (Prices(urgent_shortage_per_hour=0), "bo"),
        (Prices(urgent_hours=0), "bo"),
        (Prices(urgent_hours=1), "bo"),  # until 9:00: nothing is missing by then
        (Prices(urgent_shortage_per_hour=20), "bo"),  # 60 + 20 against 90
    ],
)
def test_which_span_is_covered_first(prices: Prices, first: str) -> None:
    placed = PlacedWeeks(*centre(prices))
    assert [change.key[0] for change in placed.best_singles(1)] == [first]


def test_what_is_missing_soon_costs_more_and_who_takes_it_saves_more() -> None:
    dear, needs, made = centre(Prices())
    plain = centre(Prices(urgent_shortage_per_hour=0))[0]
    assert price(dear, needs, made)["urgent_shortage"] == pytest.approx(60)
    assert price(plain, needs, made)["urgent_shortage"] == 0
    span = OpenSpan(at(0, "09:00"), at(0, "10:00"), "phone")
    dollars = [
        next(
            c
            for c in who_can_cover(PlacedWeeks(s, needs, made), span, NOW)
            if c.csr.csr_id == "ana"
        ).dollars
        for s in (plain, dear)
    ]
    assert dollars[0] is not None
    assert dollars[1] == pytest.approx(dollars[0] - 60)


def test_later_in_the_day_it_is_over() -> None:
    scenario, needs, made = centre(Prices(), at(0, "10:00"))
    assert price(scenario, needs, made)["urgent_shortage"] == 0


@pytest.mark.parametrize(("hours", "dollars"), [(1, 0), (1.5, 30), (2, 60), (26, 60 + 60)])
def test_the_urgent_hours_end_to_the_slot(hours: float, dollars: float) -> None:
    # Missing from 9:00 to 10:00, and from 9:00 to 10:30 a day later: 26 hours end at 10:00 there.
    assert price(*centre(Prices(urgent_hours=hours)))["urgent_shortage"] == pytest.approx(dollars)


def test_a_target_over_the_week_has_no_urgent_hours() -> None:
    scenario, needs, made = centre(Prices())
    joint = Joint(
        ("phone", ALL), np.array([at(0, "09:00")]), np.array([at(0, "10:00")]), np.array([[1]]),
        np.array([[1]]), np.array([0]), wanted=1, most=4, added=np.zeros(1, dtype=np.int64),
    )  # fmt: skip
    assert price(scenario, replace(needs, joint=(joint,)), made)["urgent_shortage"] == 0
