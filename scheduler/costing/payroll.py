"""Hours and dollars for payroll: by person, day and kind of pay; they add up to the cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.costing.paid_absence import (
    PaidAbsence,
    PaidLeave,
    leave_in_part,
    paid_absence,
    regular_slots,
)
from scheduler.costing.pay import differential_of, late_days
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Csr, Scenario

SATURDAY = 5


@dataclass(frozen=True)
class PayrollLine:
    """Hours of one kind on one day; `kind` is a field of PayCodes, or `leave:<kind>`.

    `rate` is in dollars an hour, `dollars` in whole cents.
    """

    csr_id: str
    pay_class: str
    day: int
    code: str
    kind: str
    hours: float
    rate: float
    dollars: float


def payroll(scenario: Scenario, roster: Roster) -> Iterator[PayrollLine]:
    """Lines of everybody, in the order of csrs.csv, by day and kind."""
    scenario = scenario.everybody
    grid, away, late = scenario.grid, paid_absence(scenario), late_days(scenario, roster)
    shifts = roster.shifts(grid.slots_per_day)
    for csr in scenario.csrs:
        own = [shift for shift in shifts.get(csr.csr_id, ()) if 0 <= shift.day < grid.days]
        lines = _person(scenario, csr, own, away[csr.csr_id], late[csr.csr_id])
        yield from _in_cents(list(lines))


def _person(
    scenario: Scenario, csr: Csr, shifts: Sequence[Shift], away: PaidAbsence, late: Sequence[int]
) -> Iterator[PayrollLine]:
    lines = [
        *_rostered(scenario, csr, shifts),
        *_leave(scenario, csr, (*away.leave, *leave_in_part(scenario, csr, shifts))),
        *_holidays(scenario, csr, away),
        *_changed_late(scenario, csr, late),
    ]
    yield from sorted(lines, key=lambda line: line.day)


def _line(
    scenario: Scenario, csr: Csr, day: int, kind: str, hours: float, rate: float
) -> Iterator[PayrollLine]:
    """One line; none where there are no hours or nothing is paid for them."""
    if hours > 0 and rate > 0:
        code = scenario.pay_codes.of(kind)
        yield PayrollLine(csr.csr_id, csr.pay_class, day, code, kind, hours, rate, hours * rate)


def _rostered(scenario: Scenario, csr: Csr, shifts: Sequence[Shift]) -> Iterator[PayrollLine]:
    """Regular hours, overtime as the last of a week, and what is paid on top."""
    pay, slot_hours, rate = scenario.pay, scenario.grid.slot_hours, csr.hourly_rate
    owing = scenario.without_time_off if csr.shadows else scenario
    left = [regular_slots(owing, csr, week) for week in range(scenario.grid.weeks)]
    for shift in sorted(shifts, key=lambda shift: shift.day):
        day, week, paid = shift.day, shift.day // 7, shift.paid_slots
        regular = min(paid, left[week])
        left[week] -= regular
        overtime = rate * pay.overtime_multiple
        yield from _line(scenario, csr, day, "regular", regular * slot_hours, rate)
        yield from _line(scenario, csr, day, "overtime", (paid - regular) * slot_hours, overtime)
        evening = _evening_slots(scenario, shift) * slot_hours
        yield from _line(scenario, csr, day, "evening", evening, pay.evening_premium_per_hour)
        weekend = paid * slot_hours if scenario.grid.weekday(day) >= SATURDAY else 0.0
        yield from _line(scenario, csr, day, "weekend", weekend, pay.weekend_premium_per_hour)
        differential = differential_of(scenario, csr)
        yield from _line(scenario, csr, day, "language", paid * slot_hours, differential)


def _evening_slots(scenario: Scenario, shift: Shift) -> int:
    """Paid slots after pay.evening_from."""
    grid = scenario.grid
    evening = shift.day * grid.slots_per_day + grid.slots_up(scenario.pay.evening_from)
    paid = (segment for segment in shift.segments if segment.paid)
    return sum(max(0, s.end - max(s.start, evening)) for s in paid)


def _leave(scenario: Scenario, csr: Csr, parts: Sequence[PaidLeave]) -> Iterator[PayrollLine]:
    keeps = scenario.pay.language_differential_on_leave
    for day, kind, hours in parts:
        yield from _line(scenario, csr, day, f"leave:{kind}", hours, csr.hourly_rate)
        if kind in keeps:
            rate = differential_of(scenario, csr)
            yield from _line(scenario, csr, day, "language", hours, rate)


def _changed_late(scenario: Scenario, csr: Csr, late: Sequence[int]) -> Iterator[PayrollLine]:
    hours = scenario.pay.late_change_hours
    for day in late:
        yield from _line(scenario, csr, day, "late_change", hours, csr.hourly_rate)


def _holidays(scenario: Scenario, csr: Csr, away: PaidAbsence) -> Iterator[PayrollLine]:
    for day in away.holidays:
        hours = away.holiday_hours / len(away.holidays)
        yield from _line(scenario, csr, day, "holiday", hours, csr.hourly_rate)


def _in_cents(lines: Sequence[PayrollLine]) -> Iterator[PayrollLine]:
    """Dollars in whole cents that add up to the rounded total of the person.

    What rounding down leaves goes, a cent each, to the lines that lost most.
    """
    exact = [100 * line.dollars for line in lines]
    cents = [int(amount + 1e-6) for amount in exact]
    missing = round(sum(exact)) - sum(cents)
    by_loss = sorted(range(len(lines)), key=lambda i: (cents[i] - exact[i], i))
    for i in by_loss[:missing]:
        cents[i] += 1
    for line, amount in zip(lines, cents, strict=True):
        yield replace(line, dollars=amount / 100)
