"""Warnings of what is legal and surely not meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

from scheduler.domain.entitlements import owed_days, presence_slots, shift_starts
from scheduler.domain.opening_hours import openings, weekly_openings
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Csr, Meeting, Scenario, Span
from scheduler.loading.builders.contracts import weekly_shifts
from scheduler.loading.builders.frame import CentreFrame, clock_text
from scheduler.loading.checks.idle_hours import idle_hours
from scheduler.loading.readers.settings_file import FILE
from scheduler.loading.schema.fields import WEEKDAYS


def unlikely(scenario: Scenario, frame: CentreFrame) -> Iterator[str]:
    """A sentence for each, with its place and what would do."""
    yield from _openings(scenario, frame)
    yield from _shortened_days(scenario)
    yield from idle_hours(scenario, frame)
    yield from _emptied_channels(scenario)
    yield from _hosts_away(scenario)
    yield from _no_supervisor(scenario, frame)
    yield from _never_two_days_off(scenario, frame)


def _kinds(scenario: Scenario) -> list[Csr]:
    """The first of all those with the same contract and channels."""
    found: dict[object, Csr] = {}
    for csr in scenario.csrs:
        found.setdefault((csr.contract, csr.channels), csr)
    return list(found.values())


def _openings(scenario: Scenario, frame: CentreFrame) -> Iterator[str]:
    """Hours of a channel in which no shift of those who work it fits."""
    for channel in frame.weekly_opening:
        people = [csr for csr in _kinds(scenario) if channel in csr.channels]
        for weekday, name in enumerate(WEEKDAYS if people and channel != SUPERVISION else ()):
            shifts = [
                shift
                for csr in people
                for _, shift in weekly_shifts(csr, frame, scenario.labour, weekday)
            ]
            for span in weekly_openings(scenario, channel, weekday):
                if not any(_meet(span, shift) for shift in shifts):
                    place = frame.settings.place("opening", channel, name)
                    why = _nobody_fits(scenario, span, people)
                    yield f"{place}: opening.{channel}.{name}: {why}"


def _shortened_days(scenario: Scenario) -> Iterator[str]:
    """The same on days of the horizon on which the channel opens for a part of its hours."""
    grid, present = scenario.grid, scenario.without_time_off
    for channel in scenario.opening:
        if channel == SUPERVISION or channel not in scenario.weekly_opening:
            continue
        people = [csr for csr in _kinds(scenario) if channel in csr.channels]
        for day in range(grid.days):
            spans = openings(scenario, channel, day)
            if not people or spans == weekly_openings(scenario, channel, grid.weekday(day)):
                continue
            shifts = [
                (start, start + presence_slots(scenario, csr, paid))
                for csr in people
                for paid in csr.contract.shift_slots
                for start in shift_starts(present, csr, day, paid)
            ]
            for span in spans:
                if not any(_meet(span, shift) for shift in shifts):
                    where = f"{FILE}: {channel} on {grid.date(day)}"
                    yield f"{where}: {_nobody_fits(scenario, span, people)}"


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _nobody_fits(scenario: Scenario, span: Span, people: list[Csr]) -> str:
    minutes = scenario.grid.slot_minutes
    hours = "-".join(clock_text(slot * minutes) for slot in span)
    csr = min(people, key=lambda csr: min(csr.contract.shift_slots))
    shortest = min(csr.contract.shift_slots) * scenario.grid.slot_hours
    return (
        f"no shift of anybody fits into {hours} (the shortest is of {shortest:g} h, "
        f"{csr.contract.source}): nobody will be there; open longer or allow shorter shifts"
    )


def _emptied_channels(scenario: Scenario) -> Iterator[str]:
    """Meetings that take everybody who works an open channel away from it at once."""
    channels = (c for c in scenario.weekly_opening if c != SUPERVISION and not scenario.may_wait(c))
    working = {c: {csr.csr_id for csr in scenario.csrs if c in csr.channels} for c in channels}
    for meeting in (m for m in scenario.meetings if m.sessions == 1):
        for channel, people in working.items():
            if not 1 < len(people) <= len(meeting.attendees):
                continue
            if people <= set(meeting.attendees) and _is_open(scenario, meeting, channel):
                yield (
                    f"{meeting.source}: {meeting.meeting_id} takes all {len(people)} people who "
                    f"work {channel} away from it at once, while it is open: with sessions = 2 "
                    "some of them would stay"
                )


def _is_open(scenario: Scenario, meeting: Meeting, channel: str) -> bool:
    """Whether the channel is open at some time of every sitting that the meeting allows."""
    return all(
        any(_meet(span, (start, start + meeting.slots)) for span in spans)
        for weekday in meeting.weekdays
        for spans in [weekly_openings(scenario, channel, weekday)]
        for start in range(meeting.earliest, meeting.latest - meeting.slots + 1)
    )


def _hosts_away(scenario: Scenario) -> Iterator[str]:
    """Weeks in which no host of a meeting works at all."""
    for meeting in (m for m in scenario.meetings if m.hosts):
        hosts = [scenario.csr[csr_id] for csr_id in meeting.hosts]
        for week in range(scenario.grid.weeks):
            if not any(owed_days(scenario, host, week) for host in hosts):
                yield (
                    f"{meeting.source}: {meeting.meeting_id} is not held in the week of "
                    f"{scenario.grid.date(7 * week)}: {', '.join(meeting.hosts)}, without whom "
                    f"it cannot be held, is away all week; name another host"
                )


def _no_supervisor(scenario: Scenario, frame: CentreFrame) -> Iterator[str]:
    """A supervisors' span that the settings name, and nobody who supervises."""
    if any(SUPERVISION in csr.channels for csr in scenario.csrs) or not scenario.csrs:
        return
    if not scenario.prices.missing_supervisor_per_hour:
        return
    for table, key in (("labour", "supervisor_span"), ("prices", "missing_supervisor_per_hour")):
        if (table, key) in frame.settings.lines.lines:
            yield (
                f"{frame.settings.place(table, key)}: {key} changes nothing: nobody works "
                "supervision (csrs.csv, channels)"
            )


def _never_two_days_off(scenario: Scenario, frame: CentreFrame) -> Iterator[str]:
    """Contracts whose people have two days off together in no two weeks that follow."""
    for csr in _kinds(scenario):
        own = tuple(
            weekday
            for weekday in range(7)
            if any(True for _ in weekly_shifts(csr, frame, scenario.labour, weekday))
        )
        most = csr.contract.max_days_in_a_row or scenario.labour.max_days_in_a_row
        days_owed = max(week.days for week in csr.contract.owed_weeks)
        if not _two_days_off(own, days_owed, most):
            alike = (csr.contract, csr.channels)
            others = sum((c.contract, c.channels) == alike for c in scenario.csrs) - 1
            who = f"{csr.csr_id} and {others} more" if others else csr.csr_id
            days = ", ".join(WEEKDAYS[weekday] for weekday in own)
            yield (
                f"{csr.contract.source}: contract {csr.contract.name} can never give {who} two "
                f"days off together: {days_owed} days a week of {days}"
            )


@cache
def _two_days_off(possible: tuple[int, ...], days: int, most: int) -> bool:
    """Whether some two weeks of so many days each have two days off in a row.

    Weekdays count from Monday; runs of work within the two weeks are of `most` days at most.
    """
    weeks = [set(chosen) for chosen in combinations(possible, days)]
    for first, second in product(weeks, weeks):
        off = "".join("-" if d % 7 in (first, second)[d // 7] else "o" for d in range(14))
        if "oo" in off and "-" * (most + 1) not in off:
            return True
    return False
