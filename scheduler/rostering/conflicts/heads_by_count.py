"""Heads counted without any solving: hours, people within reach, and who is fixed in one slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import owed_slots, presence_slots, shift_starts
from scheduler.domain.roster import MEAL, SUPERVISION
from scheduler.domain.scenario import Csr, Meeting, Pin, Scenario
from scheduler.rostering.conflicts.people_at_work import LEAST, SEATS
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.meetings import Meetings
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.pins import OFF, SHIFT


def by_arithmetic(scenario: Scenario) -> Iterator[Clause]:
    """Demands that no count of heads or hours can meet: found without any solving."""
    labour = scenario.labour
    counted = [c for c in scenario.csrs if SUPERVISION not in c.channels]
    least, seats = labour.minimum_staff, labour.seats
    if least is not None and seats is not None and least > seats:
        there = "there is 1 seat" if seats == 1 else f"there are {seats} seats"
        text = f"{least} people at least are to be at work, and {there}"
        yield Clause(LEAST, text, labour.source(LEAST))
        yield Clause(SEATS, there, labour.source(SEATS))
        return
    if least is not None:
        yield from _too_few(scenario, least, counted)
    if seats is not None:
        yield from _too_many(scenario, seats, counted)


def _too_many(scenario: Scenario, seats: int, counted: list[Csr]) -> Iterator[Clause]:
    """The hours at work that contracts owe, against all seats in all hours within reach."""
    grid = scenario.grid
    owed = sum(owed_slots(scenario, csr, week) for csr in counted for week in range(grid.weeks))
    reach = len(set().union(*(_within_reach(scenario, csr) for csr in counted)))
    if owed > seats * reach:
        text = (
            f"{seats} seats in {reach * grid.slot_hours:g} open hours hold "
            f"{seats * reach * grid.slot_hours:g} h at work, contracts owe "
            f"{owed * grid.slot_hours:g} h: at least {-(-owed // max(reach, 1))} are needed"
        )
        yield Clause(SEATS, text, scenario.labour.source(SEATS))


def _too_few(scenario: Scenario, least: int, counted: list[Csr]) -> Iterator[Clause]:
    """The worst slot, and the hours of all weeks, against the minimum of people at work."""
    grid, source = scenario.grid, scenario.labour.source(LEAST)
    open_slots = MinimumStaff.from_scenario(scenario).open_slots
    present = dict.fromkeys(open_slots, 0)
    for csr in counted:
        for slot in _within_reach(scenario, csr):
            if slot in present:
                present[slot] += 1
    worst = min(present, key=present.__getitem__, default=None)
    if worst is not None and present[worst] < least:
        text = f"{grid.text(worst)} needs {least} people at work, {present[worst]} can be"
        yield Clause(LEAST, text, source)
        return
    spare, weeks = overtime_slots(scenario), range(grid.weeks)
    have = sum(owed_slots(scenario, csr, week) + spare for csr in counted for week in weeks)
    need = least * len(open_slots)
    if have < need:
        text = (
            f"{least} people in {len(open_slots) * grid.slot_hours:g} open hours are "
            f"{need * grid.slot_hours:g} h at work, contracts give {have * grid.slot_hours:g} h"
        )
        yield Clause(LEAST, text, source)


def _within_reach(scenario: Scenario, csr: Csr) -> set[int]:
    """Slots that some shift of the person can hold, leave considered."""
    found: set[int] = set()
    for day in range(scenario.grid.days):
        midnight = day * scenario.grid.slots_per_day
        for paid in shift_lengths(scenario, csr):
            length = presence_slots(scenario, csr, paid)
            for start in shift_starts(scenario, csr, day, paid):
                found.update(range(midnight + start, midnight + start + length))
    return found


def at_once(scenario: Scenario) -> list[Clause]:
    """More people than there are seats who have to be at work in one slot, if there are any."""
    return _pinned_together(scenario) or _sitting_together(scenario)


def _pinned_together(scenario: Scenario) -> list[Clause]:
    """One person more than there are seats, all pinned at work in one slot, if there are any."""
    seats, busy = scenario.labour.seats or 0, defaultdict[int, list[tuple[Csr, Pin]]](list)
    for csr in scenario.csrs:
        for pin in scenario.pins_of[csr.csr_id] if SUPERVISION not in csr.channels else ():
            if pin.activity not in (SHIFT, OFF, MEAL):  # whoever is just there may be at a meal
                for slot in range(pin.start, pin.end):
                    busy[slot].append((csr, pin))
    most = max(busy, key=lambda slot: len(busy[slot]), default=None)
    if most is None or len(busy[most]) <= seats:
        return []
    when = scenario.grid.text(most)
    text = f"{len(busy[most])} people are pinned at work {when}, on {seats} seats"
    found = [Clause(SEATS, text, scenario.labour.source(SEATS))]
    for csr, pin in busy[most][: seats + 1]:
        words = row_words(scenario, csr, "pins", pin)
        found.append(Clause("pins", words, pin.source, csr.csr_id))
    return found


def _sitting_together(scenario: Scenario) -> list[Clause]:
    """One attendee more than there are seats for the sittings of a meeting."""
    seats, due = scenario.labour.seats or 0, defaultdict[tuple[str, int], list[Csr]](list)
    for duty in Meetings.from_scenario(scenario).duties:
        if duty.possible and not duty.lost and SUPERVISION not in duty.csr.channels:
            due[duty.meeting.meeting_id, duty.week].append(duty.csr)
    for (meeting_id, _), people in due.items():
        meeting = scenario.meeting[meeting_id]
        most = seats * meeting.sessions
        if len(people) > most:
            return [_seats_for(scenario, meeting, len(people)), *_sits(meeting, people[: most + 1])]
    return []


def _seats_for(scenario: Scenario, meeting: Meeting, people: int) -> Clause:
    times = "once" if meeting.sessions == 1 else f"{meeting.sessions} times"
    seats = scenario.labour.seats or 0
    there = "there is 1 seat" if seats == 1 else f"there are {seats} seats"
    text = f"{people} people sit {meeting.title}, held {times} at most, and {there}"
    return Clause(SEATS, text, scenario.labour.source(SEATS))


def _sits(meeting: Meeting, people: list[Csr]) -> Iterator[Clause]:
    for csr in people:
        text = f"{csr.name} sits {meeting.title} once a week"
        yield Clause("meetings", text, meeting.source, csr.csr_id)


def row_words(scenario: Scenario, csr: Csr, field: str, row: object) -> str:
    """Time off, a pin or hours of one person, in words."""
    grid = scenario.grid
    if field == "availability":
        return f"{csr.name} can only work at some hours"
    start, end = grid.text(getattr(row, "start", 0)), grid.text(getattr(row, "end", 0))
    what = f"is away ({getattr(row, 'kind', '')})"
    if field == "pins":
        activity = getattr(row, "activity", "")
        what = {"shift": "is pinned at work", "off": "is pinned off"}.get(
            activity, f"is pinned on {activity}"
        )
    return f"{csr.name} {what} {start} to {end}"
