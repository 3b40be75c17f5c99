"""Absences told of a published week, told apart: days that were off anyway take no contract day.

Whoever is sick from Thursday to Sunday and was off at the weekend misses two days of work, not
four. Nobody calls them in on the other two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.domain.entitlements import covered
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario, TimeOff


def told_apart(
    scenario: Scenario, published: Roster, absences: Iterable[TimeOff]
) -> Iterator[TimeOff]:
    """Each absence in parts: `day_off` where no shift was published and no leave was known."""
    shifts = published.shifts(scenario.grid.slots_per_day)
    for off in absences:
        worked = {shift.day for shift in shifts.get(off.csr_id, ())}
        parts: list[TimeOff] = []
        for part in _by_day(scenario, off):
            day = scenario.grid.day(part.start)
            known = covered(scenario, scenario.csr[off.csr_id], day)
            if day not in worked and not known:
                part = replace(part, day_off=True, paid=False)
            if parts and parts[-1].day_off == part.day_off:
                parts[-1] = replace(parts[-1], end=part.end)
            else:
                parts.append(part)
        yield from parts


def _by_day(scenario: Scenario, off: TimeOff) -> Iterator[TimeOff]:
    spd, start = scenario.grid.slots_per_day, off.start
    while start < off.end:
        end = min(off.end, (start // spd + 1) * spd)
        yield replace(off, start=start, end=end)
        start = end
