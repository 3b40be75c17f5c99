"""Runs of days at work and off, and the sets of working days that they allow in a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from scheduler.domain.clause import Clause
from scheduler.domain.owed import owed_days, shift_starts
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model
from scheduler.rules.contract_hours import shift_lengths


@dataclass(frozen=True)
class Run:
    """Days in a row, all at work or all off; open where the day beside it is not known."""

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
    first = min(scenario.grid.day(segment.start) for segment in past.segments)
    own = {scenario.grid.day(segment.start) for segment in past.by_csr.get(csr_id, ())}
    return {day: day in own for day in range(first, 0)}


def known_days(scenario: Scenario, roster: Roster, csr_id: str) -> dict[int, bool]:
    """Which days of the horizon the roster has the person at work."""
    own = {scenario.grid.day(segment.start) for segment in roster.by_csr.get(csr_id, ())}
    return {day: day in own for day in range(scenario.grid.days)}


def post_shortest(model: Model, csr_id: str, state: int, least: int, clause: Clause) -> None:
    """No run of days at work (`state` 1) or off (0) that begins and ends is below `least`.

    A run of n days from d is ruled out by its pattern: another state on d - 1, the state
    on n days, another on d + n. Runs that ended before the horizon are history.
    """
    known = past_days(model.scenario, csr_id)
    for n in range(1, least):
        for d in range(min(known, default=0) + 1, model.scenario.grid.days - n):
            row = range(d - 1, d + n + 1)
            if row[-1] < 0 or not any(model.free(csr_id, day) for day in row):
                continue
            inside = model.total(model.works(csr_id, day) for day in row[1:-1])
            edges = model.works(csr_id, row[0]) + model.works(csr_id, row[-1])
            # the pattern has inside = n and edges = 0, or the opposite for days off
            kept = inside - edges <= n - 1 if state else edges - inside <= 1
            model.add(kept, clause)


def min_days_off(scenario: Scenario, csr: Csr) -> int:
    """Days off in a row, at least: the contract's own number, else the centre's."""
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


def day_patterns(
    scenario: Scenario, csr: Csr, week: int, worked: Mapping[int, bool]
) -> tuple[frozenset[int], ...]:
    """Every legal set of working days (horizon day numbers) of the week.

    `worked` says of days outside the week whether they are worked. At a day not in it a
    minimum run may go on, and a maximum run starts anew.
    """
    days = tuple(scenario.grid.week_days(week))
    open_days = tuple(
        day
        for day in days
        if any(shift_starts(scenario, csr, day, n) for n in shift_lengths(scenario, csr))
    )
    limits = (max_days(scenario, csr), min_days(scenario, csr), min_days_off(scenario, csr))
    near = tuple(sorted((d, at) for d, at in worked.items() if d not in set(days)))
    return _patterns(days, open_days, owed_days(scenario, csr, week), limits, near)


@lru_cache(maxsize=65536)
def _patterns(
    days: tuple[int, ...],
    open_days: tuple[int, ...],
    owed: int,
    limits: tuple[int, int, int],
    near: tuple[tuple[int, bool], ...],
) -> tuple[frozenset[int], ...]:
    found = []
    for chosen in combinations(open_days, owed):
        row = dict(near) | {day: day in chosen for day in days}
        touching = (r for r in runs(row) if r.last >= days[0] - 1 and r.first <= days[-1] + 1)
        if all(_legal(run, limits, days[0]) for run in touching):
            found.append(frozenset(chosen))
    return tuple(found)


def _legal(run: Run, limits: tuple[int, int, int], first: int) -> bool:
    most, least, least_off = limits
    if run.worked and run.days > most and run.last >= first:  # a run before is history
        return False
    open_ended = run.open_before or run.open_after
    return open_ended or run.days >= (least if run.worked else least_off)
