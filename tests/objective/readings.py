"""What the tests of all terms share: one price at a time, and the readings added up plainly."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.demand import Requirements
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import PAUSES, Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.settings import Pay, Prices
from scheduler.objective import TERMS
from scheduler.objective.term import Term
from scheduler.rostering.cp_sat.priced_model import UNITS, PricedModel
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.problem.roster_problem import build_problem

NAMES = tuple(term.name for term in TERMS)

# Prices that are no round numbers, so that what is rounded shows
ODD = Prices(
    shortage_per_hour=59.97,
    language_shortage_per_hour=41.03,
    surplus_per_hour=2.01,
    refused_request=9.99,
    missed_meeting=37.77,
    missing_supervisor_per_hour=29.53,
    weekend_day=5.21,
    evening_shift=4.19,
    early_start=3.37,
    early_before=10 * 60,
    moving_start_per_hour=3.07,
    moving_start_free_hours=1.3,
    start_unlike_last_week_per_hour=1.37,
    short_rest_per_hour=2.71,
    short_rest_below_hours=19.0,
    activity_change=0.83,
    single_day_off=4.47,
    changed_shift=19.31,
    changed_activity_per_hour=2.23,
    changed_day=1.71,
    late_change=7.43,
    urgent_shortage_per_hour=23.57,
    urgent_hours=3.0,
)
ODD_PAY = Pay(evening_premium_per_hour=1.57, weekend_premium_per_hour=2.29, evening_from=16 * 60)

NO_DOLLARS = (
    "moving_start_free_hours", "short_rest_below_hours", "early_before", "fairness_weeks",
    "urgent_hours",
)  # fmt: skip
DOLLARS = tuple(f.name for f in fields(Prices) if f.name not in NO_DOLLARS)
FREE = Prices(**dict.fromkeys(DOLLARS, 0.0))
PRICES_OF: dict[str, tuple[str, ...]] = {
    "shortage": ("shortage_per_hour",),
    "language_shortage": ("language_shortage_per_hour",),
    "surplus": ("surplus_per_hour",),
    "email": ("shortage_per_hour", "surplus_per_hour"),
    "supervision": ("missing_supervisor_per_hour",),
    "requests": ("refused_request",),
    "missed_meetings": ("missed_meeting",),
    "pay": (),
    "fairness": ("weekend_day", "evening_shift", "early_start", "early_before"),
    "moving_starts": ("moving_start_per_hour", "moving_start_free_hours"),
    "usual_starts": ("start_unlike_last_week_per_hour", "moving_start_free_hours"),
    "short_rests": ("short_rest_per_hour", "short_rest_below_hours"),
    "single_days_off": ("single_day_off",),
    "activity_changes": ("activity_change",),
    "changes": ("changed_shift", "changed_activity_per_hour"),
    "changed_days": ("changed_day",),
    "late_changes": ("late_change",),
    "urgent_shortage": ("urgent_shortage_per_hour", "urgent_hours"),
}


def priced_oddly(scenario: Scenario) -> Scenario:
    """The centre with prices that are no round numbers."""
    rates = tuple(replace(c, hourly_rate=27.13 + i) for i, c in enumerate(scenario.csrs))
    return replace(scenario, prices=ODD, pay=ODD_PAY, csrs=rates)


def only(scenario: Scenario, name: str) -> Scenario:
    """The same centre in which nothing costs anything but by the prices of one term."""
    kept = {field: getattr(scenario.prices, field) for field in PRICES_OF[name]}
    free = Pay(evening_from=scenario.pay.evening_from, overtime_multiple=0.0)
    pay = {
        "pay": replace(scenario.pay, late_change_hours=0.0),
        "late_changes": replace(free, late_change_hours=scenario.pay.late_change_hours),
    }.get(name, free)
    return replace(scenario, prices=replace(FREE, **kept), pay=pay)


def term_of(scenario: Scenario, name: str) -> Term:
    """One term with the prices of the centre."""
    return next(kind for kind in TERMS if kind.name == name).from_scenario(scenario)


def in_cp_sat(model: PricedModel, roster: Roster) -> dict[str, float]:
    """Dollars of each term in the model's optimum where only this roster is allowed."""
    model.minimise()
    model.fix(roster)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    return {name: solver.value(model.in_units(name)) / UNITS for name in NAMES}


def own_costs_added(scenario: Scenario, term: Term, roster: Roster) -> float:
    """What a term hands out for each person's weeks, added up over a roster."""
    grid, total = scenario.grid, term.constant(scenario)
    shifts = roster.shifts(grid.slots_per_day)
    for csr in scenario.csrs:
        for week in range(grid.weeks):
            days = tuple(grid.week_days(week))
            own = [s for s in shifts.get(csr.csr_id, ()) if s.day in days]
            worked = sum(1 << (shift.day - days[0]) for shift in own)
            of_days = term.of_days(scenario, csr, days, np.array([worked]))
            total += 0.0 if of_days is None else float(of_days[0])
            paid = sum(shift.paid_slots for shift in own) - owed_slots(scenario, csr, week)
            total += max(0, paid) * term.per_overtime_slot(scenario, csr)
            total += of_all_shifts(scenario, term, csr, own)
            total += term.per_published_day(scenario, csr) * len(told_inside(scenario, csr, own))
            last = scenario.past.by_csr.get(csr.csr_id) if scenario.past and week == 0 else None
            total += of_nights(scenario, term, csr, own, last[-1].end if last else None)
            for shift in own:
                span = np.array([shift.start]), np.array([shift.end])
                of_shifts = term.of_shifts(scenario, csr, shift.day, *span)
                total += 0.0 if of_shifts is None else float(of_shifts[0])
                for segment in shift.segments:
                    costs = term.in_slots(scenario, csr, days, (segment.activity,))
                    first = grid.of_day(segment.start)
                    if costs is not None:
                        here = costs[shift.day - days[0], 0, first : first + segment.slots]
                        total += float(here.sum())
    return total


def told_inside(scenario: Scenario, csr: Csr, own: list[Shift]) -> list[int]:
    """Days of a week on which a shift is as published and what is done in it is not."""
    published = scenario.published or Roster(())
    spd = scenario.grid.slots_per_day
    old = {shift.day: shift for shift in published.shifts(spd).get(csr.csr_id, ())}
    return [
        shift.day
        for shift in own
        for told in [old.get(shift.day)]
        if told is not None
        and (told.start, told.end) == (shift.start, shift.end)
        and told.segments != shift.segments
    ]


def moved(scenario: Scenario, requirements: Requirements, seed: int) -> RosterState | None:
    """A search after some moves of whole weeks; None where not everybody has a place."""
    state = RosterState(build_problem(scenario, requirements))
    mover = WeekMoves(state, seed)
    if place_first_roster(mover) or state.counts.forced():
        return None
    for _ in range(4 if state.problem.persons else 0):
        mover.step()
    return None if state.counts.forced() else state


def of_all_shifts(scenario: Scenario, term: Term, csr: Csr, own: list[Shift]) -> float:
    """Dollars of the spread of a week's starts, and of changes within its shifts."""
    starts = [scenario.grid.of_day(shift.start) for shift in own]
    spread = max(starts, default=0) - min(starts, default=0)
    of_spread = term.of_spread(scenario, csr, np.arange(scenario.grid.slots_per_day))
    total = 0.0 if of_spread is None else float(of_spread[spread])
    for shift in own:
        last = ""
        for segment in shift.segments:
            if segment.activity.startswith("meeting:"):
                last = ""
            elif segment.activity not in PAUSES:
                if last not in ("", segment.activity):
                    total += term.per_change(scenario, csr)
                last = segment.activity
    return total


def of_nights(
    scenario: Scenario, term: Term, csr: Csr, own: list[Shift], last: int | None
) -> float:
    """Dollars of the nights before the week's shifts; `last` is the end before the horizon."""
    of_rest = term.of_rest(scenario, csr, np.arange(2 * scenario.grid.slots_per_day))
    total = 0.0
    for shift in own:
        if last is not None and of_rest is not None:
            total += float(of_rest[min(shift.start - last, len(of_rest) - 1)])
        last = shift.end
    return total
