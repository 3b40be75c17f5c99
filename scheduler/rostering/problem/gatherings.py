"""The meetings of each week: who has to attend, and every start that is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.domain.roster import meeting_activity
from scheduler.domain.scenario import Meeting, Scenario
from scheduler.rostering.problem.arrays import Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import PersonWeek, Task


@dataclass(frozen=True, eq=False)
class Gathering:
    """One meeting of one week: who has to come, and every start it may have.

    Or a part of it, to be moved by itself: a sitting with its people, or one person who may
    join the sittings of the others.
    """

    meeting: Meeting
    week: int
    keys: tuple[Key, ...]
    starts: Ints  # slots of the horizon
    sittings: int  # that these people may be split over

    @property
    def activity(self) -> str:
        return meeting_activity(self.meeting.meeting_id)


def find_gatherings(scenario: Scenario, persons: Mapping[Key, PersonWeek]) -> tuple[Gathering, ...]:
    """All meetings with somebody to come, the largest sittings first."""
    spd = scenario.grid.slots_per_day
    found = []
    for meeting in scenario.meetings:
        for week in range(scenario.grid.weeks):
            keys = [
                (c, week)
                for c in meeting.attendees
                if (c, week) in persons and meeting_task(persons[c, week], meeting)
            ]
            days = [
                d
                for d in scenario.grid.week_days(week)
                if scenario.grid.weekday(d) in meeting.weekdays
            ]
            starts = [
                d * spd + s
                for d in days
                for s in range(meeting.earliest, meeting.latest - meeting.slots + 1)
            ]
            if keys and starts:
                found.append(
                    Gathering(meeting, week, tuple(keys), np.array(starts), meeting.sessions)
                )
    return tuple(sorted(found, key=lambda g: -len(g.keys) / g.meeting.sessions))


def meeting_task(person: PersonWeek, meeting: Meeting) -> Task | None:
    """The meeting among the person's tasks; None where they cannot come at all."""
    for task in person.meetings:
        if task.source is meeting:
            return task
    return None
