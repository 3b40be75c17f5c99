"""What a roster costs: hours and dollars of every person, class totals, cost per contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.costing.paid_absence import PaidAbsence, leave_in_part, paid_absence, regular_slots
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.late_changes import late_changes
from scheduler.domain.roster import Roster, Shift
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective.pay_beyond_contract import premium as evening_and_weekend


@dataclass(frozen=True)
class CostRow:
    """Hours and dollars of one person over the horizon.

    `paid_hours` are rostered, `leave_hours` and `holiday_hours` paid and not rostered. `base`
    is the hourly rate over all paid hours, overtime included; `overtime_premium` what overtime
    costs above that rate. `loaded` is the total times the centre's loading.
    """

    csr_id: str
    pay_class: str
    paid_hours: float
    leave_hours: float
    holiday_hours: float
    overtime_hours: float
    base: float
    overtime_premium: float
    evening_weekend_premium: float
    language_premium: float
    late_premium: float
    leave: float
    holiday: float
    loading: float

    @property
    def premium(self) -> float:
        """Everything beyond the hourly rate."""
        return (
            self.overtime_premium
            + self.evening_weekend_premium
            + self.language_premium
            + self.late_premium
        )

    @property
    def total(self) -> float:
        """Wages: base, premiums, paid leave and holidays."""
        return self.base + self.premium + self.leave + self.holiday

    @property
    def loaded(self) -> float:
        """Wages with taxes, pension and insurance, as `pay.loading` states them."""
        return self.total * self.loading


@dataclass(frozen=True)
class ClassCost:
    """Totals of one class: people, hours and dollars over the horizon."""

    pay_class: str
    people: int
    paid_hours: float
    leave_hours: float
    holiday_hours: float
    overtime_hours: float
    base: float
    premium: float
    leave: float
    holiday: float
    total: float
    loaded: float


def cost(scenario: Scenario, roster: Roster) -> list[CostRow]:
    """One row for each CSR of the scenario, in its order, at work or not; shadows behind them."""
    scenario = scenario.everybody
    shifts = roster.shifts(scenario.grid.slots_per_day)
    away, late = paid_absence(scenario), late_days(scenario, roster)
    return [
        _row(scenario, csr, shifts.get(csr.csr_id, ()), away[csr.csr_id], len(late[csr.csr_id]))
        for csr in scenario.csrs
    ]


def late_days(scenario: Scenario, roster: Roster) -> Mapping[str, list[int]]:
    """Of everybody the days whose shifts were changed late, told before or with this roster."""
    found: dict[str, list[int]] = {csr.csr_id: [] for csr in scenario.csrs}
    if scenario.pay.late_change_hours:
        for change in (*scenario.labour.late_changes, *late_changes(scenario, roster)):
            if change.csr_id in found:
                found[change.csr_id].append(scenario.grid.day(change.first))
    return found


def _row(
    scenario: Scenario, csr: Csr, shifts: Sequence[Shift], away: PaidAbsence, changed_late: int
) -> CostRow:
    grid, pay, rate = scenario.grid, scenario.pay, csr.hourly_rate
    own = [shift for shift in shifts if 0 <= shift.day < grid.days]
    paid = sum(shift.paid_slots for shift in own) * grid.slot_hours
    overtime = overtime_slots(scenario, csr, own) * grid.slot_hours
    leave = (*away.leave, *leave_in_part(scenario, csr, own))
    leave_hours = sum(part.hours for part in leave)
    keeps = pay.language_differential_on_leave
    spoken = paid + sum(part.hours for part in leave if part.kind in keeps)
    return CostRow(
        csr_id=csr.csr_id,
        pay_class=csr.pay_class,
        paid_hours=paid,
        leave_hours=leave_hours,
        holiday_hours=away.holiday_hours,
        overtime_hours=overtime,
        base=rate * paid,
        overtime_premium=rate * (pay.overtime_multiple - 1) * overtime,
        evening_weekend_premium=sum(evening_and_weekend(scenario, shift) for shift in own),
        language_premium=differential_of(scenario, csr) * spoken,
        late_premium=rate * pay.late_change_hours * changed_late,
        leave=rate * leave_hours,
        holiday=rate * away.holiday_hours,
        loading=pay.loading,
    )


def differential_of(scenario: Scenario, csr: Csr) -> float:
    """Dollars an hour for who speaks one more language than the base language."""
    pay = scenario.pay
    return pay.language_differential_per_hour if csr.languages - {pay.base_language} else 0.0


def overtime_slots(scenario: Scenario, csr: Csr, shifts: Iterable[Shift]) -> int:
    """Paid slots beyond what the contract owes, each week by itself.

    A shadow's own leave changes nothing in the colleague's days, so it makes no overtime.
    """
    scenario = scenario.without_time_off if csr.shadows else scenario
    worked: dict[int, int] = {}
    for shift in shifts:
        worked[shift.day // 7] = worked.get(shift.day // 7, 0) + shift.paid_slots
    return sum(max(0, slots - regular_slots(scenario, csr, week)) for week, slots in worked.items())


def by_class(rows: Iterable[CostRow]) -> list[ClassCost]:
    """Totals of each class, by name."""
    classes: dict[str, list[CostRow]] = {}
    for row in rows:
        classes.setdefault(row.pay_class, []).append(row)
    return [class_cost(name, classes[name]) for name in sorted(classes)]


def class_cost(name: str, rows: Sequence[CostRow]) -> ClassCost:
    """Sums over people, under a name."""
    return ClassCost(
        pay_class=name,
        people=len(rows),
        paid_hours=sum(row.paid_hours for row in rows),
        leave_hours=sum(row.leave_hours for row in rows),
        holiday_hours=sum(row.holiday_hours for row in rows),
        overtime_hours=sum(row.overtime_hours for row in rows),
        base=sum(row.base for row in rows),
        premium=sum(row.premium for row in rows),
        leave=sum(row.leave for row in rows),
        holiday=sum(row.holiday for row in rows),
        total=sum(row.total for row in rows),
        loaded=sum(row.loaded for row in rows),
    )


def contacts(requirements: Requirements) -> float:
    """Contacts offered over the horizon, every channel and language."""
    return sum(row.volume for row in requirements.rows if row.language == ALL)


def handling_s(requirements: Requirements) -> float | None:
    """Mean seconds of a contact, every channel; None where there are no contacts."""
    rows = [row for row in requirements.rows if row.language == ALL]
    offered = sum(row.volume for row in rows)
    return sum(row.volume * row.aht_s for row in rows) / offered if offered else None


def cost_per_contact(requirements: Requirements, rows: Iterable[CostRow]) -> float | None:
    """Loaded cost of one contact; None where there are no contacts."""
    offered = contacts(requirements)
    return sum(row.loaded for row in rows) / offered if offered else None
