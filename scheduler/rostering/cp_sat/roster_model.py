"""The exact model in CP-SAT: every roster on the grid, which the rules then narrow.

A person does at most one thing in a slot; everything else is a rule. Only a part of the
roster need be free: what is fixed enters as numbers.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from ortools.sat.python import cp_model

from scheduler.domain.clause import Clause
from scheduler.domain.entitlements import contract_starts, owed_program_slots, presence_slots
from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import (
    MEAL,
    PAUSES,
    Roster,
    Segment,
    meeting_activity,
    program_activity,
)
from scheduler.domain.scenario import Csr, Scenario, Span
from scheduler.rostering.cp_sat.fixed_part import CsrDay, RosterFacts, Worked
from scheduler.rostering.cp_sat.stint_queries import StintQueries
from scheduler.rules import RULES
from scheduler.rules.base import Constraint, Linear, Rule
from scheduler.rules.contract_hours import shift_lengths
from scheduler.rules.shift_shape import known_activities

SLACK = 1000  # units by which a relaxed constraint may be broken


class Keep(IntEnum):
    """What the free days keep of the fixed roster: a restriction of the exact model."""

    NOTHING = 0
    SHIFTS = 1  # days off and shifts stay; pauses, channels, meetings and programs are decided
    ACTIVITIES = 2  # all stays, as numbers: is the roster a solution?


@dataclass(frozen=True)
class ModelShape:
    """What a model represents, besides the days that it decides.

    Attributes
    ----------
    prune: leave out what contract, opening hours and invitations never allow. Otherwise
        illegal rosters are represented too, and only rules forbid them.
    span, activities: all that is represented at all, slots of the day and names; read only
        without `prune`.
    switches: give each clause a switch, for the explainer. No objective then.
    keep: what the free days keep of the fixed roster; every solution is one of the exact model.
    relaxed: names of rules that may be broken; `RosterModel.broken` gathers by how much.
    """

    prune: bool = True
    span: Span | None = None
    activities: Iterable[str] | None = None
    switches: bool = False
    keep: Keep = Keep.NOTHING
    relaxed: Container[str] = ()


class RosterModel(StintQueries):
    """The queries that rules post over, and the CP-SAT model (`cp`) behind them.

    Parameters
    ----------
    free
        Days to decide as (csr_id, day); None frees all.
    fixed
        Where the other days come from; nobody is at work there without it.
    shape
        As the attributes of ModelShape.
    """

    def __init__(
        self,
        scenario: Scenario,
        free: Iterable[CsrDay] | None = None,
        fixed: Roster | None = None,
        **shape: Any,
    ) -> None:
        of = ModelShape(**shape)
        grid = scenario.grid
        self.scenario, self.cp = scenario, cp_model.CpModel()
        self.switches: dict[Clause, cp_model.IntVar] | None = {} if of.switches else None
        self._prune, self._span = of.prune, of.span or (0, grid.slots_per_day)
        self._names = tuple(known_activities(scenario) if of.activities is None else of.activities)
        self._programs = _programs_owed(scenario) if of.prune else set()
        every = [(c.csr_id, day) for c in scenario.csrs for day in range(grid.days)]
        chosen = set(every if free is None else free)
        self._keep, self._relaxed = of.keep, of.relaxed
        self.broken: list[Linear] = []
        self._before = RosterFacts(scenario, fixed)  # the free days too
        self._fixed = RosterFacts(scenario, fixed, chosen)
        self._past = RosterFacts(scenario, scenario.past)
        self._shifts: dict[CsrDay, list[Worked]] = {}
        self._people: list[list[Csr]] = [[] for _ in range(grid.days)]
        self._free: dict[str, list[int]] = {csr.csr_id: [] for csr in scenario.csrs}
        self._slots: dict[CsrDay, range] = {}
        self._works: dict[CsrDay, Linear] = {}
        self._on: dict[tuple[str, int], Linear] = {}
        self._does: dict[tuple[str, int], dict[str, Linear]] = {}
        self._begins: dict[tuple[str, int, str], cp_model.IntVar] = {}
        self._stints = {}
        for csr_id, day in sorted(chosen) if free is not None else every:
            self._free[csr_id].append(day)
            self._people[day].append(scenario.csr[csr_id])
            self._add_day(scenario.csr[csr_id], day)

    @property
    def kept(self) -> Roster:
        """The fixed part of the roster."""
        return self._fixed.kept

    # Queries

    def free(self, csr_id: str, day: int) -> bool:
        """Whether the day is to be decided."""
        return (csr_id, day) in self._slots

    def free_days(self, csr_id: str) -> tuple[int, ...]:
        """Days to be decided, in order."""
        return tuple(self._free[csr_id])

    def free_people(self, day: int) -> list[Csr]:
        """Whose day is to be decided."""
        return self._people[day]

    def slots(self, csr_id: str, day: int) -> range:
        """Slots of the day in which the person could be at work at all."""
        if not self.free(csr_id, day):
            midnight = day * self.scenario.grid.slots_per_day
            return range(midnight, midnight + self.scenario.grid.slots_per_day)
        return self._slots[csr_id, day]

    def shifts(self, csr_id: str, day: int) -> list[Worked]:
        """Possible shifts of a day: start, end, and 1 exactly when it is worked unbroken."""
        if (csr_id, day) in self._shifts:
            return self._shifts[csr_id, day]
        return (self._past if day < 0 else self._fixed).shifts(csr_id, day)

    def works(self, csr_id: str, day: int) -> Linear:
        """1 when the person is at work on the day."""
        if self.free(csr_id, day):
            return self._works[csr_id, day]
        return 1 if self.shifts(csr_id, day) else 0

    def on_shift(self, csr_id: str, slot: int) -> Linear:
        """1 when the slot lies in a shift, pauses and unpaid meals included."""
        found = self._on.get((csr_id, slot))
        return int(slot in self._fixed.doing(csr_id)) if found is None else found

    def does(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when the person does this in the slot."""
        doing = self._does.get((csr_id, slot))
        if doing is not None:
            return doing.get(activity, 0)
        return int(self._fixed.doing(csr_id).get(slot) == activity)

    def begins(self, csr_id: str, slot: int, activity: str) -> Linear:
        """1 when an unbroken stretch of the activity begins in the slot."""
        now = self.does(csr_id, slot, activity)
        day = self.scenario.grid.day(slot)
        before = (
            self.does(csr_id, slot - 1, activity) if self.scenario.grid.day(slot - 1) == day else 0
        )
        if isinstance(now, int):
            return int(now == 1 and before == 0)
        if isinstance(before, int):
            return now if before == 0 else 0
        key = csr_id, slot, activity
        if key not in self._begins:
            new = self._begins[key] = self.literal()
            self.cp.add(new >= now - before)
            self.cp.add(new <= now)
            self.cp.add(new + before <= 1)
        return self._begins[key]

    def paid_slots(self, csr_id: str, days: Iterable[int]) -> Linear:
        """Slots in a shift and not at a meal."""
        terms: list[Linear] = []
        for day in days:
            terms += [(end - start) * worked for start, end, worked in self.shifts(csr_id, day)]
            terms += [-self.does(csr_id, slot, MEAL) for slot in self.slots(csr_id, day)]
        return self.total(terms)

    # Building

    def literal(self) -> cp_model.IntVar:
        """A new 0/1 variable."""
        return self.cp.new_bool_var("")

    def total(self, terms: Iterable[Linear]) -> Linear:
        """Sum of many terms."""
        number, rest = 0, []
        for term in terms:
            if isinstance(term, int):
                number += term
            else:
                rest.append(term)
        return cp_model.LinearExpr.sum(rest) + number if rest else number

    def add(self, constraint: Constraint, clause: Clause) -> None:
        """Demand a comparison, on account of a clause."""
        if constraint is True:
            return
        if clause.rule in self._relaxed:
            self._add_relaxed(constraint)
            return
        posted = self.cp.add_bool_or([]) if constraint is False else self.cp.add(constraint)
        if self.switches is not None:
            if clause not in self.switches:
                self.switches[clause] = self.literal()
            posted.only_enforce_if(self.switches[clause])

    def _add_relaxed(self, constraint: Constraint) -> None:
        """A comparison that may be broken; by how much goes to `broken`."""
        if constraint is False:
            self.broken.append(1)
            return
        over, under = (self.cp.new_int_var(0, SLACK, "") for _ in range(2))
        terms = cp_model.LinearExpr.weighted_sum(
            [*constraint.vars, over, under], [*constraint.coeffs, -1, 1]
        )
        self.cp.add_linear_expression_in_domain(terms + constraint.offset, constraint.bounds)
        self.broken += [over, under]

    def post_rules(self, rules: Iterable[type[Rule] | Rule] = RULES) -> None:
        """Let every rule of the house, or some, narrow the model."""
        for rule in rules:
            (rule.from_scenario(self.scenario) if isinstance(rule, type) else rule).post(self)

    def _add_day(self, csr: Csr, day: int) -> None:
        midnight, key = day * self.scenario.grid.slots_per_day, (csr.csr_id, day)
        worked = self._possible(csr, day)
        first = min((start for start, _, _ in worked), default=midnight)
        slots = range(first, max((end for _, end, _ in worked), default=midnight))
        self._shifts[key], self._slots[key] = worked, slots
        covering: dict[int, list[Linear]] = {slot: [] for slot in slots}
        for start, end, lit in worked:
            for slot in range(start, end):
                covering[slot].append(lit)
        for slot in slots:
            self._on[csr.csr_id, slot] = on = self.total(covering[slot])
            if self._keep is Keep.ACTIVITIES:
                self._does[csr.csr_id, slot] = {self._before.doing(csr.csr_id)[slot]: 1}
                continue
            names = self._activities(csr, day, slot - midnight)
            self._does[csr.csr_id, slot] = {name: self.literal() for name in names}
            self.cp.add(self.total(self._does[csr.csr_id, slot].values()) == on)
        lits = [lit for _, _, lit in worked]
        if self._keep:
            self._works[key] = int(bool(worked))
            return
        self._works[key] = works = self.literal()
        if self._prune:
            self.cp.add(self.total(lits) == works)
        else:
            self.cp.add_max_equality(works, lits)
            self._keep_apart(worked, slots)

    def _possible(self, csr: Csr, day: int) -> list[Worked]:
        """The shifts that the day may have."""
        if self._keep:
            return self._before.shifts(csr.csr_id, day)
        midnight = day * self.scenario.grid.slots_per_day
        spans = sorted(self._day_shifts(csr, day) if self._prune else _all_spans(*self._span))
        return [(midnight + s, midnight + e, self.literal()) for s, e in spans]

    def _keep_apart(self, worked: list[Worked], slots: range) -> None:
        """Touching shifts of a day are one shift; only needed where a day can hold two."""
        for slot in slots:
            touching = [lit for start, end, lit in worked if slot in (start, end)]
            self.cp.add(self.total(touching) <= 1)
            over = [lit for start, end, lit in worked if start <= slot < end]
            self.cp.add(self.total(over) <= 1)

    def _day_shifts(self, csr: Csr, day: int) -> set[Span]:
        """Spans (slots of the day) that contract and opening hours allow.

        Leave, availability and own starts are rules, never pruned: the explainer names them.
        """
        return {
            (start, start + length)
            for paid in shift_lengths(self.scenario, csr)
            for length in [presence_slots(self.scenario, csr, paid)]
            for start in contract_starts(self.scenario, csr, day, paid)
        }

    def _activities(self, csr: Csr, day: int, of_day: int) -> Iterator[str]:
        scenario = self.scenario
        if not self._prune:
            yield from self._names
            return
        for channel in scenario.opening:
            spans = openings(scenario, channel, day)
            if channel in csr.channels and any(start <= of_day < end for start, end in spans):
                yield channel
        yield from PAUSES
        weekday = scenario.grid.weekday(day)
        for meeting in scenario.meetings:
            invited = csr.csr_id in meeting.attendees and weekday in meeting.weekdays
            if invited and meeting.earliest <= of_day < meeting.latest:
                yield meeting_activity(meeting.meeting_id)
        for program in scenario.programs:
            owed = (csr.csr_id, program.program_id, day // 7) in self._programs
            if owed and weekday in program.weekdays and program.earliest <= of_day < program.latest:
                yield program_activity(program.program_id)

    # Rosters in and out

    def fix(self, roster: Roster) -> None:
        """Allow this roster only."""
        for var, value in self._values(roster):
            self.cp.add(var == value)

    def hint(self, roster: Roster) -> None:
        """Start the search from this roster."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for var, value in self._values(roster):
            self.cp.add_hint(var, value)

    def _values(self, roster: Roster) -> Iterator[tuple[cp_model.IntVar, int]]:
        """Variables that a roster decides, with their values in it."""
        facts = RosterFacts(self.scenario, roster)
        for key in self._slots:
            spans = {(start, end) for start, end, _ in facts.shifts(*key)}
            yield from _decided(self._works[key], bool(spans))
            for start, end, worked in self._shifts[key]:
                yield from _decided(worked, (start, end) in spans)
        for (csr_id, slot), doing in self._does.items():
            own = facts.doing(csr_id)
            for name, does in doing.items():
                yield from _decided(does, own.get(slot) == name)
        per_day = self.scenario.grid.slots_per_day
        for (csr_id, slot, name), var in self._begins.items():
            own = facts.doing(csr_id)
            begun = slot % per_day == 0 or own.get(slot - 1) != name
            yield var, int(begun and own.get(slot) == name)

    def roster(self, value: cp_model.CpSolverSolutionCallback | cp_model.CpSolver) -> Roster:
        """The roster of a solution, fixed days included."""
        found: list[Segment] = []
        for (csr_id, slot), doing in self._does.items():
            for name, does in doing.items():
                if not (does if isinstance(does, int) else value.boolean_value(does)):
                    continue
                last = found[-1] if found else None
                same_day = slot % self.scenario.grid.slots_per_day != 0
                if (
                    last
                    and same_day
                    and (last.csr_id, last.end, last.activity) == (csr_id, slot, name)
                ):
                    found[-1] = replace(last, end=slot + 1)
                else:
                    found.append(Segment(csr_id, slot, slot + 1, name, name != MEAL))
        return Roster.of((*self.kept.segments, *found))


def _all_spans(first: int, last: int) -> list[Span]:
    return [(s, e) for s in range(first, last) for e in range(s + 1, last + 1)]


def _programs_owed(scenario: Scenario) -> set[tuple[str, str, int]]:
    """Who owes which program in which week."""
    return {
        (csr_id, program.program_id, week)
        for program in scenario.programs
        for csr_id in program.attendees
        for week in range(scenario.grid.weeks)
        if owed_program_slots(scenario, scenario.csr[csr_id], program, week)
    }


def _decided(term: Linear, value: bool) -> Iterator[tuple[cp_model.IntVar, int]]:
    """The variable and its value, nothing where the term is a number."""
    if not isinstance(term, int):
        yield term, int(value)
