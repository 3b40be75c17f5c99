"""Changes by hand, one person's day each: what was, what is, and the pins that keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from scheduler.domain.kept_edits import KeptEdit
from scheduler.domain.roster import MEAL, PAUSES, Roster, Segment
from scheduler.domain.scenario import Pin, Scenario
from scheduler.editing.filling import is_duty
from scheduler.reporting.findings import words
from scheduler.rules.pins import OFF, SHIFT

MOST_SPANS = 4  # named in one sentence
Span = tuple[int, int]


@dataclass(frozen=True)
class DayEdit:
    """One person's day, changed.

    `places` are the cells or lines that were changed. `was` and `now` are segments, none on a
    day off. `typed` are the slots whose activity somebody gave; where only times were given,
    there are none and what is in the shift is ours.
    """

    csr_id: str
    day: int
    places: tuple[str, ...]
    was: tuple[Segment, ...]
    now: tuple[Segment, ...]
    typed: frozenset[int] = frozenset()

    @property
    def times(self) -> Span | None:
        return (self.now[0].start, self.now[-1].end) if self.now else None

    @property
    def times_before(self) -> Span | None:
        return (self.was[0].start, self.was[-1].end) if self.was else None


@dataclass(frozen=True)
class EditedRoster:
    """A roster file with what was changed in it by hand.

    `kept` are edits that the run before has kept and that nobody has changed since; `notes`
    are what is to be known before anything is concluded.
    """

    file: str
    original: Roster
    roster: Roster
    edits: tuple[DayEdit, ...]
    kept: tuple[KeptEdit, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def by_day(self) -> dict[tuple[str, int], DayEdit]:
        return {(edit.csr_id, edit.day): edit for edit in self.edits}

    @cached_property
    def filled_in(self) -> int:
        """Shifts of which only the times were given, so that their activities are ours."""
        return sum(bool(edit.now) and not edit.typed for edit in self.edits)

    def places(self, csr_id: str, day: int | None) -> tuple[str, ...]:
        """The cells of a person's day, or of all their edits where that day has none."""
        if day is not None and (csr_id, day) in self.by_day:
            return self.by_day[csr_id, day].places
        return tuple(p for edit in self.edits if edit.csr_id == csr_id for p in edit.places)


def with_edits(original: Roster, edits: Iterable[DayEdit], slots_per_day: int) -> Roster:
    """The roster with the edited days in place of what they were."""
    changed = {(edit.csr_id, edit.day): edit.now for edit in edits}
    kept = (s for s in original.segments if (s.csr_id, s.start // slots_per_day) not in changed)
    return Roster.of((*kept, *(s for now in changed.values() for s in now)))


def groups(edits: Sequence[DayEdit]) -> list[tuple[DayEdit, ...]]:
    """Edits that belong together: two people who exchange a day, and everything else alone."""
    found: list[tuple[DayEdit, ...]] = []
    left = list(edits)
    while left:
        edit = left.pop(0)
        other = next((o for o in left if _exchanged(edit, o)), None)
        if other is not None:
            left.remove(other)
        found.append((edit,) if other is None else (edit, other))
    return found


def _exchanged(a: DayEdit, b: DayEdit) -> bool:
    """Whether each has the times that the other had."""
    return (
        a.day == b.day
        and a.times != a.times_before
        and (a.times, b.times) == (b.times_before, a.times_before)
    )


def sentence(scenario: Scenario, group: Sequence[DayEdit]) -> str:
    """What was changed, in words: `Ana Ruiz, Tue: 7:30–16:00, was 8:00–16:30`."""
    first, day = group[0], words.day_name(scenario.grid, group[0].day)
    if len(group) == 2:
        names = f"{_name(scenario, first)} and {_name(scenario, group[1])}"
        was = [_times(scenario, edit.times_before) for edit in group]
        return f"{names} exchange {day}: {was[0]} and {was[1]}"
    return f"{_name(scenario, first)}, {day}: {_change(scenario, first)}"


def _name(scenario: Scenario, edit: DayEdit) -> str:
    csr = scenario.csr.get(edit.csr_id)
    return csr.name if csr else edit.csr_id


def _times(scenario: Scenario, times: Span | None) -> str:
    return words.times(scenario.grid, *times) if times else "off"


def _change(scenario: Scenario, edit: DayEdit) -> str:
    if edit.times != edit.times_before:
        return f"{_times(scenario, edit.times)}, was {_times(scenario, edit.times_before)}"
    texts = [*_moved(scenario, edit), *_channels(scenario, edit), *_holes(scenario, edit)]
    if not texts:  # the activities are the same, and so are the times
        texts = ["paid differently" if _paid(edit.was) != _paid(edit.now) else "cut differently"]
    more = len(texts) - MOST_SPANS
    return "; ".join(texts[:MOST_SPANS]) + (f"; {more} more" if more > 0 else "")


def _moved(scenario: Scenario, edit: DayEdit) -> Iterator[str]:
    """Pauses, meetings and programs that lie elsewhere now, or that are gone or new."""
    grid = scenario.grid
    kinds = dict.fromkeys(s.activity for s in (*edit.now, *edit.was) if not _channel(s.activity))
    for kind in kinds:
        before = {(s.start, s.end) for s in edit.was if s.activity == kind}
        after = {(s.start, s.end) for s in edit.now if s.activity == kind}
        gone, new = sorted(before - after), sorted(after - before)
        name = _word(scenario, kind)
        for old, now in zip(gone, new, strict=False):
            yield f"{name} {words.times(grid, *now)}, was {words.times(grid, *old)}"
        for span in gone[len(new) :]:
            yield f"no {name} {words.times(grid, *span)}"
        for span in new[len(gone) :]:
            yield f"new {name} {words.times(grid, *span)}"


def _channels(scenario: Scenario, edit: DayEdit) -> Iterator[str]:
    """Spans on another channel than before."""
    was, now = slots_of(edit.was), slots_of(edit.now)
    both = [s for s in sorted(set(was) & set(now)) if _channel(was[s]) and _channel(now[s])]
    rows = [(s, was[s], now[s]) for s in both if was[s] != now[s]]
    for span, before, after in _spans(scenario, rows):
        yield f"{_word(scenario, after)} {span}, was {_word(scenario, before)}"


def _holes(scenario: Scenario, edit: DayEdit) -> Iterator[str]:
    """Work between the same start and end where there is nothing now, or was nothing before."""
    was, now = slots_of(edit.was), slots_of(edit.now)
    gone = [(s, was[s], "") for s in sorted(set(was) - set(now)) if _channel(was[s])]
    new = [(s, "", now[s]) for s in sorted(set(now) - set(was)) if _channel(now[s])]
    for span, before, _ in _spans(scenario, gone):
        yield f"nothing {span}, was {_word(scenario, before)}"
    for span, _, after in _spans(scenario, new):
        yield f"{_word(scenario, after)} {span}, was nothing"


def _spans(
    scenario: Scenario, rows: Sequence[tuple[int, str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Times with what was and what is, of slots in order that have these alike."""
    for key, own in groupby(enumerate(rows), key=lambda r: (r[1][0] - r[0], r[1][1], r[1][2])):
        slots = [row[0] for _, row in own]
        yield words.times(scenario.grid, slots[0], slots[-1] + 1), key[1], key[2]


def _paid(segments: Iterable[Segment]) -> set[int]:
    """Slots that are paid."""
    return {slot for s in segments if s.paid for slot in range(s.start, s.end)}


def _channel(activity: str) -> bool:
    return activity not in PAUSES and not is_duty(activity)


def _word(scenario: Scenario, activity: str) -> str:
    """An activity as people say it: the title of a meeting or program, else its name."""
    kind, _, ident = activity.partition(":")
    if kind == "meeting" and ident in scenario.meeting:
        return scenario.meeting[ident].title
    if kind == "offline" and ident in scenario.program:
        return scenario.program[ident].title
    return words.channel(activity)


def slots_of(segments: Iterable[Segment]) -> dict[int, str]:
    """What is done in each slot."""
    return {slot: s.activity for s in segments for slot in range(s.start, s.end)}


def segments_of(csr_id: str, doing: Mapping[int, str]) -> tuple[Segment, ...]:
    """The segments of somebody who does this in these slots."""
    found: list[Segment] = []
    for slot in sorted(doing):
        last = found[-1] if found else None
        if last and last.end == slot and last.activity == doing[slot]:
            found[-1] = Segment(csr_id, last.start, slot + 1, last.activity, last.paid)
        else:
            found.append(Segment(csr_id, slot, slot + 1, doing[slot], doing[slot] != MEAL))
    return tuple(found)


def kept_edits(scenario: Scenario, edited: EditedRoster) -> tuple[KeptEdit, ...]:
    """Every edit with the pins that keep it, those of earlier runs first."""
    new = [
        KeptEdit(
            edit.csr_id,
            edit.day,
            place(edited.file, edit.places),
            sentence(scenario, group),
            tuple(pins(scenario, edited.file, edit)),
        )
        for group in groups(edited.edits)
        for edit in group
    ]
    return (*edited.kept, *new)


def named(places: Sequence[str], most: int = 4) -> str:
    """`Week!F12, Week!G14`; no more than a few of many."""
    return ", ".join(places[:most]) + (" ..." if len(places) > most else "")


def place(file: str, places: Sequence[str]) -> str:
    """`roster.xlsx Week!F12`, and the file alone for what has no cell."""
    return f"{file} {named(places)}".rstrip()


def time_pins(scenario: Scenario, edit: DayEdit, source: str) -> Iterator[Pin]:
    """The times of a day and nothing of what is done in them: at work in the shift, else off."""
    per_day = scenario.grid.slots_per_day
    midnight, times = edit.day * per_day, edit.times
    if times is None:
        yield Pin(edit.csr_id, midnight, midnight + per_day, OFF, source)
        return
    if midnight < times[0]:
        yield Pin(edit.csr_id, midnight, times[0], OFF, source)
    yield Pin(edit.csr_id, *times, SHIFT, source)
    if times[1] < midnight + per_day:
        yield Pin(edit.csr_id, times[1], midnight + per_day, OFF, source)


def pins(scenario: Scenario, file: str, edit: DayEdit) -> Iterator[Pin]:
    """The day's times, and the activities that somebody gave.

    A pause or a meeting is pinned as a whole where any of its slots was typed: half of a meal
    would hold no meal in its place.
    """
    source = place(file, edit.places)
    yield from time_pins(scenario, edit, source)
    for segment in edit.now:
        own = [slot for slot in range(segment.start, segment.end) if slot in edit.typed]
        if own and (segment.activity in PAUSES or is_duty(segment.activity)):
            own = list(range(segment.start, segment.end))
        for _, run in groupby(enumerate(own), key=lambda pair: pair[1] - pair[0]):
            slots = [slot for _, slot in run]
            yield Pin(edit.csr_id, slots[0], slots[-1] + 1, segment.activity, source)
