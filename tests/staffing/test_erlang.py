"""Erlang B, C and A against published values and their own laws."""

from __future__ import annotations

import math

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


def sum_of(load: float, lines: int) -> float:
    """Erlang's loss formula as he wrote it."""
    terms = [load**k / math.factorial(k) for k in range(lines + 1)]
    return terms[-1] / sum(terms)


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
        # by the sum: 5^10/10! over sum of 5^k/k!, likewise 10 on 10 lines
        (5, 10, sum_of(5, 10)),
        (10, 10, sum_of(10, 10)),
    ],
)
def test_erlang_b(load: float, agents: int, blocked: float) -> None:
    assert erlang_b(load, agents) == pytest.approx(blocked, rel=1e-12)


# Offered erlangs at which so many lines block 1, 2 and 5 %, as every printed Erlang B table has
# them (such as that of the ITU's Teletraffic Engineering Handbook), to three digits.
ERLANG_B_TABLE = {
    0.01: {1: 0.0101, 2: 0.153, 3: 0.455, 4: 0.869, 5: 1.36, 6: 1.91, 7: 2.50, 8: 3.13, 9: 3.78,
           10: 4.46, 15: 8.11, 20: 12.0, 30: 20.3, 50: 37.9, 100: 84.1},
    0.02: {1: 0.0204, 2: 0.223, 3: 0.602, 4: 1.09, 5: 1.66, 6: 2.28, 7: 2.94, 8: 3.63, 9: 4.34,
           10: 5.08, 15: 9.01, 20: 13.2, 30: 21.9, 50: 40.3, 100: 88.0},
    0.05: {1: 0.0526, 2: 0.381, 3: 0.899, 4: 1.52, 5: 2.22, 6: 2.96, 7: 3.74, 8: 4.54, 9: 5.37,
           10: 6.22, 15: 10.6, 20: 15.2, 30: 24.8, 50: 44.5, 100: 95.2},
}  # fmt: skip


@pytest.mark.parametrize("blocked", ERLANG_B_TABLE)
def test_the_printed_table_of_erlang_b(blocked: float) -> None:
    lines = np.array(list(ERLANG_B_TABLE[blocked]))
    load = np.array(list(ERLANG_B_TABLE[blocked].values()))
    digits = 3 - np.ceil(np.log10(load))
    half = 0.5 * 10.0 ** -np.where(load < 0.1, 4, digits)  # of the last digit printed
    assert (erlang_b(load - half, lines) <= blocked).all()
    assert (erlang_b(load + half, lines) >= blocked).all()


@pytest.mark.parametrize("busy", [0.1, 0.5, 0.8, 0.99])
def test_erlang_c_in_closed_form(busy: float) -> None:
    # One person: C = rho. Two: B = 2 rho^2 / (1 + 2 rho + 2 rho^2), C = 2 rho^2 / (1 + rho).
    assert float(erlang_c(busy, 1)) == pytest.approx(busy, rel=1e-12)
    assert float(erlang_c(2 * busy, 2)) == pytest.approx(2 * busy**2 / (1 + busy), rel=1e-12)
    # One person, 60 s: the wait is 60 rho / (1 - rho), within t a share 1 - rho exp(-(1 - rho) t).
    assert float(asa(busy, 60, 1)) == pytest.approx(60 * busy / (1 - busy), rel=1e-12)
    within = 1 - busy * np.exp(-(1 - busy) * 0.5)
    assert float(service_level(busy, 60, 1, 30)) == pytest.approx(within, rel=1e-12)


def test_with_and_without_patience_as_garnett_mandelbaum_and_reiman_print_it() -> None:
    # "Designing a call center with impatient customers", M&SOM 4 (2002), table 1: 48 calls a
    # minute of a minute each, 50 agents, patience 2 minutes or none.
    endless = performance(48, 60, 50, 58.1)
    assert float(endless.wait_s) == pytest.approx(20.8, abs=0.05)
    assert float(endless.service_level) == pytest.approx(0.90, abs=5e-4)  # 90th percentile 58.1 s
    assert round(48 / 60 * float(endless.wait_s)) == 17  # average queue length, by Little
    assert float(endless.occupancy) == pytest.approx(0.96)
    found = performance(48, 60, 50, patience_s=120)
    assert float(found.abandoned) == pytest.approx(0.031, abs=5e-4)
    assert float(found.wait_s) == pytest.approx(3.7, abs=0.05)
    assert round(48 / 60 * float(found.wait_s)) == 3
    assert float(found.occupancy) == pytest.approx(0.93, abs=5e-3)


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
