"""A meeting at another time, or one of its sittings, or one attendee in another sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.rostering.local_search.sittings import random_part
from scheduler.rostering.params import MEETING_NOISE

if TYPE_CHECKING:
    from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent
    from scheduler.rostering.local_search.week_moves import WeekMoves


def move_meeting(moves: WeekMoves, _: Extent) -> bool:
    """Move any meeting, or a part of it, and rebuild each attendee's week once more."""
    gathering = moves.gatherings[moves.rng.integers(len(moves.gatherings))]
    gathering = random_part(moves.state, gathering, moves.rng)
    return moves.move_meeting(gathering, float(moves.rng.choice(MEETING_NOISE)))
