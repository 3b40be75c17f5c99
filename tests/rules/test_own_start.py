"""A start of one's own, exactly or within so many minutes."""

from __future__ import annotations

from scheduler.domain.scenario import Scenario
from scheduler.rules.own_start import OwnStart
from tests.rules.by_hand import findings
from tests.small_centres import at, clock, csr, roster, shift, small_centre


def centre(within: int = 0) -> Scenario:
    """c01 starts at 9:00, within so many quarters of an hour; c02 whenever."""
    own = csr("c01", start=clock("09:00"), start_within=within)
    return small_centre(2, csrs=(own, csr("c02")))


def test_every_shift_starts_then() -> None:
    days = (shift("c01", 0, "09:00 phone 12:00"), shift("c02", 0, "08:00 phone 12:00"))
    assert findings(OwnStart, centre(), roster(*days)) == []
    late = (shift("c01", 0, "09:15 phone 12:00"), shift("c01", 1, "08:30 phone 12:00"))
    found = findings(OwnStart, centre(), roster(*late))
    assert found == [("c01", at(0, "09:15"), 0.25), ("c01", at(1, "08:30"), 0.5)]


def test_within_half_an_hour_of_it() -> None:
    near = (shift("c01", 0, "08:30 phone 12:00"), shift("c01", 1, "09:30 phone 12:00"))
    assert findings(OwnStart, centre(within=2), roster(*near)) == []
    found = findings(OwnStart, centre(within=2), roster(shift("c01", 0, "10:00 phone 12:00")))
    assert found == [("c01", at(0, "10:00"), 0.5)]


def test_the_finding_names_the_start_and_the_line() -> None:
    rule = OwnStart.from_scenario(centre(within=2))
    (found,) = rule.check(centre(within=2), roster(shift("c01", 0, "10:00 phone 12:00")))
    assert found.source == "csrs.csv:2"
    assert found.message == "Person c01 starts within 30 minutes of 09:00, here 0.5 h beyond that"
