"""What a person's week costs slot by slot, by itself and in the rows of heads it counts in."""

from __future__ import annotations

from scheduler.kernels import kernel
from scheduler.rostering.problem.activity_codes import MEAL, OFF, PAUSE_KINDS, REST
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints


@kernel()
def count_week(
    doing: Ints,
    first_slot: int,
    rows_of: Ints,
    presence: Ints,
    meal_code: int,
    sign: int,
    heads: Ints,
) -> None:
    """Add (sign 1) or take away (sign -1) one person's week from the counts."""
    channels = rows_of.shape[0]
    for d in range(doing.shape[0]):
        for s in range(doing.shape[1]):
            a = doing[d, s]
            if a < 0:
                continue
            t = first_slot + d * doing.shape[1] + s
            if a < channels:
                for r in rows_of[a]:
                    if r >= 0:
                        heads[r, t] += sign
            if a != meal_code:
                for r in presence:
                    heads[r, t] += sign


@kernel()
def price_week(
    base: Floats,
    pause_base: Floats,
    first_slot: int,
    rows_of: Ints,
    presence: Ints,
    marginal: Floats,
    rewards: Floats,
    prices: Floats,
    pause_prices: Floats,
) -> None:
    """Prices of a person's activities: their own base and what a head adds to the rows."""
    days, activities, slots = base.shape
    channels = rows_of.shape[0]
    for d in range(days):
        for s in range(slots):
            t = first_slot + d * slots + s
            there = 0.0
            for r in presence:
                there += marginal[r, t]
            for a in range(activities):
                price = base[d, a, s]
                if price < NEVER:
                    price += there
                    if a < channels:
                        for r in rows_of[a]:
                            if r >= 0:
                                price += marginal[r, t]
                    else:
                        price -= rewards[a - channels]
                prices[d, a, s] = price
            pause_prices[d, REST, s] = pause_base[d, REST, s] + there
            pause_prices[d, MEAL, s] = pause_base[d, MEAL, s]


@kernel()
def own_cost(doing: Ints, base: Floats, pause_base: Floats, meeting_base: Floats) -> float:
    """Dollars of a week that do not depend on anybody else."""
    activities = base.shape[1]
    total = 0.0
    for d in range(doing.shape[0]):
        for s in range(doing.shape[1]):
            a = doing[d, s]
            if a < 0:
                continue
            if a < activities:
                total += base[d, a, s]
            elif a < activities + PAUSE_KINDS:
                total += pause_base[d, a - activities, s]
            else:
                total += meeting_base[d, s]
    return total


@kernel()
def count_changes(doing: Ints, activities: int) -> int:
    """How often work on one activity follows another; pauses are passed over, meetings end both.

    `doing`: shape (days, slots); channels and programs are below `activities`.
    """
    found = 0
    for d in range(doing.shape[0]):
        last = OFF
        for s in range(doing.shape[1]):
            a = doing[d, s]
            if a >= activities + PAUSE_KINDS:
                last = OFF
            elif 0 <= a < activities:
                found += last != OFF and a != last
                last = a
    return found
