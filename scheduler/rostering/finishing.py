"""From the search's best roster to one that is a solution of the exact model.

The search keeps the rules that its kernels know. Where another rule is broken, CP-SAT repairs
the roster, the search goes on from there under all rules, and CP-SAT has the last word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from scheduler.domain.clause import Violation
from scheduler.domain.finish_report import FinishReport
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.answer import NoRoster
from scheduler.rostering.cp_sat.finish import Finish, FinishLimits
from scheduler.rostering.cp_sat.not_kept import NotKept
from scheduler.rostering.fewer_days import with_fewer_days
from scheduler.rostering.first_process import FirstProcess
from scheduler.rostering.params import SCREENED_SHARE
from scheduler.rostering.problem.known_rules import unknown_rules
from scheduler.rostering.whole_stints import with_whole_stints
from scheduler.rules import RULES


def finish(search: FirstProcess) -> FinishReport:
    """The last stage; roster, requirements and objective of the search become those of the result.

    Raises NoRoster where a rule stays broken.
    """
    if not search.kept:  # seats or minimum staff were broken in every roster
        _give_up(search, NotKept(_broken(search.scenario, search.state.roster()), in_time=False))
    search.say("finishing")
    last = Finish(search.scenario, search.requirements, search.best(), search.seed, _limits(search))
    try:
        last.repair()
        if last.repaired and not search.stop():
            last.take(_searched_on(search, last))
        _take_back_days(search, last)
        if search.closed():
            last.decide_whole()
        else:
            last.improve()
            _mend_stints(search, last)
        _take_back_days(search, last)
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


def _take_back_days(search: FirstProcess, last: Finish) -> None:
    """Days back to what was published, where that is cheaper."""
    scenario = search.scenario
    if scenario.published is not None and scenario.prices.changed_day and not search.stop():
        last.consider(with_fewer_days(scenario, search.requirements, last.roster))


def _mend_stints(search: FirstProcess, last: Finish) -> None:
    """Fewer stints that are chopped, where they cost next to nothing."""
    mended = with_whole_stints(search.scenario, search.requirements, last.roster, search.stop)
    if mended != last.roster:
        last.take(mended)


def _give_up(search: FirstProcess, broken: NotKept) -> NoReturn:
    """Say which rule stays broken."""
    if search.stop():
        raise NoRoster from None
    tried = "every repair" if broken.in_time else "what the time limit had room for"
    places = "; ".join(
        f"{clause.source}: {clause.sentence}" if clause.source else clause.sentence
        for clause in broken.clauses
    )
    raise NoRoster(f"{tried}; in the nearest roster {places}") from None


def _broken(scenario: Scenario, roster: Roster) -> list[Violation]:
    """All that a roster breaks."""
    rules = (rule.from_scenario(scenario) for rule in RULES)
    return [violation for rule in rules for violation in rule.check(scenario, roster)]
