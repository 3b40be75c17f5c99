"""The weeks of a few people rebuilt together: any, people alike, or people where it is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.rostering.problem.assignment import Key

if TYPE_CHECKING:
    from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent
    from scheduler.rostering.local_search.week_moves import WeekMoves


def rebuild_any(moves: WeekMoves, extent: Extent) -> bool:
    """Rebuild the weeks of any people."""
    return _rebuild_some(moves, moves.keys, extent)


def rebuild_people_alike(moves: WeekMoves, extent: Extent) -> bool:
    """Rebuild the weeks of people with the same channels and languages, who can change places."""
    one = moves.keys[moves.rng.integers(len(moves.keys))]
    return _rebuild_some(moves, moves.people_alike(one), extent)


def rebuild_where_short(moves: WeekMoves, extent: Extent) -> bool:
    """Rebuild the weeks of people who count in a row that is short."""
    return _rebuild_some(moves, _where_short(moves), extent)


def _rebuild_some(moves: WeekMoves, pool: list[Key], extent: Extent) -> bool:
    """Rebuild people of a pool, of everybody where it has too few."""
    pool = pool if len(pool) >= extent.people else moves.keys
    chosen = moves.rng.choice(len(pool), size=min(extent.people, len(pool)), replace=False)
    return moves.rebuild([pool[i] for i in chosen.tolist()], extent.noise)


def _where_short(moves: WeekMoves) -> list[Key]:
    """Everybody who counts in a row that is short, dearest shortages most often drawn."""
    counts = moves.state.counts
    rows = counts.rows
    missing = np.clip(rows.need - counts.heads[: len(rows.need)], 0, None)
    cost = np.where(rows.is_open, missing * (missing + 1), 0) * rows.short[:, None]
    total = cost.sum()
    if total <= 0.0:
        return moves.keys
    at = int(moves.rng.choice(cost.size, p=cost.ravel() / total))
    row, slot = divmod(at, cost.shape[1])
    return moves.people_counted(row, moves.state.scenario.grid.day(slot) // 7)
