"""People who are alike, counted together: which days and shifts so many of them can have."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from scheduler.domain.entitlements import owed_slots, presence_slots, shift_starts
from scheduler.domain.roster import MEAL, SUPERVISION
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.meal_and_rest_breaks import frames
from scheduler.rules.pins import OFF, SHIFT
from scheduler.rules.working_days import calendar


@dataclass(frozen=True)
class Option:
    """A shift of a day (slots of the horizon), its paid slots, and starts of its meal."""

    start: int
    end: int
    paid: int
    meals: tuple[int, ...]


@dataclass(frozen=True)
class CrewWeek:
    """One week of each person of a crew.

    `sets` are legal sets of working days as bits, `options` the shifts of each day. `owed` and
    `most` are paid slots.
    """

    days: tuple[int, ...]
    sets: tuple[int, ...]
    options: tuple[tuple[Option, ...], ...]
    owed: int
    most: int


@dataclass(frozen=True)
class Crew:
    """People with the same days and shifts to choose from, who count as at work."""

    people: tuple[Csr, ...]
    weeks: tuple[CrewWeek, ...]

    @property
    def spread(self) -> int | None:
        """Slots between the earliest and the latest start of a week, at most."""
        return self.people[0].contract.max_start_spread

    @property
    def meal_slots(self) -> int:
        return self.people[0].contract.meal_slots


def crews(scenario: Scenario) -> list[Crew]:
    """Everybody but supervisors, those who are alike together."""
    found: dict[Hashable, tuple[list[Csr], tuple[CrewWeek, ...]]] = {}
    for csr in scenario.csrs:
        if SUPERVISION not in csr.channels:
            weeks = tuple(_weeks(scenario, csr))
            found.setdefault((csr.contract, weeks), ([], weeks))[0].append(csr)
    return [Crew(tuple(people), weeks) for people, weeks in found.values()]


def _weeks(scenario: Scenario, csr: Csr) -> Iterator[CrewWeek]:
    own = calendar(scenario, csr)
    extra = overtime_slots(scenario)
    for week in range(scenario.grid.weeks):
        days = tuple(scenario.grid.week_days(week))
        owed = owed_slots(scenario, csr, week)
        options = tuple(tuple(_options(scenario, csr, day)) for day in days)
        yield CrewWeek(days, own.legal(week, {}), options, owed, owed + (extra if owed else 0))


def _options(scenario: Scenario, csr: Csr, day: int) -> Iterator[Option]:
    """Shifts that contract, leave, own hours and pins leave on a day."""
    midnight = day * scenario.grid.slots_per_day
    stop = midnight + scenario.grid.slots_per_day
    pins = [p for p in scenario.pins_of[csr.csr_id] if p.start < stop and midnight < p.end]
    for paid in shift_lengths(scenario, csr):
        length = presence_slots(scenario, csr, paid)
        meals = sorted({m for frame in frames(scenario, csr, paid) for m in frame.meals})
        size = csr.contract.meal_slots
        for of_day in shift_starts(scenario, csr, day, paid):
            start, end = midnight + of_day, midnight + of_day + length
            if all(
                (p.end <= start or end <= p.start)
                if p.activity == OFF
                else (start <= p.start and p.end <= end)
                for p in pins
            ):
                busy = [p for p in pins if p.activity not in (SHIFT, MEAL, OFF)]
                at = [start + m for m in meals]
                free = [m for m in at if not any(p.start < m + size and m < p.end for p in busy)]
                if free or not at:
                    yield Option(start, end, paid, tuple(free))
