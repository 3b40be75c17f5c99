"""Why the hard rules contradict each other: the clauses that cannot hold together.

Arithmetic first; then person by person, because most contradictions are one person's own;
then everybody. Each clause has a switch, and the set is shrunk by leaving one out at a time.
What is not proven within the time is not reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import owed_slots, presence_slots, shift_starts
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Csr, Scenario
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules import RULES
from scheduler.rules.base import Rule
from scheduler.rules.contract_days import ContractDays
from scheduler.rules.contract_hours import overtime_slots, shift_lengths
from scheduler.rules.days_in_a_row import DaysInARow
from scheduler.rules.days_off_in_a_row import DaysOffInARow
from scheduler.rules.employment import Employment
from scheduler.rules.meetings import Meetings
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.pins import Pins
from scheduler.rules.seats import Seats
from scheduler.rules.shift_shape import ShiftShape
from scheduler.rules.time_off import TimeOffRule
from scheduler.rules.weekends import Weekends
from scheduler.rules.working_days import calendar

# Settings that a contradiction may hang on, and the step in which they are eased
EASED: dict[str, tuple[str, float]] = {
    "days_in_a_row": ("max_days_in_a_row", 1),
    "days_off_in_a_row": ("min_days_off_in_a_row", -1),
    "minimum_rest": ("min_rest_between_shifts_hours", -1),
    "minimum_staff": ("minimum_staff", -1),
    "seats": ("seats", 1),
    "weekends": ("min_weekends_off", -1),
}
RULES_OF_DAYS: list[type[Rule]] = [
    ShiftShape,
    TimeOffRule,
    Employment,
    ContractDays,
    DaysInARow,
    DaysOffInARow,
    Weekends,
    Pins,
]
MOST_STEPS = 3


def explain(scenario: Scenario, limit_s: float = 30.0, workers: int = 2) -> list[Clause]:
    """Clauses that contradict each other, none of them to spare; empty where none is proven.

    Each sentence ends with the smallest change that would do, where one was found.
    """
    found = list(by_arithmetic(scenario))
    if found:
        return found
    budget = _Budget(monotonic() + limit_s, workers)
    for csr in sorted(scenario.csrs, key=lambda c: _bound_by(scenario, c), reverse=True):
        own, rules = alone(scenario, csr), RULES
        if not calendar(scenario, csr).possible:  # then the rules of days do, in less time
            own, rules = replace(own, meetings=(), programs=()), RULES_OF_DAYS
        clauses = _contradiction(own, budget, rules)
        if clauses:
            return [*clauses, *_contract(csr, clauses)]
    return _contradiction(scenario, budget)


def by_arithmetic(scenario: Scenario) -> Iterator[Clause]:
    """Demands that no count of heads or hours can meet."""
    rule, seats = MinimumStaff.from_scenario(scenario), Seats.from_scenario(scenario)
    counted = [c for c in scenario.csrs if SUPERVISION not in c.channels]
    if rule.least is not None and seats.seats is not None and rule.least > seats.seats:
        text = f"{rule.least} people at least are to sit on {seats.seats} seats"
        yield Clause(rule.name, text, rule.source)
        yield Clause(seats.name, f"there are {seats.seats} seats", seats.source)
    if rule.least is not None:
        yield from _too_few(scenario, rule, counted)
    if seats.seats is not None:
        yield from _too_many(scenario, seats, counted)


def _too_many(scenario: Scenario, rule: Seats, counted: list[Csr]) -> Iterator[Clause]:
    """The hours at work that contracts owe, against all seats in all hours within reach."""
    grid, seats = scenario.grid, rule.seats or 0
    owed = sum(owed_slots(scenario, csr, week) for csr in counted for week in range(grid.weeks))
    reach = len(set().union(*(_within_reach(scenario, csr) for csr in counted)))
    if owed > seats * reach:
        text = (
            f"{seats} seats in {reach * grid.slot_hours:g} open hours hold "
            f"{seats * reach * grid.slot_hours:g} h at work, contracts owe "
            f"{owed * grid.slot_hours:g} h: at least {-(-owed // max(reach, 1))} are needed"
        )
        yield Clause(rule.name, text, rule.source)


def _too_few(scenario: Scenario, rule: MinimumStaff, counted: list[Csr]) -> Iterator[Clause]:
    """The worst slot, and the hours of all weeks, against the minimum of people at work."""
    grid, least = scenario.grid, rule.least or 0
    present = dict.fromkeys(rule.open_slots, 0)
    for csr in counted:
        for slot in _within_reach(scenario, csr):
            if slot in present:
                present[slot] += 1
    worst = min(present, key=present.__getitem__, default=None)
    if worst is not None and present[worst] < least:
        here = present[worst]
        text = f"{grid.text(worst)} needs {least} people at work, {here} can be: {here} would do"
        yield Clause(rule.name, text, rule.source)
        return
    spare = overtime_slots(scenario)
    weeks = range(grid.weeks)
    have = sum(owed_slots(scenario, csr, week) + spare for csr in counted for week in weeks)
    need = least * len(rule.open_slots)
    if have < need:
        text = (
            f"{least} people in {len(rule.open_slots) * grid.slot_hours:g} open hours are "
            f"{need * grid.slot_hours:g} h at work, contracts give {have * grid.slot_hours:g} h: "
            f"{have // len(rule.open_slots)} would do"
        )
        yield Clause(rule.name, text, rule.source)


def _within_reach(scenario: Scenario, csr: Csr) -> set[int]:
    """Slots that some shift of the person can hold, leave considered."""
    found: set[int] = set()
    for day in range(scenario.grid.days):
        midnight = day * scenario.grid.slots_per_day
        for paid in shift_lengths(scenario, csr):
            length = presence_slots(scenario, csr, paid)
            for start in shift_starts(scenario, csr, day, paid):
                found.update(range(midnight + start, midnight + start + length))
    return found


def _bound_by(scenario: Scenario, csr: Csr) -> tuple[bool, int, int]:
    """Whose days cannot be worked is asked first, then whoever has most pins and leave."""
    days = not calendar(scenario, csr).possible
    return days, len(scenario.pins_of[csr.csr_id]), len(scenario.time_off_of[csr.csr_id])


def alone(scenario: Scenario, csr: Csr) -> Scenario:
    """The person's own week: what only holds for several people at once is left out.

    So are meetings from which the sittings of others could excuse.
    """
    own = (csr.csr_id,)
    found = replace(
        scenario,
        csrs=(csr,),
        meetings=tuple(
            replace(m, attendees=own, hosts=())
            for m in scenario.meetings
            if csr.csr_id in m.attendees
        ),
        programs=tuple(
            replace(p, attendees=own) for p in scenario.programs if csr.csr_id in p.attendees
        ),
        time_off=scenario.time_off_of[csr.csr_id],
        pins=scenario.pins_of[csr.csr_id],
        labour=replace(scenario.labour, seats=None, minimum_staff=None),
    )
    doubtful = {d.meeting for d in Meetings.from_scenario(found).duties if d.lost}
    return replace(found, meetings=tuple(m for m in found.meetings if m not in doubtful))


def _contract(csr: Csr, clauses: Collection[Clause]) -> Iterator[Clause]:
    """The contract as a last clause where the others do not name it: it always holds."""
    if not any(clause.source == csr.contract.source for clause in clauses):
        text = f"{csr.name} works by contract {csr.contract.name}, while a channel is open"
        yield Clause("contract", text, csr.contract.source, csr.csr_id)


@dataclass(frozen=True)
class _Budget:
    """When to give up, on the clock of `monotonic`."""

    ends: float
    workers: int

    @property
    def left(self) -> float:
        return max(0.0, self.ends - monotonic())


def _contradiction(
    scenario: Scenario, budget: _Budget, rules: Sequence[type[Rule]] = RULES
) -> list[Clause]:
    """A set of clauses that cannot hold together and none of which can be left out."""
    if not budget.left:
        return []
    model = RosterModel(scenario, switches=True)
    model.post_rules(rules)
    switches = model.switches or {}
    kept = list(switches)
    if _holds(model, kept, budget) is not False:
        return []
    for rule in dict.fromkeys(clause.rule for clause in switches):  # whole rules first
        without = [clause for clause in kept if clause.rule != rule]
        if len(without) < len(kept) and _holds(model, without, budget) is False:
            kept = without
    for clause in tuple(kept):
        without = [other for other in kept if other != clause]
        if _holds(model, without, budget) is False:
            kept = without
    return [_with_change(scenario, model, clause, budget, rules) for clause in kept]


def _holds(model: RosterModel, clauses: Collection[Clause], budget: _Budget) -> bool | None:
    """Whether a roster keeps these clauses; None where the time does not tell.

    Switches are fixed, not assumed: cores of assumptions can be wrong under presolve
    (or-tools #5141).
    """
    copy = model.cp.clone()
    for clause, switch in (model.switches or {}).items():
        copy.add(copy.get_bool_var_from_proto_index(switch.index) == int(clause in clauses))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = budget.left
    solver.parameters.num_workers = budget.workers
    status = solver.solve(copy)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True
    return False if status == cp_model.INFEASIBLE else None


def _with_change(
    scenario: Scenario,
    model: RosterModel,
    clause: Clause,
    budget: _Budget,
    rules: Sequence[type[Rule]],
) -> Clause:
    """The clause with what would free the others, where that is known."""
    others = [other for other in model.switches or {} if other != clause]
    change = _eased(scenario, clause, budget, rules)
    if not change and _holds(model, others, budget):
        change = "without this the others hold"
    return replace(clause, sentence=f"{clause.sentence}: {change}") if change else clause


def _eased(scenario: Scenario, clause: Clause, budget: _Budget, rules: Sequence[type[Rule]]) -> str:
    """The least step of the clause's setting that lets everything hold."""
    key, step = EASED.get(clause.rule, ("", 0.0))
    value = getattr(scenario.labour, key, None)
    if value is None or clause.source != scenario.labour.source(key):
        return ""
    for _ in range(MOST_STEPS):
        value = type(value)(value + step)
        changed: dict[str, Any] = {key: value}
        if value < 0 or not budget.left:
            return ""
        eased = RosterModel(replace(scenario, labour=replace(scenario.labour, **changed)))
        eased.post_rules(rules)
        if _holds(eased, (), budget):
            return f"{value:g} would do"
    return ""
