"""What a person owes in a week after time off and paid holidays: days, paid and program slots."""

from __future__ import annotations

from itertools import combinations_with_replacement

from scheduler.domain.holidays_owed import holidays_owed
from scheduler.domain.opening_hours import open_span
from scheduler.domain.partial_weeks import days_outside, days_pro_rata
from scheduler.domain.personal_hours import personal_hours, personal_week
from scheduler.domain.roster import program_activity
from scheduler.domain.scenario import Csr, OwedWeek, Program, Scenario
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
    span = open_span(scenario, csr.channels, day)
    if span is None:
        return None
    start, end = max(span[0], csr.contract.earliest), min(span[1], csr.contract.latest)
    return (start, end) if start < end else None


def shift_starts(scenario: Scenario, csr: Csr, day: int, paid_slots: int) -> list[int]:
    """Starts (slots of the day) whose shift keeps contract, time off and the person's own hours."""
    midnight = day * scenario.grid.slots_per_day
    off = scenario.off_spans(csr.csr_id, midnight, midnight + scenario.grid.slots_per_day)
    own = personal_hours(scenario, csr, day)

    def starts() -> list[int]:
        length = presence_slots(scenario, csr, paid_slots)
        return [
            s
            for s in contract_starts(scenario, csr, day, paid_slots)
            if own.allow(s, s + length)
            and not any(start < midnight + s + length and midnight + s < end for start, end in off)
        ]

    key = ("shift starts", csr.contract, csr.channels, day, paid_slots, off, own)
    return scenario.kept(key, starts)


def contract_starts(scenario: Scenario, csr: Csr, day: int, paid_slots: int) -> range:
    """Starts (slots of the day) whose shift keeps the window and the step of the contract.

    Steps count from the contract's earliest start.
    """
    window = working_window(scenario, csr, day)
    if window is None:
        return range(0)
    length = presence_slots(scenario, csr, paid_slots)
    step, anchor = csr.contract.start_step, csr.contract.earliest
    first = anchor + -(-(window[0] - anchor) // step) * step
    return range(first, window[1] - length + 1, step)


def full_days_off(scenario: Scenario, csr: Csr, week: int) -> int:
    """Days of the week whose every workable hour lies in approved time off, while employed.

    Closed days count too where the time off covers the contract's hours, so that a
    week of leave never leaves a day owed.
    """
    if not scenario.time_off_of[csr.csr_id]:
        return 0
    outside = days_outside(scenario, csr, week)
    days = (day for day in scenario.grid.week_days(week) if day not in outside)
    free = _days_off_away(scenario, csr)
    return sum(day not in free and covered(scenario, csr, day) for day in days)


def _days_off_away(scenario: Scenario, csr: Csr) -> frozenset[int]:
    """Days that were off anyway when an absence was told."""
    grid = scenario.grid
    away = (off for off in scenario.time_off_of[csr.csr_id] if off.day_off)
    return frozenset(
        d for off in away for d in range(grid.day(off.start), grid.day(off.end - 1) + 1)
    )


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
    hours = personal_hours(scenario, csr, day).spans or ((start, end),)
    cut = [(max(start, first), min(end, last)) for first, last in hours]
    open_to = [span for span in cut if span[0] < span[1]] or [(start, end)]
    return all(_is_away(scenario, csr, midnight + s, midnight + e) for s, e in open_to)


def _is_away(scenario: Scenario, csr: Csr, at: int, stop: int) -> bool:
    """Whether approved time off covers a span without a gap."""
    for off in sorted(scenario.time_off_of[csr.csr_id], key=lambda t: t.start):
        if off.start <= at < off.end:
            at = off.end
    return at >= stop


def full_week(csr: Csr, week: int) -> OwedWeek:
    """What the contract owes in a week of the horizon with nobody away."""
    owed = csr.contract.owed_weeks
    return owed[(csr.first_week + week) % len(owed)]


def owed_days(scenario: Scenario, csr: Csr, week: int) -> int:
    """Contract days less full days of time off and holidays owed, as far as days can be worked.

    In a first and a last week pro rata.

    A holiday inside time off takes one day, not two.
    """
    slots, row = scenario.grid.slots_per_day, scenario.grid.week_days(week)
    off = scenario.off_spans(csr.csr_id, row[0] * slots, (row[-1] + 1) * slots)
    own = personal_week(scenario, csr, row)
    outside = days_outside(scenario, csr, week)
    free = _days_off_away(scenario, csr)
    key = ("owed days", csr.contract, csr.channels, week, csr.first_week, off, own, outside, free)
    return scenario.kept(key, lambda: _owed_days(scenario, csr, week))


def _owed_days(scenario: Scenario, csr: Csr, week: int) -> int:
    workable = sum(
        any(shift_starts(scenario, csr, day, paid) for paid in csr.contract.shift_slots)
        for day in scenario.grid.week_days(week)
    )
    owed = holidays_owed(scenario, csr, week)
    holidays = sum(not covered(scenario, csr, day) for day in owed)
    days = days_pro_rata(scenario, csr, week, full_week(csr, week).days)
    left = days - full_days_off(scenario, csr, week) - holidays
    return max(0, min(left, workable))


def owed_slots(scenario: Scenario, csr: Csr, week: int) -> int:
    """Paid slots owed: the contract's week in proportion to the days left.

    Where no mix of shift lengths gives that exactly, the longest mix below it; the
    shortest mix where none is below.
    """
    days, full = owed_days(scenario, csr, week), full_week(csr, week)
    if days == 0:
        return 0
    key = ("owed slots", csr.contract, days, full)
    return scenario.kept(key, lambda: _owed_slots(csr, days, full))


def _owed_slots(csr: Csr, days: int, full: OwedWeek) -> int:
    target = full.slots * days / full.days
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
    slots -= _settled_slots(scenario, csr, program, week)
    if slots > 0:
        slots = min(slots, _program_room(scenario, csr, program, week))
    return slots if slots >= min(program.min_block, program.slots) else 0


def _settled_slots(scenario: Scenario, csr: Csr, program: Program, week: int) -> int:
    """Slots of the program in what an absence leaves of the person's shifts, or took from them."""
    activity, days = program_activity(program.program_id), scenario.grid.week_days(week)
    return sum(
        s.slots
        for s in (*scenario.given, *scenario.waived)
        if s.csr_id == csr.csr_id and s.activity == activity and scenario.grid.day(s.start) in days
    )


def _program_room(scenario: Scenario, csr: Csr, program: Program, week: int) -> int:
    """Most slots of the program's hours that one shift on each of its days spans."""
    slots, row = scenario.grid.slots_per_day, scenario.grid.week_days(week)
    off = scenario.off_spans(csr.csr_id, row[0] * slots, (row[-1] + 1) * slots)
    own = personal_week(scenario, csr, row)
    key = ("program room", program.program_id, csr.contract, csr.channels, week, off, own)
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
