"""What the contacts of a scenario ask for, whoever's roster is held against it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.demand import Requirements, Row
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading.readers.calibration_file import read_calibration
from scheduler.pipeline.roster_languages import languages_of_roster
from scheduler.staffing.held_languages import asked_for
from scheduler.staffing.requirements import require
from scheduler.verification.corrections import corrected


@dataclass(frozen=True)
class RosterNeeds:
    """The scenario, forecast, and the people required; languages that were judged by simulation.

    Where a target leaves a choice of hours, that choice is still to be made (`allotted`).
    """

    scenario: Scenario
    requirements: Requirements
    judged: frozenset[Row]


def needs_of(scenario: Scenario, roster: Path, outputs: Path | None = None) -> RosterNeeds:
    """What a roster file is held against.

    Corrected as calibration.csv and languages.csv beside it say; without a languages.csv there,
    as the results that it belongs to (`outputs`) or the published version of its week say.
    """
    expected = forecast(scenario)
    scenario = expected.heard_by(scenario)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    told = languages_of_roster(roster, scenario, outputs)
    if asks := told.fitting(requirements):
        requirements = asked_for(scenario, requirements, asks)
    added = read_calibration(roster.parent / "calibration.csv", scenario)
    if added:
        requirements = corrected(scenario, requirements, added)
    return RosterNeeds(scenario, requirements, told.judged)
