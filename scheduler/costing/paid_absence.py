"""Hours that are paid and not rostered: paid time off, day by day, and paid holidays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from scheduler.domain.entitlements import covered, full_week, owed_days, owed_slots, working_window
from scheduler.domain.holidays_owed import PRO_RATA, WHO_LOSES_A_DAY, holidays, holidays_owed
from scheduler.domain.roster import Shift
from scheduler.domain.scenario import Csr, Scenario

WORKDAYS = 5  # of a full-time week, of which a holiday is one


class PaidLeave(NamedTuple):
    """Paid hours of leave on one day, and their kind."""

    day: int
    kind: str
    hours: float


@dataclass(frozen=True)
class PaidAbsence:
    """One person's paid hours away over the horizon, and the days paid as holidays."""

    leave: tuple[PaidLeave, ...] = ()
    holiday_hours: float = 0.0
    holidays: tuple[int, ...] = ()

    @property
    def leave_hours(self) -> float:
        return sum(part.hours for part in self.leave)


def paid_absence(scenario: Scenario) -> dict[str, PaidAbsence]:
    """Leave and holidays of everybody, by csr_id.

    A day is paid at the contract's daily hours, weekly hours by days, and no more days in a
    week than contract days were taken away: a week of leave pays five days and not seven, a
    holiday in it is one of the five, and one that the contract's days fit around pays nothing
    twice. A holiday inside unpaid time off is not paid. With pay.holiday_hours "pro_rata" each
    holiday pays a fifth of the contract's week instead, also where it took no day away.
    """
    unpaid = replace(scenario, time_off=tuple(t for t in scenario.time_off if not t.paid))
    return {csr.csr_id: _of_person(scenario, unpaid, csr) for csr in scenario.csrs}


def leave_in_part(scenario: Scenario, csr: Csr, shifts: Sequence[Shift]) -> Iterator[PaidLeave]:
    """Paid leave in a part of a day that is worked for the rest.

    It pays the hours that the week lacks to what is owed, at most those that the leave takes
    from the day: whoever goes home sick at noon is paid the afternoon, and whoever works the
    full week around a dentist's hour is not paid twice.
    """
    if csr.shadows:
        return
    for week in range(scenario.grid.weeks):
        days = scenario.grid.week_days(week)
        own = [shift for shift in shifts if shift.day in days]
        lacking = owed_slots(scenario, csr, week) - sum(shift.paid_slots for shift in own)
        for shift in own:
            for kind, slots in _taken(scenario, csr, shift.day):
                paid = min(slots, lacking)
                if paid > 0:
                    lacking -= paid
                    yield PaidLeave(shift.day, kind, paid * scenario.grid.slot_hours)


def _taken(scenario: Scenario, csr: Csr, day: int) -> Iterator[tuple[str, int]]:
    """Kind and slots of each paid time off in the hours in which the person may work that day."""
    midnight = day * scenario.grid.slots_per_day
    start, end = working_window(scenario, csr, day) or (0, 0)
    for off in scenario.time_off_of[csr.csr_id]:
        slots = min(off.end, midnight + end) - max(off.start, midnight + start)
        if off.paid and slots > 0:
            yield off.kind, slots


def _of_person(scenario: Scenario, unpaid: Scenario, csr: Csr) -> PaidAbsence:
    contract, hours = csr.contract, scenario.grid.slot_hours
    daily = contract.week_slots / contract.days_per_week * hours
    holiday = daily
    if scenario.pay.holiday_hours == PRO_RATA:
        holiday = contract.week_slots / contract.weeks / WORKDAYS * hours
    leave, found = list[PaidLeave](), list[int]()
    for week in range(scenario.grid.weeks):
        days, paid = _of_week(scenario, unpaid, csr, week)
        for day in days:
            away = max(0.0, daily - _given_hours(scenario, csr, day))
            leave.append(PaidLeave(day, _kind(scenario, csr, day), away))
        found += paid
    return PaidAbsence(tuple(leave), holiday * len(found), tuple(found))


def _of_week(
    scenario: Scenario, unpaid: Scenario, csr: Csr, week: int
) -> tuple[list[int], tuple[int, ...]]:
    """Days paid as leave, and those paid as holidays; leave inside a holiday owed is holiday."""
    owed = holidays_owed(scenario, csr, week)
    only_who_loses = scenario.pay.holiday_owed_to == WHO_LOSES_A_DAY
    closed = holidays(scenario, week) if only_who_loses else owed
    paid = tuple(day for day in closed if not covered(unpaid, csr, day))
    off = [
        day
        for day in scenario.grid.week_days(week)
        if day not in owed and covered(scenario, csr, day) and not covered(unpaid, csr, day)
    ]
    lost = full_week(csr, week).days - owed_days(scenario, csr, week)
    leave = min(len(off), lost if only_who_loses else max(0, lost - len(paid)))
    # of more days than are paid, those first on which the person could have worked
    off.sort(key=lambda day: (working_window(scenario, csr, day) is None, day))
    if scenario.pay.holiday_hours == PRO_RATA:
        paid = tuple(d for d in paid if d in owed or not covered(scenario, csr, d))
        return sorted(off[:leave]), paid
    return sorted(off[:leave]), paid[: lost - leave]


def _given_hours(scenario: Scenario, csr: Csr, day: int) -> float:
    """Paid hours of what an absence leaves of the day's shift."""
    own = (s for s in scenario.given if s.csr_id == csr.csr_id and s.paid)
    return sum(s.slots for s in own if scenario.grid.day(s.start) == day) * scenario.grid.slot_hours


def regular_slots(scenario: Scenario, csr: Csr, week: int) -> int:
    """Paid slots of a week that are no overtime: what is owed, and what is left of cut shifts.

    Whoever comes late or leaves owes no hours for that day, and works the rest of its shift.
    """
    days = scenario.grid.week_days(week)
    own = (s for s in scenario.given if s.csr_id == csr.csr_id and s.paid)
    left = sum(s.slots for s in own if scenario.grid.day(s.start) in days)
    return owed_slots(scenario, csr, week) + left


def _kind(scenario: Scenario, csr: Csr, day: int) -> str:
    """Kind of the paid time off that takes most of the day."""
    start = day * scenario.grid.slots_per_day
    end = start + scenario.grid.slots_per_day
    touching = [t for t in scenario.time_off_of[csr.csr_id] if t.start < end and start < t.end]
    longest = max(
        (t for t in touching if t.paid), key=lambda t: min(t.end, end) - max(t.start, start)
    )
    return longest.kind
