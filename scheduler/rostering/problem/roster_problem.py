"""The problem that the search and the bound share: people's weeks, rows of heads, meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scheduler.domain.demand import Deferrable, Requirements
from scheduler.domain.scenario import Scenario
from scheduler.rostering.problem.arrays import Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.coverage_rows import Rows, rows
from scheduler.rostering.problem.gatherings import Gathering, find_gatherings
from scheduler.rostering.problem.pause_tables import PauseTables, collect_frames
from scheduler.rostering.problem.person_week import PersonWeek, patterns_of, person_week
from scheduler.rostering.problem.row_places import RowPlace, place_of
from scheduler.rostering.problem.urgent_rows import with_urgent_rows
from scheduler.rules.working_days import WorkingDays, calendar


@dataclass(frozen=True, eq=False)
class RosterProblem:
    """What is given, whatever is placed; nothing here changes while it is solved.

    Attributes
    ----------
    tables: the pauses of every shift. rows: what is counted in heads, as required at first:
        where requirements may be chosen, a search asks for others of its own.
    persons: everybody's weeks with work in them, by person and week. places: where they count.
    calendars: by person, which sets of working days go together.
    gatherings: meetings with their possible starts, the largest sittings first.
    """

    scenario: Scenario
    requirements: Requirements
    tables: PauseTables
    rows: Rows
    persons: Mapping[Key, PersonWeek]
    places: Mapping[Key, RowPlace]
    calendars: Mapping[str, WorkingDays]
    gatherings: tuple[Gathering, ...]
    _patterns: dict[tuple[Key, tuple[int, ...]], tuple[Ints, Floats]] = field(default_factory=dict)

    @property
    def slots_per_day(self) -> int:
        return self.scenario.grid.slots_per_day

    @property
    def works(self) -> tuple[Deferrable, ...]:
        """Deferrable work; each piece has a row of effort behind the counted rows."""
        return self.requirements.deferrable

    @cached_property
    def closes(self) -> Ints:
        """Last slot of each day, at which overdue work is priced."""
        return np.arange(1, self.scenario.grid.days + 1, dtype=np.int64) * self.slots_per_day - 1

    @property
    def work_rates(self) -> tuple[float, float]:
        """Dollars of an hour overdue, and of an hour idle, on deferrable work."""
        prices = self.scenario.prices
        return prices.shortage_per_hour, prices.surplus_per_hour

    @property
    def head_shape(self) -> tuple[int, int]:
        """Rows and slots in which heads are counted, deferrable work behind the other rows."""
        return len(self.rows.keys) + len(self.works), self.scenario.grid.slots

    def impossible(self) -> bool:
        """Whether somebody's weeks cannot be worked together, whatever the others do."""
        return not all(own.possible for own in self.calendars.values())

    def working_days(self, key: Key, placed: Mapping[int, int]) -> tuple[Ints, Floats]:
        """Sets of days that a week may work (bits), and what each costs by itself.

        `placed` are the days worked in the person's weeks that are placed, by week.
        """
        sets = self.calendars[key[0]].legal(key[1], placed)
        if (key, sets) not in self._patterns:
            self._patterns[key, sets] = patterns_of(self.scenario, self.persons[key], sets)
        return self._patterns[key, sets]


def build_problem(scenario: Scenario, requirements: Requirements) -> RosterProblem:
    """Turn a scenario and what it requires into the arrays of its roster problem."""
    counted = with_urgent_rows(rows(scenario, requirements), scenario, requirements)
    tables = collect_frames(scenario)
    weeks = (
        person_week(scenario, tables, csr, week)
        for csr in scenario.csrs
        for week in range(scenario.grid.weeks)
    )
    persons = {person.key: person for person in weeks if person.target}
    spd = scenario.grid.slots_per_day
    places = {
        key: place_of(person, counted, requirements.deferrable, spd)
        for key, person in persons.items()
    }
    calendars = {csr.csr_id: calendar(scenario, csr) for csr in scenario.csrs}
    found = find_gatherings(scenario, persons)
    return RosterProblem(scenario, requirements, tables, counted, persons, places, calendars, found)
