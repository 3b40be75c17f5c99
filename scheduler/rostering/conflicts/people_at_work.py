"""How many can always be at work, or have to be at once: shifts and meals, counted by crews.

Who is alike is counted together, and the counts need not be whole: what such numbers cannot
reach, no roster can. Rest between two shifts is left out, and hours are owed by the crew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from math import inf
from typing import Any

from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]

from scheduler.domain.scenario import Scenario
from scheduler.rostering.conflicts.crews import Crew, CrewWeek, Option, crews
from scheduler.rostering.conflicts.smallest_set import TimeLeft
from scheduler.rules.minimum_staff import MinimumStaff

LEAST, SEATS = "minimum_staff", "seats"
CLEAR = 1e-3  # people by which a bound has to miss: far above the tolerance of the simplex
Number = Any


class AtWork:
    """Crews as numbers; those of the contracts of `spared` are at work just as it suits."""

    def __init__(self, scenario: Scenario, spared: Collection[str] = ()) -> None:
        self.scenario, self.lp = scenario, mathopt.Model()
        self.open_slots = MinimumStaff.from_scenario(scenario).open_slots
        self.heads: dict[int, list[Number]] = defaultdict(list)
        found = crews(scenario)
        bound = [crew for crew in found if crew.people[0].contract.name not in spared]
        self.people = sum(len(crew.people) for crew in found)
        self.free = self.people - sum(len(crew.people) for crew in bound)
        for crew in bound:
            for week in crew.weeks:
                self._add_week(crew, week)

    def _number(self) -> Number:
        return self.lp.add_variable(lb=0.0)

    def _hold(self, constraint: Any) -> None:
        self.lp.add_linear_constraint(constraint)

    def _add_week(self, crew: Crew, week: CrewWeek) -> None:
        """So many people in each band of starts, their sets of days, shifts and meals."""
        taken: dict[Option, list[Number]] = defaultdict(list)
        everybody: list[Number] = []
        for first, last in _bands(crew, week, self.scenario.grid.slots_per_day):
            sets = {worked: self._number() for worked in week.sets}
            everybody += sets.values()
            paid: list[Number] = []
            for d, options in enumerate(week.options):
                counts = {o: self._number() for o in options if first <= self._of_day(o) <= last}
                at_work = mathopt.LinearSum(n for worked, n in sets.items() if worked >> d & 1)
                self._hold(mathopt.LinearSum(counts.values()) == at_work)
                for option, count in counts.items():
                    taken[option].append(count)
                    paid.append(option.paid * count)
            in_band, hours = mathopt.LinearSum(sets.values()), mathopt.LinearSum(paid)
            self._hold(hours >= week.owed * in_band)
            self._hold(hours <= week.most * in_band)
        self._hold(mathopt.LinearSum(everybody) == float(len(crew.people)))
        for option, numbers in taken.items():
            self._count(crew, option, numbers)

    def _of_day(self, option: Option) -> int:
        return option.start % self.scenario.grid.slots_per_day

    def _count(self, crew: Crew, option: Option, counts: list[Number]) -> None:
        """A shift's people in each slot, less those at their meal."""
        there = self._number()
        self._hold(mathopt.LinearSum(counts) == there)
        for slot in range(option.start, option.end):
            self.heads[slot].append(there)
        if not option.meals:
            return
        begun = {slot: self._number() for slot in option.meals}
        self._hold(mathopt.LinearSum(begun.values()) == there)
        for slot, meals in begun.items():
            for eaten in range(slot, slot + crew.meal_slots):
                self.heads[eaten].append(-meals)

    def furthest(self, key: str, left: TimeLeft) -> float:
        """No more than this can always be at work, or no fewer seats will do.

        The other one of the two holds. -inf (inf) where nothing holds at all, inf (-inf) where
        the time was too short to tell.
        """
        rising, labour = key == LEAST, self.scenario.labour
        number = self.lp.add_variable(lb=0.0)
        if rising:
            self._at_least(number)
            self._at_most(labour.seats)
            self.lp.maximize(number)
        else:
            self._at_most(number)
            self._at_least(labour.minimum_staff)
            self.lp.minimize(number)
        limits = mathopt.SolveParameters(time_limit=timedelta(seconds=left.seconds))
        solved = mathopt.solve(self.lp, mathopt.SolverType.GLOP, params=limits)
        reason = solved.termination.reason
        if reason == mathopt.TerminationReason.INFEASIBLE:
            return -inf if rising else inf
        if reason != mathopt.TerminationReason.OPTIMAL:
            return inf if rising else -inf
        return float(solved.termination.objective_bounds.dual_bound)

    def _at_least(self, number: Number | None) -> None:
        if number is None:
            return
        for slot in self.open_slots:
            self._hold(mathopt.LinearSum(self.heads[slot]) >= number - float(self.free))

    def _at_most(self, number: Number | None) -> None:
        for counts in self.heads.values() if number is not None else ():
            self._hold(mathopt.LinearSum(counts) <= number)


def reaches(
    scenario: Scenario, key: str, left: TimeLeft, spared: Collection[str] = ()
) -> bool | None:
    """Whether what the settings ask for may be reached; False is proven, None not known."""
    asked: int | None = getattr(scenario.labour, key)
    if asked is None:
        return True
    bound = AtWork(scenario, spared).furthest(key, left)
    if abs(bound) == inf:
        return False if (bound < 0) == (key == LEAST) else None
    return bound > asked - CLEAR if key == LEAST else bound < asked + CLEAR


def _bands(crew: Crew, week: CrewWeek, per_day: int) -> Iterable[tuple[int, int]]:
    """Spans of starts (slots of the day) that a week may keep to; one where nothing is asked."""
    starts = sorted({o.start % per_day for options in week.options for o in options})
    if not starts:
        return [(0, 0)]
    if crew.spread is None:
        return [(starts[0], starts[-1])]
    bands = [(start, start + crew.spread) for start in starts]
    last = next(i for i, band in enumerate(bands) if band[1] >= starts[-1])
    return bands[: last + 1]
