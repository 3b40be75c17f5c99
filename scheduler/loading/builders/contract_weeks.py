"""Contracts over two weeks: whether a person's first week is the longer one or the shorter one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, OwedWeek
from scheduler.loading.builders.frame import CentreFrame
from scheduler.loading.readers.files import Files


def begin_weeks(
    csrs: tuple[Csr, ...], past: Roster | None, files: Files, frame: CentreFrame
) -> tuple[Csr, ...]:
    """The people with their place in the weeks of their contract.

    The published past decides it. Where it tells nothing, every second person of a contract
    begins with the longer week, in the order of csrs.csv, and week by week they change over: the
    running number of the week decides, so that the weeks of later runs go on.
    """
    running = frame.grid.first_day.toordinal() // 7
    order, split = Counter[str](), Counter[str]()
    found = []
    for csr in csrs:
        contract = csr.contract
        if contract.weeks == 1:
            found.append(csr)
            continue
        week = _week_of_past(csr, past, files, frame)
        if week is None:
            week = (order[contract.name] + running) % contract.weeks
            split[contract.name] += 1
        order[contract.name] += 1
        found.append(replace(csr, first_week=week))
    if frame.grid.weeks == 1:
        _warn(found, split, frame)
    return tuple(found)


def _warn(csrs: Collection[Csr], split: Counter[str], frame: CentreFrame) -> None:
    """One week of two, and nothing known of the other."""
    for contract in dict.fromkeys(csr.contract for csr in csrs):
        if split[contract.name]:
            more, less = (week.slots * frame.grid.slot_hours for week in contract.owed_weeks)
            frame.findings.warn(
                f"{contract.source}: {contract.name} counts over two weeks, of which one is "
                f"rostered: {split[contract.name]} people work {more:g} h or {less:g} h in it by "
                "their order in csrs.csv; the week before in previous_roster.csv decides it"
            )


def _week_of_past(csr: Csr, past: Roster | None, files: Files, frame: CentreFrame) -> int | None:
    """The place of the first week by the latest published week that tells it."""
    longer, shorter = csr.contract.owed_weeks
    if longer == shorter:
        return 0
    if past is None or not past.segments:
        return None
    grid = frame.grid
    first = min(grid.day(segment.start) for segment in past.segments)
    for back in range(1, -(first // 7) + 1):
        days = range(-7 * back, 7 - 7 * back)
        own = [s for s in past.by_csr.get(csr.csr_id, ()) if grid.day(s.start) in days]
        worked = OwedWeek(
            len({grid.day(s.start) for s in own}), sum(s.slots for s in own if s.paid)
        )
        same_days = longer.days == shorter.days  # then only hours tell the weeks apart
        if worked.days > shorter.days or (same_days and worked.slots > shorter.slots):
            return back % 2
        full = worked.days == shorter.days and worked.slots >= shorter.slots
        if full and _whole(csr, days, first, files, frame):
            return (back + 1) % 2
    return None


def _whole(csr: Csr, days: range, first: int, files: Files, frame: CentreFrame) -> bool:
    """Whether what was worked is all that the week owed: no leave, no closure, nothing unknown."""
    grid, opened = frame.grid, frame.weekly_opening["supervision"]
    if any(opened[grid.weekday(day)] for day in range(days.start, min(first, days.stop))):
        return False
    if any(grid.date(day) in frame.closures and opened[grid.weekday(day)] for day in days):
        return False
    start, end = days.start * grid.slots_per_day, days.stop * grid.slots_per_day
    own = (r.row for r in files.time_off if r.row.csr_id == csr.csr_id)
    return not any(grid.floor(row.start) < end and start < grid.ceil(row.end) for row in own)
