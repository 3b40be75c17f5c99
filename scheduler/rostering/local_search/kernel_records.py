"""What the annealing's kernel reads, as records of arrays (filled in anneal.py)."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.rostering.pricing.stretches import Bools, Floats, Ints


class PeopleArrays(NamedTuple):
    """The arrays of PersonWeek and Place, stacked over people and padded.

    limits: rows of (channels, programs, rest between shifts or 0, first day, first and last
    slot of the window, last end of the past). beside: rows of the same person's weeks before
    and after, -1 for none. who: the person of a row, evenings: shifts of each person that end
    late, changed in place; late: of the options. counted: who counts in each row of heads, one
    row after the other from first_counted on.
    """

    limits: Ints
    beside: Ints
    who: Ints
    evenings: Ints
    late: Bools
    base: Floats
    meeting_base: Floats
    pause_base: Floats
    edges: Bools
    min_block: Ints
    rows_of: Ints
    presence: Ints
    day_options: Ints
    options: Ints
    option_costs: Floats
    rewards: Floats
    counted: Ints
    first_counted: Ints


class DemandArrays(NamedTuple):
    """The priced rows, and the deferrable work behind them.

    rates: hours of a slot, dollars an hour overdue, dollars an hour idle, dollars by which each
    evening of a person costs more than the one before.
    """

    need: Ints
    is_open: Bools
    short: Floats
    over: Floats
    linear: Bools
    arrived: Floats
    due: Floats
    closes: Ints
    rates: Floats
    stint: int


class PauseArrays(NamedTuple):
    """The tables of frames.Frames."""

    first: Ints
    meal_slots: Ints
    rest: int
    meals: Ints
    rests: Ints
    longest: int
