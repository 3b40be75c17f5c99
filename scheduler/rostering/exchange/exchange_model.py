"""Shifts of a week dealt out anew among equals, by CP-SAT.

Every day has the shifts that it has now: what callers get changes only where people differ in
channels or languages, and that is counted head by head. Who works which of them, and on which
days, is free. So whole weeks change hands, and weekends, evenings and early starts go to whom
they cost least; no series of moves of single people leads there, since each of them leaves a
hole in the queues first.

Costs are those of `local_search/best_week.py`: sets of days, shifts, the spread of the starts,
nights, and what evenings and early starts cost together. Left out is what is done inside a
shift, but for heads; the shifts are filled anew afterwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

import numpy as np
from ortools.sat.python import cp_model

from scheduler.objective.head_cost import head_cost
from scheduler.rostering.exchange.offered_shifts import NO_OPTION, OfferedShift, heads_of
from scheduler.rostering.exchange.other_sittings import choices_of, holds
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.problem.arrays import NEVER, Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rules.base import Linear

UNITS = 1_000  # of a dollar, in the objective

Hands = dict[Key, list[OfferedShift]]  # who works what


@dataclass(eq=False)
class _Hand:
    """Variables of one person: a literal for each set of days, and for each shift by its place."""

    person: PersonWeek
    sets: dict[int, cp_model.IntVar]
    shifts: dict[int, cp_model.IntVar]
    options: dict[int, int] = field(default_factory=dict)


class ExchangeModel:
    """The exchange of one group in one week; nobody of the group is placed in the state.

    `email` are dollars of one more head on deferrable work (rows x slots), before the group was
    taken out: there it is priced as it stands.
    """

    def __init__(
        self,
        state: RosterState,
        keys: Sequence[Key],
        offered: Sequence[OfferedShift],
        channels: Sequence[str],
        marginal: Floats,
    ) -> None:
        self.state, self.keys, self.offered = state, list(keys), list(offered)
        self.cp = cp_model.CpModel()
        self.paid: list[Linear] = []
        self.hands = {key: self._hand(key) for key in self.keys}
        self.possible = all(hand.sets for hand in self.hands.values())
        for i, shift in enumerate(self.offered):
            takers = [hand.shifts[i] for hand in self.hands.values() if i in hand.shifts]
            self.cp.add(_sum(takers) == len(shift.owners))
        self._price_heads(channels, marginal)

    def solve(self, work: float, seed: int, now: Mapping[Key, int]) -> tuple[Hands | None, float]:
        """Who works what at least cost, None where nothing was found; and the work it took.

        `work` is CP-SAT's deterministic time at most, `now` the days that each works so far (bits).
        """
        if not self.possible:
            return None, 0.0
        self.cp.minimize(_sum(self.paid))
        self._hint(now)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.max_deterministic_time = work
        solver.parameters.symmetry_level = 0
        status = solver.solve(self.cp)
        used = solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, used
        found = {
            key: [
                self.offered[i] for i, taken in hand.shifts.items() if solver.boolean_value(taken)
            ]
            for key, hand in self.hands.items()
        }
        return found, used

    def _hint(self, now: Mapping[Key, int]) -> None:
        """The shifts as they are, with all that follows, or they are not seen to be a solution."""
        for key, hand in self.hands.items():
            for days, literal in hand.sets.items():
                self.cp.add_hint(literal, days == now[key])
            for i, taken in hand.shifts.items():
                self.cp.add_hint(taken, key in self.offered[i].owners)
        solver = cp_model.CpSolver()
        solver.parameters.fix_variables_to_their_hinted_value = True
        solver.parameters.num_workers = 1
        found = solver.solve(self.cp)
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        if found in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values = list(solver.response_proto.solution)
            hint = self.cp.proto.solution_hint
            hint.vars.extend(range(len(values)))
            hint.values.extend(values)

    # ---- one person -------------------------------------------------------------------

    def _hand(self, key: Key) -> _Hand:
        """Days, shifts, hours, spread, nights and duties of one person."""
        state, cp = self.state, self.cp
        person = state.problem.persons[key]
        patterns, costs = state.patterns(key)
        costs = costs + state.shares.weekend_rate(key[0]) * np.bitwise_count(
            patterns & person.weekend
        )
        legal = np.flatnonzero(costs < NEVER / 2)
        hand = _Hand(person, {int(patterns[k]): cp.new_bool_var("") for k in legal}, {})
        for k in legal.tolist():
            self._pay(float(costs[k]), hand.sets[int(patterns[k])])
        cp.add_exactly_one(hand.sets.values())
        for i, shift in enumerate(self.offered):
            option = shift.option_of(person)
            if option != NO_OPTION:
                hand.options[i], hand.shifts[i] = option, cp.new_bool_var("")
                self._pay(float(person.option_costs[option]), hand.shifts[i])
        for day in range(len(person.days)):
            works = [literal for days, literal in hand.sets.items() if days >> day & 1]
            cp.add(_sum(self._of_day(hand, day)) == _sum(works))
        self._sit(hand, key)
        self._hours(hand)
        self._spread(hand)
        self._nights(hand, state.neighbours(key))
        self._duties(hand, key[0])
        return hand

    def _sit(self, hand: _Hand, key: Key) -> None:
        """Each meeting in a shift that holds it, at its sitting so far or at another one."""
        first, spd = hand.person.days[0], self.state.problem.slots_per_day
        for (_, _, slots), starts in choices_of(self.state, key).items():
            there = [
                taken for i, taken in hand.shifts.items()
                if any(holds(self.offered[i], first, spd, start, slots) for start in starts)
            ]  # fmt: skip
            self.cp.add(_sum(there) >= 1)

    def _of_day(self, hand: _Hand, day: int) -> list[cp_model.IntVar]:
        return [taken for i, taken in hand.shifts.items() if self.offered[i].day == day]

    def _hours(self, hand: _Hand) -> None:
        """Paid time between what is owed and what is allowed; beyond what is owed it costs."""
        person = hand.person
        if len({self.offered[i].paid for i in hand.shifts}) <= 1 and person.most == person.target:
            return
        paid = _sum([self.offered[i].paid // person.unit * t for i, t in hand.shifts.items()])
        self.cp.add_linear_constraint(paid, person.target, person.most)
        self.paid.append(ceil(UNITS * person.overtime_price) * (paid - person.target))

    def _spread(self, hand: _Hand) -> None:
        """Dollars of the latest less the earliest start; never beyond what the contract allows."""
        person, costs = hand.person, hand.person.spread_costs
        allowed = int(np.flatnonzero(costs < NEVER / 2)[-1])
        if not hand.shifts or (allowed == len(costs) - 1 and not costs.any()):
            return
        latest = max(self.offered[i].start for i in hand.shifts)
        first, last = self.cp.new_int_var(0, latest, ""), self.cp.new_int_var(0, latest, "")
        for day in range(len(person.days)):
            own = [(self.offered[i].start, taken) for i, taken in hand.shifts.items()
                   if self.offered[i].day == day]  # fmt: skip
            self.cp.add(first <= latest - _sum([(latest - start) * t for start, t in own]))
            self.cp.add(last >= _sum([start * taken for start, taken in own]))
        self.cp.add(last - first <= allowed)
        self._convex(costs[: min(allowed, latest) + 1].tolist(), 0, last - first)

    def _nights(self, hand: _Hand, around: tuple[int, int]) -> None:
        """The least rest between two days and around the week, and what short nights cost."""
        person, spd, (before, after) = hand.person, self.state.problem.slots_per_day, around
        costs = person.rest_costs
        ends: dict[int, dict[int, list[Linear]]] = defaultdict(lambda: defaultdict(list))
        starts: dict[int, dict[int, list[Linear]]] = defaultdict(lambda: defaultdict(list))
        for i, taken in hand.shifts.items():
            shift, midnight = self.offered[i], self.offered[i].day * spd
            begins, stops = midnight + shift.start, midnight + shift.end
            if begins - before < person.gap or after - stops < person.gap:
                self.cp.add(taken == 0)
            if shift.day == 0:
                self._pay(float(costs[min(max(begins - before, 0), len(costs) - 1)]), taken)
            starts[shift.day][begins].append(taken)
            ends[shift.day][stops].append(taken)
        for day, stopping in ends.items():
            for stop, first in stopping.items():
                for begin, then in starts[day + 1].items():
                    self._night(person, begin - stop, _sum(first) + _sum(then))

    def _night(self, person: PersonWeek, rest: int, both: Linear) -> None:
        """One night between two shifts; `both` is 2 where both are worked."""
        cost = float(person.rest_costs[max(0, min(rest, len(person.rest_costs) - 1))])
        if rest < person.gap or cost >= NEVER / 2:
            self.cp.add(both <= 1)
        elif cost > 0.0:
            short = self.cp.new_bool_var("")
            self.cp.add(short >= both - 1)
            self._pay(cost, short)

    def _duties(self, hand: _Hand, csr_id: str) -> None:
        """What evenings and early starts cost together, beyond the first of each."""
        shares, person = self.state.shares, hand.person
        most = range(len(person.days) + 1)
        for flags, cost in (
            (person.late, shares.evenings_cost),
            (person.early, shares.early_starts_cost),
        ):
            dollars = [cost(csr_id, number) for number in most]
            own = [taken for i, taken in hand.shifts.items() if flags[hand.options[i]]]
            if own and any(dollars):
                self._convex(dollars, 0, _sum(own))

    # ---- heads -----------------------------------------------------------------------

    def _price_heads(self, channels: Sequence[str], marginal: Floats) -> None:
        """What heads cost in every row and slot in which it matters who works the shift."""
        counts, spd = self.state.counts, self.state.problem.slots_per_day
        heads = counts.heads.copy()
        moving: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        first = self.hands[self.keys[0]].person.days[0] * spd
        for i, shift in enumerate(self.offered):
            takers = [key for key, hand in self.hands.items() if i in hand.shifts]
            if not takers:
                continue
            found = np.array([heads_of(self.state, key, shift, channels) for key in takers])
            common = np.logical_and.reduce(found)
            at = first + shift.day * spd
            heads[:, at : at + spd] += len(shift.owners) * common
            for t, row, slot in np.argwhere(found & ~common).tolist():
                moving[row, at + slot].append(self.hands[takers[t]].shifts[i])
        self._pay_moving(moving, heads, marginal)

    def _pay_moving(
        self,
        moving: Mapping[tuple[int, int], list[cp_model.IntVar]],
        heads: Ints,
        marginal: Floats,
    ) -> None:
        """Slots in which the same people count against the same need are priced at once."""
        rows, counted = self.state.counts.rows, self.state.counts.counted
        same: Counter[tuple[int, int, int, tuple[int, ...]]] = Counter()
        for (row, slot), literals in moving.items():
            if row >= counted:  # deferrable work
                for taken in literals:
                    self._pay(float(marginal[row, slot]), taken)
            elif rows.is_open[row, slot]:
                who = tuple(taken.index for taken in literals)
                same[row, int(rows.need[row, slot]), int(heads[row, slot]), who] += 1
        for (row, need, base, who), slots in same.items():
            literals = [self.cp.get_bool_var_from_proto_index(index) for index in who]
            short, over = float(rows.short[row]), float(rows.over[row])
            most = min(len(who), len(self.keys))
            dollars = [
                slots * head_cost(need, base + more, short, over, bool(rows.linear[row]))
                for more in range(most + 1)
            ]
            self._convex(dollars, 0, _sum(literals))

    # ---- dollars ---------------------------------------------------------------------

    def _pay(self, dollars: float, number: Linear) -> None:
        if dollars:
            self.paid.append(round(UNITS * dollars) * number)

    def _convex(self, dollars: Sequence[float], least: int, number: Linear) -> None:
        """What a number from `least` on costs: the greatest of the lines through its steps."""
        units = [round(UNITS * value) for value in dollars]
        cost = self.cp.new_int_var(min(units) - len(units), max(units) + UNITS, "")
        self.paid.append(cost)
        before: int | None = None
        for k, (low, high) in enumerate(pairwise(units)):
            step = high - low
            if step != before:
                self.cp.add(cost >= low + step * (number - (least + k)))
            before = step


def _sum(terms: Sequence[Linear]) -> Linear:
    return cp_model.LinearExpr.sum(list(terms)) if terms else 0
