"""What differs between two rosters of a week: day by day of each person, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.domain.roster import Roster, Segment, Shift
from scheduler.domain.scenario import Scenario

MOST_PRICED = 400  # changes; each is priced by counting the whole week again


@dataclass(frozen=True)
class DayChange:
    """One day of one person that differs; a shift is None on a day without one.

    `dollars`: the objective less that of the same roster with this day as it was, so what the
    change costs beside all the others; below zero it saves. None where it was not priced.
    """

    csr_id: str
    day: int
    before: Shift | None
    after: Shift | None
    dollars: float | None = None

    @cached_property
    def segments(self) -> int:
        """Segments that only one of the two has, counted on the side that has more of them."""
        old, new = _said(self.before), _said(self.after)
        return max(len(old - new), len(new - old))

    @cached_property
    def slots(self) -> int:
        """Slots in which the person does something else, absence included."""
        old, new = doing(self.before), doing(self.after)
        return sum(old.get(slot) != new.get(slot) for slot in old.keys() | new.keys())


@dataclass(frozen=True)
class ChangeCount:
    """How much two rosters differ; `of_segments`: how many segments the later one has."""

    people: int
    person_days: int
    segments: int
    of_segments: int
    hours: float


@dataclass(frozen=True)
class Difference:
    """Days that differ from another roster, which `against` names, and the count of them.

    `dollars`: the objective less that of the other roster. `terms` are those that differ.
    """

    against: str
    changes: tuple[DayChange, ...]
    count: ChangeCount
    dollars: float
    terms: Mapping[str, float]


def doing(shift: Shift | None) -> dict[int, str]:
    """Activity by slot; empty without a shift."""
    segments = shift.segments if shift is not None else ()
    return {slot: s.activity for s in segments for slot in range(s.start, s.end)}


def _said(shift: Shift | None) -> set[tuple[int, int, str, bool]]:
    segments = shift.segments if shift is not None else ()
    return {(s.start, s.end, s.activity, s.paid) for s in segments}


def day_changes(scenario: Scenario, before: Roster, after: Roster) -> list[DayChange]:
    """Days of the horizon that differ, people in the order of csrs.csv, others behind them.

    Touching segments of one activity are one.
    """
    old, new = _by_day(scenario, before), _by_day(scenario, after)
    people = dict.fromkeys((*scenario.everybody.csr, *sorted({c for c, _ in (*old, *new)})))
    return [
        DayChange(csr_id, day, old.get((csr_id, day)), new.get((csr_id, day)))
        for csr_id in people
        for day in range(scenario.grid.days)
        if _said(old.get((csr_id, day))) != _said(new.get((csr_id, day)))
    ]


def _by_day(scenario: Scenario, roster: Roster) -> dict[tuple[str, int], Shift]:
    shifts = roster.merged_shifts(scenario.grid.slots_per_day)
    return {(csr_id, shift.day): shift for csr_id, own in shifts.items() for shift in own}


def count_changes(scenario: Scenario, changes: Sequence[DayChange], after: Roster) -> ChangeCount:
    """People, person-days, segments and hours of the changes to a roster."""
    merged = after.merged_shifts(scenario.grid.slots_per_day)
    return ChangeCount(
        people=len({change.csr_id for change in changes}),
        person_days=len(changes),
        segments=sum(change.segments for change in changes),
        of_segments=sum(len(shift.segments) for own in merged.values() for shift in own),
        hours=sum(change.slots for change in changes) * scenario.grid.slot_hours,
    )


def priced(
    changes: Sequence[DayChange], after: Roster, objective: Callable[[Roster], float]
) -> list[DayChange]:
    """The changes with their dollars; without, where there are more than `MOST_PRICED`."""
    if len(changes) > MOST_PRICED:
        return list(changes)
    total = objective(after)
    return [replace(change, dollars=total - objective(undone(after, change))) for change in changes]


def undone(after: Roster, change: DayChange) -> Roster:
    """The later roster with one person's day as it was."""
    return Roster.of(
        (*_without(after, change.after), *(change.before.segments if change.before else ()))
    )


def _without(roster: Roster, shift: Shift | None) -> Iterable[Segment]:
    """All segments but those of a shift, which may stand in it in pieces."""
    if shift is None:
        return roster.segments
    return (
        s
        for s in roster.segments
        if s.csr_id != shift.csr_id or not shift.start <= s.start < shift.end
    )
