"""A rule: stated once for the solver (`post`) and once for a finished roster (`check`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, ClassVar, Protocol, Self

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Csr, Scenario

# Opaque to rules: a variable of the solver or a plain number where the roster is fixed.
# Rules add, subtract and compare them, no more.
Linear = Any
Constraint = Any


class Model(Protocol):
    """What a rule can ask of the solver and tell it. Slots count from day 0 of the horizon.

    Days before the horizon answer with the published past. Where a day is fixed, every
    answer is a number.
    """

    scenario: Scenario

    def free(self, csr_id: str, day: int) -> bool:
        """Whether the day is to be decided."""

    def free_days(self, csr_id: str) -> tuple[int, ...]:
        """Days to be decided, in order."""

    def slots(self, csr_id: str, day: int) -> range:
        """Slots of the day in which the person could be at work at all."""

    def shifts(self, csr_id: str, day: int) -> list[tuple[int, int, Linear]]:
        """Possible shifts of a day: start, end, and 1 exactly when it is worked unbroken."""

    def works(self, csr_id: str, day: int) -> Linear:
        """1 when the person is at work on the day."""

    def on_shift(self, csr_id: str, slot: int) -> Linear:
        """1 when the slot lies in a shift, pauses and unpaid meals included."""

    def does(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this in the slot."""

    def begins(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when an unbroken stretch of the activity begins in the slot."""

    def in_stint(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this, or pauses and did this last before the pause."""

    def paid_slots(self, csr_id: str, days: Iterable[int]) -> Linear:
        """Slots in a shift and not at a meal."""

    def literal(self) -> Linear:
        """A new 0/1 variable."""

    def new_int(self, low: int, high: int) -> Linear:
        """A new whole number within these limits."""

    def define(self, constraint: Constraint) -> None:
        """Hold a comparison that defines a number; no rule, so without a clause."""

    def total(self, terms: Iterable[Linear]) -> Linear:
        """Sum of many terms."""

    def add(self, constraint: Constraint, clause: Clause) -> None:
        """Demand a comparison, on account of a clause."""


class Rule(Protocol):
    """One labour rule. All rules but `shift_shape` take the shape of shifts for granted."""

    name: ClassVar[str]

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Self:
        """The rule with its parameters."""

    def post(self, model: Model) -> None:
        """Tell the solver."""

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        """Measure a finished roster."""


def shifts_of(scenario: Scenario, roster: Roster | None) -> Mapping[str, tuple[Shift, ...]]:
    """Shifts of everybody, touching segments of one activity taken as one."""
    if roster is None:
        return {}
    return roster.merged_shifts(scenario.grid.slots_per_day)


def shifts_with(
    people: Iterable[Csr], shifts: Mapping[str, tuple[Shift, ...]]
) -> Iterator[tuple[Csr, Shift]]:
    """Each shift of each of these people."""
    for csr in people:
        for shift in shifts.get(csr.csr_id, ()):
            yield csr, shift


def spans(slots: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Unbroken spans (end exclusive) of a rising row of slots."""
    for _, group in groupby(enumerate(slots), key=lambda entry: entry[1] - entry[0]):
        own = [slot for _, slot in group]
        yield own[0], own[-1] + 1
