"""What has happened stays: a roster up to a point in time, as pins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Pin, Scenario

OFF, SHIFT = "off", "shift"
FIXED = "labour.shifts_fixed_hours"


def frozen(
    scenario: Scenario, roster: Roster, now: int, source: str, fixed: bool = True
) -> Scenario:
    """The scenario with everything before slot `now` pinned as in the roster.

    With `fixed`, shifts within `labour.shifts_fixed_hours` of it stay too, but for those of
    people who are away or have agreed to overtime on the day.

    Leave that has been told since then is no part of it: whoever was not there did not work.
    `source` stands where a pin has to be named.
    """
    pins = [
        pin
        for csr in scenario.csrs
        for pin in _pins_of(scenario, csr, roster.by_csr.get(csr.csr_id, ()), now, source)
    ]
    if fixed:
        pins += _shifts_fixed(scenario, roster, now)
    return replace(scenario, pins=(*scenario.pins, *pins), now=now)


def _shifts_fixed(scenario: Scenario, roster: Roster, now: int) -> list[Pin]:
    """Pins of being at work or not, for the hours in which no shift moves any more."""
    grid = scenario.grid
    until = min(grid.slots, now + round(scenario.labour.shifts_fixed_hours / grid.slot_hours))
    shifts = roster.shifts(grid.slots_per_day)
    asked = {(one.csr_id, grid.day(one.start)) for one in scenario.labour.agreed}
    found: list[Pin] = []
    for csr in scenario.csrs if until > now else ():
        own = {shift.day: shift for shift in shifts.get(csr.csr_id, ())}
        for day in range(grid.day(now), grid.day(until - 1) + 1):
            midnight = day * grid.slots_per_day
            after, stop = max(now, midnight), min(until, midnight + grid.slots_per_day)
            if (csr.csr_id, day) in asked or scenario.is_off(csr.csr_id, midnight, stop):
                continue
            start, end = (own[day].start, own[day].end) if day in own else (midnight, midnight)
            parts = ((after, min(start, stop), OFF), (max(start, after), min(end, stop), SHIFT),
                     (max(end, after), stop, OFF))  # fmt: skip
            found += [Pin(csr.csr_id, a, b, what, FIXED) for a, b, what in parts if a < b]
    return found


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
