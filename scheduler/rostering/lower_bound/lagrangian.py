"""A bound for the whole problem: prices on every slot, and everybody's cheapest week.

For any prices of a head in each row and slot, the cheapest weeks of all people plus the
cheapest head counts of all rows cost no more than any roster (Lagrangian duality: Geoffrion
1974, Mathematical Programming Study 2; Fisher 1981, Management Science 27). Nothing has to
be solved well for the bound to hold: better prices only make it tighter. Left out, which can
only lower it: that a sitting is at one time for all, the exact slots of programs (they have a
price instead), runs and rest across weeks, requests that cover parts of several days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.kernels import kernel
from scheduler.objective import terms_of
from scheduler.rostering.lower_bound.joint_targets import JointTargets, cheapest_slot
from scheduler.rostering.lower_bound.meeting_excuses import Excuses
from scheduler.rostering.pricing.person_pricer import PersonPricer
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.assignment import Key
from scheduler.rostering.problem.person_week import PersonWeek
from scheduler.rostering.problem.roster_problem import RosterProblem


@kernel()
def cheapest_heads(
    prices: Floats,
    most: Ints,
    need: Ints,
    is_open: Bools,
    short: Floats,
    over: Floats,
    linear: Bools,
    heads: Ints,
) -> float:
    """Least of row cost less price x heads over 0..most heads, row by row and slot by slot."""
    total = 0.0
    for r in range(need.shape[0]):
        for t in range(need.shape[1]):
            heads[r, t] = 0
            if not is_open[r, t]:
                continue
            y, cost = cheapest_slot(need[r, t], prices[r, t], most[r], short[r], over[r], linear[r])
            heads[r, t] = y
            total += cost
    return total


@dataclass(eq=False)
class Group:
    """One person's week, or several alike, with meetings floating in time like programs.

    size: people. due: slots on each task, programs first, and lowest: its lowest price, 0
    where it may take more slots than are due: hosts may sit in several sittings. patterns,
    pattern_costs: sets of working days as bits, and dollars of each.
    """

    size: int
    pricer: PersonPricer
    due: Floats
    lowest: Floats
    patterns: Ints
    pattern_costs: Floats

    @property
    def person(self) -> PersonWeek:
        return self.pricer.person


@dataclass(frozen=True, eq=False)
class DualPrices:
    """A point of the dual, or a direction in it; all in dollars for one slot of one head.

    heads: what a head pays for being in a row and slot (negative: is paid). tasks: paid for
    a slot on each task. works: what a slot of effort on deferrable work pays at each close of
    a day at or after it (works x days): negative while work is overdue, positive while people
    would be idle. joint: for each joint target what an answer in time is worth, and what a
    required slot pays.
    """

    heads: Floats
    tasks: Floats
    works: Floats
    joint: Floats


class PriceBound:
    """The bound as a function of prices, people who are alike taken together."""

    def __init__(self, problem: RosterProblem) -> None:
        self.problem, self.scenario, self.rows = problem, problem.scenario, problem.rows
        alike: dict[bytes, Group] = {}
        of: dict[Key, Group] = {}
        for key in problem.persons:
            found = self._group(key)
            of[key] = alike.setdefault(_signature(found), found)
            of[key].size += 1
        self.groups = list(alike.values())
        hours, closes, works = self.scenario.grid.slot_hours, problem.closes, problem.works
        shape = (len(works), len(closes))
        due = [w.due_hours[closes] / hours for w in works]
        arrived = [w.arrived_hours[closes] / hours for w in works]
        self.work_due, self.work_arrived = np.reshape(due, shape), np.reshape(arrived, shape)
        self.overdue_limit, self.idle_limit = (hours * rate for rate in problem.work_rates)
        self.most = self._most()
        self.targets = JointTargets(self.scenario, problem.requirements, problem.rows)
        self.first_task = np.cumsum([0, *(len(g.due) for g in self.groups)]).tolist()
        self.due = np.concatenate([np.zeros(0), *(g.due for g in self.groups)])
        self.lowest = np.concatenate([np.zeros(0), *(g.lowest for g in self.groups)])
        self.attendees = np.repeat([g.size for g in self.groups], [len(g.due) for g in self.groups])
        first = dict(zip(map(id, self.groups), self.first_task, strict=False))
        self.excuses = Excuses(problem, {key: first[id(group)] for key, group in of.items()})
        self.constant = constant(problem)

    def _group(self, key: Key) -> Group:
        person = self.problem.persons[key]
        floating = [
            np.where(task.allowed, person.meeting_base, NEVER)[:, None] for task in person.meetings
        ]
        base = np.concatenate([person.base, *floating], axis=1)
        tasks = [*person.programs, *person.meetings]
        blocks = np.array([min(t.min_block, t.slots) for t in tasks], dtype=np.int64)
        return Group(
            0,
            PersonPricer(self.problem, key, base, blocks),
            np.array([float(t.slots) for t in tasks]),
            np.array([0.0 if t.repeats(key[0]) else -np.inf for t in tasks]),
            *self.problem.working_days(key, {}),
        )

    def _most(self) -> Ints:
        """People who can count in each row at once."""
        most = np.zeros(self.problem.head_shape[0], dtype=np.int64)
        for group in self.groups:
            for r in group.pricer.place.rows:
                most[r] += group.size
        return most

    def nothing(self) -> DualPrices:
        """Prices of zero, at which everybody's cheapest week costs what it does by itself."""
        tasks = sum(len(g.due) for g in self.groups)
        return DualPrices(
            np.zeros(self.rows.need.shape),
            np.zeros(tasks),
            np.zeros_like(self.work_due),
            np.zeros((len(self.targets.joint), 2)),
        )

    def least(self) -> float:
        """The bound without prices, dollars."""
        return self.prove(self.within(self.nothing()))[0]

    def within(self, prices: DualPrices) -> DualPrices:
        """The nearest prices that prove something.

        Effort on deferrable work is never worth more than overdue work costs, and idle time
        never costs more than its price; a row is worth nothing while it is closed; a task that
        may take more than is due never costs anything.
        """
        idle = np.clip(prices.works, 0.0, None)
        total = np.maximum(idle.sum(axis=1, keepdims=True), 1e-12)
        return DualPrices(
            np.where(self.rows.is_open, prices.heads, 0.0),
            np.maximum(prices.tasks, self.lowest),
            np.clip(prices.works, -self.overdue_limit, 0.0)
            + idle * np.minimum(1.0, self.idle_limit / total),
            np.clip(prices.joint, 0.0, None),
        )

    def prove(
        self, prices: DualPrices, some: Sequence[int] | None = None
    ) -> tuple[float, DualPrices]:
        """The bound in dollars at prices `within` the range, and how they should move.

        With `some` of the groups only, standing for all in proportion, both are estimates.
        """
        chosen = range(len(self.groups)) if some is None else some
        share = len(self.groups) / max(1, len(chosen))
        problem, rows, counted = self.problem, self.rows, len(self.rows.keys)
        by_row = self.by_row(prices)
        counts, wanted = np.zeros(problem.head_shape, dtype=np.int64), np.zeros_like(rows.need)
        tasks = np.zeros_like(prices.tasks)
        saved, excused = self.excuses.best(prices.tasks * self.due)
        due = (self.attendees - excused) * self.due
        value = 0.0
        for i in chosen:
            own = slice(self.first_task[i], self.first_task[i + 1])
            value += self._cheapest_week(
                self.groups[i], by_row, prices.tasks[own], counts, tasks[own]
            )
            tasks[own] = due[own] - tasks[own]
        came = counts.astype(np.float64) * share
        value = share * value + self.constant
        value += float(prices.tasks @ (self.attendees * self.due)) - saved
        value += cheapest_heads(
            prices.heads,
            self.most,
            self.targets.need,
            self.targets.fixed,
            rows.short,
            rows.over,
            rows.linear,
            wanted,
        )
        least, joint = self.targets.cheapest(prices.heads, prices.joint, self.most, wanted)
        value += least
        worked = np.where(prices.works > 0.0, self.work_arrived, self.work_due)
        value -= float((prices.works * worked).sum())
        works = self._work_direction(prices, came[counted:])
        heads = np.where(rows.is_open, came[:counted] - wanted, 0.0)
        return value, DualPrices(heads, share * tasks, works, joint)

    def _work_direction(self, prices: DualPrices, effort: Floats) -> Floats:
        """How the prices of deferrable work should move, given the effort in each slot."""
        done = np.cumsum(effort, axis=1)[:, self.problem.closes]
        # a price of zero stays where the effort lies between what is due and what has arrived
        low = np.where(prices.works > 0.0, self.work_arrived, self.work_due)
        high = np.where(prices.works < 0.0, self.work_due, self.work_arrived)
        moved: Floats = done - np.clip(done, low, high)
        return moved

    def by_row(self, prices: DualPrices) -> Floats:
        """What a head pays in each row and slot, deferrable work behind the counted rows."""
        problem, counted = self.problem, len(self.rows.keys)
        by_row = np.zeros(problem.head_shape)
        by_row[:counted] = prices.heads
        day = np.searchsorted(problem.closes, np.arange(self.scenario.grid.slots))
        for w in range(len(problem.works)):
            by_row[counted + w] = np.cumsum(prices.works[w, ::-1])[::-1][day]
        return by_row

    def least_week(self, group: Group, by_row: Floats, tasks: Floats) -> float:
        """What one of a group costs at least at these prices, and each shift in `pricer.best`."""
        pricer = group.pricer
        pricer.price(by_row, tasks)
        pricer.price_shifts(np.zeros(group.person.meeting_base.shape, dtype=np.int64))
        cost, pricer.chosen[:] = pricer.choose_days(
            group.patterns, group.pattern_costs, group.person.before
        )
        return cost

    def _cheapest_week(
        self, group: Group, by_row: Floats, tasks: Floats, counts: Ints, used: Floats
    ) -> float:
        """Cheapest week of a group at these prices; what it does is added to the counts."""
        pricer, channels = group.pricer, len(group.person.channels)
        value = self.least_week(group, by_row, tasks)
        free = np.zeros(group.person.meeting_base.shape, dtype=np.int64)
        doing, shifts = pricer.lay_out(free, free)
        pricer.fill(shifts, free, doing)
        pricer.count(doing, group.size, counts)
        for j in range(len(used)):
            used[j] = group.size * float((doing == channels + j).sum())
        return group.size * value


def _signature(group: Group) -> bytes:
    """Equal for two people whose weeks are interchangeable."""
    person, digest = group.person, hashlib.sha256()
    parts = (
        group.pricer.base,
        group.pricer.min_block,
        group.due,
        group.lowest,
        group.patterns,
        group.pattern_costs,
        person.pause_base,
        person.meeting_base,
        person.edges,
        person.day_options,
        person.options,
        person.option_costs,
        person.spread_costs,
        person.min_stint,
        group.pricer.place.rows_of,
        group.pricer.place.presence,
    )
    for part in parts:
        digest.update(repr(part.shape).encode() + np.ascontiguousarray(part).tobytes())
    scalars = (person.week, person.target, person.most, person.overtime_price, person.before)
    prices = (person.change_price, person.channels)
    digest.update(repr((*scalars, *prices)).encode())
    return digest.digest()


def constant(problem: RosterProblem) -> float:
    """Dollars that every roster pays and that a person's own costs take off again."""
    return sum(term.constant(problem.scenario) for term in terms_of(problem.scenario))
