"""The plan's own load and its net year: what its assumptions come to before any claim."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.costing.staff_year import WORKING_DAYS
from scheduler.domain.plan_document import ON_SHIFT, PlanAbsence, PlanDocument
from scheduler.staffing.fte_methods import Load

OTHER_WORKING_DAYS = 255
DAYS_A_WEEK = 5


@dataclass(frozen=True)
class NetYear:
    """The plan's days and weeks: `away` days of leave, holidays and training, and what is left."""

    away: float
    listed: float
    on_shift: tuple[PlanAbsence, ...]
    hours_per_day: float

    @property
    def days(self) -> float:
        return WORKING_DAYS - self.away

    @property
    def weeks(self) -> float:
        return self.days / DAYS_A_WEEK

    @property
    def on_shift_days(self) -> float:
        """Breaks, meetings and program work of the weeks that are worked, days a year."""
        hours = sum(item.hours_per_week or 0.0 for item in self.on_shift)
        return hours * self.weeks / self.hours_per_day

    @property
    def shrinkage(self) -> float:
        """Share of paid time away or off the queues."""
        return (self.away + self.on_shift_days) / WORKING_DAYS

    @property
    def absence(self) -> float:
        """Share of paid time that no roster places."""
        return self.away / WORKING_DAYS

    @property
    def hours(self) -> float:
        """Hours at work a year."""
        return self.days * self.hours_per_day


def net_year(plan: PlanDocument) -> NetYear | None:
    """None where the plan lists no deductions."""
    if not plan.absences:
        return None
    on_shift = tuple(item for item in plan.absences if item.kind == ON_SHIFT)
    return NetYear(
        away=sum(item.days for item in plan.absences if item.kind != ON_SHIFT),
        listed=sum(item.days for item in plan.absences),
        on_shift=on_shift,
        hours_per_day=plan.assumed("hours_per_day") or 8.0,
    )


def planned_load(plan: PlanDocument, name: str) -> Load | None:
    """The plan's own load: `desk` or `full`, with its targets; None where it has none."""
    year = net_year(plan)
    values = [
        plan.assumed(key)
        for key in (f"{name}_contacts_per_hour", "handling_s", "open_hours_a_year", "shrinkage")
    ]
    if year is None or None in values:
        return None
    volume, aht_s, hours, shrinkage = (value or 0.0 for value in values)
    return Load(
        contacts_per_hour=volume,
        aht_s=aht_s,
        open_hours=hours,
        target=plan.assumed("target") or 0.8,
        within_s=plan.assumed("within_s") or 20.0,
        occupancy=plan.assumed("occupancy") or 0.95,
        asa_s=plan.assumed("asa_s"),
        shrinkage=shrinkage,
        absence=year.absence,
    )
