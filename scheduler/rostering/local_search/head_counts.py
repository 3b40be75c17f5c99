"""The whole roster as counts, with what one more head is worth in every slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from scheduler.domain.demand import Deferrable, Requirements
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_cost import head_cost, one_more_head
from scheduler.rostering.pricing.stretches import NEVER, Bools, Floats, Ints
from scheduler.rostering.problem.coverage_rows import PRESENCE, Rows, rows
from scheduler.rostering.problem.person_week import PersonWeek

STINT_SLOTS = 8  # slots over which a person's time on deferrable work is priced at once


@njit(cache=True)
def rows_cost(
    heads: Ints, need: Ints, is_open: Bools, short: Floats, over: Floats, linear: Bools
) -> float:
    """Dollars of all counted rows: triangular shortage and proportional surplus."""
    total = 0.0
    for r in range(heads.shape[0]):
        for t in range(heads.shape[1]):
            if not is_open[r, t]:
                continue
            total += head_cost(need[r, t], heads[r, t], short[r], over[r], linear[r])
    return total


@njit(cache=True)
def head_prices(
    heads: Ints,
    need: Ints,
    is_open: Bools,
    short: Floats,
    over: Floats,
    linear: Bools,
    out: Floats,
) -> None:
    """Dollars that one more head adds to each row in each slot."""
    for r in range(heads.shape[0]):
        for t in range(heads.shape[1]):
            out[r, t] = 0.0
            if is_open[r, t]:
                out[r, t] = one_more_head(need[r, t], heads[r, t], short[r], over[r], linear[r])


@njit(cache=True)
def work_cost(
    effort: Ints,
    slot_hours: float,
    arrived: Floats,
    due: Floats,
    closes: Ints,
    overdue_price: float,
    idle_price: float,
) -> float:
    """Dollars of one deferrable channel: hours overdue at each close, idle hours."""
    done, total, d = 0.0, 0.0, 0
    for t in range(effort.shape[0]):
        before = done
        done = min(done + effort[t] * slot_hours, arrived[t])
        total += idle_price * (effort[t] * slot_hours - (done - before))
        if d < closes.shape[0] and t == closes[d]:
            total += overdue_price * max(0.0, due[t] - done)
            d += 1
    return total


@njit(cache=True)
def work_prices(
    effort: Ints,
    slot_hours: float,
    arrived: Floats,
    due: Floats,
    closes: Ints,
    overdue_price: float,
    idle_price: float,
    stint: int,
    out: Floats,
) -> None:
    """Dollars that one more head on deferrable work adds, slot by slot.

    Work done at t counts at every later close with something overdue, until nothing waits:
    from there on somebody else is idle instead. A person stays for a stint of `stint` slots,
    so what the stint cannot use up, waiting or overdue, is shared out over it.
    """
    slots = effort.shape[0]
    waiting = np.empty(slots)
    done = 0.0
    for t in range(slots):
        done = min(done + effort[t] * slot_hours, arrived[t])
        waiting[t] = arrived[t] - done
    worth, d = 0.0, closes.shape[0] - 1
    for t in range(slots - 1, -1, -1):
        if d >= 0 and t == closes[d]:
            overdue = max(0.0, due[t] - (arrived[t] - waiting[t]))
            worth -= overdue_price * min(1.0, overdue / (stint * slot_hours))
            d -= 1
        if waiting[t] <= 1e-9:
            worth = idle_price
        share = min(1.0, waiting[t] / (stint * slot_hours))
        out[t] = (share * worth + (1.0 - share) * idle_price) * slot_hours


@njit(cache=True)
def put(
    doing: Ints,
    first_slot: int,
    rows_of: Ints,
    presence: Ints,
    meal_code: int,
    sign: int,
    heads: Ints,
) -> None:
    """Add (sign 1) or take away (sign -1) one person's week from the counts."""
    channels = rows_of.shape[0]
    for d in range(doing.shape[0]):
        for s in range(doing.shape[1]):
            a = doing[d, s]
            if a < 0:
                continue
            t = first_slot + d * doing.shape[1] + s
            if a < channels:
                for r in rows_of[a]:
                    if r >= 0:
                        heads[r, t] += sign
            if a != meal_code:
                for r in presence:
                    heads[r, t] += sign


@njit(cache=True)
def price_week(
    base: Floats,
    pause_base: Floats,
    first_slot: int,
    rows_of: Ints,
    presence: Ints,
    marginal: Floats,
    rewards: Floats,
    prices: Floats,
    pause_prices: Floats,
) -> None:
    """Prices of a person's activities: their own base and what a head adds to the rows."""
    days, activities, slots = base.shape
    channels = rows_of.shape[0]
    for d in range(days):
        for s in range(slots):
            t = first_slot + d * slots + s
            there = 0.0
            for r in presence:
                there += marginal[r, t]
            for a in range(activities):
                price = base[d, a, s]
                if price < NEVER:
                    price += there
                    if a < channels:
                        for r in rows_of[a]:
                            if r >= 0:
                                price += marginal[r, t]
                    else:
                        price -= rewards[a - channels]
                prices[d, a, s] = price
            pause_prices[d, 0, s] = pause_base[d, 0, s] + there
            pause_prices[d, 1, s] = pause_base[d, 1, s]


@njit(cache=True)
def own_cost(doing: Ints, base: Floats, pause_base: Floats, meeting_base: Floats) -> float:
    """Dollars of a week that do not depend on anybody else."""
    activities = base.shape[1]
    total = 0.0
    for d in range(doing.shape[0]):
        for s in range(doing.shape[1]):
            a = doing[d, s]
            if a < 0:
                continue
            if a < activities:
                total += base[d, a, s]
            elif a < activities + 2:
                total += pause_base[d, a - activities, s]
            else:
                total += meeting_base[d, s]
    return total


@dataclass(eq=False)
class RowPlace:
    """Where a person's activities count: rows of each channel, and presence rows."""

    rows_of: Ints
    presence: Ints
    first_slot: int

    def counts_in(self, row: int) -> bool:
        """Whether the person can be one of the row's heads."""
        return bool((self.rows_of == row).any() or (self.presence == row).any())


class HeadCounts:
    """Heads per row and slot of everybody placed so far, and the dollars that follow.

    Deferrable channels have their own rows behind the priced ones: `heads` counts effort
    there, and their price is that of work, not of heads.
    """

    def __init__(self, scenario: Scenario, requirements: Requirements) -> None:
        self.grid = scenario.grid
        self.rows: Rows = rows(scenario, requirements)
        self.requirements = requirements
        self.works: tuple[Deferrable, ...] = requirements.deferrable
        counted, slots = len(self.rows.keys), scenario.grid.slots
        self.counted = counted
        self.heads = np.zeros((counted + len(self.works), slots), dtype=np.int64)
        self.marginal = np.zeros(self.heads.shape)
        prices = scenario.prices
        self.work_rates = (prices.shortage_per_hour, prices.surplus_per_hour)
        spd = scenario.grid.slots_per_day
        self.closes = np.arange(1, scenario.grid.days + 1, dtype=np.int64) * spd - 1

    def ask(self, requirements: Requirements) -> None:
        """Count against these requirements from now on."""
        self.requirements = requirements
        for i, key in enumerate(self.rows.keys):
            if key[0] == SUPERVISION:
                self.rows.need[i] = requirements.supervisors
                self.rows.is_open[i] = requirements.supervisors > 0
            elif key in requirements.by_slot:
                self.rows.need[i] = requirements.by_slot[key]

    def place(self, person: PersonWeek) -> RowPlace:
        """Rows that each channel of this person counts in."""
        index = self.rows.index
        own: list[list[int]] = []
        for channel in person.channels:
            found = [
                i
                for (counted, language), i in index.items()
                if counted == channel != SUPERVISION and person.csr.speaks(language)
            ]
            found += [self.counted + i for i, w in enumerate(self.works) if w.channel == channel]
            own.append(found)
        width = max([len(o) for o in own], default=1) or 1
        rows_of = np.full((len(own), width), -1, dtype=np.int64)
        for a, found in enumerate(own):
            rows_of[a, : len(found)] = found
        presence = [i for k, i in index.items() if k[0] == PRESENCE]
        if SUPERVISION in person.channels:
            presence = [i for k, i in index.items() if k[0] == SUPERVISION]
        first = person.days[0] * self.grid.slots_per_day
        return RowPlace(rows_of, np.array(presence, dtype=np.int64), first)

    def cost(self) -> float:
        """Dollars of all rows and all deferrable work, as the counts stand."""
        r = self.rows
        total: float = rows_cost(
            self.heads[: self.counted], r.need, r.is_open, r.short, r.over, r.linear
        )
        for i, work in enumerate(self.works):
            total += work_cost(
                self.heads[self.counted + i],
                self.grid.slot_hours,
                work.arrived_hours,
                work.due_hours,
                self.closes,
                *self.work_rates,
            )
        return total

    def forced(self) -> bool:
        """Whether seats or minimum staff are broken, which no roster may do."""
        rows = self.rows
        mine = [i for i, key in enumerate(rows.keys) if key[0] == PRESENCE]
        return bool(
            mine
            and rows_cost(
                self.heads[mine],
                rows.need[mine],
                rows.is_open[mine],
                rows.short[mine],
                rows.over[mine],
                rows.linear[mine],
            )
            > 0.0
        )

    def price(self) -> Floats:
        """What one more head adds, rows x slots; recomputed from the counts."""
        r = self.rows
        head_prices(
            self.heads[: self.counted],
            r.need,
            r.is_open,
            r.short,
            r.over,
            r.linear,
            self.marginal,
        )
        for i, work in enumerate(self.works):
            work_prices(
                self.heads[self.counted + i],
                self.grid.slot_hours,
                work.arrived_hours,
                work.due_hours,
                self.closes,
                *self.work_rates,
                STINT_SLOTS,
                self.marginal[self.counted + i],
            )
        return self.marginal
