"""From a scenario and its requirements to a roster with a proven bound: the table of contents.

1. Build the problem (problem/): people's weeks, rows of heads, meetings.
2. Search and prove in parallel, in two processes: the first one searches (first_process.py,
   local_search/); the second one proves (second_process.py, lower_bound/), and where that leaves
   time it searches too.
3. Finish (finishing.py, cp_sat/): CP-SAT repairs what breaks a rule, improves piece by piece,
   and accepts the roster as a solution of the exact model.
"""

from __future__ import annotations

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import Answer, NoRoster, Watcher
from scheduler.rostering.finishing import finish
from scheduler.rostering.first_process import FirstProcess
from scheduler.rostering.incumbent import Clock, Incumbent, SearchLimits
from scheduler.rostering.params import FINISH_SHARE, UNKNOWN_RULES_SHARE
from scheduler.rostering.problem.known_rules import unknown_rules
from scheduler.rostering.problem.roster_problem import RosterProblem, build_problem

NOBODY = Watcher()


def solve(
    scenario: Scenario,
    requirements: Requirements,
    limit_s: float,
    gap: float,
    seed: int,
    watcher: Watcher = NOBODY,
    reproducible: bool = False,
    known: Roster | None = None,
) -> Answer:
    """The best roster found within `limit_s` seconds, with a bound for the whole problem.

    Ends early once the relative gap is at most `gap`, or what is left is less than the
    shortage of one slot. `reproducible` counts the work of so many seconds on a common
    machine instead of reading the clock, and never ends early. `known` is a roster of the same
    scenario for other requirements, from which the search starts.
    Raises Contradiction where the hard rules exclude each other, and NoRoster where neither a
    roster nor a contradiction was found.
    """
    close = scenario.prices.shortage_per_hour * scenario.grid.slot_hours
    share = UNKNOWN_RULES_SHARE if unknown_rules(scenario) else FINISH_SHARE
    clock = Clock(reproducible)
    limits = SearchLimits(
        limit_s, gap, close, watcher.progress, watcher.stop, clock, share * limit_s
    )
    start = Incumbent(scenario, requirements, limits)
    try:
        problem = _build(start)
        search = FirstProcess(problem, seed, limits, known)
        search.trace += start.trace
        search.run()
        report = finish(search)
    except NoRoster as none:
        if watcher.stop():
            raise
        from scheduler.rostering.conflicts.explain import why_not  # here: few runs need it

        raise why_not(scenario, limits.seconds - start.seconds, str(none)) from None
    search.say("done")
    return search.answer(search.neighbourhoods(), report)


def _build(start: Incumbent) -> RosterProblem:
    """The problem, where no count of heads or days excludes every roster."""
    start.say("building")
    problem = build_problem(start.scenario, start.requirements)
    if problem.impossible() or _too_few_or_many(start):
        raise NoRoster
    return problem


def _too_few_or_many(start: Incumbent) -> bool:
    """Whether seats or minimum staff are known to be out of reach."""
    labour = start.scenario.labour
    if labour.seats is None and labour.minimum_staff is None:
        return False
    from scheduler.rostering.conflicts.explain import too_few_or_many  # here: few runs need it

    return too_few_or_many(start.scenario, start.left)
