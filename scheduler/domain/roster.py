"""The result of a run: who does what, when. Plain segments on the slot grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

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

    @staticmethod
    def of(segments: Iterable[Segment]) -> Roster:
        return Roster(tuple(sorted(segments, key=IN_ORDER)))

    @cached_property
    def by_csr(self) -> Mapping[str, tuple[Segment, ...]]:
        found: dict[str, list[Segment]] = {}
        for segment in self.segments:
            found.setdefault(segment.csr_id, []).append(segment)
        return {csr_id: tuple(own) for csr_id, own in found.items()}

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
