"""The input of a run: a centre, its people and what they have to do. Times in slots."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar

from scheduler.domain.demand import ALL, JOIN, DemandChange
from scheduler.domain.fte_plan import PayClass as PayClass
from scheduler.domain.fte_plan import PlanLine as PlanLine
from scheduler.domain.grid import Grid
from scheduler.domain.history import Contacts
from scheduler.domain.pay_codes import PayCodes
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.settings import Labour, Pay, Prices, RequestRules, Service, Simulation, Solve

if TYPE_CHECKING:
    from scheduler.domain.kept_edits import KeptEdit

Span = tuple[int, int]
T = TypeVar("T")


class _Owned(Protocol):
    @property
    def csr_id(self) -> str: ...


Own = TypeVar("Own", bound=_Owned)


def _by_csr(csrs: Iterable[Csr], entries: Iterable[Own]) -> Mapping[str, tuple[Own, ...]]:
    found: dict[str, list[Own]] = {c.csr_id: [] for c in csrs}
    for entry in entries:
        if entry.csr_id in found:
            found[entry.csr_id].append(entry)
    return {csr_id: tuple(own) for csr_id, own in found.items()}


class OwedWeek(NamedTuple):
    """Days and paid slots of a full week of a contract."""

    days: int
    slots: int


@dataclass(frozen=True)
class Contract:
    """Days, paid shift lengths and times of day a person has signed for (slots).

    `earliest`, `latest` are slots of the day; `week_slots` the paid slots of a full week.
    With `weeks` 2, `days_per_week` and `week_slots` count over two weeks together.
    `max_weekends` are weekends with work in the horizon, `min_weekends_off` those without any
    of four in a row; with `weekend_every` 3 one of any three in a row is worked at most. None in
    the limits takes the centre's.
    """

    name: str
    days_per_week: int
    shift_slots: tuple[int, ...]
    week_slots: int
    earliest: int
    latest: int
    start_step: int
    meal_slots: int
    min_days_off_in_a_row: int | None = None
    source: str = ""
    max_days_in_a_row: int | None = None
    min_days_in_a_row: int | None = None
    max_weekends: int | None = None
    min_weekends_off: int | None = None
    max_start_spread: int | None = None  # slots between the earliest and latest start of a week
    weeks: int = 1
    weekend_every: int | None = None

    @cached_property
    def owed_weeks(self) -> tuple[OwedWeek, ...]:
        """What each week of the period owes, the longer one first; they take turns.

        Two weeks are as even as whole days and the lengths of shifts allow: a 9/80 in shifts
        of 8 and 9 hours has 5 days of 44 hours, then 4 days of 36.
        """
        if self.weeks == 1:
            return (OwedWeek(self.days_per_week, self.week_slots),)
        more, fewer = -(-self.days_per_week // 2), self.days_per_week // 2
        rest = {sum(mix) for mix in combinations_with_replacement(self.shift_slots, fewer)}
        most = {sum(mix) for mix in combinations_with_replacement(self.shift_slots, more)}
        fitting = [slots for slots in most if self.week_slots - slots in rest]
        # without shift lengths that fit, which loading refuses, the halves are as they come
        first = min(fitting, key=lambda s: (abs(2 * s - self.week_slots), -s), default=0)
        return OwedWeek(more, first), OwedWeek(fewer, self.week_slots - first)


@dataclass(frozen=True)
class Csr:
    """One person. `channels` decides the queues worked, `pay_class` the pay.

    Every shift starts at most `start_within` slots from `start` (slot of the day), where that
    is given. `first_week` is the place of the horizon's first week in the contract's `owed_weeks`.
    `shadows` is the id of the colleague whose shifts they have: such people are `shadows` of the
    Scenario, and not among its `csrs`. With `split_days_off` the person has asked for days off
    that need not come together.
    """

    csr_id: str
    name: str
    pay_class: str
    contract: Contract
    team: str
    languages: frozenset[str]
    channels: frozenset[str]
    hourly_rate: float
    hired: date | None = None
    last_day: date | None = None
    source: str = ""
    start: int | None = None
    start_within: int = 0
    first_week: int = 0
    split_days_off: bool = False
    shadows: str = ""

    def speaks(self, language: str) -> bool:
        """Whether one counts in a row: `*` everybody, `es+vi` who speaks one of them."""
        return language == ALL or not self.languages.isdisjoint(language.split(JOIN))


@dataclass(frozen=True)
class Meeting:
    """A weekly meeting: each attendee sits in one of at most `sessions` sittings a week.

    Where there are `hosts`, each sitting has one of them in it, so that these may sit in
    several. They are attendees.
    """

    meeting_id: str
    title: str
    attendees: tuple[str, ...]
    slots: int
    sessions: int
    weekdays: frozenset[int]
    earliest: int
    latest: int
    source: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """Offline work: `slots` a week for each attendee, in blocks of at least `min_block`."""

    program_id: str
    title: str
    attendees: tuple[str, ...]
    slots: int
    min_block: int
    weekdays: frozenset[int]
    earliest: int
    latest: int
    source: str = ""


@dataclass(frozen=True)
class TimeOff:
    """Approved time off, cut to the horizon; `starts_inside`, `ends_inside` where it is not cut.

    `outside`: no leave, but days before a person is hired or after they have left.
    `rest_given`: the day of an absence that leaves a part of a shift (given_shifts.py); what the
    absence itself takes of it is in `spans`.
    `day_off`: on a day that was off anyway; takes no contract day (days_off_away.py).
    """

    csr_id: str
    start: int
    end: int
    kind: str
    paid: bool
    source: str = ""
    starts_inside: bool = True
    ends_inside: bool = True
    outside: bool = False
    rest_given: bool = False
    spans: tuple[Span, ...] = ()
    day_off: bool = False


@dataclass(frozen=True)
class Available:
    """The only hours in which a person can work on these weekdays.

    `earliest`, `latest` are slots of the day. It holds from day `first` of the horizon to day
    `last`, both included; None has no end.
    """

    csr_id: str
    weekdays: frozenset[int]
    earliest: int
    latest: int
    first: int | None = None
    last: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Request:
    """`off` and `avoid`: not at work in the span. `prefer`: a shift covers it or lies in it."""

    csr_id: str
    kind: str
    start: int
    end: int
    weight: float
    source: str = ""


@dataclass(frozen=True)
class PastRequests:
    """Requests of one person in a published week: how many were granted and refused."""

    csr_id: str
    week: date
    granted: int
    refused: int


@dataclass(frozen=True)
class Pin:
    """What must stay; `shift` means at work throughout, `off` means not at work.

    `happened`: nobody asked for it, it lies in the past.
    """

    csr_id: str
    start: int
    end: int
    activity: str
    source: str = ""
    happened: bool = False


@dataclass(frozen=True)
class Scenario:
    """Everything a run needs to know, checked.

    `opening[channel][day]` is the open span of that day in slots of the day, or None;
    `closed_between[channel][day]` are closed spans within it (opening_hours.py).
    `past` holds published shifts before the horizon (negative slots), `published` the
    published roster of this very horizon, if there is one. `handling_times[channel]` are
    measured ones, seconds. `edits` are changes by hand whose pins are among `pins`.

    `from_frames(settings=..., csrs=..., contracts=..., forecast=..., ...)` makes one from
    DataFrames. It belongs to `loading`, which puts it here: data knows no reader.
    """

    from_frames: ClassVar[Callable[..., Scenario]]

    name: str
    grid: Grid
    opening: Mapping[str, tuple[Span | None, ...]]
    closures: frozenset[date]
    csrs: tuple[Csr, ...]
    meetings: tuple[Meeting, ...]
    programs: tuple[Program, ...]
    time_off: tuple[TimeOff, ...]
    requests: tuple[Request, ...]
    pins: tuple[Pin, ...]
    contacts: Contacts
    services: Mapping[str, Service]
    labour: Labour = Labour()
    prices: Prices = Prices()
    pay: Pay = Pay()
    solve: Solve = Solve()
    pay_classes: tuple[PayClass, ...] = ()
    plan: tuple[PlanLine, ...] = ()
    past: Roster | None = None
    published: Roster | None = None
    annual_contacts: float | None = None
    warnings: tuple[str, ...] = ()
    digest: str = ""
    folder: str = ""
    weekly_opening: Mapping[str, tuple[Span | None, ...]] = field(default_factory=dict)
    closed_between: Mapping[str, tuple[tuple[Span, ...], ...]] = field(default_factory=dict)
    weekly_closed_between: Mapping[str, tuple[tuple[Span, ...], ...]] = field(default_factory=dict)
    simulation: Simulation = Simulation()
    handling_times: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    pay_codes: PayCodes = field(default_factory=PayCodes)
    request_rules: RequestRules = RequestRules()
    request_history: tuple[PastRequests, ...] = ()
    availability: tuple[Available, ...] = ()
    shadows: tuple[Csr, ...] = ()
    demand_changes: tuple[DemandChange, ...] = ()
    given: tuple[Segment, ...] = ()  # what absences leave of published shifts (given_shifts.py)
    waived: tuple[Segment, ...] = ()  # program time that an absence took from a published shift
    now: int | None = None  # what lies before this slot has happened
    edits: tuple[KeptEdit, ...] = ()

    @cached_property
    def everybody(self) -> Scenario:
        """The same centre with shadows among its people: for pay and reports, not to roster."""
        if not self.shadows:
            return self
        return replace(self, csrs=(*self.csrs, *self.shadows), shadows=())

    @cached_property
    def csr(self) -> Mapping[str, Csr]:
        return {csr.csr_id: csr for csr in self.csrs}

    @cached_property
    def meeting(self) -> Mapping[str, Meeting]:
        return {meeting.meeting_id: meeting for meeting in self.meetings}

    @cached_property
    def program(self) -> Mapping[str, Program]:
        return {program.program_id: program for program in self.programs}

    @cached_property
    def time_off_of(self) -> Mapping[str, tuple[TimeOff, ...]]:
        return _by_csr(self.csrs, self.time_off)

    @cached_property
    def outside_of(self) -> Mapping[str, tuple[TimeOff, ...]]:
        """What of `time_off` is no leave: days on which a person is not employed."""
        return _by_csr(self.csrs, (off for off in self.time_off if off.outside))

    @cached_property
    def availability_of(self) -> Mapping[str, tuple[Available, ...]]:
        return _by_csr(self.csrs, self.availability)

    @cached_property
    def requests_of(self) -> Mapping[str, tuple[Request, ...]]:
        return _by_csr(self.csrs, self.requests)

    @cached_property
    def refused_before(self) -> Mapping[str, int]:
        """Requests refused to each person in the weeks of the past that count."""
        first = self.grid.date(-7 * self.prices.fairness_weeks)
        found = dict.fromkeys(self.csr, 0)
        for past in self.request_history:
            if past.csr_id in found and first <= past.week < self.grid.first_day:
                found[past.csr_id] += past.refused
        return found

    @cached_property
    def pins_of(self) -> Mapping[str, tuple[Pin, ...]]:
        return _by_csr(self.csrs, self.pins)

    @cached_property
    def meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        found: dict[str, list[Meeting]] = {c.csr_id: [] for c in self.csrs}
        for meeting in self.meetings:
            for csr_id in meeting.attendees:
                found.setdefault(csr_id, []).append(meeting)
        return {csr_id: tuple(own) for csr_id, own in found.items()}

    @cached_property
    def without_time_off(self) -> Scenario:
        """The same centre with nobody away."""
        return replace(self, time_off=()) if self.time_off else self

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` answers, made once for each key: people who are alike share it."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def warned(self, warnings: Iterable[str]) -> Scenario:
        """The same question, with more to be known about it."""
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *warnings))))

    def may_wait(self, channel: str) -> bool:
        """Whether contacts of the channel are work that waits until somebody has time."""
        service = self.services.get(channel)
        return service is not None and service.model == "deferrable"

    def off_spans(self, csr_id: str, start: int, end: int) -> tuple[Span, ...]:
        """Approved time off within a span, cut to it."""
        return tuple(
            (max(t.start, start), min(t.end, end))
            for t in self.time_off_of[csr_id]
            if t.start < end and start < t.end
        )

    def is_off(self, csr_id: str, start: int, end: int) -> bool:
        """Whether approved time off touches the span."""
        return any(t.start < end and start < t.end for t in self.time_off_of[csr_id])
