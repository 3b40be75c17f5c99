"""Paid time that is not on a queue: measured in the roster, assumed for the year, planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.costing.paid_absence import paid_absence
from scheduler.costing.rostered_weeks import RosteredWeek
from scheduler.costing.staff_year import WORKING_DAYS, AwayShare, on_queues
from scheduler.domain.plan_document import HOLIDAY, ON_SHIFT, PlanDocument
from scheduler.domain.roster import REST
from scheduler.domain.scenario import Scenario

LEAVE, HOLIDAYS, RESTS, MEETINGS, PROGRAMS, OTHER, QUEUES = (
    "leave", "holidays", "rests", "meetings", "program work", "other work", "on the queues",
)  # fmt: skip


@dataclass(frozen=True)
class ShrinkageLine:
    """One use of paid time, as shares of all of it; None where nobody says.

    `hours` are measured over the horizon, of the people who work queues.
    """

    item: str
    hours: float
    measured: float
    year: float
    planned: float | None


@dataclass(frozen=True)
class Shrinkage:
    """Every use of the paid time of people on the queues.

    `on_shift` is the share of hours at work that is not on a queue: what a roster places.
    """

    lines: tuple[ShrinkageLine, ...]
    on_shift: float
    away: AwayShare

    @property
    def measured(self) -> float:
        """Share of paid time off the queues over the horizon."""
        return sum(line.measured for line in self.lines if line.item != QUEUES)

    @property
    def year(self) -> float:
        """The same over the year, with the year's leave and holidays."""
        return sum(line.year for line in self.lines if line.item != QUEUES)

    @property
    def planned(self) -> float | None:
        known = [line.planned for line in self.lines if line.item != QUEUES]
        found = [share for share in known if share is not None]
        return sum(found) if found else None


def shrinkage(hours: Mapping[str, float], away: AwayShare, plan: PlanDocument) -> Shrinkage:
    """Of hours by use (`paid_time`); leave and holidays of the year by `away`."""
    paid = sum(hours.values())
    at_work = paid - hours[LEAVE] - hours[HOLIDAYS]
    year = {
        item: own / at_work * (1 - away.total) if at_work else 0.0 for item, own in hours.items()
    }
    year[LEAVE], year[HOLIDAYS] = away.leave, away.holidays
    planned = _planned(plan)
    lines = tuple(
        ShrinkageLine(item, own, own / paid if paid else 0.0, year[item], planned.get(item))
        for item, own in hours.items()
    )
    on_shift = 1 - hours[QUEUES] / at_work if at_work else 0.0
    return Shrinkage(lines, on_shift, away)


def paid_time(week: RosteredWeek) -> dict[str, float]:
    """Hours of the horizon by use, of who works queues."""
    scenario, roster = week.scenario, week.roster
    own = {csr.csr_id for csr in scenario.csrs if on_queues(csr)}
    found = dict.fromkeys((LEAVE, HOLIDAYS, RESTS, MEETINGS, PROGRAMS, OTHER, QUEUES), 0.0)
    for csr_id, absent in paid_absence(scenario).items():
        if csr_id in own:
            found[LEAVE] += absent.leave_hours
            found[HOLIDAYS] += absent.holiday_hours
    for segment in roster.segments:
        if segment.csr_id in own and segment.paid:
            use = _use(segment.activity, scenario)
            found[use] += segment.slots * scenario.grid.slot_hours
    return found


def _use(activity: str, scenario: Scenario) -> str:
    if activity == REST:
        return RESTS
    if activity.startswith("meeting:"):
        return MEETINGS
    if activity.startswith("offline:"):
        return PROGRAMS
    return QUEUES if activity in scenario.services else OTHER


def _planned(plan: PlanDocument) -> dict[str, float]:
    """Shares of the plan's working days, by the same uses."""
    if not plan.absences:
        return {}
    on_shift = (RESTS, MEETINGS, PROGRAMS)
    words = dict(zip(("break", "meeting", "program"), on_shift, strict=True))
    found = dict.fromkeys((LEAVE, HOLIDAYS, *on_shift), 0.0)
    for item in plan.absences:
        use = HOLIDAYS if item.kind == HOLIDAY else LEAVE
        if item.kind == ON_SHIFT:
            named = (words[word] for word in words if word in item.item.lower())
            use = next(named, PROGRAMS)
        found[use] += item.days / WORKING_DAYS
    return found


def total(lines: Sequence[ShrinkageLine]) -> float:
    """Hours of all of them."""
    return sum(line.hours for line in lines)
