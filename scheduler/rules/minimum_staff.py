"""Enough people at work whenever the centre is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.coverage import open_slots
from scheduler.domain.roster import MEAL, SUPERVISION, Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Model, spans


@dataclass(frozen=True)
class MinimumStaff:
    """People at work while any channel is open, meals left out and supervisors not counted.

    `least` None is no demand. Amount: hours of work missing.
    """

    least: int | None
    open_slots: tuple[int, ...]
    source: str
    name: ClassVar[str] = "minimum_staff"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> MinimumStaff:
        channels = frozenset(scenario.opening) - {SUPERVISION}
        found = {t for c in channels for t in np.flatnonzero(open_slots(scenario, c)).tolist()}
        labour = scenario.labour
        return cls(labour.minimum_staff, tuple(sorted(found)), labour.source("minimum_staff"))

    def post(self, model: Model) -> None:
        if self.least is None:
            return
        grid, people = model.scenario.grid, model.scenario.csrs
        counted = [c.csr_id for c in people if SUPERVISION not in c.channels]
        for slot in self.open_slots:
            day = grid.day(slot)
            if people and not any(model.free(c.csr_id, day) for c in people):
                continue
            text = f"at least {self.least} people at work while open on {grid.date(day):%a}"
            at_work = model.total(
                model.on_shift(c, slot) - model.does(c, slot, MEAL) for c in counted
            )
            model.add(at_work >= self.least, Clause(self.name, text, self.source))

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        if self.least is None:
            return
        present: Counter[int] = Counter()
        for segment in roster.segments:
            csr = scenario.csr.get(segment.csr_id)
            if csr and SUPERVISION not in csr.channels and segment.activity != MEAL:
                present.update(range(segment.start, segment.end))
        short = [slot for slot in self.open_slots if present[slot] < self.least]
        for start, end in spans(short):
            missing = sum(self.least - present[slot] for slot in range(start, end))
            hours = missing * scenario.grid.slot_hours
            fewest = min(present[slot] for slot in range(start, end))
            text = f"{fewest} people at work where {self.least} are the least"
            yield Violation(self.name, "", start, self.source, hours, text)
