"""One person's best weeks of the whole horizon at once.

Weeks have no slot in common, so that at given prices they hang together by their days alone:
what each set of days costs in each week is found by the kernel of the week, and the choice of
sets by a recursion over the weeks (rules/working_days.py). Rest between the weeks is kept as they
are placed, one after the other.
"""

from __future__ import annotations

from scheduler.rostering.local_search.best_week import best_week, holds_sittings
from scheduler.rostering.local_search.plan_costs import price_shifts_of
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.arrays import NEVER, Floats
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import patterns_of


def place_weeks(state: RosterState, csr_id: str, noise: Floats | None = None) -> bool:
    """Place all weeks of a person of whom none is placed; whether every one found its days."""
    calendar, grid = state.problem.calendars[csr_id], state.scenario.grid
    keys = [(csr_id, week) for week in range(grid.weeks)]
    costs = [_prices_of_sets(state, key, noise) for key in keys]
    chosen = calendar.cheapest(costs, state.shares.weekend_price)
    if chosen is None:
        return False
    for key, days in zip(keys, chosen, strict=True):
        if key in state.problem.persons:
            plan = best_week(state, key, noise, days)
            if plan is None:
                return False
            state.insert(key, plan)
    return True


def _prices_of_sets(state: RosterState, key: Key, noise: Floats | None) -> dict[int, float]:
    """Dollars of every set of days that the week could have; none without contract hours."""
    person = state.problem.persons.get(key)
    if person is None:
        return {0: 0.0}
    fixed, _ = price_shifts_of(state, key, noise)
    sets = state.problem.calendars[key[0]].weeks[key[1]].sets
    patterns, own = patterns_of(state.scenario, person, sets)
    costs = state.pricers[key].price_patterns(patterns, *state.neighbours(key))
    legal = holds_sittings(fixed, patterns) & (costs < NEVER / 2)
    return dict(zip(patterns[legal].tolist(), (costs + own)[legal].tolist(), strict=True))
