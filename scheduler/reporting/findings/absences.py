"""Who is not there, and why: leave, day off, paid holiday or closure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.costing.paid_absence import paid_absence
from scheduler.domain.given_shifts import absent_spans
from scheduler.domain.opening_hours import open_span
from scheduler.domain.scenario import Csr, Scenario, TimeOff
from scheduler.reporting.findings import words
from scheduler.reporting.findings.activity_board import ActivityBoard

LEAVE, DAY_OFF, CLOSURE, HOLIDAY = "leave", "day off", "closure", "holiday"
REST_OF_DAY = "rest of the day"


@dataclass(frozen=True)
class Away:
    """One person away from `start` to `end` (slots); `reason` is the kind of leave."""

    csr_id: str
    start: int
    end: int
    kind: str
    reason: str = ""


def away(scenario: Scenario, board: ActivityBoard) -> list[Away]:
    """Approved time off as it was given, and every day without a shift, sorted.

    A day without a shift is a closure where the centre is closed by its calendar, and a
    holiday where the person is paid for it; leave where time off covers the hours that could
    be worked, else a day off. A day of which leave takes a part is no day off: what is left of it
    without a shift is the rest of the day. Touching days of one kind are one row.
    """
    rows: list[Away] = []
    for csr, paid in zip(scenario.csrs, paid_absence(scenario).values(), strict=True):
        empty = _empty_days(scenario, board, csr, paid.holidays)
        own = [*_leave(scenario, csr), *_touching(empty)]
        rows += sorted(own, key=lambda row: (row.start, row.end, row.kind))
    return rows


def _leave(scenario: Scenario, csr: Csr) -> Iterator[Away]:
    for off in scenario.time_off_of[csr.csr_id]:
        for first, last in absent_spans(off):
            start, end = max(0, first), min(last, scenario.grid.slots)
            if start < end:
                yield Away(csr.csr_id, start, end, LEAVE, off.kind)


def _empty_days(
    scenario: Scenario, board: ActivityBoard, csr: Csr, holidays: tuple[int, ...]
) -> Iterator[Away]:
    grid = scenario.grid
    for day in range(grid.days):
        if board.shift(csr.csr_id, day) is not None:
            continue
        start = day * grid.slots_per_day
        if grid.date(day) in scenario.closures:
            kind = HOLIDAY if day in holidays else CLOSURE
            yield Away(csr.csr_id, start, start + grid.slots_per_day, kind)
        elif parts := leave_parts(scenario, csr, day):
            if leave_of_day(scenario, csr, day) is None:
                yield from _left_of_day(csr, parts, start, start + grid.slots_per_day)
        else:
            yield Away(csr.csr_id, start, start + grid.slots_per_day, DAY_OFF)


def _left_of_day(
    csr: Csr, parts: Sequence[tuple[TimeOff, int, int]], at: int, end: int
) -> Iterator[Away]:
    for _, first, last in parts:
        if at < first:
            yield Away(csr.csr_id, at, first, REST_OF_DAY)
        at = max(at, last)
    if at < end:
        yield Away(csr.csr_id, at, end, REST_OF_DAY)


def leave_parts(scenario: Scenario, csr: Csr, day: int) -> list[tuple[TimeOff, int, int]]:
    """Time off that touches a day, by its start, each cut to the day (slots)."""
    start = day * scenario.grid.slots_per_day
    end = start + scenario.grid.slots_per_day
    cut = [
        (off, max(start, first), min(end, last))
        for off in scenario.time_off_of[csr.csr_id]
        for first, last in absent_spans(off)
        if first < end and start < last
    ]
    return sorted(cut, key=lambda part: part[1:])


def leave_words(scenario: Scenario, csr: Csr, day: int) -> str:
    """`vacation` for a whole day, `sick 13:00–20:00` for a part of one, empty for none."""
    whole = leave_of_day(scenario, csr, day)
    if whole is not None:
        return whole.kind or LEAVE
    return ", ".join(
        f"{off.kind or LEAVE} {words.times(scenario.grid, start, end)}"
        for off, start, end in leave_parts(scenario, csr, day)
    )


def leave_of_day(scenario: Scenario, csr: Csr, day: int) -> TimeOff | None:
    """First time off of a day on which no hour of the person's channels is left free."""
    span = open_span(scenario, csr.channels, day) or (0, scenario.grid.slots_per_day)
    midnight = day * scenario.grid.slots_per_day
    first = midnight + max(span[0], csr.contract.earliest)
    last = midnight + min(span[1], csr.contract.latest)
    at, cause = first, None
    for off, start, end in leave_parts(scenario, csr, day):
        if start <= at < end:
            at, cause = end, cause or off
    return cause if at >= last else None


def _touching(rows: Iterator[Away]) -> Iterator[Away]:
    """Neighbouring days of one kind as one row."""
    last: Away | None = None
    for row in rows:
        if last is not None and last.end == row.start and last.kind == row.kind:
            last = Away(row.csr_id, last.start, row.end, row.kind)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last
