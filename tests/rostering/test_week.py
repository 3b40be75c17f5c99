"""Pauses of a shift and days of a week, against everything that the rules hand out."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from scheduler.domain.roster import MEAL
from scheduler.domain.settings import Labour
from scheduler.rostering.pricing.cheapest_week import choose_days
from scheduler.rostering.pricing.pauses import price_shift
from scheduler.rostering.pricing.steady_week import choose_steady_days, start_range
from scheduler.rostering.problem import activity_codes
from scheduler.rostering.problem.arrays import NEVER, Ints
from scheduler.rostering.problem.pause_tables import collect_frames
from scheduler.rules.meal_and_rest_breaks import Layout, Pause, layouts
from tests.small_centres import contract, csr, small_centre

START = 6


def price_of(layout: Layout, length: int, costs: np.ndarray, pause_prices: np.ndarray) -> float:
    """Dollars of the stretches between the pauses, and of the pauses."""
    total, at = 0.0, START
    for pause in layout:
        first = START + pause.offset
        total += costs[at, first]
        code = activity_codes.MEAL if pause.kind == MEAL else activity_codes.REST
        total += pause_prices[code, first : first + pause.slots].sum()
        at = first + pause.slots
    return float(total + costs[at, START + length])


@pytest.mark.parametrize(
    ("hours", "meal_minutes", "rests"),
    [
        (2, 30, 0),
        (4, 30, 1),
        (5.5, 30, 1),
        (6, 30, 1),
        (8, 30, 2),
        (8, 0, 2),
        (9, 60, 2),
        (10.5, 30, 3),  # two rests in one of the stretches
        (12, 60, 3),
    ],
)
@pytest.mark.parametrize("apart", [0, 30, 75])
@pytest.mark.parametrize("seed", range(3))
def test_the_cheapest_of_all_layouts(
    hours: float, meal_minutes: int, rests: int, seed: int, apart: int
) -> None:
    person = csr(contract=contract(shift_hours=(hours,), meal_slots=meal_minutes // 15))
    labour = Labour(min_work_between_pauses_minutes=apart)
    scenario = small_centre(csrs=(person,), labour=labour)
    paid = person.contract.shift_slots[0]
    tables = collect_frames(scenario)
    number = tables.set_of(scenario, person, paid)
    assert number is not None
    length = int(tables.length[number])
    lot = np.random.default_rng(seed)
    costs = lot.normal(0, 10, (START + length + 1, START + length + 1))
    costs[lot.random(costs.shape) < 0.1] = NEVER  # stretches that cannot be filled
    pause_prices = lot.normal(0, 10, (2, START + length))
    pauses = np.full((8, 3), 7, dtype=np.int64)
    found = price_shift(
        START, START + length, int(tables.first[number]), int(tables.first[number + 1]),
        person.contract.meal_slots, tables.rest_slots, int(tables.apart[number]), tables.meals,
        tables.rests, costs, pause_prices, pauses,
    )  # fmt: skip
    handed = layouts(scenario, person, paid)
    assert {sum(p.kind != MEAL for p in layout) for layout in handed} == {rests}
    expected = min(price_of(layout, length, costs, pause_prices) for layout in handed)
    if expected >= NEVER / 2:
        assert found >= NEVER / 2
        return
    assert found == pytest.approx(expected)
    written = tuple(
        Pause(int(at) - START, int(slots), MEAL if kind == activity_codes.MEAL else "rest")
        for at, slots, kind in pauses
        if 0 < slots < 7
    )
    assert written in handed
    assert price_of(written, length, costs, pause_prices) == pytest.approx(expected)


def best_days(
    patterns: Ints,
    costs: np.ndarray,
    limits: tuple[int, int, float, int, int, int, int],
    day_options: Ints,
    options: Ints,
    best: np.ndarray,
    spread_costs: np.ndarray | None = None,
) -> float:
    """Every pattern with every shift on each of its days; `limits` as `choose_days` has them."""
    target, most, over, gap, slots, before, after = limits
    found = NEVER
    days = len(day_options) - 1
    for bits, extra in zip(patterns.tolist(), costs.tolist(), strict=True):
        worked = [d for d in range(days) if bits >> d & 1]
        ranges = [range(day_options[d], day_options[d + 1]) for d in worked]
        for chosen in product(*ranges):
            paid = sum(int(options[o, 2]) for o in chosen)
            total = extra + float(best[list(chosen)].sum()) + over * max(0, paid - target)
            spans = [
                (d * slots + int(options[o, 0]), d * slots + int(options[o, 1]))
                for d, o in zip(worked, chosen, strict=True)
            ]
            row = [(-(10**6), before), *spans, (after, 10**6)]
            rested = all(b[0] - a[1] >= gap for a, b in pairwise(row))
            if spread_costs is not None and chosen:
                starts = [int(options[o, 0]) for o in chosen]
                total += float(spread_costs[max(starts) - min(starts)])
            if target <= paid <= most and rested:
                found = min(found, total)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_days_against_every_combination(seed: int) -> None:
    lot = np.random.default_rng(seed)
    days, slots = 5, 24
    counts = lot.integers(0, 4, days)
    day_options = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    starts = lot.integers(5, 14, day_options[-1])
    paid = lot.integers(2, 5, day_options[-1])
    options = np.stack([starts, starts + 2 * paid, paid, np.zeros_like(paid)], axis=1)
    best = lot.normal(0, 20, len(options))
    best[lot.random(len(best)) < 0.1] = NEVER
    patterns = lot.permutation(2**days)[:8].astype(np.int64)
    costs = np.where(lot.random(8) < 0.1, NEVER, lot.normal(0, 5, 8))
    gap = int(lot.choice([0, 11, 14, 17]))
    target = int(lot.integers(4, 12))
    most = target + int(lot.choice([0, 2]))
    before, after = int(lot.integers(-12, 3)), days * slots + int(lot.integers(-3, 8))
    chosen = np.zeros(days, dtype=np.int64)
    limits = (target, most, 3.5, gap, slots, before, after)
    found = choose_days(patterns, costs, *limits, day_options, options, best, chosen)
    expected = best_days(patterns, costs, limits, day_options, options, best)
    if expected >= NEVER / 2:
        assert found >= NEVER / 2
        assert (chosen == -1).all()
        return
    assert found == pytest.approx(expected)
    bits = sum(1 << d for d in range(days) if chosen[d] >= 0)
    own = best_days(
        np.array([bits]), costs[patterns == bits][:1], limits,
        np.array([0, *np.cumsum(chosen >= 0)]), options[chosen[chosen >= 0]],
        best[chosen[chosen >= 0]],
    )  # fmt: skip
    assert own == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(80))
def test_steady_days_against_every_combination(seed: int) -> None:
    lot = np.random.default_rng(seed)
    days, slots = 5, 24
    counts = lot.integers(1, 6, days)
    day_options = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    starts = (
        4 + 2 * lot.integers(0, 6, day_options[-1])
        if seed % 2
        else lot.integers(5, 14, day_options[-1])
    )
    paid = lot.integers(2, 5, day_options[-1]) if seed % 3 else np.full(day_options[-1], 3)
    options = np.stack([starts, starts + 2 * paid, paid, np.zeros_like(paid)], axis=1)
    best = lot.normal(0, 20, len(options))
    best[lot.random(len(best)) < 0.1] = NEVER
    patterns = lot.permutation(2**days)[:8].astype(np.int64)
    costs = np.where(lot.random(8) < 0.1, NEVER, lot.normal(0, 5, 8))
    gap = int(lot.choice([0, 0, 11, 17]))
    target = int(lot.integers(4, 12))
    most = target + int(lot.choice([0, 2]))
    limits = (target, most, 3.5, gap, slots, int(lot.integers(-12, 3)), days * slots + 2)
    free, rate = int(lot.integers(0, 4)), float(lot.choice([1.0, 5.0, 40.0]))
    spread_costs = rate * np.maximum(0.0, np.arange(slots) - free)
    if seed % 4 == 0:
        spread_costs[int(lot.integers(0, 6)) :] = NEVER  # a rule
    chosen = np.zeros(days, dtype=np.int64)
    found = choose_steady_days(
        patterns, costs, *limits, day_options, options, best, spread_costs, chosen
    )
    expected = best_days(patterns, costs, limits, day_options, options, best, spread_costs)
    if expected >= NEVER / 2:
        assert found >= NEVER / 2
        return
    assert found == pytest.approx(expected)
    first, last = start_range(options, chosen)
    bits = sum(1 << d for d in range(days) if chosen[d] >= 0)
    own = best_days(
        np.array([bits]), costs[patterns == bits][:1], limits,
        np.array([0, *np.cumsum(chosen >= 0)]), options[chosen[chosen >= 0]],
        best[chosen[chosen >= 0]],
    )  # fmt: skip
    assert own + spread_costs[max(0, last - first)] == pytest.approx(expected)
