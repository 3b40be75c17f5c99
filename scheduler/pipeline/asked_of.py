"""What the contacts of a scenario ask for, whoever's roster is held against it."""

from __future__ import annotations

from pathlib import Path

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading.readers.calibration_file import read_calibration
from scheduler.loading.readers.languages_file import read_asks
from scheduler.staffing.held_languages import ask_fits, asked_for
from scheduler.staffing.requirements import require
from scheduler.verification.corrections import corrected


def asked_of(scenario: Scenario, folder: Path) -> tuple[Scenario, Requirements]:
    """The scenario, forecast, and the people required.

    Corrected as `folder`/calibration.csv and languages.csv say.

    Where a target leaves a choice of hours, that choice is still to be made (`allotted`).
    """
    expected = forecast(scenario)
    scenario = expected.heard_by(scenario)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    asks = [ask for ask in read_asks(folder / "languages.csv") if ask_fits(requirements, ask)]
    if asks:
        requirements = asked_for(scenario, requirements, asks)
    added = read_calibration(folder / "calibration.csv", scenario)
    return scenario, corrected(scenario, requirements, added) if added else requirements
