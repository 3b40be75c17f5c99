"""Days go back to what was published where telling somebody costs more than it saves."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.rostering.fewer_days import with_fewer_days
from tests.small_centres import at, contract, csr, roster, shift, small_centre


@pytest.mark.parametrize(("dollars", "stays"), [(50.0, True), (80.0, False)])
def test_a_change_stays_as_long_as_it_is_worth_the_day(dollars: float, stays: bool) -> None:
    # At the desk from 9:00 to 10:00 Ana fills an hour in which nobody would be there, 60 dollars,
    # and is not one too many on the phone, 2 dollars.
    four = contract(days=1, shift_hours=(4,), week_hours=4, hours="08:00-12:00", step_minutes=60)
    made = roster(shift("ana", 0, "08:00 phone 12:00"))
    changed = roster(shift("ana", 0, "08:00 phone 09:00 desk 10:00 phone 12:00"))
    scenario = small_centre(
        hours=dict.fromkeys(("phone", "desk"), "08:00-12:00"), published=made,
        csrs=(csr("ana", four, channels="phone;desk"),),
        prices=Prices(changed_day=dollars, changed_activity_per_hour=0, activity_change=0),
        labour=Labour(breaks=(BreakBand(600, 0, 0),)),
    )  # fmt: skip
    rows = tuple(
        Requirement(at(0, start), at(0, end), channel, ALL, 1, 1, 1, 1)
        for start, end, channel in (
            ("08:00", "09:00", "phone"), ("09:00", "10:00", "desk"), ("10:00", "12:00", "phone"),
        )
    )  # fmt: skip
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    asked = Requirements(scenario.grid.slots, rows, (), nobody)
    assert with_fewer_days(scenario, asked, changed) == (changed if stays else made)
