"""A person's week as near to the published one as sittings and programs allow.

The best week at given prices (best_week.py) changes a little on many days. People have to be
told about each of them, so a week that keeps most days as they know them may cost less.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.local_search.plan_costs import make_plan, price_shifts_of
from scheduler.rostering.local_search.program_slots import keep_where_it_lies
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.activity_codes import (
    END,
    FREE,
    MEAL,
    OFF,
    PAID,
    PAUSE_KINDS,
    SHIFT_DAY,
    START,
    TO_FILL,
)
from scheduler.rostering.problem.arrays import NEVER, Bools, Ints
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.known_rules import known_rules
from scheduler.rostering.problem.person_week import PersonWeek

Day = tuple[str, int]  # a person's day
MEETINGS = "meetings"  # the rule: who has to come to a meeting is seated by the search


def broken_days(scenario: Scenario, roster: Roster) -> set[Day]:
    """Days on which a rule that names the person is broken; every day where no time is named."""
    found: set[Day] = set()
    for rule in known_rules(scenario):
        for violation in rule.check(scenario, roster) if rule.name != MEETINGS else ():
            start = violation.start
            days = range(scenario.grid.days) if start is None else (scenario.grid.day(start),)
            found.update((violation.csr_id, day) for day in days)
    return found


def kept_options(state: RosterState, broken: Container[Day]) -> dict[Key, Ints]:
    """For each week the shift option of each day that may be as published, -1 for none."""
    return {
        key: _kept(person, [(key[0], day) in broken for day in person.days])
        for key, person in state.problem.persons.items()
        if person.published.price
    }


def _kept(person: PersonWeek, broken: Sequence[bool]) -> Ints:
    """The option of each published day that is still legal by itself."""
    found = np.full(len(person.days), OFF, dtype=np.int64)
    meal = person.base.shape[1] + MEAL
    for d, row in enumerate(person.published.doing):
        at_work = np.flatnonzero(row != OFF)
        if broken[d] or not len(at_work) or not _allowed(person, d, row):
            continue
        span, paid = (at_work[0], at_work[-1] + 1), int((row[at_work] != meal).sum())
        for o in range(person.day_options[d], person.day_options[d + 1]):
            start, end, units = person.options[o, [START, END, PAID]]
            if (start, end) == span and units * person.unit == paid:
                found[d] = o
    return found


def _allowed(person: PersonWeek, d: int, row: Ints) -> bool:
    """Whether everything still may be where it is."""
    activities, at_work = person.base.shape[1], np.flatnonzero(row != OFF)
    codes = row[at_work]
    if (codes < 0).any():
        return False
    work, pause = codes < activities, (codes >= activities) & (codes < activities + PAUSE_KINDS)
    return bool(
        (person.base[d, codes[work], at_work[work]] < NEVER).all()
        and (person.pause_base[d, codes[pause] - activities, at_work[pause]] < NEVER).all()
    )


# ---- whole weeks ---------------------------------------------------------------------


def nearer_published(
    state: RosterState, key: Key, plan: Plan, sittings: tuple[Ints, Ints], days: int | None
) -> Plan:
    """The plan, or a cheaper one that keeps more days as published, against everybody else's.

    `sittings` are slots and codes as of `RosterState.fixed`; `days` (bits) those to work, where
    they are decided. The week is not placed.
    """
    options = state.kept_options.get(key)
    if options is None:
        return plan
    person, best = state.problem.persons[key], (_cost(state, key, plan), plan)
    for d in range(len(options)):
        row, chosen = best[1].doing[d], best[1].chosen
        if options[d] == chosen[d] >= 0 and _exchangeable(person, row, d):
            doing = best[1].doing.copy()
            doing[d] = person.published.doing[d]
            best = _cheaper(state, key, best, doing, chosen)
    if days in (None, _bits(options)) and _fits(state, key, options):
        around = _around_sittings(state, key, options, *sittings)
        if around is not None:
            best = _cheaper(state, key, best, around, options)
    return best[1]


def _cheaper(
    state: RosterState, key: Key, best: tuple[float, Plan], doing: Ints, chosen: Ints
) -> tuple[float, Plan]:
    """Dollars and plan of the cheaper week, where both go together."""
    patterns, costs = state.patterns(key)
    if not (costs[patterns == _bits(chosen)] < NEVER / 2).any():
        return best
    other = make_plan(state, key, doing, chosen.copy(), (patterns, costs))
    return min(best, (_cost(state, key, other), other), key=lambda one: one[0])


def _cost(state: RosterState, key: Key, plan: Plan) -> float:
    """Dollars of the whole state with this plan in it."""
    state.insert(key, plan)
    dollars = state.cost()
    state.remove(key)
    return dollars


def _bits(chosen: Ints) -> int:
    """Days with a shift."""
    return sum(1 << d for d in np.flatnonzero(chosen >= 0).tolist())


def _exchangeable(person: PersonWeek, row: Ints, d: int) -> bool:
    """Whether the published day has the sittings and program slots of this one."""
    told, (channels, activities) = (
        person.published.doing[d],
        (len(person.channels), person.base.shape[1]),
    )
    sits = np.maximum(row, told) >= activities + PAUSE_KINDS
    return bool(
        (row != told).any()
        and (row[sits] == told[sits]).all()
        and all((row == a).sum() == (told == a).sum() for a in range(channels, activities))
    )


def _around_sittings(
    state: RosterState, key: Key, options: Ints, fixed: Ints, codes: Ints
) -> Ints | None:
    """The published week, refilled on days whose sittings differ; None where that cannot be."""
    person = state.problem.persons[key]
    told, first = person.published.doing, person.base.shape[1] + PAUSE_KINDS
    worked = (told != OFF).any(axis=1)
    if not worked.any() or (options[worked] < 0).any() or (fixed[~worked] != FREE).any():
        return None
    seated = np.where(fixed != FREE, codes, OFF)
    kept = (seated == np.where(told >= first, told, OFF)).all(axis=1)
    return told.copy() if kept.all() else _refilled(state, key, options, kept, fixed, codes)


def _refilled(
    state: RosterState, key: Key, options: Ints, kept: Bools, fixed: Ints, codes: Ints
) -> Ints | None:
    """The published shifts, with what the kept days leave due of each program on the others."""
    pricer, programs = state.pricers[key], state.problem.persons[key].programs
    channels = len(pricer.person.channels)
    price_shifts_of(state, key)
    pricer.chosen[:] = options
    again = options[~kept]
    if (pricer.best[again[again >= 0]] >= NEVER / 2).any():
        return None
    doing, shifts = pricer.lay_out(fixed, codes)
    doing[kept] = state.problem.persons[key].published.doing[kept]
    shifts = shifts[~kept[shifts[:, SHIFT_DAY]]]
    if not programs and pricer.fill(shifts, fixed, doing) >= NEVER / 2:
        return None
    for j, task in enumerate(programs):
        due = task.slots - int((doing[kept] == channels + j).sum())
        doing[~kept[:, None] & (doing >= 0) & (doing < channels + len(programs))] = TO_FILL
        if due < 0 or pricer.fill(shifts, fixed, doing, j, due) >= NEVER / 2:
            return None
        keep_where_it_lies(pricer.prices, channels + j, doing == channels + j)
    return doing


def _fits(state: RosterState, key: Key, chosen: Ints) -> bool:
    """Whether the paid time is right, and rest is kept to the weeks before and after."""
    person, at = state.problem.persons[key], np.flatnonzero(chosen >= 0)
    if not len(at):
        return False
    paid = int(person.options[chosen[at], PAID].sum())
    spd = state.problem.slots_per_day
    before, after = state.neighbours(key)
    first = at[0] * spd + person.options[chosen[at[0]], START]
    last = at[-1] * spd + person.options[chosen[at[-1]], END]
    gap = person.gap
    rested = gap <= 0 or (before + gap <= first and last + gap <= after)
    return person.target <= paid <= person.most and rested
