"""Stretches and shifts filled with channels, programs and meetings, against every filling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, product

import numpy as np
import pytest

from scheduler.rostering.pricing.cheapest_week import fill_week
from scheduler.rostering.pricing.shift_filling import fill_shift, read_shift, state_count
from scheduler.rostering.pricing.stretches import stretch_costs
from scheduler.rostering.problem.activity_codes import BEGINS, FREE, GOES_ON, PAUSED
from scheduler.rostering.problem.arrays import NEVER, Bools, Floats, Ints

SLOTS = 7
CHANGE, ACROSS = 1.3, 0.7
MEETING, PAUSE = -1, -2  # what a slot holds that is not free


@dataclass(frozen=True, eq=False)
class SlotCosts:
    """A few slots with channels 0.., then tasks; as the kernels have them."""

    channels: int
    prices: Floats
    fixed: Ints
    fixed_prices: Floats
    edges: Bools
    min_block: Ints
    min_stint: Ints
    meetings_from: int


def day_by_lot(seed: int, pauses: bool = False) -> SlotCosts:
    lot = np.random.default_rng(seed)
    channels, tasks = int(lot.integers(1, 3)), int(lot.integers(0, 3))
    prices = lot.normal(0, 10, (channels + tasks, SLOTS)).round(1)
    prices[lot.random(prices.shape) < 0.1] = NEVER
    fixed = np.zeros(SLOTS, dtype=np.int64)
    if lot.random() < 0.5:  # a meeting of one to three slots, or two that touch
        start, size = int(lot.integers(0, SLOTS)), int(lot.integers(1, 4))
        fixed[start : start + size] = GOES_ON
        fixed[start] = BEGINS
        if size == 3 and lot.random() < 0.5 and start + 2 < SLOTS:
            fixed[start + 2] = BEGINS
    if pauses:
        for at in lot.choice(np.arange(1, SLOTS - 1), 2, replace=False):
            fixed[at] = PAUSED if fixed[at] == FREE else fixed[at]
    edges = np.zeros((channels, SLOTS + 1), dtype=np.bool_)
    for c in range(channels):  # hours of each channel
        opens, closes = (0, SLOTS) if lot.random() < 0.4 else np.sort(lot.integers(0, 8, 2))
        edges[c, [opens, closes]] = True
        prices[c, :opens] = prices[c, closes:] = NEVER
    return SlotCosts(
        channels,
        prices,
        fixed,
        lot.normal(0, 5, SLOTS).round(1),
        edges,
        lot.integers(1, 4, tasks),
        lot.integers(1, 4, channels),
        tasks if pauses or lot.random() < 0.6 else int(lot.integers(0, tasks + 1)),
    )


@dataclass(frozen=True)
class DoneRun:
    """The same activity in slots start to end, of which `slots` are no pause."""

    activity: int
    start: int
    end: int
    slots: int


def runs(row: list[int]) -> list[DoneRun]:
    """What is done one after the other; stints and programs may go on behind a pause."""
    found: list[DoneRun] = []
    for activity, group in groupby(enumerate(row), key=lambda each: each[1]):
        own = [slot for slot, _ in group]
        if activity == PAUSE:
            continue
        if found and found[-1].activity == activity >= 0:
            last = found.pop()
            found.append(DoneRun(activity, last.start, own[-1] + 1, last.slots + len(own)))
        else:
            found.append(DoneRun(activity, own[0], own[-1] + 1, len(own)))
    return found


def is_meeting(day: SlotCosts, run: DoneRun | None) -> bool:
    floats = day.channels + day.meetings_from
    return run is not None and (run.activity == MEETING or run.activity >= floats)


def dollars(day: SlotCosts, a: int, row: list[int], ends_cut: bool = False) -> float | None:
    """Price of what fills the slots from a on; None where that is not legal."""
    total, b = 0.0, a + len(row)
    for i, doing in enumerate(row):
        if doing >= 0:
            if day.prices[doing, a + i] >= NEVER:
                return None
            total += float(day.prices[doing, a + i])
    for i, (before, now) in enumerate(pairwise(row), start=a + 1):
        both = 0 <= before < day.channels and 0 <= now < day.channels
        if both and before != now and not (day.edges[before, i] or day.edges[now, i]):
            return None
    for activity, block in groupby(row):
        task = activity - day.channels
        if task >= 0 and len(list(block)) < day.min_block[task]:
            return None
    order = runs(row)
    for i, run in enumerate(order):
        before = order[i - 1] if i else None
        behind = order[i + 1] if i + 1 < len(order) else None
        if 0 <= run.activity < day.channels:
            own = day.edges[run.activity]
            cut = own[a + run.start] or own[a + run.end]
            cut = cut or is_meeting(day, before) or is_meeting(day, behind)
            cut = cut or (ends_cut and (run.start == 0 or run.end == b - a))
            if run.slots < day.min_stint[run.activity] and not cut:
                return None
        if before is not None and not is_meeting(day, before) and not is_meeting(day, run):
            total += ACROSS if PAUSE in row[before.end : run.start] else CHANGE
    return total


def every_filling(
    day: SlotCosts, a: int, b: int, ends_cut: bool = False
) -> list[tuple[float, tuple[int, ...]]]:
    """Cost of the free slots and activities of every legal filling of a to b."""
    if day.fixed[a] == GOES_ON or (b < SLOTS and day.fixed[b] == GOES_ON):
        return []
    held = {BEGINS: (MEETING,), GOES_ON: (MEETING,), PAUSED: (PAUSE,)}
    every = tuple(range(len(day.prices)))
    found = []
    for doing in product(*(held.get(int(day.fixed[t]), every) for t in range(a, b))):
        cost = dollars(day, a, list(doing), ends_cut)
        if cost is not None:
            found.append((cost, doing))
    return found


def least(found: list[float]) -> float:
    return min(found, default=NEVER)


@pytest.mark.parametrize("ends_cut", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_stretch_costs_are_those_of_the_cheapest_filling(seed: int, ends_cut: bool) -> None:
    day = day_by_lot(seed)
    longest = SLOTS - seed % 2  # one slot is never asked for where stretches are shorter
    costs = np.full((SLOTS + 1, SLOTS + 1), NEVER)
    stretch_costs(
        0, SLOTS, longest, day.channels, day.prices, day.fixed, day.fixed_prices, day.edges,
        day.min_block, day.min_stint, day.meetings_from, CHANGE, ends_cut, costs,
    )  # fmt: skip
    for a in range(SLOTS):
        for b in range(a + 1, min(SLOTS, a + longest) + 1):
            if b < SLOTS and day.fixed[b] == BEGINS and not ends_cut:
                continue  # no stretch ends where a meeting begins
            held = float(day.fixed_prices[a:b][day.fixed[a:b] > 0].sum())
            expected = least([cost + held for cost, _ in every_filling(day, a, b, ends_cut)])
            if expected == NEVER:
                assert costs[a, b] >= NEVER / 2
            else:
                assert costs[a, b] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(80))
def test_exact_numbers_of_program_slots(seed: int) -> None:
    day = day_by_lot(seed, pauses=seed % 4 > 0)
    day = SlotCosts(**{**vars(day), "meetings_from": len(day.min_block)})
    for counted in range(-1, len(day.min_block)):
        for a, b in ((0, SLOTS), (1, SLOTS), (0, 4)):
            if day.fixed[a] in (PAUSED, GOES_ON) or day.fixed[b - 1] == PAUSED:
                continue  # no shift begins or ends so
            most = b - a if counted >= 0 else 0
            states = state_count(day.min_stint, day.min_block)
            best = np.full(most + 1, NEVER)
            parents = np.zeros((SLOTS + 1, states, most + 1), dtype=np.int16)
            fill_shift(
                a, b, day.channels, day.prices, day.fixed, day.edges, day.min_block,
                day.min_stint, day.meetings_from, CHANGE, ACROSS, counted, most, best, parents,
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
                row = np.where(day.fixed == PAUSED, PAUSE, np.where(day.fixed > 0, MEETING, -9))
                read_shift(
                    a, b, day.channels, day.fixed, day.min_block, day.min_stint, counted, used,
                    parents, row,
                )  # fmt: skip
                doing = tuple(row[a:b].tolist())
                assert pytest.approx(expected) == next(c for c, other in every if other == doing)


@pytest.mark.parametrize("seed", range(25))
def test_a_week_shares_the_program_between_its_shifts(seed: int) -> None:
    day = day_by_lot(1000 + seed)
    day = SlotCosts(**{**vars(day), "meetings_from": len(day.min_block)})
    lot = np.random.default_rng(seed)
    prices = np.stack([day.prices, lot.permutation(day.prices, axis=1)])
    fixed = np.stack([day.fixed, np.zeros(SLOTS, dtype=np.int64)])
    edges = np.stack([day.edges, day.edges])
    paused = SlotCosts(
        **{**vars(day), "prices": prices[1], "fixed": np.array([0, 0, 0, 3, 0, 0, 0])}
    )
    shifts = np.array([[0, 0, 6], [1, 1, 7]])
    fillings = [every_filling(day, 0, 6), every_filling(paused, 1, 7)]
    rest = len(day.prices)
    for counted in range(-1, len(day.min_block)):
        code = day.channels + counted
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
            doing = np.where(fixed > 0, rest + 2, -2)
            doing[1, 3] = rest
            cost = fill_week(
                shifts, day.channels, prices, fixed, edges, day.min_block, day.min_stint,
                day.meetings_from, CHANGE, ACROSS, counted, due, doing,
            )  # fmt: skip
            if expected == NEVER:
                assert cost >= NEVER / 2
                continue
            assert cost == pytest.approx(expected)
            if counted >= 0:
                assert (doing == code).sum() == due
            written = [doing[0, :6].tolist(), doing[1, 1:7].tolist()]
            names = {rest: PAUSE, rest + 2: MEETING}
            total = 0.0
            for found, row in zip(fillings, written, strict=True):
                own_row = tuple(names.get(code, code) for code in row)
                total += next(c for c, other in found if other == own_row)
            assert total == pytest.approx(expected)
