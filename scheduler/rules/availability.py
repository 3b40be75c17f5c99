"""Nobody works outside the hours in which they are available."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.personal_hours import available_rows, available_spans
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario, Span
from scheduler.rules.base import Model, shifts_of, shifts_with


@dataclass(frozen=True)
class Availability:
    """A shift lies, meals included, in hours in which the person is available that day.

    Rows of a day that touch or overlap count as one; a day without a row is free. Amount: hours
    of the shift outside.
    """

    people: tuple[Csr, ...]
    name: ClassVar[str] = "availability"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Availability:
        return cls(tuple(c for c in scenario.csrs if scenario.availability_of[c.csr_id]))

    def post(self, model: Model) -> None:
        scenario, per_day = model.scenario, model.scenario.grid.slots_per_day
        for csr in self.people:
            for day in model.free_days(csr.csr_id):
                spans, clause = self._hours(scenario, csr, day)
                outside = [
                    worked
                    for start, end, worked in model.shifts(csr.csr_id, day)
                    if clause and _outside(start - day * per_day, end - day * per_day, spans)
                ]
                if clause and outside:
                    model.add(model.total(outside) == 0, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for csr, shift in shifts_with(self.people, shifts_of(scenario, roster)):
            spans, clause = self._hours(scenario, csr, shift.day)
            midnight = shift.day * grid.slots_per_day
            slots = _outside(shift.start - midnight, shift.end - midnight, spans)
            if clause and slots:
                hours = slots * grid.slot_hours
                text = f"{clause.sentence}, at work for {hours:g} h outside"
                yield Violation(self.name, csr.csr_id, shift.start, clause.source, hours, text)

    def _hours(
        self, scenario: Scenario, csr: Csr, day: int
    ) -> tuple[tuple[Span, ...], Clause | None]:
        """The hours of a day and the demand that a shift lies in them; None where any will do."""
        rows = available_rows(scenario, csr, day)
        if not rows:
            return (), None
        spans, midnight = available_spans(rows), day * scenario.grid.slots_per_day
        hours = [_clock(scenario, midnight, span) for span in spans if span[0] < span[1]]
        can = f"can work {' or '.join(hours)} only" if hours else "cannot work"
        text = f"{csr.name} {can} on {scenario.grid.date(day):%a %Y-%m-%d}"
        return spans, Clause(self.name, text, rows[0].source, csr.csr_id)


def _outside(start: int, end: int, spans: tuple[Span, ...]) -> int:
    """Slots of a shift beside the hours that hold most of it."""
    inside = (max(0, min(end, last) - max(start, first)) for first, last in spans)
    return end - start - max(inside, default=0)


def _clock(scenario: Scenario, midnight: int, span: Span) -> str:
    start, end = (f"{scenario.grid.local(midnight + slot):%H:%M}" for slot in span)
    return f"{start}-{end if span[1] < scenario.grid.slots_per_day else '24:00'}"
