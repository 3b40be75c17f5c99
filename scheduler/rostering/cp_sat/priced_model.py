"""The dollar objective of `costing.objective`, posted on the exact model.

Prices are rounded down to whole units, so that the optimum of the model is never above
what the roster costs, and its bound holds for the objective in dollars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import ceil, floor

import numpy as np
from ortools.sat.python import cp_model

from scheduler.domain.coverage import count, coverage_keys, open_slots, supervisors_there
from scheduler.domain.demand import ALL, Deferrable, Joint, Requirements, Row
from scheduler.domain.entitlements import owed_slots
from scheduler.domain.roster import MEAL, SUPERVISION, meeting_activity
from scheduler.domain.scenario import Request, Scenario
from scheduler.rostering.cp_sat.roster_model import RosterModel
from scheduler.rules.base import Linear

UNITS = 12_000  # of the objective in a dollar
MOST_MISSING = 1_000_000  # supervisors
WORK = 600  # units of deferrable work in an hour; whole in every slot length


class PricedModel:
    """The terms of the objective, gathered over a model: `minimise` hands them to CP-SAT."""

    def __init__(self, model: RosterModel, requirements: Requirements) -> None:
        self.model, self.requirements = model, requirements
        self.scenario: Scenario = model.scenario
        self._terms: list[Linear] = []
        self._asked: dict[int, list[Linear]] = {}  # people on rows of all languages, by slot
        self._constant = 0.0

    def minimise(self) -> None:
        """Price everything that the roster decides."""
        self.model.cp.minimize(self.total())

    def total(self) -> Linear:
        """The objective in units."""
        self._heads()
        for work in self.requirements.deferrable:
            self._deferrable(work)
        self._supervision()
        for request in self.scenario.requests:
            self._request(request)
        self._missed_meetings()
        self._pay()
        self._fairness()
        self._moving_starts()
        self._changes()
        return self.model.total(self._terms) + floor(self._constant * UNITS)

    def _add(self, dollars: float, term: Linear) -> None:
        """`dollars` (at least 0) for each of a term."""
        if isinstance(term, int):
            self._constant += dollars * term
        elif dollars:
            self._terms.append(floor(dollars * UNITS + 1e-6) * term)

    def _new_int(self, low: int, high: int) -> cp_model.IntVar:
        return self.model.cp.new_int_var(low, high, "")

    def _convex(self, low: int, terms: list[Linear], cost: Callable[[int], float]) -> None:
        """Cost of low + sum of 0/1 terms, convex: a unit after the other, in order."""
        self._constant += cost(low)
        steps = [cost(low + k + 1) - cost(low + k) for k in range(len(terms))]
        units = [self.model.literal() for _ in steps]
        for one, step in zip(units, steps, strict=True):
            self._terms.append(floor(step * UNITS + 1e-6) * one)
        for one, after in pairwise(units):
            self.model.cp.add_implication(after, one)
        if terms:
            self.model.cp.add(self.model.total(terms) == self.model.total(units))

    def _doing(self, slot: int, activity: str, language: str = ALL) -> list[Linear]:
        """Free people who may do this in a slot (and speak the language)."""
        day, model = self.scenario.grid.day(slot), self.model
        found = (
            model.does(csr.csr_id, slot, activity)
            for csr in self.scenario.csrs
            if model.free(csr.csr_id, day) and csr.speaks(language)
        )
        return [term for term in found if not isinstance(term, int)]

    def _heads(self) -> None:
        """Shortage and surplus of every covered row, slot by slot."""
        prices, hours = self.scenario.prices, self.scenario.grid.slot_hours
        nothing = np.zeros(self.scenario.grid.slots, dtype=np.int64)
        jointly = {
            (joint.row, slot)
            for joint in self.requirements.joint
            for start, end in zip(joint.starts.tolist(), joint.ends.tolist(), strict=True)
            for slot in range(start, end)
        }
        for joint in self.requirements.joint:
            self._joint(joint)
        for channel, language in coverage_keys(self.scenario, self.requirements):
            need = self.requirements.by_slot.get((channel, language), nothing).tolist()
            kept = count(self.scenario, self.model.kept, channel, language).tolist()
            pooled = language == ALL
            rate = prices.shortage_per_hour if pooled else prices.language_shortage_per_hour
            for slot in np.flatnonzero(open_slots(self.scenario, channel)).tolist():
                if ((channel, language), slot) in jointly:
                    continue
                doing = self._doing(slot, channel, language)
                cost = head_cost(need[slot], rate * hours, prices.surplus_per_hour * hours)
                self._convex(kept[slot], doing, cost)

    def _joint(self, joint: Joint) -> None:
        """One choice of heads for each interval, which together meet the target in time."""
        cp, total = self.model.cp, self.model.total
        kept = count(self.scenario, self.model.kept, *joint.row).tolist()
        answered: list[Linear] = []
        taken: list[Linear] = []
        for i, (start, end) in enumerate(zip(joint.starts, joint.ends, strict=True)):
            picked: dict[int, cp_model.IntVar] = {}  # by what is required
            for k in np.unique(joint.heads[i], return_index=True)[1].tolist():
                one = picked[int(joint.required[i, k])] = self.model.literal()
                answered.append(int(joint.answered[i, k]) * one)
                taken.append(int(joint.taken[i, k]) * one)
            cp.add_exactly_one(picked.values())
            for slot in range(start, end):
                self._chosen(joint.row, slot, kept[slot], picked)
        cp.add(total(answered) >= joint.wanted)
        cp.add(total(taken) <= joint.most)

    def _chosen(
        self, row: Row, slot: int, kept: int, picked: Mapping[int, cp_model.IntVar]
    ) -> None:
        """The price of one slot at the need that is picked: one literal for each head count."""
        prices, hours = self.scenario.prices, self.scenario.grid.slot_hours
        pooled = row[1] == ALL
        rate = prices.shortage_per_hour if pooled else prices.language_shortage_per_hour
        doing = self._doing(slot, *row)
        there: list[Linear] = []
        for need, one in picked.items():
            cost = head_cost(need, rate * hours, prices.surplus_per_hour * hours)
            at = [self.model.literal() for _ in range(len(doing) + 1)]
            self.model.cp.add(self.model.total(at) == one)
            for number, here in enumerate(at):
                self._terms.append(floor(cost(kept + number) * UNITS + 1e-6) * here)
                there.append(number * here)
            if pooled:
                self._asked.setdefault(slot, []).append(need * one)
        self.model.cp.add(self.model.total(doing) == self.model.total(there))

    def _deferrable(self, work: Deferrable) -> None:
        """First in, first out: done by the end of a slot, at most all that has arrived."""
        grid, prices, cp = self.scenario.grid, self.scenario.prices, self.model.cp
        effort = round(grid.slot_hours * WORK)
        kept = count(self.scenario, self.model.kept, work.channel).tolist()
        people: list[Linear] = []
        done: Linear = 0
        for slot in range(grid.slots):
            heads = [*self._doing(slot, work.channel), kept[slot]]
            if len(heads) > 1 or kept[slot]:
                people += heads
                now = self._new_int(0, ceil(work.arrived_hours[slot] * WORK))
                cp.add(now <= done + effort * self.model.total(heads))
                done = now
            if (slot + 1) % grid.slots_per_day == 0:
                due = floor(work.due_hours[slot] * WORK)
                late = self._new_int(0, max(0, due))
                cp.add(late >= due - done)
                self._add(prices.shortage_per_hour / WORK, late)
        idle = self._new_int(0, effort * len(self.scenario.csrs) * grid.slots)
        cp.add(idle >= effort * self.model.total(people) - done)
        self._add(prices.surplus_per_hour / WORK, idle)

    def _supervision(self) -> None:
        grid, prices = self.scenario.grid, self.scenario.prices
        kept = supervisors_there(self.scenario, self.model.kept).tolist()
        span, cp = self.scenario.labour.supervisor_span, self.model.cp
        chosen = self._asked if any(SUPERVISION in c.channels for c in self.scenario.csrs) else {}
        for slot, need in enumerate(self.requirements.supervisors.tolist()):
            if need <= kept[slot] and slot not in chosen:
                continue
            present = self.model.total(self._supervising(slot))
            if slot in chosen:
                asked = self._fixed(slot) + self.model.total(chosen[slot])
                missing = self._new_int(0, MOST_MISSING)
                cp.add(span * (missing + present + kept[slot]) >= asked)
            else:
                missing = self._new_int(0, need - kept[slot])
                cp.add(missing + present >= need - kept[slot])
            self._add(prices.missing_supervisor_per_hour * grid.slot_hours, missing)

    def _fixed(self, slot: int) -> int:
        """People required in a slot on rows of all languages that are not chosen here."""
        chosen = {
            joint.row
            for joint in self.requirements.joint
            if ((joint.starts <= slot) & (slot < joint.ends)).any()
        }
        return sum(
            int(need[slot])
            for row, need in self.requirements.by_slot.items()
            if row[1] == ALL and row not in chosen
        )

    def _supervising(self, slot: int) -> list[Linear]:
        """Free supervisors at work and not at a meal."""
        day, model = self.scenario.grid.day(slot), self.model
        own = [c.csr_id for c in self.scenario.csrs if SUPERVISION in c.channels]
        found = (
            model.on_shift(csr_id, slot) - model.does(csr_id, slot, MEAL)
            for csr_id in own
            if model.free(csr_id, day)
        )
        return [term for term in found if not isinstance(term, int)]

    def _request(self, request: Request) -> None:
        """Refused is 1 where a shift touches the span, or none that was preferred is worked."""
        model, dollars = self.model, self.scenario.prices.refused_request * request.weight
        a, b = request.start, request.end
        days = range(self.scenario.grid.days)
        shifts = [s for day in days for s in model.shifts(request.csr_id, day)]
        refused = model.literal()
        if request.kind == "prefer":
            held = [w for s, e, w in shifts if (s <= a and b <= e) or (a <= s and e <= b)]
            model.cp.add(refused + model.total(held) >= 1)
        else:
            for touching in [w for s, e, w in shifts if s < b and a < e]:
                model.cp.add(refused >= touching)
        self._add(dollars, refused)

    def _missed_meetings(self) -> None:
        model, grid = self.model, self.scenario.grid
        for meeting in self.scenario.meetings:
            activity = meeting_activity(meeting.meeting_id)
            for csr_id in meeting.attendees:
                for week in range(grid.weeks):
                    slots = (s for day in grid.week_days(week) for s in model.slots(csr_id, day))
                    sits = model.total(model.begins(csr_id, slot, activity) for slot in slots)
                    missed = model.literal()
                    model.cp.add(missed + sits >= 1)
                    self._add(self.scenario.prices.missed_meeting, missed)

    def _pay(self) -> None:
        """Overtime above what is owed in a week; evening and weekend premiums by the slot."""
        pay, grid, model = self.scenario.pay, self.scenario.grid, self.model
        for csr in self.scenario.csrs:
            for week in range(grid.weeks):
                days = grid.week_days(week)
                owed = owed_slots(self.scenario, csr, week)
                if self.scenario.labour.max_overtime_hours:
                    over = self._new_int(0, grid.slots)
                    model.cp.add(over >= model.paid_slots(csr.csr_id, days) - owed)
                    rate = csr.hourly_rate * pay.overtime_multiple * grid.slot_hours
                    self._add(rate, over)
            for day in range(grid.days):
                self._premium(csr.csr_id, day)

    def _premium(self, csr_id: str, day: int) -> None:
        pay, grid, model = self.scenario.pay, self.scenario.grid, self.model
        weekend = pay.weekend_premium_per_hour if grid.weekday(day) >= 5 else 0.0
        evening = day * grid.slots_per_day + grid.slots_up(pay.evening_from)
        for slot in model.slots(csr_id, day) if weekend or pay.evening_premium_per_hour else ():
            rate = weekend + (pay.evening_premium_per_hour if slot >= evening else 0.0)
            if rate:
                paid = model.on_shift(csr_id, slot) - model.does(csr_id, slot, MEAL)
                self._add(rate * grid.slot_hours, paid)

    def _fairness(self) -> None:
        """The k-th weekend day, and the k-th evening, of a person costs k times its price."""
        prices, grid, model = self.scenario.prices, self.scenario.grid, self.model
        late = grid.slots_up(self.scenario.pay.evening_from)
        for csr in self.scenario.csrs if prices.weekend_day or prices.evening_shift else ():
            past = self.scenario.past.shifts(grid.slots_per_day) if self.scenario.past else {}
            own = past.get(csr.csr_id, ())
            weekends = [d for d in range(grid.days) if grid.weekday(d) >= 5]
            self._kth(
                prices.weekend_day,
                sum(grid.weekday(s.day) >= 5 for s in own),
                [model.works(csr.csr_id, day) for day in weekends],
            )
            self._kth(
                prices.evening_shift,
                sum(s.end > s.day * grid.slots_per_day + late for s in own),
                [
                    model.total(
                        worked
                        for _, end, worked in model.shifts(csr.csr_id, day)
                        if end > day * grid.slots_per_day + late
                    )
                    for day in range(grid.days)
                ],
            )

    def _kth(self, rate: float, before: int, terms: Iterable[Linear]) -> None:
        free = list(terms)
        fixed = before + sum(term for term in free if isinstance(term, int))
        history = rate * before * (before + 1) / 2
        self._convex(
            fixed,
            [term for term in free if not isinstance(term, int)],
            lambda k: rate * k * (k + 1) / 2 - history,
        )

    def _moving_starts(self) -> None:
        """Latest less earliest start of a person's week, beyond what is free."""
        prices, grid, cp = self.scenario.prices, self.scenario.grid, self.model.cp
        rate = prices.moving_start_per_hour * grid.slot_hours
        spare = ceil(prices.moving_start_free_hours / grid.slot_hours)
        per_day = grid.slots_per_day
        weeks = range(grid.weeks) if rate else range(0)
        for csr_id, week in ((c.csr_id, week) for c in self.scenario.csrs for week in weeks):
            first, last = self._new_int(0, per_day), self._new_int(0, per_day)
            moved = self._new_int(0, per_day)
            for day in grid.week_days(week):
                for start, _, worked in self.model.shifts(csr_id, day):
                    of_day = start % per_day
                    cp.add(last >= of_day * worked)
                    cp.add(first <= per_day - (per_day - of_day) * worked)
            cp.add(moved >= last - first - spare)
            self._add(rate, moved)

    def _changes(self) -> None:
        """Shifts and activities that differ from the published roster of this horizon."""
        if self.scenario.published is None:
            return
        prices, grid, model = self.scenario.prices, self.scenario.grid, self.model
        before = self.scenario.published.shifts(grid.slots_per_day)
        for csr in self.scenario.csrs:
            old = {s.day: s for s in before.get(csr.csr_id, ())}
            for day in range(grid.days):
                shift = old.get(day)
                if shift is None:
                    self._add(prices.changed_shift, model.works(csr.csr_id, day))
                    continue
                span = (shift.start, shift.end)
                same = (w for s, e, w in model.shifts(csr.csr_id, day) if (s, e) == span)
                self._add(prices.changed_shift, 1 - model.total(same))
                rate = prices.changed_activity_per_hour * grid.slot_hours
                for segment in shift.segments:
                    for slot in range(segment.start, segment.end):
                        here = model.on_shift(csr.csr_id, slot)
                        kept = model.does(csr.csr_id, slot, segment.activity)
                        self._add(rate, here - kept)


def head_cost(need: int, short: float, over: float) -> Callable[[int], float]:
    """Triangular price of heads missing, and in proportion of heads to spare; dollars."""

    def cost(heads: int) -> float:
        missing, spare = max(0, need - heads), max(0, heads - need)
        return short * missing * (missing + 1) / 2 + over * spare * (spare + 1) / 2 / max(need, 1)

    return cost
