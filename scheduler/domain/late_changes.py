"""Late changes: published shifts that differ, told with less notice than a centre gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.domain.roster import Roster, Shift

if TYPE_CHECKING:
    from scheduler.domain.scenario import Scenario

Span = tuple[int, int]


@dataclass(frozen=True)
class LateChange:
    """A person's shift that differs from slot `first` of the horizon on."""

    csr_id: str
    first: int


def first_changed(was: Span | None, becomes: Span | None) -> int | None:
    """The first slot at work in one of two shifts and not in the other; None where they agree."""
    if was == becomes:
        return None
    if was is None or becomes is None:
        return (was or becomes or (0, 0))[0]
    return min(was[0], becomes[0]) if was[0] != becomes[0] else min(was[1], becomes[1])


def is_late(scenario: Scenario, slot: int | None) -> bool:
    """Whether a change from this slot on comes with less notice than `labour.notice_hours`."""
    if slot is None or scenario.now is None:
        return False
    return (slot - scenario.now) * scenario.grid.slot_hours < scenario.labour.notice_hours


def published_spans(scenario: Scenario) -> dict[str, dict[int, Span]]:
    """Published shifts by person and day, start and end; days with leave are nobody's change."""
    found: dict[str, dict[int, Span]] = {}
    for csr_id, shifts in _shifts(scenario, scenario.published or Roster(())):
        if csr_id in scenario.csr:
            found[csr_id] = {s.day: (s.start, s.end) for s in shifts if not is_away(scenario, s)}
    return found


def is_away(scenario: Scenario, shift: Shift) -> bool:
    """Whether leave touches the shift."""
    return scenario.is_off(shift.csr_id, shift.start, shift.end)


def late_changes(scenario: Scenario, roster: Roster) -> Iterator[LateChange]:
    """Every late change of a roster, by person and day; none without `now` and a published one."""
    if scenario.now is None or scenario.published is None:
        return
    told, after = published_spans(scenario), dict(_shifts(scenario, roster))
    away = {c: days_away(scenario, c) for c in scenario.csr}
    for csr_id in sorted(scenario.csr):
        old = told.get(csr_id, {})
        new = {s.day: (s.start, s.end) for s in after.get(csr_id, ())}
        for day in sorted((old.keys() | new.keys()) - away[csr_id]):
            first = first_changed(old.get(day), new.get(day))
            if first is not None and is_late(scenario, first):
                yield LateChange(csr_id, first)


def days_away(scenario: Scenario, csr_id: str) -> set[int]:
    """Days whose published shift leave touches, or on which the person has agreed to overtime.

    It was not the centre that changed them.
    """
    shifts = (scenario.published or Roster(())).shifts(scenario.grid.slots_per_day)
    away = {s.day for s in shifts.get(csr_id, ()) if is_away(scenario, s)}
    agreed = (one.start for one in scenario.labour.agreed if one.csr_id == csr_id)
    return away | {scenario.grid.day(start) for start in agreed}


def _shifts(scenario: Scenario, roster: Roster) -> Iterator[tuple[str, tuple[Shift, ...]]]:
    """Shifts of the horizon of everybody."""
    for csr_id, shifts in roster.shifts(scenario.grid.slots_per_day).items():
        yield csr_id, tuple(s for s in shifts if 0 <= s.day < scenario.grid.days)
