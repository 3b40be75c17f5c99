"""FTE of a year from the work alone up to the staff list, and what the year's contacts need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.costing.pay import ClassCost
from scheduler.costing.rostered_weeks import RosteredWeek, YearOfWeeks, on_queue_hours
from scheduler.costing.shrinkage import Shrinkage
from scheduler.costing.staff_year import FTE_HOURS, WEEKS, on_queues, week_hours
from scheduler.costing.year_need import MonthNeed, required_hours
from scheduler.domain.demand import ALL
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario


@dataclass(frozen=True)
class Method:
    """One way to count the FTE of a year: hours of the horizon, of the year, FTE."""

    name: str
    meaning: str
    hours: float
    annual_hours: float

    @property
    def fte(self) -> float:
        return self.annual_hours / FTE_HOURS


def annual_factor(scenario: Scenario, offered: float, rosters: int = 1) -> tuple[float, str]:
    """Contacts of the year over contacts of the horizon, and that in words.

    `offered` is the mean of so many rosters.

    A busy week weighs less than 1/52 of a year, a quiet one more. Where the contacts of
    the year are not known, or the horizon has none, days are counted instead.
    """
    annual, days = scenario.annual_contacts, scenario.grid.days
    of = "the roster" if rosters == 1 else f"the mean of {rosters} rosters"
    if annual and offered:
        return annual / offered, (
            f"{annual:,.0f} contacts of the year / {offered:,.0f} contacts of {of}"
        )
    reason = "the contacts of the year are not set" if not annual else "the roster has no contacts"
    return 365 / days, f"365 days of the year / {days} days of the roster: {reason}"


def queue_fte(need: Sequence[MonthNeed], used: Shrinkage) -> float:
    """FTE on the queues that the year's hours take, activities on shift and leave on top."""
    hours = sum(month.queue_hours for month in need)
    return grossed_up(hours, used.on_shift, used.away.total) / FTE_HOURS


def supervisor_fte(year: YearOfWeeks, need: Sequence[MonthNeed], used: Shrinkage) -> float:
    """The same of supervisors, by their own share of time on supervision."""
    at_work, watching = year.mean(_supervisors), year.mean(_supervising)
    off = 1 - watching / at_work if watching else 0.0
    hours = sum(month.supervisor_hours for month in need)
    return grossed_up(hours, off, used.away.total) / FTE_HOURS


def _supervisors(week: RosteredWeek, activity: str | None = None) -> float:
    """Paid slots of supervisors over the horizon, all of them or on one activity."""
    own = {csr.csr_id for csr in week.scenario.csrs if not on_queues(csr)}
    paid = (s for s in week.roster.segments if s.csr_id in own and s.paid)
    return sum(s.slots for s in paid if activity in (None, s.activity))


def _supervising(week: RosteredWeek) -> float:
    return _supervisors(week, SUPERVISION)


def grossed_up(hours: float, on_shift: float, away: float) -> float:
    """Paid hours so that so many are on a queue: both shares are divided out, one by one."""
    left = (1 - on_shift) * (1 - away)
    return hours / left if left > 0 else 0.0


def methods(year: YearOfWeeks, total: ClassCost, factor: float) -> Iterator[Method]:
    """FTE of the year from the work alone up to the staff list; `total` is the horizon's."""
    work = year.mean(_work)
    yield Method(
        "workload", "Contacts times handling time, nobody ever waiting.", work, work * factor
    )
    need = year.mean(_required)
    yield Method(
        "requirement",
        "People required on phones and desk by the service targets, and the email work.",
        need,
        need * factor,
    )
    on_queue = year.mean(on_queue_hours)
    yield Method("on queue", "Rostered on phones, desk and email.", on_queue, on_queue * factor)
    paid = total.paid_hours + total.leave_hours + total.holiday_hours
    yield Method(
        "workload week",
        "All paid hours of the rostered week, scaled by contacts: work, and not who is paid.",
        paid,
        paid * factor,
    )
    scenario = year.base
    owed = sum(week_hours(scenario, csr) for csr in scenario.everybody.csrs)
    yield Method(
        "staff list",
        "Contract hours of everybody, 52 weeks: who is paid.",
        owed * scenario.grid.weeks,
        owed * WEEKS,
    )


def _work(week: RosteredWeek) -> float:
    """Hours of handling over the horizon."""
    rows = week.requirements.rows
    return sum(r.volume * r.aht_s / 3600 for r in rows if r.language == ALL)


def _required(week: RosteredWeek) -> float:
    return required_hours(week.scenario, week.requirements)
