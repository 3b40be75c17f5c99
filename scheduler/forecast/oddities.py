"""What is odd about the contacts of a horizon: too many, while closed, missing, for nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.domain.demand import Volume
from scheduler.domain.history import MOST_BUSY_WORDS, too_busy
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario


class AbsurdContacts(Exception):
    """More contacts than any centre has: `faults` are lines `file:line: column: found, allowed`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def is_staffed(scenario: Scenario, volume: Volume) -> bool:
    """Whether the channel is open in the interval, or its work may wait until it is."""
    if scenario.may_wait(volume.channel):
        return True
    grid = scenario.grid
    if volume.channel not in scenario.opening:
        return False
    start = grid.of_day(volume.start)
    return any(
        start < last and first < start + volume.end - volume.start
        for first, last in openings(scenario, volume.channel, grid.day(volume.start))
    )


def check_load(scenario: Scenario, volumes: Iterable[Volume]) -> None:
    """Raise AbsurdContacts for channels that would keep more people busy than any centre has."""
    worst: dict[str, Volume] = {}
    for v in volumes:
        most = worst.setdefault(v.channel, v)
        if v.volume * v.aht_s > most.volume * most.aht_s:
            worst[v.channel] = v
    minutes, faults = scenario.grid.interval_minutes, []
    for channel, v in worst.items():
        absurd = too_busy(v.volume, v.aht_s, minutes)
        if absurd and not scenario.may_wait(channel):
            found = f"{absurd} on {channel} at {_when(scenario, v.start)}"
            where = f"{scenario.contacts.file}:1: aht_s"
            faults.append(f"{where}: {found}, allowed: {MOST_BUSY_WORDS}")
    if faults:
        raise AbsurdContacts(faults)


def odd_volumes(scenario: Scenario, volumes: tuple[Volume, ...]) -> Iterator[str]:
    """Warnings about contacts that nobody is there for, and about intervals without any."""
    staffed = [v for v in volumes if is_staffed(scenario, v)]
    closed = [v for v in volumes if v.volume > 0 and not is_staffed(scenario, v)]
    yield from _while_closed(scenario, closed)
    yield from _missing(scenario, staffed)
    if scenario.csrs:
        yield from _for_nobody(scenario, [v for v in staffed if v.volume > 0])


def _while_closed(scenario: Scenario, closed: list[Volume]) -> Iterator[str]:
    """One warning for each channel with contacts while it is closed."""
    for channel in sorted({v.channel for v in closed} & set(scenario.opening)):
        own = sorted((v for v in closed if v.channel == channel), key=lambda v: v.start)
        count = sum(v.volume for v in own)
        yield (
            f"{scenario.contacts.file}: {round(count, 1):g} contacts come while {channel} is "
            f"closed, the first {_when(scenario, own[0].start)}: not staffed"
        )


def _missing(scenario: Scenario, staffed: list[Volume]) -> Iterator[str]:
    """One warning for each channel and language with open intervals that have no row."""
    grid, file = scenario.grid, scenario.contacts.file
    step = grid.slots_per_interval
    have: dict[tuple[str, str], set[int]] = {}
    for volume in staffed:
        have.setdefault((volume.channel, volume.language), set()).add(volume.start)
    for channel in sorted(set(scenario.opening) - {SUPERVISION} - {name for name, _ in have}):
        yield f"{file}: no contacts on {channel}: counted as zero"
    for (channel, language), starts in sorted(have.items()):
        wanted = sorted(
            {
                slot
                for day in range(grid.days)
                for first, last in openings(scenario, channel, day)
                for of_day in range(first // step * step, last, step)
                if (slot := day * grid.slots_per_day + of_day) not in grid.skipped
            }
        )
        missing = [slot for slot in wanted if slot not in starts]
        if missing:
            yield (
                f"{file}: {channel} {language} lacks {len(missing)} of {len(wanted)} open "
                f"intervals, the first {_when(scenario, missing[0])}: counted as zero"
            )


def _for_nobody(scenario: Scenario, volumes: list[Volume]) -> Iterator[str]:
    """Contacts on a channel that nobody works, or in a language that nobody there speaks."""
    for channel in sorted({v.channel for v in volumes}):
        workers = [csr for csr in scenario.csrs if channel in csr.channels]
        if not workers:
            yield f"csrs.csv: nobody works {channel}, which has contacts"
            continue
        spoken = {language for csr in workers for language in csr.languages}
        asked = {v.language for v in volumes if v.channel == channel}
        for language in sorted(asked - spoken):
            yield f"csrs.csv: nobody on {channel} speaks {language}, which has contacts"


def _when(scenario: Scenario, slot: int) -> str:
    return f"{scenario.grid.local(slot):%Y-%m-%d %H:%M}"
