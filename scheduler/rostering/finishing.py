"""From the search's best roster to one that is a solution of the exact model.

The search keeps the rules that its kernels know. Where another rule is broken, CP-SAT repairs
the roster, the search goes on from there under all rules, and CP-SAT has the last word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from scheduler.domain.finish_report import FinishReport
from scheduler.domain.roster import Roster
from scheduler.rostering.answer import Contradiction, NoRoster
from scheduler.rostering.cp_sat.explain import explain
from scheduler.rostering.cp_sat.finish import Finish, FinishLimits, NotKept
from scheduler.rostering.first_process import FirstProcess
from scheduler.rostering.params import EXPLAIN_S, SCREENED_SHARE
from scheduler.rostering.problem.known_rules import unknown_rules


def finish(search: FirstProcess) -> FinishReport:
    """The last stage; roster, requirements and objective of the search become those of the result.

    Raises Contradiction where a rule cannot be kept, and NoRoster where it was interrupted
    before every rule was.
    """
    search.say("finishing")
    last = Finish(search.scenario, search.requirements, search.best(), search.seed, _limits(search))
    try:
        last.repair()
        if last.repaired and not search.stop():
            last.take(_searched_on(search, last))
        if search.closed():
            last.decide_whole()
        else:
            last.improve()
        last.accept()
    except NotKept as broken:
        _give_up(search, broken)
    search.roster, search.asked, search.objective = last.roster, last.asked, last.objective
    return last.report()


def _limits(search: FirstProcess) -> FinishLimits:
    def say(objective: float) -> None:
        search.objective = objective
        search.say("finishing")

    return FinishLimits(
        left=lambda: search.limits.seconds - search.seconds,
        work=search.clock.work,
        stop=search.stop,
        say=say,
        reproducible=search.clock.reproducible,
    )


def _searched_on(search: FirstProcess, last: Finish) -> Roster:
    """The best roster that the search finds under all rules in a share of the time left."""
    left = search.limits.seconds - search.seconds
    until = search.seconds + SCREENED_SHARE * left
    limits = search.limits
    search.limits = replace(limits, finish_s=limits.seconds - until)
    found = search.improve_under(unknown_rules(search.scenario), last.roster, last.objective)
    search.limits = limits
    return found


def _give_up(search: FirstProcess, broken: NotKept) -> NoReturn:
    """Say which rule stays broken, and why where that can be proven."""
    if search.stop():
        raise NoRoster from None
    clauses = explain(search.scenario, EXPLAIN_S)
    if clauses or broken.in_time:
        raise Contradiction(clauses or broken.clauses, proven=bool(clauses)) from None
    places = "; ".join(clause.sentence for clause in broken.clauses)
    raise NoRoster(f"no roster that keeps every rule within the time limit: {places}") from None
