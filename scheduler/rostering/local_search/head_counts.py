"""The whole roster as counts, with what one more head is worth in every slot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.roster import SUPERVISION
from scheduler.kernels import kernel
from scheduler.objective.head_cost import head_cost, one_more_head
from scheduler.rostering.params import STINT_SLOTS
from scheduler.rostering.problem.arrays import Bools, Floats, Ints
from scheduler.rostering.problem.coverage_rows import PRESENCE, Rows
from scheduler.rostering.problem.roster_problem import RosterProblem


@kernel()
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


@kernel()
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


@kernel()
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


@kernel()
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


class HeadCounts:
    """Heads per row and slot of everybody placed so far, and the dollars that follow.

    Deferrable channels have their own rows behind the priced ones: `heads` counts effort
    there, and their price is that of work, not of heads.
    """

    def __init__(self, problem: RosterProblem) -> None:
        self.problem, self.requirements = problem, problem.requirements
        rows = problem.rows  # copied: what is asked for may change
        self.rows: Rows = replace(rows, need=rows.need.copy(), is_open=rows.is_open.copy())
        self.counted = len(rows.keys)
        self.heads = np.zeros(problem.head_shape, dtype=np.int64)
        self.marginal = np.zeros(self.heads.shape)

    def ask(self, requirements: Requirements) -> None:
        """Count against these requirements from now on."""
        self.requirements = requirements
        for i, key in enumerate(self.rows.keys):
            if key[0] == SUPERVISION:
                self.rows.need[i] = requirements.supervisors
                self.rows.is_open[i] = requirements.supervisors > 0
            elif key in requirements.by_slot:
                self.rows.need[i] = requirements.by_slot[key]

    def cost(self) -> float:
        """Dollars of all rows and all deferrable work, as the counts stand."""
        r = self.rows
        total: float = rows_cost(
            self.heads[: self.counted], r.need, r.is_open, r.short, r.over, r.linear
        )
        for i, work in enumerate(self.problem.works):
            total += work_cost(
                self.heads[self.counted + i],
                self.problem.scenario.grid.slot_hours,
                work.arrived_hours,
                work.due_hours,
                self.problem.closes,
                *self.problem.work_rates,
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
        for i, work in enumerate(self.problem.works):
            work_prices(
                self.heads[self.counted + i],
                self.problem.scenario.grid.slot_hours,
                work.arrived_hours,
                work.due_hours,
                self.problem.closes,
                *self.problem.work_rates,
                STINT_SLOTS,
                self.marginal[self.counted + i],
            )
        return self.marginal
