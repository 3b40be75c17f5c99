"""One person's weeks with a span in them: the best found against everybody else's.

The pricing kernel takes one more head to be worth the same whatever else the person does. For
deferrable work that is far off: with a person's week taken out hours are overdue, and each slot
that they could give seems to be worth all of them. So the prices are taken again with the work
of the last week found in place, and single days are annealed behind it at what they cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.plan_costs import make_plan
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_bound import WeekBound
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.problem.activity_codes import PAUSE_KINDS
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats
from scheduler.rostering.problem.assignment import Key, Plan, Sitting
from scheduler.rostering.problem.person_week import PersonWeek

MUST = 1e5  # dollars of reward for a shift that covers the span
SHARES = (0.0, 0.5, 1.0)  # of the work of a week that its prices count as done
ROUNDS = 4  # times that the prices follow the week found
MOVES, TEMPERATURES = 200, (30.0, 10.0, 3.0, 1.0, 0.1)  # of days at each of these, dollars
OTHER_DAYS = 2  # that change with the day of the span, where the others stay exactly as they are
WORTH = 0.01  # dollars


@dataclass(frozen=True)
class BoundWeek:
    """A person's week in which only shifts that cover the span are legal on its day.

    `covers` tells of each option whether it does; their price is less by MUST. `busy` are the
    slots of the horizon in which no sitting may lie.
    """

    person: PersonWeek
    covers: Bools
    busy: range = range(0)

    def fits(self, sittings: Iterable[Sitting]) -> bool:
        """Whether none of these lies in the span."""
        return not any(
            start < self.busy.stop and self.busy.start < start + slots
            for _, start, slots in sittings
        )

    def has_it(self, plan: Plan) -> bool:
        """Whether a shift of the week covers the span."""
        return bool(self.covers[plan.chosen[plan.chosen >= 0]].any())


def first_week(state: RosterState, key: Key, bound: BoundWeek) -> tuple[Plan | None, float]:
    """The best of a few weeks with the span, and the dollars of everything with it.

    Shifts as they are on other days, and any. None and inf where none is legal. The state is
    as before.
    """
    old = state.plans[key]
    if not bound.fits(state.sittings[key]):
        return None, np.inf
    with _without(state, key):
        found = _Best(state, key, bound, old)
        for person in (bound.person, _others_held(bound, old)):
            with _in_place(state, key, person):
                for share in SHARES:
                    found.look(_priced_behind(state, key, old, share))
    return found.plan, found.dollars


def bounded_week(
    state: RosterState,
    key: Key,
    bound: BoundWeek,
    first: Plan | None,
    rounds: int,
    enough: Callable[[float, float], bool],
) -> tuple[Plan | None, float, float]:
    """The best week that is met while the bound of all weeks with the span is raised.

    With the dollars of everything with it, and at least with any week. It goes on for so many
    rounds, or until bound and dollars are `enough`. The state is as before.
    """
    old = state.plans[key]
    if not bound.fits(state.sittings[key]):
        return None, np.inf, np.inf
    with _without(state, key), _in_place(state, key, bound.person):
        found = _Best(state, key, bound, old)
        limit = WeekBound(state, key, old)
        if first is not None:
            found.look(_rewarded(first, 1))
            limit.start_from(first, found.dollars - MUST)

        def look(noise: Floats, rewards: Floats) -> None:
            kept = state.rewards[key].copy()
            state.rewards[key][:] = rewards
            found.look(best_week(state, key, noise))
            state.rewards[key][:] = kept

        least = limit.raised(rounds, lambda b: enough(b + MUST, found.dollars), look) + MUST
        if found.plan is not None:
            _take_back(state, key, found)
    return found.plan, found.dollars, least


def settled_week(state: RosterState, key: Key, bound: BoundWeek, first: Plan) -> tuple[Plan, float]:
    """The week that is left where nothing saves any more, from `first` on, and its dollars."""
    old = state.plans[key]
    with _without(state, key), _in_place(state, key, bound.person):
        found = _Best(state, key, bound, old)
        found.look(_rewarded(first, 1))
        days = DayMoves(state, keys=_weeks_of(state, key))
        _anneal(state, key, found, days, ROUNDS)
        for person in _few_days_free(bound, old):
            with _in_place(state, key, person):
                for share in (0.0, 1.0):
                    found.look(_priced_behind(state, key, old, share))
        for turn in range(ROUNDS):
            before, plan = found.dollars, found.plan
            assert plan is not None
            for share in SHARES[1:]:
                found.look(_priced_behind(state, key, plan, share))
            _rebuild_pairs(state, key, found)
            _anneal(state, key, found, days, turn)
            if found.dollars > before - WORTH:
                break
    assert found.plan is not None
    return found.plan, found.dollars


class _Best:
    """The cheapest week so far, without the reward, and the dollars of everything with it."""

    def __init__(self, state: RosterState, key: Key, bound: BoundWeek, old: Plan) -> None:
        self.state, self.key, self.bound = state, key, bound
        self.old = old
        self.dollars = np.inf
        self.plan: Plan | None = None

    def look(self, plan: Plan | None) -> None:
        """Take a rewarded week where it is the cheapest."""
        if plan is None or not self.bound.has_it(plan):
            return
        own = _rewarded(plan, -1)
        if own.own >= NEVER / 2:
            return
        self.state.insert(self.key, own)
        dollars = self.state.cost()
        self.state.remove(self.key)
        if dollars < self.dollars - WORTH:
            self.dollars, self.plan = dollars, own


def _rebuild_pairs(state: RosterState, key: Key, found: _Best) -> None:
    """Look at the best week with two days rebuilt together, so that programs may move."""
    assert found.plan is not None
    person = found.bound.person
    for pair in combinations(np.flatnonzero(found.plan.chosen >= 0).tolist(), 2):
        plan = found.plan
        others = [d for d in range(len(plan.chosen)) if d not in pair and plan.chosen[d] >= 0]
        with _in_place(state, key, _as_they_are(person, plan, others)):
            for share in SHARES[1:]:
                found.look(_priced_behind(state, key, plan, share))


def _take_back(state: RosterState, key: Key, found: _Best) -> None:
    """Look at the best week with the inside of some days as it was: nobody is told of these."""
    plan, old, person = found.plan, found.old, found.bound.person
    assert plan is not None
    same = (plan.chosen == old.chosen) & (plan.chosen >= 0)
    first, last = person.base.shape[1] - len(person.programs), person.base.shape[1]
    # sittings stay in the slots of the week
    met = (np.maximum(plan.doing, old.doing) >= last + PAUSE_KINDS) & (plan.doing != old.doing)
    same &= ~met.any(axis=1)
    days = np.flatnonzero(same & (plan.doing != old.doing).any(axis=1)).tolist()
    for number in range(1, len(days) + 1):
        for some in combinations(days, number):
            doing = plan.doing.copy()
            doing[list(some)] = old.doing[list(some)]
            # programs keep their slots in the week
            if all((doing == a).sum() == (plan.doing == a).sum() for a in range(first, last)):
                found.look(make_plan(state, key, doing, plan.chosen, state.patterns(key)))


def _rewarded(plan: Plan, sign: int) -> Plan:
    """The plan with the reward for covering the span, or with it taken away again."""
    return replace(plan, own=plan.own - sign * MUST)


def _priced_behind(state: RosterState, key: Key, plan: Plan, share: float) -> Plan | None:
    """The best week at prices that count a share of the deferrable work of `plan` as done."""
    counts, pricer = state.counts, state.pricers[key]
    if share == 0.0:
        return best_week(state, key)
    before = counts.price().copy()
    pricer.count(plan.doing, 1, counts.heads)
    behind = counts.price() - before
    pricer.count(plan.doing, -1, counts.heads)
    behind[: counts.counted] = 0.0
    return best_week(state, key, share * behind)


def _anneal(state: RosterState, key: Key, found: _Best, days: DayMoves, seed: int) -> None:
    """Anneal the days of the best week, and look at what each temperature leaves."""
    assert found.plan is not None
    state.insert(key, _rewarded(found.plan, 1))
    for at, temperature in enumerate(TEMPERATURES):
        days.run(MOVES, temperature, seed * len(TEMPERATURES) + at)
        plan = state.plans[key]
        state.remove(key)
        found.look(plan)
        state.insert(key, plan)
    state.remove(key)
    _take_back(state, key, found)


def _others_held(bound: BoundWeek, old: Plan) -> PersonWeek:
    """The bound week with no other shifts on other days than it has; which are off may change."""
    costs, person = bound.person.option_costs.copy(), bound.person
    for d, option in enumerate(old.chosen.tolist()):
        own = slice(person.day_options[d], person.day_options[d + 1])
        if option < 0 or bound.covers[own].any():
            continue
        kept = costs[option]
        costs[own] = NEVER
        costs[option] = kept
    return replace(person, option_costs=costs)


def _few_days_free(bound: BoundWeek, old: Plan) -> Iterator[PersonWeek]:
    """The bound week with all days exactly as they are but that of the span and so many others."""
    person, covers = bound.person, bound.covers
    starts = person.day_options.tolist()
    others = [
        d for d in range(len(old.chosen))
        if old.chosen[d] >= 0 and not covers[starts[d] : starts[d + 1]].any()
    ]  # fmt: skip
    for number in range(OTHER_DAYS + 1):
        for free in combinations(others, number):
            yield _as_they_are(person, old, [d for d in others if d not in free])


def _as_they_are(person: PersonWeek, old: Plan, days: Iterable[int]) -> PersonWeek:
    """The week with these days exactly as they are."""
    base, pauses, costs = person.base.copy(), person.pause_base.copy(), person.option_costs.copy()
    activities = base.shape[1]
    for d in days:
        own = slice(person.day_options[d], person.day_options[d + 1])
        kept = costs[old.chosen[d]]
        costs[own] = NEVER
        costs[old.chosen[d]] = kept
        doing = old.doing[d]
        for a in range(activities):
            base[d, a, doing != a] = NEVER
        for kind in range(pauses.shape[1]):
            pauses[d, kind, doing != activities + kind] = NEVER
    return replace(person, base=base, pause_base=pauses, option_costs=costs)


def _weeks_of(state: RosterState, key: Key) -> list[Key]:
    return [other for other in sorted(state.plans.keys() | {key}) if other[0] == key[0]]


@contextmanager
def _without(state: RosterState, key: Key) -> Iterator[None]:
    """The person's week taken out, put back afterwards."""
    old = state.remove(key)
    assert old is not None
    try:
        yield
    finally:
        state.insert(key, old)


@contextmanager
def _in_place(state: RosterState, key: Key, person: PersonWeek) -> Iterator[None]:
    """The state with another week of what the person may do; their other weeks stay as they are."""
    problem, pricers = state.problem, state.pricers
    persons = {**problem.persons, key: person}
    for other in _weeks_of(state, key):
        if other != key:
            costs = np.full_like(persons[other].option_costs, NEVER)
            persons[other] = replace(persons[other], option_costs=costs)
    state.problem = replace(problem, persons=persons)
    state.pricers = {**pricers, key: PersonPricer(state.problem, key)}
    try:
        yield
    finally:
        state.problem, state.pricers = problem, pricers
