"""Pins on meetings and program work that nobody could keep: not invited, or at another time."""

from __future__ import annotations

from scheduler.domain.roster import meeting_activity, program_activity
from scheduler.domain.scenario import Meeting, Pin, Program
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.faults import SourcePlace, listed
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.fields import WEEKDAYS


def check_pinned_meetings(
    files: Files,
    frame: CentreFrame,
    pins: tuple[Pin, ...],
    meetings: tuple[Meeting, ...],
    programs: tuple[Program, ...],
) -> None:
    """Who is pinned on a meeting attends it, on its days and in its hours."""
    places = {record.source: record.place for record in files.pins}
    known: dict[str, Meeting | Program] = {meeting_activity(m.meeting_id): m for m in meetings}
    known |= {program_activity(p.program_id): p for p in programs}
    for pin in pins:
        what = known.get(pin.activity)
        if what is not None and pin.source in places:
            _check(pin, what, places[pin.source], frame)


def _check(pin: Pin, what: Meeting | Program, place: SourcePlace, frame: CentreFrame) -> None:
    if pin.csr_id not in what.attendees:
        found = f"found {pin.activity} for {pin.csr_id}, who does not attend it"
        frame.findings.fault(
            place,
            "activity",
            found,
            f"{listed(what.attendees)} ({what.source}), or another activity",
        )
        return
    grid = frame.grid
    weekday, start = grid.weekday(grid.day(pin.start)), grid.of_day(pin.start)
    end = start + pin.end - pin.start
    if weekday in what.weekdays and what.earliest <= start and end <= what.latest:
        return
    found = f"found {WEEKDAYS[weekday]} {frame.clock_of(start)}-{frame.clock_of(end)}"
    days = ", ".join(WEEKDAYS[day] for day in sorted(what.weekdays))
    hours = f"{frame.clock_of(what.earliest)}-{frame.clock_of(what.latest)}"
    frame.findings.fault(place, "start", found, f"{hours} on {days} ({what.source})")
