"""ics/<csr_id>.ics: each person's shifts as a calendar that any program can import.

An event keeps its identity from run to run: a corrected roster moves the shift in the
calendar and does not double it. Times name the centre's time zone, which is described in
the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Segment, Shift
from scheduler.domain.scenario import Csr
from scheduler.reporting.findings import words
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import activity_title

PRODUCT = "-//csr-scheduler//roster//EN"
TIME = "%Y%m%dT%H%M%S"
OCTETS = 74  # of a line, so that it has 75 at most with the space that continues one


def write_calendars(folder: Path, report: Report) -> None:
    """One file for each CSR of the scenario, also for those who do not work."""
    folder.mkdir(parents=True, exist_ok=True)
    zone = tuple(time_zone(report.scenario.grid))
    for csr in report.scenario.csrs:
        shifts = report.board.shifts.get(csr.csr_id, {})
        lines = calendar(report, csr, [shifts[day] for day in sorted(shifts)], zone)
        content = b"".join(folded(line) for line in lines)
        (folder / f"{file_name(csr.csr_id)}.ics").write_bytes(content)


def file_name(csr_id: str) -> str:
    """The id, with whatever a file name cannot hold percent-encoded."""
    name = quote(csr_id, safe=" @+=,()")
    return name.replace(".", "%2E") if name.startswith(".") else name


def calendar(
    report: Report, csr: Csr, shifts: Sequence[Shift], zone: Sequence[str]
) -> Iterator[str]:
    """A person's shifts, breaks and meetings in the description (RFC 5545, 3.6)."""
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{escaped(f'{csr.name}, {report.scenario.name}')}"
    yield from zone
    for shift in shifts:
        yield from _event(report, shift)
    yield "END:VCALENDAR"


def _event(report: Report, shift: Shift) -> Iterator[str]:
    grid = report.scenario.grid
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:Work {words.times(grid, shift.start, shift.end)}"
    yield f"DTSTART;TZID={grid.timezone}:{grid.local(shift.start):{TIME}}"
    yield f"DTEND;TZID={grid.timezone}:{grid.local(shift.end):{TIME}}"
    # Fixed, so that the same roster gives the same bytes.
    yield f"DTSTAMP:{grid.local(0):{TIME}}Z"
    yield f"UID:{quote(shift.csr_id)}-{grid.date(shift.day).isoformat()}@csr-scheduler"
    yield f"DESCRIPTION:{escaped(chr(10).join(_lines(report, shift)))}"
    yield f"LOCATION:{escaped(report.scenario.name)}"
    yield "END:VEVENT"


def _lines(report: Report, shift: Shift) -> Iterator[str]:
    for segment in shift.segments:
        yield _line(report, segment)
    paid = shift.paid_slots * report.scenario.grid.slot_hours
    yield f"Paid: {words.hours(paid)}"


def _line(report: Report, segment: Segment) -> str:
    times = words.times(report.scenario.grid, segment.start, segment.end)
    return f"{times} {words.capital(activity_title(report, segment.activity))}"


def time_zone(grid: Grid) -> Iterator[str]:
    """The zone's offsets over the horizon, with every change between them (RFC 5545, 3.6.5)."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{grid.timezone}"
    zone = ZoneInfo(grid.timezone)
    start = datetime.combine(grid.first_day, datetime.min.time()) - timedelta(days=1)
    last = start.replace(tzinfo=zone)
    yield from _observance(last, last)
    for _ in range(24 * (grid.days + 2)):
        now = (last.astimezone(UTC) + timedelta(hours=1)).astimezone(zone)
        if now.utcoffset() != last.utcoffset():
            yield from _observance(last, now)
        last = now
    yield "END:VTIMEZONE"


def _observance(before: datetime, after: datetime) -> Iterator[str]:
    """From when on which offset holds; the onset is told in the offset it ends."""
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    onset = after.astimezone(UTC) + (before.utcoffset() or timedelta())
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset:{TIME}}"
    yield f"TZNAME:{after.tzname()}"
    yield f"TZOFFSETFROM:{before:%z}"
    yield f"TZOFFSETTO:{after:%z}"
    yield f"END:{kind}"


def escaped(text: str) -> str:
    """Text as the value of a property (RFC 5545, 3.3.11)."""
    for mark, written in (("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n")):
        text = text.replace(mark, written)
    return text


def folded(line: str) -> bytes:
    """A line with its end, long ones continued behind a space (RFC 5545, 3.1).

    Neither a character nor an escaped one is cut in two.
    """
    rest, parts = line.encode(), []
    while len(rest) > OCTETS:
        cut = OCTETS
        while rest[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        cut -= rest[cut - 1] in rb"\^"
        parts.append(rest[:cut])
        rest = rest[cut:]
    return b"\r\n ".join([*parts, rest]) + b"\r\n"
