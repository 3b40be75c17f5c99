"""The price of a refused request: the person's best week that grants it, the others' as they are.

One person's week against fixed heads is exact (local_search/best_week.py), and one is quick: so
every refused request is priced. What two people could do by changing places is not tried; the
price is what granting costs at most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.duties import AHEAD, ahead_of_equals
from scheduler.domain.granting import Granting, MissingThen
from scheduler.domain.roster import MEAL, SUPERVISION, Roster
from scheduler.domain.scenario import Request, Scenario
from scheduler.objective import terms_of
from scheduler.objective.requests import PREFER, request_granted
from scheduler.objective.term import HEADS
from scheduler.objective.urgent_shortage import URGENT
from scheduler.rostering.local_search.best_week import best_week
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.problem.activity_codes import END, START
from scheduler.rostering.problem.arrays import Bools, Ints
from scheduler.rostering.problem.assignment import Key, segments
from scheduler.rostering.problem.coverage_rows import PRESENCE
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rostering.problem.roster_problem import build_problem

MUST = 1e6  # dollars: above all prices of a week, far below NEVER
MOST = 200  # requests that are priced, the first of them


def price_refused(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Granting, ...]:
    """What granting each refused request would cost, in their order, until `stop` says yes."""
    refused = [r for r in scenario.requests if not request_granted(scenario, roster, r)][:MOST]
    asking = {request.csr_id for request in refused}
    own = Roster.of(s for s in roster.segments if s.csr_id in asking)
    few = replace(scenario, csrs=tuple(c for c in scenario.csrs if c.csr_id in asking))
    few.kept(AHEAD, lambda: ahead_of_equals(scenario))  # of all equals
    state = RosterState(build_problem(few, requirements))
    if not refused or not state.problem.persons or not adopt(state, own):
        return ()
    if state.roster() != own:
        return ()  # a roster made by hand that the search cannot hold
    others = Roster.of(s for s in roster.segments if s.csr_id not in asking)
    state.counts.heads += _heads(state, scenario, others)
    found = []
    for request in refused:
        if stop():
            break
        found.append(_Attempt(scenario, requirements, state, request).made())
    return tuple(found)


def _heads(state: RosterState, scenario: Scenario, roster: Roster) -> Ints:
    """Heads of these people in every row, as the search counts them."""
    found = np.zeros_like(state.counts.heads)
    supervisors = {c.csr_id for c in scenario.csrs if SUPERVISION in c.channels}
    there = [s for s in roster.segments if s.activity != MEAL]
    for i, (channel, language) in enumerate(state.problem.rows.keys):
        if channel in (PRESENCE, SUPERVISION):
            for s in there:
                if channel == (SUPERVISION if s.csr_id in supervisors else PRESENCE):
                    found[i, max(0, s.start) : s.end] += 1
        else:
            found[i] = count(scenario, roster, channel, ALL if language == URGENT else language)
    for i, work in enumerate(state.problem.works, start=len(state.problem.rows.keys)):
        found[i] = count(scenario, roster, work.channel)
    return found


@dataclass(frozen=True)
class _Attempt:
    """One request, granted for a moment."""

    scenario: Scenario
    requirements: Requirements
    state: RosterState
    request: Request

    def made(self) -> Granting:
        """Grant it, see what it costs, and put everything back."""
        state, grid, request = self.state, self.scenario.grid, self.request
        weeks = range(grid.day(request.start) // 7, grid.day(request.end - 1) // 7 + 1)
        keys = [key for week in weeks if (key := (request.csr_id, week)) in state.plans]
        plans, before = {key: state.plans[key] for key in keys}, self._person()
        heads, cost = state.counts.heads.copy(), state.counts.cost()
        placed = all(self._place(key) for key in keys)
        after = self._person()
        granted = placed and request_granted(self.scenario, after, request)
        found = Granting(request, None)
        if granted and not state.counts.forced():
            terms = self._terms(before, after)
            dollars = state.counts.cost() - cost + sum(terms.values())
            found = Granting(request, dollars, tuple(self._missing(heads)), terms)
        for key, plan in plans.items():
            state.remove(key)
            state.insert(key, plan)
        return found

    def _place(self, key: Key) -> bool:
        """The best week of those that grant the request; the old one where none does."""
        state, person = self.state, self.state.problem.persons[key]
        old = state.remove(key)
        assert old is not None
        wanted = self._wanted(person)
        reward, costs = -MUST if self.request.kind == PREFER else MUST, person.option_costs.copy()
        person.option_costs[wanted] += reward
        plan = best_week(state, key)
        person.option_costs[:] = costs
        if plan is None:
            state.insert(key, old)
            return False
        at = plan.chosen[plan.chosen >= 0]
        state.insert(key, replace(plan, own=plan.own - reward * int(wanted[at].sum())))
        return True

    def _wanted(self, person: PersonWeek) -> Bools:
        """Shift options that grant a preference, or refuse to be off."""
        spd = self.state.problem.slots_per_day
        days = np.repeat(np.array(person.days), np.diff(person.day_options))
        starts = person.options[:, START] + days * spd
        ends = person.options[:, END] + days * spd
        a, b = self.request.start, self.request.end
        found: Bools = (starts < b) & (a < ends)
        if self.request.kind == PREFER:
            found = ((a <= starts) & (ends <= b)) | ((starts <= a) & (b <= ends))
        return found

    def _person(self) -> Roster:
        """The person's weeks as they are placed."""
        problem, plans = self.state.problem, self.state.plans
        return Roster.of(
            segment
            for key, plan in plans.items()
            if key[0] == self.request.csr_id
            for segment in segments(problem.persons[key], plan, problem.slots_per_day)
        )

    def _terms(self, before: Roster, after: Roster) -> dict[str, float]:
        """Dollars by which the terms change that are no heads: each is a sum over people."""
        changes = {
            term.name: term.price(self.scenario, self.requirements, after)
            - term.price(self.scenario, self.requirements, before)
            for term in terms_of(self.scenario)
            if term.own != HEADS
        }
        return {name: dollars for name, dollars in changes.items() if abs(dollars) > 1e-9}

    def _missing(self, before: Ints) -> list[MissingThen]:
        """Spans in which more heads are missing than before, row by row."""
        counts, found = self.state.counts, list[MissingThen]()
        for i, (channel, language) in enumerate(counts.rows.keys):
            if channel == PRESENCE or language == URGENT:
                continue
            need = np.where(counts.rows.is_open[i], counts.rows.need[i], 0)
            now = np.maximum(need - counts.heads[i], 0)
            more = np.maximum(now - np.maximum(need - before[i], 0), 0)
            edges = np.flatnonzero(np.diff(np.concatenate([[0], more > 0, [0]]))).tolist()
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                heads = int(more[start:end].max())
                found.append(MissingThen(channel, language, start, end, heads))
        return found
