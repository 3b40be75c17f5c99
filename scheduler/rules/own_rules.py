"""Rosters that differ in the weeks of a few people: only what can have changed is checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rules.availability import Availability
from scheduler.rules.base import Rule
from scheduler.rules.contract_days import ContractDays
from scheduler.rules.contract_hours import ContractHours
from scheduler.rules.days_in_a_row import DaysInARow
from scheduler.rules.days_off_in_a_row import DaysOffInARow
from scheduler.rules.employment import Employment
from scheduler.rules.least_stint import LeastStint
from scheduler.rules.meal_and_rest_breaks import MealAndRestBreaks
from scheduler.rules.minimum_rest import MinimumRest
from scheduler.rules.own_start import OwnStart
from scheduler.rules.pauses_apart import PausesApart
from scheduler.rules.pins import Pins
from scheduler.rules.programs import Programs
from scheduler.rules.shift_shape import ShiftShape
from scheduler.rules.skills import Skills
from scheduler.rules.start_spread import StartSpread
from scheduler.rules.stints import Stints
from scheduler.rules.time_off import TimeOffRule
from scheduler.rules.week_after import WeekAfter
from scheduler.rules.weekends import Weekends
from scheduler.rules.working_window import WorkingWindow

# Rules that look at each person's weeks by themselves. Others are checked on everybody.
OF_ONE_PERSON: frozenset[type[Rule]] = frozenset([
    Availability, ContractDays, ContractHours, DaysInARow, DaysOffInARow, Employment, LeastStint,
    MealAndRestBreaks, MinimumRest, OwnStart, PausesApart, Pins, Programs, ShiftShape, Skills,
    StartSpread, Stints, TimeOffRule, WeekAfter, Weekends, WorkingWindow,
])  # fmt: skip


def breaks_more(
    scenario: Scenario, rules: Sequence[Rule], roster: Roster, people: Collection[str]
) -> bool:
    """Whether the roster breaks a rule, where only the weeks of these people are new.

    The rules of one person are checked on these people, all others on everybody. Rules are
    those of the whole centre.
    """
    few, own = of_people(scenario, people), roster.of_people(people)
    kinds = tuple(type(rule) for rule in rules if type(rule) in OF_ONE_PERSON)
    alone = few.kept(("own rules", kinds), lambda: [kind.from_scenario(few) for kind in kinds])
    if any(v.csr_id in people for rule in alone for v in rule.check(few, own)):
        return True
    shared = (rule for rule in rules if type(rule) not in OF_ONE_PERSON)
    return any(True for rule in shared for _ in rule.check(scenario, roster))


def of_people(scenario: Scenario, people: Collection[str]) -> Scenario:
    """The centre with these people alone; everything else about it stays."""
    key = "of people", tuple(sorted(people))
    csrs = tuple(csr for csr in scenario.csrs if csr.csr_id in people)
    return scenario.kept(key, lambda: replace(scenario, csrs=csrs))
