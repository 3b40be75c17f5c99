"""A first roster: everybody's best week in random order, then every meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from scheduler.rostering.local_search.best_week import some_week
from scheduler.rostering.local_search.sittings import (
    excusing_where_it_pays,
    maybe_excusing,
    seat_meeting,
    take_out,
)
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.params import FIRST_ROSTER_ATTEMPTS, FIRST_ROSTER_NOISE
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.gatherings import Gathering


def place_first_roster(
    moves: WeekMoves, stop: Callable[[], bool] = lambda: False, excusing: float = 0.0
) -> list[Key | Gathering]:
    """Place everybody, then every meeting; returns what could not be placed.

    What found no room comes first in the next of some attempts, at noisy prices. `excusing`
    is the share of meetings that the first attempt puts where an attendee is on leave.
    """
    failed: list[Key | Gathering] = []
    for attempt in range(FIRST_ROSTER_ATTEMPTS):
        failed = _place_people(moves, failed)
        noise, share = attempt * FIRST_ROSTER_NOISE, 0.0 if attempt else excusing
        failed += _place_meetings(moves, noise, share)
        if not failed or stop():
            break
        moves.gatherings.sort(key=lambda g: g not in failed)
    moves.cost = moves.state.cost()
    return failed


def _place_people(moves: WeekMoves, first: list[Key | Gathering]) -> list[Key | Gathering]:
    """Take everything out and place each person; returns those who have no legal week."""
    state, rng = moves.state, moves.rng
    for key in moves.keys:
        state.remove(key)
    for gathering in moves.gatherings:
        take_out(state, gathering)
    failed: list[Key | Gathering] = []
    keys = [moves.keys[i] for i in rng.permutation(len(moves.keys)).tolist()]
    for key in sorted(keys, key=lambda k: k not in first):
        plan = some_week(state, key, rng)
        if plan is None:
            failed.append(key)
        else:
            state.insert(key, plan)
    return failed


def _place_meetings(moves: WeekMoves, noise: float, excusing: float) -> list[Gathering]:
    """Seat every meeting among the people placed; returns those that found no time."""
    return [
        gathering
        for gathering in moves.gatherings
        if not any(
            seat_meeting(moves.state, each, moves.rng, noise)
            for each in _with_times(moves.state, gathering, moves.rng, excusing)
        )
    ]


def _with_times(
    state: RosterState, gathering: Gathering, rng: np.random.Generator, excusing: float
) -> Iterable[Gathering]:
    """The meeting at the times to be tried: first those that excuse somebody, then all."""
    some = excusing_where_it_pays(state, gathering)
    if excusing:
        some = maybe_excusing(state, gathering, rng, excusing)
    return [some] if some is gathering else [some, gathering]
