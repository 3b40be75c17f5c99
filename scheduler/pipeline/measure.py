"""What a roster comes to, measured in plain arithmetic: rules, coverage, cost, dollars."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import scheduler
from scheduler.costing.pay import CostRow, cost
from scheduler.domain.clause import Violation
from scheduler.domain.coverage import CoverageRow, counting_given, coverage
from scheduler.domain.demand import Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.shadowing import without_shadows
from scheduler.domain.short_hours import speaker_hours_short
from scheduler.domain.worth import Worth
from scheduler.objective import unread
from scheduler.objective.missed_meetings import excused
from scheduler.objective.price import Terms, price
from scheduler.objective.requests import request_granted
from scheduler.reporting.findings.run_report import Report
from scheduler.rostering.answer import Answer
from scheduler.staffing.service import backlog, projected_service
from scheduler.verification.auditor import audit
from scheduler.verification.corrections import Calibration
from scheduler.verification.simulated import Simulated

PACKAGES = ("ortools", "numpy", "pandas", "numba", "pydantic")


@dataclass(frozen=True)
class Findings:
    """A roster and what it comes to, from its segments alone.

    `judged`: rows of languages whose service is known from a simulation, by the file beside it.
    """

    scenario: Scenario
    requirements: Requirements
    roster: Roster
    violations: tuple[Violation, ...]
    terms: Terms
    coverage: tuple[CoverageRow, ...]
    cost: tuple[CostRow, ...]
    judged: frozenset[Row] = frozenset()

    @property
    def shortage_hours(self) -> float:
        """Agent-hours short, as a report counts them."""
        told = speaker_hours_short(self.scenario, self.judged, self.coverage)
        return self.terms.shortage_hours - told


def measure(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    judged: frozenset[Row] = frozenset(),
) -> Findings:
    """Everything that a roster says about itself, in plain arithmetic.

    Shadows are audited and paid, and otherwise count nowhere.
    """
    own = without_shadows(scenario, roster)
    return Findings(
        scenario,
        requirements,
        roster,
        violations=tuple(audit(scenario, requirements, roster)),
        terms=price(scenario, requirements, own),
        coverage=tuple(counting_given(scenario, coverage(scenario, requirements, own))),
        cost=tuple(cost(scenario, roster)),
        judged=judged,
    )


def report_of(
    found: Findings,
    answer: Answer,
    seed: int,
    simulated: Simulated | None,
    calibration: Calibration | None,
    worth: tuple[Worth, ...],
    seconds: Mapping[str, float],
) -> Report:
    """What was found out about the roster, and how it came about."""
    scenario, requirements, roster = found.scenario, found.requirements, found.roster
    return Report(
        scenario=scenario.everybody,
        requirements=requirements,
        roster=roster,
        status=answer.status,
        objective=found.terms.total,
        bound=answer.bound,
        gap=answer.gap,
        regret_hours=answer.regret_hours,
        regret=answer.regret,
        seed=seed,
        terms=found.terms,
        coverage=found.coverage,
        service=tuple(projected_service(scenario, requirements, roster)),
        backlog=tuple(backlog(scenario, requirements, roster)),
        cost=found.cost,
        violations=found.violations,
        requests=tuple((r, request_granted(scenario, roster, r)) for r in scenario.requests),
        excused=tuple(excused(scenario, roster)),
        warnings=(*scenario.warnings, *unread(scenario)),
        simulated=simulated,
        calibration=calibration,
        asks=answer.asks,
        judged=found.judged,
        worth=worth,
        seconds=seconds,
        versions=_versions(),
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _versions() -> dict[str, str]:
    found = {"scheduler": scheduler.__version__, "python": platform.python_version()}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found
