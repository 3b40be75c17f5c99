"""Rates that ramp, by hand and against published formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.demand import ALL, Requirements, Volume
from scheduler.domain.settings import Service
from scheduler.staffing.ramps import Ramp, offered_load
from scheduler.staffing.requirements import require
from scheduler.staffing.service import projected_service
from tests.small_centres import at, roster, shift, small_centre


def through(*amounts: float, length: int = 4) -> Ramp:
    starts = length * np.arange(len(amounts))
    return Ramp.through(np.column_stack([starts, starts + length]), np.array(amounts))


def test_a_straight_line_stays_straight() -> None:
    # 40, 80, 120 in four slots each: 10, 20, 30 a slot in the middle, edges at 15 and 25
    # between, and the slope goes on to 5 and 35.
    ramp = through(40, 80, 120)
    assert ramp.left.tolist() == [5, 15, 25]
    assert ramp.middle.tolist() == [10, 20, 30]
    assert ramp.right.tolist() == [15, 25, 35]
    assert ramp.highest.tolist() == [15, 25, 35]


def test_a_peak_rises_above_its_mean() -> None:
    # Edges at (10 + 20) / 2 = 15, so that the middle takes 2 x 20 - 15 = 25 to keep the mean.
    ramp = through(40, 80, 40)
    assert ramp.highest.tolist() == [15, 25, 15]
    assert ramp.middle.tolist() == [10, 25, 10]


def test_beside_nothing_the_rate_falls_to_zero() -> None:
    # The edge to an hour without calls is 0, so the middle of the other is 2 x 10 - 20 / 2.
    ramp = through(40, 0)
    assert (ramp.left[0], ramp.middle[0], ramp.right[0]) == (20, 10, 0)
    assert ramp.highest[1] == 0


def test_pieces_that_do_not_touch_know_nothing_of_each_other() -> None:
    pieces = np.array([[0, 4], [96, 100]])
    assert Ramp.through(pieces, np.array([40.0, 400.0])).highest.tolist() == [10, 100]


def test_an_interval_cut_by_the_opening_weighs_by_its_length() -> None:
    # Half an hour at 10 a slot, an hour at 22: the line between the middles, 1 slot before
    # the edge and 2 behind it, is at 14 there.
    ramp = Ramp.through(np.array([[2, 4], [4, 8]]), np.array([20.0, 88.0]))
    assert ramp.right[0] == pytest.approx(14)


@given(
    st.lists(st.floats(0, 1000), min_size=1, max_size=12),
    st.lists(st.integers(1, 4), min_size=12, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_volumes_are_kept_and_never_negative(
    amounts: list[float], lengths: list[int], gaps: list[bool]
) -> None:
    pieces, start = [], 0
    for length, gap, _ in zip(lengths, gaps, amounts, strict=False):
        start += 3 if gap else 0
        pieces.append((start, start + length))
        start += length
    ramp = Ramp.through(np.array(pieces), np.array(amounts))
    cells = ramp.cells(start, 30)
    assert (cells >= 0).all()
    for (begin, end), amount in zip(pieces, amounts, strict=True):
        assert cells[begin * 30 : end * 30].sum() / 30 == pytest.approx(amount, abs=1e-6)
    means = np.array(amounts) / np.diff(pieces, axis=1)[:, 0]
    assert (ramp.highest >= means - 1e-9).all()


def test_the_load_of_a_steady_rate_is_erlang_s() -> None:
    assert offered_load(np.full(100, 5.0), np.full(100, 300.0)) == pytest.approx(5.0)


def test_on_a_straight_ramp_the_load_lags_by_a_handling_time() -> None:
    # Eick, Massey & Whitt (1993): m(t) = E[S] (a + b (t - E[S])) for a rate a + b t. With
    # 300 s, a = .01, b = 1e-6 a second: 3 - .09 + 3e-4 t erlangs, long after the start.
    t = np.arange(0, 36_000, 30.0)
    rate = 0.01 + 1e-6 * (t + 15)
    load = offered_load(rate * 300, np.full(t.size, 300.0))
    late = t > 7200
    assert load[late] == pytest.approx((2.91 + 3e-4 * (t + 30))[late], rel=1e-4)


def test_the_load_of_a_sine_is_the_published_one() -> None:
    # Eick, Massey & Whitt (1993), M(t)/M/infinity with rate a + b sin(g t) and unit mean:
    # m(t) = a + b (sin(g t) - g cos(g t)) / (1 + g^2).
    g, cell = 2 * np.pi / 12, 0.005
    t = np.arange(0, 60, cell)
    rate = 10 + 4 * np.sin(g * (t + cell / 2))
    load = offered_load(rate, np.ones(t.size), cell_s=cell)
    end = t + cell
    expected = 10 + 4 * (np.sin(g * end) - g * np.cos(g * end)) / (1 + g * g)
    late = t > 20
    assert load[late] == pytest.approx(expected[late], abs=1e-4)


def test_an_empty_horizon() -> None:
    assert offered_load(np.zeros(0), np.zeros(0)).size == 0


def ramping(ramp: str, **changes: object) -> Requirements:
    """80, 120 and 160 calls/h of 180 s from 8:00 on: 4, 6 and 8 erlangs."""
    service = replace(Service("phone", ramp=ramp), **changes)  # type: ignore[arg-type]
    scenario = small_centre(services={"phone": service})
    volumes = tuple(
        Volume(at(0, f"{8 + i:02}:00"), at(0, f"{9 + i:02}:00"), "phone", "en", calls, 180)
        for i, calls in enumerate((80.0, 120.0, 160.0, 120.0, 80.0))
    )
    return require(scenario, volumes)


def test_the_highest_rate_of_the_hour() -> None:
    # Highest 5, 7 and, at the peak, 2 x 8 - 7 = 9 erlangs; 80/20 takes 7, 9 and 11 people
    # for 4, 6 and 8 erlangs, and 8, 10 and 12 for those.
    by_hour = [at(0, f"{h:02}:00") for h in range(8, 13)]
    flat = ramping("stationary").by_slot["phone", ALL][by_hour]
    high = ramping("max").by_slot["phone", ALL][by_hour]
    assert flat.tolist() == [7, 9, 11, 9, 7]
    assert high.tolist() == [8, 10, 12, 10, 8]
    first = ramping("max").rows[0]
    assert (first.volume, first.erlangs) == (80, 4)


def test_the_load_offered_slot_by_slot() -> None:
    # On the ramp of 2 erlangs an hour the load lags .1 erlang (180 s) behind the rate: from
    # 9:00 to 10:00 the slots end at rates 5.5, 6, 6.5, 7 and loads .1 below.
    found = ramping("mol")
    rows = [row for row in found.rows if at(0, "09:00") <= row.start < at(0, "10:00")]
    assert [row.end - row.start for row in rows] == [1, 1, 1, 1]
    assert [row.erlangs for row in rows] == pytest.approx([5.4, 5.9, 6.4, 6.9], abs=0.01)
    # 20 a slot at 80/h, 30 at 120/h; the ramp gives each slot 2.5 more than the one before
    assert [row.volume for row in rows] == pytest.approx([26.25, 28.75, 31.25, 33.75])
    assert sum(row.volume for row in found.rows) == pytest.approx(560)
    # after the peak the load is above the rate
    evening = next(row for row in found.rows if row.start == at(0, "11:15"))
    assert evening.erlangs > 6.5


def test_service_is_told_by_the_interval_whatever_the_ramp() -> None:
    found = ramping("mol")
    scenario = small_centre(services={"phone": Service("phone", ramp="mol")})
    rows = projected_service(scenario, found, roster(shift("c01", 0, "08:00 phone 17:00")))
    assert [(row.start, row.end) for row in rows] == [
        (at(0, f"{h:02}:00"), at(0, f"{h + 1:02}:00")) for h in range(8, 17)
    ]
    assert rows[0].volume == pytest.approx(80)


def test_a_closed_queue_and_nothing_at_all() -> None:
    for ramp in ("stationary", "max", "mol"):
        scenario = small_centre(services={"phone": Service("phone", ramp=ramp)})
        assert require(scenario, ()).by_slot["phone", ALL].sum() == 0
        shut = replace(scenario, opening={"phone": (None,)})
        assert require(shut, ()).rows == ()
