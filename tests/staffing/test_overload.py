"""However overloaded: no wait below 0, no share outside 0 to 1, nothing that is no number."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.settings import Service
from scheduler.staffing.requirements import require
from scheduler.staffing.scope import Intervals
from scheduler.staffing.service import (
    backlog,
    projected_service,
    required_service,
    service_level_by_channel,
)
from tests.small_centres import at, roster, shift, small_centre

services = st.builds(
    Service,
    st.just("phone"),
    model=st.sampled_from(["erlang_c", "erlang_a"]),
    target=st.sampled_from([0.3, 0.8, 0.999]),
    within_s=st.sampled_from([0.0, 20.0, 3600.0]),
    max_occupancy=st.sampled_from([0.5, 0.95, 1.0]),
    scope=st.sampled_from(["interval", "day", "week"]),
    floor=st.sampled_from([0.0, 0.5, 0.999]),
    ramp=st.sampled_from(["stationary", "max", "mol"]),
    speakers=st.sampled_from(["alone", "shared"]),
    patience_s=st.sampled_from([1.0, 300.0]),
)
calls = st.tuples(
    st.sampled_from(["en", "es"]), st.integers(8, 16), st.floats(0, 500), st.floats(0, 1200)
)


def a_share(value: float) -> bool:
    return 0 <= value <= 1


@settings(max_examples=30, deadline=None)
@given(services, st.lists(calls, min_size=1, max_size=8), st.integers(0, 3))
def test_any_load_on_any_roster(
    service: Service, arriving: list[tuple[str, int, float, float]], people: int
) -> None:
    scenario = small_centre(services={"phone": service})
    volumes = tuple(
        Volume(at(0, f"{h:02}:00"), at(0, f"{h:02}:00") + 4, "phone", language, volume, aht_s)
        for language, h, volume, aht_s in arriving
    )
    found = require(scenario, volumes)
    there = roster(*(shift(f"c0{i + 1}", 0, "08:00 phone 12:00") for i in range(people)))
    for row in found.rows:
        assert row.required >= 0
        assert row.required > 0 or row.erlangs == 0
    pooled = [row for row in found.rows if row.language == ALL and row.erlangs]
    if service.model == "erlang_c":
        assert all(row.required > row.erlangs for row in pooled)
    told = [*projected_service(scenario, found, there), *required_service(scenario, found)]
    assert told
    for seen in told:
        assert a_share(seen.service_level)
        assert a_share(seen.occupancy)
        assert seen.asa_s >= 0
        assert not math.isnan(seen.asa_s)
    assert all(map(a_share, service_level_by_channel(scenario, found, there).values()))


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 300), st.floats(0, 300), st.integers(0, 400), st.integers(0, 400))
def test_any_number_of_speakers(own: float, others: float, heads: int, speakers: int) -> None:
    one = np.ones(1)
    load = Intervals(own * one, 180 * one, one, np.array([4]), others * one, np.array([heads]))
    seen = load.given(Service("phone", speakers="shared"), np.array([speakers]))
    assert a_share(float(seen.service_level[0]))
    assert a_share(float(seen.waiting[0]))
    assert seen.wait_s[0] >= 0


@settings(max_examples=60, deadline=None)
@given(st.lists(calls, max_size=6), st.floats(0, 50), st.integers(0, 3), st.floats(0, 200_000))
def test_any_backlog(
    arriving: list[tuple[str, int, float, float]], waiting: float, people: int, within_s: float
) -> None:
    scenario = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    email = Service("email", "deferrable", within_s=within_s, waiting_hours=waiting)
    scenario = replace(scenario, services={**scenario.services, "email": email})
    volumes = tuple(
        Volume(at(0, f"{h:02}:00"), at(0, f"{h:02}:00") + 4, "email", "en", volume, aht_s)
        for _, h, volume, aht_s in arriving
    )
    found = require(scenario, volumes)
    there = roster(*(shift(f"c0{i + 1}", 0, "09:00 email 12:00") for i in range(people)))
    for row in backlog(scenario, found, there):
        figures = (row.arrived, row.done, row.waiting, row.oldest_hours, row.late)
        assert all(figure >= 0 and math.isfinite(figure) for figure in figures)
    assert all(map(a_share, service_level_by_channel(scenario, found, there).values()))
