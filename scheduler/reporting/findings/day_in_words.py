"""One person's day by the clock: when each pause is, and what is done from when on."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scheduler.domain.roster import MEAL, PAUSES, Segment, Shift
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import look
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import activity_title


@dataclass(frozen=True)
class Stretch:
    """A stretch of one activity: CSS class of its colour, from when to when, and what."""

    key: str
    times: str
    title: str


@dataclass(frozen=True)
class DayInWords:
    """A shift by the clock; `work` leaves out the pauses, and a stint goes on behind one."""

    times: str
    pauses: tuple[Stretch, ...]
    work: tuple[Stretch, ...]
    all: tuple[Stretch, ...]


def day_in_words(report: Report, shift: Shift) -> DayInWords:
    """Every stretch of a shift with its clock times."""
    grid = report.scenario.grid
    pauses = [s for s in shift.segments if s.activity in PAUSES]
    return DayInWords(
        words.times(grid, shift.start, shift.end),
        tuple(_stretch(report, s, s.end) for s in pauses),
        tuple(_stretch(report, first, end) for first, end in _stints(shift)),
        tuple(_stretch(report, s, s.end) for s in shift.segments),
    )


def _stretch(report: Report, segment: Segment, end: int) -> Stretch:
    title = {MEAL: "meal"}.get(segment.activity) or activity_title(report, segment.activity)
    times = words.times(report.scenario.grid, segment.start, end)
    return Stretch(look(segment.activity).key, times, title)


def _stints(shift: Shift) -> list[tuple[Segment, int]]:
    """First segment and end of each stint; pauses do not end one."""
    found: list[tuple[Segment, int]] = []
    for segment in shift.segments:
        if segment.activity in PAUSES:
            continue
        if found and found[-1][0].activity == segment.activity:
            found[-1] = found[-1][0], segment.end
        else:
            found.append((segment, segment.end))
    return found


def not_at_work(report: Report, day: int) -> str:
    """`closed` where the centre is, else `off`; why somebody is off is nobody else's business."""
    return "closed" if report.scenario.grid.date(day) in report.scenario.closures else "off"


def edition_words(report: Report) -> str:
    """`Version 2, published Thu 7 May 2026, 14:05`; `Draft: nobody was told this yet`."""
    edition = report.edition
    if edition.draft:
        return "Draft, not published"
    at = edition.published.astimezone(ZoneInfo(report.scenario.grid.timezone))
    return f"Version {edition.number}, published {words.short_date(at.date())} {at:%Y, %H:%M}"
