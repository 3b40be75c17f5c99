"""Changes of a contract, for everybody who has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from scheduler.domain.conflict import Edit
from scheduler.domain.scenario import Contract, Scenario
from scheduler.rostering.conflicts.changes.change import (
    Change,
    Family,
    clock,
    duration,
    one,
    with_contract,
)

MOST_DAYS = 14
SHORTEST_ROTATION = 2  # weekends
COUNTED = 1_000.0  # size of a step of a number for everybody of a contract


def of_contract(scenario: Scenario, contract: Contract, rule: str) -> Iterator[Family]:
    """What of this contract binds in this rule."""
    own: dict[str, Callable[[Scenario, Contract], Iterator[Family]]] = {
        "start_spread": _spread,
        "days_in_a_row": _days_in_a_row,
        "days_off_in_a_row": _days_off,
        "weekends": _weekends,
        "week_after": _weekends,
        "contract": _window,
        "working_window": _window,
        "contract_hours": _window,
        "meal_and_rest_breaks": _meal,
    }
    if rule in own:
        yield from own[rule](scenario, contract)


def _cell(
    contract: Contract, column: str, old: object, new: object, words: str, size: float, **to: object
) -> Change:
    """A change of one cell of the contract's row."""
    before, after = ("" if value is None else str(value) for value in (old, new))
    edit = Edit(contract.source, column, before, after)
    words = f"{words} (contract {contract.name}, everybody)"
    return Change(words, (edit,), size, with_contract(contract.name, **to))


def _spread(scenario: Scenario, contract: Contract) -> Iterator[Family]:
    grid, now = scenario.grid, contract.max_start_spread or 0

    def of(slots: int) -> tuple[Change, ...]:
        old, new = now * grid.slot_minutes, (now + slots) * grid.slot_minutes
        words = f"let starts of a week lie {duration(new)} apart"
        column = "max_start_spread_minutes"
        return (_cell(contract, column, old, new, words, slots, max_start_spread=now + slots),)

    yield Family(grid.slots_per_day - now, of)


def _days_in_a_row(_: Scenario, contract: Contract) -> Iterator[Family]:
    most, least = contract.max_days_in_a_row, contract.min_days_in_a_row
    if most is not None:
        yield _counted(
            contract, "max_days_in_a_row", most, 1, MOST_DAYS - most, "days in a row at most:"
        )
    if least is not None:
        yield _counted(
            contract, "min_days_in_a_row", least, -1, least - 1, "days in a row at least:"
        )


def _days_off(_: Scenario, contract: Contract) -> Iterator[Family]:
    least = contract.min_days_off_in_a_row
    if least is not None:
        words = "days off together at least:"
        yield _counted(contract, "min_days_off_in_a_row", least, -1, least - 1, words)


def _weekends(_: Scenario, contract: Contract) -> Iterator[Family]:
    off, every = contract.min_weekends_off, contract.weekend_every
    if off is not None:
        yield _counted(contract, "min_weekends_off", off, -1, off, "weekends off of four:")
    if every is not None:
        if every > SHORTEST_ROTATION:
            words = "one weekend of two at most"
            yield one(_cell(contract, "weekend_every", every, 2, words, COUNTED, weekend_every=2))
        words = "weekends without a rotation"
        change = _cell(
            contract, "weekend_every", every, None, words, 2 * COUNTED, weekend_every=None
        )
        yield one(change)


def _counted(contract: Contract, column: str, now: int, step: int, most: int, what: str) -> Family:
    def of(number: int) -> tuple[Change, ...]:
        new = now + step * number
        words, size = f"{what} {new}", number * COUNTED
        return (_cell(contract, column, now, new, words, size, **{column: new}),)

    return Family(most, of)


def _window(scenario: Scenario, contract: Contract) -> Iterator[Family]:
    for side in (-1, 1):
        room = contract.earliest if side < 0 else scenario.grid.slots_per_day - contract.latest
        yield Family(room, partial(_wider, scenario, contract, side))


def _wider(scenario: Scenario, contract: Contract, side: int, slots: int) -> tuple[Change, ...]:
    if side > 0:
        latest = contract.latest + slots
        old, new = clock(scenario, contract.latest), clock(scenario, latest)
        words = f"shifts until {new}"
        return (_cell(contract, "latest_end", old, new, words, slots, latest=latest),)
    earliest = contract.earliest - slots
    old, new = clock(scenario, contract.earliest), clock(scenario, earliest)
    words = f"shifts from {new} on"
    return (_cell(contract, "earliest_start", old, new, words, slots, earliest=earliest),)


def _meal(scenario: Scenario, contract: Contract) -> Iterator[Family]:
    minutes = scenario.grid.slot_minutes

    def of(slots: int) -> tuple[Change, ...]:
        new = (contract.meal_slots - slots) * minutes
        words = f"a meal of {duration(new)}"
        old, meal = contract.meal_slots * minutes, contract.meal_slots - slots
        return (_cell(contract, "meal_minutes", old, new, words, slots, meal_slots=meal),)

    yield Family(contract.meal_slots - 1, of)
