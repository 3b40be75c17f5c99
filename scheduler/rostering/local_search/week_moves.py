"""Moves of whole weeks: a few people rebuilt, a meeting at another time; kept where they pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import perf_counter

import numpy as np

from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.neighbourhoods import EVERYBODY_IN_TURN, draw_neighbourhood
from scheduler.rostering.local_search.rule_screen import RuleScreen
from scheduler.rostering.local_search.sittings import all_weeks, seat_meeting
from scheduler.rostering.local_search.state import RosterState, Snapshot
from scheduler.rostering.local_search.tallies import Tallies
from scheduler.rostering.params import EPSILON, WORTH_A_PASS
from scheduler.rostering.problem.arrays import Floats
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.gatherings import Gathering


class WeekMoves:
    """Proposes changes to the weeks of a roster and keeps those that the temperature allows.

    Attributes
    ----------
    cost: dollars of the state as it stands.
    temperature: dollars; how much dearer a kept move may be, as in annealing.
    tallies: what each neighbourhood proposed and what was kept.
    """

    def __init__(self, state: RosterState, seed: int, tallies: Tallies | None = None) -> None:
        self.state = state
        self.rng = np.random.default_rng(seed)
        self.gatherings = list(state.problem.gatherings)
        self.keys = sorted(state.problem.persons)
        self.names = sorted({csr_id for csr_id, _ in self.keys})
        self.cost, self.temperature = np.inf, 0.0
        self.tallies = Tallies() if tallies is None else tallies
        self.screen: RuleScreen | None = None  # for rules that no kernel knows
        self._alike: dict[tuple[int, frozenset[str], frozenset[str]], list[Key]] = defaultdict(list)
        self._counted: dict[tuple[int, int], list[Key]] = defaultdict(list)  # by row and week
        for key in self.keys:
            self._alike[self._skills(key)].append(key)
            for row in state.problem.places[key].rows:
                self._counted[row, key[1]].append(key)

    def people_alike(self, key: Key) -> list[Key]:
        """Everybody with the channels and languages of this person, in the same week."""
        return self._alike[self._skills(key)]

    def people_counted(self, row: int, week: int) -> list[Key]:
        """Everybody who can be a head of a row in a week."""
        return self._counted[row, week]

    def _skills(self, key: Key) -> tuple[int, frozenset[str], frozenset[str]]:
        csr = self.state.problem.persons[key].csr
        return key[1], csr.channels, csr.languages

    def step(self) -> None:
        """One move of a neighbourhood that is drawn."""
        neighbourhood, extent = draw_neighbourhood(
            self.rng, len(self.keys), len(self.gatherings), self.state.scenario.grid.weeks
        )
        self._counting(neighbourhood.name, partial(neighbourhood.propose, self, extent))

    def improve_everybody(self, stop: Callable[[], bool]) -> bool:
        """Rebuild everybody once, and every meeting, in random order; whether it was worth it."""
        before = self.cost
        for i in self.rng.permutation(len(self.keys)).tolist():
            if stop():
                break
            self._counting(EVERYBODY_IN_TURN, partial(self.rebuild, [self.keys[i]], 0.0))
        for i in self.rng.permutation(len(self.gatherings)).tolist():
            if stop():
                break
            gathering = self.gatherings[i]
            self._counting(EVERYBODY_IN_TURN, partial(self.move_meeting, gathering, 0.0))
        # requests that are granted count below zero, so the cost may be negative
        return before - self.cost > WORTH_A_PASS * abs(before)

    def _counting(self, name: str, propose: Callable[[], bool]) -> None:
        began, before = perf_counter(), self.cost
        kept = propose()
        saved = before - self.cost if kept else 0.0
        self.tallies[name].add(1, int(kept), saved, perf_counter() - began)

    # ---- what the neighbourhoods are made of -------------------------------------------

    def move_meeting(self, gathering: Gathering, noise: float) -> bool:
        """Choose other sittings, then rebuild each attendee's week once more."""
        return self.keep_if_better(
            all_weeks(self.state, gathering),
            lambda: (
                seat_meeting(self.state, gathering, self.rng, noise)
                and self._rebuild_each(gathering.keys)
            ),
        )

    def rebuild(self, keys: list[Key], noise: float) -> bool:
        """Take these people out and put them back one by one, then each once more."""

        def build() -> bool:
            for key in keys:
                self.state.remove(key)
            on_top = self.noise(noise)
            for key in keys:
                plan = best_week(self.state, key, on_top)
                if plan is None:
                    return False
                self.state.insert(key, plan)
            return (len(keys) == 1 and not noise) or self._rebuild_each(keys)

        return self.keep_if_better(keys, build)

    def noise(self, dollars: float) -> Floats | None:
        """Noise on the prices of all heads; None for none."""
        shape = self.state.counts.heads.shape
        return self.rng.normal(0.0, dollars, shape) if dollars else None

    def _rebuild_each(self, keys: Iterable[Key]) -> bool:
        """Each one's best week, now that the others are in place; False where one has none."""
        for key in keys:
            self.state.remove(key)
            plan = best_week(self.state, key)
            if plan is None:
                return False
            self.state.insert(key, plan)
        return True

    def keep_if_better(self, keys: Sequence[Key], move: Callable[[], bool]) -> bool:
        """Make a move of these weeks; take it back where it costs more than may be."""
        before = Snapshot.of(self.state, keys)
        if move() and (self.screen is None or self.screen.accepts(keys)):
            cost = self.state.cost()
            if cost <= self.cost + EPSILON + self.temperature * self.rng.exponential():
                self.cost = cost
                return True
        before.restore(self.state)
        return False
