"""The only hours in which a person can work on a weekday."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.scenario import Available, Scenario
from scheduler.rules.availability import Availability
from tests.rules.by_hand import findings
from tests.small_centres import at, clock, csr, roster, shift, small_centre


def hours(earliest: str, latest: str, *weekdays: int, line: int = 2) -> Available:
    source = f"availability.csv:{line}"
    return Available("c01", frozenset(weekdays), clock(earliest), clock(latest), source=source)


def centre(*rows: Available) -> Scenario:
    """Two weeks from a Monday."""
    return small_centre(14, csrs=(csr("c01"), csr("c02")), availability=rows)


def test_a_shift_lies_in_the_hours_of_its_weekday() -> None:
    monday = centre(hours("09:00", "15:00", 0))
    assert findings(Availability, monday, roster(shift("c01", 0, "09:00 phone 15:00"))) == []
    # half an hour before nine and a quarter after three
    found = findings(Availability, monday, roster(shift("c01", 7, "08:30 phone 15:15")))
    assert found == [("c01", at(7, "08:30"), 0.75)]


def test_a_weekday_without_a_row_and_others_are_free() -> None:
    monday = centre(hours("09:00", "15:00", 0))
    early = (shift("c01", 1, "08:00 phone 17:00"), shift("c02", 0, "08:00 phone 17:00"))
    assert findings(Availability, monday, roster(*early)) == []


def test_of_several_rows_a_shift_lies_in_one() -> None:
    two = centre(hours("08:00", "12:00", 0), hours("13:00", "17:00", 0, line=3))
    assert findings(Availability, two, roster(shift("c01", 0, "13:00 phone 17:00"))) == []
    # 10:00 to 16:00: three hours lie in the afternoon and two in the morning, so three are outside
    found = findings(Availability, two, roster(shift("c01", 0, "10:00 phone 16:00")))
    assert found == [("c01", at(0, "10:00"), 3.0)]


def test_rows_that_touch_are_one() -> None:
    whole = centre(hours("12:00", "17:00", 0), hours("08:00", "12:00", 0, line=3))
    assert findings(Availability, whole, roster(shift("c01", 0, "10:00 phone 16:00"))) == []


def test_a_row_holds_from_its_first_date_to_its_last() -> None:
    row = hours("09:00", "10:00", 0, 1, 2, 3)
    some = centre(replace(row, first=1, last=2))
    day = "08:00 phone 12:00"
    found = findings(Availability, some, roster(*(shift("c01", d, day) for d in (0, 1, 2, 3))))
    assert found == [("c01", at(1, "08:00"), 3.0), ("c01", at(2, "08:00"), 3.0)]


def test_the_finding_names_hours_day_and_line() -> None:
    rule = Availability.from_scenario(centre(hours("09:00", "15:00", 0, line=7)))
    (found,) = rule.check(
        centre(hours("09:00", "15:00", 0, line=7)), roster(shift("c01", 7, "08:00 phone 15:00"))
    )
    assert found.source == "availability.csv:7"
    assert found.message == (
        "Person c01 can work 09:00-15:00 only on Mon 2026-05-18, at work for 1 h outside"
    )


def test_hours_of_no_length_mean_not_at_all() -> None:
    never = centre(hours("08:00", "08:00", 0))
    assert findings(Availability, never, roster(shift("c01", 1, "08:00 phone 12:00"))) == []
    found = findings(Availability, never, roster(shift("c01", 0, "08:00 phone 12:00")))
    assert found == [("c01", at(0, "08:00"), 4.0)]
    (clause,) = Availability.from_scenario(never).check(
        never, roster(shift("c01", 0, "08:00 phone 12:00"))
    )
    assert clause.message.startswith("Person c01 cannot work on Mon 2026-05-11, at work for 4 h")
