"""What the kernel of the day moves reads and counts, as records of arrays."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.rostering.problem.arrays import Bools, Floats, Ints

# columns of PeopleArrays.limits
CHANNELS, PROGRAMS, REST_BETWEEN, FIRST_DAY, WINDOW_START, WINDOW_END, LAST_END_BEFORE = range(7)
LIMITS = 7

# columns of PeopleArrays.other_weeks
WEEK_BEFORE, WEEK_AFTER = 0, 1

# rows and columns of what the kernel counts: where a day was drawn from, and what came of it
ANY_DAY, DAY_WHERE_SHORT = 0, 1  # as in neighbourhoods.DAY_NEIGHBOURHOODS
PROPOSED, KEPT, SAVED = 0, 1, 2


class PeopleArrays(NamedTuple):
    """The arrays of PersonWeek and RowPlace, stacked over people and padded.

    limits: one row for each person's week; its columns are named above, REST_BETWEEN is 0 where
    no two shifts can come too close. other_weeks: rows of the same person's weeks before and
    after, -1 for none. who: the person of a row. evenings: shifts of each person that end late,
    changed in place; late: which options do. counted: who counts in each row of heads, one row
    after the other; those of row r start at first_counted[r]. published: each week as published;
    changed_day_price: dollars of a day of it whose shift stays and whose inside does not;
    published_option: the option of the day that may be as published, -1 for none.
    """

    limits: Ints
    other_weeks: Ints
    who: Ints
    evenings: Ints
    late: Bools
    base: Floats
    meeting_base: Floats
    pause_base: Floats
    edges: Bools
    min_block: Ints
    min_stint: Ints
    change_price: Floats
    published: Ints
    changed_day_price: Floats
    published_option: Ints
    rows_of: Ints
    presence: Ints
    day_options: Ints
    options: Ints
    option_costs: Floats
    spread_costs: Floats
    rest_costs: Floats
    rewards: Floats
    counted: Ints
    first_counted: Ints


class DemandArrays(NamedTuple):
    """The priced rows, and the deferrable work behind them.

    overdue_price, idle_price: dollars an hour of deferrable work. evening_price: dollars by
    which each evening of a person costs more than the one before. stint: see STINT_SLOTS.
    """

    need: Ints
    is_open: Bools
    short: Floats
    over: Floats
    linear: Bools
    arrived: Floats
    due: Floats
    closes: Ints
    slot_hours: float
    overdue_price: float
    idle_price: float
    evening_price: float
    stint: int


class PauseArrays(NamedTuple):
    """The tables of PauseTables."""

    first: Ints
    meal_slots: Ints
    rest: int
    apart: Ints
    meals: Ints
    rests: Ints
    longest: int
