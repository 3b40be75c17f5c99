"""The openings of each channel by weekday, as settings.toml has them, in slots of the day."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from scheduler.domain.grid import Grid
from scheduler.domain.scenario import Span
from scheduler.loading.faults import FaultList
from scheduler.loading.readers.settings_file import SettingsFile
from scheduler.loading.schema.fields import WEEKDAYS

Openings = tuple[Span, ...]  # of a day, in order


def weekly_parts(
    settings: SettingsFile, grid: Grid, findings: FaultList
) -> dict[str, tuple[Openings, ...]]:
    """Openings of each channel from Monday to Sunday; faults for those off the grid."""
    return {
        channel: tuple(_of_day(settings, grid, channel, name, findings) for name in WEEKDAYS)
        for channel in settings.keys.opening
    }


def _of_day(
    settings: SettingsFile, grid: Grid, channel: str, weekday: str, findings: FaultList
) -> Openings:
    hours: Openings = getattr(settings.keys.opening[channel], weekday) or ()
    if any(minutes % grid.slot_minutes for span in hours for minutes in span):
        text = ", ".join(f"{clock_text(start)}-{clock_text(end)}" for start, end in hours)
        findings.fault(
            settings.place("opening", channel, weekday),
            f"opening.{channel}.{weekday}",
            f"found {text}",
            f"whole slots of {grid.slot_minutes} minutes",
        )
    return tuple((start // grid.slot_minutes, end // grid.slot_minutes) for start, end in hours)


def whole(openings: Openings) -> Span | None:
    """From the first opening of a day to its last closing."""
    return (openings[0][0], openings[-1][1]) if openings else None


def all_between(
    days: Mapping[str, tuple[Openings, ...]],
) -> dict[str, tuple[Openings, ...]]:
    """Closed spans between the openings of each day, of channels that have any."""
    found = {
        channel: tuple(
            tuple((before[1], now[0]) for before, now in pairwise(spans)) for spans in own
        )
        for channel, own in days.items()
    }
    return {channel: own for channel, own in found.items() if any(own)}


def clock_text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
