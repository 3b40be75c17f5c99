"""Shifts that break a rule by themselves, for rules that no kernel knows.

A rule is complete with `post` and `check`. What `check` says of a roster with one shift a
person shows which shifts can never be kept, so that the search does not propose them. The
bound, the exact model and the audit do not use it: where it bars too much, the search only
has less to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scheduler.domain.roster import Roster, Segment
from scheduler.rostering.problem.activity_codes import END, START
from scheduler.rostering.problem.arrays import NEVER, Bools
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.known_rules import unknown_rules
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rostering.problem.roster_problem import RosterProblem
from scheduler.rules.base import Rule


def without_broken_shifts(problem: RosterProblem) -> RosterProblem:
    """The problem in which no shift breaks a rule by itself; the same where no rule asks for it."""
    rules = unknown_rules(problem.scenario)
    if not rules:
        return problem
    broken = _broken(problem, rules)
    persons = {
        key: replace(person, option_costs=np.where(broken[key], NEVER, person.option_costs))
        if _workable(problem, key, broken[key])
        else person
        for key, person in problem.persons.items()
    }
    return replace(problem, persons=persons)


def _broken(problem: RosterProblem, rules: Sequence[Rule]) -> dict[Key, Bools]:
    """Which shift options of each week a rule rejects: one of everybody at a time."""
    persons = problem.persons
    found = {key: np.zeros(len(p.options), dtype=np.bool_) for key, p in persons.items()}
    for week in sorted({key[1] for key in persons}):
        own = {key: p for key, p in persons.items() if key[1] == week}
        for rule in rules:
            always = _rejected(problem, rule, ())  # whoever has no shift at all
            for o in range(max(len(p.options) for p in own.values())):
                shifts = [_shift(problem, p, o) for p in own.values() if o < len(p.options)]
                for csr_id in _rejected(problem, rule, shifts) - always:
                    if (csr_id, week) in own and o < len(found[csr_id, week]):
                        found[csr_id, week][o] = True
    return found


def _rejected(problem: RosterProblem, rule: Rule, shifts: Sequence[Segment]) -> set[str]:
    """Whom the rule finds fault with in a roster of these shifts."""
    return {v.csr_id for v in rule.check(problem.scenario, Roster.of(shifts))}


def _shift(problem: RosterProblem, person: PersonWeek, option: int) -> Segment:
    """A shift without pauses, on the person's first channel."""
    day = int(np.searchsorted(person.day_options, option, side="right")) - 1
    midnight = person.days[day] * problem.slots_per_day
    start, end = (midnight + int(person.options[option, at]) for at in (START, END))
    return Segment(person.csr.csr_id, start, end, person.channels[0], True)


def _workable(problem: RosterProblem, key: Key, broken: Bools) -> bool:
    """Whether some legal set of days has a shift left on each of its days."""
    person = problem.persons[key]
    left = [
        not broken[first:last].all()
        for first, last in zip(person.day_options, person.day_options[1:], strict=False)
    ]
    days = sum(1 << d for d, some in enumerate(left) if some)
    patterns, _ = problem.working_days(key, {})
    return bool((patterns & ~days == 0).any())
