"""The part of a roster that a model does not decide, as numbers."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.rules.base import Linear

CsrDay = tuple[str, int]
Worked = tuple[int, int, Linear]  # start, end, 1 where this shift is worked


@dataclass
class RosterFacts:
    """Who is at work when and does what, read off a roster person by person, when asked."""

    scenario: Scenario
    roster: Roster | None
    without: Container[CsrDay] = ()
    _worked: dict[str, dict[int, list[Worked]]] = field(default_factory=dict)
    _doing: dict[str, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def kept(self) -> Roster:
        """The roster less the days that are left out."""
        if self.roster is None:
            return Roster(())
        if not self.without:
            return self.roster
        day = self.scenario.grid.day
        own = (s for s in self.roster.segments if (s.csr_id, day(s.start)) not in self.without)
        return Roster(tuple(own))  # in order, as the roster was

    def shifts(self, csr_id: str, day: int) -> list[Worked]:
        """Shifts of a person's day; a gap inside a day parts them."""
        if csr_id not in self._worked:
            self._worked[csr_id] = self._shifts_of(csr_id)
        return self._worked[csr_id].get(day, [])

    def doing(self, csr_id: str) -> dict[int, str]:
        """Activity by slot of one person."""
        if csr_id not in self._doing:
            self._doing[csr_id] = {
                slot: s.activity for s in self._own(csr_id) for slot in range(s.start, s.end)
            }
        return self._doing[csr_id]

    def _own(self, csr_id: str) -> list[Segment]:
        own = () if self.roster is None else self.roster.by_csr.get(csr_id, ())
        day = self.scenario.grid.day
        return [s for s in own if (csr_id, day(s.start)) not in self.without]

    def _shifts_of(self, csr_id: str) -> dict[int, list[Worked]]:
        found: dict[int, list[Worked]] = {}
        for segment in self._own(csr_id):
            own = found.setdefault(self.scenario.grid.day(segment.start), [])
            if own and own[-1][1] == segment.start:
                own[-1] = (own[-1][0], segment.end, 1)
            else:
                own.append((segment.start, segment.end, 1))
        return found
