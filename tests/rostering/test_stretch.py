"""Filling a stretch of work: the recursions against every possible filling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, product

import numpy as np
import pytest

from scheduler.rostering.pricing.cheapest_week import fill_week
from scheduler.rostering.pricing.stretches import (
    NEVER,
    Bools,
    Floats,
    Ints,
    fill_stretch,
    read_stretch,
    stretch_costs,
)

SLOTS = 6


@dataclass(frozen=True)
class SlotCosts:
    """A few slots with channels 0.., then programs; as the kernel of stretches has them."""

    channels: int
    prices: Floats
    fixed: Ints
    fixed_prices: Floats
    edges: Bools
    min_block: Ints


def day_by_lot(seed: int) -> SlotCosts:
    lot = np.random.default_rng(seed)
    channels, programs = int(lot.integers(1, 3)), int(lot.integers(0, 3))
    prices = lot.normal(0, 10, (channels + programs, SLOTS)).round(1)
    prices[lot.random(prices.shape) < 0.15] = NEVER
    fixed = np.zeros(SLOTS, dtype=np.int64)
    if lot.random() < 0.6:  # a meeting of one to three slots, or two that touch
        start, size = int(lot.integers(0, SLOTS)), int(lot.integers(1, 4))
        fixed[start : start + size] = 2
        fixed[start] = 1
        if size == 3 and lot.random() < 0.5 and start + 2 < SLOTS:
            fixed[start + 2] = 1
    edges = lot.random((channels, SLOTS + 1)) < 0.3
    min_block = lot.integers(1, 4, programs)
    return SlotCosts(channels, prices, fixed, lot.normal(0, 5, SLOTS).round(1), edges, min_block)


def legal(day: SlotCosts, a: int, doing: tuple[int, ...]) -> bool:
    """Whether these activities (-1 where something is fixed) may fill the slots from a on."""
    if any(d >= 0 and day.prices[d, a + i] >= NEVER for i, d in enumerate(doing)):
        return False
    for i, (before, now) in enumerate(pairwise(doing), start=a + 1):
        both = 0 <= before < day.channels and 0 <= now < day.channels
        if both and before != now and not (day.edges[before, i] or day.edges[now, i]):
            return False
    return all(
        len(list(block)) >= day.min_block[activity - day.channels]
        for activity, block in groupby(doing)
        if activity >= day.channels
    )


def every_filling(day: SlotCosts, a: int, b: int) -> list[tuple[float, tuple[int, ...]]]:
    """Cost of the free slots and activities of every legal filling of a to b."""
    if day.fixed[a] == 2 or (b < SLOTS and day.fixed[b] == 2):
        return []
    choices = [(-1,) if day.fixed[t] else tuple(range(len(day.prices))) for t in range(a, b)]
    return [
        (sum(day.prices[d, a + i] for i, d in enumerate(doing) if d >= 0), doing)
        for doing in product(*choices)
        if legal(day, a, doing)
    ]


def least(found: list[float]) -> float:
    return min(found, default=NEVER)


@pytest.mark.parametrize("seed", range(40))
def test_stretch_costs_are_those_of_the_cheapest_filling(seed: int) -> None:
    day = day_by_lot(seed)
    longest = SLOTS - seed % 2  # one slot is never asked for where stretches are shorter
    costs = np.full((SLOTS + 1, SLOTS + 1), NEVER)
    stretch_costs(
        0, SLOTS, longest, day.channels, day.prices, day.fixed, day.fixed_prices, day.edges,
        day.min_block, costs,
    )  # fmt: skip
    for a in range(SLOTS):
        for b in range(a + 1, min(SLOTS, a + longest) + 1):
            held = float(day.fixed_prices[a:b][day.fixed[a:b] > 0].sum())
            expected = least([cost + held for cost, _ in every_filling(day, a, b)])
            if expected == NEVER:
                assert costs[a, b] >= NEVER / 2
            else:
                assert costs[a, b] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(40))
def test_exact_numbers_of_program_slots(seed: int) -> None:
    day = day_by_lot(seed)
    for counted in range(-1, len(day.min_block)):
        for a, b in ((0, SLOTS), (1, SLOTS), (0, 4)):
            most = b - a if counted >= 0 else 0
            states = 1 + day.channels + int(day.min_block.sum())
            best = np.full(most + 1, NEVER)
            parents = np.zeros((SLOTS + 1, states, most + 1), dtype=np.int16)
            fill_stretch(
                a, b, day.channels, day.prices, day.fixed, day.edges, day.min_block, counted,
                most, best, parents,
            )  # fmt: skip
            every = every_filling(day, a, b)
            code = day.channels + counted
            for used in range(most + 1):
                expected = least(
                    [cost for cost, doing in every if counted < 0 or doing.count(code) == used]
                )
                if expected == NEVER:
                    assert best[used] >= NEVER / 2
                    continue
                assert best[used] == pytest.approx(expected)
                row = np.where(day.fixed > 0, -1, -2)
                read_stretch(
                    a, b, day.channels, day.fixed, day.min_block, counted, used, parents, row
                )
                doing = tuple(row[a:b].tolist())
                assert pytest.approx(expected) == next(c for c, other in every if other == doing)


@pytest.mark.parametrize("seed", range(25))
def test_a_week_shares_the_program_between_its_stretches(seed: int) -> None:
    days = [day_by_lot(1000 + seed), day_by_lot(1000 + seed)]
    lot = np.random.default_rng(seed)
    programs = len(days[0].min_block)
    prices = np.stack([days[0].prices, lot.permutation(days[0].prices, axis=1)])
    fixed = np.stack([days[0].fixed, np.zeros(SLOTS, dtype=np.int64)])
    edges = np.stack([d.edges for d in days])
    second = SlotCosts(
        days[0].channels, prices[1], fixed[1], days[0].fixed_prices, edges[1], days[0].min_block
    )
    stretches = np.array([[0, 0, 6], [1, 0, 3], [1, 4, 6]])
    fillings = [
        every_filling(days[0], 0, 6), every_filling(second, 0, 3), every_filling(second, 4, 6)
    ]  # fmt: skip
    for counted in range(-1, programs):
        code = days[0].channels + counted
        shares: list[dict[int, float]] = []
        for found in fillings:
            own: dict[int, float] = {}
            for cost, filling in found:
                used = filling.count(code) if counted >= 0 else 0
                own[used] = min(cost, own.get(used, NEVER))
            shares.append(own)
        for due in range(6 if counted >= 0 else 1):
            expected = least(
                [
                    sum(own[u] for own, u in zip(shares, used, strict=True))
                    for used in product(*shares)
                    if sum(used) == due
                ]
            )
            doing = np.where(fixed > 0, -1, -2)
            cost = fill_week(
                stretches, days[0].channels, prices, fixed, edges, days[0].min_block, counted, due,
                doing,
            )  # fmt: skip
            if expected == NEVER:
                assert cost >= NEVER / 2
                continue
            assert cost == pytest.approx(expected)
            if counted >= 0:
                assert (doing == code).sum() == due
            written = [doing[0, :6], doing[1, :3], doing[1, 4:6]]
            total = 0.0
            for found, row in zip(fillings, written, strict=True):
                total += next(c for c, other in found if other == tuple(row.tolist()))
            assert total == pytest.approx(expected)
