"""`who` counts the day of which somebody has to be told, though their shift stays."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import OpenSpan, who_can_cover
from tests.small_centres import at, contract, csr, roster, shift, small_centre


def test_a_day_whose_inside_differs_costs_the_price_of_a_changed_day() -> None:
    # Ana is on the phone from 8:00 to 12:00, and takes email for an hour of it
    four = contract(days=1, shift_hours=(4,), week_hours=4, hours="08:00-12:00", step_minutes=60)
    made, opening = roster(shift("ana", 0, "08:00 phone 12:00")), "08:00-12:00"
    dollars = {}
    for price in (0.0, 7.0):
        scenario = small_centre(
            hours={"phone": opening, "email": opening}, published=made,
            csrs=(csr("ana", four, channels="phone;email"),), prices=Prices(changed_day=price),
            labour=Labour(breaks=(BreakBand(600, 0, 0),)),
        )  # fmt: skip
        rows = (Requirement(at(0, "08:00"), at(0, "12:00"), "phone", ALL, 1, 1, 1, 1),)
        nobody = np.zeros(scenario.grid.slots, dtype=int)
        placed = PlacedWeeks(scenario, Requirements(scenario.grid.slots, rows, (), nobody), made)
        span = OpenSpan(at(0, "09:00"), at(0, "10:00"), "email")
        (ana,) = who_can_cover(placed, span, 0)
        assert ana.roster is not None
        assert any(s.activity == "email" for s in ana.roster.segments)
        dollars[price] = ana.dollars
    assert dollars[7.0] == pytest.approx(dollars[0.0] + 7)
