"""Everybody's weeks stacked into arrays for the kernel of the day moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.rostering.local_search.kernel_records import (
    LIMITS,
    WEEK_AFTER,
    WEEK_BEFORE,
    PeopleArrays,
)
from scheduler.rostering.problem.activity_codes import OFF, OPTION_COLUMNS, PAUSE_KINDS
from scheduler.rostering.problem.arrays import NEVER
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rostering.problem.roster_problem import RosterProblem
from scheduler.rostering.problem.row_places import RowPlace


def stack_people(problem: RosterProblem, keys: Sequence[Key]) -> PeopleArrays:
    """The weeks of these keys, row by row; `who` numbers people as the scenario lists them."""
    persons, places = [problem.persons[k] for k in keys], [problem.places[k] for k in keys]
    people = _empty(problem, persons, places)
    row_of = {key: row for row, key in enumerate(keys)}
    number = {name: at for at, name in enumerate(problem.scenario.csr)}
    for i, (person, place) in enumerate(zip(persons, places, strict=True)):
        people.who[i] = number[person.csr.csr_id]
        for side, step in ((WEEK_BEFORE, -1), (WEEK_AFTER, 1)):
            people.other_weeks[i, side] = row_of.get((person.csr.csr_id, person.week + step), -1)
        _fill(people, i, person, place)
    return people


def _empty(
    problem: RosterProblem, persons: Sequence[PersonWeek], places: Sequence[RowPlace]
) -> PeopleArrays:
    """Room for everybody."""
    n, spd = len(persons), problem.slots_per_day
    # a last week of the horizon may be shorter: its missing days are never worked
    days = max(len(p.days) for p in persons)
    activities = max(p.base.shape[1] for p in persons)
    channels = max(len(p.channels) for p in persons)
    programs = max(1, *(len(p.programs) for p in persons))
    options = max(len(p.options) for p in persons)
    width = max(place.rows_of.shape[1] for place in places)
    present = max(1, *(len(place.presence) for place in places))
    counted = [
        np.array([i for i, place in enumerate(places) if place.counts_in(row)], dtype=np.int64)
        for row in range(len(problem.rows.keys))
    ]
    return PeopleArrays(
        limits=np.zeros((n, LIMITS), dtype=np.int64),
        other_weeks=np.full((n, 2), -1, dtype=np.int64),
        who=np.zeros(n, dtype=np.int64),
        evenings=np.zeros(len(problem.scenario.csr), dtype=np.int64),
        late=np.zeros((n, options), dtype=np.bool_),
        base=np.full((n, days, activities, spd), NEVER),
        meeting_base=np.zeros((n, days, spd)),
        pause_base=np.zeros((n, days, PAUSE_KINDS, spd)),
        edges=np.zeros((n, days, channels, spd + 1), dtype=np.bool_),
        min_block=np.ones((n, programs), dtype=np.int64),
        min_stint=np.ones((n, channels), dtype=np.int64),
        change_price=np.zeros(n),
        published=np.full((n, days, spd), OFF, dtype=np.int64),
        changed_day_price=np.zeros(n),
        published_option=np.full((n, days), -1, dtype=np.int64),
        rows_of=np.full((n, channels, width), -1, dtype=np.int64),
        presence=np.full((n, present), -1, dtype=np.int64),
        day_options=np.zeros((n, days + 1), dtype=np.int64),
        options=np.zeros((n, options, OPTION_COLUMNS), dtype=np.int64),
        option_costs=np.zeros((n, options)),
        spread_costs=np.zeros((n, spd)),
        rest_costs=np.zeros((n, 2 * spd)),
        rewards=np.zeros((n, programs)),
        counted=np.concatenate([np.zeros(0, dtype=np.int64), *counted]),
        first_counted=np.cumsum([0, *map(len, counted)]),
    )


def _fill(people: PeopleArrays, i: int, person: PersonWeek, place: RowPlace) -> None:
    """One person's own arrays into row i."""
    d, a, c = len(person.days), person.base.shape[1], len(person.channels)
    # in the order of the columns that kernel_records names
    people.limits[i] = (
        c, len(person.programs), person.gap, person.days[0], *person.window, person.before
    )  # fmt: skip
    people.late[i, : len(person.options)] = person.late
    people.base[i, :d, :a] = person.base
    people.meeting_base[i, :d] = person.meeting_base
    people.pause_base[i, :d] = person.pause_base
    people.edges[i, :d, :c] = person.edges
    people.min_block[i, : len(person.programs)] = person.min_block
    people.min_stint[i, :c] = person.min_stint
    people.change_price[i] = person.change_price
    people.published[i, :d] = person.published.doing
    people.changed_day_price[i] = person.published.price
    people.rows_of[i, :c, : place.rows_of.shape[1]] = place.rows_of
    people.presence[i, : len(place.presence)] = place.presence
    people.day_options[i, : d + 1] = person.day_options
    people.day_options[i, d + 1 :] = person.day_options[-1]
    people.options[i, : len(person.options)] = person.options
    people.option_costs[i, : len(person.options)] = person.option_costs
    people.spread_costs[i] = person.spread_costs
    people.rest_costs[i] = person.rest_costs
