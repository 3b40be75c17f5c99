"""The bound where heads may be chosen: a price on what is answered in time, and on hours.

The cheapest head counts of a slot are known for any requirement; with a worth for every
answer in time and a rent for every required slot, each interval takes its cheapest choice by
itself, and what a target asks for is paid back (Lagrangian duality, as in lagrangian.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.domain.demand import ALL, Joint, Requirements
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario
from scheduler.kernels import kernel
from scheduler.objective.allotment import with_heads
from scheduler.objective.head_cost import head_cost, one_more_head
from scheduler.rostering.problem.arrays import Floats, Ints
from scheduler.rostering.problem.coverage_rows import Rows


@kernel()
def cheapest_slot(
    want: int, price: float, most: int, short: float, over: float, linear: bool
) -> tuple[int, float]:
    """Heads from 0 to most at which cost less price x heads is least, and what that is."""
    y = min(want, most)
    while y > 0 and one_more_head(want, y - 1, short, over, linear) > price:
        y -= 1
    while want <= y < most and one_more_head(want, y, short, over, linear) < price:
        y += 1
    return y, head_cost(want, y, short, over, linear) - price * y


@kernel()
def cheapest_choices(
    starts: Ints,
    ends: Ints,
    required: Ints,
    answered: Floats,
    taken: Ints,
    worth: float,
    rent: float,
    prices: Floats,
    most: int,
    short: float,
    over: float,
    heads: Ints,
    others: Ints,
    span: int,
    supervisors_prices: Floats,
    supervisors_most: int,
    missing_supervisor: float,
    supervisors: Ints,
) -> tuple[float, float, float]:
    """Each interval's cheapest choice with the heads that suit it, which `heads` receives.

    Supervisors likewise, one for each `span` people required with the `others` of a slot;
    where `others` is negative they do not depend on it. Returns the dollars less the worth
    of what is answered, what that is, and slots required.
    """
    total, in_time, slots = 0.0, 0.0, 0.0
    for i in range(len(starts)):
        best, at = np.inf, 0
        for k in range(required.shape[1]):
            if k > 0 and required[i, k] == required[i, k - 1]:
                continue
            value = rent * taken[i, k] - worth * answered[i, k]
            for t in range(starts[i], ends[i]):
                value += cheapest_slot(required[i, k], prices[t], most, short, over, False)[1]
                if others[t] >= 0:
                    asked = -(-(required[i, k] + others[t]) // span)
                    value += cheapest_slot(
                        asked,
                        supervisors_prices[t],
                        supervisors_most,
                        missing_supervisor,
                        0.0,
                        True,
                    )[1]
            if value < best:
                best, at = value, k
        for t in range(starts[i], ends[i]):
            heads[t] = cheapest_slot(required[i, at], prices[t], most, short, over, False)[0]
            if others[t] >= 0:
                asked = -(-(required[i, at] + others[t]) // span)
                supervisors[t] = cheapest_slot(
                    asked, supervisors_prices[t], supervisors_most, missing_supervisor, 0.0, True
                )[0]
        total += best
        in_time += answered[i, at]
        slots += taken[i, at]
    return total, in_time, slots


class JointTargets:
    """All joint targets of a requirement, as the bound sees them.

    What is answered is counted in slots: so many that a slot more of one head answers, on
    average over the choices, about one more. `need` is the requirement with as few
    supervisors as any choice asks for; `fixed` are the slots in which it is no choice.
    Supervisors go with the choice of one row in each slot, its `others` require the least.
    """

    def __init__(self, scenario: Scenario, requirements: Requirements, rows: Rows) -> None:
        self.joint: Sequence[Joint] = requirements.joint
        self.rows, self.span = rows, scenario.labour.supervisor_span
        self.need, self.fixed = rows.need.copy(), rows.is_open.copy()
        self.units = [
            max(
                1.0, float(np.ptp(j.answered, axis=1).sum() / max(1, np.ptp(j.taken, axis=1).sum()))
            )
            for j in self.joint
        ]
        for joint in self.joint:
            self.fixed[rows.index[joint.row]][joint.slots] = False
        self.supervision = rows.index.get((SUPERVISION, ALL), -1)
        self.others = [np.full(rows.need.shape[1], -1) for _ in self.joint]
        if self.joint and self.supervision >= 0:
            self._supervised(scenario, requirements)

    def _supervised(self, scenario: Scenario, requirements: Requirements) -> None:
        least = {joint: joint.required[:, 0] for joint in self.joint}
        fewest = with_heads(scenario, requirements, least)
        self.need[self.supervision] = fewest.supervisors
        pooled = np.sum([n for row, n in fewest.by_slot.items() if row[1] == ALL], axis=0)
        free = self.rows.is_open[self.supervision].copy()
        ranked = sorted(range(len(self.joint)), key=lambda j: -int(self.joint[j].taken.max()))
        for j in ranked:
            joint, slots = self.joint[j], self.joint[j].slots
            if joint.row[1] == ALL:
                mine = slots[free[slots]]
                self.others[j][mine] = (pooled - fewest.by_slot[joint.row])[mine]
                self.fixed[self.supervision][mine] = free[mine] = False

    def cheapest(
        self, prices: Floats, on_joint: Floats, most: Ints, heads: Ints
    ) -> tuple[float, Floats]:
        """Least dollars at prices of heads and of targets, shape (joint targets, 2); how the
        latter should move. `heads` receives the counts."""
        value, up, s = 0.0, np.zeros_like(on_joint), self.supervision
        for j, (joint, unit) in enumerate(zip(self.joint, self.units, strict=True)):
            r = self.rows.index[joint.row]
            worth, rent = on_joint[j].tolist()
            least, in_time, slots = cheapest_choices(
                joint.starts, joint.ends, joint.required, joint.answered / unit, joint.taken,
                worth, rent, prices[r], int(most[r]), self.rows.short[r], self.rows.over[r],
                heads[r], self.others[j], self.span, prices[s], int(most[s]), self.rows.short[s],
                heads[s],
            )  # fmt: skip
            up[j] = joint.wanted / unit - in_time, slots - joint.most
            value += least + worth * joint.wanted / unit - rent * joint.most
        return value, up
