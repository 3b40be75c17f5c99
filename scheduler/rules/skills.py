"""People work the channels they know, while these are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario, Span
from scheduler.rules.base import Model


@dataclass(frozen=True)
class Skills:
    """A channel is worked by who has it among their channels, and only while it is open.

    `openings[channel][day]` are spans in slots of the day. Amount: hours.
    """

    openings: Mapping[str, tuple[tuple[Span, ...], ...]]
    name: ClassVar[str] = "skills"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Skills:
        days = range(scenario.grid.days)
        return cls({c: tuple(openings(scenario, c, day) for day in days) for c in scenario.opening})

    def post(self, model: Model) -> None:
        for csr in model.scenario.csrs:
            own = ", ".join(sorted(csr.channels))
            text = f"{csr.name} works {own} only, while open"
            clause = Clause(self.name, text, csr.source, csr.csr_id)
            for day in model.free_days(csr.csr_id):
                midnight = day * model.scenario.grid.slots_per_day
                never = [
                    model.does(csr.csr_id, slot, channel)
                    for channel in self.openings
                    for slot in model.slots(csr.csr_id, day)
                    if not self._may(csr, channel, day, slot - midnight)
                ]
                if never:
                    model.add(model.total(never) == 0, clause)

    def _may(self, csr: Csr, channel: str, day: int, slot_of_day: int) -> bool:
        spans = self.openings[channel][day]
        return channel in csr.channels and any(start <= slot_of_day < end for start, end in spans)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid = scenario.grid
        for segment in roster.segments:
            csr, channel, day = (
                scenario.csr.get(segment.csr_id),
                segment.activity,
                grid.day(segment.start),
            )
            if csr is None or channel not in self.openings or not 0 <= day < grid.days:
                continue
            hours = segment.slots * grid.slot_hours
            if channel not in csr.channels:
                text = f"{csr.name} works {channel} for {hours:g} h without knowing it"
                yield Violation(self.name, csr.csr_id, segment.start, csr.source, hours, text)
            midnight = day * grid.slots_per_day
            inside = sum(
                max(0, min(segment.end, midnight + last) - max(segment.start, midnight + first))
                for first, last in self.openings[channel][day]
            )
            closed = hours - inside * grid.slot_hours
            if closed > 0:
                text = f"{csr.name} works {channel} for {closed:g} h while it is closed"
                source = "settings.toml"
                yield Violation(self.name, csr.csr_id, segment.start, source, closed, text)
