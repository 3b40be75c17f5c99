"""Hours of single people: availability and a start of their own, and whether the week fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.domain.entitlements import owed_days, owed_slots, presence_slots, shift_starts
from scheduler.domain.scenario import Available, Contract, Csr, Scenario
from scheduler.domain.settings import Labour
from scheduler.loading.builders.frame import CentreFrame, clock_text
from scheduler.loading.faults import listed
from scheduler.loading.readers.csv_tables import Record
from scheduler.loading.readers.files import Files
from scheduler.loading.schema.columns import AvailabilityRow, CsrRow
from scheduler.loading.schema.fields import WEEKDAYS


def build_availability(files: Files, frame: CentreFrame) -> tuple[Available, ...]:
    """The rows that hold on some day of the horizon; faults for hours or dates out of order."""
    found = [_available(record, frame) for record in files.availability]
    return tuple(row for row in found if row is not None and _holds(row, frame))


def _available(record: Record[AvailabilityRow], frame: CentreFrame) -> Available | None:
    row, place = record.row, record.place
    before = len(frame.findings.faults)
    earliest = frame.clock(place, "earliest", row.earliest)
    latest = frame.clock(place, "latest", row.latest)
    if row.latest < row.earliest:
        allowed = f"{clock_text(row.earliest)} (earliest: not at all on these days) or later"
        frame.findings.fault(place, "latest", f"found {clock_text(row.latest)}", allowed)
    if row.since and row.until and row.until < row.since:
        frame.findings.fault(place, "until", f"found {row.until}", f"{row.since} or later")
    if earliest is None or latest is None or len(frame.findings.faults) > before:
        return None
    first, last = (_day(day, frame) for day in (row.since, row.until))
    days = frozenset(row.days)
    return Available(row.csr_id, days, earliest, latest, first, last, record.source)


def _day(day: date | None, frame: CentreFrame) -> int | None:
    """Day of the horizon, negative before it."""
    return None if day is None else (day - frame.grid.first_day).days


def _holds(row: Available, frame: CentreFrame) -> bool:
    return (row.first is None or row.first < frame.grid.days) and (
        row.last is None or row.last >= 0
    )


def own_start(
    record: Record[CsrRow], contract: Contract, frame: CentreFrame, labour: Labour
) -> tuple[int | None, int]:
    """A person's own start (slot of the day) and how far from it, in slots, rounded down.

    A fault where the contract does not allow the start; its step binds the start itself too.
    """
    row, place = record.row, record.place
    within = row.start_within_minutes // frame.grid.slot_minutes
    if row.start is None:
        if row.start_within_minutes:
            frame.findings.warn(f"{place}: start_within_minutes changes nothing without start")
        return None, 0
    start = frame.clock(place, "start", row.start)
    shortest = min(contract.shift_slots)
    minutes = shortest * frame.grid.slot_minutes
    meals = next(b.meals for b in labour.breaks if minutes <= b.up_to_minutes)
    last = contract.latest - shortest - meals * contract.meal_slots
    starts = range(contract.earliest, last + 1, contract.start_step)
    if start is not None and start not in starts:
        found = f"found {clock_text(row.start)}, at which no shift of {contract.name} starts"
        allowed = f"{listed(map(frame.clock_of, starts))} ({contract.source})"
        frame.findings.fault(place, "start", found, allowed)
        return None, 0
    return start, within


def check_days_left(bare: Scenario, files: Files, frame: CentreFrame) -> None:
    """Faults where a person's own hours leave less than the contract owes in a whole week.

    `bare` is the centre with its people and their hours, and nobody away.
    """
    of_people = {record.source: record.place for record in files.csrs}
    of_rows = {record.source: record.place for record in files.availability}
    free = replace(bare, availability=())
    for csr in bare.csrs:
        rows = bare.availability_of[csr.csr_id]
        if csr.start is None and not rows:
            continue
        by_start, wrong = next(_short(free, free, csr), None), next(_short(bare, free, csr), None)
        if by_start:
            frame.findings.fault(of_people[csr.source], "start", *by_start)
        elif wrong:
            found, allowed = wrong
            too = [row.source for row in rows[1:]]
            too += [f"the start in {csr.source}"] if csr.start is not None else []
            beside = f", with {' and '.join(too)}" if too else ""
            frame.findings.fault(of_rows[rows[0].source], "days", found + beside, allowed)


def _short(bare: Scenario, free: Scenario, csr: Csr) -> Iterator[tuple[str, str]]:
    """For each whole week that does not fit: what was found, and what would do.

    `free` is the centre without availability.
    """
    grid, contract, plain = bare.grid, csr.contract, replace(csr, start=None)
    for week in range(grid.weeks):
        row = grid.week_days(week)
        if len(row) < len(WEEKDAYS):
            continue
        owed = owed_days(free, plain, week)
        lengths = [_lengths(bare, csr, day) for day in row]
        left = [_name(bare, day) for day, fit in zip(row, lengths, strict=True) if fit]
        when = f"in the week of {grid.date(row[0])}"
        if len(left) < owed:
            others = [
                _name(bare, day)
                for day, fit in zip(row, lengths, strict=True)
                if not fit and _lengths(free, plain, day)
            ]
            days = f" ({', '.join(left)})" if left else ""
            need = presence_slots(bare, csr, min(contract.shift_slots)) * grid.slot_hours
            yield (
                f"found {len(left)} days{days} {when} on which {csr.csr_id} can work",
                f"{owed} at least, as {contract.name} owes ({contract.source}): room for a shift "
                f"({need:g} h with its meal) on {owed - len(left)} more of {', '.join(others)}",
            )
        elif owed_slots(free, plain, week) not in sums_of_days(lengths)[owed]:
            hours = owed_slots(free, plain, week) * grid.slot_hours
            most = max(sums_of_days(lengths)[owed]) * grid.slot_hours
            yield (
                f"found {most:g} h at most {when} that {csr.csr_id} can work on {owed} days",
                f"{hours:g} h, as {contract.name} owes ({contract.source}): room for longer shifts",
            )


def _lengths(scenario: Scenario, csr: Csr, day: int) -> list[int]:
    """Paid slots of the shifts for which the day has a start."""
    return [n for n in csr.contract.shift_slots if shift_starts(scenario, csr, day, n)]


def _name(scenario: Scenario, day: int) -> str:
    return WEEKDAYS[scenario.grid.weekday(day)]


def sums_of_days(lengths: Sequence[Sequence[int]]) -> list[set[int]]:
    """Paid slots that 0, 1, 2, ... of these days can add up to, each day at one of its lengths."""
    sums: list[set[int]] = [{0}, *(set() for _ in lengths)]
    for day in lengths:
        for worked in range(len(lengths) - 1, -1, -1):
            sums[worked + 1] |= {total + length for total in sums[worked] for length in day}
    return sums
