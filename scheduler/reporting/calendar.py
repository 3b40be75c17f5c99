"""ics/<csr_id>.ics: each person's shifts as a calendar that any program can import.

An event keeps its identity from run to run: a corrected roster moves the shift in the
calendar and does not double it. Times name the centre's time zone, which is described in
the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Segment, Shift
from scheduler.domain.scenario import Csr
from scheduler.reporting import words
from scheduler.reporting.report import Report
from scheduler.reporting.timeline import activity_title

PRODUCT = "-//csr-scheduler//roster//EN"


def write_calendars(folder: Path, report: Report) -> None:
    """One file for each CSR of the scenario, also for those who do not work."""
    folder.mkdir(parents=True, exist_ok=True)
    zone = time_zone(report.scenario.grid)
    for csr in report.scenario.csrs:
        shifts = report.board.shifts.get(csr.csr_id, {})
        content = calendar(report, csr, tuple(shifts[day] for day in sorted(shifts)), zone)
        (folder / f"{file_name(csr.csr_id)}.ics").write_bytes(content)


def file_name(csr_id: str) -> str:
    """The id, with whatever a file name cannot hold percent-encoded."""
    name = quote(csr_id, safe=" @+=,()")
    return name.replace(".", "%2E") if name.startswith(".") else name


def calendar(report: Report, csr: Csr, shifts: tuple[Shift, ...], zone: Timezone) -> bytes:
    """A person's shifts, breaks and meetings in the description."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"{csr.name}, {report.scenario.name}")
    found.add_component(zone)
    for shift in shifts:
        found.add_component(_event(report, shift))
    return bytes(found.to_ical())


def _event(report: Report, shift: Shift) -> Event:
    grid = report.scenario.grid
    event = Event()
    event.add("uid", f"{quote(shift.csr_id)}-{grid.date(shift.day).isoformat()}@csr-scheduler")
    # Fixed, so that the same roster gives the same bytes.
    event.add("dtstamp", datetime.combine(grid.first_day, datetime.min.time(), UTC))
    event.add("dtstart", grid.moment(shift.start))
    event.add("dtend", grid.moment(shift.end))
    event.add("summary", f"Work {words.times(grid, shift.start, shift.end)}")
    event.add("description", "\n".join(_lines(report, shift)))
    event.add("location", report.scenario.name)
    return event


def _lines(report: Report, shift: Shift) -> Iterator[str]:
    for segment in shift.segments:
        yield _line(report, segment)
    paid = shift.paid_slots * report.scenario.grid.slot_hours
    yield f"Paid: {words.hours(paid)}"


def _line(report: Report, segment: Segment) -> str:
    times = words.times(report.scenario.grid, segment.start, segment.end)
    return f"{times} {words.capital(activity_title(report, segment.activity))}"


def time_zone(grid: Grid) -> Timezone:
    """The zone's offsets over the horizon, with every change between them (RFC 5545, 3.6.5)."""
    zone = Timezone()
    zone.add("tzid", grid.timezone)
    start = datetime.combine(grid.first_day, datetime.min.time()) - timedelta(days=1)
    hours = 24 * (grid.days + 2)
    before = start.replace(tzinfo=ZoneInfo(grid.timezone))
    zone.add_component(_observance(before, before))
    last = before.astimezone(UTC)
    for _ in range(hours):
        instant = last + timedelta(hours=1)
        here, there = (m.astimezone(ZoneInfo(grid.timezone)) for m in (last, instant))
        if here.utcoffset() != there.utcoffset():
            zone.add_component(_observance(here, there))
        last = instant
    return zone


def _observance(before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """From when on which offset holds; the onset is told in the offset it ends."""
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset = before.utcoffset() or timedelta()
    onset = (after.astimezone(UTC) + offset).replace(tzinfo=None)
    part.add("dtstart", onset)
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", after.utcoffset() or timedelta())
    part.add("tzname", after.tzname() or "")
    return part
