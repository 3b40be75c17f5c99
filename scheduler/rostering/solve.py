"""From a scenario and its requirements to a roster with a proven bound: the table of contents.

1. Build the problem (problem/): people's weeks, rows of heads, meetings.
2. Search and prove in parallel, in two processes: the first one searches (first_process.py,
   local_search/); the second one proves (second_process.py, lower_bound/), and where that leaves
   time it searches too.
3. Finish: the best roster that every rule accepts.
"""

from __future__ import annotations

from collections.abc import Callable

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.objective.price import price
from scheduler.rostering.answer import Answer, Contradiction, Progress
from scheduler.rostering.cp_sat.explain import by_arithmetic
from scheduler.rostering.first_process import FirstProcess
from scheduler.rostering.incumbent import Clock, Incumbent, SearchLimits
from scheduler.rostering.problem.roster_problem import RosterProblem, build_problem
from scheduler.rules import RULES


def solve(
    scenario: Scenario,
    requirements: Requirements,
    limit_s: float,
    gap: float,
    seed: int,
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    reproducible: bool = False,
) -> Answer:
    """The best roster found within `limit_s` seconds, with a bound for the whole problem.

    Ends early once the relative gap is at most `gap`, or what is left is less than the
    shortage of one slot. `reproducible` counts the work of so many seconds on a common
    machine instead of reading the clock, and never ends early.
    Raises Contradiction where the hard rules exclude each other, and NoRoster where the time
    was too short to say.
    """
    close = scenario.prices.shortage_per_hour * scenario.grid.slot_hours
    limits = SearchLimits(limit_s, gap, close, progress, stop, Clock(reproducible))
    start = Incumbent(scenario, requirements, limits)
    problem = _build(start)
    search = FirstProcess(problem, seed, limits)
    search.trace += start.trace
    search.run()
    _finish(search)
    search.say("done")
    return search.answer(search.neighbourhoods())


def _build(start: Incumbent) -> RosterProblem:
    """The problem, where simple arithmetic does not exclude every roster."""
    start.say("building")
    clauses = list(by_arithmetic(start.scenario))
    if clauses:
        raise Contradiction(clauses)
    problem = build_problem(start.scenario, start.requirements)
    if problem.impossible():
        start.give_up()
    return problem


def _finish(search: FirstProcess) -> None:
    """Fall back on the best of the last rosters that every rule accepts.

    Rosters are built from what the rules hand out, so that the last one is refused only
    where the search and a rule have come apart: then the rule decides.
    """
    scenario = search.scenario
    rules = [rule.from_scenario(scenario) for rule in RULES]
    while search.kept:
        roster = search.best()
        if not any(next(iter(rule.check(scenario, roster)), None) for rule in rules):
            search.roster, search.asked = roster, search.requirements_of(roster)
            search.objective = price(scenario, search.asked, roster).total
            return
        search.kept.pop()
    search.give_up()
