"""Whether work on an activity is under way in a slot, pauses passed over."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ortools.sat.python import cp_model

from scheduler.domain.roster import PAUSES
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Constraint, Linear


class StintQueries(ABC):
    """Part of RosterModel: stints that go on behind a pause, and the numbers that define them."""

    scenario: Scenario
    cp: cp_model.CpModel
    _stints: dict[tuple[str, int, str], Linear]

    @abstractmethod
    def does(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this in the slot."""

    def in_stint(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this, or pauses and did this last before the pause."""
        key = csr_id, slot, activity
        if key not in self._stints:
            self._stints[key] = self._in_stint(csr_id, slot, activity)
        return self._stints[key]

    def _in_stint(self, csr_id: str, slot: int, activity: str) -> Linear:
        now, grid = self.does(csr_id, slot, activity), self.scenario.grid
        if grid.of_day(slot) == 0 or (isinstance(now, int) and now):
            return now
        pause = sum(self.does(csr_id, slot, kind) for kind in PAUSES)
        if isinstance(pause, int) and not pause:
            return now
        before = self.in_stint(csr_id, slot - 1, activity)
        if isinstance(before, int) and not before:
            return now
        if isinstance(pause, int) and isinstance(before, int):
            return now + 1
        going_on = self.cp.new_bool_var("")
        self.define(going_on <= pause)
        self.define(going_on <= before)
        self.define(going_on >= pause + before - 1)
        return now + going_on

    def new_int(self, low: int, high: int) -> cp_model.IntVar:
        """A new whole number within these limits."""
        return self.cp.new_int_var(low, high, "")

    def define(self, constraint: Constraint) -> None:
        """Hold a comparison that defines a number; no rule, so without a clause."""
        if constraint is not True:
            self.cp.add_bool_or([]) if constraint is False else self.cp.add(constraint)
