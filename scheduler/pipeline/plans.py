"""What a centre may plan for, from its forecast to the people required."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.staffing.requirements import require
from scheduler.verification.planned_for import QuantileRow, at_quantile, compare_quantiles


def compare_plans(scenario: Scenario) -> list[QuantileRow]:
    """The mean and quantiles of the forecast; of given contacts, quantiles of their days."""
    mean = replace(scenario, contacts=replace(scenario.contacts, plan_for=None))

    def required(plan: float | None) -> Requirements:
        expected = forecast(replace(mean, contacts=replace(mean.contacts, plan_for=plan)))
        volumes = expected.volumes
        if expected.outlook is None:
            volumes = at_quantile(mean, volumes, plan, expected.day_cv)
        return require(mean, volumes, expected.day_cv)

    return compare_quantiles(mean, required)
