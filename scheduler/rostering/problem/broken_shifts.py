"""Shifts that break a rule by themselves, for rules that no kernel knows.

A rule is complete with `post` and `check`. What `check` says of a roster with one shift a
person shows which shifts can never be kept, so that the search does not propose them. The
bound, the exact model and the audit do not use it: where it bars too much, the search only
has less to choose from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scheduler.domain.roster import Roster, Segment
from scheduler.rostering.problem.activity_codes import END, START
from scheduler.rostering.problem.arrays import NEVER, Bools, Ints
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
    """Which shift options of each week a rule rejects: one of everybody at a time.

    It has to reject the shift alone in the week, and again with a shift on every day: a rule
    that asks for more work beside it is no reason against a shift.
    """
    persons = problem.persons
    found = {key: np.zeros(len(p.options), dtype=np.bool_) for key, p in persons.items()}
    for week in sorted({key[1] for key in persons}):
        own = {key: p for key, p in persons.items() if key[1] == week}
        for rule in rules:
            for o in range(max(len(p.options) for p in own.values())):
                alike = {key: p for key, p in own.items() if o < len(p.options)}
                alone = _rejected(
                    problem, rule, {k: (p, np.array([o])) for k, p in alike.items()}, o
                )
                every = {key: (own[key], _every_day(own[key], o)) for key in alone}
                for key in _rejected(problem, rule, every, o):
                    found[key][o] = True
    return found


def _rejected(
    problem: RosterProblem, rule: Rule, shifts: Mapping[Key, tuple[PersonWeek, Ints]], option: int
) -> set[Key]:
    """Whose day with this option the rule finds fault with, in a roster of these options."""
    if not shifts:
        return set()
    made = (_shift(problem, person, o) for person, own in shifts.values() for o in own)
    faults = rule.check(problem.scenario, Roster.of(made))
    grid = problem.scenario.grid
    at = {(v.csr_id, grid.day(v.start)) for v in faults if v.start is not None}
    return {
        key
        for key, (person, _) in shifts.items()
        if (key[0], person.days[_day_of(person, option)]) in at
    }


def _every_day(person: PersonWeek, option: int) -> Ints:
    """The option, and one of about the same place in the list of every other day."""
    first = person.day_options[:-1]
    behind = option - first[_day_of(person, option)]
    count = np.diff(person.day_options)
    chosen: Ints = (first + np.minimum(behind, count - 1))[count > 0]
    return chosen


def _day_of(person: PersonWeek, option: int) -> int:
    return int(np.searchsorted(person.day_options, option, side="right")) - 1


def _shift(problem: RosterProblem, person: PersonWeek, option: int) -> Segment:
    """A shift without pauses, on the person's first channel."""
    midnight = person.days[_day_of(person, option)] * problem.slots_per_day
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
