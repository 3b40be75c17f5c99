"""Wages beyond the contract: overtime, evening and weekend premiums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import MEAL, Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.settings import Pay
from scheduler.objective.term import WHOLE, Days, Floats, ModelWithPrices, Reading, Term, in_words
from scheduler.rules.contract_hours import overtime_slots


def premium(scenario: Scenario, shift: Shift) -> float:
    """Evening and weekend premiums of one shift, dollars, over its paid slots."""
    pay, grid = scenario.pay, scenario.grid
    if not (pay.evening_premium_per_hour or pay.weekend_premium_per_hour):
        return 0.0
    total = 0.0
    for segment in shift.segments:
        if not segment.paid:
            continue
        if grid.weekday(shift.day) >= 5:
            total += pay.weekend_premium_per_hour * segment.slots * grid.slot_hours
        midnight = shift.day * grid.slots_per_day
        evening = midnight + grid.slots_up(pay.evening_from)
        late = max(0, segment.end - max(segment.start, evening))
        total += pay.evening_premium_per_hour * late * grid.slot_hours
    return total


@dataclass(frozen=True)
class PayBeyondContract(Term):
    """Paid hours of a week above what is owed; premiums of paid slots, meals left out."""

    pay: Pay
    overtime: bool  # whether the centre allows any
    priced: str
    name: ClassVar[str] = "pay"
    own: ClassVar[Reading] = WHOLE
    search: ClassVar[Reading] = WHOLE
    bound: ClassVar[Reading] = WHOLE

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> PayBeyondContract:
        pay, overtime = scenario.pay, bool(overtime_slots(scenario))
        prices = {
            "x rate for overtime": pay.overtime_multiple if overtime else 0.0,
            "$/h in the evening": pay.evening_premium_per_hour,
            "$/h at weekends": pay.weekend_premium_per_hour,
        }
        return cls(pay, overtime, in_words(prices))

    def price(self, scenario: Scenario, requirements: Requirements, roster: Roster) -> float:
        shifts = roster.shifts(scenario.grid.slots_per_day)
        return sum(self._person(scenario, csr, shifts.get(csr.csr_id, ())) for csr in scenario.csrs)

    def _person(self, scenario: Scenario, csr: Csr, shifts: tuple[Shift, ...]) -> float:
        total = sum(premium(scenario, shift) for shift in shifts)
        for week in range(scenario.grid.weeks):
            days = scenario.grid.week_days(week)
            paid = sum(s.paid_slots for s in shifts if s.day in days)
            over = max(0, paid - owed_slots(scenario, csr, week))
            total += over * self.per_overtime_slot(scenario, csr)
        return total

    def post(self, model: ModelWithPrices, requirements: Requirements) -> None:
        grid = model.scenario.grid
        for csr in model.scenario.csrs:
            for week in range(grid.weeks if self.overtime else 0):
                over = model.new_int(0, grid.slots)
                paid = model.paid_slots(csr.csr_id, grid.week_days(week))
                model.define(over >= paid - owed_slots(model.scenario, csr, week))
                model.pay(self.per_overtime_slot(model.scenario, csr), over)
            for day in range(grid.days):
                self._post_premiums(model, csr.csr_id, day)

    def _post_premiums(self, model: ModelWithPrices, csr_id: str, day: int) -> None:
        rates = _day_premiums(model.scenario, day).tolist()
        midnight = day * model.scenario.grid.slots_per_day
        for slot in model.slots(csr_id, day) if any(rates) else ():
            if rates[slot - midnight]:
                paid = model.on_shift(csr_id, slot) - model.does(csr_id, slot, MEAL)
                model.pay(rates[slot - midnight], paid)

    def in_slots(
        self, scenario: Scenario, csr: Csr, days: Days, activities: tuple[str, ...]
    ) -> Floats | None:
        if not (self.pay.evening_premium_per_hour or self.pay.weekend_premium_per_hour):
            return None
        return scenario.kept(
            ("premiums", days, activities), lambda: _premiums(scenario, days, activities)
        )

    def per_overtime_slot(self, scenario: Scenario, csr: Csr) -> float:
        return csr.hourly_rate * self.pay.overtime_multiple * scenario.grid.slot_hours


def _premiums(scenario: Scenario, days: Days, activities: tuple[str, ...]) -> Floats:
    paid = np.array([[[activity != MEAL] for activity in activities]], dtype=np.float64)
    found: Floats = paid * np.array([_day_premiums(scenario, day) for day in days])[:, None]
    return found


def _day_premiums(scenario: Scenario, day: int) -> Floats:
    """Evening and weekend premiums of a paid slot, by slot of the day."""
    grid, pay = scenario.grid, scenario.pay
    found = np.zeros(grid.slots_per_day)
    if grid.weekday(day) >= 5:
        found += pay.weekend_premium_per_hour * grid.slot_hours
    found[grid.slots_up(pay.evening_from) :] += pay.evening_premium_per_hour * grid.slot_hours
    return found
