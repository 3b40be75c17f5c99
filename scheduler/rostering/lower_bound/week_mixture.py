"""The cheapest mixture of one person's weeks, and the prices at which no other week is cheaper.

The master problem of Dantzig and Wolfe (1960, Operations Research 8): weeks found so far are
mixed so that programs get the slots that are due on the average. What deferrable work costs is a
convex function of the effort on it, and stands in the mixture as tangents from below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from scheduler.rostering.problem.arrays import Floats


@dataclass(frozen=True, eq=False)
class Tangent:
    """Dollars of one deferrable channel are at least `constant` + `slope` x effort by slot."""

    constant: float
    slope: Floats

    def at(self, effort: Floats) -> float:
        return self.constant + float(self.slope @ effort)


@dataclass(frozen=True, eq=False)
class WeekColumn:
    """A week as the mixture sees it.

    dollars: without deferrable work and rewards. effort: on each deferrable channel by slot.
    programs: slots on each program.
    """

    dollars: float
    effort: Floats
    programs: Floats


@dataclass(frozen=True, eq=False)
class Mixture:
    """Shares of the weeks; weights of each channel's tangents; dollars of a program's slot."""

    dollars: float
    shares: Floats
    weights: tuple[Floats, ...]
    rewards: Floats


def cheapest_mixture(
    columns: Sequence[WeekColumn],
    tangents: Sequence[Sequence[Tangent]],
    due: Floats,
    rewards: tuple[Floats, Floats],
) -> Mixture | None:
    """The cheapest mixture; None where GLOP does not find it.

    `rewards` are the lowest and the highest that a slot of each program may be worth: what is
    missing of the slots that are due, or too many, has these prices.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    far, goal = solver.infinity(), solver.Objective()
    shares = [solver.NumVar(0, far, "") for _ in columns]
    once = solver.Constraint(1, 1)
    for share, column in zip(shares, columns, strict=True):
        goal.SetCoefficient(share, column.dollars)
        once.SetCoefficient(share, 1)
    works = []
    for i, cuts in enumerate(tangents):
        cost = solver.NumVar(-far, far, "")
        goal.SetCoefficient(cost, 1)
        rows = []
        for cut in cuts:
            rows.append(row := solver.Constraint(cut.constant, far))
            row.SetCoefficient(cost, 1)
            for share, column in zip(shares, columns, strict=True):
                row.SetCoefficient(share, -float(cut.slope @ column.effort[i]))
        works.append(rows)
    programs = []
    for j, slots in enumerate(due.tolist()):
        programs.append(row := solver.Constraint(slots, slots))
        missing, excess = solver.NumVar(0, far, ""), solver.NumVar(0, far, "")
        row.SetCoefficient(missing, 1)
        row.SetCoefficient(excess, -1)
        goal.SetCoefficient(missing, rewards[1][j])
        goal.SetCoefficient(excess, -rewards[0][j])
        for share, column in zip(shares, columns, strict=True):
            row.SetCoefficient(share, float(column.programs[j]))
    goal.SetMinimization()
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    return Mixture(
        goal.Value(),
        np.array([share.solution_value() for share in shares]),
        tuple(np.array([row.dual_value() for row in rows]) for rows in works),
        np.array([row.dual_value() for row in programs]),
    )
