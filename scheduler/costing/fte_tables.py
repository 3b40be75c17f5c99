"""FTE by method for the plan's volumes and for the centre's own."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.costing.pay import handling_s
from scheduler.costing.planned_load import planned_load
from scheduler.costing.shrinkage import Shrinkage
from scheduler.costing.staff_year import WEEKS, on_queues, week_hours
from scheduler.domain.demand import Requirements
from scheduler.domain.opening_hours import weekly_openings
from scheduler.domain.plan_document import PlanDocument
from scheduler.domain.scenario import Scenario
from scheduler.staffing.fte_methods import FteMethod, Load, fte_by_method

DAYS_OF_YEAR = 365
WORDS = {"desk": "The plan's desk", "full": "The plan's full implementation"}


@dataclass(frozen=True)
class FteTable:
    """Every method for one load; the rostered figure last, where there is one."""

    title: str
    load: Load
    methods: tuple[FteMethod, ...]


def fte_tables(
    scenario: Scenario,
    requirements: Requirements,
    annual: float,
    used: Shrinkage,
    plan: PlanDocument,
) -> tuple[FteTable, ...]:
    """The plan's own volumes, then the centre's."""
    found = []
    for name, title in WORDS.items():
        load = planned_load(plan, name)
        if load is not None:
            found.append(FteTable(title, load, fte_by_method(load)))
    own = centre_load(scenario, requirements, annual, used)
    if own is not None:
        methods = (*fte_by_method(own), _staff_list(scenario, own, used))
        found.append(FteTable(scenario.name, own, methods))
    return tuple(found)


def centre_load(
    scenario: Scenario, requirements: Requirements, annual: float, used: Shrinkage
) -> Load | None:
    """All contacts of the centre as one queue that is open as long as its longest channel."""
    hours, aht_s = open_hours(scenario), handling_s(requirements)
    queues = [s for s in scenario.services.values() if s.model != "deferrable"]
    if aht_s is None or not hours or not queues or used.year >= 1:
        return None
    service = next((s for s in queues if s.channel == "phone"), queues[0])
    return Load(
        contacts_per_hour=annual / hours,
        aht_s=aht_s,
        open_hours=hours,
        target=service.target,
        within_s=service.within_s,
        occupancy=service.max_occupancy,
        asa_s=service.max_asa_s,
        patience_s=service.patience_s,
        shrinkage=used.year,
        absence=used.away.total,
    )


def open_hours(scenario: Scenario) -> float:
    """Hours a year of the channel that is open longest, closures taken off."""
    year = scenario.grid.first_day.year
    closed = sum(1 for day in scenario.closures if day.year == year)
    weeks = [
        sum(
            end - start
            for weekday in range(len(days))
            for start, end in weekly_openings(scenario, channel, weekday)
        )
        for channel, days in scenario.weekly_opening.items()
        if channel in scenario.services
    ]
    longest = max(weeks, default=0) * scenario.grid.slot_hours
    return longest / 7 * (DAYS_OF_YEAR - closed)


def _staff_list(scenario: Scenario, load: Load, used: Shrinkage) -> FteMethod:
    """The people there are, on the queues of the year."""
    paid = sum(week_hours(scenario, csr) for csr in scenario.csrs if on_queues(csr)) * WEEKS
    on_queue = paid * (1 - used.year)
    return FteMethod(
        "rostered",
        "The staff list on the queues, as it is rostered.",
        on_queue / load.open_hours,
        on_queue,
        paid,
        used.year,
        None,
        whole_hours=True,
    )
