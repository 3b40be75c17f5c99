"""One person's best week against everybody else's.

A person's coverage is 0 or 1 a slot, so at the marginal price of one more head the best week
is exact (pricing/cheapest_week.py), but for the slots of programs (program_slots.py).
"""

from __future__ import annotations

import numpy as np

from scheduler.rostering.local_search.as_published import nearer_published
from scheduler.rostering.local_search.plan_costs import make_plan, price_shifts_of
from scheduler.rostering.local_search.program_slots import fill_programs
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.params import PROGRAM_NOISE
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key, Plan


def best_week(
    state: RosterState, key: Key, noise: Floats | None = None, days: int | None = None
) -> Plan | None:
    """The person's best week against everybody else's, at their fixed sittings.

    `noise` comes on top of the prices of heads. `days` (bits) are those to work, where they
    are decided. None where nothing is legal.
    """
    fixed, codes = price_shifts_of(state, key, noise)
    patterns, pattern_costs = state.patterns(key)
    possible = np.where(holds_sittings(fixed, patterns), pattern_costs, NEVER)
    possible += state.shares.weekend_rate(key[0]) * np.bitwise_count(
        patterns & state.problem.persons[key].weekend
    )
    if days is not None:
        possible[patterns != days] = NEVER
    if not _choose_days(state, key, patterns, possible):
        return None
    plan = _lay_out(state, key, fixed, codes, (patterns, pattern_costs))
    if plan is None or noise is not None:
        return plan
    return nearer_published(state, key, plan, (fixed, codes), days)


def week_of_shifts(state: RosterState, key: Key, options: Ints) -> Plan | None:
    """The week with these shifts (an option for each day, -1 where off), filled at least cost.

    None where one of them cannot be worked, or what is due does not fit. Whether the days go
    together is for the caller to know.
    """
    fixed, codes = price_shifts_of(state, key)
    pricer = state.pricers[key]
    if (pricer.best[options[options >= 0]] >= NEVER / 2).any():
        return None
    pricer.chosen[:] = options
    return _lay_out(state, key, fixed, codes, state.patterns(key))


def some_week(state: RosterState, key: Key, rng: np.random.Generator) -> Plan | None:
    """The best week, or where its programs do not fit between the pauses, a week near it.

    Queues get dearer from try to try, so that the shifts follow the programs.
    """
    plan = best_week(state, key)
    for scale in PROGRAM_NOISE if state.problem.persons[key].programs else ():
        if plan is not None:
            break
        plan = best_week(state, key, rng.normal(2 * scale, scale, state.counts.heads.shape))
    return plan


def holds_sittings(fixed: Ints, patterns: Ints) -> Bools:
    """Which sets of days hold all sittings."""
    must = sum(1 << d for d in range(len(fixed)) if fixed[d].any())
    found: Bools = patterns & must == must
    return found


def _choose_days(state: RosterState, key: Key, patterns: Ints, pattern_costs: Floats) -> bool:
    """Choose the cheapest days and a shift on each; False where none is legal.

    Every evening costs more than the one before, and so does every early start: the prices
    that one more may have are tried in turn, which finds the best number of them as far as
    more always save less.
    """
    pricer, shares = state.pricers[key], state.shares
    person, best, found = pricer.person, pricer.best, NEVER / 2
    before, after = state.neighbours(key)
    others = [0, 0]  # evenings and early starts that the next one comes on top of
    while True:
        late_rate = shares.evening_rate(key[0], others[0])
        early_rate = shares.early_rate(key[0], others[1])
        priced = best + late_rate * person.late if late_rate else best
        priced = priced + early_rate * person.early if early_rate else priced
        cost, chosen = pricer.choose_days(
            patterns, pattern_costs, before, after, priced, state.dearness
        )
        at = chosen[chosen >= 0]
        late, early = int(person.late[at].sum()), int(person.early[at].sum())
        cost += shares.evenings_cost(key[0], late) - late_rate * late
        cost += shares.early_starts_cost(key[0], early) - early_rate * early
        if cost < found and len(at):
            found, pricer.chosen[:] = cost, chosen
        if shares.evening_price and late > others[0]:
            others[0] += 1
        elif shares.early_price and early > others[1]:
            others[1] += 1
        else:
            return found < NEVER / 2


def _lay_out(
    state: RosterState, key: Key, fixed: Ints, codes: Ints, day_sets: tuple[Ints, Floats]
) -> Plan | None:
    """Turn the chosen shifts into activities, programs in exactly the slots due."""
    pricer = state.pricers[key]
    doing, shifts = pricer.lay_out(fixed, codes)
    if not fill_programs(pricer, state.rewards[key], shifts, fixed, doing):
        return None
    return make_plan(state, key, doing, pricer.chosen.copy(), day_sets)
