"""Days on which a person is employed: from the first day of work to the last one."""

from __future__ import annotations

from scheduler.domain.holidays_owed import could_work
from scheduler.domain.scenario import Csr, Scenario

BEFORE, AFTER = "not yet hired", "has left"  # kinds of the absences that stand for it


def days_outside(scenario: Scenario, csr: Csr, week: int) -> tuple[int, ...]:
    """Days of the week on which the person is not employed."""
    slots, spans = scenario.grid.slots_per_day, scenario.outside_of[csr.csr_id]
    return tuple(
        day
        for day in (scenario.grid.week_days(week) if spans else ())
        if any(off.start <= day * slots and (day + 1) * slots <= off.end for off in spans)
    )


def days_pro_rata(scenario: Scenario, csr: Csr, week: int, days: int) -> int:
    """Contract days of a week in which the person is employed for a part of it.

    In proportion to the days that the person could work in a week without closures, rounded
    half up: who begins on the Thursday of a week from Monday to Friday owes two of five.
    """
    outside = set(days_outside(scenario, csr, week))
    if not outside:
        return days
    row = scenario.grid.week_days(week)
    workable = [day for day in row if could_work(scenario, csr, day)] or list(row)
    left = sum(day not in outside for day in workable)
    return (2 * days * left + len(workable)) // (2 * len(workable))
