"""Stints on a channel that are worth beginning: half an hour of phones, an hour at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.stint_lengths import min_stint_slots, opening_edges, short_stints
from scheduler.rules.base import Linear, Model, shifts_of, shifts_with


@dataclass(frozen=True)
class LeastStint:
    """Each stint has the least time of its channel, unless something cuts it short.

    Its channel's opening or closing and meetings do (domain/stint_lengths.py); pauses are passed
    over and do not count. Amount: minutes missing.
    """

    source: str
    name: ClassVar[str] = "least_stint"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> LeastStint:
        return cls(scenario.labour.source("min_stint_minutes"))

    def post(self, model: Model) -> None:
        scenario = model.scenario
        for csr in scenario.csrs:
            for channel in scenario.opening:
                least = min_stint_slots(scenario, csr, channel)
                if least == 1:
                    continue
                minutes = least * scenario.grid.slot_minutes
                text = f"{csr.name} stays on {channel} for {minutes} minutes"
                clause = Clause(self.name, text, self.source, csr.csr_id)
                for day in model.free_days(csr.csr_id):
                    self._post_day(model, csr, day, channel, least, clause)

    def _post_day(
        self, model: Model, csr: Csr, day: int, channel: str, least: int, clause: Clause
    ) -> None:
        """`done` counts the work of the stint so far, up to `least`, and has to reach it."""
        opens, closes = opening_edges(model.scenario, channel, day)
        before: Linear = 0  # under way in the slot before
        done: Linear = 0
        meeting: Linear = 0  # 1 when a meeting was the last thing before, pauses passed over
        for slot in model.slots(csr.csr_id, day):
            here = model.in_stint(csr.csr_id, slot, channel)
            met = self._meeting(model, csr, slot)
            model.add(done >= least * (before - here) - least * met, clause)
            doing = model.does(csr.csr_id, slot, channel)
            free = meeting + (doing if slot in closes else 0)
            if slot in opens:  # only where it begins: a stint may go on from the opening before
                first = isinstance(before, int) and not before
                free += doing if first else _at_most(model, 1, doing, 1 - before)
            done = _at_most(model, least, least * here, done + doing + least * free)
            before, meeting = here, met
        model.add(done >= least * before, clause)

    def _meeting(self, model: Model, csr: Csr, slot: int) -> Linear:
        names = (meeting_activity(m.meeting_id) for m in model.scenario.meetings)
        return model.total(model.in_stint(csr.csr_id, slot, name) for name in names)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr, shift in shifts_with(scenario.csrs, shifts_of(scenario, roster)):
            for stint in short_stints(scenario, csr, shift):
                minutes = scenario.grid.slot_minutes
                least = min_stint_slots(scenario, csr, stint.channel) * minutes
                had = stint.slots * minutes
                text = f"{csr.name} is on {stint.channel} for {had} minutes, {least} at least"
                yield Violation(self.name, csr.csr_id, stint.start, self.source, least - had, text)


def _at_most(model: Model, most: int, *limits: Linear) -> Linear:
    """A number from 0 to `most` within these limits; the highest where all are numbers."""
    if all(isinstance(limit, int) for limit in limits):
        return min(most, *limits)
    number = model.new_int(0, most)
    for limit in limits:
        model.define(number <= limit)
    return number
