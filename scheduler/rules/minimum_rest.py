"""Hours of rest between the end of one shift and the start of the next."""

from __future__ import annotations

from scheduler.domain.scenario import Scenario


def min_gap_slots(scenario: Scenario) -> int:
    """Slots from the end of a shift to the start of the next one, at least."""
    return scenario.grid.slots_up(scenario.labour.min_rest_between_shifts_hours * 60)
