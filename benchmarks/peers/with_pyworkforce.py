"""pyworkforce: shifts counted by MinAbsDifference, then given to people by MinHoursRoster.

What it can express: one queue, shifts as 0/1 coverage, people of one contract with
nobody away. It knows no pauses, so that each start is offered with several layouts of
pauses as shifts of their own. It bounds neither the number of shifts a day nor a week:
the requirement is scaled until the shifts it asks for are those that the contracts owe.
`MinRequiredResources`, its other model, forbids any shortage, so that it has no answer
where people are scarce, and is not used.
"""

from __future__ import annotations

from collections import defaultdict
from time import perf_counter

from pyworkforce.rostering import MinHoursRoster
from pyworkforce.scheduling import MinAbsDifference

from benchmarks.peers.patterns import Pattern, patterns
from benchmarks.solve_case import Tell
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Scenario

TRIES = 5  # scalings of the requirement
COUNTING = 0.6  # of the time

Counts = dict[tuple[int, Pattern], int]  # day, pattern: people


def roster(
    scenario: Scenario, requirements: Requirements, limit_s: float, _: Tell
) -> Roster | None:
    """Counts that come nearest to the requirement, then people."""
    ends = perf_counter() + limit_s
    shifts = patterns(scenario, scenario.csrs[0], 0)
    counts = _counts(scenario, requirements, shifts, COUNTING * limit_s)
    if counts is None:
        return None
    return _people(scenario, counts, max(1.0, ends - perf_counter()))


def _counts(
    scenario: Scenario, requirements: Requirements, shifts: list[Pattern], limit_s: float
) -> Counts | None:
    """The largest scaling of the requirement that asks for no more shifts than are owed."""
    owed = sum(csr.contract.days_per_week for csr in scenario.csrs)
    best: Counts | None = None
    low, high = 0.7, 1.5
    for _ in range(TRIES):
        factor = (low + high) / 2
        counts = _count(scenario, requirements, shifts, factor, limit_s / TRIES)
        too_many = sum(counts.values()) > owed
        low, high = (low, factor) if too_many else (factor, high)
        if counts and not too_many:
            best = counts
    return best


def _count(
    scenario: Scenario,
    requirements: Requirements,
    shifts: list[Pattern],
    factor: float,
    limit_s: float,
) -> Counts:
    per_day, days = scenario.grid.slots_per_day, scenario.grid.days
    need = requirements.by_slot["phone", ALL].reshape(days, per_day) * factor
    people = len(scenario.csrs)
    found = MinAbsDifference(
        num_days=days,
        periods=per_day,
        shifts_coverage={
            str(i): [int(slot in set(shift.on_phone)) for slot in range(per_day)]
            for i, shift in enumerate(shifts)
        },
        required_resources=need.round().astype(int).tolist(),
        max_period_concurrency=people,
        max_shift_concurrency=people,
        max_search_time=float(limit_s),
        num_search_workers=2,
    ).solve()
    return {
        (row["day"], shifts[int(row["shift"])]): row["resources"]
        for row in found["resources_shifts"]
        if row["resources"] > 0
    }


def _people(scenario: Scenario, counts: Counts, limit_s: float) -> Roster | None:
    """Starts given to people; whoever shares a start shares out its layouts of pauses."""
    starts = sorted({pattern.start for _, pattern in counts})
    required: dict[str, list[int]] = {str(s): [0] * scenario.grid.days for s in starts}
    layouts: defaultdict[tuple[int, int], list[Pattern]] = defaultdict(list)
    for (day, pattern), number in counts.items():
        required[str(pattern.start)][day] += number
        layouts[day, pattern.start] += [pattern] * number
    contract = scenario.csrs[0].contract
    hours = contract.shift_slots[0] * scenario.grid.slot_hours
    found = MinHoursRoster(
        num_days=scenario.grid.days,
        resources=[csr.csr_id for csr in scenario.csrs],
        shifts=list(required),
        shifts_hours=[int(hours)] * len(required),
        min_working_hours=int(contract.days_per_week * hours),
        banned_shifts=[],
        max_resting=scenario.grid.days - contract.days_per_week,
        required_resources=required,
        max_search_time=limit_s,
        num_search_workers=2,
    ).solve()
    segments: list[Segment] = []
    for row in found["resource_shifts"]:
        if row["resource"] == -1:
            return None
        day, start = row["day"], int(row["shift"])
        own = layouts[day, start]
        pattern = own.pop() if own else _any(counts, start)
        segments += pattern.segments(row["resource"], day * scenario.grid.slots_per_day)
    return Roster.of(segments)


def _any(counts: Counts, start: int) -> Pattern:
    """A layout for a shift beyond what was counted."""
    return next(pattern for _, pattern in counts if pattern.start == start)
