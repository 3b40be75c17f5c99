"""Half an hour on the phones, an hour at the desk."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.scenario import Meeting, Pin
from scheduler.domain.settings import Labour
from scheduler.rules.least_stint import LeastStint
from tests.rules.by_hand import findings
from tests.small_centres import at, csr, roster, shift, small_centre

CENTRE = small_centre(
    1,
    {"phone": "08:00-17:00", "desk": "09:00-12:00", "email": "08:00-17:00"},
    csrs=(csr("c01", channels="phone;desk;email"),),
    labour=Labour(min_stint_minutes={"phone": 30, "desk": 60}),
    meetings=(Meeting("m", "Team", ("c01",), 4, 1, frozenset({0}), 32, 60),),
)


def found(text: str, centre=CENTRE) -> list[tuple[str, int | None, float]]:
    return findings(LeastStint, centre, roster(shift("c01", 0, text)))


def test_too_short_is_measured_in_minutes() -> None:
    text = "08:00 phone 10:00 rest 10:15 desk 11:00 rest 11:15 phone 11:30 meal 12:00 email 12:15"
    assert found(text) == [("c01", at(0, "10:15"), 15), ("c01", at(0, "11:15"), 15)]


def test_a_pause_does_not_end_a_stint_and_does_not_count() -> None:
    assert found("08:00 phone 08:15 rest 08:30 phone 08:45 meal 09:15 desk 10:15") == []
    # 45 minutes at the desk around a rest
    text = "08:00 phone 09:30 desk 10:00 rest 10:15 desk 10:30 meal 11:00 email 12:00"
    assert found(text) == [("c01", at(0, "09:30"), 15)]


def test_opening_closing_and_meetings_cut_a_stint() -> None:
    assert found("08:45 phone 09:00 desk 09:15 rest 09:30 phone 12:00")[0][1] == at(0, "08:45")
    assert found("08:00 phone 11:15 rest 11:30 desk 12:00 phone 13:00") == []
    assert found("08:00 phone 08:15 meeting:m 09:15 phone 09:30 rest 09:45 email 12:00") == []
    assert found("09:00 meeting:m 10:00 rest 10:15 phone 10:30 meal 11:00 email 12:00") == []


def test_a_pinned_channel_may_be_short_for_its_person() -> None:
    text = "08:00 phone 10:00 rest 10:15 desk 10:45 rest 11:00 phone 12:00"
    assert len(found(text)) == 1
    pinned = replace(CENTRE, pins=(Pin("c01", at(0, "10:15"), at(0, "10:45"), "desk"),))
    assert found(text, pinned) == []
