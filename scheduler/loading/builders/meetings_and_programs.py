"""Meetings and program work, against the hours of the centre and of the attendees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.domain.scenario import Contract, Csr, Meeting, Program
from scheduler.domain.settings import Labour
from scheduler.loading.builders.contracts import weekly_shifts
from scheduler.loading.builders.frame import CentreFrame, clock_text
from scheduler.loading.builders.hosts_of_meetings import check_hosts, meeting_hosts
from scheduler.loading.faults import SourcePlace
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import MeetingRow
from scheduler.loading.schema.fields import WEEKDAYS


@dataclass(frozen=True)
class _Window:
    """When a sitting or a block of this many slots may lie, in slots of the day."""

    slots: int
    earliest: int
    latest: int
    weekdays: frozenset[int]


def build_meetings(
    files: Files, frame: CentreFrame, labour: Labour, csrs: tuple[Csr, ...]
) -> tuple[tuple[Meeting, ...], tuple[Program, ...]]:
    """Meetings and programs in the order of the file."""
    meetings: list[Meeting] = []
    programs: list[Program] = []
    known = {csr.csr_id: csr for csr in csrs}
    for record in files.meetings:
        row = record.row
        minutes = frame.length(record.place, "minutes", row.minutes)
        window = _window(record, frame, minutes)
        if minutes is None or window is None:
            continue
        hosts = meeting_hosts(record, frame, attendees_of(row.attendees, csrs), known)
        attendees = attendees_of((*row.attendees, *hosts), csrs)
        _check_attendees(record, window, minutes, frame, labour, [known[i] for i in attendees])
        if row.kind == "offline":
            programs.append(_program(record, window, minutes, attendees))
        elif _takes_place(record, window, frame):
            meeting = _meeting(record, window, attendees, hosts)
            check_hosts(record, meeting, frame, labour, known)
            meetings.append(meeting)
    _check_load(files, frame, csrs, tuple(meetings), tuple(programs))
    return tuple(meetings), tuple(programs)


def _program(
    record: Record[MeetingRow], window: _Window, slots: int, attendees: tuple[str, ...]
) -> Program:
    return Program(
        program_id=record.row.meeting,
        title=record.row.title,
        attendees=attendees,
        slots=slots,
        min_block=window.slots,
        weekdays=window.weekdays,
        earliest=window.earliest,
        latest=window.latest,
        source=record.source,
    )


def _meeting(
    record: Record[MeetingRow],
    window: _Window,
    attendees: tuple[str, ...],
    hosts: tuple[str, ...],
) -> Meeting:
    return Meeting(
        meeting_id=record.row.meeting,
        title=record.row.title,
        attendees=attendees,
        slots=window.slots,
        sessions=record.row.sessions,
        weekdays=window.weekdays,
        earliest=window.earliest,
        latest=window.latest,
        source=record.source,
        hosts=hosts,
    )


def _window(record: Record[MeetingRow], frame: CentreFrame, minutes: int | None) -> _Window | None:
    """The window of a meeting; None with a fault where it cannot hold it."""
    row, place = record.row, record.place
    earliest = frame.clock(place, "earliest", row.earliest)
    latest = frame.clock(place, "latest", row.latest)
    slots = minutes
    if row.kind == "offline":
        slots = frame.length(place, "min_block_minutes", row.min_block_minutes)
        if slots is not None and minutes is not None and minutes < slots:
            frame.findings.fault(
                place,
                "minutes",
                f"found {row.minutes} a week",
                f"at least one block of min_block_minutes = {row.min_block_minutes}",
            )
            return None
    if earliest is None or latest is None or slots is None:
        return None
    if latest - earliest < slots:
        frame.findings.fault(
            place,
            "latest",
            f"found {clock_text(row.earliest)}-{clock_text(row.latest)}",
            f"a window of at least {slots * frame.grid.slot_minutes} minutes",
        )
        return None
    window = _Window(slots, earliest, latest, frozenset(row.days))
    return window if _check_days(place, window, frame) else None


def _check_days(place: SourcePlace, window: _Window, frame: CentreFrame) -> bool:
    """Every weekday named is one on which the centre opens, long enough in the window."""
    sound = True
    for weekday in sorted(window.weekdays):
        span = frame.weekly_opening["supervision"][weekday]
        name = WEEKDAYS[weekday]
        opened = [
            WEEKDAYS[day] for day, hours in enumerate(frame.weekly_opening["supervision"]) if hours
        ]
        if span is None:
            found = f"found {name}, on which settings.toml opens no channel"
            frame.findings.fault(place, "days", found, ", ".join(opened))
            sound = False
        elif min(span[1], window.latest) - max(span[0], window.earliest) < window.slots:
            hours = f"{frame.clock_of(span[0])}-{frame.clock_of(span[1])}"
            found = f"found {frame.clock_of(window.earliest)}-{frame.clock_of(window.latest)}"
            frame.findings.fault(
                place, "earliest", found, f"within the hours of {name} in settings.toml, {hours}"
            )
            sound = False
    return sound


def attendees_of(names: tuple[str, ...], csrs: tuple[Csr, ...]) -> tuple[str, ...]:
    """Ids of everybody named, each once, in the order of csrs.csv."""
    teams = {name.removeprefix("team:") for name in names if name.startswith("team:")}
    ids = set(names)
    return tuple(
        csr.csr_id
        for csr in csrs
        if "all" in ids or csr.csr_id in ids or (csr.team and csr.team in teams)
    )


def _check_attendees(
    record: Record[MeetingRow],
    window: _Window,
    slots: int,
    frame: CentreFrame,
    labour: Labour,
    attendees: Sequence[Csr],
) -> None:
    """Each attendee has shifts that hold so many slots a week on its weekdays."""
    able: dict[tuple[Contract, frozenset[str]], bool] = {}
    days = ", ".join(WEEKDAYS[weekday] for weekday in sorted(window.weekdays))
    for csr in attendees:
        if not csr.channels <= set(frame.weekly_opening):
            continue
        kind = (csr.contract, csr.channels)
        if kind not in able:
            able[kind] = _can_attend(csr, window, slots, frame, labour)
        if not able[kind]:
            found = (
                f"found {csr.csr_id} ({csr.source}), whose shifts hold no "
                f"{slots * frame.grid.slot_minutes} minutes of {record.row.meeting} within "
                f"{frame.clock_of(window.earliest)}-{frame.clock_of(window.latest)} on {days}"
            )
            allowed = f"people whose contract allows it (here {csr.contract.source})"
            frame.findings.fault(record.place, "attendees", found, allowed)


def _can_attend(csr: Csr, window: _Window, slots: int, frame: CentreFrame, labour: Labour) -> bool:
    """Whether one shift on each weekday, with room for a sitting or a block, holds all slots."""
    rooms = [
        max(
            (
                min(end, window.latest) - max(start, window.earliest)
                for _, (start, end) in weekly_shifts(csr, frame, labour, weekday)
            ),
            default=0,
        )
        for weekday in window.weekdays
    ]
    return sum(room for room in rooms if room >= window.slots) >= slots


def _takes_place(record: Record[MeetingRow], window: _Window, frame: CentreFrame) -> bool:
    """Whether any day of the horizon allows it; warns of weeks that are closed for it."""
    grid, opening = frame.grid, frame.opening["supervision"]
    possible = False
    for week in range(grid.weeks):
        days = [d for d in grid.week_days(week) if grid.weekday(d) in window.weekdays]
        if any(opening[day] for day in days):
            possible = True
        else:
            first = grid.date(7 * week)
            frame.findings.warn(
                f"{record.source}: {record.row.meeting} is not held in the week of {first}: "
                "the centre is closed on its days"
            )
    return possible


def _check_load(
    files: Files,
    frame: CentreFrame,
    csrs: tuple[Csr, ...],
    meetings: tuple[Meeting, ...],
    programs: tuple[Program, ...],
) -> None:
    """Meetings and programs together leave nobody more than their contract's hours."""
    parts: list[Meeting | Program] = [*meetings, *programs]
    own: dict[str, list[Meeting | Program]] = {}
    for part in parts:
        for csr_id in part.attendees:
            own.setdefault(csr_id, []).append(part)
    for csr in csrs:
        total = sum(part.slots for part in own.get(csr.csr_id, ()))
        least = min(week.slots for week in csr.contract.owed_weeks)
        if total > least:
            longest = max(own[csr.csr_id], key=lambda part: part.slots)
            place = next(r.place for r in files.meetings if r.source == longest.source)
            found = f"found {total * frame.grid.slot_hours:g} h of meetings for {csr.csr_id}"
            allowed = f"{least * frame.grid.slot_hours:g} h a week at most ({csr.contract.source})"
            frame.findings.fault(place, "minutes", found, allowed)
