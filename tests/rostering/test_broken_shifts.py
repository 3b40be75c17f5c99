"""Which shifts a rule that no kernel knows keeps out of the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.rostering.problem.activity_codes import END
from scheduler.rostering.problem.arrays import NEVER
from scheduler.rostering.problem.broken_shifts import without_broken_shifts
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rules import RULES
from scheduler.rules.base import Model
from scheduler.staffing.requirements import require
from tests.rostering.foreign_rules import FewLateShifts, ThursdayEvenings
from tests.small_centres import contract, csr, small_centre


@dataclass(frozen=True)
class WholeWeekends:
    """Whoever works on a Saturday works on the Sunday too."""

    name: ClassVar[str] = "whole_weekends"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> WholeWeekends:  # noqa: ARG003
        return cls()

    def post(self, model: Model) -> None:
        for one in model.scenario.csrs:
            clause = Clause(self.name, f"{one.name} works whole weekends", "", one.csr_id)
            model.add(model.works(one.csr_id, 5) <= model.works(one.csr_id, 6), clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        for csr_id, own in roster.shifts(scenario.grid.slots_per_day).items():
            days = {shift.day for shift in own}
            for shift in own:
                if shift.day == 5 and 6 not in days:
                    yield Violation(self.name, csr_id, shift.start, "", 1, "half a weekend")


def barred(*rules: type) -> dict[int, set[int]]:
    """Ends of the shifts (hours) that are out, by day, of somebody from 8:00 to 20:00."""
    person = csr("c01", contract(hours="08:00-20:00", step_minutes=60))
    centre = small_centre(7, {"phone": "08:00-20:00"}, csrs=(person,))
    before = list(RULES)
    RULES.extend(rules)
    try:
        problem = build_problem(centre, require(centre, centre.contacts.given))
        (own,) = without_broken_shifts(problem).persons.values()
    finally:
        RULES[:] = before
    found: dict[int, set[int]] = {}
    for o in np.flatnonzero(own.option_costs >= NEVER / 2).tolist():
        day = int(np.searchsorted(own.day_options, o, side="right")) - 1
        found.setdefault(day, set()).add(int(own.options[o, END]) / 4)
    return found


def test_a_shift_that_breaks_a_rule_whatever_else_is_worked() -> None:
    assert barred(ThursdayEvenings) == {3: {18.5, 19.5}}


@pytest.mark.parametrize("rule", [FewLateShifts, WholeWeekends])
def test_a_rule_about_several_shifts_keeps_none_out(rule: type) -> None:
    assert barred(rule) == {}
    assert barred() == {}
