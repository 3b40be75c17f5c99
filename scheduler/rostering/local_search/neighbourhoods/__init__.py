"""The neighbourhoods of the search, in a list.

A new one is a function in a file of its own, an entry here and its share in `draw_neighbourhood`.
"""

from __future__ import annotations

import numpy as np

from scheduler.rostering.local_search.neighbourhoods.meeting_sittings import move_meeting
from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent, Neighbourhood
from scheduler.rostering.local_search.neighbourhoods.people_together import (
    rebuild_any,
    rebuild_people_alike,
    rebuild_where_short,
)
from scheduler.rostering.local_search.neighbourhoods.person_horizons import rebuild_horizons
from scheduler.rostering.params import (
    ALIKE_SHARE,
    MEETING_SHARE,
    PEOPLE_TOGETHER,
    PEOPLE_TOGETHER_WEIGHTS,
    SHORT_SHARE,
    WEEK_NOISE,
    WHOLE_HORIZON_SHARE,
)

MEETING = Neighbourhood("meeting", move_meeting)
HORIZONS = Neighbourhood("whole horizons", rebuild_horizons)
ALIKE = Neighbourhood("people alike", rebuild_people_alike)
SHORT = Neighbourhood("people where short", rebuild_where_short)
ANY = Neighbourhood("any people", rebuild_any)
NEIGHBOURHOODS = (MEETING, HORIZONS, ALIKE, SHORT, ANY)

# Proposed elsewhere, and counted with the others: by the kernel of the day moves, in this order,
# and by the passes over everybody.
DAY_NEIGHBOURHOODS = ("any day", "day where short")
EVERYBODY_IN_TURN = "everybody in turn"


def draw_neighbourhood(
    rng: np.random.Generator, people: int, meetings: int, weeks: int
) -> tuple[Neighbourhood, Extent]:
    """Draw a neighbourhood, and how many people it may change at which noise."""
    draw = rng.random()
    if meetings and draw < MEETING_SHARE:
        return MEETING, Extent(people, 0.0)
    size = int(min(people, rng.choice(PEOPLE_TOGETHER, p=PEOPLE_TOGETHER_WEIGHTS)))
    extent = Extent(size, float(rng.choice(WEEK_NOISE)))
    if weeks > 1 and rng.random() < WHOLE_HORIZON_SHARE:
        return HORIZONS, extent
    draw = rng.random()
    if draw < ALIKE_SHARE:
        return ALIKE, extent
    return (SHORT if draw < ALIKE_SHARE + SHORT_SHARE else ANY), extent
