"""Who shadows a colleague has the colleague's shifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.clause import Violation
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.shadowing import followed


@dataclass(frozen=True)
class Shadows:
    """At the colleague's side in every shift that no leave of one's own touches, and no other.

    Checked only: no model decides about a shadow, so there is nothing to post, and it is not in
    `RULES`. Amount: hours of a day in which the two differ.
    """

    people: tuple[Csr, ...]
    name: ClassVar[str] = "shadows"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Shadows:
        return cls(scenario.shadows)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        """Measure a finished roster."""
        grid, people = scenario.grid, scenario.everybody.csr
        for shadow in self.people:
            due = _by_slot(followed(scenario, shadow, roster))
            done = _by_slot(roster.by_csr.get(shadow.csr_id, ()))
            apart = [slot for slot in {**due, **done} if due.get(slot) != done.get(slot)]
            days: dict[int, list[int]] = {}
            for slot in apart:
                days.setdefault(grid.day(slot), []).append(slot)
            for _, slots in sorted(days.items()):
                hours = len(slots) * grid.slot_hours
                text = (
                    f"{shadow.name} shadows {people[shadow.shadows].name} and does something "
                    f"else for {hours:g} h"
                )
                yield Violation(self.name, shadow.csr_id, min(slots), shadow.source, hours, text)


def _by_slot(segments: Iterator[Segment] | tuple[Segment, ...]) -> dict[int, tuple[str, bool]]:
    """Activity of each slot, and whether it is paid."""
    return {t: (s.activity, s.paid) for s in segments for t in range(s.start, s.end)}
