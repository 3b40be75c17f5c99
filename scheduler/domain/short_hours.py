"""Agent-hours short, counted once: what the service of a language tells is not short as well."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from scheduler.domain.coverage import CoverageRow
from scheduler.domain.demand import Row
from scheduler.domain.scenario import Scenario


def judged_by_service(scenario: Scenario, judged: AbstractSet[Row], row: CoverageRow) -> bool:
    """Whether a row lacks speakers, not the last one, of a language whose service is simulated.

    `judged` are the rows (channel, language) that a simulation judges over their span.
    """
    service = scenario.services.get(row.channel)
    held = service is not None and service.speakers == "held"
    return held and row.scheduled > 0 and (row.channel, row.language) in judged


def speaker_hours_short(
    scenario: Scenario, judged: AbstractSet[Row], coverage: Iterable[CoverageRow]
) -> float:
    """Hours of speakers missing against what was asked for, which the service of theirs tells.

    They are part of what the objective prices, and not of the agent-hours short.
    """
    told = sum(row.short for row in coverage if judged_by_service(scenario, judged, row))
    return told * scenario.grid.slot_hours
