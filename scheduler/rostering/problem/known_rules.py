"""Which rules the kernels of search and bound know; all others are kept by the finish.

A rule is complete with `post` and `check`. Naming it here is a promise that the search
proposes nothing that breaks it, which saves the time of repairs.
"""

from __future__ import annotations

from scheduler.domain.scenario import Scenario
from scheduler.rules import RULES
from scheduler.rules.base import Rule

KNOWN = frozenset(
    {
        "shift_shape",
        "time_off",
        "employment",
        "availability",
        "own_start",
        "working_window",
        "contract_days",
        "contract_hours",
        "meal_and_rest_breaks",
        "pauses_apart",
        "minimum_rest",
        "days_in_a_row",
        "days_off_in_a_row",
        "weekends",
        "week_after",
        "skills",
        "stints",
        "least_stint",
        "start_spread",
        "meetings",
        "programs",
        "pins",
        "seats",
        "minimum_staff",
    }
)


def unknown_rules(scenario: Scenario) -> list[Rule]:
    """The rules of the house that no kernel knows."""
    return [rule.from_scenario(scenario) for rule in RULES if rule.name not in KNOWN]


def known_rules(scenario: Scenario) -> list[Rule]:
    """The rules of the house that the search keeps by itself."""
    return [rule.from_scenario(scenario) for rule in RULES if rule.name in KNOWN]
