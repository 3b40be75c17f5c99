"""Who does what in each slot: the roster as people x slots, and the gaps explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Scenario

ABSENT = -1


@dataclass(frozen=True)
class ActivityBoard:
    """Roster as a matrix.

    `doing[i, t]` is the index into `activities` of what the i-th CSR of the scenario
    does in slot t of the horizon, -1 where that person is not at work.
    `shifts[csr_id][day]` is the shift of a day.
    """

    activities: tuple[str, ...]
    doing: NDArray[np.int16]
    shifts: Mapping[str, Mapping[int, Shift]]

    @staticmethod
    def of(scenario: Scenario, roster: Roster) -> ActivityBoard:
        """Segments of people whom the scenario does not know are left out."""
        row = {csr.csr_id: i for i, csr in enumerate(scenario.csrs)}
        activities = tuple(sorted({s.activity for s in roster.segments}))
        code = {activity: i for i, activity in enumerate(activities)}
        doing = np.full((len(row), scenario.grid.slots), ABSENT, dtype=np.int16)
        for segment in roster.segments:
            if segment.csr_id in row:
                span = slice(max(0, segment.start), max(0, segment.end))
                doing[row[segment.csr_id], span] = code[segment.activity]
        shifts = {
            csr_id: {shift.day: shift for shift in own}
            for csr_id, own in roster.shifts(scenario.grid.slots_per_day).items()
        }
        return ActivityBoard(activities, doing, shifts)

    def shift(self, csr_id: str, day: int) -> Shift | None:
        return self.shifts.get(csr_id, {}).get(day)
