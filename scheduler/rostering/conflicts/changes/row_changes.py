"""Changes of rows about one person: pins, time off, availability and a start of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scheduler.domain.conflict import Edit
from scheduler.domain.entitlements import presence_slots, shift_starts
from scheduler.domain.scenario import Available, Csr, Pin, Scenario, TimeOff
from scheduler.rostering.conflicts.changes.change import (
    WHOLE_ROW,
    Change,
    Family,
    clock,
    duration,
    moment,
    one,
    with_row,
)
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.pins import OFF

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def of_pin(scenario: Scenario, pin: Pin) -> Iterator[Family]:
    """Move it, cut it short at either end, or take it out."""
    for side in (1, -1):
        yield _moved(scenario, pin, side)
        yield Family(pin.end - pin.start - 1, partial(_pin_cut, scenario, pin, side))
    edit = Edit(pin.source, old=pin.activity)
    yield one(Change("take the pin out", (edit,), WHOLE_ROW, with_row("pins", pin.source)))


def _moved(scenario: Scenario, pin: Pin, side: int) -> Family:
    """Later (`side` 1) or earlier (-1) on its day, to where a shift of the person can hold it."""
    csr, grid = scenario.csr[pin.csr_id], scenario.grid
    day = grid.day(pin.start)
    midnight = day * grid.slots_per_day
    shifts = [
        (midnight + start, midnight + start + presence_slots(scenario, csr, paid))
        for paid in shift_lengths(scenario, csr)
        for start in shift_starts(scenario, csr, day, paid)
    ]
    held = [
        slots
        for slots in range(1, grid.slots_per_day)
        if pin.activity != OFF
        and any(s <= pin.start + side * slots and pin.end + side * slots <= e for s, e in shifts)
    ]

    def of(number: int) -> tuple[Change, ...]:
        slots = held[number - 1]
        span = pin.start + side * slots, pin.end + side * slots
        return (_new_span(scenario, pin, span, "move the pin", slots, side),)

    return Family(len(held), of)


def _pin_cut(scenario: Scenario, pin: Pin, side: int, slots: int) -> tuple[Change, ...]:
    """So many slots less at its start (`side` 1) or its end (-1)."""
    span = pin.start + slots * (side > 0), pin.end - slots * (side < 0)
    verb = "start the pin" if side > 0 else "end the pin"
    return (_new_span(scenario, pin, span, verb, slots, side),)


def _new_span(
    scenario: Scenario, pin: Pin, span: tuple[int, int], verb: str, slots: int, side: int
) -> Change:
    minutes = slots * scenario.grid.slot_minutes
    way = "later" if side > 0 else "sooner"
    if verb.startswith("move"):
        way = "later" if side > 0 else "earlier"
    text = scenario.grid.text
    words = f"{verb} {duration(minutes)} {way}: {text(span[0])} to {text(span[1])}"
    old, new = (pin.start, pin.end), span
    edits = tuple(
        Edit(pin.source, column, moment(scenario, a), moment(scenario, b))
        for column, a, b in zip(("start", "end"), old, new, strict=True)
        if a != b
    )
    return Change(words, edits, slots, with_row("pins", pin.source, start=span[0], end=span[1]))


def of_time_off(scenario: Scenario, off: TimeOff) -> Iterator[Family]:
    """End it sooner, begin it later, or take it out; whole days of it where it is of days."""
    per_day, slots = scenario.grid.slots_per_day, off.end - off.start
    unit = per_day if off.start % per_day == off.end % per_day == 0 else 1
    if off.ends_inside:
        yield Family(slots // unit - 1, partial(_shorter, scenario, off, unit, -1), unit == 1)
    if off.starts_inside:
        yield Family(slots // unit - 1, partial(_shorter, scenario, off, unit, 1), unit == 1)
    days = "the day" if slots <= per_day else "the days"
    words = f"take back {days} of {off.kind}"
    edit = Edit(off.source, old=off.kind)
    yield one(Change(words, (edit,), WHOLE_ROW, with_row("time_off", off.source)))


def _shorter(
    scenario: Scenario, off: TimeOff, unit: int, side: int, units: int
) -> tuple[Change, ...]:
    """So many slots or days less, from the start (`side` 1) or from the end (-1)."""
    grid, cut = scenario.grid, units * unit
    start, end = off.start + cut * (side > 0), off.end - cut * (side < 0)
    column, old, new = ("start", off.start, start) if side > 0 else ("end", off.end, end)
    less = duration(cut * grid.slot_minutes)
    if unit > 1:
        less = "one day" if units == 1 else f"{units} days"
    at = f"from {grid.text(start)} on" if side > 0 else f"until {grid.text(end)}"
    if unit > 1 and side < 0:
        at = f"until {grid.date(grid.day(end) - 1):%a %Y-%m-%d}"
    elif unit > 1:
        at = f"from {grid.date(grid.day(start)):%a %Y-%m-%d} on"
    words = f"{less} of {off.kind} less: {at}"
    edit = Edit(off.source, column, moment(scenario, old), moment(scenario, new))
    apply = with_row("time_off", off.source, start=start, end=end)
    return (Change(words, (edit,), cut, apply),)


def leave_more(scenario: Scenario, csr: Csr, days: list[int]) -> Family:
    """A day of leave more, or several of these days; each takes a contract day away."""

    def of(number: int) -> tuple[Change, ...]:
        chosen, grid = days[:number], scenario.grid
        spans = [(grid.slots_per_day * day, grid.slots_per_day * (day + 1)) for day in chosen]
        names = ", ".join(f"{grid.date(day):%a %Y-%m-%d}" for day in chosen)
        words = f"give {csr.name} leave on {names}"
        edits = tuple(
            Edit(
                "time_off.csv",
                row=(
                    ("csr_id", csr.csr_id),
                    ("start", moment(scenario, start)),
                    ("end", moment(scenario, end)),
                    ("kind", "leave"),
                    ("paid", "yes"),
                ),
            )
            for start, end in spans
        )
        new = tuple(TimeOff(csr.csr_id, start, end, "leave", True) for start, end in spans)
        return (
            Change(
                words,
                edits,
                number * grid.slots_per_day,
                lambda s: replace(s, time_off=(*s.time_off, *new)),
            ),
        )

    return Family(len(days), of, rising=False)


def of_availability(scenario: Scenario, row: Available) -> Iterator[Family]:
    """Begin earlier, go on longer, leave a weekday out, or take the row out."""
    per_day = scenario.grid.slots_per_day
    if row.earliest < row.latest:
        yield Family(row.earliest, partial(_wider, scenario, row, -1))
        yield Family(per_day - row.latest, partial(_wider, scenario, row, 1))
    days = sorted(row.weekdays)
    if len(days) > 1:
        yield Family(len(days), partial(_day_less, row, days, per_day), rising=False)
    words = "take these hours out: available at any time"
    change = Change(
        words,
        (Edit(row.source, old="availability"),),
        WHOLE_ROW,
        with_row("availability", row.source),
    )
    yield one(change)


def _wider(scenario: Scenario, row: Available, side: int, slots: int) -> tuple[Change, ...]:
    earliest, latest = row.earliest - slots * (side < 0), row.latest + slots * (side > 0)
    column, old, new = (
        ("latest", row.latest, latest) if side > 0 else ("earliest", row.earliest, earliest)
    )
    way = "later, until" if side > 0 else "earlier, from"
    minutes = duration(slots * scenario.grid.slot_minutes)
    words = f"available {minutes} {way} {clock(scenario, new)}"
    edit = Edit(row.source, column, clock(scenario, old), clock(scenario, new))
    apply = with_row("availability", row.source, earliest=earliest, latest=latest)
    return (Change(words, (edit,), slots, apply),)


def _day_less(row: Available, days: list[int], size: int, number: int) -> tuple[Change, ...]:
    left = [day for day in days if day != days[number - 1]]
    old, new = (";".join(WEEKDAYS[day] for day in part) for part in (days, left))
    words = f"let these hours hold on {new.replace(';', ', ')} only"
    apply = with_row("availability", row.source, weekdays=frozenset(left))
    return (Change(words, (Edit(row.source, "days", old, new),), size, apply),)


def of_own_start(scenario: Scenario, csr: Csr) -> Iterator[Family]:
    """Let shifts start further from it."""
    yield Family(scenario.grid.slots_per_day // 2, partial(_further, scenario, csr))


def _further(scenario: Scenario, csr: Csr, slots: int) -> tuple[Change, ...]:
    minutes, within = scenario.grid.slot_minutes, csr.start_within + slots
    words = (
        f"let shifts start within {duration(within * minutes)} of {clock(scenario, csr.start or 0)}"
    )
    old = str(csr.start_within * minutes)
    edit = Edit(csr.source, "start_within_minutes", old, str(within * minutes))
    return (Change(words, (edit,), slots, with_row("csrs", csr.source, start_within=within)),)
