"""People at work while the centre is open."""

from __future__ import annotations

from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.minimum_staff import MinimumStaff
from tests.rules.by_hand import findings
from tests.small_centres import at, csr, roster, shift, small_centre


def centre(least: int | None) -> Scenario:
    """Phones 8:00-12:00, desk 9:00-13:00: somebody is to be there from 8:00 to 13:00."""
    people = (csr("c01"), csr("c02"), csr("s01", channels="supervision"))
    hours = {"phone": "08:00-12:00", "desk": "09:00-13:00", "supervision": "08:00-13:00"}
    return small_centre(1, hours, csrs=people, labour=Labour(minimum_staff=least))


def test_one_person_through_all_open_hours() -> None:
    assert findings(MinimumStaff, centre(1), roster(shift("c01", 0, "08:00 phone 13:00"))) == []


def test_a_quarter_of_an_hour_without_anybody() -> None:
    day = roster(shift("c01", 0, "08:00 phone 12:45"))
    assert findings(MinimumStaff, centre(1), day) == [("", at(0, "12:45"), 0.25)]
    assert findings(MinimumStaff, centre(None), day) == []


def test_who_is_at_a_meal_does_not_count_and_at_a_rest_does() -> None:
    day = roster(shift("c01", 0, "08:00 phone 09:00 rest 09:15 phone 10:00 meal 10:30 phone 13:00"))
    assert findings(MinimumStaff, centre(1), day) == [("", at(0, "10:00"), 0.5)]


def test_a_supervisor_does_not_count() -> None:
    day = roster(shift("c01", 0, "08:00 phone 12:00"), shift("s01", 0, "08:00 supervision 13:00"))
    assert findings(MinimumStaff, centre(1), day) == [("", at(0, "12:00"), 1.0)]


def test_two_people_where_two_are_due() -> None:
    # c02 comes at 8:30: half an hour with one of two
    day = roster(shift("c01", 0, "08:00 phone 13:00"), shift("c02", 0, "08:30 phone 13:00"))
    assert findings(MinimumStaff, centre(2), day) == [("", at(0, "08:00"), 0.5)]
