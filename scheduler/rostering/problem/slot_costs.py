"""What each slot of a person's week costs by itself, whatever the others do.

People who are alike share these arrays, which nobody writes to.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scheduler.domain.roster import MEAL, REST, meeting_activity
from scheduler.domain.scenario import Csr, Scenario
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
    common = scenario.kept(
        ("base", days, names), lambda: _common_base(scenario, days, channels, programs)
    )
    return _with_own(scenario, csr, days, names, common)


def _common_base(
    scenario: Scenario,
    days: tuple[int, ...],
    channels: tuple[str, ...],
    programs: Mapping[str, Bools],
) -> Floats:
    spd = scenario.grid.slots_per_day
    base = np.full((len(days), len(channels) + len(programs), spd), NEVER)
    paid = paid_prices(scenario, days)
    for i, day in enumerate(days):
        for a, channel in enumerate(channels):
            span = scenario.opening[channel][day]
            if span is not None:
                base[i, a, span[0] : span[1]] = paid[i, span[0] : span[1]]
        for j, allowed in enumerate(programs.values()):
            base[i, len(channels) + j] = np.where(allowed[i], paid[i], NEVER)
    return base


def pause_prices(scenario: Scenario, csr: Csr, days: tuple[int, ...]) -> Floats:
    """Price of a rest and of a meal in every slot."""
    paid = paid_prices(scenario, days)
    common = scenario.kept(("pauses", days), lambda: np.stack([paid, np.zeros_like(paid)], axis=1))
    return _with_own(scenario, csr, days, (REST, MEAL), common)


def _with_own(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: tuple[str, ...], common: Floats
) -> Floats:
    """Prices that people share, with the changes and pins of one person: `common` if none."""
    if scenario.published is None and not scenario.pins_of[csr.csr_id]:
        return common
    base = common.copy()
    _add_changes(scenario, csr, days, names, base)
    _add_pins(scenario, csr, days, names, base)
    return base


def paid_prices(scenario: Scenario, days: tuple[int, ...]) -> Floats:
    """Evening and weekend premiums of a paid slot."""
    return scenario.kept(("paid", days), lambda: _premiums(scenario, days))


def _premiums(scenario: Scenario, days: tuple[int, ...]) -> Floats:
    grid, pay = scenario.grid, scenario.pay
    found = np.zeros((len(days), grid.slots_per_day))
    for i, day in enumerate(days):
        if grid.weekday(day) >= 5:
            found[i] += pay.weekend_premium_per_hour * grid.slot_hours
        found[i, grid.slots_up(pay.evening_from) :] += (
            pay.evening_premium_per_hour * grid.slot_hours
        )
    return found


def _add_changes(
    scenario: Scenario, csr: Csr, days: tuple[int, ...], names: tuple[str, ...], base: Floats
) -> None:
    """Slots on something else than published cost a change."""
    if scenario.published is None:
        return
    grid = scenario.grid
    dollars = scenario.prices.changed_activity_per_hour * grid.slot_hours
    for segment in scenario.published.by_csr.get(csr.csr_id, ()):
        day = grid.day(segment.start)
        if day in days:
            start = grid.of_day(segment.start)
            for a, name in enumerate(names):
                if name != segment.activity:
                    base[day - days[0], a, start : start + segment.slots] += dollars


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
            span = scenario.opening[channel][day]
            if span is not None:
                found[i, a, span[0]] = found[i, a, span[1]] = True
    return found
