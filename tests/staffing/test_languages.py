"""People for a language who take other contacts too, by hand and against the event loop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.settings import Service
from scheduler.staffing.erlang import erlang_b, service_level
from scheduler.staffing.requirements import require
from scheduler.staffing.scope import Intervals, heads_each
from scheduler.verification.queue import run
from scheduler.verification.replication import IN_TIME, OFFERED, Contacts, Frame, Staff
from tests.centres import at, small_centre

SHARED = Service("phone", speakers="shared")


def among(own: float, others: float, heads: int) -> Intervals:
    """An hour of `own` erlangs beside `others` on `heads` people, calls of 180 s."""
    one = np.ones(1)
    return Intervals(
        own * one, 180 * one, 20 * own * one, np.array([4]), others * one, np.array([heads])
    )


def simulated(own: float, others: float, heads: int, speakers: int, days: int = 40) -> float:
    """Share of the language's calls answered within 20 s, everybody else asked first."""
    random, end = np.random.default_rng(5), days * 86_400.0
    counts = [random.poisson(load / 180 * end) for load in (others, own)]
    kind = np.repeat([0, 1], counts)
    order = np.argsort(arrival := random.uniform(0, end, len(kind)))
    calls = Contacts(
        arrival[order],
        kind[order],
        random.exponential(180, len(kind)),
        np.full(len(kind), np.inf),
    )
    staff = Staff(
        people=heads,
        time=np.zeros(heads),
        person=np.arange(heads),
        group=np.repeat([1, 0], [speakers, heads - speakers]),
        serves=np.array([[True, False], [True, True]]),
        channel=np.zeros(2, dtype=np.int64),
    )
    frame = Frame(1, end, 1, np.array([20.0, 20.0]), np.array([False, False]))
    seen = run(calls, staff, frame).counts[0, 1]
    return float(seen[IN_TIME] / seen[OFFERED])


def test_who_speaks_a_language_takes_what_others_leave() -> None:
    # 3.84 erlangs on the 4 of 8 who speak no Spanish: B = .2950 of them overflow, 1.13
    # erlangs, to the 4 who do and have .96 of their own.
    given = among(0.96, 3.84, 8).given(SHARED, np.array([4]))
    overflow = 3.84 * float(erlang_b(3.84, 4))
    assert overflow == pytest.approx(1.13, abs=0.01)
    assert given.service_level[0] == pytest.approx(
        float(service_level(0.96 + overflow, 180, 4, 20))
    )


@pytest.mark.parametrize(
    ("own", "others", "heads", "alone", "shared"),
    [
        (0.96, 3.84, 8, 3, 4),  # 96 calls/h, a fifth of them Spanish, 8 together
        (0.48, 4.32, 8, 2, 3),
        (1.92, 2.88, 8, 4, 5),
        (1.0, 9.0, 14, 3, 5),
    ],
)
def test_counted_alone_they_miss_and_shared_they_hold(
    own: float, others: float, heads: int, alone: int, shared: int
) -> None:
    load = among(own, others, heads)
    assert heads_each(SHARED, replace(load, others=None, heads=None)).tolist() == [alone]
    assert heads_each(SHARED, load).tolist() == [shared]
    assert simulated(own, others, heads, alone) < 0.79
    assert simulated(own, others, heads, shared) > 0.80


def test_both_ends_are_erlang_s() -> None:
    # Nobody else calls: as a queue of its own. Everybody speaks it: the pooled queue.
    assert heads_each(SHARED, among(1.5, 0, 4)).tolist() == [4]
    everybody = among(0.5, 9.5, 14).given(SHARED, np.array([14]))
    assert everybody.service_level[0] == pytest.approx(0.88835, abs=1e-5)


def test_a_requirement_never_falls_when_people_are_shared() -> None:
    scenario = small_centre()
    volumes = tuple(
        Volume(at(0, "10:00"), at(0, "11:00"), "phone", language, calls, 180)
        for language, calls in (("en", 180.0), ("es", 20.0))
    )
    for scope in ("interval", "day", "week"):
        found = {}
        for speakers in ("alone", "shared"):
            service = replace(SHARED, scope=scope, speakers=speakers)
            by_slot = require(replace(scenario, services={"phone": service}), volumes).by_slot
            found[speakers] = [int(by_slot["phone", key].max()) for key in (ALL, "es")]
        assert found["alone"][0] == found["shared"][0]
        assert found["alone"][1] < found["shared"][1] <= found["shared"][0]
