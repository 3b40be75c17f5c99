"""The exchange among equals, applied to the state of a search: kept where it pays.

Equals have one contract, and both supervise or neither does: those among whom duties are shared
(`domain/duties.py`). A group too large for one model is dealt to in parts, drawn by lot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter

import numpy as np

from scheduler.domain.roster import SUPERVISION
from scheduler.rostering.exchange.exchange_model import ExchangeModel, Hands
from scheduler.rostering.exchange.offered_shifts import offered_shifts
from scheduler.rostering.exchange.other_sittings import reseat
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.best_week import week_of_shifts
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import plan_of
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.params import SOLVE_S, WEEK_S
from scheduler.rostering.problem.activity_codes import OFF, PAUSE_KINDS
from scheduler.rostering.problem.arrays import Ints
from scheduler.rostering.problem.assignment import Key, Plan

NAME = "shifts among equals"  # as the neighbourhoods are called in run.json
# People of one model. Six of one contract and four languages are solved to the optimum in a
# quarter of a second; of 13 nothing better was found in six.
DEALT_AT_ONCE = 6
# How often all equals are dealt to in parts drawn by lot, after those with the same languages.
MIXED_ROUNDS = 2
# CP-SAT's deterministic time for one model.
DEAL_WORK = 0.3
# Passes over everybody whose shifts have changed, and over everybody at work, each filled best
# against all others: without the second one a deal in a centre that is short lost 10 dollars
# and more.
FILLING_PASSES = 2
# People up to whom everybody at work is; of more, only the group. Not measured.
ALL_FILLED_ANEW = 60
# Share of the time left that one exchange may take: a large centre is dealt to in part.
EXCHANGE_SHARE = 0.15


def exchange_where_shared(search: Annealing) -> None:
    """Let equals exchange their shifts in the roster of a search, where duties have a price.

    A week that people already have is left to them.
    """
    scenario, prices = search.scenario, search.scenario.prices
    shared = prices.weekend_day or prices.evening_shift or prices.early_start
    if not shared or scenario.published is not None or search.week_moves.screen is not None:
        return
    rng = np.random.default_rng(search.seed + search.bursts)
    search.week_moves.temperature = 0.0
    until = search.seconds + EXCHANGE_SHARE * search.left

    def over() -> bool:
        return search.over() or search.seconds > until

    deal_among_equals(search.week_moves, rng, search.clock.work, over)
    search.keep_if_best()


def deal_among_equals(
    moves: WeekMoves,
    rng: np.random.Generator,
    work: Callable[[float], None],
    over: Callable[[], bool],
) -> None:
    """Deal out the shifts of every group of equals anew, and keep each deal that pays.

    `work` is given the seconds of work done, `over` says whether to end.
    """
    for group in _groups(moves.state, rng):
        if over():
            return
        began, before, used = perf_counter(), moves.cost, [0.0]
        kept = moves.keep_if_better(group, lambda: _deal(moves.state, group, rng, used))  # noqa: B023
        saved = before - moves.cost if kept else 0.0
        moves.tallies[NAME].add(1, int(kept), saved, perf_counter() - began)
        work(SOLVE_S * used[0] + WEEK_S * len(moves.state.plans))


def _groups(state: RosterState, rng: np.random.Generator) -> Iterator[list[Key]]:
    """Equals who speak the same languages, then equals by lot; in parts of a few people."""
    for ring in range(1 + MIXED_ROUNDS):
        groups: dict[tuple[object, ...], list[Key]] = defaultdict(list)
        for key, person in sorted(state.problem.persons.items()):
            csr = person.csr
            languages = csr.languages if ring == 0 else None
            equals = key[1], csr.contract.name, SUPERVISION in csr.channels, languages
            groups[equals].append(key)
        for group in groups.values():
            order = rng.permutation(len(group))
            for part in np.array_split(order, -(-len(group) // DEALT_AT_ONCE)):
                if len(part) > 1 and not (ring > 1 and len(group) <= DEALT_AT_ONCE):
                    yield [group[i] for i in sorted(part.tolist())]


def _deal(
    state: RosterState, group: list[Key], rng: np.random.Generator, used: list[float]
) -> bool:
    """Deal out the shifts of one group; False where nothing was found that fits."""
    channels = sorted({c for p in state.problem.persons.values() for c in p.channels})
    marginal = state.counts.price().copy()
    plans = {key: plan for key in group if (plan := state.remove(key)) is not None}
    if len(plans) < len(group):
        return False
    model = ExchangeModel(state, group, offered_shifts(state, plans, channels), channels, marginal)
    now = {key: plan.worked for key, plan in plans.items()}
    hands, used[0] = model.solve(DEAL_WORK, int(rng.integers(2**31)), now)
    return hands is not None and _place(state, plans, hands)


def _place(state: RosterState, plans: Mapping[Key, Plan], hands: Hands) -> bool:
    """Place everybody with their new shifts: as filled so far where that goes, else filled anew."""
    options = {key: _options(state, key, hands) for key in plans}
    moved = [key for key, plan in plans.items() if (plan.chosen != options[key]).any()]
    for key, plan in plans.items():
        if key not in moved:
            state.insert(key, plan)
    if not moved or not reseat(state, {key: hands[key] for key in moved}):
        return False
    for key, plan in _handed_over(state, plans, hands, moved).items():
        state.insert(key, plan)
    for key in [key for key in moved if key not in state.plans]:
        filled = week_of_shifts(state, key, options[key])
        if filled is None:
            return False
        state.insert(key, filled)
    others = sorted(state.plans) if len(state.plans) <= ALL_FILLED_ANEW else sorted(plans)
    for keys in (moved, others):
        for _ in range(FILLING_PASSES):
            _fill_anew(state, keys)
    return True


def _fill_anew(state: RosterState, keys: Sequence[Key]) -> None:
    """Fill everybody's shifts once more, best against all others."""
    for key in keys:
        before, cost = state.plans[key], state.cost()
        state.remove(key)
        state.insert(key, week_of_shifts(state, key, before.chosen) or before)
        if state.cost() > cost:
            state.remove(key)
            state.insert(key, before)


def _options(state: RosterState, key: Key, hands: Hands) -> Ints:
    """The option of each day for the shifts of one person, OFF where there is none."""
    person = state.problem.persons[key]
    chosen = np.full(len(person.days), OFF, dtype=np.int64)
    for shift in hands[key]:
        chosen[shift.day] = shift.option_of(person)
    return chosen


def _handed_over(
    state: RosterState, plans: Mapping[Key, Plan], hands: Hands, moved: list[Key]
) -> dict[Key, Plan]:
    """Weeks made of the days of those who worked these shifts, as they were filled.

    Only of people for whom all of them can stay as they are.
    """
    found: dict[Key, Plan] = {}
    taken: set[tuple[Key, int]] = set()
    # whoever keeps a shift keeps what is in it
    for key in plans:
        taken |= {(key, s.day) for s in hands[key] if key in s.owners}
    for key in moved:
        doing = np.full_like(plans[key].doing, OFF)
        for shift in hands[key]:
            owner = key if key in shift.owners else None
            if owner is None:
                left = [o for o in shift.owners if (o, shift.day) not in taken]
                owner = left[0] if left else shift.owners[0]
                taken.add((owner, shift.day))
            doing[shift.day] = _translated(state, key, owner, plans[owner].doing[shift.day])
        plan = plan_of(state, key, doing)
        if plan is not None and _sits_where_it_should(state, key, doing):
            found[key] = plan
    return found


def _translated(state: RosterState, key: Key, owner: Key, day: Ints) -> Ints:
    """A day's activities in the codes of another person; a code that nobody has where one lacks."""
    mine, theirs = state.problem.persons[key], state.problem.persons[owner]
    index = {name: code for code, name in enumerate(mine.activities)}
    unknown = len(mine.activities)
    codes = np.array([*(index.get(name, unknown) for name in theirs.activities), OFF])
    return codes[day]


def _sits_where_it_should(state: RosterState, key: Key, doing: Ints) -> bool:
    """Whether the week has exactly the person's own sittings."""
    person = state.problem.persons[key]
    fixed, codes = state.fixed(key)
    sits = doing >= person.base.shape[1] + PAUSE_KINDS
    return bool(((fixed > 0) == sits).all() and (codes[sits] == doing[sits]).all())
