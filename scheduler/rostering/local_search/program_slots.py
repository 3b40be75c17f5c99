"""Filling the stretches of a week with programs in exactly their slots, and channels."""

from __future__ import annotations

from scheduler.rostering.params import REWARD_STEP
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.problem.activity_codes import BEGINS, FREE, GOES_ON, TO_FILL
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints


def fill_programs(
    pricer: PersonPricer, rewards: Floats, stretches: Ints, fixed: Ints, doing: Ints
) -> bool:
    """Fill program after program in exactly its slots, then channels; False where none fits.

    Each pass counts one program; those before it lie fixed, those behind it are only priced.
    `doing` receives the activities. `rewards`, of a slot of each program, follow what the
    prices chose freely.
    """
    programs, channels = pricer.person.programs, len(pricer.person.channels)
    cost = pricer.fill(stretches, fixed, doing)
    if not programs:
        return cost < NEVER / 2
    for j, task in enumerate(programs):
        used = int((doing == channels + j).sum())
        rewards[j] += REWARD_STEP * (task.slots - used) / task.slots
    held = fixed.copy()
    for j, task in enumerate(programs):
        doing[(held == FREE) & (doing >= 0) & (doing < channels + len(programs))] = TO_FILL
        cost = pricer.fill(stretches, held, doing, j, task.slots)
        if cost >= NEVER / 2 or (pricer.chosen < 0).all():
            return False
        _hold(doing == channels + j, held)
        pricer.prices[:, channels + j] = NEVER
    return True


def _hold(here: Bools, held: Ints) -> None:
    """Fix the blocks of a program where they lie."""
    held[here] = GOES_ON
    begins = here.copy()
    begins[:, 1:] &= ~here[:, :-1]
    held[begins] = BEGINS
