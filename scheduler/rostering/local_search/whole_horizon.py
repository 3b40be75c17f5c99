"""One person's best weeks of the whole horizon at once.

Weeks have no slot in common, so that at given prices they hang together by their days alone:
what each set of days costs in each week is found by the kernel of the week, and the choice of
sets by a recursion over the weeks (working_days.Calendar). Rest between the weeks is kept as they
are placed, one after the other.
"""

from __future__ import annotations

import numpy as np

from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.pricing.cheapest_week import price_patterns
from scheduler.rostering.pricing.stretches import NEVER, Floats
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import patterns_of


def place_weeks(improver: RosterState, csr_id: str, noise: Floats | None = None) -> bool:
    """Place all weeks of a person of whom none is placed; whether every one found its days."""
    calendar, grid = improver.calendars[csr_id], improver.scenario.grid
    keys = [(csr_id, week) for week in range(grid.weeks)]
    costs = [_prices_of_sets(improver, key, noise) for key in keys]
    chosen = calendar.cheapest(costs, improver.shares.weekend_price)
    if chosen is None:
        return False
    for key, days in zip(keys, chosen, strict=True):
        if key in improver.members:
            plan = improver.best_week(key, noise, days)
            if plan is None:
                return False
            improver.insert(key, plan)
    return True


def _prices_of_sets(improver: RosterState, key: Key, noise: Floats | None) -> dict[int, float]:
    """Dollars of every set of days that the week could have; nothing is worked without a member."""
    member = improver.members.get(key)
    if member is None:
        return {0: 0.0}
    person = member.person
    fixed, _ = improver.week_prices(key, noise)
    patterns, own = patterns_of(
        improver.scenario, person, improver.calendars[key[0]].weeks[key[1]].sets
    )
    costs = np.empty(len(patterns))
    before, after = improver.neighbours(key)
    price_patterns(
        patterns,
        person.target,
        person.most,
        person.overtime_price,
        person.gap,
        improver.scenario.grid.slots_per_day,
        before,
        after,
        person.day_options,
        person.options,
        member.best,
        costs,
    )
    legal = improver.held(fixed, patterns) & (costs < NEVER / 2)
    return dict(zip(patterns[legal].tolist(), (costs + own)[legal].tolist(), strict=True))
