"""The result of a run: who does what, when. Plain segments on the slot grid."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

REST = "rest"
MEAL = "meal"
EMAIL = "email"
SUPERVISION = "supervision"
SHADOWING = "shadowing"  # at a colleague's side, on no queue
PAUSES = (REST, MEAL)
OFFLINE = "offline:"  # before the id of a program


def meeting_activity(meeting_id: str) -> str:
    return f"meeting:{meeting_id}"


def program_activity(program_id: str) -> str:
    return f"{OFFLINE}{program_id}"


@dataclass(frozen=True, order=True, slots=True)
class Segment:
    """One unbroken stretch of one activity, `start` to `end` (exclusive) in slots."""

    csr_id: str
    start: int
    end: int
    activity: str
    paid: bool

    @property
    def slots(self) -> int:
        return self.end - self.start


IN_ORDER = attrgetter("csr_id", "start", "end", "activity", "paid")  # quicker than __lt__


@dataclass(frozen=True)
class Shift:
    """One person's touching segments of one day, in order."""

    csr_id: str
    day: int
    segments: tuple[Segment, ...]

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def end(self) -> int:
        return self.segments[-1].end

    @cached_property
    def paid_slots(self) -> int:
        return sum(s.slots for s in self.segments if s.paid)


def _merge(segments: Iterable[Segment]) -> Iterator[Segment]:
    last: Segment | None = None
    for now in segments:
        if last is not None and (last.activity, last.end) == (now.activity, now.start):
            last = Segment(last.csr_id, last.start, now.end, last.activity, last.paid)
            continue
        if last is not None:
            yield last
        last = now
    if last is not None:
        yield last


@dataclass(frozen=True)
class Roster:
    """Segments sorted by person and time."""

    segments: tuple[Segment, ...]

    def __reduce__(self) -> tuple[type[Roster], tuple[tuple[Segment, ...]]]:
        """Other processes are sent the segments; what follows from them they work out."""
        return Roster, (self.segments,)

    @staticmethod
    def of(segments: Iterable[Segment]) -> Roster:
        return Roster(tuple(sorted(segments, key=IN_ORDER)))

    @cached_property
    def by_csr(self) -> Mapping[str, tuple[Segment, ...]]:
        found: dict[str, list[Segment]] = {}
        for segment in self.segments:
            found.setdefault(segment.csr_id, []).append(segment)
        return {csr_id: tuple(own) for csr_id, own in found.items()}

    def with_weeks(self, weeks: Mapping[str, Iterable[Segment]]) -> Roster:
        """The roster with other segments of some people; what is known of the rest is kept."""
        own = {csr_id: tuple(sorted(new, key=IN_ORDER)) for csr_id, new in weeks.items()}
        known = {**self.by_csr, **own}
        by_csr = {csr_id: known[csr_id] for csr_id in sorted(known) if known[csr_id]}
        found = Roster(tuple(chain.from_iterable(by_csr.values())))
        found.__dict__.update(by_csr=by_csr, made_from=(self, tuple(sorted(weeks))))
        for per_day, shifts in self._gathered.items():
            new = Roster(tuple(chain.from_iterable(own.values()))).shifts(per_day)
            both = {**{c: days for c, days in shifts.items() if c not in own}, **new}
            found._gathered[per_day] = {csr_id: both[csr_id] for csr_id in by_csr}
        return found

    def of_people(self, people: Iterable[str]) -> Roster:
        """The segments of these people alone."""
        return Roster(tuple(s for csr_id in sorted(people) for s in self.by_csr.get(csr_id, ())))

    @cached_property
    def made_from(self) -> tuple[Roster, tuple[str, ...]] | None:
        """The roster that `with_weeks` made this one from, and who differs."""
        return None

    @cached_property
    def counted(self) -> dict[Hashable, Any]:
        """Heads counted so far (`coverage.count`)."""
        return {}

    def shifts(self, slots_per_day: int) -> Mapping[str, tuple[Shift, ...]]:
        """Every person's segments gathered by the day in which they start.

        A gap inside a day stays inside the Shift: the shift_shape rule reports it.
        """
        if slots_per_day not in self._gathered:
            self._gathered[slots_per_day] = self._gather(slots_per_day)
        return self._gathered[slots_per_day]

    def merged_shifts(self, slots_per_day: int) -> Mapping[str, tuple[Shift, ...]]:
        """The same shifts with touching segments of one activity taken as one."""
        if slots_per_day not in self._merged:
            self._merged[slots_per_day] = {
                csr_id: tuple(Shift(s.csr_id, s.day, tuple(_merge(s.segments))) for s in shifts)
                for csr_id, shifts in self.shifts(slots_per_day).items()
            }
        return self._merged[slots_per_day]

    @cached_property
    def _gathered(self) -> dict[int, Mapping[str, tuple[Shift, ...]]]:
        return {}

    @cached_property
    def _merged(self) -> dict[int, Mapping[str, tuple[Shift, ...]]]:
        return {}

    def _gather(self, slots_per_day: int) -> Mapping[str, tuple[Shift, ...]]:
        result: dict[str, tuple[Shift, ...]] = {}
        for csr_id, own in self.by_csr.items():
            days: dict[int, list[Segment]] = {}
            for segment in own:
                days.setdefault(segment.start // slots_per_day, []).append(segment)
            result[csr_id] = tuple(Shift(csr_id, day, tuple(days[day])) for day in sorted(days))
        return result
