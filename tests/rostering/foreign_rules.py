"""Two rules that no kernel knows, as a newcomer would write them: `post` and `check`, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, shifts_of

THURSDAY = 3


@dataclass(frozen=True)
class ThursdayEvenings:
    """Nobody works past 18:00 on a Thursday. Amount: hours."""

    name: ClassVar[str] = "thursday_evenings"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ThursdayEvenings:  # noqa: ARG003
        return cls()

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for csr in model.scenario.csrs:
            clause = Clause(self.name, f"{csr.name} leaves by 18:00 on Thursday", "", csr.csr_id)
            for day in model.free_days(csr.csr_id):
                evening = day * grid.slots_per_day + grid.slots_up(18 * 60)
                late = [w for _, end, w in model.shifts(csr.csr_id, day) if end > evening]
                if grid.weekday(day) == THURSDAY and late:
                    model.add(model.total(late) == 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr_id, shifts in shifts_of(scenario, roster).items():
            for shift in shifts:
                over = shift.end - shift.day * grid.slots_per_day - grid.slots_up(18 * 60)
                if grid.weekday(shift.day) == THURSDAY and shift.day >= 0 and over > 0:
                    hours, text = over * grid.slot_hours, "works late on Thursday"
                    yield Violation(self.name, csr_id, shift.start, "", hours, text)


@dataclass(frozen=True)
class FewLateShifts:
    """At most two shifts a week end after 19:00. Amount: shifts."""

    most: int = 2
    name: ClassVar[str] = "few_late_shifts"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> FewLateShifts:  # noqa: ARG003
        return cls()

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        evening = grid.slots_up(19 * 60)
        for csr in model.scenario.csrs:
            clause = Clause(self.name, f"{csr.name} has few late shifts", "", csr.csr_id)
            for week in range(grid.weeks):
                days = grid.week_days(week)
                late = [
                    worked
                    for day in days
                    for _, end, worked in model.shifts(csr.csr_id, day)
                    if end > day * grid.slots_per_day + evening
                ]
                if any(model.free(csr.csr_id, day) for day in days):
                    model.add(model.total(late) <= self.most, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        evening = grid.slots_up(19 * 60)
        for csr_id, shifts in shifts_of(scenario, roster).items():
            for week in range(grid.weeks):
                late = [
                    s
                    for s in shifts
                    if s.day in grid.week_days(week)
                    and s.end > s.day * grid.slots_per_day + evening
                ]
                if len(late) > self.most:
                    text = f"{len(late)} late shifts in week {week + 1}"
                    over = len(late) - self.most
                    yield Violation(self.name, csr_id, late[0].start, "", over, text)
