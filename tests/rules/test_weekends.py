"""Weekends with work: at most so many of the horizon, so many off of any four."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules.weekends import Weekends
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre


def centre(most: int | None) -> Scenario:
    """Three weeks from a Monday: Saturdays are days 5, 12 and 19."""
    return small_centre(21, csrs=(csr("c01", contract(max_weekends=most)),))


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def test_saturday_and_sunday_are_one_weekend() -> None:
    assert findings(Weekends, centre(1), on(4, 5, 6, 7)) == []


def test_each_weekend_counts_once_however_little_is_worked() -> None:
    # Sunday of the first, Saturday of the second and third: one too many, from day 19 on
    assert findings(Weekends, centre(2), on(6, 12, 19)) == [("c01", at(19, "00:00"), 1)]
    assert findings(Weekends, centre(0), on(6, 12)) == [("c01", at(5, "00:00"), 2)]


def test_without_a_number_every_weekend_may_be_worked() -> None:
    assert findings(Weekends, centre(None), on(5, 12, 19)) == []


def month(off: int, *before: int) -> Scenario:
    """Three weeks after a published past: its last Saturdays are days -2, -9 and -16."""
    own = csr("c01", contract(min_weekends_off=off))
    return small_centre(21, csrs=(own,), past=on(*before) if before else None)


def test_any_four_weekends_in_a_row_have_one_off() -> None:
    # with -2 the Saturdays 5, 12 and 19 make four; -2 alone has three before it that are off
    assert findings(Weekends, month(1, -2), on(5, 12)) == []
    assert findings(Weekends, month(1, -2), on(5, 12, 20)) == [("c01", at(19, "00:00"), 1)]
    # without a past the weekends before count as off
    assert findings(Weekends, month(1), on(5, 12, 19)) == []


def test_two_off_of_four_bind_each_four() -> None:
    # of -9, -2, 5, 12 two are worked with day 5; day 12 is the third, and so is 19 of -2 to 19
    assert findings(Weekends, month(2, -9), on(5)) == []
    assert findings(Weekends, month(2, -9), on(5, 12)) == [("c01", at(12, "00:00"), 1)]
    found = findings(Weekends, month(2, -2), on(5, 12, 19))
    assert found == [("c01", at(12, "00:00"), 1), ("c01", at(19, "00:00"), 2)]


def test_what_the_past_has_too_many_is_history() -> None:
    # three of four were due off and two were worked: the next may not be worked, no more
    assert findings(Weekends, month(3, -9, -2), on(0, 1, 2)) == []
    assert findings(Weekends, month(3, -9, -2), on(5)) == [("c01", at(5, "00:00"), 1)]


def rotation(every: int, *before: int) -> Scenario:
    """Three weeks after a published past, one of so many weekends in a row worked at most."""
    own = csr("c01", contract(weekend_every=every))
    return small_centre(21, csrs=(own,), past=on(*before) if before else None)


def test_every_second_weekend() -> None:
    # Saturdays are days 5, 12 and 19
    assert findings(Weekends, rotation(2), on(5, 6, 19, 20)) == []
    assert findings(Weekends, rotation(2), on(6, 12)) == [("c01", at(12, "00:00"), 1)]


def test_every_third_weekend_goes_on_from_the_past() -> None:
    # day -9 was a Saturday at work, so -2 and 5 are off and 12 may be worked
    assert findings(Weekends, rotation(3, -9), on(12)) == []
    assert findings(Weekends, rotation(3, -9), on(5)) == [("c01", at(5, "00:00"), 1)]
    # without that past the first weekend may be worked, and then the two after it are off
    assert findings(Weekends, rotation(3), on(5)) == []
    assert findings(Weekends, rotation(3), on(5, 19)) == [("c01", at(19, "00:00"), 1)]


def test_a_rotation_is_named_with_its_line() -> None:
    scenario = rotation(3)
    (found,) = Weekends.from_scenario(scenario).check(scenario, on(5, 12))
    assert found.message == "Person c01 works 2 of 3 weekends in a row, 1 at most"
    assert found.source == "contracts.csv:2"


def test_the_contract_goes_before_the_centre() -> None:
    labour = Labour(min_weekends_off=4, sources={"min_weekends_off": "settings.toml:9"})
    (found,) = Weekends.from_scenario(replace(centre(None), labour=labour)).limits
    assert (found.most, found.source) == (0, "settings.toml:9")
    assert Weekends.from_scenario(replace(month(0), labour=labour)).limits == ()
