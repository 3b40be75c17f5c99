"""Moves of the improver: one person, a few together, a meeting at another time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from scheduler.rostering.local_search.sittings import (
    Gathering,
    Snapshot,
    adjourn,
    all_weeks,
    convene,
    gatherings,
    part,
    some_leave,
    worth_leave,
)
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.whole_horizon import place_weeks
from scheduler.rostering.problem.assignment import Key

EPSILON = 1e-7
ATTEMPTS = 8  # at a first roster
SHAKE = 20.0  # dollars: how much more the sittings are shaken from attempt to attempt
WEEKS_TOGETHER = 0.1  # share of the rebuilds, where there are several weeks
ALIKE, SHORT = 0.4, 0.3  # shares of the moves of people alike, and of those who may end a shortage
WORTH_A_SWEEP = 0.03  # share of the cost that a sweep has to save for another one


class Mover:
    """Proposes changes to the improver's roster and keeps those that do not cost more."""

    def __init__(self, improver: RosterState, seed: int) -> None:
        self.improver = improver
        self.rng = np.random.default_rng(seed)
        self.gatherings = gatherings(improver)
        self.keys = sorted(improver.members)
        self.names = sorted({csr_id for csr_id, _ in self.keys})
        self.alike: dict[tuple[int, frozenset[str], frozenset[str]], list[Key]] = defaultdict(list)
        self.counted: dict[tuple[int, int], list[Key]] = defaultdict(list)  # by row and week
        for key in self.keys:
            self.alike[self._alike(key)].append(key)
            place = improver.members[key].place
            for row in {*place.rows_of.ravel().tolist(), *place.presence.tolist()}:
                self.counted[row, key[1]].append(key)
        self.cost = np.inf
        self.temperature = 0.0  # dollars: how much worse a kept move may be, as in annealing

    def first_roster(
        self, stop: Callable[[], bool] = lambda: False, excusing: float = 0.0
    ) -> list[Key | Gathering]:
        """Place everybody, then every meeting; what could not be placed comes back.

        What found no room is tried first in the next of some attempts, at shaken prices.
        `excusing` is the share of meetings put at first where somebody is on leave.
        """
        failed: list[Key | Gathering] = []
        for attempt in range(ATTEMPTS):
            failed = self._place_all(failed, attempt * SHAKE, 0.0 if attempt else excusing)
            if not failed or stop():
                break
            self.gatherings.sort(key=lambda g: g not in failed)
        self.cost = self.improver.cost()
        return failed

    def _place_all(
        self, first: list[Key | Gathering], noise: float, excusing: float
    ) -> list[Key | Gathering]:
        improver = self.improver
        for key in self.keys:
            improver.remove(key)
        for gathering in self.gatherings:
            adjourn(improver, gathering)
        failed: list[Key | Gathering] = []
        keys = [self.keys[i] for i in self.rng.permutation(len(self.keys)).tolist()]
        for key in sorted(keys, key=lambda k: k not in first):
            plan = improver.some_week(key, self.rng)
            if plan is None:
                failed.append(key)
            else:
                improver.insert(key, plan)
        for gathering in self.gatherings:
            some = worth_leave(improver, gathering)
            if excusing:
                some = some_leave(improver, gathering, self.rng, excusing)
            tried = [some] if some is gathering else [some, gathering]
            if not any(convene(improver, each, self.rng, noise) for each in tried):
                failed.append(gathering)
        return failed

    def sweep(self, stop: Callable[[], bool]) -> bool:
        """Rebuild everybody once, and every meeting, in random order; whether it was worth it."""
        before = self.cost
        for i in self.rng.permutation(len(self.keys)).tolist():
            if stop():
                break
            self.rebuild([self.keys[i]], 0.0)
        for i in self.rng.permutation(len(self.gatherings)).tolist():
            if stop():
                break
            self._convene(self.gatherings[i], 0.0)
        return self.cost < before * (1 - WORTH_A_SWEEP)

    def step(self) -> None:
        """One random move."""
        draw = self.rng.random()
        if self.gatherings and draw < 0.12:
            gathering = self.gatherings[self.rng.integers(len(self.gatherings))]
            gathering = part(self.improver, gathering, self.rng)
            self._convene(gathering, float(self.rng.choice([5, 50])))
            return
        size = int(min(len(self.keys), self.rng.choice([1, 2, 3, 4], p=[0.15, 0.4, 0.3, 0.15])))
        noise = float(self.rng.choice([0.0, 1.0, 4.0, 15.0]))
        if self.improver.scenario.grid.weeks > 1 and self.rng.random() < WEEKS_TOGETHER:
            self.rebuild_weeks((size + 1) // 2, noise)
        else:
            self.rebuild(self._some(size), noise)

    def _convene(self, gathering: Gathering, noise: float) -> bool:
        return self._keep_if_better(
            all_weeks(self.improver, gathering),
            lambda: (
                convene(self.improver, gathering, self.rng, noise)
                and self._once_more(gathering.keys)
            ),
        )

    def _some(self, size: int) -> list[Key]:
        """People to rebuild together: any, or of one team or skill, or where it is short."""
        pool, draw = self.keys, self.rng.random()
        if draw < ALIKE:
            pool = self.alike[self._alike(self.keys[self.rng.integers(len(self.keys))])]
        elif draw < ALIKE + SHORT:
            pool = self._where_short()
        pool = pool if len(pool) >= size else self.keys
        chosen = self.rng.choice(len(pool), size=min(size, len(pool)), replace=False)
        return [pool[i] for i in chosen.tolist()]

    def _alike(self, key: Key) -> tuple[int, frozenset[str], frozenset[str]]:
        csr = self.improver.members[key].person.csr
        return key[1], csr.channels, csr.languages

    def _where_short(self) -> list[Key]:
        """Everybody who counts in a row that is short, dearest shortages most often drawn."""
        rows = self.improver.board.rows
        missing = np.clip(rows.need - self.improver.board.heads[: len(rows.need)], 0, None)
        cost = np.where(rows.is_open, missing * (missing + 1), 0) * rows.short[:, None]
        total = cost.sum()
        if total <= 0.0:
            return self.keys
        at = int(self.rng.choice(cost.size, p=cost.ravel() / total))
        row, slot = divmod(at, cost.shape[1])
        week = self.improver.scenario.grid.day(slot) // 7
        return self.counted[row, week]

    def rebuild_weeks(self, size: int, noise: float) -> bool:
        """Take all weeks of some people out and place each person's at once.

        What one person's weeks share, as weekends off, can then go from one to the other.
        """
        names = self.rng.choice(self.names, size=min(size, len(self.names)), replace=False).tolist()
        keys = tuple(key for key in self.keys if key[0] in names)

        def build() -> bool:
            improver = self.improver
            for key in keys:
                improver.remove(key)
            shake = self.rng.normal(0.0, noise, improver.board.heads.shape) if noise else None
            return all(place_weeks(improver, name, shake) for name in names)

        return self._keep_if_better(keys, build)

    def rebuild(self, keys: list[Key], noise: float) -> bool:
        """Take these people out and put them back one by one, then each once more."""

        def build() -> bool:
            improver = self.improver
            for key in keys:
                improver.remove(key)
            shake = self.rng.normal(0.0, noise, improver.board.heads.shape) if noise else None
            for key in keys:
                plan = improver.best_week(key, shake)
                if plan is None:
                    return False
                improver.insert(key, plan)
            return (len(keys) == 1 and not noise) or self._once_more(keys)

        return self._keep_if_better(tuple(keys), build)

    def _once_more(self, keys: Iterable[Key]) -> bool:
        """Each one's best week, now that the others are in place; False where one has none."""
        for key in keys:
            self.improver.remove(key)
            plan = self.improver.best_week(key)
            if plan is None:
                return False
            self.improver.insert(key, plan)
        return True

    def _keep_if_better(self, keys: tuple[Key, ...], move: Callable[[], bool]) -> bool:
        before = Snapshot.of(self.improver, keys)
        if move():
            cost = self.improver.cost()
            if cost <= self.cost + EPSILON + self.temperature * self.rng.exponential():
                self.cost = cost
                return True
        before.restore(self.improver)
        return False
