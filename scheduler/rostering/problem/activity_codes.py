"""How a person's activities are numbered in the arrays, and what the columns of tables hold.

Each person has their own numbering, from 0 without gaps:

    channels     0 .. channels - 1                 in alphabetical order
    programs     channels .. activities - 1        `activities` is channels + programs
    rest         activities + REST
    meal         activities + MEAL
    meetings     activities + PAUSE_KINDS ..       in the order of the person's meetings

A slot without activity is OFF; a slot of a shift that is still to be filled is TO_FILL.
numba reads these numbers when it compiles, so they cost nothing in a kernel.
"""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.roster import MEAL as MEAL_NAME
from scheduler.domain.roster import REST as REST_NAME

OFF, TO_FILL = -1, -2  # in place of an activity
REST, MEAL = 0, 1  # the kinds of pauses; their codes follow those of the programs
PAUSE_KINDS = 2

# state of a slot that may hold something fixed, such as a sitting, or a pause
FREE, BEGINS, GOES_ON, PAUSED = 0, 1, 2, 3

# columns of a person's shift options: first slot, slot behind the last, paid units, set of pauses
START, END, PAID, PAUSE_SET = 0, 1, 2, 3
OPTION_COLUMNS = 4

# columns of the pauses laid out in a shift
PAUSE_START, PAUSE_SLOTS, PAUSE_KIND = 0, 1, 2
PAUSE_COLUMNS = 3

# columns of a window in which a rest may start
WINDOW_FIRST, WINDOW_LAST = 0, 1

# columns of a worked shift: day, first slot, slot behind the last
SHIFT_DAY, SHIFT_FROM, SHIFT_TO = 0, 1, 2
SHIFT_COLUMNS = 3


def activity_names(
    channels: Iterable[str], programs: Iterable[str], meetings: Iterable[str]
) -> tuple[str, ...]:
    """Activities of a person's week as in roster.csv; the place of a name is its code."""
    return (*channels, *programs, REST_NAME, MEAL_NAME, *meetings)
