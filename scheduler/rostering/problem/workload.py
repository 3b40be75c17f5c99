"""Whether people have the hours for the work: the load of a centre."""

from __future__ import annotations

from collections import Counter

from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.entitlements import owed_days, owed_program_slots, owed_slots
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Csr, Scenario


def workload(scenario: Scenario, requirements: Requirements) -> float:
    """Hours required of CSRs over the hours that they have for the queues.

    Required are heads on channels, whatever their language, and deferrable work due by the end;
    available are paid hours after leave, less rests, meetings and programs. 0 where nobody is
    there.
    """
    grid = scenario.grid
    meetings: Counter[str] = Counter()
    for meeting in scenario.meetings:
        meetings.update(dict.fromkeys(meeting.attendees, meeting.slots))
    available = sum(
        slots_on_queues(scenario, csr, week, meetings[csr.csr_id])
        for csr in scenario.csrs
        if SUPERVISION not in csr.channels
        for week in range(grid.weeks)
    )
    heads = sum(int(need.sum()) for key, need in requirements.by_slot.items() if key[1] == ALL)
    due = sum(float(work.due_hours[-1]) for work in requirements.deferrable)
    hours = available * grid.slot_hours
    return (heads * grid.slot_hours + due) / hours if hours else 0.0


def slots_on_queues(scenario: Scenario, csr: Csr, week: int, in_meetings: int) -> int:
    """Slots of a week that a person has for the queues, so many of the paid ones in meetings."""
    days = owed_days(scenario, csr, week)
    if not days:
        return 0
    paid, grid = owed_slots(scenario, csr, week), scenario.grid
    minutes = paid // days * grid.slot_minutes
    bands = (band.rests for band in scenario.labour.breaks if minutes <= band.up_to_minutes)
    away = days * next(bands, 0) * grid.slots_up(scenario.labour.rest_minutes) + in_meetings
    away += sum(owed_program_slots(scenario, csr, p, week) for p in scenario.programs)
    return max(0, paid - away)
