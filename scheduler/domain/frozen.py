"""What has happened stays: a roster up to a point in time, as pins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Pin, Scenario

OFF = "off"


def frozen(scenario: Scenario, roster: Roster, now: int, source: str) -> Scenario:
    """The scenario with everything before slot `now` pinned as in the roster.

    Leave that has been told since then is no part of it: whoever was not there did not work.
    `source` stands where a pin has to be named.
    """
    pins = [
        pin
        for csr in scenario.csrs
        for pin in _pins_of(scenario, csr, roster.by_csr.get(csr.csr_id, ()), now, source)
    ]
    return replace(scenario, pins=(*scenario.pins, *pins))


def _pins_of(
    scenario: Scenario, csr: Csr, own: tuple[Segment, ...], now: int, source: str
) -> Iterator[Pin]:
    """Each activity before `now`, and the time not worked between them."""
    at = 0
    for segment in own:
        start, end = max(segment.start, 0), min(segment.end, now)
        if start >= end:
            continue
        yield from _off(scenario, csr, at, start, source)
        at = end
        if not any(o.start < end and start < o.end for o in scenario.time_off_of[csr.csr_id]):
            yield Pin(csr.csr_id, start, end, segment.activity, source, happened=True)
    yield from _off(scenario, csr, at, now, source)


def _off(scenario: Scenario, csr: Csr, start: int, end: int, source: str) -> Iterator[Pin]:
    """Pins of time not worked, day by day."""
    spd = scenario.grid.slots_per_day
    while start < end:
        stop = min(end, (start // spd + 1) * spd)
        yield Pin(csr.csr_id, start, stop, OFF, source, happened=True)
        start = stop
