"""Who covers a span at least cost: everybody's week improved, and the least it can come to.

A bound says of most people that no week of theirs is cheaper than the cheapest one found of
somebody else. Only those of whom it does not are looked at more closely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from scheduler.domain.roster import meeting_activity
from scheduler.repair.span_weeks import BoundWeek, bounded_week, first_week, settled_week
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.assignment import Key, Plan, Sitting

CENT = 0.01
ROUNDS = 24  # of raising a bound
IN_FULL = 5  # people whose bound is raised until their week is proven, whoever is first
SETTLED = 3  # people at most whose days are annealed

Enough = Callable[[float, float], bool]  # of a bound, and of the dollars of the week found


@dataclass(frozen=True)
class RankedWeek:
    """The cheapest week with the span that was found for a person.

    `dollars` and `least`: of everything placed with it, and at least with any week of theirs
    that covers the span; inf where none was found, and where there is none. `sittings` are
    those of the week.
    """

    key: Key
    bound: BoundWeek
    plan: Plan | None
    dollars: float
    sittings: tuple[Sitting, ...]
    least: float = -np.inf
    settled: bool = False

    @property
    def rank(self) -> tuple[float, Key]:
        return self.dollars, self.key

    def may_be_first(self, dollars: float) -> bool:
        """Whether a week of theirs that was not found could come to less than that."""
        return self.least < min(dollars, self.dollars) - CENT


def ranked_weeks(state: RosterState, bounds: Iterable[tuple[Key, BoundWeek]]) -> list[RankedWeek]:
    """Everybody's week, the cheapest first; the state is as before."""
    firsts = [
        RankedWeek(key, bound, *first_week(state, key, bound), tuple(state.sittings[key]))
        for key, bound in bounds
    ]
    ranked: list[RankedWeek] = []
    for at, one in enumerate(sorted(firsts, key=lambda one: one.rank)):
        best = min((other.dollars for other in ranked), default=np.inf)
        ranked.append(_bounded(state, one, best, in_full=at < IN_FULL))
    for _ in range(SETTLED):
        ranked.sort(key=lambda one: one.rank)
        open_ = [
            at for at, one in enumerate(ranked)
            if one.plan is not None and not one.settled and one.may_be_first(ranked[0].dollars)
        ]  # fmt: skip
        if not open_:
            break
        ranked[open_[0]] = _settled(state, ranked[open_[0]])
    return sorted(ranked, key=lambda one: one.rank)


def proven_first(ranked: Sequence[RankedWeek]) -> bool:
    """Whether nobody behind the first has a week that is cheaper by a cent."""
    return bool(ranked) and not any(one.may_be_first(ranked[0].dollars) for one in ranked[1:])


def _bounded(state: RosterState, one: RankedWeek, best: float, in_full: bool) -> RankedWeek:
    """The week improved while its bound is raised, at every sitting the person may go to."""

    def proven(bound: float, own: float) -> bool:
        return bound > own - CENT

    def out_of_reach(bound: float, own: float) -> bool:
        return bound > min(best, own) - CENT

    kept = state.sittings[one.key]
    for number, sittings in enumerate([kept, *_other_sittings(state, one.key)]):
        state.sittings[one.key] = sittings
        enough = proven if in_full and not number else out_of_reach
        first = None if number else one.plan
        plan, dollars, least = bounded_week(state, one.key, one.bound, first, ROUNDS, enough)
        if dollars < one.dollars - CENT:
            one = replace(one, plan=plan, dollars=dollars, sittings=tuple(sittings))
        one = replace(one, least=min(least, one.least) if number else least)
    state.sittings[one.key] = kept
    return one


def _settled(state: RosterState, one: RankedWeek) -> RankedWeek:
    """The week with its days annealed."""
    assert one.plan is not None
    kept, state.sittings[one.key] = state.sittings[one.key], list(one.sittings)
    plan, dollars = settled_week(state, one.key, one.bound, one.plan)
    state.sittings[one.key] = kept
    return replace(one, plan=plan, dollars=dollars, settled=True)


def _other_sittings(state: RosterState, key: Key) -> Iterator[list[Sitting]]:
    """The sittings at which the person could be: where others sit; wherever, if they sit alone."""
    own = state.sittings[key]
    tasks = {task.activity: task for task in state.problem.persons[key].meetings}
    choices = []
    for meeting_id, start, slots in own:
        held = {
            sitting
            for other, sittings in state.sittings.items()
            if other != key
            for sitting in sittings
            if sitting[0] == meeting_id
        }
        if (meeting_id, start, slots) not in held:
            possible = tasks[meeting_activity(meeting_id)].possible
            held |= {(meeting_id, other, slots) for other in possible}
        choices.append(sorted(held | {(meeting_id, start, slots)}))
    for chosen in product(*choices):
        if list(chosen) != own:
            yield list(chosen)
