"""Days of which some hours are closed: a channel opens later, closes earlier, or in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.domain.grid import Grid
from scheduler.domain.opening_hours import parts_of
from scheduler.domain.scenario import Span
from scheduler.loading.builders.weekly_hours import clock_text
from scheduler.loading.faults import FaultList
from scheduler.loading.readers.settings_file import SettingsFile


def closed_hours(settings: SettingsFile, grid: Grid, findings: FaultList) -> dict[date, list[Span]]:
    """Closed spans (slots of the day) by date, whatever the horizon; faults off the grid."""
    found: dict[date, list[Span]] = {}
    for at, one in enumerate(settings.keys.closures):
        if isinstance(one, date):
            continue
        day, *minutes = one
        if any(minute % grid.slot_minutes for minute in minutes):
            findings.fault(
                settings.place("closures", at),
                f"closures[{at}]",
                f"found {day} {clock_text(minutes[0])}-{clock_text(minutes[1])}",
                f"whole slots of {grid.slot_minutes} minutes",
            )
            continue
        closed = minutes[0] // grid.slot_minutes, minutes[1] // grid.slot_minutes
        found.setdefault(day, []).append(closed)
    return found


def open_after(openings: Iterable[Span], closed: Iterable[Span]) -> tuple[Span, ...]:
    """What closed spans leave of the openings of a day."""
    known = tuple(closed)
    return tuple(part for span in openings for part in parts_of(span, known))
