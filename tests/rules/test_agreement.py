"""One rule, two readings: on every small roster, post accepts exactly when check is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.rules import RULES
from scheduler.rules.base import Rule
from scheduler.rules.shift_shape import ShiftShape
from tests.rules.agreement_cases import CASES as AGREEMENT_CASES
from tests.rules.every_roster import RosterCase, passing, rosters, solutions, unpruned
from tests.rules.pattern_cases import PATTERN_CASES
from tests.rules.tiny_centres import tiny


def cases_of(rule: type[Rule]) -> list[RosterCase]:
    """The tiny centres of a rule, from both files."""
    both = (AGREEMENT_CASES, PATTERN_CASES)
    return [case for cases in both for case in cases.get(rule.name, list)()]


EACH = [
    pytest.param(rule, case, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, case in enumerate(cases_of(rule), start=1)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_cases(rule: type[Rule]) -> None:
    assert cases_of(rule), "no tiny centres for the agreement test"
    assert Path(__file__).with_name(f"test_{rule.name}.py").exists(), "no cases by hand"


def test_without_rules_every_roster_is_represented() -> None:
    # two activities or none in each of 4 slots: 3^4 = 81 rosters
    case = RosterCase(tiny(), (8, 12), ("phone", "meal"))
    found = solutions(unpruned(case))
    assert len(found) == 81
    assert found == {roster.segments for roster in rosters(case, unbroken=False)}


@pytest.mark.parametrize(("rule", "case"), EACH)
def test_post_and_check_agree(rule: type[Rule], case: RosterCase) -> None:
    model = unpruned(case)
    ShiftShape.from_scenario(case.scenario).post(model)
    if rule is not ShiftShape:
        rule.from_scenario(case.scenario).post(model)
    accepted = solutions(model)
    assert accepted == passing(case, [rule], unbroken=rule is not ShiftShape)
