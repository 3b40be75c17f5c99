"""What is counted in heads, slot by slot, and what a head more or fewer costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.domain.coverage import coverage_keys, open_slots
from scheduler.domain.demand import ALL, Requirements
from scheduler.domain.roster import SUPERVISION
from scheduler.domain.scenario import Scenario
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints

# Dollars a head: seats and minimum staff, hard in every finished roster. Far above all prices,
# and thousands of heads too many in every slot of a week stay far below NEVER.
FORCED = NEVER / 1e6


@dataclass(frozen=True)
class Rows:
    """What is counted in heads, one row each: channels with languages, and people at work.

    Attributes
    ----------
    keys: (channel, language) of each row. Supervisors, ("supervision", "*"), and the rows
        of ("at work", ...) count whoever is at work and not at a meal.
    need: shape (rows, slots). `is_open` likewise: slots in which the row is priced.
    short, over: dollars for the first head missing (above) in one slot; `linear` rows cost
        the same for every missing head. A surplus is spread by 1 / max(need, 1).
    """

    keys: tuple[tuple[str, str], ...]
    need: Ints
    is_open: Bools
    short: Floats
    over: Floats
    linear: Bools

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        return {key: i for i, key in enumerate(self.keys)}


PRESENCE = "at work"


def rows(scenario: Scenario, requirements: Requirements) -> Rows:
    """The counted rows of the objective, and seats and minimum staff where they are set."""
    prices, hours = scenario.prices, scenario.grid.slot_hours
    found: list[tuple[tuple[str, str], Ints, Bools, float, float, bool]] = []
    nothing = np.zeros(scenario.grid.slots, dtype=np.int64)
    for key in coverage_keys(scenario, requirements):
        rate = prices.shortage_per_hour if key[1] == ALL else prices.language_shortage_per_hour
        need = requirements.by_slot.get(key, nothing)
        over = prices.surplus_per_hour * hours
        found.append((key, need, open_slots(scenario, key[0]), rate * hours, over, False))
    if SUPERVISION in scenario.opening and any(SUPERVISION in c.channels for c in scenario.csrs):
        rate = prices.missing_supervisor_per_hour * hours
        need = requirements.supervisors
        found.append(((SUPERVISION, ALL), need, need > 0, rate, 0.0, True))
    anywhere = np.any([open_slots(scenario, c) for c in scenario.opening], axis=0)
    if scenario.labour.minimum_staff is not None:
        floor = np.where(anywhere, scenario.labour.minimum_staff, 0)
        found.append(((PRESENCE, "minimum"), floor, anywhere, FORCED, 0.0, True))
    if scenario.labour.seats is not None:
        # the surplus price is divided by the need, so seats are multiplied back in
        seats = np.full_like(nothing, scenario.labour.seats)
        rate = FORCED * max(1, scenario.labour.seats)
        found.append(((PRESENCE, "seats"), seats, np.ones_like(anywhere), 0.0, rate, False))
    shape = len(found), scenario.grid.slots  # where nothing is counted in heads: no row
    return Rows(
        tuple(f[0] for f in found),
        np.array([f[1] for f in found], dtype=np.int64).reshape(shape),
        np.array([f[2] for f in found], dtype=np.bool_).reshape(shape),
        np.array([f[3] for f in found]),
        np.array([f[4] for f in found]),
        np.array([f[5] for f in found], dtype=np.bool_),
    )
