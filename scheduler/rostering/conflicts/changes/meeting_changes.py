"""Changes of meetings and of program work."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from scheduler.domain.conflict import Edit
from scheduler.domain.scenario import Meeting, Program, Scenario
from scheduler.rostering.conflicts.changes.change import (
    WHOLE_ROW,
    Change,
    Family,
    clock,
    duration,
    one,
    with_row,
)
from scheduler.rostering.conflicts.changes.row_changes import WEEKDAYS

# Sizes beside a slot of another time: one sitting more, another weekday, one attendee less
SITTING, WEEKDAY, ATTENDEE = 4.0, 16.0, 64.0


def of_meeting(scenario: Scenario, meeting: Meeting, csr_id: str) -> Iterator[Family]:
    """Another time, one sitting more, another weekday, a shorter one, or without the person."""
    yield from _windows(scenario, meeting, "meetings")
    most = len(meeting.attendees) - meeting.sessions
    yield Family(min(most, 8), partial(_sittings, meeting))
    yield from _weekdays(scenario, meeting, "meetings")
    yield Family(meeting.slots - 1, partial(_shorter, scenario, meeting))
    yield from _without(meeting, csr_id, "meetings")


def of_program(scenario: Scenario, program: Program, csr_id: str) -> Iterator[Family]:
    """Less of it, shorter blocks, another time, or without the person."""
    most = program.slots - program.min_block
    yield Family(most, partial(_less, scenario, program))
    yield Family(program.min_block - 1, partial(_shorter_blocks, scenario, program))
    yield from _windows(scenario, program, "programs")
    yield from _weekdays(scenario, program, "programs")
    yield from _without(program, csr_id, "programs")


def _windows(scenario: Scenario, what: Meeting | Program, field: str) -> Iterator[Family]:
    """Hours that begin earlier or end later, in the hours of every weekday of it."""
    spans = [
        span
        for days in scenario.weekly_opening.values()
        for weekday in what.weekdays
        if (span := days[weekday])
    ]
    first, last = min((s for s, _ in spans), default=0), max((e for _, e in spans), default=0)
    yield Family(what.earliest - first, partial(_wider, scenario, what, field, -1))
    yield Family(last - what.latest, partial(_wider, scenario, what, field, 1))


def _wider(
    scenario: Scenario, what: Meeting | Program, field: str, side: int, slots: int
) -> tuple[Change, ...]:
    values: dict[str, int]
    if side > 0:
        column, old, values = "latest", what.latest, {"latest": what.latest + slots}
    else:
        column, old, values = "earliest", what.earliest, {"earliest": what.earliest - slots}
    new = clock(scenario, values[column])
    words = f"hold {what.title} {'until' if side > 0 else 'from'} {new}"
    edit = Edit(what.source, column, clock(scenario, old), new)
    return (Change(words, (edit,), slots, with_row(field, what.source, **values)),)


def _sittings(meeting: Meeting, more: int) -> tuple[Change, ...]:
    new = meeting.sessions + more
    words = f"hold {meeting.title} {new} times"
    edit = Edit(meeting.source, "sessions", str(meeting.sessions), str(new))
    apply = with_row("meetings", meeting.source, sessions=new)
    return (Change(words, (edit,), SITTING * more, apply),)


def _weekdays(scenario: Scenario, what: Meeting | Program, field: str) -> Iterator[Family]:
    """One weekday more, of those that are open in all its hours."""
    opened = [
        [span for days in scenario.weekly_opening.values() if (span := days[weekday])]
        for weekday in range(7)
    ]
    length = what.slots if isinstance(what, Meeting) else what.min_block
    others = [
        weekday
        for weekday, spans in enumerate(opened)
        if spans and weekday not in what.weekdays
        and min(max(e for _, e in spans), what.latest)
        - max(min(s for s, _ in spans), what.earliest) >= length
    ]  # fmt: skip

    def of(number: int) -> tuple[Change, ...]:
        days = sorted({*what.weekdays, others[number - 1]})
        old, new = (";".join(WEEKDAYS[d] for d in part) for part in (sorted(what.weekdays), days))
        words = f"hold {what.title} on {WEEKDAYS[others[number - 1]]}, too"
        edit = Edit(what.source, "days", old, new)
        apply = with_row(field, what.source, weekdays=frozenset(days))
        return (Change(words, (edit,), WEEKDAY, apply),)

    yield Family(len(others), of, rising=False)


def _shorter(scenario: Scenario, meeting: Meeting, slots: int) -> tuple[Change, ...]:
    minutes = scenario.grid.slot_minutes
    old, new = meeting.slots * minutes, (meeting.slots - slots) * minutes
    words = f"{meeting.title} of {duration(new)}"
    edit = Edit(meeting.source, "minutes", str(old), str(new))
    apply = with_row("meetings", meeting.source, slots=meeting.slots - slots)
    return (Change(words, (edit,), WEEKDAY + slots, apply),)


def _less(scenario: Scenario, program: Program, slots: int) -> tuple[Change, ...]:
    minutes = scenario.grid.slot_minutes
    old, new = program.slots * minutes, (program.slots - slots) * minutes
    words = f"{duration(new)} of {program.title} a week"
    edit = Edit(program.source, "minutes", str(old), str(new))
    apply = with_row("programs", program.source, slots=program.slots - slots)
    return (Change(words, (edit,), slots, apply),)


def _shorter_blocks(scenario: Scenario, program: Program, slots: int) -> tuple[Change, ...]:
    minutes = scenario.grid.slot_minutes
    old, new = program.min_block * minutes, (program.min_block - slots) * minutes
    words = f"{program.title} in blocks from {duration(new)} on"
    edit = Edit(program.source, "min_block_minutes", str(old), str(new))
    apply = with_row("programs", program.source, min_block=program.min_block - slots)
    return (Change(words, (edit,), slots, apply),)


def _without(what: Meeting | Program, csr_id: str, field: str) -> Iterator[Family]:
    """One attendee less, no host of it; the row as a whole where nobody else is left."""
    hosts = what.hosts if isinstance(what, Meeting) else ()
    left = tuple(i for i in what.attendees if i != csr_id)
    if not csr_id or csr_id in hosts:
        return
    if not left:
        words = f"take {what.title} out"
        yield one(Change(words, (Edit(what.source),), WHOLE_ROW, with_row(field, what.source)))
        return
    old, new = ";".join(what.attendees), ";".join(left)
    words = f"hold {what.title} without {csr_id}"
    values: dict[str, Any] = {"attendees": left}
    edit = Edit(what.source, "attendees", old, new)
    yield one(Change(words, (edit,), ATTENDEE, with_row(field, what.source, **values)))
