"""Hours that are paid and not rostered: full days of paid time off, and paid holidays."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scheduler.domain.entitlements import covered, full_week, owed_days
from scheduler.domain.holidays_owed import PRO_RATA, WHO_LOSES_A_DAY, holidays, holidays_owed
from scheduler.domain.scenario import Csr, Scenario

WORKDAYS = 5  # of a full-time week, of which a holiday is one


@dataclass(frozen=True)
class PaidAbsence:
    """One person's paid hours away over the horizon, and the days paid as holidays."""

    leave_hours: float = 0.0
    holiday_hours: float = 0.0
    holidays: tuple[int, ...] = ()


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


def _of_person(scenario: Scenario, unpaid: Scenario, csr: Csr) -> PaidAbsence:
    contract, hours = csr.contract, scenario.grid.slot_hours
    daily = contract.week_slots / contract.days_per_week * hours
    holiday = daily
    if scenario.pay.holiday_hours == PRO_RATA:
        holiday = contract.week_slots / contract.weeks / WORKDAYS * hours
    leave, found = 0, list[int]()
    for week in range(scenario.grid.weeks):
        days, paid = _of_week(scenario, unpaid, csr, week)
        leave += days
        found += paid
    return PaidAbsence(daily * leave, holiday * len(found), tuple(found))


def _of_week(
    scenario: Scenario, unpaid: Scenario, csr: Csr, week: int
) -> tuple[int, tuple[int, ...]]:
    """Days paid as leave, and the days paid as holidays; leave inside a holiday owed is holiday."""
    owed = holidays_owed(scenario, csr, week)
    only_who_loses = scenario.pay.holiday_owed_to == WHO_LOSES_A_DAY
    closed = holidays(scenario, week) if only_who_loses else owed
    paid = tuple(day for day in closed if not covered(unpaid, csr, day))
    off = sum(
        covered(scenario, csr, day) and not covered(unpaid, csr, day)
        for day in scenario.grid.week_days(week)
        if day not in owed
    )
    lost = full_week(csr, week).days - owed_days(scenario, csr, week)
    leave = min(off, lost if only_who_loses else max(0, lost - len(paid)))
    if scenario.pay.holiday_hours == PRO_RATA:
        return leave, tuple(d for d in paid if d in owed or not covered(scenario, csr, d))
    return leave, paid[: lost - leave]
