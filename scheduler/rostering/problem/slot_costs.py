"""What each slot of a person's week costs by itself, whatever the others do.

People who are alike share these arrays, which nobody writes to.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scheduler.domain.opening_hours import openings
from scheduler.domain.roster import MEAL, REST, meeting_activity
from scheduler.domain.scenario import Csr, Scenario
from scheduler.objective import terms_of
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats
from scheduler.rules.pins import OFF, SHIFT


def base_prices(
    scenario: Scenario,
    csr: Csr,
    days: tuple[int, ...],
    channels: tuple[str, ...],
    programs: Mapping[str, Bools],
) -> Floats:
    """Price of every channel and program in every slot, NEVER where it may not be.

    `programs[activity]` says in which slots of which days; shape as in PersonWeek.
    """
    names = (*channels, *programs)
    costs = own_costs(scenario, csr, days, names)
    places = scenario.kept(
        ("places", days, names), lambda: _places(scenario, days, channels, programs)
    )
    common = scenario.kept(
        ("base", days, names, id(costs)), lambda: (np.where(places, costs, NEVER), costs)
    )
    return _with_pins(scenario, csr, days, names, common[0])


def _places(
    scenario: Scenario,
    days: tuple[int, ...],
    channels: tuple[str, ...],
    programs: Mapping[str, Bools],
) -> Bools:
    """Where each channel is open and each program may lie."""
    spd = scenario.grid.slots_per_day
    found = np.zeros((len(days), len(channels) + len(programs), spd), dtype=np.bool_)
    for i, day in enumerate(days):
        for a, channel in enumerate(channels):
            for start, end in openings(scenario, channel, day):
                found[i, a, start:end] = True
        for j, allowed in enumerate(programs.values()):
            found[i, len(channels) + j] = allowed[i]
    return found


def pause_prices(scenario: Scenario, csr: Csr, days: tuple[int, ...]) -> Floats:
    """Price of a rest and of a meal in every slot."""
    costs = own_costs(scenario, csr, days, (REST, MEAL))
    return _with_pins(scenario, csr, days, (REST, MEAL), costs)


def sitting_prices(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], meetings: tuple[str, ...]
) -> Floats:
    """Price of a sitting in every slot, of the cheapest of these meetings: (days, slots)."""
    if not meetings:
        return scenario.kept(
            ("no sittings", days), lambda: np.zeros((len(days), scenario.grid.slots_per_day))
        )
    costs = own_costs(scenario, csr, days, meetings)
    least, _ = scenario.kept(("sittings at", id(costs)), lambda: _cheapest(costs))
    return least


def _cheapest(costs: Floats) -> tuple[Floats, Floats]:
    """The least of the activities, and the array that it is of."""
    return costs.min(axis=1), costs


def own_costs(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], activities: tuple[str, ...]
) -> Floats:
    """What each activity of a person costs in each slot, all terms together.

    Shape (days, activities, slots). People to whom the terms hand out the same arrays share
    the sum; it keeps these arrays, so that their identity stays theirs.
    """
    found = [term.in_slots(scenario, csr, days, activities) for term in terms_of(scenario)]
    parts = [part for part in found if part is not None]
    key = ("own costs", days, activities, *map(id, parts))
    shape = len(days), len(activities), scenario.grid.slots_per_day
    total, _ = scenario.kept(key, lambda: (sum(parts, np.zeros(shape)), parts))
    return total


def _with_pins(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: tuple[str, ...], common: Floats
) -> Floats:
    """Prices that people share, with the pins of one person: `common` if there are none."""
    if not scenario.pins_of[csr.csr_id]:
        return common
    base = common.copy()
    _add_pins(scenario, csr, days, names, base)
    return base


def _add_pins(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: tuple[str, ...], base: Floats
) -> None:
    """A pinned activity leaves nothing else in its slots; meetings are seated there later."""
    grid = scenario.grid
    invited = scenario.meetings_of[csr.csr_id]
    elsewhere = {SHIFT, OFF, *(meeting_activity(m.meeting_id) for m in invited)}
    for pin in scenario.pins_of[csr.csr_id]:
        day = grid.day(pin.start)
        if pin.activity in elsewhere or day not in days:
            continue
        start = grid.of_day(pin.start)
        for a, name in enumerate(names):
            if name != pin.activity:
                base[day - days[0], a, start : start + pin.end - pin.start] = NEVER


def turns(scenario: Scenario, channels: tuple[str, ...], days: tuple[int, ...]) -> Bools:
    """Slots at which a channel opens or closes: a stint may end there without a pause."""
    return scenario.kept(("edges", channels, days), lambda: _find_edges(scenario, channels, days))


def _find_edges(scenario: Scenario, channels: tuple[str, ...], days: tuple[int, ...]) -> Bools:
    found = np.zeros((len(days), len(channels), scenario.grid.slots_per_day + 1), dtype=np.bool_)
    for i, day in enumerate(days):
        for a, channel in enumerate(channels):
            for start, end in openings(scenario, channel, day):
                found[i, a, start] = found[i, a, end] = True
    return found
