"""Single changes: what each person's best week would save, everybody else's as it is.

A person's best week against all others comes from the pricing kernel, so the best single
change is found by looking at everybody, and pairs by looking again behind the best few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import NoRoster
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.problem.assignment import Key, Plan
from scheduler.rostering.problem.roster_problem import build_problem

LOOKED_AT_AGAIN = 40  # people whose change comes first, after the first look at everybody
NO_WEEK = (
    "no repaired roster was found: after the news somebody has no week that keeps every rule: a "
    "program or a meeting that lay in the absence no longer fits into what is left of the week; "
    "nothing was written. Lower it in meetings.csv for this week, or let `scheduler schedule "
    "--now` say which rules stand against it"
)
WORTH_A_PERSON = 1.0  # dollars that one more change has to save


@dataclass(frozen=True)
class SingleChange:
    """Another week of one person, and the dollars that it saves."""

    key: Key
    saves: float
    plan: Plan


class PlacedWeeks:
    """Everybody's week as in a roster, from which single changes are tried.

    Whoever cannot work as in the roster has their best week instead. Raises Unplaceable where
    that leaves somebody without a week.
    """

    def __init__(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> None:
        limits = SearchLimits(0.0, 0.0, 0.0, lambda _: None, lambda: False, Clock(True))
        self.search = Annealing(build_problem(scenario, requirements), 1, limits)
        self.state = self.search.state
        if not adopt(self.state, roster):
            raise Unplaceable(NO_WEEK)
        self.search.allot()

    @property
    def cost(self) -> float:
        """Dollars of everything placed, but for constants."""
        return self.state.cost()

    def singles(self, keys: Iterable[Key] | None = None) -> list[SingleChange]:
        """Everybody's best change that saves something, the best first."""
        before = self.cost
        found = [self._single(key, before) for key in (keys or sorted(self.state.plans))]
        worth = [one for one in found if one is not None and one.saves > WORTH_A_PERSON]
        return sorted(worth, key=lambda one: (-one.saves, one.key))

    def _single(self, key: Key, before: float) -> SingleChange | None:
        old = self.state.remove(key)
        assert old is not None
        plan = best_week(self.state, key)
        found = None
        if plan is not None:
            self.state.insert(key, plan)
            found = SingleChange(key, before - self.cost, plan)
            self.state.remove(key)
        self.state.insert(key, old)
        return found

    def take(self, change: SingleChange) -> None:
        """Make a change."""
        self.state.remove(change.key)
        self.state.insert(change.key, change.plan)

    def best_singles(self, most: int) -> list[SingleChange]:
        """The best change, then the best one behind it, and so on, of so many people at most.

        The changes are made. What the first look at everybody ranks far behind is not looked
        at again.
        """
        made: list[SingleChange] = []
        ranked = self.singles()
        while ranked and len({one.key[0] for one in made}) < most:
            self.take(ranked[0])
            made.append(ranked[0])
            ranked = self.singles([one.key for one in ranked[:LOOKED_AT_AGAIN]])
        return made

    def roster(self) -> Roster:
        """Everybody's weeks as they are now."""
        return self.state.roster()


class Unplaceable(NoRoster):
    """Somebody has no legal week after the news."""
