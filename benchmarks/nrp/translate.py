"""An instance as our Scenario with requirements, and a roster back as shifts.

The format has no times of day, only kinds of shifts with lengths. Here a day is cut into
slots that stand for the greatest common divisor of the lengths, the kinds lie side by side
on it, and each is a shift type. One channel is open all day, so that who works a kind is who
covers its slots; the cover of a kind is required, and priced, in its first slot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import gcd

import numpy as np

from benchmarks.nrp.instance import Employee, Instance, ShiftRequest
from benchmarks.nrp.score import Shifts
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Contract, Csr, Request, Scenario, ShiftType, Span, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Prices

MONDAY = date(2024, 1, 1)  # all instances begin on a Monday
WORK = "work"


@dataclass(frozen=True)
class Translation:
    """The question of an instance in our terms; `span` of each kind in slots of the day."""

    instance: Instance
    span: Mapping[str, Span]
    scenario: Scenario
    requirements: Requirements

    def shifts(self, roster: Roster) -> Shifts:
        """The kind that each employee works on each day."""
        per_day = self.scenario.grid.slots_per_day
        kind_at = {start: kind for kind, (start, _) in self.span.items()}
        found: dict[str, list[str | None]] = {
            person.name: [None] * self.instance.days for person in self.instance.employees
        }
        for segment in roster.segments:
            day, start = divmod(segment.start, per_day)
            found[segment.csr_id][day] = kind_at[start]
        return found

    def roster(self, shifts: Shifts) -> Roster:
        """The roster in which the employees work these kinds."""
        per_day = self.scenario.grid.slots_per_day
        return Roster.of(
            Segment(name, day * per_day + start, day * per_day + end, WORK, True)
            for name, own in shifts.items()
            for day, kind in enumerate(own)
            if kind is not None
            for start, end in [self.span[kind]]
        )


def translate(instance: Instance) -> Translation:
    """Everything that the format asks for, as rules, requests and requirements of ours."""
    unit = gcd(*(kind.minutes for kind in instance.kinds))
    lengths = [kind.minutes // unit for kind in instance.kinds]
    ends = list(accumulate(lengths))
    span = {
        kind.name: (end - length, end)
        for kind, length, end in zip(instance.kinds, lengths, ends, strict=True)
    }
    grid = Grid(MONDAY, instance.days, slot_minutes=_slot_minutes(ends[-1]))
    scenario = Scenario(
        name=instance.name,
        grid=grid,
        opening={WORK: ((0, ends[-1]),) * instance.days},
        closures=frozenset(),
        csrs=tuple(_csr(instance, person, span, unit) for person in instance.employees),
        meetings=(),
        programs=(),
        time_off=tuple(_time_off(instance, grid.slots_per_day)),
        requests=tuple(
            _request(request, kind, span, grid.slots_per_day)
            for kind, requests in (("prefer", instance.wanted), ("avoid", instance.unwanted))
            for request in requests
        ),
        pins=(),
        volumes=(),
        services={},
        labour=Labour(breaks=(BreakBand(24 * 60, 0, 0),), min_rest_between_shifts_hours=0),
        prices=Prices(refused_request=1.0),
    )
    rows = _requirements(instance, span, grid)
    nobody = np.zeros(grid.slots, dtype=np.int64)
    return Translation(instance, span, scenario, Requirements(grid.slots, tuple(rows), (), nobody))


def _slot_minutes(slots: int) -> int:
    """The longest slot of a day of 24 hours that holds so many of them."""
    return max(m for m in (60, 30, 15, 10, 5, 1) if 24 * 60 // m >= slots)


def _csr(instance: Instance, person: Employee, span: Mapping[str, Span], unit: int) -> Csr:
    types = tuple(
        ShiftType(kind.name, *_slots(span[kind.name]), most, kind.cannot_follow)
        for kind in instance.kinds
        if (most := person.most.get(kind.name, 0))
    )
    longest = max((kind.slots for kind in types), default=1)
    contract = Contract(
        name=person.name,
        days_per_week=7,
        shift_slots=tuple(sorted({kind.slots for kind in types})) or (1,),
        week_slots=7 * longest,
        earliest=0,
        latest=max(end for _, end in span.values()),
        start_step=1,
        meal_slots=0,
        min_days_off_in_a_row=person.min_off_in_a_row,
        source=f"{instance.name}:{person.line}",
        max_days_in_a_row=person.max_in_a_row,
        min_days_in_a_row=person.min_in_a_row,
        max_weekends=person.max_weekends,
        horizon_slots=(-(-person.min_minutes // unit), person.max_minutes // unit),
        shift_types=types,
    )
    nobody = frozenset[str]()
    return Csr(person.name, person.name, "", contract, "", nobody, frozenset({WORK}), 0.0)


def _slots(span: Span) -> tuple[int, int]:
    return span[0], span[1] - span[0]


def _time_off(instance: Instance, per_day: int) -> Iterator[TimeOff]:
    for name, days in instance.days_off.items():
        for day in sorted(days):
            yield TimeOff(name, day * per_day, (day + 1) * per_day, "off", False)


def _request(request: ShiftRequest, kind: str, span: Mapping[str, Span], per_day: int) -> Request:
    start, end = (request.day * per_day + slot for slot in span[request.kind])
    return Request(request.employee, kind, start, end, request.weight)


def _requirements(
    instance: Instance, span: Mapping[str, Span], grid: Grid
) -> Iterator[Requirement]:
    """Cover in the first slot of each kind; elsewhere heads cost nothing."""
    yield Requirement(0, grid.slots, WORK, ALL, 0, 0, 0, 0, (0.0, 0.0))
    for row in instance.cover:
        start = row.day * grid.slots_per_day + span[row.kind][0]
        rates = row.under / grid.slot_hours, row.over / grid.slot_hours
        yield Requirement(start, start + 1, WORK, ALL, 0, 0, 0, row.required, rates)
