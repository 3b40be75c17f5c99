"""A term of the objective: one price, in one file, with a reading for each stage.

A finished roster is priced in plain arithmetic (`price`), the exact model is handed the same
price (`post`), and what one person's week costs by itself reaches search and bound through
arrays (`constant`, `in_slots`, `of_shifts`, `of_days`, `of_spread`, `of_rest`,
`per_change`, `per_published_day`, `per_overtime_slot`). A stage that reads less than the whole term
says so, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.demand import Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Linear, Model

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """How much of a term a stage counts: "whole", "part" or "none", and in words why not all."""

    extent: str
    why: str = ""

    def __post_init__(self) -> None:
        if self.extent not in ("whole", "part", "none"):
            raise ValueError(f"a reading is whole, part or none, not {self.extent!r}")
        if self.extent != "whole" and not self.why:
            raise ValueError("a reading that is not whole says why")


WHOLE = Reading("whole")
HEADS = Reading("none", "heads are shared: search and bound price them slot by slot")


def in_words(prices: Mapping[str, float]) -> str:
    """Prices above zero by what they are for, such as `60 $/h overdue, 2 $/h idle`."""
    return ", ".join(f"{price:g} {words}" for words, price in prices.items() if price)


class ModelWithPrices(Model, Protocol):
    """The queries that rules post over, and what a term needs to hand its price to the solver.

    Where days are fixed, their part of every answer is a number.
    """

    @property
    def kept(self) -> Roster:
        """The roster of the days that are not to be decided."""

    def heads(self, row: Row, slot: int) -> Linear:
        """People who count in a row (channel, language) in the slot."""

    def required(self, slot: int) -> Linear:
        """People required in the slot on all rows of every language together."""

    def pay(self, dollars: float, number: Linear, most: int = 0) -> None:
        """`dollars` (0 or more) for each unit of a number that the solver keeps low.

        Give `most`, the highest the number can be, where it counts fine units: the price is
        then rounded once and not for each of them.
        """

    def convex(self, dollars: Callable[[int], float], terms: Iterable[Linear]) -> None:
        """What the sum of 0/1 terms costs, a convex function of it."""

    def pay_heads(self, row: Row, slot: int, dollars: Callable[[int, int], float]) -> None:
        """What heads cost against the requirement, dollars(need, heads), convex in heads.

        Where the requirement is a choice, the solver makes it.
        """


class Term(Protocol):
    """One term of the objective, dollars.

    `priced`: the price in words, such as `10 $/h`; empty where the centre sets none.
    `own`: how much of it is handed out as one person's own week. `search`, `bound`: how much
    of it the local search and the lower bound count. The exact model counts all of every term.
    """

    priced: str
    name: ClassVar[str]
    own: ClassVar[Reading]
    search: ClassVar[Reading]
    bound: ClassVar[Reading]

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Self:
        """The term with its prices."""

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        """Dollars of a finished roster."""

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        """Hand the price to the exact model."""

    def constant(self, scenario: Scenario) -> float:
        """Dollars that every roster pays and that the readings below take off again."""
        return 0.0

    def in_slots(
        self, scenario: Scenario, csr: Csr, days: Days, activities: tuple[str, ...]
    ) -> Floats | None:
        """Dollars of each activity in each slot, shape (days, activities, slots of the day).

        Keep the array in the scenario (`scenario.kept`) where people share it; nobody writes
        to it.
        """
        return None

    def of_shifts(
        self, scenario: Scenario, csr: Csr, day: int, starts: Ints, ends: Ints
    ) -> Floats | None:
        """Dollars of each possible shift of a day; starts and ends in slots of the horizon."""
        return None

    def of_days(self, scenario: Scenario, csr: Csr, days: Days, sets: Ints) -> Floats | None:
        """Dollars of each set of working days; bit i of a set is days[i]."""
        return None

    def of_spread(self, scenario: Scenario, csr: Csr, spreads: Ints) -> Floats | None:
        """Dollars of each spread of a week's starts (slots, from 0 on); they never fall."""
        return None

    def of_rest(self, scenario: Scenario, csr: Csr, rests: Ints) -> Floats | None:
        """Dollars of each rest between two shifts (slots, from 0 on)."""
        return None

    def per_change(self, scenario: Scenario, csr: Csr) -> float:
        """Dollars of a change from one activity to another within a shift."""
        return 0.0

    def per_published_day(self, scenario: Scenario, csr: Csr) -> float:
        """Dollars of a day whose shift is as published and whose inside is not."""
        return 0.0

    def per_overtime_slot(self, scenario: Scenario, csr: Csr) -> float:
        """Dollars of a paid slot beyond what the person owes in the week."""
        return 0.0
