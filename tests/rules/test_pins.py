"""What is pinned stays."""

from __future__ import annotations

from scheduler.domain.scenario import Pin, Scenario
from scheduler.rules.pins import Pins
from tests.rules.by_hand import findings
from tests.small_centres import at, roster, shift, small_centre

DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 16:30"


def centre(start: str, end: str, activity: str) -> Scenario:
    return small_centre(pins=(Pin("c01", at(0, start), at(0, end), activity, "pins.csv:2"),))


def found(start: str, end: str, activity: str) -> list[tuple[str, int | None, float]]:
    return findings(Pins, centre(start, end, activity), roster(shift("c01", 0, DAY)))


def test_an_activity_through_the_whole_span() -> None:
    assert found("08:30", "10:00", "phone") == []
    assert found("10:00", "10:15", "rest") == []
    assert found("12:00", "12:30", "meal") == []
    # 10:00-10:15 is a rest
    assert found("08:30", "11:00", "phone") == [("c01", at(0, "10:00"), 0.25)]


def test_at_work_whatever_is_done() -> None:
    assert found("08:00", "16:30", "shift") == []
    # 16:30-17:00 lies after the shift
    assert found("08:00", "17:00", "shift") == [("c01", at(0, "16:30"), 0.5)]


def test_not_at_work() -> None:
    assert found("16:30", "17:00", "off") == []
    assert found("16:00", "17:00", "off") == [("c01", at(0, "16:00"), 0.5)]
    # an unpaid meal belongs to the shift
    assert found("12:00", "12:30", "off") == [("c01", at(0, "12:00"), 0.5)]
