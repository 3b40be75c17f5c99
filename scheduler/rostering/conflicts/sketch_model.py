"""The exact model with less in it: what a sketch cannot hold, no roster can.

Each depth has more of a shift's inside than the one before, and more of the rules. A sketch is
small, so that it is solved again and again in little time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cached_property
from typing import Any

from scheduler.domain.entitlements import presence_slots
from scheduler.domain.roster import PAUSES
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules import RULES
from scheduler.rules.base import Linear, Rule
from scheduler.rules.contract_hours import shift_lengths

WORK = "work"  # whatever a sketch does not tell apart
OF_SHIFTS = frozenset(
    {
        "shift_shape",
        "time_off",
        "availability",
        "own_start",
        "working_window",
        "contract_days",
        "contract_hours",
        "minimum_rest",
        "days_in_a_row",
        "days_off_in_a_row",
        "weekends",
        "week_after",
        "start_spread",
        "pins",
    }
)
OF_SITTINGS = frozenset({"meetings", "programs"})
OF_PAUSES = frozenset({"meal_and_rest_breaks", "pauses_apart"})


class Depth(IntEnum):
    """How much of a shift's inside a sketch has."""

    SHIFTS = 0  # nothing: days off, starts and ends
    SITTINGS = 1  # meetings and programs
    PAUSES = 2  # rests and meals, too
    ALL = 3  # channels: the exact model

    @property
    def rules(self) -> list[type[Rule]]:
        """The rules that a sketch of this depth can hold; rules of other authors need all."""
        if self is Depth.ALL:
            return RULES
        known = set(OF_SHIFTS)
        known |= OF_SITTINGS if self >= Depth.SITTINGS else frozenset()
        known |= OF_PAUSES if self >= Depth.PAUSES else frozenset()
        return [rule for rule in RULES if rule.name in known]


class SketchModel(RosterModel):
    """A model in which all that the depth does not tell apart is one activity."""

    def __init__(self, scenario: Scenario, depth: Depth, **shape: Any) -> None:
        self._depth = depth
        super().__init__(scenario, **shape)

    def _activities(self, csr: Csr, day: int, of_day: int) -> Iterator[str]:
        if self._depth is Depth.ALL:
            yield from super()._activities(csr, day, of_day)
            return
        yield WORK
        for name in super()._activities(csr, day, of_day):
            if self._has(name):
                yield name

    def _has(self, activity: str) -> bool:
        """Whether the depth tells this activity apart."""
        if activity in PAUSES:
            return self._depth >= Depth.PAUSES
        return ":" in activity and self._depth >= Depth.SITTINGS

    def does(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this in the slot, as far as the sketch tells."""
        if self._depth is not Depth.ALL and not self._has(activity):
            activity = WORK
        return super().does(csr_id, slot, activity)

    def paid_slots(self, csr_id: str, days: Iterable[int]) -> Linear:
        """Slots in a shift and not at a meal, whether the sketch has meals or not."""
        if self._depth >= Depth.PAUSES:
            return super().paid_slots(csr_id, days)
        paid = self._paid[csr_id]
        return self.total(
            paid.get(end - start, end - start) * worked
            for day in days
            for start, end, worked in self.shifts(csr_id, day)
        )

    @cached_property
    def _paid(self) -> dict[str, dict[int, int]]:
        """Paid slots of a shift by its slots from start to end, by person."""
        return {
            csr.csr_id: {
                presence_slots(self.scenario, csr, paid): paid
                for paid in shift_lengths(self.scenario, csr)
            }
            for csr in self.scenario.csrs
        }


def known_by_length(scenario: Scenario) -> bool:
    """Whether the length of every shift tells its paid hours, which sketches without meals need."""
    for csr in scenario.csrs:
        lengths = defaultdict[int, int](int)
        for paid in shift_lengths(scenario, csr):
            lengths[presence_slots(scenario, csr, paid)] += 1
        if max(lengths.values(), default=1) > 1:
            return False
    return True
