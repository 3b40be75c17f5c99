"""The state of a search: whose week is placed how, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scheduler.domain.roster import Roster, meeting_activity
from scheduler.domain.scenario import Scenario
from scheduler.rostering.local_search.fair_shares import Shares
from scheduler.rostering.local_search.head_counts import HeadCounts
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.problem.activity_codes import BEGINS, GOES_ON, PAUSE_KINDS
from scheduler.rostering.problem.arrays import Floats, Ints
from scheduler.rostering.problem.assignment import Key, Plan, Sitting, segments
from scheduler.rostering.problem.roster_problem import RosterProblem


class RosterState:
    """All that is placed so far, and the dollars that follow.

    Attributes
    ----------
    problem: what is given. counts: heads of everybody placed.
    plans: the weeks that are placed. own: dollars of these whatever the others do;
        personal: those of `own` for requests and moving starts.
    dearness, excuse_dearness: how many times their price personal dollars and excuses count on
        top, in `cost` and in every week that is built; 0 for what the roster is worth.
    shares: weekend days, evenings and early starts of everybody placed.
    sittings: by person and week. excused: (meeting, person and week) where the attendee is on
        leave at every sitting held, though another one might have suited.
    kept_options: for each week the option of each day that may be as published, -1 for none;
        nothing without a published roster (as_published.py).
    rewards: dollars that a slot of each of a person's programs brings, learned on the way.
    pricers: work arrays, by person and week.
    """

    def __init__(self, problem: RosterProblem) -> None:
        self.problem = problem
        self.counts = HeadCounts(problem)
        self.plans: dict[Key, Plan] = {}
        self.own = self.personal = 0.0
        self.dearness = self.excuse_dearness = 0.0
        self.shares = Shares(problem.scenario)
        self.sittings: dict[Key, list[Sitting]] = {key: [] for key in problem.persons}
        self.excused: set[tuple[str, Key]] = set()
        self.kept_options: dict[Key, Ints] = {}
        self.rewards = {key: np.zeros(len(p.programs)) for key, p in problem.persons.items()}
        self.pricers = {key: PersonPricer(problem, key) for key in problem.persons}

    @property
    def scenario(self) -> Scenario:
        return self.problem.scenario

    def cost(self) -> float:
        """Dollars of everything placed at the present dearness, but for constants."""
        return self.counts.cost() + self.own + self._excuses() + self.on_top()

    def on_top(self) -> float:
        """Dollars that `cost` counts beyond the objective."""
        return self.dearness * self.personal + self.excuse_dearness * self._excuses()

    def _excuses(self) -> float:
        return self.scenario.prices.missed_meeting * len(self.excused)

    @property
    def missed_meeting(self) -> float:
        """Dollars of an excused attendee at the present dearness."""
        return self.scenario.prices.missed_meeting * (1.0 + self.excuse_dearness)

    # ---- one person -------------------------------------------------------------------

    def remove(self, key: Key) -> Plan | None:
        plan = self.plans.pop(key, None)
        if plan is not None:
            self.pricers[key].count(plan.doing, -1, self.counts.heads)
            self._pay(key, plan, -1)
        return plan

    def insert(self, key: Key, plan: Plan) -> None:
        self.plans[key] = plan
        self.pricers[key].count(plan.doing, 1, self.counts.heads)
        self._pay(key, plan, 1)

    def replace(self, key: Key, plan: Plan) -> None:
        """Another plan for a week, whose heads are counted already."""
        self._pay(key, self.plans[key], -1)
        self.plans[key] = plan
        self._pay(key, plan, 1)

    def _pay(self, key: Key, plan: Plan, sign: int) -> None:
        self.own += sign * plan.own
        self.personal += sign * plan.personal
        self.own += self.shares.put(key[0], plan.duties, sign)

    def clear(self) -> None:
        """Take everybody and every sitting out."""
        for key in list(self.plans):
            self.remove(key)
        self.sittings = {key: [] for key in self.problem.persons}
        self.excused.clear()

    # ---- what the others and the sittings leave ----------------------------------------

    def fixed(self, key: Key) -> tuple[Ints, Ints]:
        """Slots of the person's sittings, FREE, BEGINS or GOES_ON, and the codes of these."""
        person, spd = self.problem.persons[key], self.problem.slots_per_day
        fixed = np.zeros((len(person.days), spd), dtype=np.int64)
        codes = np.zeros_like(fixed)
        first_meeting = person.base.shape[1] + PAUSE_KINDS
        names = [task.activity for task in person.meetings]
        for meeting_id, start, slots in self.sittings[key]:
            d, s = start // spd - person.days[0], start % spd
            fixed[d, s : s + slots] = GOES_ON
            fixed[d, s] = BEGINS
            codes[d, s : s + slots] = first_meeting + names.index(meeting_activity(meeting_id))
        return fixed, codes

    def patterns(self, key: Key) -> tuple[Ints, Floats]:
        """Legal sets of working days, given the person's other weeks, and what each costs."""
        weeks = range(len(self.problem.calendars[key[0]].weeks))
        placed = {week: plan.worked for week in weeks if (plan := self.plans.get((key[0], week)))}
        return self.problem.working_days(key, placed)

    def neighbours(self, key: Key) -> tuple[int, int]:
        """Last end before and first start after the week, in slots from its first midnight."""
        person = self.problem.persons[key]
        origin = person.days[0] * self.problem.slots_per_day
        ends = [p.last_end for w in range(key[1]) if (p := self.plans.get((key[0], w)))]
        starts = [
            p.first_start
            for w in range(key[1] + 1, self.scenario.grid.weeks)
            if (p := self.plans.get((key[0], w)))
        ]
        before = max(ends, default=person.before) - origin
        return before, min(starts, default=10**6) - origin

    # ---- the answer --------------------------------------------------------------------

    def roster(self) -> Roster:
        """All plans as segments."""
        persons, spd = self.problem.persons, self.problem.slots_per_day
        return Roster.of(
            segment
            for key, plan in self.plans.items()
            for segment in segments(persons[key], plan, spd)
        )


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Plans, sittings and excuses of some people, to go back to."""

    plans: dict[Key, Plan | None]
    sittings: dict[Key, list[Sitting]]
    excused: frozenset[tuple[str, Key]]

    @staticmethod
    def of(state: RosterState, keys: Iterable[Key]) -> Snapshot:
        own = list(keys)
        return Snapshot(
            {k: state.plans.get(k) for k in own},
            {k: list(state.sittings[k]) for k in own},
            frozenset(state.excused),
        )

    def restore(self, state: RosterState) -> None:
        for key, plan in self.plans.items():
            state.remove(key)
            state.sittings[key] = list(self.sittings[key])
            if plan is not None:
                state.insert(key, plan)
        state.excused = set(self.excused)
