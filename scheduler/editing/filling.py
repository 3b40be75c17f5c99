"""What somebody does in a shift of which only the times were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.domain.entitlements import presence_slots
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import MEAL, PAUSES, Segment
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.meal_and_rest_breaks import Layout, Pause, layouts

Doing = tuple[int, int, str]  # from, until (slots), activity
MOST_SLOTS = 10_000  # farther than any two pauses of a day


@dataclass(frozen=True)
class Given:
    """A shift to be filled: whose, of which day, and its times in slots of the horizon.

    With `any_channel` it takes the channels of another shift as they are, known or not.
    """

    csr: Csr
    day: int
    start: int
    end: int
    any_channel: bool = False


def is_duty(activity: str) -> bool:
    """Whether it is a meeting or program work, which is bound to the person."""
    return activity.startswith(("meeting:", "offline:"))


def filled(
    scenario: Scenario, given: Given, own: Sequence[Segment], like: Sequence[Segment]
) -> tuple[Segment, ...]:
    """A shift whose pauses lie as the rules want them, as near as can be to those of `like`.

    `own` is what the person did on that day: meetings and programs inside the new times stay; a
    meeting outside them is sat with `like`, program work outside them is moved.
    Between pauses it is the channel of `like` at that distance from the start, where the person
    knows it and it is open, else one of the person's own.
    """
    kept = [s for s in own if is_duty(s.activity) and _inside(given, s)]
    missed = {s.activity for s in own if _meeting(s) and s not in kept}
    kept += [s for s in like if s.activity in missed and given.start <= s.start < given.end]
    pauses = _pauses(scenario, given, kept, like)
    if pauses is None:  # program work gives way to breaks, a meeting does not
        kept = [s for s in kept if _meeting(s)]
        pauses = _pauses(scenario, given, kept, like) or ()
    outside = [s for s in own if is_duty(s.activity) and s not in kept]
    found: list[Doing] = [(s.start, s.end, s.activity) for s in kept]
    for pause in pauses:
        start = given.start + pause.offset
        found.append((start, start + pause.slots, pause.kind))
    for lost in (s for s in outside if s.activity not in missed):
        found += _program(scenario, given, lost, list(_free(given, found)))
    for start, end in list(_free(given, found)):
        found.append((start, end, _channel(scenario, given, (start, end), own, like)))
    return tuple(
        Segment(given.csr.csr_id, start, end, activity, activity != MEAL)
        for start, end, activity in sorted(found)
    )


def _inside(given: Given, segment: Segment) -> bool:
    return given.start <= segment.start and segment.end <= given.end


def _meeting(segment: Segment) -> bool:
    return segment.activity.startswith("meeting:")


def _free(given: Given, found: Iterable[Doing]) -> Iterator[tuple[int, int]]:
    """What is left of the shift between what has been placed."""
    edges = [(given.start, given.start), *sorted(s[:2] for s in found), (given.end, given.end)]
    for (_, start), (end, _) in pairwise(edges):
        if start < end:
            yield start, end


def _program(
    scenario: Scenario, given: Given, lost: Segment, free: list[tuple[int, int]]
) -> Iterator[Doing]:
    """Program work whose hours lie outside the new times, in the longest stretch of its own."""
    program = scenario.program.get(lost.activity.removeprefix("offline:"))
    if program is None:
        return
    midnight = given.day * scenario.grid.slots_per_day
    spans = [
        (max(start, midnight + program.earliest), min(end, midnight + program.latest))
        for start, end in free
    ]
    start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0))
    end = min(end, start + lost.slots)
    if end - start >= min(program.min_block, lost.slots):
        yield start, end, lost.activity


def _pauses(
    scenario: Scenario, given: Given, kept: Iterable[Segment], like: Sequence[Segment]
) -> Layout | None:
    """The legal pauses that are nearest to those of `like` and touch no duty; None without any.

    Where no legal shift is as long, the pauses of `like` as they are.
    """
    wanted = _pauses_of(like)
    taken = {slot - given.start for s in kept for slot in range(s.start, s.end)}

    def fits(layout: Layout) -> bool:
        return all(taken.isdisjoint(range(p.offset, p.offset + p.slots)) for p in layout)

    legal = list(_legal(scenario, given))
    if not legal:
        length = given.end - given.start
        return tuple(p for p in wanted if p.offset + p.slots < length and fits((p,)))
    return min(filter(fits, legal), key=lambda one: (_distance(one, wanted), one), default=None)


def _legal(scenario: Scenario, given: Given) -> Iterator[Layout]:
    """Every layout of the lengths of shift that last as long as this one."""
    length = given.end - given.start
    lengths = set(shift_lengths(scenario, given.csr))
    longest = (
        max((b.up_to_minutes for b in scenario.labour.breaks), default=0)
        // scenario.grid.slot_minutes
    )
    for paid in sorted(range(1, min(length, longest) + 1), key=lambda n: (n not in lengths, n)):
        if presence_slots(scenario, given.csr, paid) == length:
            yield from layouts(scenario, given.csr, paid)


def _pauses_of(segments: Sequence[Segment]) -> Layout:
    """Rests and meals, as distances from the first of the segments."""
    return tuple(
        Pause(s.start - segments[0].start, s.slots, s.activity)
        for s in segments
        if s.activity in PAUSES
    )


def _distance(layout: Layout, wanted: Layout) -> int:
    """Slots by which the pauses lie apart, kind by kind, in order."""
    total = 0
    for kind in PAUSES:
        a = [p.offset for p in layout if p.kind == kind]
        b = [p.offset for p in wanted if p.kind == kind]
        total += sum(abs(x - y) for x, y in zip(a, b, strict=False))
        total += MOST_SLOTS * abs(len(a) - len(b))
    return total


def _channel(
    scenario: Scenario,
    given: Given,
    span: tuple[int, int],
    own: Sequence[Segment],
    like: Sequence[Segment],
) -> str:
    """One channel for an unbroken stretch."""
    behind = given.start - like[0].start if like else 0
    counts = [
        _seen((span[0] - behind, span[1] - behind), like), _seen(span, own), _seen(None, own),
    ]  # fmt: skip
    ranked = [name for count in counts for name, _ in count.most_common()]
    ranked += sorted(given.csr.channels, key=lambda name: (name != "phone", name))
    if given.any_channel and ranked:
        return ranked[0]
    for name in ranked:
        if name in given.csr.channels and _open(scenario, name, given.day, span):
            return name
    return next((name for name in ranked if name in given.csr.channels), ranked[0])


def _seen(span: tuple[int, int] | None, segments: Sequence[Segment]) -> Counter[str]:
    """Slots of each channel in a span, or in all of a shift."""
    found: Counter[str] = Counter()
    for s in segments:
        if s.activity in PAUSES or is_duty(s.activity):
            continue
        first, last = (
            (s.start, s.end) if span is None else (max(s.start, span[0]), min(s.end, span[1]))
        )
        if first < last:
            found[s.activity] += last - first
    return found


def _open(scenario: Scenario, channel: str, day: int, span: tuple[int, int]) -> bool:
    if channel not in scenario.opening:
        return True
    midnight = day * scenario.grid.slots_per_day
    return any(
        midnight + first <= span[0] and span[1] <= midnight + last
        for first, last in openings(scenario, channel, day)
    )
