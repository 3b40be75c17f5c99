"""Which changes may free a clause, from small to large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import TypeVar

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import shift_starts
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rostering.conflicts.changes.change import Change, Family, smallest
from scheduler.rostering.conflicts.changes.contract_changes import of_contract
from scheduler.rostering.conflicts.changes.meeting_changes import of_meeting, of_program
from scheduler.rostering.conflicts.changes.row_changes import (
    leave_more,
    of_availability,
    of_own_start,
    of_pin,
    of_time_off,
)
from scheduler.rostering.conflicts.changes.setting_changes import Dial, eased, of_settings
from scheduler.rules.pins import OFF

Row = TypeVar("Row")
OVERTIME = Dial("max_overtime_hours", "allow {} h of overtime a week", step=1, end=60, sign=1)


def smallest_change(
    scenario: Scenario, clause: Clause, frees: Callable[[Change], bool]
) -> Change | None:
    """The smallest change of what this clause says that frees the others; None where none does."""
    best: Change | None = None
    for family in families(scenario, clause):
        below = inf if best is None else best.size
        best = smallest(family, frees, below) or best
    return best


def families(scenario: Scenario, clause: Clause) -> Iterator[Family]:
    """All kinds of change of the row, contract or setting in which the clause was written."""
    yield from _of_rows(scenario, clause)
    csr = scenario.csr.get(clause.csr_id)
    if csr is None:
        yield from of_settings(scenario, clause.rule)
        return
    if clause.source != csr.contract.source:
        yield from of_settings(scenario, clause.rule)
        return
    if clause.rule in ("contract_days", "contract_hours"):
        days = sorted(_days(scenario, csr), key=lambda day: _can_work(scenario, csr, day))
        yield leave_more(scenario, csr, days)
    if clause.rule == "contract_hours":
        yield eased(scenario, OVERTIME, scenario.labour.max_overtime_hours)
    yield from of_contract(scenario, csr.contract, clause.rule)


def _of_rows(scenario: Scenario, clause: Clause) -> Iterator[Family]:
    """Changes of a row about one person or one meeting."""
    match clause.rule:
        case "pins":
            for pin in _at(scenario.pins, clause):
                yield from of_pin(scenario, pin)
        case "time_off":
            for off in _at(scenario.time_off, clause):
                yield from of_time_off(scenario, off)
        case "availability":
            for row in _at(scenario.availability, clause):
                yield from of_availability(scenario, row)
        case "own_start":
            for csr in _at(scenario.csrs, clause):
                yield from of_own_start(scenario, csr)
        case "meetings":
            for meeting in _at(scenario.meetings, clause):
                yield from of_meeting(scenario, meeting, clause.csr_id)
        case "programs":
            for program in _at(scenario.programs, clause):
                yield from of_program(scenario, program, clause.csr_id)


def _at(rows: Iterable[Row], clause: Clause) -> list[Row]:
    """The rows of the clause's place, one where it has a place at all."""
    return [row for row in rows if clause.source and getattr(row, "source", "") == clause.source]


def _days(scenario: Scenario, csr: Csr) -> list[int]:
    """Days of the horizon on which leave would count: it is not there yet."""
    per_day = scenario.grid.slots_per_day
    return [
        day
        for day in range(scenario.grid.days)
        if not scenario.is_off(csr.csr_id, day * per_day, (day + 1) * per_day)
        and not any(
            scenario.grid.day(pin.start) == day and pin.activity != OFF
            for pin in scenario.pins_of[csr.csr_id]
        )
    ]


def _can_work(scenario: Scenario, csr: Csr, day: int) -> bool:
    """Whether leave, hours and pins leave a shift on the day."""
    midnight = day * scenario.grid.slots_per_day
    off = [p for p in scenario.pins_of[csr.csr_id] if p.activity == OFF]
    return any(
        not any(p.start < midnight + start + paid and midnight + start < p.end for p in off)
        for paid in csr.contract.shift_slots
        for start in shift_starts(scenario, csr, day, paid)
    )
