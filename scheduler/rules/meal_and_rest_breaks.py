"""Paid rests and unpaid meals, where the law wants them in a shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product

from scheduler.domain.owed import band
from scheduler.domain.roster import MEAL, REST
from scheduler.domain.scenario import Csr, Scenario
from scheduler.domain.settings import Labour, MealWindow


@dataclass(frozen=True, order=True)
class Pause:
    """A rest or a meal, `offset` slots after the start of its shift."""

    offset: int
    slots: int
    kind: str


Layout = tuple[Pause, ...]
Window = tuple[int, int]  # first and last start, both allowed


@dataclass(frozen=True)
class Frame:
    """Where the meals of a shift lie, and for each stretch the windows of its rests.

    Offsets in slots from the start of the shift; `windows[stretch][i]` holds the first and
    the last start of the i-th rest of that stretch.
    """

    meals: tuple[int, ...]
    windows: tuple[tuple[Window, ...], ...]


def rest_slots(scenario: Scenario) -> int:
    """Length of a paid rest, rounded up to whole slots."""
    return scenario.grid.slots_up(scenario.labour.rest_minutes)


def layouts(scenario: Scenario, csr: Csr, paid_slots: int) -> tuple[Layout, ...]:
    """All legal pauses of a shift of this paid length, each sorted by offset."""
    meal = csr.contract.meal_slots
    return _layouts(frames(scenario, csr, paid_slots), rest_slots(scenario), meal)


@cache
def _layouts(found: tuple[Frame, ...], rest: int, meal: int) -> tuple[Layout, ...]:
    every = {
        tuple(
            sorted(
                [Pause(m, meal, MEAL) for m in frame.meals]
                + [Pause(r, rest, REST) for stretch in chosen for r in stretch]
            )
        )
        for frame in found
        for chosen in product(*(_rests(windows, rest) for windows in frame.windows))
    }
    return tuple(sorted(every))


def _rests(windows: tuple[Window, ...], rest: int) -> list[tuple[int, ...]]:
    """Starts of the rests of one stretch, one in each window, none touching another."""
    starts = [range(first, last + 1) for first, last in windows]
    return [chosen for chosen in product(*starts) if all(b - a > rest for a, b in pairwise(chosen))]


def frames(scenario: Scenario, csr: Csr, paid_slots: int) -> tuple[Frame, ...]:
    """Every legal place of the meals of a shift, with the windows that follow for its rests.

    Empty where no break band covers the length, or where nothing fits.
    """
    grid, labour = scenario.grid, scenario.labour
    try:
        owed = band(labour, paid_slots * grid.slot_minutes)
    except ValueError:
        return ()
    meals = owed.meals if csr.contract.meal_slots else 0
    return _frames(
        paid_slots,
        owed.rests,
        meals,
        csr.contract.meal_slots,
        meal_window(labour, paid_slots * grid.slot_minutes),
        rest_slots(scenario),
        labour.rest_within_minutes,
        grid.slot_minutes,
    )


def meal_window(labour: Labour, paid_minutes: int) -> MealWindow | None:
    """The window that a shift of this paid length sets for its meals; None sets none."""
    return next((w for w in labour.meal_windows if paid_minutes <= w.up_to_minutes), None)


@cache
def _frames(
    paid: int,
    rests: int,
    meals: int,
    meal: int,
    window: MealWindow | None,
    rest: int,
    within: int,
    slot_minutes: int,
) -> tuple[Frame, ...]:
    length = paid + meals * meal
    first, last = 1, length - meal - 1
    if window is not None:
        first = max(first, -(-window.from_minutes // slot_minutes))
        last = min(last, window.to_minutes // slot_minutes - meal)
    found = []
    for at in combinations(range(first, last + 1), meals):
        edges = [0, *(edge for m in at for edge in (m, m + meal)), length]
        stretches = list(zip(edges[::2], edges[1::2], strict=True))
        if any(start >= end for start, end in stretches):
            continue
        for split in _splits(rests, len(stretches)):
            windows = tuple(
                tuple(_windows(start, end, count, rest, within, slot_minutes))
                for (start, end), count in zip(stretches, split, strict=True)
            )
            if all(lo <= hi for stretch in windows for lo, hi in stretch):
                found.append(Frame(at, windows))
    return tuple(found)


def _splits(rests: int, stretches: int) -> list[tuple[int, ...]]:
    """Rests per stretch, as even as whole numbers allow."""
    low, extra = divmod(rests, stretches)
    return [
        tuple(low + (i in more) for i in range(stretches))
        for more in combinations(range(stretches), extra)
    ]


def _windows(
    start: int, end: int, count: int, rest: int, within: int, slot_minutes: int
) -> Iterator[Window]:
    """Starts within `within` minutes of the middle of each of `count` equal parts.

    Strictly inside the stretch, so that no rest touches its ends.
    """
    for i in range(count):
        # middle = start + (end - start)(2i + 1) / 2count, kept in minutes x 2count
        middle = (2 * count * start + (end - start) * (2 * i + 1)) * slot_minutes
        unit, slack = 2 * count * slot_minutes, 2 * count * within
        lo, hi = -(-(middle - slack) // unit), (middle + slack) // unit
        yield max(lo, start + 1), min(hi, end - rest - 1)
