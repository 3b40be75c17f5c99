"""What the bound may save by sittings at which attendees are on leave.

Whoever is on leave at every sitting of a meeting is excused, at a price, and everybody else has
to come to one of them. So not everybody's own best counts, but the sittings whose excused
attendees are worth most, of all at which the others can sit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from scheduler.rostering.problem.arrays import Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.gatherings import Gathering
from scheduler.rostering.problem.person_week import Task
from scheduler.rostering.problem.roster_problem import RosterProblem


class Excuses:
    """Every choice of sittings of each meeting, and whom it would excuse.

    `first` has the number of the first task of each person's week, programs first and then
    meetings; people who are alike may share their tasks. A choice of two sittings or fewer is
    whole: who is excused there cannot sit. Of more only one is looked at, and the next may
    keep somebody from being excused.
    """

    def __init__(self, problem: RosterProblem, first: Mapping[Key, int]) -> None:
        self.missed = problem.scenario.prices.missed_meeting
        excused: list[tuple[int, int, int, bool]] = []
        choices: list[int] = []
        for m, gathering in enumerate(problem.gatherings):
            tasks = [_task(problem, gathering, key) for key in gathering.keys]
            sets = _excused(gathering, [task for _, task in tasks])
            refusable = gathering.meeting.sessions > 2
            choices.append(sets.shape[1])
            for key, (number, _), row in zip(gathering.keys, tasks, sets, strict=True):
                chosen = np.flatnonzero(row).tolist()
                excused += [(m, i, first[key] + number, refusable) for i in chosen]
        width = max(choices, default=0)
        self.unused = np.arange(width) >= np.array(choices, dtype=int)[:, None]
        meeting, choice, self.task, refused = np.array(excused, dtype=np.int64).reshape(-1, 4).T
        self.cell, self.refusable = meeting * width + choice, refused == 1

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


def _task(problem: RosterProblem, gathering: Gathering, key: Key) -> tuple[int, Task]:
    """The meeting among the person's tasks, and its number there."""
    person = problem.persons[key]
    number = [task.source for task in person.meetings].index(gathering.meeting)
    return len(person.programs) + number, person.meetings[number]


def _excused(gathering: Gathering, tasks: list[Task]) -> Bools:
    """Attendees x choices of sittings: whom each choice excuses; no choice twice."""
    starts = gathering.starts
    lost = np.array([np.isin(starts, list(task.lost)) for task in tasks])
    can = np.array([np.isin(starts, list(task.possible)) for task in tasks])
    lost, can = np.split(np.unique(np.concatenate([lost, can]), axis=1), 2)
    found = list(_choices(gathering.meeting.sessions, lost, can))
    return np.unique(np.concatenate(found or [lost], axis=1), axis=1)


def _choices(sessions: int, lost: Bools, can: Bools) -> Iterator[Bools]:
    """Whom one sitting excuses; of two, only where all others can come to one of them."""
    if sessions > 2:
        yield lost[:, can.any(axis=0)]
        return
    for i in range(lost.shape[1]):
        second = slice(i, i + 1 if sessions == 1 else None)  # the same again is only one
        both = lost[:, i : i + 1] & lost[:, second]
        all_come = (both | can[:, i : i + 1] | can[:, second]).all(axis=0)
        if all_come.any():
            yield both[:, all_come]
