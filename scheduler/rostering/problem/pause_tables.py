"""The pauses that the rules allow, as tables for the kernels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scheduler.domain.scenario import Csr, Scenario
from scheduler.rostering.problem.arrays import Ints
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.meal_and_rest_breaks import PauseFrame, frames, pauses_apart, rest_slots


@dataclass(frozen=True, eq=False)
class PauseTables:
    """Where pauses may lie, for every shift length; set k is rows first[k] to first[k + 1].

    A row has the starts of the meals, and for each stretch between them the first and last
    start of each of its rests; offsets in slots from the start of the shift, -1 where unused.

    Attributes
    ----------
    meals: shape (rows, most meals). rests: shape (rows, most meals + 1, most rests, 2).
    meal_slots, length: of each set, slots; apart: slots of work between two of its pauses.
    longest: slots of the longest stretch of work that is allowed.
    """

    first: Ints
    meals: Ints
    rests: Ints
    meal_slots: Ints
    length: Ints
    rest_slots: int
    longest: int
    apart: Ints
    number: Mapping[tuple[int, int, int], int]  # (meal slots, slots apart, paid slots) -> set

    def set_of(self, scenario: Scenario, csr: Csr, paid: int) -> int | None:
        """The number of the set of a shift of so many paid slots; None where it has no pauses."""
        return self.number.get((csr.contract.meal_slots, pauses_apart(scenario, csr), paid))

    @property
    def arguments(self) -> tuple[Ints, Ints, int, Ints, Ints, Ints]:
        """The tables in the order in which the kernels take them."""
        return self.first, self.meal_slots, self.rest_slots, self.apart, self.meals, self.rests

    @property
    def most_pauses(self) -> int:
        """Most pauses that any shift has."""
        return int(self.meals.shape[1] + self.rests.shape[1] * self.rests.shape[2])


def collect_frames(scenario: Scenario) -> PauseTables:
    """The pauses that the rules hand out for every contract and shift length."""
    number: dict[tuple[int, int, int], int] = {}
    sets: list[tuple[PauseFrame, ...]] = []
    lengths: list[int] = []
    for csr in scenario.csrs:
        for paid in shift_lengths(scenario, csr):
            key = (csr.contract.meal_slots, pauses_apart(scenario, csr), paid)
            handed = frames(scenario, csr, paid)
            if key not in number and handed:
                number[key] = len(sets)
                sets.append(handed)
                lengths.append(paid + len(handed[0].meals) * csr.contract.meal_slots)
    rows_of = [frame for handed in sets for frame in handed]
    meals = max((len(f.meals) for f in rows_of), default=0)
    rests = max((len(w) for f in rows_of for w in f.windows), default=0)
    meal_table = np.full((len(rows_of), meals), -1, dtype=np.int64)
    rest_table = np.full((len(rows_of), meals + 1, rests, 2), -1, dtype=np.int64)
    for i, frame in enumerate(rows_of):
        meal_table[i, : len(frame.meals)] = frame.meals
        for stretch, windows in enumerate(frame.windows):
            for r, window in enumerate(windows):
                rest_table[i, stretch, r] = window
    longest = max(
        (
            _longest(f, n, rest_slots(scenario), meal)
            for handed, n, (meal, _, _) in zip(sets, lengths, number, strict=True)
            for f in handed
        ),
        default=1,
    )
    return PauseTables(
        np.cumsum([0, *map(len, sets)]).astype(np.int64),
        meal_table,
        rest_table,
        np.array([meal for meal, _, _ in number], dtype=np.int64),
        np.array(lengths, dtype=np.int64),
        rest_slots(scenario),
        min(longest, _most_unbroken(scenario)),
        np.array([apart for _, apart, _ in number], dtype=np.int64),
        number,
    )


def _most_unbroken(scenario: Scenario) -> int:
    """Most slots of work without a pause that are allowed."""
    minutes = scenario.labour.max_unbroken_work_minutes
    return scenario.grid.slots_per_day if minutes is None else minutes // scenario.grid.slot_minutes


def _longest(frame: PauseFrame, length: int, rest: int, meal: int) -> int:
    """Longest possible stretch between two pauses of a shift."""
    starts = [0, *(m + meal for m in frame.meals)]
    ends = [*frame.meals, length]
    found = 0
    for start, end, windows in zip(starts, ends, frame.windows, strict=True):
        froms = [start, *(first + rest for first, _ in windows)]
        tos = [*(last for _, last in windows), end]
        found = max(found, *(b - a for a, b in zip(froms, tos, strict=True)))
    return found
