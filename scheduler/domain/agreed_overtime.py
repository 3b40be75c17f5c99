"""Overtime that somebody has agreed to: on top of the contract, in hours that are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.domain.scenario import Csr, Scenario

SHIFT = "shift"


@dataclass(frozen=True)
class AgreedOvertime:
    """A span that a person works on top of the contract, slots of the horizon.

    `extra_day`: the span is a shift of its own, on a day that would have been off; else it
    lies before or behind the day's shift.
    """

    csr_id: str
    start: int
    end: int
    extra_day: bool = False
    source: str = ""


def agreed_of(scenario: Scenario, csr: Csr, week: int | None = None) -> tuple[AgreedOvertime, ...]:
    """What the person has agreed to, in one week or in all."""
    per_week = 7 * scenario.grid.slots_per_day
    return tuple(
        one
        for one in scenario.labour.agreed
        if one.csr_id == csr.csr_id and week in (None, one.start // per_week)
    )


def extra_days(scenario: Scenario, csr: Csr, week: int) -> int:
    """Days of the week that the person works on top of those of the contract."""
    return len({one.start for one in agreed_of(scenario, csr, week) if one.extra_day})


def with_agreed(scenario: Scenario, agreed: Iterable[AgreedOvertime]) -> Scenario:
    """The scenario in which the people work what they have agreed to, and may."""
    from scheduler.domain.scenario import Pin  # here: settings know this file

    new = tuple(agreed)
    if not new:
        return scenario
    pins = (Pin(one.csr_id, one.start, one.end, SHIFT, one.source) for one in new)
    labour = replace(scenario.labour, agreed=(*scenario.labour.agreed, *new))
    return replace(scenario, labour=labour, pins=(*scenario.pins, *pins))
