"""One person's week as it is placed, and what the improver keeps beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from scheduler.domain.roster import MEAL, REST, Segment
from scheduler.rostering.local_search.head_counts import RowPlace, price_week
from scheduler.rostering.pricing.stretches import Floats, Ints
from scheduler.rostering.problem.pause_tables import PauseTables
from scheduler.rostering.problem.person_week import PersonWeek

Key = tuple[str, int]  # (csr_id, week)
Sitting = tuple[str, int, int]  # (meeting_id, start in slots of the horizon, slots)


@dataclass(eq=False)
class Plan:
    """One person's week as placed: activity codes by slot and what it costs by itself."""

    doing: Ints
    chosen: Ints  # shift option of each day, -1 where off
    own: float
    first_start: int  # slots of the horizon; ends and starts bound the weeks beside
    last_end: int
    worked: int  # days at work as bits
    weekend_days: int
    evenings: int


@dataclass(eq=False)
class Member:
    """A person's week with its place on the board, prices of program time and work space."""

    person: PersonWeek
    place: RowPlace
    rewards: Floats
    prices: Floats
    pause_prices: Floats
    best: Floats
    pauses: Ints
    chosen: Ints
    stretches: Ints
    patterns: dict[tuple[int, ...], tuple[Ints, Floats]] = field(default_factory=dict)

    def price(self, marginal: Floats) -> None:
        """Price everything that the person can do, slot by slot, at what one more head adds."""
        price_week(
            self.person.base,
            self.person.pause_base,
            self.place.first_slot,
            self.place.rows_of,
            self.place.presence,
            marginal,
            self.rewards,
            self.prices,
            self.pause_prices,
        )


def frame_tables(tables: PauseTables) -> tuple[Ints, Ints, int, Ints, Ints]:
    """The tables in the order in which the kernels take them."""
    return tables.first, tables.meal_slots, tables.rest_slots, tables.meals, tables.rests


def pause_count(tables: PauseTables) -> int:
    """Most pauses that any shift has."""
    return int(tables.meals.shape[1] + tables.rests.shape[1] * tables.rests.shape[2])


def segments(person: PersonWeek, plan: Plan, slots_per_day: int) -> Iterator[Segment]:
    """What the person does that week, in order."""
    names = [
        *person.channels,
        *(task.activity for task in person.programs),
        REST,
        MEAL,
        *(task.activity for task in person.meetings),
    ]
    for d, day in enumerate(person.days):
        row, midnight = plan.doing[d], day * slots_per_day
        changes = np.flatnonzero(row[1:] != row[:-1]) + 1
        for s, e in pairwise([0, *changes.tolist(), len(row)]):
            if row[s] >= 0:
                name = names[row[s]]
                yield Segment(person.csr.csr_id, midnight + s, midnight + e, name, name != MEAL)
