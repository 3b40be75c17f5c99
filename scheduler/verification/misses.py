"""Where a simulated roster misses its targets by more than chance explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.requirements import DEFERRABLE
from scheduler.verification.simulated import INTERVAL, WEEK, Simulated, SimulatedRow


@dataclass(frozen=True)
class Miss:
    """A span in which fewer are answered in time than the target asks for.

    The whole confidence interval lies below `target`. `short`: fewer people of the row
    are rostered there than are required, which explains it.
    """

    row: SimulatedRow
    target: float
    short: bool

    @property
    def contacts(self) -> float:
        """Contacts more that would have to be answered in time to meet the target."""
        return self.row.offered * (self.target - self.row.service_level.mean)


def misses(
    scenario: Scenario, requirements: Requirements, roster: Roster, simulated: Simulated
) -> tuple[Miss, ...]:
    """Every span of a channel's scope that misses its target, all languages and each.

    Languages that are held are judged over their week, as `language_service` does.
    Work that may wait is judged by the week: its deadline may lie days after its arrival.
    """
    short = {
        key: count(scenario, roster, *key) < need for key, need in requirements.by_slot.items()
    }
    nothing = np.zeros(requirements.slots, dtype=np.bool_)
    return tuple(
        Miss(row, service.target, bool(missing[row.start : row.end].any()))
        for service in scenario.services.values()
        for row in _judged(service, simulated)
        if row.service_level.high < service.target
        for missing in [short.get((row.channel, row.language), nothing)]
    )


def _judged(service: Service, simulated: Simulated) -> Iterator[SimulatedRow]:
    scope = WEEK if service.model == DEFERRABLE else service.scope
    own = WEEK if service.speakers == "held" and scope == INTERVAL else scope
    for row in simulated.by_span[scope]:
        if row.channel == service.channel and (row.language == ALL or own == scope):
            yield row
    for row in simulated.by_span[own] if own != scope else ():
        if row.channel == service.channel and row.language != ALL:
            yield row
