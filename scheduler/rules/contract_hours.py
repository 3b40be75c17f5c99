"""Shift lengths and paid hours of the contract, with the overtime that the settings allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from scheduler.domain.agreed_overtime import AgreedOvertime, agreed_of
from scheduler.domain.clause import Clause, Violation
from scheduler.domain.entitlements import owed_slots, presence_slots
from scheduler.domain.roster import MEAL, Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rules.base import Model, shifts_of


def overtime_slots(scenario: Scenario, csr: Csr | None = None, week: int | None = None) -> int:
    """Paid slots of overtime allowed in a week and person: as set, or as the person has agreed.

    Without a person, what anybody may have at most.
    """
    allowed = int(scenario.labour.max_overtime_hours * 60) // scenario.grid.slot_minutes
    if not scenario.labour.agreed:
        return allowed
    people = scenario.csrs if csr is None else (csr,)
    agreed = (sum(_paid_of(scenario, c, a) for a in agreed_of(scenario, c, week)) for c in people)
    return max(allowed, *agreed, 0)


def _paid_of(scenario: Scenario, csr: Csr, agreed: AgreedOvertime) -> int:
    """Paid slots of what was agreed: of a shift of its own without the meal."""
    slots = agreed.end - agreed.start
    if not agreed.extra_day:
        return slots
    fitting = (paid for paid in range(slots, 0, -1) if _presence(scenario, csr, paid) == slots)
    return next(fitting, slots)


def _presence(scenario: Scenario, csr: Csr, paid: int) -> int:
    """Slots of a shift with so many paid ones; 0 where no band of breaks covers it."""
    longest = max((band.up_to_minutes for band in scenario.labour.breaks), default=0)
    if paid * scenario.grid.slot_minutes > longest:
        return 0
    return presence_slots(scenario, csr, paid)


def _agreed_lengths(scenario: Scenario, csr: Csr) -> set[int]:
    """Paid slots of shifts that the person's agreed overtime makes."""
    spd, found, longer = scenario.grid.slots_per_day, set[int](), dict[int, int]()
    for one in agreed_of(scenario, csr):
        if one.extra_day:
            found.add(_paid_of(scenario, csr, one))
        else:
            day = one.start // spd
            longer[day] = longer.get(day, 0) + one.end - one.start
    return found | {length + k for length in csr.contract.shift_slots for k in longer.values()}


def shift_lengths(scenario: Scenario, csr: Csr) -> tuple[int, ...]:
    """Paid slots allowed for a single shift: contract lengths and their overtime extensions."""
    labour, minutes = scenario.labour, scenario.grid.slot_minutes
    step = max(1, labour.overtime_step_minutes // minutes)
    most = min(overtime_slots(scenario), int(labour.max_overtime_hours_per_day * 60) // minutes)
    lengths = {
        length + extra for length in csr.contract.shift_slots for extra in range(0, most + 1, step)
    }
    if scenario.labour.agreed:
        lengths |= _agreed_lengths(scenario, csr)
    return tuple(sorted(lengths))


@dataclass(frozen=True)
class Owed:
    """Paid slots of one person and week: the lengths of a shift, the sum, overtime on top."""

    csr: Csr
    week: int
    lengths: tuple[int, ...]
    slots: int
    overtime: int


@dataclass(frozen=True)
class ContractHours:
    """Each shift has a length of the contract, each week its paid hours. Amounts in hours."""

    owed: tuple[Owed, ...]
    name: ClassVar[str] = "contract_hours"

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> ContractHours:
        return cls(
            tuple(
                Owed(
                    csr,
                    week,
                    shift_lengths(scenario, csr),
                    owed_slots(scenario, csr, week),
                    overtime_slots(scenario, csr, week),
                )
                for csr in scenario.csrs
                for week in range(scenario.grid.weeks)
            )
        )

    def post(self, model: Model) -> None:
        grid = model.scenario.grid
        for owed in self.owed:
            csr, row = owed.csr, grid.week_days(owed.week)
            free = [day for day in row if model.free(csr.csr_id, day)]
            if not free:
                continue
            clause = Clause(
                self.name,
                f"{csr.name} works {owed.slots * grid.slot_hours:g} paid hours in week "
                f"{owed.week + 1}, in shifts of the contract",
                csr.contract.source,
                csr.csr_id,
            )
            for day in free:
                chosen = {length: model.literal() for length in owed.lengths}
                paid = model.total(length * lit for length, lit in chosen.items())
                model.add(model.total(chosen.values()) == model.works(csr.csr_id, day), clause)
                model.add(model.paid_slots(csr.csr_id, [day]) == paid, clause)
            week = model.paid_slots(csr.csr_id, row)
            model.add(week >= owed.slots, clause)
            model.add(week <= owed.slots + owed.overtime, clause)

    def check(self, scenario: Scenario, roster: Roster) -> Iterator[Violation]:
        grid, shifts = scenario.grid, shifts_of(scenario, roster)
        for owed in self.owed:
            row = grid.week_days(owed.week)
            own = [s for s in shifts.get(owed.csr.csr_id, ()) if s.day in row]
            for shift in own:
                paid = _paid(shift)
                if paid not in owed.lengths:
                    beside = min(abs(paid - length) for length in owed.lengths)
                    text = f"works a shift of {paid * grid.slot_hours:g} paid hours"
                    yield self._broken(owed, shift.start, beside * grid.slot_hours, text)
            total = sum(_paid(shift) for shift in own)
            over = max(owed.slots - total, total - owed.slots - owed.overtime)
            if over > 0:
                text = (
                    f"has {total * grid.slot_hours:g} paid hours in week {owed.week + 1}, "
                    f"owes {owed.slots * grid.slot_hours:g}"
                )
                start = 7 * owed.week * grid.slots_per_day
                yield self._broken(owed, start, over * grid.slot_hours, text)

    def _broken(self, owed: Owed, start: int, hours: float, message: str) -> Violation:
        csr = owed.csr
        text = f"{csr.name} {message}"
        return Violation(self.name, csr.csr_id, start, csr.contract.source, hours, text)


def _paid(shift: Shift) -> int:
    """Paid slots by what is done, whatever the paid column says."""
    return sum(s.slots for s in shift.segments if s.activity != MEAL)
