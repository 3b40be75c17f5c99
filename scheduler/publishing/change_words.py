"""A changed day in words, as one tells it: `starts 8:00, was 7:30; desk 9:00–10:00, was phones`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest

from scheduler.domain.roster import MEAL, PAUSES, Segment, Shift
from scheduler.domain.scenario import Scenario
from scheduler.publishing.roster_changes import ChangeCount, DayChange, Difference, doing
from scheduler.reporting.findings import words
from scheduler.reporting.findings.timeline import title_of


def change_line(scenario: Scenario, change: DayChange) -> str:
    """`Ana Ruiz, Tue 12 May: off, was 8:00–16:30`."""
    csr = scenario.everybody.csr.get(change.csr_id)
    name = csr.name if csr is not None else change.csr_id
    return f"{name}, {day_line(scenario, change)}"


def day_line(scenario: Scenario, change: DayChange) -> str:
    """The same without the name, for the person."""
    return f"{words.short_date(scenario.grid.date(change.day))}: {what_changed(scenario, change)}"


def what_changed(scenario: Scenario, change: DayChange) -> str:
    """The day's change alone."""
    grid, old, new = scenario.grid, change.before, change.after
    if new is None:
        return "off" if old is None else f"off, was {words.times(grid, old.start, old.end)}"
    if old is None:
        return f"works {words.times(grid, new.start, new.end)}, was off"
    return "; ".join(_parts(scenario, old, new)) or "paid differently"


def _parts(scenario: Scenario, old: Shift, new: Shift) -> Iterator[str]:
    """Start and end, pauses that moved, then other activities in the order of the day."""
    grid = scenario.grid
    if new.start != old.start:
        yield f"starts {words.clock(grid, new.start)}, was {words.clock(grid, old.start)}"
    if new.end != old.end:
        yield f"ends {_end(scenario, new)}, was {_end(scenario, old)}"
    for kind in PAUSES:
        yield from _pauses(scenario, old, new, kind)
    yield from _activities(scenario, old, new)


def _end(scenario: Scenario, shift: Shift) -> str:
    return words.times(scenario.grid, shift.start, shift.end).split("–")[1]


def _pauses(scenario: Scenario, old: Shift, new: Shift, kind: str) -> Iterator[str]:
    """Rests or meals that moved, came or went; the first is compared with the first."""
    grid = scenario.grid
    before, after = ([s for s in x.segments if s.activity == kind] for x in (old, new))
    kept: set[tuple[int, int]] = set()
    if len(before) != len(after):
        kept = {(s.start, s.end) for s in before} & {(s.start, s.end) for s in after}
    old_ones, new_ones = ([s for s in x if (s.start, s.end) not in kept] for x in (before, after))
    pairs: Iterator[tuple[Segment | None, Segment | None]] = zip_longest(old_ones, new_ones)
    for a, b in pairs:
        if a is None and b is not None:
            yield f"one more {kind}, {words.times(grid, b.start, b.end)}"
        elif b is None and a is not None:
            yield f"no {kind} {words.times(grid, a.start, a.end)}"
        elif a is not None and b is not None and (a.start, a.end) != (b.start, b.end):
            yield f"{kind} {_time(scenario, b, kind)}, was {_time(scenario, a, kind)}"


def _time(scenario: Scenario, segment: Segment, kind: str) -> str:
    """When a rest begins; from when to when a meal lasts."""
    if kind == MEAL:
        return words.times(scenario.grid, segment.start, segment.end)
    return words.clock(scenario.grid, segment.start)


def _activities(scenario: Scenario, old: Shift, new: Shift) -> Iterator[str]:
    """Stretches of work in both on something else, across pauses, which are told before."""
    was, now = doing(old), doing(new)
    at_work = [
        (slot, was[slot], now[slot])
        for slot in sorted(was.keys() & now.keys())
        if not {was[slot], now[slot]} & set(PAUSES)
    ]
    for (before, after), run in groupby(at_work, key=lambda item: item[1:]):
        slots = [slot for slot, _, _ in run]
        if before != after:
            times = words.times(scenario.grid, slots[0], slots[-1] + 1)
            yield f"{title_of(scenario, after)} {times}, was {title_of(scenario, before)}"


def count_line(count: ChangeCount) -> str:
    """`2 people, 5 person-days, 23 of 410 segments`; `nothing differs`."""
    if not count.person_days:
        return "nothing differs"
    people = "1 person" if count.people == 1 else f"{count.people} people"
    days = "1 person-day" if count.person_days == 1 else f"{count.person_days} person-days"
    return (
        f"{people}, {days}, {count.segments} of {count.of_segments} segments, "
        f"{words.hours(count.hours)}"
    )


def difference_lines(scenario: Scenario, found: Difference) -> Iterator[str]:
    """A line for each change with its dollars, then the counts, then the dollars by term."""
    for change in found.changes:
        price = f" ({words.signed_dollars(change.dollars)})" if change.dollars is not None else ""
        yield change_line(scenario, change) + price
    yield count_line(found.count)
    if found.terms:
        terms = ", ".join(f"{name} {words.signed_dollars(d)}" for name, d in found.terms.items())
        yield f"objective {words.signed_dollars(found.dollars)}: {terms}"
