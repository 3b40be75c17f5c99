"""Service level and average speed of answer, counted one way everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.validation import long_run
from scheduler.domain.demand import Volume
from scheduler.domain.settings import Service
from scheduler.staffing.counting import counted, level_parts
from scheduler.staffing.erlang import performance, required_agents
from scheduler.staffing.requirements import require
from scheduler.staffing.service import projected_service
from scheduler.verification.draws import Chance
from scheduler.verification.replication import (
    ANSWERED,
    ANSWERED_WAIT,
    LEFT_IN_TIME,
    OFFERED,
    WAIT,
)
from scheduler.verification.simulation import simulate
from tests.small_centres import at, roster, shift, small_centre

WAYS = ("missed", "met", "left_out")


def test_ten_contacts_counted_three_ways() -> None:
    # Of ten, six are answered in time, two give up in time: 6/10, 8/10, 6/8.
    six, two, ten = np.array([6.0]), np.array([2.0]), np.array([10.0])
    shares = [float(m[0] / o[0]) for m, o in (level_parts(w, six, two, ten) for w in WAYS)]
    assert shares == [0.6, 0.8, 0.75]


@pytest.mark.parametrize("load", [6.0, 10.0, 13.0])
def test_palms_queue_by_its_chain(load: float) -> None:
    # The wait of those answered and the share who give up in time, from the birth and death
    # chain: an arrival that finds k waiting is answered after k + 1 events, at rates n / aht +
    # j / patience with j of k ahead, or gives up first. Followed in small steps of time.
    n, aht, patience, within = 10, 180.0, 120.0, 20.0
    found = performance(load, aht, n, within, patience)
    answered_wait, soon = _by_chain(load, n, aht, patience, within)
    assert float(found.answered_wait_s) == pytest.approx(answered_wait, rel=1e-3)
    assert float(found.gone_in_time) == pytest.approx(soon, rel=2e-3)


def _by_chain(
    load: float, n: int, aht: float, patience: float, within: float
) -> tuple[float, float]:
    weight = [1.0]
    for k in range(1, 200):
        weight.append(weight[-1] * load / (min(k, n) + max(0, k - n) * aht / patience))
    steady = np.array(weight) / sum(weight)
    rates = n / aht + np.arange(len(steady)) / patience  # with so many ahead of one
    ahead = steady[n:].copy()  # who arrives to find all busy has so many ahead
    patient, step, soon, wait_sum, answered = 1.0, 0.02, 0.0, 0.0, float(steady[:n].sum())
    for turn in range(60_000):
        time = (turn + 0.5) * step
        moved = ahead * rates[: len(ahead)] * step
        begun = moved[0] * patient
        gone = ahead.sum() * patient * step / patience
        soon += gone if time < within else 0.0
        wait_sum, answered = wait_sum + begun * time, answered + begun
        ahead = ahead - moved
        ahead[:-1] += moved[1:]
        patient *= 1 - step / patience
    return wait_sum / answered, soon


def test_the_queue_of_the_issue() -> None:
    # 10 erlangs, 10 people, 120 s of patience: all contacts wait 16.5 s, those answered 14.6 s,
    # by the formula and in a long simulation.
    found = performance(10.0, 180.0, 10, 20.0, 120.0)
    assert (float(found.wait_s), float(found.answered_wait_s)) == pytest.approx(
        (16.5, 14.6), abs=0.06
    )
    counts = long_run(10.0, 10, 120.0, seed=4).counts.sum(axis=(0, 1))
    assert counts[WAIT] / counts[OFFERED] == pytest.approx(16.5, rel=0.05)
    assert counts[ANSWERED_WAIT] / counts[ANSWERED] == pytest.approx(14.6, rel=0.05)
    assert counts[LEFT_IN_TIME] / counts[OFFERED] == pytest.approx(
        float(found.gone_in_time), rel=0.06
    )


def test_without_abandonment_all_ways_are_one() -> None:
    given = performance(10.0, 180.0, 12, 20.0)
    for way in WAYS:
        same = counted(Service("phone", abandons=way, asa="all"), given)
        assert float(same.service_level) == float(given.service_level)
        assert float(same.wait_s) == float(given.answered_wait_s)


def test_what_counts_as_met_requires_fewer() -> None:
    heads = [
        int(
            required_agents(
                20.0, 180.0, target=0.8, within_s=60.0, patience_s=60.0,
                counted=lambda given, way=way: counted(Service("p", abandons=way), given),
            )
        )
        for way in WAYS
    ]  # fmt: skip
    assert heads[0] > heads[2] >= heads[1]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asa", ["answered", "all"])
def test_formula_and_simulation_count_alike(way: str, asa: str) -> None:
    # Nine hours of a steady queue of three people: projected within the simulation's interval,
    # a little widened since the day begins and ends with an empty queue.
    scenario = small_centre()
    service = Service("phone", "erlang_a", patience_s=60.0, abandons=way, asa=asa)
    volumes = tuple(
        Volume(at(0, f"{h:02}:00"), at(0, f"{h + 1:02}:00"), "phone", "en", 60.0, 180.0)
        for h in range(8, 17)
    )
    centre = small_centre(services={"phone": service}, contacts=scenario.contacts)
    asked = require(centre, volumes)
    made = roster(*(shift(c.csr_id, 0, "08:00 phone 17:00") for c in centre.csrs[:3]))
    projected = projected_service(centre, asked, made)
    level = sum(r.volume * r.service_level for r in projected) / sum(r.volume for r in projected)
    seen = simulate(centre, asked, made, 60, seed=1, chance=Chance(day_cv=0)).total("phone")
    assert seen.service_level.low - 0.01 < level < seen.service_level.high + 0.01
    assert seen.asa_s.mean == pytest.approx(projected[4].asa_s, rel=0.05)
