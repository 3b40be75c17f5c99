"""How many full-time people a volume takes, by each method that budget offices use.

Every method says first how many seats are taken and for how many hours a year, and last how
many FTE that is. Planning shrinkage is all paid time off the queues; of it, breaks, meetings
and program work are placed by a roster and leave is not, so a rostered figure is grossed up
by the leave alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scheduler.staffing.erlang import performance, required_agents

ONE_SEAT = "one seat"
FULL_TIME_HOURS = 2080.0  # paid hours of one full-time year: 52 weeks of 40 hours


@dataclass(frozen=True)
class Load:
    """A steady flow of contacts, the targets that it is to meet and the hours of a year.

    contacts_per_hour while open; `aht_s`, `within_s`, `asa_s` and `patience_s` in seconds;
    `target` and `occupancy` are shares. `open_hours` is of a year. `shrinkage` is the share of
    paid time that is not on a queue, `absence` the part of paid time that no roster places:
    leave, holidays, sickness, training.
    """

    contacts_per_hour: float
    aht_s: float
    open_hours: float
    target: float = 0.8
    within_s: float = 20.0
    occupancy: float = 0.95
    asa_s: float | None = None
    patience_s: float | None = None
    shrinkage: float = 0.45
    absence: float = 0.0

    @property
    def erlangs(self) -> float:
        """People busy on average."""
        return self.contacts_per_hour * self.aht_s / 3600

    @property
    def contacts(self) -> float:
        """Contacts of the year."""
        return self.contacts_per_hour * self.open_hours


@dataclass(frozen=True)
class FteMethod:
    """The answer of one method.

    `seats` are taken at once, `queue_hours` a year on the queues, `paid_hours` with everything
    that is paid beside them, `fte` of 2,080 hours. `shrinkage` is what the seats were grossed
    up by. `service_level` is what Erlang C says of so many seats, None where they are no whole
    number. `whole_hours` says whether all open hours are counted: the plan's own method takes a
    seat for a position and forgets that the doors are open longer than a position works.
    """

    name: str
    meaning: str
    seats: float
    queue_hours: float
    paid_hours: float
    shrinkage: float
    service_level: float | None
    whole_hours: bool

    @property
    def fte(self) -> float:
        return self.paid_hours / FULL_TIME_HOURS


def fte_by_method(load: Load) -> tuple[FteMethod, ...]:
    """Every method that a formula answers, from the work alone to one seat at all hours."""
    return tuple(_methods(load))


def seats_strict(load: Load) -> int:
    """Fewest people that keep the target by Erlang C."""
    return _needed(load, target=load.target, within_s=load.within_s)


def seats_rounded(load: Load) -> int:
    """Fewest people whose service level, rounded to a whole percent, is the target."""
    wanted = round(100 * load.target)
    most = seats_strict(load)
    fewest = int(np.floor(load.erlangs)) + 1
    kept = [n for n in range(fewest, most) if round(100 * service_of(load, n)) >= wanted]
    return kept[0] if kept else most


def seats_by_asa(load: Load) -> int:
    """Fewest people whose average speed of answer, in whole seconds, is the one asked for."""
    assert load.asa_s is not None
    return _needed(load, max_wait_s=load.asa_s + 0.499999)


def service_of(load: Load, seats: int) -> float:
    """Share answered in time by Erlang C."""
    return float(performance(load.erlangs, load.aht_s, seats, load.within_s).service_level)


def _with_patience(load: Load, seats: int) -> float:
    found = performance(load.erlangs, load.aht_s, seats, load.within_s, load.patience_s)
    return float(found.service_level)


def paid(queue_hours: float, shrinkage: float) -> float:
    """Hours to be paid so that these are on the queues: divided, not multiplied by 1 + s."""
    return queue_hours / (1.0 - shrinkage)


def rostered_method(load: Load, on_shift_hours: float, seats: float) -> FteMethod:
    """What a roster takes: paid hours of a week on shift, and leave beside them.

    `on_shift_hours` are paid hours of the year that a roster has placed, pauses, meetings and
    program work among them.
    """
    return FteMethod(
        "rostered",
        "Fewest full-time people with whom a real roster leaves no head short; leave on top.",
        seats,
        seats * load.open_hours,
        paid(on_shift_hours, load.absence),
        load.absence,
        service_of(load, int(seats)) if seats == int(seats) else None,
        whole_hours=True,
    )


def _methods(load: Load) -> Iterator[FteMethod]:
    yield _seat(load, "workload", "Contacts times handling time, nobody ever idle.", load.erlangs)
    yield _seat(
        load,
        "occupancy",
        f"The workload with people busy at most {load.occupancy:.0%} of the time.",
        load.erlangs / load.occupancy,
    )
    in_time = f"{load.target:.0%} answered in {load.within_s:g} s"
    if load.erlangs > 0:
        strict, rounded = seats_strict(load), seats_rounded(load)
        yield _seat(load, "Erlang C", f"{in_time}, kept strictly.", strict)
        yield _seat(
            load, "Erlang C, rounded", f"{in_time}, after rounding to a whole percent.", rounded
        )
        if load.asa_s is not None:
            meaning = f"An average speed of answer of {load.asa_s:g} s, in whole seconds."
            yield _seat(load, "Erlang C, speed of answer", meaning, seats_by_asa(load))
        if load.patience_s is not None:
            seats = _needed(
                load, target=load.target, within_s=load.within_s, patience_s=load.patience_s
            )
            meaning = f"{in_time} of callers who give up after {load.patience_s:g} s on average."
            yield replace(
                _seat(load, "Erlang A", meaning, seats), service_level=_with_patience(load, seats)
            )
        yield _all_hours(
            load, "coverage", "The strict seats through all open hours of the year.", strict
        )
    yield _all_hours(load, ONE_SEAT, "One seat through all open hours of the year.", 1)


def _needed(load: Load, **targets: Any) -> int:
    found = required_agents(load.erlangs, load.aht_s, **targets)
    return int(found)


def _seat(load: Load, name: str, meaning: str, seats: float) -> FteMethod:
    """A seat taken for a position: as many FTE as seats, grossed up."""
    return _answer(load, name, meaning, seats, FULL_TIME_HOURS)


def _all_hours(load: Load, name: str, meaning: str, seats: float) -> FteMethod:
    return _answer(load, name, meaning, seats, load.open_hours)


def _answer(load: Load, name: str, meaning: str, seats: float, hours: float) -> FteMethod:
    whole = seats == int(seats)
    return FteMethod(
        name,
        meaning,
        seats,
        seats * hours,
        paid(seats * hours, load.shrinkage),
        load.shrinkage,
        service_of(load, int(seats)) if whole and seats else None,
        whole_hours=hours == load.open_hours,
    )
