"""No more people at work at once than there are seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import MEAL, SUPERVISION, Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, spans


@dataclass(frozen=True)
class Seats:
    """People at work at once, meals left out and supervisors not counted.

    `seats` None is no limit. Amount: hours of work without a seat.
    """

    seats: int | None
    source: str
    name: ClassVar[str] = "seats"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Seats:
        return cls(scenario.labour.seats, scenario.labour.source("seats"))

    def post(self, model: Model) -> None:
        if self.seats is None:
            return
        scenario = model.scenario
        seated = [c.csr_id for c in scenario.csrs if SUPERVISION not in c.channels]
        for day in range(scenario.grid.days):
            text = f"at most {self.seats} people at work at once on {scenario.grid.date(day):%a}"
            clause = Clause(self.name, text, self.source)
            slots = {s for c in seated if model.free(c, day) for s in model.slots(c, day)}
            for slot in sorted(slots):
                at_work = model.total(
                    model.on_shift(c, slot) - model.does(c, slot, MEAL) for c in seated
                )
                model.add(at_work <= self.seats, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        if self.seats is None:
            return
        taken: Counter[int] = Counter()
        for segment in roster.segments:
            csr = scenario.csr.get(segment.csr_id)
            if csr and SUPERVISION not in csr.channels and segment.activity != MEAL:
                taken.update(range(segment.start, segment.end))
        full = sorted(slot for slot, people in taken.items() if people > self.seats)
        for start, end in spans(full):
            over = sum(taken[slot] - self.seats for slot in range(start, end))
            hours = over * scenario.grid.slot_hours
            most = max(taken[slot] for slot in range(start, end))
            text = f"up to {most} people at work for {self.seats} seats"
            yield Violation(self.name, "", start, self.source, hours, text)
