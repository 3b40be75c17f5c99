"""The audit: a finished roster against every rule, from the roster alone, without the solver."""

from __future__ import annotations

from scheduler.domain.clause import Violation
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.rules import RULES
from scheduler.rules.shadows import Shadows


def audit(
    scenario: Scenario,
    requirements: Requirements | None,  # noqa: ARG001 - coverage is priced, it breaks no rule
    roster: Roster,
) -> list[Violation]:
    """Everything that the roster breaks, by person and time; empty when it is sound.

    A shortage has a price: it is in the coverage, not here.
    """
    own = without_shadows(scenario, roster)
    found = [
        violation
        for rule in RULES
        for violation in rule.from_scenario(scenario).check(scenario, own)
    ]
    found += Shadows.from_scenario(scenario).check(scenario, roster)
    return sorted(found, key=_place)


def _place(violation: Violation) -> tuple[str, bool, int, str, str]:
    start = violation.start
    return violation.csr_id, start is not None, start or 0, violation.rule, violation.message
