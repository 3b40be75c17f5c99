"""Payroll lines by hand: code, hours and dollars of each day, and their sum against the cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.costing.pay import cost
from scheduler.costing.payroll import PayrollLine, payroll
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario, TimeOff
from scheduler.domain.settings import Pay
from scheduler.loading import load, read_roster
from tests.portland import portland
from tests.small_centres import (
    SETTINGS,
    at,
    contract,
    csr,
    roster,
    shift,
    small_centre,
    write_centre,
)

ROOT = Path(__file__).parents[2]
# 8:00 to 16:30 with two paid rests and half an hour of unpaid meal: 8 paid hours.
DAY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
UNTIL_TWO = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:00"  # 5.5 h
LATE = "12:00 phone 14:00 rest 14:15 phone 16:00 meal 16:30 phone 18:30 rest 18:45 phone 20:30"


def centre(*time_off: TimeOff, hours: str = "08:00-21:00", **pay: object) -> Scenario:
    """A week of phones and one bilingual person at $30 on five days of eight hours."""
    person = csr("c01", contract(hours=hours), languages="en;es")
    wages = Pay(**{"language_differential_per_hour": 1.0, **pay})  # type: ignore[arg-type]
    return small_centre(
        days=7, hours={"phone": hours}, csrs=(person,), time_off=time_off, pay=wages
    )


def off(
    day: int, kind: str, start: str = "00:00", end: str = "24:00", paid: bool = True
) -> TimeOff:
    return TimeOff("c01", at(day, start), at(day, end), kind, paid)


def worked(days: Iterable[int], text: str = DAY) -> list[list[Segment]]:
    return [shift("c01", day, text) for day in days]


def booked(scenario: Scenario, *shifts: list[Segment]) -> list[tuple[int, str, float, float]]:
    return [(x.day, x.code, x.hours, x.dollars) for x in payroll(scenario, roster(*shifts))]


def totals(lines: Iterable[PayrollLine]) -> dict[str, int]:
    """Cents by person."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.csr_id] = found.get(line.csr_id, 0) + round(100 * line.dollars)
    return found


def test_a_day_is_its_hours_and_the_differential() -> None:
    lines = booked(centre(), *worked(range(5)))
    assert lines[:2] == [(0, "REG", 8, 240), (0, "LANG", 8, 8)]
    assert len(lines) == 10


def test_overtime_is_the_last_hours_of_the_week_with_its_multiple() -> None:
    # 48 hours of 40: the sixth day's eight at 30 x 1.5
    lines = booked(centre(language_differential_per_hour=0.0), *worked(range(6)))
    assert lines[4:] == [(4, "REG", 8, 240), (5, "OT", 8, 360)]


def test_evenings_and_weekends_are_booked_on_top() -> None:
    scenario = centre(
        language_differential_per_hour=0.0, evening_premium_per_hour=2.0,
        weekend_premium_per_hour=3.0,
    )  # fmt: skip
    # Saturday 12:00-20:30 less the meal: 8 h at $3; after 18:00 2.5 h at $2
    assert booked(scenario, *worked([5], LATE)) == [
        (5, "REG", 8, 240), (5, "EVE", 2.5, 5), (5, "WKND", 8, 24),
    ]  # fmt: skip


def test_sick_leave_keeps_the_differential_and_vacation_does_not() -> None:
    scenario = centre(off(3, "sick"), off(4, "vacation"))
    lines = booked(scenario, *worked(range(3)))
    assert lines[6:] == [(3, "SICK", 8, 240), (3, "LANG", 8, 8), (4, "VAC", 8, 240)]
    [row] = cost(scenario, roster(*worked(range(3))))
    assert row.language_premium == 32  # 24 h worked and 8 h sick
    both = replace(scenario.pay, language_differential_on_leave=("sick", "vacation"))
    assert (4, "LANG", 8, 8) in booked(replace(scenario, pay=both))


def test_a_week_of_leave_is_booked_on_its_first_five_days() -> None:
    scenario = centre(*(off(day, "vacation") for day in range(7)))
    assert [(day, hours) for day, _, hours, _ in booked(scenario)] == [(d, 8) for d in range(5)]


def test_unpaid_leave_is_not_booked() -> None:
    assert booked(centre(off(4, "parental", paid=False)), *worked([0]))[2:] == []


def test_a_sick_afternoon_pays_what_the_week_lacks() -> None:
    # Sent home on Friday at 14:00: 5.5 h worked of 8, 2.5 h sick with the differential
    scenario = centre(off(4, "sick", "14:00", "21:00"))
    lines = booked(scenario, *worked(range(4)), *worked([4], UNTIL_TWO))
    assert lines[8:] == [
        (4, "REG", 5.5, 165), (4, "LANG", 5.5, 5.5), (4, "SICK", 2.5, 75), (4, "LANG", 2.5, 2.5),
    ]  # fmt: skip
    [row] = cost(scenario, roster(*worked(range(4)), *worked([4], UNTIL_TWO)))
    assert (row.paid_hours, row.leave_hours, row.total) == (37.5, 2.5, 40 * 31)


def test_a_full_week_around_a_sick_afternoon_pays_it_once() -> None:
    scenario = centre(off(4, "sick", "14:00", "21:00"))
    lines = booked(scenario, *worked([0, 1, 2, 3, 5]))
    assert {code for _, code, _, _ in lines} == {"REG", "LANG"}
    assert sum(hours for _, code, hours, _ in lines if code == "REG") == 40


def test_a_paid_holiday_is_booked_on_its_day() -> None:
    scenario = centre(paid_holidays=("2026-05-11",))
    closed = replace(
        scenario,
        closures=frozenset({date(2026, 5, 11)}),
        opening={"phone": (None, *scenario.opening["phone"][1:])},
    )
    assert booked(closed, *worked(range(1, 5)))[0] == (0, "HOL", 8, 240)


def test_codes_are_the_centres(tmp_path: Path) -> None:
    codes = """
    [payroll]
    regular = "100"
    leave = "300"
    leave_codes = { vacation = "310" }
    """
    inputs = write_centre(
        tmp_path,
        settings=SETTINGS + codes,
        time_off="""
        csr_id, start, end, kind, paid
        c01, 2026-05-14T00:00, 2026-05-15T00:00, vacation, yes
        c01, 2026-05-15T00:00, 2026-05-16T00:00, jury duty, yes
        """,
    )
    scenario = load(inputs)
    assert [x.code for x in payroll(scenario, Roster(()))] == ["310", "300"]
    assert scenario.pay_codes.of("regular") == "100"
    assert scenario.pay_codes.of("overtime") == "OT"


@pytest.mark.parametrize("rate", [27.32, 33.333])
def test_every_persons_lines_add_up_to_their_cost(rate: float) -> None:
    """Portland's sample week, with premiums whose products are no whole cents."""
    scenario = portland()
    rostered = read_roster(ROOT / "docs" / "sample" / "roster.csv", scenario)
    pay = replace(scenario.pay, evening_premium_per_hour=1.117, weekend_premium_per_hour=0.373)
    people = tuple(replace(person, hourly_rate=rate) for person in scenario.csrs)
    scenario = replace(scenario, pay=pay, csrs=people)
    owed = {row.csr_id: round(100 * row.total) for row in cost(scenario, rostered)}
    lines = list(payroll(scenario, rostered))
    assert totals(lines) == {csr_id: cents for csr_id, cents in owed.items() if cents}
    assert {x.code for x in lines} == {"REG", "EVE", "WKND", "LANG", "VAC"}
