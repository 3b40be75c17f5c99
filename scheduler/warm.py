"""Compile the kernels once, when the environment is made: `python -m scheduler.warm`.

numba keeps what it compiled beside the package, so that later runs start at once. The small
centre below has something of everything, so that every kernel is reached.
"""

from __future__ import annotations

from datetime import date, datetime

from scheduler.domain.demand import Volume
from scheduler.domain.grid import Grid
from scheduler.domain.history import Contacts, Observed
from scheduler.domain.scenario import Contract, Csr, Meeting, Program, Scenario
from scheduler.domain.settings import Labour, Service
from scheduler.forecast.contacts import forecast_contacts
from scheduler.objective.allotment import allotted
from scheduler.rostering.local_search.day_moves import Annealer
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import Mover
from scheduler.rostering.lower_bound.lagrangian import PriceBound
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


def main() -> None:
    """Run every kernel once on the small centre, and simulate its roster."""
    scenario = centre()
    requirements = require(scenario, scenario.contacts.given)
    improver = RosterState(scenario, requirements)
    mover = Mover(improver, seed=1)
    mover.first_roster()
    mover.rebuild_weeks(1, noise=0.0)
    Annealer(improver).run(50, 1.0, seed=1)
    bound = PriceBound(improver)
    bound.prove(bound.within(bound.nothing()))
    improver.board.forced()
    allotted(scenario, requirements, improver.roster())
    simulate(scenario, requirements, improver.roster(), replications=2, seed=1)
    past = [
        Observed(datetime(2026, 3, 2 + n % 21, 9), "phone", "en", 20.0, 0.0, 180.0)
        for n in range(21)
    ]
    forecast_contacts(past, date(2026, 3, 23), 7)


if __name__ == "__main__":
    main()
