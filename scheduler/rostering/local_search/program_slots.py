"""Filling the shifts of a week with programs in exactly their slots, and channels."""

from __future__ import annotations

from scheduler.rostering.params import REWARD_STEP
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.problem.activity_codes import TO_FILL
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


def fill_programs(
    pricer: PersonPricer, rewards: Floats, shifts: Ints, fixed: Ints, doing: Ints
) -> bool:
    """Fill program after program in exactly its slots, then channels; False where none fits.

    Each pass counts one program; those before it stay where they lie, those behind it are only
    priced. `doing` receives the activities. `rewards`, of a slot of each program, follow what
    the prices chose freely.
    """
    programs, channels = pricer.person.programs, len(pricer.person.channels)
    cost = pricer.fill(shifts, fixed, doing)
    if not programs:
        return cost < NEVER / 2
    for j, task in enumerate(programs):
        used = int((doing == channels + j).sum())
        rewards[j] += REWARD_STEP * (task.slots - used) / task.slots
    for j, task in enumerate(programs):
        doing[(doing >= 0) & (doing < channels + len(programs))] = TO_FILL
        cost = pricer.fill(shifts, fixed, doing, j, task.slots)
        if cost >= NEVER / 2 or (pricer.chosen < 0).all():
            return False
        keep_where_it_lies(pricer.prices, channels + j, doing == channels + j)
    return True


def keep_where_it_lies(prices: Floats, activity: int, here: Bools) -> None:
    """Price an activity so that it fills these slots (days, slots) and no others."""
    prices[:, activity] = NEVER
    for d, row in enumerate(here):
        prices[d][:, row] = NEVER
        prices[d, activity, row] = 0.0
