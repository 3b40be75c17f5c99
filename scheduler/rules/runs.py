"""Runs of days at work and off, and how long they may and must be."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import groupby

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import shift_starts
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model


@dataclass(frozen=True)
class Run:
    """Days in a row, all at work or all off; open where the neighbouring day is not known."""

    first: int
    last: int
    worked: bool
    open_before: bool
    open_after: bool

    @property
    def days(self) -> int:
        return self.last - self.first + 1


def runs(worked: Mapping[int, bool]) -> list[Run]:
    """Unbroken runs of a row of known days."""
    days = sorted(worked)
    found = []
    # days in a row share the value and the distance from their place in the list
    for (state, _), group in groupby(enumerate(days), key=lambda e: (worked[e[1]], e[1] - e[0])):
        own = [day for _, day in group]
        before, after = own[0] - 1 not in worked, own[-1] + 1 not in worked
        found.append(Run(own[0], own[-1], state, before, after))
    return found


def past_days(scenario: Scenario, csr_id: str) -> dict[int, bool]:
    """Which days before the horizon were worked, as far back as the published past goes."""
    past = scenario.past
    if past is None or not past.segments:
        return {}
    # once for everybody: the past of a large centre has many segments
    first = scenario.kept(
        "first day of the past",
        lambda: scenario.grid.day(min(segment.start for segment in past.segments)),
    )
    own = {scenario.grid.day(segment.start) for segment in past.by_csr.get(csr_id, ())}
    return {day: day in own for day in range(first, 0)}


def known_days(scenario: Scenario, roster: Roster, csr_id: str) -> dict[int, bool]:
    """Which days of the horizon the roster has the person at work."""
    own = {scenario.grid.day(segment.start) for segment in roster.by_csr.get(csr_id, ())}
    return {day: day in own for day in range(scenario.grid.days)}


def away_days(scenario: Scenario, csr: Csr) -> frozenset[int]:
    """Days on which closures, leave or own hours leave no shift; of the past, closures."""
    grid = scenario.grid
    past = past_days(scenario, csr.csr_id)
    closed = (day for day in past if grid.date(day) in scenario.closures)
    away = (
        day
        for day in range(grid.days)
        if not any(shift_starts(scenario, csr, day, paid) for paid in csr.contract.shift_slots)
    )
    return frozenset((*closed, *away))


def post_shortest(
    model: Model,
    csr_id: str,
    state: int,
    least: int,
    clause: Clause,
    exempt: Container[int] = (),
) -> None:
    """No run of days at work (`state` 1) or off (0) that begins and ends is below `least`.

    A run with an exempt day in it may be of any length.

    A run of n days from d is ruled out by its pattern: another state on d - 1, the state
    on n days, another on d + n. Runs that ended before the horizon are history.
    """
    known = past_days(model.scenario, csr_id)
    for n in range(1, least):
        for d in range(min(known, default=0) + 1, model.scenario.grid.days - n):
            row = range(d - 1, d + n + 1)
            if row[-1] < 0 or not any(model.free(csr_id, day) for day in row):
                continue
            if any(day in exempt for day in row[1:-1]):
                continue
            inside = model.total(model.works(csr_id, day) for day in row[1:-1])
            edges = model.works(csr_id, row[0]) + model.works(csr_id, row[-1])
            # the pattern has inside = n and edges = 0, or the opposite for days off
            kept = inside - edges <= n - 1 if state else edges - inside <= 1
            model.add(kept, clause)


def min_days_off(scenario: Scenario, csr: Csr) -> int:
    """Days off in a row, at least: the contract's own number, else the centre's.

    Who has asked for split days off has them singly, too.
    """
    if csr.split_days_off:
        return 1
    own = csr.contract.min_days_off_in_a_row
    return scenario.labour.min_days_off_in_a_row if own is None else own


def max_days(scenario: Scenario, csr: Csr) -> int:
    """Days at work in a row, at most: the contract's own number, else the centre's."""
    own = csr.contract.max_days_in_a_row
    return scenario.labour.max_days_in_a_row if own is None else own


def min_days(scenario: Scenario, csr: Csr) -> int:
    """Days at work in a row, at least: the contract's own number, else the centre's."""
    own = csr.contract.min_days_in_a_row
    return scenario.labour.min_days_in_a_row if own is None else own
