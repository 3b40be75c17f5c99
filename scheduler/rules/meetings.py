"""Everybody who can come sits one sitting of each weekly meeting, its hosts in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import owed_days, presence_slots, shift_starts
from scheduler.domain.personal_hours import personal_week
from scheduler.domain.roster import Roster, Segment, Shift, meeting_activity
from scheduler.domain.scenario import Csr, Meeting, Scenario
from scheduler.rules.base import Linear, Model, shifts_of
from scheduler.rules.contract_hours import shift_lengths


def meeting_starts(scenario: Scenario, meeting: Meeting, day: int) -> range:
    """Slots of the horizon at which a sitting may begin on a day."""
    if scenario.grid.weekday(day) not in meeting.weekdays:
        return range(0)
    midnight = day * scenario.grid.slots_per_day
    return range(midnight + meeting.earliest, midnight + meeting.latest - meeting.slots + 1)


def possible_starts(scenario: Scenario, csr: Csr, meeting: Meeting, week: int) -> frozenset[int]:
    """Starts of a sitting that a shift of the person can hold, in contract, opening, leave and own
    hours.

    Where the meeting has hosts, those at which one of them can be there too.
    """
    own = _own_starts(scenario, csr, meeting, week)
    return own & _hosted_starts(scenario, meeting, week) if meeting.hosts else own


def _hosted_starts(scenario: Scenario, meeting: Meeting, week: int) -> frozenset[int]:
    """Starts at which some host of the meeting can be there."""
    hosts = [scenario.csr[i] for i in meeting.hosts if i in scenario.csr]

    def found() -> frozenset[int]:
        there = (h for h in hosts if owed_days(scenario, h, week))
        return frozenset[int]().union(*(_own_starts(scenario, h, meeting, week) for h in there))

    return scenario.kept(("hosted", meeting.meeting_id, week), found)


def _own_starts(scenario: Scenario, csr: Csr, meeting: Meeting, week: int) -> frozenset[int]:
    slots = scenario.grid.slots_per_day
    row = scenario.grid.week_days(week)
    off = scenario.off_spans(csr.csr_id, row[0] * slots, (row[-1] + 1) * slots)
    times = (meeting.slots, meeting.weekdays, meeting.earliest, meeting.latest)
    own = personal_week(scenario, csr, row)
    key = ("sittings", csr.contract, csr.channels, times, week, off, own)
    return scenario.kept(key, lambda: _possible_starts(scenario, csr, meeting, week))


def covered_starts(scenario: Scenario, csr: Csr, meeting: Meeting, week: int) -> frozenset[int]:
    """Starts of a sitting that the person's time off covers from its begin to its end."""
    slots, days = scenario.grid.slots_per_day, scenario.grid.week_days(week)
    spans = scenario.off_spans(csr.csr_id, days[0] * slots, (days[-1] + 1) * slots)
    off = {slot for start, end in spans for slot in range(start, end)}
    starts = (start for day in days for start in meeting_starts(scenario, meeting, day))
    return frozenset(s for s in starts if off and off.issuperset(range(s, s + meeting.slots)))


def _possible_starts(scenario: Scenario, csr: Csr, meeting: Meeting, week: int) -> frozenset[int]:
    found: set[int] = set()
    for day in scenario.grid.week_days(week):
        starts = meeting_starts(scenario, meeting, day)
        midnight = day * scenario.grid.slots_per_day
        for paid in shift_lengths(scenario, csr) if starts else ():
            length = presence_slots(scenario, csr, paid)
            for first in shift_starts(scenario, csr, day, paid):
                last = midnight + first + length - meeting.slots
                found.update(range(max(starts[0], midnight + first), min(starts[-1], last) + 1))
    return frozenset(found)


@dataclass(frozen=True)
class Duty:
    """One attendee of one meeting in one week.

    `possible`: starts at which the person could sit; none excuses. `lost`: starts of sittings
    that time off covers; a person is excused where every sitting held is among them.
    """

    meeting: Meeting
    csr: Csr
    week: int
    possible: frozenset[int]
    lost: frozenset[int]

    @property
    def most(self) -> int:
        """Sittings that the person may sit in."""
        return self.meeting.sessions if self.csr.csr_id in self.meeting.hosts else 1


@dataclass(frozen=True)
class Meetings:
    """Each attendee sits exactly one sitting a week, of at most `sessions` that are held.

    Each sitting held has a host in it where the meeting has hosts, who may sit in several.
    Excused is who owes no day of the week, whose time off covers every sitting held, or to whom
    time off, closures and own hours leave no time for any.
    Amounts in sittings, or hours outside the meeting's days and times.
    """

    duties: tuple[Duty, ...]
    name: ClassVar[str] = "meetings"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> Meetings:
        duties = []
        for meeting in scenario.meetings:
            for csr in (scenario.csr[i] for i in meeting.attendees if i in scenario.csr):
                for week in range(scenario.grid.weeks):
                    possible: frozenset[int] = frozenset()
                    if owed_days(scenario, csr, week):
                        possible = possible_starts(scenario, csr, meeting, week)
                    lost = covered_starts(scenario, csr, meeting, week)
                    duties.append(Duty(meeting, csr, week, possible, lost))
        return cls(tuple(duties))

    @cached_property
    def _due(self) -> dict[tuple[str, int], list[Duty]]:
        """Duties by meeting and week."""
        found: dict[tuple[str, int], list[Duty]] = {}
        for duty in self.duties:
            found.setdefault((duty.meeting.meeting_id, duty.week), []).append(duty)
        return found

    def post(self, model: Model) -> None:
        for meeting in model.scenario.meetings:
            self._post_times(model, meeting)
            for week in range(model.scenario.grid.weeks):
                self._post_week(model, meeting, week)

    def _post_times(self, model: Model, meeting: Meeting) -> None:
        """Sittings of their full length, in their windows, for attendees only."""
        activity = meeting_activity(meeting.meeting_id)
        for csr in model.scenario.csrs:
            clause = self._clause(meeting, csr, "in its days and times")
            for day in model.free_days(csr.csr_id):
                slots = model.slots(csr.csr_id, day)
                starts = meeting_starts(model.scenario, meeting, day)
                if csr.csr_id not in meeting.attendees:
                    starts = range(0)
                for slot in slots:
                    first = max(slot - meeting.slots + 1, slots.start)
                    begun = model.total(
                        model.begins(csr.csr_id, s, activity)
                        for s in range(first, slot + 1)
                        if s in starts and s + meeting.slots <= slots.stop
                    )
                    model.add(model.does(csr.csr_id, slot, activity) == begun, clause)

    def _post_week(self, model: Model, meeting: Meeting, week: int) -> None:
        row = model.scenario.grid.week_days(week)
        duties = self._due.get((meeting.meeting_id, week), [])
        if not any(model.free(d.csr.csr_id, day) for d in duties for day in row):
            return
        activity = meeting_activity(meeting.meeting_id)
        held: dict[int, Linear] = {}
        text = f"{meeting.title} is held {meeting.sessions} times in week {week + 1} at most"
        clause = Clause(self.name, text, meeting.source)
        for slot in (s for day in row for s in meeting_starts(model.scenario, meeting, day)):
            sitting = [model.begins(d.csr.csr_id, slot, activity) for d in duties]
            held[slot] = model.literal()
            for one in sitting:
                model.add(held[slot] >= one, clause)
            model.add(held[slot] <= model.total(sitting), clause)
        sittings = model.total(held.values())
        model.add(sittings <= meeting.sessions, clause)
        if meeting.hosts:
            self._post_hosts(model, meeting, week, held)
        for duty in duties:
            if any(model.free(duty.csr.csr_id, day) for day in row):
                self._post_duty(model, duty, held, sittings)

    def _post_hosts(
        self, model: Model, meeting: Meeting, week: int, held: dict[int, Linear]
    ) -> None:
        """A host in each sitting."""
        activity = meeting_activity(meeting.meeting_id)
        text = f"each sitting of {meeting.title} in week {week + 1} has a host"
        clause = Clause(self.name, text, meeting.source)
        for slot, one in held.items():
            there = model.total(model.begins(host, slot, activity) for host in meeting.hosts)
            model.add(there >= one, clause)

    def _post_duty(
        self, model: Model, duty: Duty, held: dict[int, Linear], sittings: Linear
    ) -> None:
        activity, csr_id = meeting_activity(duty.meeting.meeting_id), duty.csr.csr_id
        clause = self._clause(duty.meeting, duty.csr, "once a week")
        sits = model.total(model.begins(csr_id, slot, activity) for slot in held)
        if not duty.possible:
            model.add(sits == 0, clause)
        elif not duty.lost:
            model.add(sits == 1 if duty.most == 1 else sits >= 1, clause)
        else:
            open_to = [one for slot, one in held.items() if slot not in duty.lost]
            model.add(sits <= duty.most, clause)
            model.add(sits <= model.total(open_to * duty.most), clause)
            model.add(sits + sittings >= 1, clause)
            for one in open_to:
                model.add(sits >= one, clause)

    def _clause(self, meeting: Meeting, csr: Csr, demand: str) -> Clause:
        text = f"{csr.name} sits {meeting.title} {demand}"
        return Clause(self.name, text, meeting.source, csr.csr_id)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        sittings = _by_activity(shifts_of(scenario, roster))
        for meeting in scenario.meetings:
            sat = sittings.get(meeting_activity(meeting.meeting_id), [])
            invited = frozenset(meeting.attendees)
            for sitting in sat:
                yield from self._sitting(scenario, meeting, invited, sitting)
            for week in range(scenario.grid.weeks):
                days = scenario.grid.week_days(week)
                own = [s for s in sat if scenario.grid.day(s.start) in days]
                yield from self._week(scenario, meeting, week, own)

    def _sitting(
        self, scenario: Scenario, meeting: Meeting, invited: frozenset[str], sitting: Segment
    ) -> Iterator[Violation]:
        grid, csr_id = scenario.grid, sitting.csr_id
        who = scenario.csr[csr_id].name if csr_id in scenario.csr else csr_id
        if csr_id not in invited:
            text = f"{who} is not invited"
            yield self._broken(meeting, csr_id, sitting.start, 1, text)
        if sitting.slots != meeting.slots:
            hours = abs(sitting.slots - meeting.slots) * grid.slot_hours
            text = f"{who} sits {sitting.slots * grid.slot_hours:g} h"
            yield self._broken(meeting, csr_id, sitting.start, hours, text)
        first, last = grid.of_day(sitting.start), grid.of_day(sitting.start) + sitting.slots
        outside = max(0, meeting.earliest - first) + max(0, last - meeting.latest)
        if grid.weekday(grid.day(sitting.start)) not in meeting.weekdays:
            outside = sitting.slots
        if outside:
            hours, text = outside * grid.slot_hours, f"{who} sits outside its days and times"
            yield self._broken(meeting, csr_id, sitting.start, hours, text)

    def _week(
        self, scenario: Scenario, meeting: Meeting, week: int, sat: list[Segment]
    ) -> Iterator[Violation]:
        held, start = {s.start for s in sat}, 7 * week * scenario.grid.slots_per_day
        if len(held) > meeting.sessions:
            text = f"is held {len(held)} times, {meeting.sessions} are allowed"
            yield self._broken(meeting, "", start, len(held) - meeting.sessions, text)
        for slot in sorted(held):
            present = {s.csr_id for s in sat if s.start == slot}
            if meeting.hosts and present.isdisjoint(meeting.hosts):
                text = f"the sitting of {scenario.grid.text(slot)} has no host"
                yield self._broken(meeting, meeting.hosts[0], slot, 1, text)
        sits = Counter(s.csr_id for s in sat)
        for duty in self._due.get((meeting.meeting_id, week), ()):
            found = sits[duty.csr.csr_id]
            excused = not duty.possible or (bool(held) and held <= duty.lost)
            due = 0 if excused else max(1, min(found, duty.most))
            if found != due:
                text = f"{duty.csr.name} sits {found} sittings in week {week + 1}, owes {due}"
                yield self._broken(meeting, duty.csr.csr_id, start, abs(found - due), text)

    def _broken(
        self, meeting: Meeting, csr_id: str, start: int, amount: float, message: str
    ) -> Violation:
        text = f"{meeting.title}: {message}"
        return Violation(self.name, csr_id, start, meeting.source, amount, text)


def _by_activity(shifts: Mapping[str, tuple[Shift, ...]]) -> dict[str, list[Segment]]:
    """What everybody does, by activity, in the order of the roster."""
    found: dict[str, list[Segment]] = {}
    for own in shifts.values():
        for segment in (s for shift in own for s in shift.segments):
            found.setdefault(segment.activity, []).append(segment)
    return found
