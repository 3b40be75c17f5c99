"""One person's week as it is placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.domain.duties import Duties
from scheduler.domain.roster import MEAL, Segment
from scheduler.rostering.problem.arrays import Ints
from scheduler.rostering.problem.person_week import PersonWeek

Key = tuple[str, int]  # (csr_id, week)
Sitting = tuple[str, int, int]  # (meeting_id, start in slots of the horizon, slots)


@dataclass(eq=False)
class Plan:
    """One person's week as placed: activity codes by slot and what it costs by itself."""

    doing: Ints
    chosen: Ints  # shift option of each day, -1 where off
    own: float
    first_start: int  # slots of the horizon; ends and starts bound the weeks before and after
    last_end: int
    worked: int  # days at work as bits
    duties: Duties
    personal: float  # dollars of `own` for requests and moving starts


def segments(person: PersonWeek, plan: Plan, slots_per_day: int) -> Iterator[Segment]:
    """What the person does that week, in order."""
    for d, day in enumerate(person.days):
        row, midnight = plan.doing[d], day * slots_per_day
        changes = np.flatnonzero(row[1:] != row[:-1]) + 1
        for s, e in pairwise([0, *changes.tolist(), len(row)]):
            if row[s] >= 0:
                name = person.activities[row[s]]
                yield Segment(person.csr.csr_id, midnight + s, midnight + e, name, name != MEAL)
