"""Heads chosen over a day or a week, against enumeration and cases worked by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.settings import Service
from scheduler.staffing.erlang import performance
from scheduler.staffing.scope import (
    Intervals,
    fewest_slots,
    heads_each,
    heads_together,
    patience_of,
)

WEEK = Service("phone", scope="week")


def calls(*per_hour: float, aht_s: float = 180.0, slots: tuple[int, ...] = ()) -> Intervals:
    """Intervals of calls an hour; an hour of four slots each unless told."""
    rate = np.array(per_hour)
    length = np.array(slots or [4] * len(rate))
    return Intervals(rate * aht_s / 3600, np.full(len(rate), aht_s), rate * length / 4, length)


def together(service: Service, load: Intervals) -> np.ndarray:
    return heads_together(service, load, np.zeros(len(load.slots), dtype=np.int64))


def level(service: Service, load: Intervals, heads: np.ndarray) -> np.ndarray:
    return performance(
        load.erlangs, load.aht_s, heads, service.within_s, patience_of(service)
    ).service_level


def test_one_interval_is_staffed_as_by_itself() -> None:
    # 30 calls/h x 180 s = 1.5 erlangs: 3 people reach 79.95 %, so 4.
    assert together(WEEK, calls(30)).tolist() == [4]


def test_what_one_interval_overshoots_another_may_miss() -> None:
    # 1.5 erlangs with 3 reach 79.95 %, by itself 4. 1 erlang by itself takes 3: B(3) = 1/16,
    # C = 3/16 / (3 - 15/16) = 1/11, 1 - exp(-2/9) / 11 = .92721. Of 50 calls
    # 30 x .79947 + 20 x .92721 = 42.5 are answered in time, more than 40: 6 do, not 7.
    load = calls(30, 20)
    assert heads_each(WEEK, load).tolist() == [4, 3]
    assert together(WEEK, load).tolist() == [3, 3]


def test_every_span_has_its_own_target() -> None:
    load = calls(30, 20, 30)
    assert heads_together(WEEK, load, np.array([0, 0, 1])).tolist() == [3, 3, 4]


def test_no_interval_falls_below_its_floor() -> None:
    # One call in a quiet hour weighs nothing beside 200; a floor of .9 is met there.
    load = calls(200, 10)
    for floor in (0.0, 0.5, 0.75, 0.8):
        service = replace(WEEK, floor=floor)
        assert (level(service, load, together(service, load)) >= floor).all()
    # .5 erlang: 1 person answers 52.7 % within 20 s, 2 answer 91.5 %
    assert together(replace(WEEK, floor=0.5), calls(2000, 10))[1] == 1
    assert together(replace(WEEK, floor=0.6), calls(2000, 10))[1] == 2


def test_a_floor_above_the_target_asks_for_no_more_than_the_target() -> None:
    service = replace(WEEK, target=0.6, floor=0.9)
    load = calls(30, 20, 100)
    assert together(service, load).tolist() == heads_each(service, load).tolist()


def test_other_limits_hold_in_every_interval() -> None:
    load = calls(527, 30, 0, 10)
    service = replace(WEEK, max_occupancy=0.85, max_asa_s=30, minimum=1)
    heads = together(service, load)
    given_ = performance(load.erlangs, load.aht_s, heads)
    assert (given_.occupancy <= 0.85 + 1e-12).all()
    assert (given_.wait_s <= 30).all()
    assert heads[2] == 1


def test_nobody_where_nothing_arrives() -> None:
    assert together(WEEK, calls(0, 0)).tolist() == [0, 0]


def test_a_minimum_above_all_need_stays_as_it_is() -> None:
    for model, patience in (("erlang_c", None), ("erlang_a", 60.0)):
        service = replace(WEEK, model=model, patience_s=patience, minimum=40)
        assert together(service, calls(30, 100, 1)).tolist() == [40, 40, 40]


rates = st.lists(st.sampled_from([2.0, 10.0, 25.0, 30.0, 60.0]), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    rates,
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
    st.sampled_from([0.0, 0.5, 0.7]),
    st.sampled_from([0.7, 0.8, 0.9]),
)
def test_nothing_takes_fewer_hours(
    per_hour: list[float], slots: list[int], floor: float, target: float
) -> None:
    """Every choice of up to 8 heads more than the load, one by one."""
    service = replace(WEEK, floor=floor, target=target)
    load = calls(*per_hour, slots=tuple(slots[: len(per_hour)]))
    found = together(service, load)
    ranges = [range(int(a) + 1, int(a) + 9) for a in load.erlangs]
    options = np.array(list(product(*ranges)))
    levels = np.column_stack(
        [
            performance(a, h, options[:, i], 20).service_level
            for i, (a, h) in enumerate(zip(load.erlangs, load.aht_s, strict=True))
        ]
    )
    busy = load.erlangs / options
    kept = ((levels >= floor) & (busy <= 0.95)).all(axis=1)
    kept &= levels @ load.contacts >= target * load.contacts.sum() - 1e-9
    fewest = (options[kept] @ load.slots).min()
    assert found @ load.slots == fewest
    assert level(service, load, found) @ load.contacts >= target * load.contacts.sum() - 1e-6


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_knapsack_of_falling_steps(data: st.DataObject) -> None:
    rows = data.draw(st.integers(1, 4))
    steps = data.draw(st.integers(1, 3))
    gain = st.integers(0, 12)
    gains = np.array(
        [
            sorted(data.draw(st.lists(gain, min_size=steps, max_size=steps)), reverse=True)
            for _ in range(rows)
        ],
        dtype=np.float64,
    )
    slots = np.array(data.draw(st.lists(st.integers(1, 5), min_size=rows, max_size=rows)))
    wanted = data.draw(st.integers(0, int(gains.sum())))
    taken = fewest_slots(gains, slots, wanted)
    sums = np.concatenate([np.zeros((rows, 1)), np.cumsum(gains, axis=1)], axis=1)
    every = np.array(list(product(range(steps + 1), repeat=rows)))
    reached = sums[np.arange(rows), every].sum(axis=1)
    assert sums[np.arange(rows), taken].sum() >= wanted
    assert taken @ slots == (every[reached >= wanted] @ slots).min()


def test_steps_that_cannot_reach_are_all_taken() -> None:
    assert fewest_slots(np.array([[2.0, 1.0]]), np.array([4]), 5).tolist() == [2]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(0, 400), min_size=1, max_size=30),
    st.floats(20, 600),
    st.sampled_from([None, 30.0, 300.0]),
)
def test_the_target_is_met_with_no_more_hours_than_interval_by_interval(
    per_hour: list[float], aht_s: float, patience: float | None
) -> None:
    model = "erlang_c" if patience is None else "erlang_a"
    service = replace(WEEK, model=model, patience_s=patience)
    load = calls(*per_hour, aht_s=aht_s)
    heads = together(service, load)
    met = float(level(service, load, heads) @ load.contacts)
    assert met >= 0.8 * load.contacts.sum() - 1e-6
    if patience is None:
        assert heads.sum() <= heads_each(service, load).sum()


@pytest.mark.parametrize("patience", [20.0, 180.0])
def test_with_patience_heads_begin_where_one_more_adds_most(patience: float) -> None:
    # Few heads in an overloaded hour answer almost nobody: none is left half answered.
    service = replace(
        WEEK, model="erlang_a", patience_s=patience, floor=0.0, max_occupancy=1.0, target=0.5
    )
    load = calls(200, 200, 200, 20)
    heads = together(service, load)
    before, here, after = (level(service, load, np.maximum(heads + d, 0)) for d in (-1, 0, 1))
    assert here @ load.contacts >= 0.5 * load.contacts.sum()
    assert (after - here <= here - before + 1e-9)[heads > 1].all()
