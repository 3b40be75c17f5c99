"""The contacts of the horizon: given, forecast from the past, or spread from totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.domain.demand import Volume
from scheduler.domain.history import on_grid
from scheduler.domain.scenario import Scenario
from scheduler.forecast.oddities import check_load, is_staffed, odd_volumes
from scheduler.forecast.other_demand import with_other_demand
from scheduler.forecast.spread_totals import spread_totals

if TYPE_CHECKING:
    from scheduler.forecast.contacts import ContactForecast


@dataclass(frozen=True)
class Forecast:
    """Contacts of each interval of the horizon in which a channel is open, or work may wait.

    `warnings` say what is odd about them. `outlook` is the model's forecast behind them, None
    where the contacts do not come from a history.
    """

    volumes: tuple[Volume, ...]
    warnings: tuple[str, ...] = ()
    outlook: ContactForecast | None = None

    @property
    def day_cv(self) -> float | None:
        """Error of a whole day as a share of its contacts; None where it is not known."""
        return None if self.outlook is None else self.outlook.day_cv

    def heard_by(self, scenario: Scenario) -> Scenario:
        """The same question, with the warnings, and the means of days planned for a quantile."""
        plan, outlook = scenario.contacts.plan_for, self.outlook
        scenario = scenario.warned(self.warnings)
        if plan is None or outlook is None:
            return scenario
        first, days = scenario.grid.first_day.toordinal(), scenario.grid.days
        means = {}
        for channel, found in outlook.channels.items():
            factors = dict(
                zip(found.ordinals.tolist(), found.factor(None) / found.factor(plan), strict=True)
            )
            means[channel] = tuple(float(factors.get(first + d, 1.0)) for d in range(days))
        return replace(scenario, contacts=replace(scenario.contacts, means=means))


def forecast(scenario: Scenario) -> Forecast:
    """Turn what is known of contacts into the volumes that people are required for.

    Contacts given for the horizon are taken as they are; without any, the calendar model
    forecasts the history, and without a history totals are spread over the days.

    Raises AbsurdContacts where no centre has so many.
    """
    known = scenario.contacts
    volumes, outlook = known.given, None
    notes: tuple[str, ...] = ()
    if not volumes and known.history:
        outlook = _from_history(scenario)
        volumes, notes = on_grid(outlook.expected, scenario.grid), outlook.notes
    elif not volumes and known.totals:
        volumes, notes = _from_totals(scenario)
    volumes = with_other_demand(volumes, scenario.demand_changes)
    staffed = [volume for volume in volumes if is_staffed(scenario, volume)]
    check_load(scenario, staffed)
    odd = odd_volumes(scenario, volumes) if volumes else ()
    warnings = dict.fromkeys((*(f"{known.file}: {note}" for note in notes), *odd))
    ordered = sorted(staffed, key=lambda v: (v.channel, v.language, v.start))
    return Forecast(tuple(ordered), tuple(warnings), outlook)


def _from_history(scenario: Scenario) -> ContactForecast:
    """The calendar model's forecast of the horizon."""
    from scheduler.forecast.contacts import forecast_contacts  # here: its kernels are compiled

    grid, known = scenario.grid, scenario.contacts
    return forecast_contacts(
        known.history,
        grid.first_day,
        grid.days,
        grid.interval_minutes,
        scenario.closures,
        known.events,
        known.plan_for,
        [channel for channel in scenario.services if scenario.may_wait(channel)],
    )


def _from_totals(scenario: Scenario) -> tuple[tuple[Volume, ...], tuple[str, ...]]:
    """Volumes of the horizon from the totals of years and months, and what is to be known."""
    grid, known = scenario.grid, scenario.contacts
    expected, notes = spread_totals(
        known.totals, known.spread, grid.first_day, grid.days, grid.interval_minutes
    )
    return on_grid(expected, grid), notes
