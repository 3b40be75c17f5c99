"""What a person owes in a week after time off and paid holidays: days, paid and program slots."""

from __future__ import annotations

from itertools import combinations_with_replacement

from scheduler.domain.holidays_owed import holidays_owed
from scheduler.domain.scenario import Csr, Program, Scenario, Span
from scheduler.domain.settings import BreakBand, Labour


def band(labour: Labour, paid_minutes: int) -> BreakBand:
    """Rests and meals owed by a shift of this paid length."""
    for found in labour.breaks:
        if paid_minutes <= found.up_to_minutes:
            return found
    raise ValueError(f"no break band for a shift of {paid_minutes} paid minutes")


def presence_slots(scenario: Scenario, csr: Csr, paid_slots: int) -> int:
    """Slots from the start to the end of a shift, unpaid meals included."""
    meals = band(scenario.labour, paid_slots * scenario.grid.slot_minutes).meals
    return paid_slots + meals * csr.contract.meal_slots


def working_window(scenario: Scenario, csr: Csr, day: int) -> tuple[int, int] | None:
    """Slots of the day in which a shift may lie: contract hours while a channel is open."""
    span = scenario.open_span(csr.channels, day)
    if span is None:
        return None
    start, end = max(span[0], csr.contract.earliest), min(span[1], csr.contract.latest)
    return (start, end) if start < end else None


def shift_starts(scenario: Scenario, csr: Csr, day: int, paid_slots: int) -> list[int]:
    """Starts (slots of the day) whose shift keeps the window, the step and time off.

    Steps count from the contract's earliest start. A contract with shift types has no
    other starts than theirs.
    """
    midnight = day * scenario.grid.slots_per_day
    off = scenario.off_spans(csr.csr_id, midnight, midnight + scenario.grid.slots_per_day)
    key = ("shift starts", csr.contract, csr.channels, day, paid_slots, off)
    return scenario.kept(key, lambda: _starts(scenario, csr, day, paid_slots, off))


def _starts(
    scenario: Scenario, csr: Csr, day: int, paid_slots: int, off: tuple[Span, ...]
) -> list[int]:
    window = working_window(scenario, csr, day)
    if window is None:
        return []
    length = presence_slots(scenario, csr, paid_slots)
    step, anchor = csr.contract.start_step, csr.contract.earliest
    first = anchor + -(-(window[0] - anchor) // step) * step
    midnight = day * scenario.grid.slots_per_day
    return [
        s
        for s in range(first, window[1] - length + 1, step)
        if not any(start < midnight + s + length and midnight + s < end for start, end in off)
    ]


def full_days_off(scenario: Scenario, csr: Csr, week: int) -> int:
    """Days of the week whose every workable hour lies in approved time off.

    Closed days count too where the time off covers the contract's hours, so that a
    week of leave never leaves a day owed.
    """
    if not scenario.time_off_of[csr.csr_id]:
        return 0
    return sum(covered(scenario, csr, day) for day in scenario.grid.week_days(week))


def covered(scenario: Scenario, csr: Csr, day: int) -> bool:
    """Whether time off covers the contract's hours of the day, open or closed."""
    weekly = [
        span
        for channel in csr.channels
        for span in scenario.weekly_opening.get(channel, ())
        if span is not None
    ]
    start, end = csr.contract.earliest, csr.contract.latest
    if weekly:
        start, end = max(start, min(s for s, _ in weekly)), min(end, max(e for _, e in weekly))
    midnight = day * scenario.grid.slots_per_day
    at, stop = midnight + start, midnight + end
    for off in sorted(scenario.time_off_of[csr.csr_id], key=lambda t: t.start):
        if off.start <= at < off.end:
            at = off.end
    return at >= stop


def owed_days(scenario: Scenario, csr: Csr, week: int) -> int:
    """Contract days less full days of time off and holidays owed, as far as days can be worked.

    A holiday inside time off takes one day, not two.
    """
    slots, row = scenario.grid.slots_per_day, scenario.grid.week_days(week)
    off = scenario.off_spans(csr.csr_id, row[0] * slots, (row[-1] + 1) * slots)
    key = ("owed days", csr.contract, csr.channels, week, off)
    return scenario.kept(key, lambda: _owed_days(scenario, csr, week))


def _owed_days(scenario: Scenario, csr: Csr, week: int) -> int:
    workable = sum(
        any(shift_starts(scenario, csr, day, paid) for paid in csr.contract.shift_slots)
        for day in scenario.grid.week_days(week)
    )
    owed = holidays_owed(scenario, csr, week)
    holidays = sum(not covered(scenario, csr, day) for day in owed)
    left = csr.contract.days_per_week - full_days_off(scenario, csr, week) - holidays
    return max(0, min(left, workable))


def owed_slots(scenario: Scenario, csr: Csr, week: int) -> int:
    """Paid slots owed: the contract's week in proportion to the days left.

    Where no mix of shift lengths gives that exactly, the longest mix below it; the
    shortest mix where none is below.
    """
    days = owed_days(scenario, csr, week)
    if days == 0:
        return 0
    return scenario.kept(("owed slots", csr.contract, days), lambda: _owed_slots(csr, days))


def _owed_slots(csr: Csr, days: int) -> int:
    target = csr.contract.week_slots * days / csr.contract.days_per_week
    sums = {sum(mix) for mix in combinations_with_replacement(csr.contract.shift_slots, days)}
    below = [s for s in sums if s <= target + 1e-9]
    return max(below) if below else min(sums)


def owed_program_slots(scenario: Scenario, csr: Csr, program: Program, week: int) -> int:
    """Slots of a program owed in a week: all of it, as far as leave and closures leave room.

    At most half of the paid time, and what the shifts that are left hold on its days. Nothing
    shorter than one block is owed.
    """
    key = ("attendees", program.program_id)
    if csr.csr_id not in scenario.kept(key, lambda: frozenset(program.attendees)):
        return 0
    slots = min(program.slots, owed_slots(scenario, csr, week) // 2)
    if slots:
        slots = min(slots, _program_room(scenario, csr, program, week))
    return slots if slots >= min(program.min_block, program.slots) else 0


def _program_room(scenario: Scenario, csr: Csr, program: Program, week: int) -> int:
    """Most slots of the program's hours that one shift on each of its days spans."""
    slots, row = scenario.grid.slots_per_day, scenario.grid.week_days(week)
    off = scenario.off_spans(csr.csr_id, row[0] * slots, (row[-1] + 1) * slots)
    key = ("program room", program.program_id, csr.contract, csr.channels, week, off)
    days = [day for day in row if scenario.grid.weekday(day) in program.weekdays]
    return scenario.kept(
        key, lambda: sum(_room_of_day(scenario, csr, program, day) for day in days)
    )


def _room_of_day(scenario: Scenario, csr: Csr, program: Program, day: int) -> int:
    """Slots, 0 where there is no room for a block."""
    spans = [
        min(start + presence_slots(scenario, csr, paid), program.latest)
        - max(start, program.earliest)
        for paid in csr.contract.shift_slots
        for start in shift_starts(scenario, csr, day, paid)
    ]
    room = max(spans, default=0)
    return room if room >= min(program.min_block, program.slots) else 0
