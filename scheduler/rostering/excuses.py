"""What the bound may save by sittings at which attendees are on leave.

Whoever is on leave at every sitting of a meeting is excused, at a price. All attendees have the
same sittings, so not everybody's own best counts, but of all starts of one sitting the one
whose excused attendees are worth most. A second sitting can only excuse fewer.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scheduler.rostering.improve import Improver
from scheduler.rostering.plans import Key
from scheduler.rostering.problem import Task
from scheduler.rostering.sittings import Gathering, gatherings
from scheduler.rostering.stretch import Floats, Ints


class Excuses:
    """Every start that a sitting may have, and whom it would excuse.

    `first` has the number of the first task of each person's week, programs first and then
    meetings; people who are alike may share their tasks.
    """

    def __init__(self, improver: Improver, first: Mapping[Key, int]) -> None:
        self.missed = improver.scenario.prices.missed_meeting
        excused: list[tuple[int, int, int, bool]] = []
        allowed: list[list[int]] = []
        for m, gathering in enumerate(gatherings(improver)):
            tasks = [_task(improver, gathering, key) for key in gathering.keys]
            refusable = gathering.meeting.sessions > 1  # by another sitting
            allowed.append(_starts(gathering, [task for _, task in tasks], refusable))
            for key, (number, task) in zip(gathering.keys, tasks, strict=True):
                off = [i for i, start in enumerate(allowed[m]) if start in task.lost]
                excused += [(m, i, first[key] + number, refusable) for i in off]
        width = max(map(len, allowed), default=0)
        self.unused = np.arange(width) >= np.array(list(map(len, allowed)), dtype=int)[:, None]
        meeting, start, self.task, refused = np.array(excused, dtype=np.int64).reshape(-1, 4).T
        self.cell, self.refusable = meeting * width + start, refused == 1

    def best(self, worth: Floats) -> tuple[float, Ints]:
        """Most dollars saved where attending each task costs so much, and the people of each
        task who are excused then."""
        gain = worth[self.task] - self.missed
        taken = (gain > 0.0) | ~self.refusable
        saved = np.zeros(self.unused.shape)
        np.add.at(saved.ravel(), self.cell[taken], gain[taken])
        saved[self.unused] = -np.inf
        if not saved.size:
            return 0.0, np.zeros(len(worth), dtype=np.int64)
        chosen: Ints = saved.argmax(axis=1) + np.arange(len(saved)) * len(saved[0])
        excused = self.task[taken & np.isin(self.cell, chosen)]
        return float(saved.ravel()[chosen].sum()), np.bincount(excused, minlength=len(worth))


def _task(improver: Improver, gathering: Gathering, key: Key) -> tuple[int, Task]:
    """The meeting among the person's tasks, and its number there."""
    person = improver.members[key].person
    number = [task.source for task in person.meetings].index(gathering.meeting)
    return len(person.programs) + number, person.meetings[number]


def _starts(gathering: Gathering, tasks: list[Task], several: bool) -> list[int]:
    """Starts at which somebody can sit; a single sitting has to suit all who are not on leave."""
    if several:
        return sorted(set[int]().union(*(task.possible for task in tasks)))
    suits = set.intersection(*({*task.possible, *task.lost} for task in tasks))
    return sorted(suits) or gathering.starts.tolist()
