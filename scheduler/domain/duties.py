"""What is shared among equals: weekend days, evening shifts and early starts of each person.

They are counted over the last `prices.fairness_weeks` weeks of the published past. Equals have
the same contract, both supervise or neither does, and both can have the duty at all in this
horizon. What counts of a person's past is how far it is ahead of the least of the equals: a
newcomer would otherwise get every weekend, and prices would grow with the length of the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scheduler.domain.entitlements import presence_slots, shift_starts
from scheduler.domain.roster import SUPERVISION, Roster, Shift
from scheduler.domain.scenario import Csr, Scenario

SATURDAY = 5  # Monday is 0
WEEK = 7  # days
AHEAD = "ahead of equals"  # where the scenario keeps it
# Nobody counts as further ahead than this, or than costs as much as one missing head in one slot,
# where that is further. Who alone speaks a language is ahead for ever, and that must never grow
# into a price for which a contact goes unanswered.
MOST_AHEAD = 4


class Duties(NamedTuple):
    """Numbers of one person."""

    weekend_days: int = 0
    evening_shifts: int = 0
    early_starts: int = 0


def evening_slot(scenario: Scenario) -> int:
    """Slot of the day at which the evening begins: a shift that ends later is an evening."""
    return scenario.grid.slots_up(scenario.pay.evening_from)


def early_slot(scenario: Scenario) -> int:
    """Slot of the day from which a start is no longer early."""
    return scenario.grid.slots_up(scenario.prices.early_before)


def duties(scenario: Scenario, shifts: Iterable[Shift]) -> Duties:
    """What these shifts come to."""
    grid, evening, early = scenario.grid, evening_slot(scenario), early_slot(scenario)
    found = [
        (
            grid.weekday(shift.day) >= SATURDAY,
            shift.end > shift.day * grid.slots_per_day + evening,
            grid.of_day(shift.start) < early,
        )
        for shift in shifts
    ]
    return Duties(*map(sum, zip(*found, strict=True))) if found else Duties()


def past_duties(scenario: Scenario) -> Mapping[str, Duties]:
    """Of everybody in the weeks of the published past that count."""
    shifts = _counted_past(scenario)
    return {c.csr_id: duties(scenario, shifts.get(c.csr_id, ())) for c in scenario.csrs}


def ahead_of_equals(scenario: Scenario) -> Mapping[str, Duties]:
    """How far everybody's past is ahead of the least among their equals, at most `most_ahead`.

    Where equals are further apart than that, they are compared around their mean: who is far
    below it counts as the least, who is far above it as the most. Whoever joined in the course of
    the weeks that count is taken to have had, before, what their equals had on average.
    """
    return scenario.kept(AHEAD, lambda: _ahead_of_equals(scenario))


def _ahead_of_equals(scenario: Scenario) -> dict[str, Duties]:
    past, shifts, most = past_duties(scenario), _counted_past(scenario), most_ahead(scenario)
    weeks = {csr_id: -(own[0].day // WEEK) for csr_id, own in shifts.items() if own}
    ahead: dict[str, list[int]] = {csr.csr_id: [] for csr in scenario.csrs}
    for kind in range(len(Duties._fields)):
        for equals in _equals(scenario, kind):
            counted = _with_weeks_before({c: past[c][kind] for c in equals}, weeks)
            mean = sum(counted.values()) // len(counted)
            least = max(min(counted.values()), mean - most[kind] // 2)
            for csr_id, number in counted.items():
                ahead[csr_id].append(min(max(number - least, 0), most[kind]))
    return {csr_id: Duties(*numbers) for csr_id, numbers in ahead.items()}


def most_ahead(scenario: Scenario) -> Duties:
    """How far anybody counts as ahead, by kind of duty."""
    prices = scenario.prices
    missing_head = prices.shortage_per_hour * scenario.grid.slot_hours
    rates = prices.weekend_day, prices.evening_shift, prices.early_start
    return Duties(*(max(MOST_AHEAD, int(missing_head / r)) if r else MOST_AHEAD for r in rates))


def _with_weeks_before(past: Mapping[str, int], weeks: Mapping[str, int]) -> dict[str, int]:
    """Numbers of equals, the average of the others added for the weeks before somebody came.

    `weeks`: how many weeks ago the first shift that counts lies; nobody's is 0.
    """
    most = max((weeks.get(csr_id, 0) for csr_id in past), default=0)
    settled = [past[csr_id] for csr_id in past if weeks.get(csr_id, 0) == most]
    a_week = sum(settled) / len(settled) / most if most else 0.0
    return {c: past[c] + round(a_week * (most - weeks.get(c, 0))) for c in past}


def apart(scenario: Scenario, counted: Mapping[str, Duties]) -> Duties:
    """Largest difference between equals, of each kind."""
    found = []
    for kind in range(len(Duties._fields)):
        groups = ([counted[c][kind] for c in equals] for equals in _equals(scenario, kind))
        found.append(max((max(own) - min(own) for own in groups), default=0))
    return Duties(*found)


def _counted_past(scenario: Scenario) -> Mapping[str, tuple[Shift, ...]]:
    """Shifts of the past in the weeks that count, in order of time."""
    first = -WEEK * scenario.prices.fairness_weeks
    shifts = (scenario.past or Roster(())).shifts(scenario.grid.slots_per_day)
    return {c: tuple(s for s in own if s.day >= first) for c, own in shifts.items()}


def _equals(scenario: Scenario, kind: int) -> Iterable[list[str]]:
    """Groups of people who share one kind of duty."""
    groups: dict[tuple[str, bool, bool], list[str]] = {}
    for csr in scenario.csrs:
        key = (csr.contract.name, SUPERVISION in csr.channels, _can(scenario, csr)[kind])
        groups.setdefault(key, []).append(csr.csr_id)
    return groups.values()


def _can(scenario: Scenario, csr: Csr) -> tuple[bool, bool, bool]:
    """Whether any shift that the person may have in the horizon is such a duty."""
    grid, evening, early = scenario.grid, evening_slot(scenario), early_slot(scenario)
    weekend = late = soon = False
    for day in range(grid.days):
        for paid in csr.contract.shift_slots:
            starts = shift_starts(scenario, csr, day, paid)
            if starts:
                weekend |= grid.weekday(day) >= SATURDAY
                late |= starts[-1] + presence_slots(scenario, csr, paid) > evening
                soon |= starts[0] < early
    return weekend, late, soon
