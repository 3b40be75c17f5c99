"""Paid holidays of a week on which the centre is closed, and whom they owe a day."""

from __future__ import annotations

from scheduler.domain.personal_hours import personal_hours
from scheduler.domain.scenario import Csr, Scenario

PRO_RATA = "pro_rata"  # of pay.holiday_hours
EVERYBODY, WHO_COULD_WORK, WHO_LOSES_A_DAY = "everybody", "who_could_work", "who_loses_a_day"


def holidays(scenario: Scenario, week: int) -> tuple[int, ...]:
    """Days of the week that are closed all day and paid."""
    grid, paid = scenario.grid, scenario.pay.paid_holidays
    closed = (day for day in grid.week_days(week) if grid.date(day) in scenario.closures)
    return tuple(day for day in closed if grid.date(day).isoformat() in paid)


def holidays_owed(scenario: Scenario, csr: Csr, week: int) -> tuple[int, ...]:
    """Holidays of the week that take a contract day from this person, by pay.holiday_owed_to.

    None where only who loses a day is owed it: the contract's days are then worked around
    the holiday, as far as the week has room for them.
    """
    to = scenario.pay.holiday_owed_to
    if to == WHO_LOSES_A_DAY:
        return ()
    found = holidays(scenario, week)
    if to == WHO_COULD_WORK:
        found = tuple(day for day in found if could_work(scenario, csr, day))
    return found


def could_work(scenario: Scenario, csr: Csr, day: int) -> bool:
    """Whether a week without closures opens a channel of the person in the contract's hours.

    Of who has hours of their own that day (availability.csv), they must have room for the shortest
    shift: who has none for it never works on that weekday.
    """
    weekday = scenario.grid.weekday(day)
    spans = (
        span
        for channel in csr.channels
        if (days := scenario.weekly_opening.get(channel)) and (span := days[weekday])
    )
    earliest, latest = csr.contract.earliest, csr.contract.latest
    hours = [(max(start, earliest), min(end, latest)) for start, end in spans]
    own = personal_hours(scenario, csr, day).spans
    if own is None:
        return any(start < end for start, end in hours)
    shortest = min(csr.contract.shift_slots)
    return any(min(e, last) - max(s, first) >= shortest for s, e in hours for first, last in own)
