"""Rows of heads for what is missing soon: priced on top of the rows of their channels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.domain.demand import Requirements
from scheduler.domain.scenario import Scenario
from scheduler.objective.urgent_shortage import urgent_needs
from scheduler.rostering.problem.coverage_rows import Rows


def with_urgent_rows(rows: Rows, scenario: Scenario, requirements: Requirements) -> Rows:
    """The rows with one (channel, URGENT) behind them for each channel with urgent slots."""
    needs = urgent_needs(scenario, requirements)
    if not needs:
        return rows
    rate = scenario.prices.urgent_shortage_per_hour * scenario.grid.slot_hours
    need = np.array(list(needs.values()), dtype=np.int64)
    nothing = np.zeros(len(needs))
    return replace(
        rows,
        keys=(*rows.keys, *needs),
        need=np.concatenate([rows.need, need]),
        is_open=np.concatenate([rows.is_open, need > 0]),
        short=np.concatenate([rows.short, nothing + rate]),
        over=np.concatenate([rows.over, nothing]),
        linear=np.concatenate([rows.linear, nothing > 0]),
    )
