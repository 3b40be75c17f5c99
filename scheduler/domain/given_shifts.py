"""What an absence leaves of a published shift: worked as it was told, decided by nobody.

Whoever comes late or goes home works the rest of the shift that people know. No contract has a
shift of that length, so for everything that is decided the person is away all day; the rest is
`given` of the scenario, counted on its queues and written with the roster. Program time and
meetings of three or more in a published shift that fall into an absence are `waived`: nobody
makes them up in the days left.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.roster import OFFLINE, PAUSES, Roster, Segment, meeting_activity
from scheduler.domain.scenario import Meeting, Scenario, Span, TimeOff

Parts = tuple[Segment, ...]
TEAM = 3  # people of a meeting that is held without one of them


def with_given_shifts(scenario: Scenario) -> Scenario:
    """The scenario in which absences inside published shifts take the day, and leave the rest.

    A shift that an earlier absence cut is taken as it was left (`given`), so that further news
    cut it further.
    """
    spd = scenario.grid.slots_per_day
    rests: list[Segment] = []
    days: dict[tuple[str, int], TimeOff] = {}
    waived = list(scenario.waived)
    for (csr_id, day), parts in _known_shifts(scenario).items():
        start, end = day * spd, (day + 1) * spd
        here = [
            off
            for off in scenario.time_off_of.get(csr_id, ())
            if off.start < end and start < off.end and not off.outside
        ]
        told = [
            off
            for off in here
            if not off.rest_given and off.start < parts[-1].end and parts[0].start < off.end
        ]
        rest = _rest_of(parts, told) if told else parts
        if told:
            waived += _missed(scenario, parts, rest)
        if rest and here and (told or rest[0] in scenario.given):
            rests += rest
            spans = sorted(span for off in here for span in absent_spans(off))
            whole = max(here, key=lambda off: off.paid)
            days[csr_id, day] = replace(
                whole, start=start, end=end, rest_given=True, spans=tuple(spans)
            )
    away = [off for off in scenario.time_off if not _taken(off, days, spd)]
    return replace(
        scenario,
        time_off=(*away, *days.values()),
        meetings=_still_owed(scenario, (*rests, *waived)),
        given=tuple(sorted(rests)),
        waived=_joined(waived),
    )


def absent_spans(off: TimeOff) -> tuple[Span, ...]:
    """What an absence itself takes, slots; of a day whose rest is given that is not all of it."""
    return off.spans or ((off.start, off.end),)


def _known_shifts(scenario: Scenario) -> Mapping[tuple[str, int], Parts]:
    """Every published shift by person and day; what is given of one comes before it."""
    spd = scenario.grid.slots_per_day
    found: dict[tuple[str, int], Parts] = {}
    for roster in (scenario.published, Roster.of(scenario.given)):
        for csr_id, own in roster.shifts(spd).items() if roster is not None else ():
            found |= {(csr_id, s.day): s.segments for s in own if 0 <= s.day < scenario.grid.days}
    return found


def _still_owed(scenario: Scenario, settled: Iterable[Segment]) -> tuple[Meeting, ...]:
    """The meetings without those who attend in what is left of their shift, or need not come.

    Over several weeks nobody is taken off the list, which is that of every week.
    """
    if scenario.grid.weeks > 1:
        return scenario.meetings
    there = {(s.activity, s.csr_id) for s in settled}
    return tuple(
        replace(
            m,
            attendees=tuple(
                c for c in m.attendees if (meeting_activity(m.meeting_id), c) not in there
            ),
        )
        for m in scenario.meetings
    )


def _taken(off: TimeOff, days: Mapping[tuple[str, int], TimeOff], spd: int) -> bool:
    """Whether an absence lies in a day that is away as a whole now."""
    day = off.start // spd
    return (off.csr_id, day) in days and off.end <= (day + 1) * spd


def _rest_of(parts: Parts, away: Iterable[TimeOff]) -> Parts:
    """The longest unbroken part of a shift without absence; it neither begins nor ends paused."""
    away = tuple(away)
    runs: list[list[int]] = []
    for slot in range(parts[0].start, parts[-1].end):
        if any(off.start <= slot < off.end for off in away):
            continue
        if runs and runs[-1][-1] == slot - 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    longest = max(runs, key=len, default=[])
    if not longest:
        return ()
    start, end = longest[0], longest[-1] + 1
    left = [
        replace(s, start=max(s.start, start), end=min(s.end, end))
        for s in parts
        if s.start < end and start < s.end
    ]
    while left and left[0].activity in PAUSES:
        left.pop(0)
    while left and left[-1].activity in PAUSES:
        left.pop()
    return tuple(left)


def _missed(scenario: Scenario, parts: Parts, rest: Parts) -> Iterator[Segment]:
    """Program time and meetings of a shift, slot by slot, that are not in what is left of it.

    A meeting of two is not among them: it waits for both.
    """
    large = {meeting_activity(m.meeting_id) for m in scenario.meetings if len(m.attendees) >= TEAM}
    kept = {slot for s in rest for slot in range(s.start, s.end)}
    for segment in parts:
        if segment.activity.startswith(OFFLINE) or segment.activity in large:
            for slot in range(segment.start, segment.end):
                if slot not in kept:
                    yield replace(segment, start=slot, end=slot + 1)


def _joined(segments: Iterable[Segment]) -> Parts:
    """Segments that touch or overlap, as one."""
    slots = {
        (s.csr_id, slot, s.activity, s.paid) for s in segments for slot in range(s.start, s.end)
    }
    found: list[Segment] = []
    for csr_id, slot, activity, paid in sorted(slots):
        last = found[-1] if found else None
        if last and (last.csr_id, last.end, last.activity) == (csr_id, slot, activity):
            found[-1] = replace(last, end=slot + 1)
        else:
            found.append(Segment(csr_id, slot, slot + 1, activity, paid))
    return tuple(found)


def given_to(scenario: Scenario, roster: Roster) -> Roster:
    """The roster with what is given."""
    if not scenario.given:
        return roster
    return Roster.of({*roster.segments, *scenario.given})


def without_given(scenario: Scenario, roster: Roster) -> Roster:
    """The roster without what is given, as far as it stands there exactly so."""
    if not scenario.given:
        return roster
    given = set(scenario.given)
    return Roster(tuple(s for s in roster.segments if s not in given))


def less_given(scenario: Scenario, requirements: Requirements) -> Requirements:
    """What is required beside those whose shifts are given; joint targets stay as they are."""
    if not scenario.given:
        return requirements
    chosen = {joint.row for joint in requirements.joint}
    rows = [
        part
        for row in requirements.rows
        for part in ([row] if (row.channel, row.language) in chosen else _parts(scenario, row))
    ]
    return replace(requirements, rows=tuple(rows))


def _parts(scenario: Scenario, row: Requirement) -> Iterator[Requirement]:
    """The requirement, in parts where different numbers of given people are there."""
    there = np.zeros(row.end - row.start, dtype=np.int64)
    for segment in scenario.given:
        csr = scenario.csr.get(segment.csr_id)
        if csr is not None and segment.activity == row.channel and csr.speaks(row.language):
            there[max(0, segment.start - row.start) : max(0, segment.end - row.start)] += 1
    edges = [0, *(np.flatnonzero(np.diff(there)) + 1).tolist(), len(there)]
    for first, last in itertools.pairwise(edges):
        share = (last - first) / len(there)
        yield replace(
            row,
            start=row.start + first,
            end=row.start + last,
            volume=row.volume * share,
            required=max(0, row.required - int(there[first])),
        )
