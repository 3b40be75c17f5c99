"""Which events a person's calendar has in this version, and how often each has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from scheduler.domain.roster import Segment, Shift
from scheduler.reporting.findings import words
from scheduler.reporting.findings.edition import CalendarEvent
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import activity_title

TIME = "%Y%m%dT%H%M%S"
FIRST = 1  # of a published event: above that of a draft, which it then replaces


def events(report: Report) -> dict[str, list[CalendarEvent]]:
    """Events of everybody by day: those of the roster, and those taken away since.

    In a published version the sequence of an event rises by one where it says something else
    than in the version before (RFC 5546, 2.1.4). A draft has 0 everywhere and takes nothing away.
    """
    edition = report.edition
    found = {(event.csr_id, event.date): event for event in _of_roster(report)}
    for key, before in edition.events.items():
        now = found.get(key)
        if now is None:
            rises = 0 if before.cancelled else 1
            found[key] = replace(before, cancelled=True, sequence=before.sequence + rises)
        else:
            same = now.digest == before.digest and not before.cancelled
            found[key] = replace(now, sequence=before.sequence + (0 if same else 1))
    people: dict[str, list[CalendarEvent]] = {}
    for key in sorted(found):
        people.setdefault(key[0], []).append(found[key])
    return people


def _of_roster(report: Report) -> Iterator[CalendarEvent]:
    for csr_id in report.scenario.csr:
        for day, shift in report.board.shifts.get(csr_id, {}).items():
            yield _event_of(report, day, shift)


def _event_of(report: Report, day: int, shift: Shift) -> CalendarEvent:
    grid = report.scenario.grid
    date = grid.date(day).isoformat()
    said = "\n".join((report.scenario.name, *shift_lines(report, shift)))
    return CalendarEvent(
        csr_id=shift.csr_id,
        date=date,
        uid=f"{quote(shift.csr_id)}-{date}@csr-scheduler",
        start=f"{grid.local(shift.start):{TIME}}",
        end=f"{grid.local(shift.end):{TIME}}",
        sequence=0 if report.edition.draft else FIRST,
        cancelled=False,
        digest=hashlib.sha256(said.encode()).hexdigest()[:16],
    )


def shift_lines(report: Report, shift: Shift) -> Iterator[str]:
    """A line for each activity with its times, and the hours paid."""
    for segment in shift.segments:
        yield _line(report, segment)
    paid = shift.paid_slots * report.scenario.grid.slot_hours
    yield f"Paid: {words.hours(paid)}"


def _line(report: Report, segment: Segment) -> str:
    times = words.times(report.scenario.grid, segment.start, segment.end)
    return f"{times} {words.capital(activity_title(report, segment.activity))}"
