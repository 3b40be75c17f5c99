"""Other contacts than forecast, as told since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from scheduler.domain.demand import DemandChange, Volume


def with_other_demand(
    volumes: Iterable[Volume], changes: Collection[DemandChange]
) -> tuple[Volume, ...]:
    """The contacts as told: an interval that a change touches in part changes in that share."""
    return tuple(_changed(volume, changes) for volume in volumes)


def _changed(volume: Volume, changes: Collection[DemandChange]) -> Volume:
    contacts = volume.volume
    for change in changes:
        if change.concerns(volume):
            shared = min(volume.end, change.end) - max(volume.start, change.start)
            share = shared / (volume.end - volume.start)
            contacts *= 1 + share * (change.factor - 1)
    return volume if contacts == volume.volume else replace(volume, volume=contacts)
