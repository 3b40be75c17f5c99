"""Heads of a day or week allotted to the intervals in which people are.

Where a target is met over a day or week, many requirements meet it. What a roster costs is
what it costs against the one that suits it best: the heads follow from the roster alone, so
that whoever reads it, solver or audit, finds the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.coverage import count, supervisors_required, supervisors_there
from scheduler.domain.demand import ALL, Joint, Requirements, Row
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.objective.head_cost import choice_costs
from scheduler.objective.knapsack import choose

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def allotted(scenario: Scenario, requirements: Requirements, roster: Roster) -> Requirements:
    """The requirements with the heads of joint targets chosen for this roster."""
    if not requirements.joint:
        return requirements
    heads = {joint.row: count(scenario, roster, *joint.row) for joint in requirements.joint}
    return allot(scenario, requirements, heads, supervisors_there(scenario, roster))


def allot(
    scenario: Scenario, requirements: Requirements, heads: Mapping[Row, Ints], supervisors: Ints
) -> Requirements:
    """The same for people counted per slot: `heads` of each joint row, `supervisors` at work.

    Target by target, each at the least cost of its row and of the supervisors that its heads
    ask for beside those of the others.
    """
    given = {joint: joint.of_fewest(joint.required) for joint in requirements.joint}
    first = with_heads(scenario, requirements, given)
    pooled = np.sum([n for row, n in first.by_slot.items() if row[1] == ALL], axis=0)
    for joint in requirements.joint:
        costs = row_costs(scenario, joint, heads[joint.row])
        supervised = joint.row[1] == ALL and first.supervisors.any()
        if supervised:
            pooled -= _on(joint, given[joint], len(pooled))
            costs += _supervision_costs(scenario, joint, pooled, supervisors)
        columns = choose(costs, joint.answered, joint.taken, joint.wanted, joint.most, joint.fewest)
        given[joint] = joint.required[np.arange(len(columns)), columns]
        if supervised:
            pooled += _on(joint, given[joint], len(pooled))
    return with_heads(scenario, requirements, given)


def with_heads(
    scenario: Scenario, requirements: Requirements, given: Mapping[Joint, Ints]
) -> Requirements:
    """The requirements with these people in the intervals of each joint target."""
    required = {
        (joint.row, start): people
        for joint, each in given.items()
        for start, people in zip(joint.starts.tolist(), each.tolist(), strict=True)
    }
    asked = [
        required.get(((row.channel, row.language), row.start), row.required)
        for row in requirements.rows
    ]
    rows = tuple(
        row if row.required == people else replace(row, required=people)
        for row, people in zip(requirements.rows, asked, strict=True)
    )
    deferred = {work.channel for work in requirements.deferrable}
    supervisors = supervisors_required(scenario, rows, deferred)
    return replace(requirements, rows=rows, supervisors=supervisors)


def row_costs(scenario: Scenario, joint: Joint, heads: Ints) -> Floats:
    """Dollars of shortage and surplus by interval and choice, with these people per slot."""
    prices = scenario.prices
    rate = prices.shortage_per_hour if joint.row[1] == ALL else prices.language_shortage_per_hour
    required, slots = _by_slot(joint)
    hours, found = scenario.grid.slot_hours, np.empty(required.shape)
    short, over = rate * hours, prices.surplus_per_hour * hours
    choice_costs(required, heads[slots], short, over, False, found)
    return _by_interval(joint, found)


def _supervision_costs(scenario: Scenario, joint: Joint, others: Ints, supervisors: Ints) -> Floats:
    """Dollars of supervisors missing by interval and choice, beside `others` required."""
    required, slots = _by_slot(joint)
    asked = -(-(required + others[slots][:, None]) // scenario.labour.supervisor_span)
    rate = scenario.prices.missing_supervisor_per_hour * scenario.grid.slot_hours
    found = np.empty(asked.shape)
    choice_costs(asked, supervisors[slots], rate, 0.0, True, found)
    return _by_interval(joint, found)


def _on(joint: Joint, people: Ints, slots: int) -> Ints:
    """People of each interval in its slots, nobody in the others."""
    found = np.zeros(slots, dtype=np.int64)
    found[joint.slots] = np.repeat(people, joint.ends - joint.starts)
    return found


def _by_slot(joint: Joint) -> tuple[Ints, Ints]:
    """People required by slot and choice, and which slots these are."""
    return np.repeat(joint.required, joint.ends - joint.starts, axis=0), joint.slots


def _by_interval(joint: Joint, by_slot: Floats) -> Floats:
    first = np.concatenate([[0], np.cumsum(joint.ends - joint.starts)[:-1]])
    sums: Floats = np.add.reduceat(by_slot, first, axis=0)
    return sums
