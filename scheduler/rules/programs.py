"""Program activities: hours a week off the queues, in blocks worth starting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import owed_program_slots
from scheduler.domain.roster import Roster, Segment, program_activity
from scheduler.domain.scenario import Csr, Program, Scenario
from scheduler.rules.base import Model, shifts_of


@dataclass(frozen=True)
class Programs:
    """Each attendee has exactly the program's time a week, unbroken blocks, on its days.

    `owed` holds program, person, week and slots. Amounts in hours.
    """

    owed: tuple[tuple[Program, Csr, int, int], ...]
    name: ClassVar[str] = "programs"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Programs:
        return cls(
            tuple(
                (program, csr, week, owed_program_slots(scenario, csr, program, week))
                for program in scenario.programs
                for csr in scenario.csrs
                for week in range(scenario.grid.weeks)
            )
        )

    def post(self, model: Model) -> None:
        for program, csr, week, slots in self.owed:
            row = model.scenario.grid.week_days(week)
            if not any(model.free(csr.csr_id, day) for day in row):
                continue
            hours = slots * model.scenario.grid.slot_hours
            text = f"{csr.name} has {hours:g} h of {program.title} in week {week + 1}"
            clause = Clause(self.name, text, program.source, csr.csr_id)
            self._post_week(model, program, csr.csr_id, row, slots, clause)

    def _post_week(
        self, model: Model, program: Program, csr_id: str, row: range, owed: int, clause: Clause
    ) -> None:
        grid, activity = model.scenario.grid, program_activity(program.program_id)
        block, inside, outside = min(program.min_block, owed), [], []
        for day in row:
            midnight, slots = day * grid.slots_per_day, model.slots(csr_id, day)
            for slot in slots:
                doing = model.does(csr_id, slot, activity)
                may = program.earliest <= slot - midnight < program.latest
                if grid.weekday(day) in program.weekdays and may:
                    inside.append(doing)
                elif model.free(csr_id, day):
                    outside.append(doing)
            if model.free(csr_id, day) and owed:
                for slot in slots:
                    begun = model.begins(csr_id, slot, activity)
                    for ahead in range(slot + 1, slot + block):
                        model.add(model.does(csr_id, ahead, activity) >= begun, clause)
        model.add(model.total(outside) == 0, clause)
        model.add(model.total(inside) == owed, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid, shifts = scenario.grid, shifts_of(scenario, roster)
        for program, csr, week, owed in self.owed:
            activity = program_activity(program.program_id)
            blocks = [
                segment
                for shift in shifts.get(csr.csr_id, ())
                if shift.day in grid.week_days(week)
                for segment in shift.segments
                if segment.activity == activity
            ]
            done = sum(block.slots for block in blocks)
            if done != owed:
                hours = abs(done - owed) * grid.slot_hours
                text = (
                    f"{done * grid.slot_hours:g} h of {program.title} in week {week + 1}, "
                    f"owes {owed * grid.slot_hours:g} h"
                )
                yield self._broken(program, csr, 7 * week * grid.slots_per_day, hours, text)
            for block in blocks:
                yield from self._block(scenario, program, csr, owed, block)

    def _block(
        self, scenario: Scenario, program: Program, csr: Csr, owed: int, block: Segment
    ) -> Iterator[Violation]:
        grid = scenario.grid
        missing = min(program.min_block, owed) - block.slots
        if missing > 0:
            text = f"a block of {program.title} of {block.slots * grid.slot_hours:g} h only"
            yield self._broken(program, csr, block.start, missing * grid.slot_hours, text)
        midnight = grid.day(block.start) * grid.slots_per_day
        first, last = midnight + program.earliest, midnight + program.latest
        outside = max(0, first - block.start) + max(0, block.end - last)
        outside = min(outside, block.slots)
        if grid.weekday(grid.day(block.start)) not in program.weekdays:
            outside = block.slots
        if outside:
            hours = outside * grid.slot_hours
            text = f"{hours:g} h of {program.title} outside its days and times"
            yield self._broken(program, csr, block.start, hours, text)

    def _broken(
        self, program: Program, csr: Csr, start: int, hours: float, message: str
    ) -> Violation:
        text = f"{csr.name}: {message}"
        return Violation(self.name, csr.csr_id, start, program.source, hours, text)
