"""Starts of a week close together, where the contract says so."""

from __future__ import annotations

from scheduler.rules.start_spread import StartSpread
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre

STEADY = csr("c01", contract(max_start_spread=4))
CENTRE = small_centre(8, csrs=(STEADY, csr("c02")))


def test_the_latest_start_is_measured_against_the_earliest() -> None:
    week = roster(
        shift("c01", 0, "08:00 phone 12:00"),
        shift("c01", 2, "09:00 phone 12:00"),
        shift("c02", 0, "08:00 phone 12:00"),
        shift("c02", 1, "12:00 phone 16:00"),
    )
    assert findings(StartSpread, CENTRE, week) == []
    late = roster(shift("c01", 0, "08:00 phone 12:00"), shift("c01", 2, "10:30 phone 12:00"))
    assert findings(StartSpread, CENTRE, late) == [("c01", at(2, "10:30"), 1.5)]


def test_each_week_by_itself() -> None:
    seam = roster(shift("c01", 6, "08:00 phone 12:00"), shift("c01", 7, "12:00 phone 16:00"))
    assert findings(StartSpread, CENTRE, seam) == []
