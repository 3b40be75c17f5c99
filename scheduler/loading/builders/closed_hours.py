"""Days of which some hours are closed: each channel opens later, closes earlier, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from scheduler.domain.grid import Grid
from scheduler.domain.scenario import Span
from scheduler.loading.faults import FaultList
from scheduler.loading.readers.settings_file import SettingsFile

WeeklyHours = Mapping[str, tuple[Span | None, ...]]


def closed_hours(
    settings: SettingsFile, grid: Grid, weekly: WeeklyHours, findings: FaultList
) -> dict[date, list[Span]]:
    """Closed spans (slots of the day) by date, whatever the horizon.

    Faults for spans off the grid, and for those in the middle of a channel's hours, whose
    channel would open twice a day.
    """
    found: dict[date, list[Span]] = {}
    for at, one in enumerate(settings.keys.closures):
        if isinstance(one, date):
            continue
        day, *minutes = one
        place, column = settings.place("closures", at), f"closures[{at}]"
        text = f"found {day} {_clock(minutes[0])}-{_clock(minutes[1])}"
        if any(minute % grid.slot_minutes for minute in minutes):
            findings.fault(place, column, text, f"whole slots of {grid.slot_minutes} minutes")
            continue
        closed = minutes[0] // grid.slot_minutes, minutes[1] // grid.slot_minutes
        for channel, spans in weekly.items():
            span = spans[day.weekday()]
            if span and span[0] < closed[0] and closed[1] < span[1]:
                hours = "-".join(_clock(slot * grid.slot_minutes) for slot in span)
                findings.fault(
                    place,
                    column,
                    f"{text}, in the middle of {channel}, {hours}",
                    "hours from the opening on or up to the closing: a channel opens once a day",
                )
        found.setdefault(day, []).append(closed)
    return found


def open_after(span: Span | None, closed: Iterable[Span]) -> Span | None:
    """What closed spans at its ends leave of an open one; None where they leave nothing."""
    for start, end in closed:
        if span and start <= span[0]:
            span = max(span[0], end), span[1]
        elif span and end >= span[1]:
            span = span[0], min(span[1], start)
        if span and span[0] >= span[1]:
            return None
    return span


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
