"""Routing as set: who is asked, which contact comes first, who is kept free, who calls again."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scheduler.domain.contact_routing import Routing
from scheduler.domain.demand import Volume
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service, Simulation
from scheduler.staffing.requirements import require
from scheduler.verification.draws import Chance
from scheduler.verification.event_loop import run
from scheduler.verification.replication import (
    ABANDONED,
    ANSWERED,
    OFFERED,
    WAIT,
    PlayedContacts,
    ReplicationFrame,
    Staff,
)
from scheduler.verification.routing import RoutingRules, listed_first, rules_for
from scheduler.verification.simulated import Simulated
from scheduler.verification.simulation import simulate
from tests.small_centres import at, csr, roster, shift, small_centre

NEVER = math.inf


def standing(*serves: list[int]) -> Staff:
    """One person in each group, from the start to the end."""
    many = len(serves)
    return Staff(
        many, np.zeros(many), np.arange(many), np.arange(many), np.array(serves, dtype=bool),
        np.zeros(many, dtype=np.int64),
    )  # fmt: skip


def waits(staff: Staff, rules: RoutingRules, *rows: tuple[float, int, float, float]) -> list[float]:
    """Seconds waited by kind, of contacts (arrival, kind, service, patience)."""
    arrival, kind, service, patience = (np.array(c, dtype=float) for c in zip(*rows, strict=True))
    kinds = staff.serves.shape[1]
    frame = ReplicationFrame(1, 10_000, 1, np.full(kinds, 20.0), np.zeros(kinds, dtype=bool))
    contacts = PlayedContacts(arrival, kind.astype(np.int64), service, patience)
    found: list[float] = run(contacts, staff, frame, rules=rules).counts[0, :, WAIT].tolist()
    return found


def rules(staff: Staff, **asked: Any) -> RoutingRules:
    return rules_for(Routing(**asked), staff, ["en", "es"], ["phone"] * 2)


def test_a_reserved_speaker_is_kept_until_the_wait_is_long_enough() -> None:
    # One person speaks English, one both. The second English call finds the bilingual one free
    # and kept for Spanish; after 30 s it may have him all the same, 1 + 30 = 31 s. Without a
    # reserve it would not wait.
    staff = standing([1, 0], [1, 1])
    calls = (0, 0, 100, NEVER), (1, 0, 100, NEVER)
    assert waits(staff, rules(staff), *calls) == [0, 0]
    assert waits(staff, rules(staff, reserve=1, reserve_until_s=30), *calls) == [30, 0]
    # A Spanish call within these 30 s finds him free.
    spanish = (*calls, (11, 1, 50, NEVER))
    assert waits(staff, rules(staff, reserve=1, reserve_until_s=30), *spanish) == [60, 0]
    assert waits(staff, rules(staff), *spanish) == [0, 90]


def test_who_comes_free_is_kept_too() -> None:
    # The bilingual one comes free at 40 s; English waits since 5 s and may take him only after
    # 60 s, at 65 s; the English-speaking one is busy until 100 s.
    staff = standing([1, 0], [1, 1])
    calls = (0, 0, 100, NEVER), (1, 1, 39, NEVER), (5, 0, 10, NEVER)
    assert waits(staff, rules(staff), *calls) == [35, 0]
    assert waits(staff, rules(staff, reserve=1, reserve_until_s=60), *calls) == [60, 0]


def test_of_two_in_reserve_the_second_is_free_to_take() -> None:
    staff = standing([1, 1], [1, 1], [1, 0])
    calls = (0, 0, 100, NEVER), (1, 0, 100, NEVER), (2, 0, 100, NEVER)
    # English first, then one of the two bilinguals, and the last is kept for 50 s.
    assert waits(staff, rules(staff, reserve=1, reserve_until_s=50), *calls) == [50, 0]


def test_a_listed_language_comes_first() -> None:
    # One person who speaks both, busy until 30 s: English waits since 10 s, Spanish since 20 s.
    staff = standing([1, 1])
    calls = (0, 0, 30, NEVER), (10, 0, 30, NEVER), (20, 1, 30, NEVER)
    assert waits(staff, rules(staff), *calls) == [20, 40]
    assert waits(staff, rules(staff, languages=("es",)), *calls) == [50, 10]
    assert listed_first(["en+vi", "es", "ru"], ["es", "vi"]).tolist() == [1, 0, 2]


def test_who_is_asked_first() -> None:
    # The bilingual one has been free the longest: asked only where skills do not count.
    staff = standing([1, 1], [1, 0])
    calls = (0, 0, 1, NEVER), (10, 0, 50, NEVER), (20, 1, 50, NEVER)
    # At 0 s both are free, English goes to the other one; so at 10 s the bilingual one has been
    # free longer, and with "longest_free" Spanish finds him busy until 60 s.
    assert waits(staff, rules(staff), *calls) == [0, 0]
    assert waits(staff, rules(staff, people="longest_free"), *calls) == [0, 0 + 40]


def centre(**asked: Any) -> Scenario:
    """Two people who work phones and email, four hours, with little of both to do."""
    volumes = tuple(
        Volume(at(0, f"{hour:02}:00"), at(0, f"{hour + 1:02}:00"), channel, "en", 10.0, 180.0)
        for hour in range(8, 12)
        for channel in ("phone", "email")
    )
    scenario = small_centre()
    return replace(
        scenario,
        csrs=(csr("p0", channels="phone;email"), csr("p1", channels="phone")),
        contacts=replace(scenario.contacts, given=volumes),
        opening={"phone": scenario.opening["phone"], "email": scenario.opening["phone"]},
        services={
            "phone": Service("phone"),
            "email": Service("email", "deferrable", within_s=7200.0),
        },
        simulation=Simulation(rules=Routing(**asked)),
    )


def played(scenario: Scenario) -> Simulated:
    made = roster(*(shift(f"p{i}", 0, "08:00 phone 12:00") for i in range(2)))
    asked = require(scenario, scenario.contacts.given)
    return simulate(scenario, asked, made, 20, chance=Chance(day_cv=0))


def test_email_between_calls() -> None:
    # Nobody is rostered on email: done only where it may be between calls, and then calls wait
    # a little longer. Where nobody else has to stay free for calls they wait longer still.
    without, between = played(centre()), played(centre(between_calls=("email",)))
    at_once = played(centre(between_calls=("email",), between_calls_free=0))
    assert without.total("email").service_level.mean == 0
    assert between.total("email").service_level.mean > 0.8
    calls = [s.total("phone").asa_s.mean for s in (without, between, at_once)]
    assert calls[0] < calls[1] < calls[2]


def test_who_works_no_email_does_none_between_calls() -> None:
    scenario = centre(between_calls=("email",))
    scenario = replace(
        scenario, csrs=tuple(replace(c, channels=frozenset({"phone"})) for c in scenario.csrs)
    )
    assert played(scenario).total("email").service_level.mean == 0


def test_who_gives_up_calls_again() -> None:
    # One person, busy 0 to 100 s. A caller of 20 s patience comes at 10 s, gives up at 30 s, and
    # calls again at 130 s, when the person is free: two calls offered, one of them lost.
    staff, kinds = standing([1]), 1
    again = np.array([[100.0, 0, 20, 5000, 0], [100.0, 3, 20, 5000, 0]])
    contacts = PlayedContacts(
        np.array([0.0, 10.0]), np.zeros(2, dtype=np.int64), np.array([100.0, 40.0]),
        np.array([NEVER, 20.0]), again,
    )  # fmt: skip
    frame = ReplicationFrame(1, 10_000, 1, np.full(kinds, 20.0), np.zeros(kinds, dtype=bool))
    seen = run(contacts, staff, frame).counts[0, 0]
    assert seen[[OFFERED, ANSWERED, ABANDONED, WAIT]].tolist() == [3, 2, 1, 20]
    # Nobody calls again after the channel has closed.
    again[:, 3] = 120
    assert run(contacts, staff, frame).counts[0, 0, OFFERED] == 2


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_share_who_call_again_or_are_called_back(share: float) -> None:
    random, patience = np.random.default_rng(3), np.full(4000, 30.0)
    chance = Chance(callbacks=share, calls_again=share)
    waits_for_ever = np.isinf(chance.patience(random, patience)).mean()
    assert waits_for_ever == pytest.approx(share, abs=0.03)
    tries = chance.further_calls(random, patience, np.full(4000, 1e9))[:, 1]
    assert (tries > 0).mean() == pytest.approx(share, abs=0.03)
