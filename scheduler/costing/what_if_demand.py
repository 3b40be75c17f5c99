"""The contacts and hours of a centre after the changes of budget.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from scheduler.domain.budget_settings import DemandStep, Hours
from scheduler.domain.demand import Volume
from scheduler.domain.opening_hours import openings
from scheduler.domain.scenario import Scenario, Span

T = TypeVar("T")


def contacts_by_channel(volumes: Iterable[Volume]) -> dict[str, float]:
    found: dict[str, float] = {}
    for volume in volumes:
        found[volume.channel] = found.get(volume.channel, 0.0) + volume.volume
    return found


def to_month(
    volumes: Sequence[Volume],
    total: float,
    added: Mapping[str, float],
    weeks: float,
) -> tuple[Volume, ...]:
    """The horizon's contacts as those of a month: its total by the horizon's channels, and more.

    `weeks` horizons make the month. `added` contacts of the month by channel never take a
    channel below nothing.
    """
    own = contacts_by_channel(volumes)
    offered = sum(own.values())
    if not offered:
        return tuple(volumes)
    times = {
        channel: max(0.0, total * share / offered + added.get(channel, 0.0)) / weeks / share
        for channel, share in own.items()
        if share
    }
    # A budget makes tens of thousands of these: `replace` takes three times as long.
    return tuple(
        Volume(v.start, v.end, v.channel, v.language, v.volume * times.get(v.channel, 1.0), v.aht_s)
        for v in volumes
    )


def changed(
    scenario: Scenario, volumes: Sequence[Volume], changes: Iterable[DemandStep]
) -> tuple[Scenario, tuple[Volume, ...]]:
    """Handling times, targets, languages and opening hours after each change in turn.

    The number of contacts changes only where hours close for some who then stay away, and
    where new hours bring some.
    """
    found = tuple(volumes)
    for change in changes:
        if change.opening is not None:
            scenario, found = _opened(scenario, found, change, change.opening)
        if change.language_share is not None:
            found = _spoken(found, change, change.language_share)
        found = tuple(
            replace(v, aht_s=v.aht_s * change.handling_time) if v.channel == change.channel else v
            for v in found
        )
        scenario = _served(scenario, change)
    return scenario, found


def _served(scenario: Scenario, change: DemandStep) -> Scenario:
    service = scenario.services.get(change.channel)
    if service is None or (change.target is None and change.within_s is None):
        return scenario
    service = replace(
        service,
        target=service.target if change.target is None else change.target,
        within_s=service.within_s if change.within_s is None else change.within_s,
    )
    return replace(scenario, services={**scenario.services, change.channel: service})


def _spoken(volumes: tuple[Volume, ...], change: DemandStep, share: float) -> tuple[Volume, ...]:
    """A language takes its new share of each interval's contacts of the channel."""
    own = [v for v in volumes if v.channel == change.channel]
    total: dict[int, float] = {}
    other: dict[int, float] = {}
    for v in own:
        total[v.start] = total.get(v.start, 0.0) + v.volume
        if v.language != change.language:
            other[v.start] = other.get(v.start, 0.0) + v.volume
    found = [v for v in volumes if v.channel != change.channel]
    seen: set[int] = set()
    for v in own:
        if v.language == change.language:
            continue
        rest = other[v.start]
        if rest:
            left = v.volume / rest * total[v.start] * (1 - share)
            found.append(replace(v, volume=left))
        if v.start not in seen:
            seen.add(v.start)
            speaking = replace(v, language=change.language, volume=total[v.start] * share)
            found.append(speaking)
    return tuple(sorted(found, key=lambda v: (v.channel, v.language, v.start)))


def _opened(
    scenario: Scenario, volumes: tuple[Volume, ...], change: DemandStep, opening: Hours
) -> tuple[Scenario, tuple[Volume, ...]]:
    """New hours of the channel; contacts of closed hours move, new hours bring some."""
    grid, channel = scenario.grid, change.channel
    week: tuple[Span | None, ...] = tuple(
        None if span is None else (span[0] // grid.slot_minutes, span[1] // grid.slot_minutes)
        for span in opening
    )
    days = tuple(
        None if grid.date(day) in scenario.closures else week[grid.date(day).weekday()]
        for day in range(grid.days)
    )
    known = channel in scenario.opening
    before = [openings(scenario, channel, day) if known else () for day in range(grid.days)]
    centre = replace(
        scenario,
        opening={**scenario.opening, channel: days},
        weekly_opening={**scenario.weekly_opening, channel: week},
        closed_between=_without(scenario.closed_between, channel),
        weekly_closed_between=_without(scenario.weekly_closed_between, channel),
    )
    own = [v for v in volumes if v.channel == channel]
    others = tuple(v for v in volumes if v.channel != channel)
    stay = [v for v in own if _within(grid.slots_per_day, days, v)]
    lost = sum(v.volume for v in own) - sum(v.volume for v in stay)
    kept = sum(v.volume for v in stay)
    times = 1 + change.kept * lost / kept if kept else 1.0
    moved = tuple(replace(v, volume=v.volume * times) for v in stay)
    return centre, (*others, *moved, *_brought(centre, moved, before, change))


def _without(between: Mapping[str, T], channel: str) -> dict[str, T]:
    return {name: spans for name, spans in between.items() if name != channel}


def _within(slots_per_day: int, days: Sequence[Span | None], volume: Volume) -> bool:
    day, at = divmod(volume.start, slots_per_day)
    span = days[day] if day < len(days) else None
    return span is not None and span[0] <= at < span[1]


def _brought(
    scenario: Scenario,
    volumes: Sequence[Volume],
    before: Sequence[tuple[Span, ...]],
    change: DemandStep,
) -> Iterable[Volume]:
    """Contacts of intervals that were closed before: a share of the mean of those there are."""
    grid = scenario.grid
    starts = {v.start for v in volumes}
    if not starts or not change.new_hour:
        return
    languages: dict[str, tuple[float, float]] = {}
    for v in volumes:
        number, work = languages.get(v.language, (0.0, 0.0))
        languages[v.language] = number + v.volume, work + v.volume * v.aht_s
    for day, span in enumerate(scenario.opening[change.channel]):
        if span is None:
            continue
        was = before[day]
        for at in range(span[0], span[1], grid.slots_per_interval):
            start = day * grid.slots_per_day + at
            if start in starts or any(a <= at < b for a, b in was):
                continue
            for language, (number, work) in languages.items():
                if number:
                    volume = number / len(starts) * change.new_hour
                    end = start + grid.slots_per_interval
                    yield Volume(start, end, change.channel, language, volume, work / number)
