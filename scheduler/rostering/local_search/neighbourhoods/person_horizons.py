"""All weeks of a few people at once, in a horizon of several weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.rostering.local_search.whole_horizon import place_weeks

if TYPE_CHECKING:
    from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent
    from scheduler.rostering.local_search.week_moves import WeekMoves


def rebuild_horizons(moves: WeekMoves, extent: Extent) -> bool:
    """Take all weeks of half as many people out and place each person's at once.

    What one person's weeks share, as weekends off, can then go from one to the other.
    """
    size = min((extent.people + 1) // 2, len(moves.names))
    names = moves.rng.choice(moves.names, size=size, replace=False).tolist()
    keys = [key for key in moves.keys if key[0] in names]

    def build() -> bool:
        for key in keys:
            moves.state.remove(key)
        noise = moves.noise(extent.noise)
        return all(place_weeks(moves.state, name, noise) for name in names)

    return moves.keep_if_better(keys, build)
