"""A day drawn as blocks: people x time, with the heads required and scheduled below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from scheduler.domain.coverage import CoverageRow
from scheduler.domain.demand import ALL, Row
from scheduler.domain.roster import MEAL, Segment, Shift
from scheduler.reporting.findings import words
from scheduler.reporting.findings.palette import look
from scheduler.reporting.findings.run_report import Report
from scheduler.reporting.findings.timeline import (
    activity_title,
    coverage_of_day,
    day_span,
    not_there,
    staff_of_day,
)

ROOM = 4  # slots that a word needs
MOST_ROWS = 24  # coverage rows below a day; all of them stand in the coverage section


@dataclass(frozen=True)
class DayBlock:
    """A stretch of a timeline: CSS class, slots wide, what stands in it."""

    key: str
    width: int
    text: str


@dataclass(frozen=True)
class Line:
    """One person's day; `label` says in words what the blocks show."""

    name: str
    team: str
    times: str
    blocks: tuple[DayBlock, ...]
    label: str


@dataclass(frozen=True)
class HeadLine:
    """Required or scheduled heads of a day in blocks; short ones have the key `short`.

    A language stands below its channel, which `channel` repeats for screen readers.
    """

    channel: str
    title: str
    blocks: tuple[DayBlock, ...]
    label: str


@dataclass(frozen=True)
class DayView:
    """All that is drawn of one day."""

    number: int
    title: str
    slots: int
    hours: tuple[DayBlock, ...]
    hour_slots: int
    lines: tuple[Line, ...]
    heads: tuple[HeadLine, ...]
    more_heads: int
    away: tuple[str, ...]


def day_view(report: Report, day: int, wordy: bool) -> DayView:
    """One day ready to draw; `wordy` writes meeting titles and channel words into blocks."""
    grid, span = report.scenario.grid, day_span(report, day)
    hour = max(1, 60 // grid.slot_minutes)
    coverage = coverage_of_day(report, day)
    heads = [_head_lines(report, key, rows, span) for key, rows in coverage[:MOST_ROWS]]
    return DayView(
        number=day,
        title=words.short_date(grid.date(day)),
        slots=span[1] - span[0],
        hours=tuple(
            DayBlock("", hour, words.clock(grid, slot)) for slot in range(span[0], span[1], hour)
        ),
        hour_slots=hour,
        lines=tuple(_line(report, shift, span[0], wordy) for shift in staff_of_day(report, day)),
        heads=tuple(line for pair in heads for line in pair),
        more_heads=max(0, len(coverage) - MOST_ROWS),
        away=tuple(not_there(report, day)),
    )


def _line(report: Report, shift: Shift, start: int, wordy: bool) -> Line:
    grid, csr = report.scenario.grid, report.scenario.csr.get(shift.csr_id)
    blocks, at, said = [], start, []
    for segment in shift.segments:
        if segment.start > at:
            blocks.append(DayBlock("", segment.start - at, ""))
        text = block_text(report, segment, wordy)
        blocks.append(DayBlock(look(segment.activity).key, segment.slots, text))
        said.append(
            f"{activity_title(report, segment.activity)} "
            f"{words.times(grid, segment.start, segment.end)}"
        )
        at = segment.end
    return Line(
        name=report.name(shift.csr_id),
        team=csr.team if csr is not None else "",
        times=words.times(grid, shift.start, shift.end),
        blocks=tuple(blocks),
        label=", ".join(said),
    )


def block_text(report: Report, segment: Segment, wordy: bool) -> str:
    """The activity's letter; a word or title where there is room for it."""
    seen = look(segment.activity)
    if not wordy or segment.slots < ROOM or seen.key == MEAL:
        return seen.letter
    return words.capital(activity_title(report, segment.activity))


def _head_lines(
    report: Report, key: Row, rows: Sequence[CoverageRow], span: tuple[int, int]
) -> tuple[HeadLine, HeadLine]:
    """Required and scheduled; what is short stands out in the second."""
    channel = "" if key[1] == ALL else f"{words.row_title(key[0], ALL)}, "
    title = words.row_title(*key).removeprefix(channel)
    required = [(row, row.required, False) for row in rows]
    scheduled = [(row, row.scheduled, row.short > 0) for row in rows]
    return (
        HeadLine(channel, f"{title} required", *_heads(report, required, span[0])),
        HeadLine(channel, f"{title} scheduled", *_heads(report, scheduled, span[0])),
    )


def _heads(
    report: Report, slots: Sequence[tuple[CoverageRow, int, bool]], start: int
) -> tuple[tuple[DayBlock, ...], str]:
    """Blocks and their words; touching slots with the same number are one block."""
    grid, at = report.scenario.grid, start
    blocks: list[DayBlock] = []
    said: list[str] = []
    for (heads, short, _), run in groupby(
        enumerate(slots), key=lambda item: (*item[1][1:], item[1][0].start - item[0])
    ):
        own = [item[1][0] for item in run]
        first, last = own[0].start, own[-1].end
        if first > at:
            between = bool(said)  # of two openings
            shut = "closed" if between and first - at >= ROOM else ""
            blocks.append(DayBlock("", first - at, shut))
            said += [f"{words.times(grid, at, first)} closed"] if between else []
        blocks.append(DayBlock("short" if short else "heads", last - first, str(heads)))
        said.append(f"{words.times(grid, first, last)} {heads}{', short' if short else ''}")
        at = last
    return tuple(blocks), "; ".join(said)
