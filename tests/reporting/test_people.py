"""people.csv: what the roster means for each person, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.scenario import Request
from scheduler.pipeline.in_memory import Result
from tests.reporting.made_runs import required, run
from tests.small_centres import at, roster, shift, small_centre

# c01 starts at 8:00, 8:30, 12:00 and, on Saturday, 9:15; c02 once; c03 not at all.
STARTS = [
    (0, "08:00", "12:00"),
    (1, "08:30", "12:30"),
    (2, "12:00", "16:00"),
    (5, "09:15", "13:15"),
]
EVENING = "13:00 phone 19:00"


def week() -> Result:
    """A week of c01's four shifts and one of c02 that ends at 19:00, an hour into the evening."""
    scenario = small_centre(days=7, hours={"phone": "08:00-20:00"})
    past = roster(shift("c02", -2, "08:00 phone 12:00"), shift("c02", -1, EVENING))
    wishes = (
        Request("c01", "off", at(3, "00:00"), at(4, "00:00"), 1.0),
        Request("c01", "avoid", at(0, "08:00"), at(0, "09:00"), 1.0),
        Request("c02", "prefer", at(4, "13:00"), at(4, "19:00"), 1.0),
    )
    pay = replace(scenario.pay, evening_from=18 * 60)
    scenario = replace(scenario, past=past, requests=wishes, pay=pay)
    shifts = [shift("c01", day, f"{start} phone {end}") for day, start, end in STARTS]
    made = roster(*shifts, shift("c02", 4, EVENING))
    return Result(run(scenario, required(scenario), made))


def test_starts_of_a_person() -> None:
    people = week().people.set_index("csr_id")
    assert people["shifts"].tolist() == [4, 1, 0]
    assert people["paid_hours"].tolist() == [16.0, 6.0, 0.0]
    # From 8:00 to 12:00; one start only; no shift, no spread
    assert people["start_spread_minutes"].to_numpy(na_value=-1).tolist() == [240, 0, -1]
    # The median of 8:00, 8:30, 9:15 and 12:00 is 8:52: the first three are within an hour
    assert people["starts_within_60"].tolist()[:2] == [0.75, 1.0]
    assert people["starts_within_60"].isna().tolist() == [False, False, True]


def test_weekends_evenings_and_requests() -> None:
    people = week().people.set_index("csr_id")
    assert people["weekend_days"].tolist() == [1, 0, 0]
    assert people["evening_shifts"].tolist() == [0, 1, 0]
    # The Saturday and the Sunday before the Monday, the Sunday until 19:00
    assert people["weekend_days_with_past"].tolist() == [1, 2, 0]
    assert people["evening_shifts_with_past"].tolist() == [0, 2, 0]
    assert people["requests_granted"].tolist() == [1, 1, 0]
    assert people["requests_refused"].tolist() == [1, 0, 0]


@pytest.mark.parametrize(("late", "spread"), [("10:00", 120), ("11:45", 225)])
def test_the_spread_is_of_the_widest_week(late: str, spread: int) -> None:
    # In the first week 8:00 and `late`, in the second 12:00 alone: weeks are not compared
    scenario = small_centre(days=14)
    shifts = [
        shift("c01", 0, "08:00 phone 10:00"),
        shift("c01", 1, f"{late} phone 13:00"),
        shift("c01", 8, "12:00 phone 15:00"),
    ]
    result = Result(run(scenario, required(scenario), roster(*shifts)))
    assert result.people["start_spread_minutes"][0] == spread
