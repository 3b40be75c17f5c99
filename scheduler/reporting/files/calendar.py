"""ics/<csr_id>.ics: each person's shifts as a calendar that any program can import.

An event keeps its identity from version to version: an update moves the shift in the calendar
and does not double it, and a shift that is taken away is cancelled there. Times name the
centre's time zone, which is described in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path
from urllib.parse import quote

from scheduler.reporting.files.calendar_events import TIME, events, shift_lines
from scheduler.reporting.files.calendar_zone import time_zone
from scheduler.reporting.findings import words
from scheduler.reporting.findings.edition import CalendarEvent
from scheduler.reporting.findings.run_report import Report

PRODUCT = "-//csr-scheduler//roster//EN"
OCTETS = 74  # of a line, so that it has 75 at most with the space that continues one
CANCELLED = "cancelled"  # folder of the messages that take events away


def write_calendars(folder: Path, report: Report) -> None:
    """One file for each CSR of the scenario, also for those who do not work.

    Whoever had shifts that are taken away gets cancelled/<csr_id>.ics too: programs that
    leave out a cancelled event of a published calendar act on that message.
    """
    folder.mkdir(parents=True, exist_ok=True)
    zone = time_zone(report.scenario.grid)
    known = events(report)
    for csr_id in dict.fromkeys((*report.scenario.csr, *known)):
        own = known.get(csr_id, [])
        _write(folder / f"{file_name(csr_id)}.ics", calendar(report, csr_id, own, zone))
        gone = [event for event in own if event.cancelled]
        if gone:
            (folder / CANCELLED).mkdir(exist_ok=True)
            message = calendar(report, csr_id, gone, zone, method="CANCEL")
            _write(folder / CANCELLED / f"{file_name(csr_id)}.ics", message)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes(b"".join(folded(line) for line in lines))


def file_name(csr_id: str) -> str:
    """The id, with whatever a file name cannot hold percent-encoded."""
    name = quote(csr_id, safe=" @+=,()")
    return name.replace(".", "%2E") if name.startswith(".") else name


def calendar(
    report: Report,
    csr_id: str,
    own: Sequence[CalendarEvent],
    zone: Sequence[str],
    method: str = "PUBLISH",
) -> Iterator[str]:
    """A person's shifts, breaks and meetings in the description (RFC 5545, 3.6; RFC 5546, 3.2)."""
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield f"METHOD:{method}"
    yield f"X-WR-CALNAME:{escaped(f'{report.name(csr_id)}, {report.scenario.name}')}"
    yield from zone
    for event in own:
        yield from _event(report, event)
    yield "END:VCALENDAR"


def _event(report: Report, event: CalendarEvent) -> Iterator[str]:
    scenario, edition = report.scenario, report.edition
    status = "TENTATIVE" if edition.draft else "CONFIRMED"
    shift = report.board.shift(event.csr_id, words.day_of(scenario.grid, event.date))
    yield "BEGIN:VEVENT"
    if event.cancelled or shift is None:
        status = "CANCELLED"
        yield "SUMMARY:Cancelled: work"
    else:
        yield f"SUMMARY:Work {words.times(scenario.grid, shift.start, shift.end)}"
    yield f"DTSTART;TZID={scenario.grid.timezone}:{event.start}"
    yield f"DTEND;TZID={scenario.grid.timezone}:{event.end}"
    yield f"DTSTAMP:{edition.published.astimezone(UTC):{TIME}}Z"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{status}"
    if status != "CANCELLED" and shift is not None:
        yield f"DESCRIPTION:{escaped(chr(10).join(shift_lines(report, shift)))}"
    yield f"LOCATION:{escaped(scenario.name)}"
    yield "END:VEVENT"


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
