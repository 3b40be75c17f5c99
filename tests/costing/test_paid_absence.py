"""Leave and holidays in hours and dollars, each figure worked out by hand beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.costing.paid_absence import paid_absence
from scheduler.costing.pay import by_class, cost
from scheduler.domain.entitlements import owed_days, owed_slots
from scheduler.domain.scenario import Available, Contract, Scenario, Span, TimeOff
from scheduler.domain.settings import Pay
from tests.small_centres import at, clock, contract, csr, roster, shift, small_centre

# 8:00 to 16:30 with two paid rests and half an hour of unpaid meal: 8 paid hours.
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
PART = contract("part", days=4, shift_hours=(4, 5, 6), week_hours=20, hours="08:00-20:00")
MEMORIAL_DAY = date(2026, 5, 25)


def week(**changes: Any) -> Scenario:
    """A week of phones 8:00-20:00 and one person at $30 on five days of eight hours."""
    changes.setdefault("csrs", (csr("c01", contract(hours="08:00-20:00")),))
    return small_centre(days=7, hours={"phone": "08:00-20:00"}, **changes)


def days_off(first: int, last: int, *, paid: bool) -> TimeOff:
    """Time off from the first day to the last, both whole."""
    return TimeOff("c01", at(first, "00:00"), at(last + 1, "00:00"), "vacation", paid)


def leave_hours(scenario: Scenario) -> float:
    return paid_absence(scenario)["c01"].leave_hours


def memorial_week(
    *,
    open_days: int = 7,
    to: str = "everybody",
    paid: bool = True,
    terms: Contract | None = None,
    time_off: tuple[TimeOff, ...] = (),
) -> Scenario:
    """The week of 25 May 2026, closed on that Monday, open on the first `open_days` weekdays."""
    hours: Span = (32, 80)
    usual = tuple(hours if day < open_days else None for day in range(7))
    person = csr("c01", terms or contract(hours="08:00-20:00"))
    return replace(
        week(first_day=MEMORIAL_DAY, csrs=(person,), time_off=time_off),
        opening={"phone": (None, *usual[1:])},
        weekly_opening={"phone": usual},
        closures=frozenset({MEMORIAL_DAY}),
        pay=Pay(paid_holidays=("2026-05-25",) if paid else (), holiday_owed_to=to, loading=1.5),
    )


def week_of(scenario: Scenario) -> tuple[int, float, float, float]:
    """Days and hours that are owed, hours of leave, hours of holiday."""
    [person], found = scenario.csrs, paid_absence(scenario)["c01"]
    owed = owed_slots(scenario, person, 0) / 4
    return owed_days(scenario, person, 0), owed, found.leave_hours, found.holiday_hours


def test_leave_is_paid_at_the_contracts_daily_hours() -> None:
    # Thursday and Friday off, paid: two contract days of 40 / 5 = 8 h = 16 h.
    assert leave_hours(week(time_off=(days_off(3, 4, paid=True),))) == 16
    [row] = cost(
        week(time_off=(days_off(3, 4, paid=True),)),
        roster(*(shift("c01", day, DAY) for day in range(3))),
    )
    # 24 h worked and 16 h of leave: the contract's 40 h are paid.
    assert (row.paid_hours, row.leave_hours, row.overtime_hours) == (24, 16, 0)
    assert (row.base, row.leave, row.total) == (720, 480, 1200)


def test_a_week_of_leave_pays_five_days_and_not_seven() -> None:
    assert leave_hours(week(time_off=(days_off(0, 6, paid=True),))) == 40


def test_unpaid_time_off_pays_nothing() -> None:
    assert leave_hours(week(time_off=(days_off(3, 4, paid=False),))) == 0


def test_paid_and_unpaid_days_of_one_week_are_told_apart() -> None:
    # Monday and Tuesday unpaid, Wednesday to Friday paid: 3 x 8 h.
    off = (days_off(0, 1, paid=False), days_off(2, 4, paid=True))
    assert leave_hours(week(time_off=off)) == 24


def test_part_of_a_day_off_moves_no_hours() -> None:
    # Eight hours still fit after 11:30, so the contract's days are all worked.
    off = TimeOff("c01", at(0, "08:00"), at(0, "11:00"), "dentist", True)
    assert leave_hours(week(time_off=(off,))) == 0


def test_part_time_leave_is_a_quarter_of_its_week() -> None:
    # 20 h over 4 days: 5 h a day.
    assert leave_hours(week(csrs=(csr("c01", PART),), time_off=(days_off(0, 0, paid=True),))) == 5


def test_the_week_of_a_holiday_costs_what_every_week_costs() -> None:
    # Four days of 8 h worked, one of 40 / 5 = 8 h paid as holiday: 32 x 30 + 8 x 30 = 1,200.
    centre = memorial_week()
    [row] = cost(centre, roster(*(shift("c01", day, DAY) for day in range(1, 5))))
    assert (row.paid_hours, row.leave_hours, row.holiday_hours, row.overtime_hours) == (
        32, 0, 8, 0,
    )  # fmt: skip
    assert (row.base, row.leave, row.holiday, row.total) == (960, 0, 240, 1200)
    assert row.loaded == 1800
    [total] = by_class([row])
    assert (total.holiday_hours, total.holiday, total.total) == (8, 240, 1200)


def test_a_fifth_day_in_the_week_of_a_holiday_is_overtime() -> None:
    [row] = cost(memorial_week(), roster(*(shift("c01", day, DAY) for day in range(1, 6))))
    # 40 h worked where 32 are owed: 8 at time and a half, and the holiday beside them.
    # 40 x 30 + 8 x 15 + 8 x 30 = 1,560.
    assert (row.paid_hours, row.overtime_hours, row.holiday_hours) == (40, 8, 8)
    assert row.total == 1560


@pytest.mark.parametrize(
    ("terms", "days", "hours", "holiday"),
    [
        (contract(hours="08:00-20:00"), 4, 32, 8),
        # A day of 40 / 4 = 10 h; three are left.
        (contract("4x10", 4, (10,), hours="08:00-20:00"), 3, 30, 10),
        # A day of 20 / 4 = 5 h; three of them make 15 h.
        (PART, 3, 15, 5),
    ],
    ids=["5x8", "4x10", "part-time"],
)
def test_a_holiday_is_as_long_as_the_usual_day(
    terms: Contract, days: int, hours: float, holiday: float
) -> None:
    assert week_of(memorial_week(terms=terms)) == (days, hours, 0, holiday)


@pytest.mark.parametrize(
    ("open_days", "to", "expected"),
    [
        # Open every day: five of the other six days could be worked.
        (7, "everybody", (4, 32, 0, 8)),
        (7, "who_could_work", (4, 32, 0, 8)),
        (7, "who_loses_a_day", (5, 40, 0, 0)),
        # Open Monday to Friday: only four days are left anyway.
        (5, "everybody", (4, 32, 0, 8)),
        (5, "who_could_work", (4, 32, 0, 8)),
        (5, "who_loses_a_day", (4, 32, 0, 8)),
    ],
)
def test_who_is_owed_the_day(
    open_days: int, to: str, expected: tuple[int, float, float, float]
) -> None:
    assert week_of(memorial_week(open_days=open_days, to=to)) == expected


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("everybody", (4, 32, 0, 8)),
        ("who_could_work", (5, 40, 0, 0)),
        ("who_loses_a_day", (5, 40, 0, 0)),
    ],
)
def test_a_holiday_on_a_weekday_that_the_person_never_works(
    to: str, expected: tuple[int, float, float, float]
) -> None:
    """Phones open Tuesday to Sunday: on a Monday nobody works anyway."""
    usual = (None, *[(32, 80)] * 6)
    centre = replace(memorial_week(to=to), weekly_opening={"phone": usual})
    assert week_of(centre) == expected


@pytest.mark.parametrize(
    ("to", "latest", "expected"),
    [
        # from 8:00 to 12:00 there is no room for a shift of eight hours, until 18:00 there is
        ("who_could_work", "12:00", (5, 40, 0, 0)),
        ("who_could_work", "18:00", (4, 32, 0, 8)),
        ("everybody", "12:00", (4, 32, 0, 8)),
    ],
)
def test_a_holiday_on_a_weekday_on_which_the_person_is_not_available(
    to: str, latest: str, expected: tuple[int, float, float, float]
) -> None:
    mondays = Available("c01", frozenset({0}), clock("08:00"), clock(latest))
    centre = replace(memorial_week(to=to), availability=(mondays,))
    assert week_of(centre) == expected


def test_an_unpaid_closure_owes_and_pays_nothing() -> None:
    assert week_of(memorial_week(paid=False)) == (5, 40, 0, 0)
    assert week_of(memorial_week(paid=False, open_days=5)) == (4, 32, 0, 0)


def test_a_paid_holiday_on_which_the_centre_opens_owes_nothing() -> None:
    centre = replace(week(first_day=MEMORIAL_DAY), pay=Pay(paid_holidays=("2026-05-25",)))
    assert week_of(centre) == (5, 40, 0, 0)


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        # Monday to Wednesday: the holiday is one of three days, two are leave.
        (days_off(0, 2, paid=True), (2, 16, 16, 8)),
        # The whole week: five contract days, one of them the holiday.
        (days_off(0, 6, paid=True), (0, 0, 32, 8)),
        # Without the Monday: all five contract days are taken as well.
        (days_off(1, 6, paid=True), (0, 0, 32, 8)),
        # Unpaid leave on the holiday itself pays neither.
        (days_off(0, 2, paid=False), (2, 16, 0, 0)),
        # Unpaid leave on other days leaves the holiday paid: 5 - 1 - 2 days.
        (days_off(2, 3, paid=False), (2, 16, 0, 8)),
    ],
    ids=["three days", "all week", "all but the holiday", "unpaid", "unpaid on other days"],
)
def test_a_holiday_inside_leave_is_paid_once(
    off: TimeOff, expected: tuple[int, float, float, float]
) -> None:
    assert week_of(memorial_week(time_off=(off,))) == expected


def test_a_day_of_leave_is_no_holiday_where_only_who_loses_a_day_is_owed_it() -> None:
    # Tuesday to Thursday and Friday to Sunday less one: the leave took the day, not the closure.
    off = (days_off(2, 2, paid=True),)
    assert week_of(memorial_week(to="who_loses_a_day", time_off=off)) == (4, 32, 8, 0)


def pro_rata(to: str, **changes: Any) -> tuple[int, float, float, float]:
    centre = memorial_week(to=to, **changes)
    return week_of(replace(centre, pay=replace(centre.pay, holiday_hours="pro_rata")))


def test_a_holiday_pro_rata_is_a_fifth_of_the_week() -> None:
    """20 h on four days: a usual day of 5 h, pro rata 4 h; of four days of ten 10 h and 8 h."""
    assert week_of(memorial_week(terms=PART))[3] == 5
    assert pro_rata("everybody", terms=PART) == (3, 15, 0, 4)
    tens = contract("tens", days=4, shift_hours=(10,), hours="08:00-20:00")
    assert week_of(memorial_week(terms=tens))[3] == 10
    assert pro_rata("everybody", terms=tens) == (3, 30, 0, 8)
    assert pro_rata("everybody") == (4, 32, 0, 8)


def test_pro_rata_pays_part_timers_who_work_around_the_holiday() -> None:
    """Open on seven days, four are worked around one that is closed: nothing, or 4 h."""
    assert week_of(memorial_week(to="who_loses_a_day", terms=PART)) == (4, 20, 0, 0)
    assert pro_rata("who_loses_a_day", terms=PART) == (4, 20, 0, 4)
    assert pro_rata("who_loses_a_day", terms=PART, paid=False) == (4, 20, 0, 0)


def test_pro_rata_pays_no_holiday_inside_leave_twice() -> None:
    """A week of paid leave: five days of 8 h in all; of unpaid leave nothing."""
    off = (days_off(0, 6, paid=True),)
    for to in ("everybody", "who_loses_a_day"):
        days, hours, leave, holiday = pro_rata(to, time_off=off)
        assert (days, hours, leave + holiday) == (0, 0, 40)
    assert pro_rata("everybody", time_off=(days_off(0, 6, paid=False),)) == (0, 0, 0, 0)
