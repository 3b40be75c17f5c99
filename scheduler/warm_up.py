"""Calls that reach every kernel, so that numba compiles it: the two halves of `warm`.

The small centre below has something of everything.
"""

from __future__ import annotations

import sys
from datetime import date, datetime

import numpy as np

from scheduler.domain.demand import Volume
from scheduler.domain.duties import Duties
from scheduler.domain.grid import Grid
from scheduler.domain.history import Contacts, Observed
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Contract, Csr, Meeting, Program, Scenario
from scheduler.domain.settings import Labour, Service
from scheduler.forecast.contacts import forecast_contacts
from scheduler.objective.allotment import allotted
from scheduler.rostering.local_search.day_moves import DayMoves
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent
from scheduler.rostering.local_search.neighbourhoods.person_horizons import rebuild_horizons
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound
from scheduler.rostering.problem.activity_codes import OFF
from scheduler.rostering.problem.assignment import Plan
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.staffing.requirements import require
from scheduler.verification.simulation import simulate

OPEN, CLOSE = 28, 72  # slots of the day: 7:00 and 18:00


def centre() -> Scenario:
    """Three people on phone, desk and email with a meeting, a program and a seats limit."""
    grid = Grid(date(2026, 5, 11), 7)
    contract = Contract("5x8", 5, (32,), 160, OPEN, CLOSE, 2, 2)
    flexible = Contract("part-time", 3, (16, 20), 52, OPEN, CLOSE, 2, 2)
    channels = frozenset({"phone", "desk", "email"})
    people = tuple(
        Csr(f"c{i}", f"Person {i}", "I", own, "A", frozenset(spoken), channels, 30.0)
        for i, (own, spoken) in enumerate(
            [(contract, ("en", "es")), (contract, ("en",)), (flexible, ("en",))]
        )
    )
    span = ((OPEN, CLOSE),) * 7
    days = frozenset(range(5))
    volumes = tuple(
        Volume(t, t + 4, channel, language, 3.0, 180.0)
        for day in range(7)
        for t in range(day * 96 + OPEN, day * 96 + CLOSE, 4)
        for channel, language in (("phone", "en"), ("phone", "es"), ("desk", "en"), ("email", "en"))
    )
    return Scenario(
        name="warm",
        grid=grid,
        opening=dict.fromkeys(sorted(channels), span),
        closures=frozenset(),
        csrs=people,
        meetings=(Meeting("m", "Meeting", ("c0", "c1"), 4, 1, days, OPEN, CLOSE),),
        programs=(Program("p", "Program", ("c0", "c1"), 16, 4, days, OPEN, CLOSE),),
        time_off=(),
        requests=(),
        pins=(),
        contacts=Contacts(given=volumes),
        services={
            "phone": Service("phone", scope="week"),
            "desk": Service("desk"),
            "email": Service("email", "deferrable", within_s=86400.0),
        },
        labour=Labour(seats=3, min_rest_between_shifts_hours=13.5),
        weekly_opening=dict.fromkeys(sorted(channels), span),
    )


def warm_annealing() -> None:
    """The kernels of the annealing: half of the work."""
    scenario = centre()
    state = RosterState(build_problem(scenario, require(scenario, scenario.contacts.given)))
    for key, person in state.problem.persons.items():
        off = np.full((len(person.days), scenario.grid.slots_per_day), OFF, dtype=np.int64)
        shifts = np.full(len(person.days), OFF, dtype=np.int64)
        state.plans[key] = Plan(off, shifts, 0.0, 0, 0, 0, Duties(), 0.0)
    DayMoves(state).run(1, 1.0, seed=1)  # everybody is off: compiled, and no move to make


def warm_others() -> None:
    """Every other kernel; those that the annealing needs too come last, and are there by then."""
    past = [
        Observed(datetime(2026, 3, 2 + n % 21, 9), "phone", "en", 20.0, 0.0, 180.0)
        for n in range(21)
    ]
    forecast_contacts(past, date(2026, 3, 23), 7)
    scenario = centre()
    requirements = require(scenario, scenario.contacts.given)
    nobody = Roster.of([])
    simulate(scenario, requirements, nobody, replications=2, seed=1)
    allotted(scenario, requirements, nobody)
    state = RosterState(build_problem(scenario, requirements))
    bound = PriceBound(state.problem)
    bound.prove(bound.within(bound.nothing()))
    moves = WeekMoves(state, seed=1)
    place_first_roster(moves)
    rebuild_horizons(moves, Extent(1, 0.0))
    state.counts.forced()


if __name__ == "__main__":
    {"annealing": warm_annealing, "others": warm_others}[sys.argv[1]]()
