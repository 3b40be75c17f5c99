"""Overtime that somebody has agreed to: on top of the contract, in hours that are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.domain.scenario import Csr, Scenario

SHIFT, OFF = "shift", "off"


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
    """The scenario in which the people work what they have agreed to, and may.

    The published shift of the day stays, longer by what was agreed: nobody says yes to other
    hours than those that were named.
    """
    from scheduler.domain.scenario import Pin  # here: settings know this file

    new = tuple(agreed)
    if not new:
        return scenario
    known = (*scenario.labour.agreed, *new)
    spd, pins = scenario.grid.slots_per_day, list(scenario.pins)
    for one in new:
        midnight, told = one.start // spd * spd, _spans(scenario, one)
        start, end = _longer(one, told, known, spd)
        spans = [(start, end, SHIFT)]
        if told or one.extra_day:
            spans += [(midnight, start, OFF), (end, midnight + spd, OFF)]
        pins += [Pin(one.csr_id, a, b, what, one.source) for a, b, what in spans if a < b]
    return replace(scenario, labour=replace(scenario.labour, agreed=known), pins=tuple(pins))


def without_lapsed(scenario: Scenario) -> Scenario:
    """The scenario without what was agreed for days on which the person is away after all."""
    spd, gone = scenario.grid.slots_per_day, set[tuple[str, int]]()
    for one in scenario.labour.agreed:
        midnight = one.start // spd * spd
        if scenario.is_off(one.csr_id, midnight, midnight + spd):
            gone.add((one.csr_id, one.start // spd))
    if not gone:
        return scenario
    sources = {
        one.source for one in scenario.labour.agreed if (one.csr_id, one.start // spd) in gone
    }
    agreed = tuple(
        one for one in scenario.labour.agreed if (one.csr_id, one.start // spd) not in gone
    )
    pins = tuple(
        pin
        for pin in scenario.pins
        if (pin.csr_id, pin.start // spd) not in gone or pin.source not in sources
    )
    return replace(scenario, labour=replace(scenario.labour, agreed=agreed), pins=pins)


def _spans(scenario: Scenario, agreed: AgreedOvertime) -> list[tuple[int, int]]:
    """Start and end of what the person was told to do on the day."""
    spd = scenario.grid.slots_per_day
    known = scenario.published.by_csr.get(agreed.csr_id, ()) if scenario.published else ()
    return [(s.start, s.end) for s in known if s.start // spd == agreed.start // spd]


def _longer(
    agreed: AgreedOvertime,
    told: list[tuple[int, int]],
    known: Iterable[AgreedOvertime],
    spd: int,
) -> tuple[int, int]:
    """The day's shift with all that was agreed for it; what was agreed where none was told."""
    day = agreed.csr_id, agreed.start // spd
    more = [(one.start, one.end) for one in known if (one.csr_id, one.start // spd) == day]
    spans = told + (more if told else [(agreed.start, agreed.end)])
    return min(start for start, _ in spans), max(end for _, end in spans)
