"""People for a language who take other contacts too, by hand and against the event loop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.coverage import count
from scheduler.domain.demand import ALL, Volume
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.erlang import erlang_b, service_level
from scheduler.staffing.language_groups import language_groups
from scheduler.staffing.requirements import require
from scheduler.staffing.scope import Intervals, heads_each
from scheduler.staffing.service import projected_service
from scheduler.verification.event_loop import run
from scheduler.verification.replication import (
    IN_TIME,
    OFFERED,
    PlayedContacts,
    ReplicationFrame,
    Staff,
)
from tests.small_centres import at, csr, roster, shift, small_centre

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
    calls = PlayedContacts(
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
    frame = ReplicationFrame(1, end, 1, np.array([20.0, 20.0]), np.array([False, False]))
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


def hour(language: str, calls: float) -> Volume:
    return Volume(at(0, "10:00"), at(0, "11:00"), "phone", language, calls, 180)


def speaking(*languages: str) -> Scenario:
    people = tuple(csr(f"c{i:02}", languages=one) for i, one in enumerate(languages, start=1))
    return small_centre(csrs=people)


def needed(scenario: Scenario, *volumes: Volume) -> dict[str, int]:
    by_slot = require(scenario, volumes).by_slot
    return {language: int(need[at(0, "10:00")]) for (_, language), need in by_slot.items()}


def test_languages_of_the_same_people_need_enough_of_them_together() -> None:
    # .5 erlang of 180 s each: one answers 52.7 % in 20 s, two 91.5 %. Together 1 erlang: three.
    volumes = hour("en", 60), hour("es", 10), hour("vi", 10)
    polyglots = speaking("en", "en;es;vi", "en;es;vi", "en;vi")
    found = needed(polyglots, *volumes)
    assert (found["es"], found["vi"], found["es+vi"]) == (2, 2, 3)
    # four people who speak one each are two and two already
    assert "es+vi" not in needed(speaking("en", "en;es", "en;es", "en;vi", "en;vi"), *volumes)


def test_a_group_that_asks_for_no_more_than_its_parts_has_no_row() -> None:
    # 1 erlang takes three, and so do 1.005 erlangs.
    assert set(needed(speaking("en", "en;es;vi"), hour("es", 20), hour("vi", 0.1))) == {
        ALL,
        "es",
        "vi",
    }


def test_groups_hang_together_through_people() -> None:
    chain = speaking("en", "en;es;vi", "en;vi;ru", "en;so")
    own = ["es", "ru", "so", "vi"]
    assert language_groups(chain, "phone", own) == [
        ("es", "vi"),
        ("ru", "vi"),
        ("es", "ru", "vi"),
    ]
    assert language_groups(chain, "desk", own) == []
    everything = speaking("en", "en;es;vi;ru;so;uk")
    groups = language_groups(everything, "phone", ["es", "ru", "so", "uk", "vi"])
    assert len(groups) == 10 + 10 + 1
    assert groups[-1] == ("es", "ru", "so", "uk", "vi")


def test_who_speaks_one_of_them_counts_once() -> None:
    scenario = speaking("en", "en;es;vi", "en;vi")
    people = roster(*(shift(f"c0{i}", 0, "10:00 phone 11:00") for i in (1, 2, 3)))
    heads = {
        language: int(count(scenario, people, "phone", language)[at(0, "10:00")])
        for language in (ALL, "es", "vi", "es+vi", "en+es")
    }
    assert heads == {ALL: 3, "es": 1, "vi": 2, "es+vi": 2, "en+es": 3}


def test_service_is_told_for_languages_and_not_for_groups() -> None:
    scenario = speaking("en", "en;es;vi", "en;es;vi", "en;vi")
    found = require(scenario, (hour("en", 60), hour("es", 10), hour("vi", 10)))
    rows = projected_service(scenario, found, roster(shift("c02", 0, "10:00 phone 11:00")))
    assert {row.language for row in rows} == {ALL, "es", "vi"}
