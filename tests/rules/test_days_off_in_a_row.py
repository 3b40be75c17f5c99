"""Days off in a row, at least the number of contract or centre."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.domain.settings import Labour
from scheduler.rules.days_off_in_a_row import DaysOffInARow
from scheduler.rules.working_days import calendar
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre


def on(*days: int) -> Roster:
    return roster(*(shift("c01", day, "08:00 phone 12:00") for day in days))


def centre(least: int = 2, past: Roster | None = None, own: int | None = None) -> Scenario:
    signed = contract(min_days_off_in_a_row=own)
    labour = Labour(min_days_off_in_a_row=least)
    return small_centre(7, csrs=(csr("c01", signed),), labour=labour, past=past)


def test_two_days_off_together() -> None:
    assert findings(DaysOffInARow, centre(), on(0, 1, 2, 5, 6)) == []
    # Wednesday alone is one short
    assert findings(DaysOffInARow, centre(), on(0, 1, 3, 4, 5, 6)) == [("c01", at(2, "00:00"), 1)]


def test_who_asks_for_split_days_off_has_them_singly() -> None:
    signed = contract(min_days_off_in_a_row=2)
    people = (csr("c01", signed, split_days_off=True), csr("c02", signed))
    both = small_centre(7, csrs=people, labour=Labour(min_days_off_in_a_row=2))
    days = [shift(c.csr_id, day, "08:00 phone 12:00") for c in people for day in (0, 1, 3, 4, 5, 6)]
    assert findings(DaysOffInARow, both, roster(*days)) == [("c02", at(2, "00:00"), 1)]


def test_days_off_at_the_edge_may_go_on() -> None:
    # Monday and Sunday off: the days beside them are not known
    assert findings(DaysOffInARow, centre(), on(1, 2, 3, 4, 5)) == []


def test_with_a_past_monday_off_ends_a_run_begun_on_sunday() -> None:
    assert findings(DaysOffInARow, centre(past=on(-2)), on(1, 2, 3)) == []  # Sunday, Monday
    found = findings(DaysOffInARow, centre(past=on(-2, -1)), on(1, 2, 3))
    assert found == [("c01", 0, 1)]  # Monday alone


def test_the_contract_goes_before_the_centre() -> None:
    assert findings(DaysOffInARow, centre(own=1), on(0, 2, 4)) == []
    found = findings(DaysOffInARow, centre(own=3), on(0, 3, 4, 5, 6))
    assert found == [("c01", at(1, "00:00"), 1)]  # 3 - 2


def test_a_day_of_leave_and_a_closed_day_may_stand_alone() -> None:
    leave = TimeOff("c01", at(2, "00:00"), at(3, "00:00"), "vacation", True)
    away = replace(centre(), time_off=(leave,))
    assert findings(DaysOffInARow, away, on(0, 1, 3, 4, 5, 6)) == []
    assert calendar(away, away.csrs[0]).legal(0, {})  # the search offers such weeks too
    # Thursday by itself is still one short
    assert findings(DaysOffInARow, away, on(0, 1, 4, 6)) == [("c01", at(5, "00:00"), 1)]
    closed = replace(centre(), opening={"phone": (None, *((32, 68),) * 6)})
    assert findings(DaysOffInARow, replace(closed, past=on(-2, -1)), on(1, 2, 3, 4, 5, 6)) == []
