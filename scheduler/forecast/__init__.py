"""Contacts expected in each interval of the horizon."""

from __future__ import annotations

from scheduler.domain.demand import Volume
from scheduler.domain.scenario import Scenario


def volumes(scenario: Scenario) -> tuple[Volume, ...]:
    """Contacts of the horizon: forecast.csv as it is, or the calendar model of the history.

    The choice is made in loading; the model is `scheduler.forecast.contacts`.
    """
    return scenario.volumes
