"""A person's stints on the channels: how long each lasts, and what cut it short.

A pause does not end a stint that goes on on the same channel behind it; its minutes do not
count. A stint is cut where its channel opens or closes, or a meeting begins or ends: it may
then be shorter than the channel's least stint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.roster import PAUSES, Shift
from scheduler.domain.scenario import Csr, Scenario

MEETING = "meeting:"


@dataclass(frozen=True)
class Stint:
    """Work on one channel, pauses left out: `slots` of it from `start` to `end`."""

    channel: str
    start: int
    end: int
    slots: int
    cut: bool


def min_stint_slots(scenario: Scenario, csr: Csr, channel: str) -> int:
    """Least slots of a stint; 1 where any will do, as on a channel pinned for the person."""
    minutes = scenario.labour.min_stint_minutes.get(channel, 0)
    pinned = any(
        pin.activity == channel and not pin.happened for pin in scenario.pins_of[csr.csr_id]
    )
    return 1 if pinned else max(1, scenario.grid.slots_up(minutes))


def stints(scenario: Scenario, shift: Shift) -> Iterator[Stint]:
    """The stints of a shift, in order."""
    work = [s for s in shift.segments if s.activity not in PAUSES]
    at = 0
    while at < len(work):
        behind = at + 1
        while behind < len(work) and work[behind].activity == work[at].activity:
            behind += 1
        channel, start, end = work[at].activity, work[at].start, work[behind - 1].end
        if channel in scenario.opening:
            near = [*work[max(0, at - 1) : at], *work[behind : behind + 1]]
            edges = _edges(scenario, channel, shift.day)
            cut = any(s.start <= slot < s.end for s in work[at:behind] for slot in edges)
            cut = cut or any(s.activity.startswith(MEETING) for s in near)
            yield Stint(channel, start, end, sum(s.slots for s in work[at:behind]), cut)
        at = behind


def _edges(scenario: Scenario, channel: str, day: int) -> tuple[int, ...]:
    """First and last slot in which the channel is open."""
    span, midnight = scenario.opening[channel][day], day * scenario.grid.slots_per_day
    return (midnight + span[0], midnight + span[1] - 1) if span else ()


def short_stints(scenario: Scenario, csr: Csr, shift: Shift) -> Iterator[Stint]:
    """Stints below the least of their channel that nothing cut."""
    for stint in stints(scenario, shift):
        if stint.slots < min_stint_slots(scenario, csr, stint.channel) and not stint.cut:
            yield stint
