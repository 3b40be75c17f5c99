"""A person's stints on the channels: how long each lasts, and what cut it short.

A pause does not end a stint that goes on on the same channel behind it; its minutes do not
count. A stint is cut where it begins as its channel opens, lasts until it closes, or has a meeting
at either end: it may then be shorter than the channel's least stint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import PAUSES, Shift
from scheduler.domain.scenario import Csr, Scenario

MEETING = "meeting:"


@dataclass(frozen=True)
class Stint:
    """Work on one channel, pauses left out: `slots` of it from `start` to `end`.

    `room`: at an end that nothing cuts other work lies beside it, so that it could be longer.
    """

    channel: str
    start: int
    end: int
    slots: int
    cut: bool
    room: bool


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
            opens, closes = opening_edges(scenario, channel, shift.day)
            before, last = work[at - 1 : at], work[behind : behind + 1]
            met, meets = (
                any(s.activity.startswith(MEETING) for s in near) for near in (before, last)
            )
            closing = any(s.start <= t < s.end for s in work[at:behind] for t in closes)
            room = bool(before) and not met and start not in opens
            room = room or (bool(last) and not meets and not closing)
            cut = met or meets or closing or start in opens
            yield Stint(channel, start, end, sum(s.slots for s in work[at:behind]), cut, room)
        at = behind


def opening_edges(
    scenario: Scenario, channel: str, day: int
) -> tuple[frozenset[int], frozenset[int]]:
    """First slots of the channel's openings on a day, and last ones."""
    midnight = day * scenario.grid.slots_per_day
    spans = openings(scenario, channel, day)
    opens = frozenset(midnight + start for start, _ in spans)
    return opens, frozenset(midnight + end - 1 for _, end in spans)


def short_stints(scenario: Scenario, csr: Csr, shift: Shift) -> Iterator[Stint]:
    """Stints below the least of their channel that nothing cut."""
    for stint in stints(scenario, shift):
        if stint.slots < min_stint_slots(scenario, csr, stint.channel) and not stint.cut:
            yield stint


def chopped_stints(scenario: Scenario, csr: Csr, shift: Shift) -> Iterator[Stint]:
    """Stints below the least of their channel, cut at one end with room at the other."""
    for stint in stints(scenario, shift):
        short = stint.slots < min_stint_slots(scenario, csr, stint.channel)
        if short and stint.cut and stint.room:
            yield stint
