"""Erlang B, C and A against published values and their own laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.staffing.erlang import (
    asa,
    ceiling,
    erlang_b,
    erlang_c,
    occupancy,
    performance,
    required_agents,
    service_level,
)

# 100 calls in 30 minutes of 180 s each: 200 calls/h x 180 s / 3600 s = 10 erlangs.
TEN = 100 * 180 / 1800


@pytest.mark.parametrize(
    ("load", "agents", "blocked"),
    [
        (1, 1, 1 / 2),  # textbook: a / (1 + a)
        (2, 1, 2 / 3),
        # by hand: B(1) = 1/2, B(2) = (1/2) / (2 + 1/2) = 1/5, B(3) = (1/5) / (3 + 1/5) = 1/16
        (1, 2, 1 / 5),
        (1, 3, 1 / 16),
        (5, 0, 1),
        (0, 3, 0),
    ],
)
def test_erlang_b(load: float, agents: int, blocked: float) -> None:
    assert erlang_b(load, agents) == pytest.approx(blocked, rel=1e-12)


def test_erlang_c_of_the_cran_package() -> None:
    # Reference values of the tests of the R package ErlangC, printed digits.
    agents = np.array([11, 12, 13, 14])
    assert np.round(erlang_c(TEN, agents), 4).tolist() == [0.6821, 0.4494, 0.2853, 0.1741]
    level = service_level(TEN, 180, agents, 20)
    assert np.round(level[:3], 4).tolist() == [0.3896, 0.6402, 0.7956]
    assert round(float(level[3]), 5) == 0.88835
    wait = asa(TEN, 180, agents)
    assert np.round(wait[:3], 2).tolist() == [122.78, 40.44, 17.12]
    assert round(float(wait[3]), 3) == 7.836
    assert round(float(occupancy(TEN, 14)), 4) == 0.7143


def test_erlang_c_of_the_call_center_school() -> None:
    # The Call Center School's printed table for 20 erlangs, 180 s, 20 s: within one unit.
    agents = np.arange(21, 29)
    waiting = 100 * erlang_c(20, agents)
    level = 100 * service_level(20, 180, agents, 20)
    assert np.abs(waiting - [76, 57, 42, 30, 21, 14, 9, 6]).max() <= 1
    assert np.abs(asa(20, 180, agents) - [137, 51, 25, 13, 8, 4, 2, 1]).max() <= 1
    assert np.abs(level - [32, 55, 70, 81, 88, 93, 96, 97]).max() <= 1


def test_published_mistakes_are_not_repeated() -> None:
    # 20 erlangs, 24 agents, 200 s, 25 s is often printed as .85; exact .819.
    assert float(service_level(20, 200, 24, 25)) == pytest.approx(0.819, abs=5e-4)
    # 20 erlangs at 80 % in 30 s is often printed as 23 (which reaches 74.8 %): 24.
    assert float(service_level(20, 180, 23, 30)) == pytest.approx(0.748, abs=5e-4)
    assert int(required_agents(20, 180, target=0.80, within_s=30)) == 24


def test_mmc_share_in_time() -> None:
    # umontreal-simul/contactcenters, example MMC: 4.2/min x 2 min, 12 servers, 20 s: exact .8991.
    assert float(service_level(8.4, 120, 12, 20)) == pytest.approx(0.8991, abs=5e-5)


def test_erlang_a_of_pyworkforce() -> None:
    # Tests of pyworkforce: 100 in 30 minutes, 180 s, patience 300 s, 14 people, 20 s.
    found = performance(TEN, 180, 14, 20, patience_s=300)
    assert float(found.waiting) == pytest.approx(0.14526, abs=5e-6)
    assert float(found.abandoned) == pytest.approx(0.013984, abs=5e-7)
    assert float(found.service_level) == pytest.approx(0.916792, abs=5e-7)


def test_erlang_a_by_hand() -> None:
    # n = 1, arrivals, service and patience all at rate 1: state k dies at rate k, so
    # p(k) = e^-1 / k!. Waiting = 1 - 1/e; answered = busy = 1 - 1/e; abandoned = 1/e.
    found = performance(1.0, 60, 1, 30, patience_s=60)
    busy = 1 - np.exp(-1)
    assert float(found.waiting) == pytest.approx(busy, rel=1e-12)
    assert float(found.occupancy) == pytest.approx(busy, rel=1e-12)
    assert float(found.abandoned) == pytest.approx(np.exp(-1), rel=1e-12)
    assert float(found.wait_s) == pytest.approx(60 * np.exp(-1), rel=1e-12)


@pytest.mark.parametrize("load", [0.3, 4.0, 37.5])
@pytest.mark.parametrize("agents", [1, 5, 40])
@pytest.mark.parametrize("patience", [30.0, 600.0])
def test_erlang_a_is_the_birth_and_death_chain(load: float, agents: int, patience: float) -> None:
    # Steady state of the chain itself: births a, deaths min(k, n) + max(0, k - n) aht/patience.
    aht = 200.0
    weight = [1.0]
    for k in range(1, 2500):
        weight.append(weight[-1] * load / (min(k, agents) + max(0, k - agents) * aht / patience))
    share = np.array(weight) / sum(weight)
    queue = np.maximum(0, np.arange(share.size) - agents)
    found = performance(load, aht, agents, 0, patience_s=patience)
    assert float(found.waiting) == pytest.approx(share[agents:].sum(), rel=1e-9)
    assert float(found.abandoned) == pytest.approx(
        float(share @ queue) * aht / patience / load, rel=1e-6, abs=1e-12
    )
    assert float(found.service_level) == pytest.approx(1 - share[agents:].sum(), rel=1e-9)


def test_erlang_a_with_endless_patience_is_erlang_c() -> None:
    patient = performance(10, 180, 14, 20, patience_s=1e8)
    assert float(patient.service_level) == pytest.approx(0.88835, abs=1e-5)


def test_deep_overload_stays_a_probability() -> None:
    # Nearly everybody is turned away: 1 - n / a = .995 give up, and nobody is idle.
    found = performance(2000, 180, 10, 20, patience_s=3600)
    assert float(found.abandoned) == pytest.approx(0.995, abs=1e-6)
    assert float(found.occupancy) == pytest.approx(1, abs=1e-6)
    assert 0 <= float(found.service_level) <= 0.005


def test_ceilings_are_safe_in_integers() -> None:
    # 527 calls/h x 180 s = 26.35 erlangs; / .85 = 31 exactly, in floats 31.000000000000004.
    load = 527 * 180 / 3600
    assert load / 0.85 > 31
    assert int(ceiling(load / 0.85)) == 31
    assert int(required_agents(load, 180, max_occupancy=0.85)) == 31
    assert ceiling([0.0, 2.0, 2.0000001, -0.5]).tolist() == [0, 2, 3, 0]


def test_where_the_occupancy_cap_binds() -> None:
    # At 80/20 and 180 s a cap of 85 % binds from about 495 calls/h on, one of 95 % from about
    # 2,775. People are whole, so that the need is a saw: single loads a little below bind too.
    calls = np.arange(1, 3000)
    free = required_agents(calls / 20, 180, target=0.80, within_s=20)
    for cap, about in [(0.85, 495), (0.95, 2775)]:
        capped = required_agents(calls / 20, 180, target=0.80, within_s=20, max_occupancy=cap)
        binding = calls[capped > free]
        assert about in binding
        assert binding[0] > 0.95 * about


def test_plan_figures() -> None:
    # 30/h at 180 s are 1.5 erlangs; 3 people reach 79.95 %, so 4 needed.
    assert float(service_level(1.5, 180, 3, 20)) == pytest.approx(0.7995, abs=5e-5)
    assert required_agents([1.5, 11.0], 180, target=0.80, within_s=20).tolist() == [4, 15]


def test_nothing_arrives() -> None:
    none = performance(0, 180, [0, 3], 20)
    assert none.service_level.tolist() == [1, 1]
    assert none.wait_s.tolist() == [0, 0]
    assert none.occupancy.tolist() == [0, 0]
    assert required_agents([0, 1], 180, target=0.8, within_s=20).tolist() == [0, 3]
    assert required_agents(0, 180, target=0.8, within_s=20, patience_s=60).tolist() == 0


def test_saturation() -> None:
    full = performance([5, 7, 1], 180, [5, 5, 0], 20)
    assert full.waiting.tolist() == [1, 1, 1]
    assert full.service_level.tolist() == [0, 0, 0]
    assert np.isinf(full.wait_s).all()
    assert full.occupancy.tolist() == [1, 1, 1]


def test_targets_together_are_the_strictest_alone() -> None:
    load = np.linspace(0.1, 60, 90)
    share = required_agents(load, 300, target=0.9, within_s=15)
    wait = required_agents(load, 300, max_wait_s=5)
    cap = required_agents(load, 300, max_occupancy=0.8)
    together = required_agents(load, 300, target=0.9, within_s=15, max_wait_s=5, max_occupancy=0.8)
    assert (together == np.maximum(np.maximum(share, wait), cap)).all()


@pytest.mark.parametrize(
    "wrong",
    [{"target": 1.0}, {"target": -0.1}, {"max_occupancy": 0.0}, {"max_wait_s": 0.0}],
)
def test_targets_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"target|occupancy|speed"):
        required_agents(1.0, 180, **wrong)


def test_numbers_out_of_range() -> None:
    with pytest.raises(ValueError, match="erlangs"):
        erlang_b(-1, 2)
    with pytest.raises(ValueError, match="whole number"):
        erlang_c(1, 2.5)
    with pytest.raises(ValueError, match="above 0 s"):
        performance(1, 0, 2)


def test_ten_thousand_intervals_at_once() -> None:
    # One by one and all at once are the same.
    load = np.linspace(0.5, 500, 10_000)
    together = required_agents(load, 240, target=0.8, within_s=20)
    for i in (0, 17, 5_000, 9_999):
        assert together[i] == required_agents(load[i], 240, target=0.8, within_s=20)


LOADS = st.floats(0.01, 150)
AGENTS = st.integers(0, 200)


@given(LOADS, AGENTS, st.floats(1, 2000), st.floats(0, 300), st.floats(1, 5000))
@settings(max_examples=150, deadline=None)
def test_bounds_and_monotone_in_people(
    load: float, agents: int, aht: float, within: float, patience: float
) -> None:
    heads = np.array([agents, agents + 1])
    for found in (
        performance(load, aht, heads, within),
        performance(load, aht, heads, within, patience),
    ):
        for share in (found.waiting, found.service_level, found.occupancy, found.abandoned):
            assert ((share >= 0) & (share <= 1)).all()
        assert (found.wait_s >= 0).all()
        assert found.service_level[1] >= found.service_level[0] - 1e-9
        assert found.waiting[1] <= found.waiting[0] + 1e-9
        assert found.wait_s[1] <= found.wait_s[0] * (1 + 1e-9) + 1e-12 or np.isinf(found.wait_s[0])


@given(LOADS, st.floats(0.05, 0.99), st.floats(0, 120), st.sampled_from([None, 60.0, 900.0]))
@settings(max_examples=100, deadline=None)
def test_the_fewest_people_that_meet_the_target(
    load: float, target: float, within: float, patience: float | None
) -> None:
    found = int(required_agents(load, 240, target=target, within_s=within, patience_s=patience))
    assert float(service_level(load, 240, found, within, patience)) >= target - 1e-8
    assert float(service_level(load, 240, found - 1, within, patience)) < target


@given(LOADS, AGENTS, st.floats(0, 100), st.floats(20, 3000))
@settings(max_examples=100, deadline=None)
def test_impatience_shortens_the_wait(
    load: float, agents: int, within: float, patience: float
) -> None:
    without = performance(load, 240, agents, within)
    patient = performance(load, 240, agents, within, patience)
    assert float(patient.waiting) <= float(without.waiting) + 1e-9
    assert float(patient.wait_s) <= float(without.wait_s) * (1 + 1e-9) + 1e-12
