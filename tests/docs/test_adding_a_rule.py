"""The worked example of docs/adding-a-rule.md: the rule is a rule, and its tests pass."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from scheduler.domain.roster import Roster
from scheduler.rostering.solve import solve
from scheduler.rules import RULES
from scheduler.staffing.requirements import require
from tests.docs.pages import DOCS, blocks
from tests.rules.every_roster import RosterCase, passing, solutions, unpruned
from tests.rules.tiny_centres import tiny
from tests.small_centres import flat_volumes, small_centre

RULE, TESTS = (block.text for block in blocks(DOCS / "adding-a-rule.md", "python"))
NAME = "scheduler.rules.your_rule"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The example's file as the module it says it is."""
    module = ModuleType(NAME)
    monkeypatch.setitem(sys.modules, NAME, module)
    exec(compile(RULE, f"{NAME} of docs/adding-a-rule.md", "exec"), module.__dict__)
    return module


@pytest.mark.usefixtures("example")
def test_the_cases_by_hand_hold() -> None:
    names: dict[str, object] = {}
    exec(compile(TESTS, "tests of docs/adding-a-rule.md", "exec"), names)
    cases = [case for name, case in names.items() if name.startswith("test_")]
    assert len(cases) == 2
    for case in cases:
        case()  # type: ignore[operator]


def test_a_roster_of_half_weekends_is_measured(example: ModuleType) -> None:
    rule = example.WholeWeekends.from_scenario(small_centre(7))
    assert list(rule.check(small_centre(7), Roster.of(()))) == []
    assert rule.source == "default"


def test_post_and_check_agree_on_every_roster(example: ModuleType) -> None:
    # a week whose only slot of the day is 8:00: 2^7 rosters, half of them with whole weekends
    case = RosterCase(tiny(days=7), (8, 9))
    model = unpruned(case)
    example.WholeWeekends.from_scenario(case.scenario).post(model)
    accepted = solutions(model)
    assert len(accepted) == 2**6
    assert accepted == passing(case, [example.WholeWeekends])


def test_registered_in_rules_it_is_kept_by_the_roster(example: ModuleType) -> None:
    # Calls on all days but Sunday: of five days three people work the Saturday and not the Sunday,
    # unless weekends are whole
    week = small_centre(7)
    per_day = week.grid.slots_per_day
    calls = tuple(v for v in flat_volumes(week.grid) if v.start // per_day < 6)
    week = small_centre(7, volumes=calls)
    requirements = require(week, calls)
    rule = example.WholeWeekends.from_scenario(week)
    free = solve(week, requirements, limit_s=0.5, gap=0.0, seed=1, reproducible=True)
    assert list(rule.check(week, free.roster))
    RULES.append(example.WholeWeekends)
    try:
        kept = solve(week, requirements, limit_s=1.0, gap=0.0, seed=1, reproducible=True)
    finally:
        RULES.remove(example.WholeWeekends)
    assert list(rule.check(week, kept.roster)) == []
    assert kept.finish is not None
    assert kept.finish.repaired > 0
    assert kept.finish.accepted == 3
