"""The exact model with the objective: every term posts its price through named queries.

Prices are rounded down to whole units, so that the optimum of the model is never above
what the roster costs, and its bound holds for the objective in dollars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import floor
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Joint, Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective import terms_of
from scheduler.rostering.cp_sat.fixed_part import CsrDay
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules.base import Linear

# Of the objective in a dollar. A multiple of 1 to 16, so that surplus prices, which are divided
# by the requirement, are whole in most slots; what is cut off elsewhere, a unit for each slot
# of a row and each paid slot with a premium, stays below a cent in a week of 26 people. The
# triangle of 5,000 people missing in every slot of a week takes less than a tenth of 2^63.
UNITS = 1_441_440
FINE = 1_000  # parts of a unit to which the price of fine units of work is rounded
TINY = 1e-6  # of a unit: what floating point may have lost

Steps = tuple[int, list[Linear]]  # heads at least, and the literals of those that may be added


class PricedModel(RosterModel):
    """What terms ask for (`ModelWithPrices` in objective/term.py), on top of the exact model.

    Parameters
    ----------
    free, fixed, shape
        As for RosterModel.
    """

    def __init__(
        self,
        scenario: Scenario,
        requirements: Requirements,
        free: Iterable[CsrDay] | None = None,
        fixed: Roster | None = None,
        **shape: Any,
    ) -> None:
        super().__init__(scenario, free, fixed, **shape)
        self.requirements = requirements
        self._term = ""  # whose price is being posted
        self._bills: dict[str, list[Linear]] = {}
        self._constants: dict[str, float] = {}  # dollars
        self._kept_heads: dict[Row, list[int]] = {}
        self._chains: dict[tuple[Row, int], Steps] = {}
        # what each choice of a joint target requires of a slot, by people required
        self._picked: dict[tuple[Row, int], dict[int, cp_model.IntVar]] = {}
        self._states: dict[tuple[Row, int, int], list[tuple[int, cp_model.IntVar]]] = {}
        for joint in requirements.joint:
            self._choose(joint)

    def minimise(self, breach: float = 0.0) -> None:
        """Let every term post its price, and minimise their sum.

        `breach`: dollars for each unit by which a relaxed rule is broken.
        """
        for term in terms_of(self.scenario):
            self._term = term.name
            self._bills[term.name], self._constants[term.name] = [], 0.0
            term.post(self, self.requirements)
        broken = floor(breach * UNITS) * self.total(self.broken)
        self.cp.minimize(self.total(self.in_units(name) for name in self._bills) + broken)

    def in_units(self, name: str) -> Linear:
        """One term of the objective, in units of 1 / UNITS dollars."""
        return self.total(self._bills[name]) + floor(self._constants[name] * UNITS)

    # Queries about heads

    def heads(self, row: Row, slot: int) -> Linear:
        """People who count in a row (channel, language) in the slot."""
        return self.total(self._doing(row, slot)) + self._kept(row)[slot]

    def required(self, slot: int) -> Linear:
        """People required in the slot on all rows of every language together."""
        total: list[Linear] = []
        for row, need in self.requirements.by_slot.items():
            if row[1] == ALL:
                picked = self._picked.get((row, slot))
                total += [int(need[slot])] if picked is None else [n * p for n, p in picked.items()]
        return self.total(total)

    def _doing(self, row: Row, slot: int) -> list[Linear]:
        """Free people who may be on the channel in a slot, and speak the language."""
        day, (channel, language) = self.scenario.grid.day(slot), row
        found = (
            self.does(csr.csr_id, slot, channel)
            for csr in self.free_people(day)
            if csr.speaks(language)
        )
        return [term for term in found if not isinstance(term, int)]

    def _kept(self, row: Row) -> list[int]:
        """Heads of the fixed days by slot."""
        if row not in self._kept_heads:
            self._kept_heads[row] = count(self.scenario, self.kept, *row).tolist()
        return self._kept_heads[row]

    # Prices

    def pay(self, dollars: float, number: Linear, most: int = 0) -> None:
        """`dollars` for each unit of a number, rounded once where `most` makes it matter."""
        if isinstance(number, int):
            self._constants[self._term] += dollars * number
            return
        rate = floor(dollars * UNITS + TINY)
        if (dollars * UNITS - rate) * most <= 1.0:
            self._bill(rate, number)
            return
        fine = floor(dollars * UNITS * FINE + TINY)
        paid = self.new_int(0, fine * most // FINE)
        self.cp.add(FINE * paid >= fine * number - (FINE - 1))
        self._bill(1, paid)

    def _bill(self, units: int, number: Linear) -> None:
        if units:
            self._bills[self._term].append(units * number)

    def convex(self, dollars: Callable[[int], float], terms: Iterable[Linear]) -> None:
        """What the sum of 0/1 terms costs, a convex function of it."""
        free, fixed = [], 0
        for term in terms:
            if isinstance(term, int):
                fixed += term
            else:
                free.append(term)
        self._pay_steps(dollars, (fixed, self._chain(free)))

    def pay_heads(self, row: Row, slot: int, dollars: Callable[[int, int], float]) -> None:
        """What heads cost against the requirement, dollars(need, heads), convex in heads."""
        picked = self._picked.get((row, slot))
        if picked is not None:
            for need in picked:
                for heads, here in self._choices(row, slot, need):
                    self._bill(floor(dollars(need, heads) * UNITS + TINY), here)
            return
        asked = self.requirements.by_slot.get(row)
        need = 0 if asked is None else int(asked[slot])
        low, doing = self._kept(row)[slot], self._doing(row, slot)
        at_least = dollars(need, low)
        if all(dollars(need, low + k + 1) == at_least for k in range(len(doing))):
            self._constants[self._term] += at_least
            return
        if (row, slot) not in self._chains:
            self._chains[row, slot] = low, self._chain(doing)
        self._pay_steps(lambda heads: dollars(need, heads), self._chains[row, slot])

    def _chain(self, terms: list[Linear]) -> list[Linear]:
        """Literals that add up to the terms, one after the other."""
        units = [self.literal() for _ in terms]
        for one, after in pairwise(units):
            self.cp.add_implication(after, one)
        if terms:
            self.cp.add(self.total(terms) == self.total(units))
        return list(units)

    def _pay_steps(self, dollars: Callable[[int], float], steps: Steps) -> None:
        """The cost of the steps taken, rounded down as a whole and not step by step."""
        low, units = steps
        first, before = dollars(low), 0
        self._constants[self._term] += first
        for k, one in enumerate(units, start=1):
            now = floor((dollars(low + k) - first) * UNITS + TINY)
            self._bill(now - before, one)
            before = now

    # Requirements that are a choice

    def _choose(self, joint: Joint) -> None:
        """One choice of heads for each interval, which together meet the target in time."""
        answered: list[Linear] = []
        taken: list[Linear] = []
        for i, (start, end) in enumerate(zip(joint.starts, joint.ends, strict=True)):
            picked: dict[int, cp_model.IntVar] = {}
            for k in np.unique(joint.heads[i], return_index=True)[1].tolist():
                one = picked[int(joint.required[i, k])] = self.literal()
                answered.append(int(joint.answered[i, k]) * one)
                taken.append(int(joint.taken[i, k]) * one)
            self.cp.add_exactly_one(picked.values())
            for slot in range(start, end):
                self._picked[joint.row, slot] = picked
        self.cp.add(self.total(answered) >= joint.wanted)
        self.cp.add(self.total(taken) <= joint.most)

    def _choices(self, row: Row, slot: int, need: int) -> list[tuple[int, cp_model.IntVar]]:
        """Heads, and the literal of so many there while so many are required."""
        if (row, slot, need) not in self._states:
            doing, low = self._doing(row, slot), self._kept(row)[slot]
            there: list[Linear] = []
            for asked, one in self._picked[row, slot].items():
                at = [(low + n, self.literal()) for n in range(len(doing) + 1)]
                self._states[row, slot, asked] = at
                self.cp.add(self.total(here for _, here in at) == one)
                there += [(heads - low) * here for heads, here in at]
            self.cp.add(self.total(doing) == self.total(there))
        return self._states[row, slot, need]
