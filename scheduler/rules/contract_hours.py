"""Shift lengths and paid hours of the contract, with the overtime that the settings allow."""

from __future__ import annotations

from scheduler.domain.scenario import Csr, Scenario


def overtime_slots(scenario: Scenario) -> int:
    """Paid slots of overtime allowed in a week and person."""
    return int(scenario.labour.max_overtime_hours * 60) // scenario.grid.slot_minutes


def shift_lengths(scenario: Scenario, csr: Csr) -> tuple[int, ...]:
    """Paid slots allowed for a single shift: contract lengths and their overtime extensions."""
    labour, minutes = scenario.labour, scenario.grid.slot_minutes
    step = max(1, labour.overtime_step_minutes // minutes)
    most = min(overtime_slots(scenario), int(labour.max_overtime_hours_per_day * 60) // minutes)
    lengths = {
        length + extra for length in csr.contract.shift_slots for extra in range(0, most + 1, step)
    }
    return tuple(sorted(lengths))
