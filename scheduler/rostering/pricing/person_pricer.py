"""One person's week with the kernels' work arrays: priced, chosen, laid out, filled.

The search and the bound use the same kernels on the same person, each with its own work arrays;
for the bound meetings float like programs, so that it prices more activities.
"""

from __future__ import annotations

import numpy as np

from scheduler.rostering.pricing.cheapest_week import (
    fill_week,
    price_patterns,
    price_shifts,
    write_week,
)
from scheduler.rostering.pricing.steady_week import choose_steady_days
from scheduler.rostering.pricing.week_prices import count_week, price_week
from scheduler.rostering.problem.activity_codes import MEAL, PAUSE_COLUMNS, SHIFT_COLUMNS
from scheduler.rostering.problem.arrays import Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.roster_problem import RosterProblem

FAR = 10**9  # slots: no shift before or after the week is near


class PersonPricer:
    """What the kernels read and write about one person's week.

    Attributes
    ----------
    base: own dollars of each activity, shape (days, activities, slots); programs follow the
        channels, and floating meetings the programs. min_block: of each of these, slots.
    prices: of each activity at the last prices of heads, shaped like `base`; pause_prices:
        (days, pause kinds, slots).
    best: least dollars of each shift option, and `pauses` its pauses. chosen: the option of
        each day, -1 where off.
    """

    def __init__(
        self,
        problem: RosterProblem,
        key: Key,
        base: Floats | None = None,
        min_block: Ints | None = None,
    ) -> None:
        """With `base` and `min_block` meetings float behind the programs, as the bound has them."""
        self.person, self.place = problem.persons[key], problem.places[key]
        self.tables, self.slots_per_day = problem.tables, problem.slots_per_day
        person, width = self.person, problem.tables.most_pauses
        self.base = person.base if base is None else base
        self.min_block = person.min_block if min_block is None else min_block
        self.floating = base is not None
        self.meetings_from = len(person.programs)
        options, days = len(person.options), len(person.days)
        self.prices = np.empty_like(self.base)
        self.pause_prices = np.empty_like(person.pause_base)
        self.best = np.empty(options)
        self.pauses = np.zeros((options, width, PAUSE_COLUMNS), dtype=np.int64)
        self.chosen = np.zeros(days, dtype=np.int64)
        self.shifts = np.zeros((days, SHIFT_COLUMNS), dtype=np.int64)

    @property
    def activities(self) -> int:
        """Channels and programs, and floating meetings; the codes of pauses follow."""
        return int(self.base.shape[1])

    def price(self, marginal: Floats, rewards: Floats) -> None:
        """Price all that the person can do, slot by slot.

        `marginal` is what one more head adds to each row and slot, `rewards` what a slot on
        each program (or floating meeting) brings.
        """
        price_week(
            self.base,
            self.person.pause_base,
            self.place.first_slot,
            self.place.rows_of,
            self.place.presence,
            marginal,
            rewards,
            self.prices,
            self.pause_prices,
        )

    def price_shifts(self, fixed: Ints, dearness: float = 0.0) -> None:
        """Find the least dollars of every shift around what is fixed.

        Requests count that many times their price on top.
        """
        person = self.person
        price_shifts(
            person.window,
            self.tables.longest,
            len(person.channels),
            self.prices,
            self.pause_prices,
            fixed,
            person.meeting_base,
            person.edges,
            self.min_block,
            person.min_stint,
            self.meetings_from,
            person.change_price,
            self.floating,
            person.day_options,
            person.options,
            person.option_costs + dearness * person.option_requests,
            *self.tables.arguments,
            self.best,
            self.pauses,
        )

    def choose_days(
        self,
        patterns: Ints,
        pattern_costs: Floats,
        before: int,
        after: int = FAR,
        best: Floats | None = None,
        dearness: float = 0.0,
    ) -> tuple[float, Ints]:
        """The cheapest set of days: dollars, NEVER if none, and the shift option of each day.

        `before` and `after` are the last end before and the first start after the week, slots
        from its first midnight. `best` are prices of the shifts other than the last ones found.
        A spread of starts counts `dearness` times its price on top.
        """
        person, chosen = self.person, np.zeros_like(self.chosen)
        cost = choose_steady_days(
            patterns,
            pattern_costs,
            person.target,
            person.most,
            person.overtime_price,
            person.gap,
            self.slots_per_day,
            before,
            after,
            person.day_options,
            person.options,
            self.best if best is None else best,
            (1.0 + dearness) * person.spread_costs,
            chosen,
        )
        return cost, chosen

    def price_patterns(self, patterns: Ints, before: int, after: int) -> Floats:
        """What the shifts of each set of days cost at least."""
        person, costs = self.person, np.empty(len(patterns))
        price_patterns(
            patterns,
            person.target,
            person.most,
            person.overtime_price,
            person.gap,
            self.slots_per_day,
            before,
            after,
            person.day_options,
            person.options,
            self.best,
            costs,
        )
        return costs

    def lay_out(self, fixed: Ints, codes: Ints) -> tuple[Ints, Ints]:
        """Activities of the chosen shifts, still to be filled, and the shifts to fill.

        `codes` are those of what is fixed, slot by slot.
        """
        doing = np.empty(fixed.shape, dtype=np.int64)
        number = write_week(
            self.chosen,
            self.person.options,
            self.pauses,
            self.activities,
            fixed,
            codes,
            doing,
            self.shifts,
        )
        return doing, self.shifts[:number]

    def fill(
        self, shifts: Ints, fixed: Ints, doing: Ints, counted: int = -1, due: int = 0
    ) -> float:
        """Fill the shifts at least cost, with exactly `due` slots of the counted program."""
        return fill_week(
            shifts,
            len(self.person.channels),
            self.prices,
            fixed,
            self.person.edges,
            self.min_block,
            self.person.min_stint,
            self.meetings_from,
            self.person.change_price,
            0.0 if self.floating else self.person.change_price,
            counted,
            due,
            doing,
        )

    def count(self, doing: Ints, people: int, heads: Ints) -> None:
        """Add so many people who do this to the heads; a negative number takes them away."""
        count_week(
            doing,
            self.place.first_slot,
            self.place.rows_of,
            self.place.presence,
            self.activities + MEAL,
            people,
            heads,
        )
