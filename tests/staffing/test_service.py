"""Projected service and backlog of small rosters, derived by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from scheduler.domain.demand import ALL, Volume
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Service
from scheduler.staffing.requirements import require
from scheduler.staffing.service import backlog, projected_service, service_level_by_channel
from tests.small_centres import at, roster, shift, small_centre

HALVES = (
    # two people from 8:00, the second leaves at 8:30
    shift("c01", 0, "08:00 phone 09:00"),
    shift("c03", 0, "08:00 phone 08:30"),
)


def hour(
    volume: float, language: str = "en", channel: str = "phone", start: str = "08:00"
) -> Volume:
    return Volume(at(0, start), at(0, start) + 4, channel, language, volume, 180)


def test_slots_weigh_alike_in_their_interval() -> None:
    # 10 calls/h x 180 s = .5 erlang. One person: half wait, and within 20 s
    # 1 - .5 exp(-.5/9) = .527020; ASA .5 x 180 / .5 = 180 s. Two people: B = .125/1.625 = 1/13,
    # C = (2/13) / (2 - .5 x 12/13) = .1, 1 - .1 exp(-1.5/9) = .915352; ASA .1 x 180 / 1.5 = 12 s.
    # Half the hour each: .721186, 96 s; busy .5 of 1.5 people on average = 1/3.
    scenario, calls = small_centre(), (hour(10),)
    found = projected_service(scenario, require(scenario, calls), roster(*HALVES))
    row = found[0]
    assert (row.start, row.end, row.channel, row.language) == (32, 36, "phone", ALL)
    assert row.service_level == pytest.approx((0.527020 + 0.915352) / 2, abs=1e-6)
    assert row.asa_s == pytest.approx(96)
    assert row.occupancy == pytest.approx(1 / 3)


def test_nobody_there_and_nobody_calling() -> None:
    scenario, calls = small_centre(), (hour(10),)
    need = require(scenario, calls)
    empty = projected_service(scenario, need, roster())
    assert (empty[0].service_level, empty[0].asa_s, empty[0].occupancy) == (0, math.inf, 1)
    assert (empty[1].service_level, empty[1].asa_s, empty[1].occupancy) == (1, 0, 0)


def test_a_language_is_served_by_its_speakers() -> None:
    # 10 Spanish calls/h, one speaker (c01) of two: .527020 as above. Pooled 20 calls/h are
    # 1 erlang with two people: C = 1/3, 1 - exp(-1/9) / 3 = .701720.
    scenario, calls = small_centre(), (hour(10), hour(10, "es"))
    people = roster(shift("c01", 0, "08:00 phone 09:00"), shift("c03", 0, "08:00 phone 09:00"))
    found = projected_service(scenario, require(scenario, calls), people)
    first = {row.language: row for row in found if row.start == at(0, "08:00")}
    assert first["es"].service_level == pytest.approx(0.527020, abs=1e-6)
    assert first[ALL].service_level == pytest.approx(0.701720, abs=1e-6)


def test_patience_counts_where_the_model_has_it() -> None:
    # One person, load 1, patience = handling time: nobody waits e^-1 of the time, and with
    # a threshold of 0 s that is the service level; 1/e give up, so busy 1 - 1/e.
    scenario = replace(
        small_centre(), services={"phone": Service("phone", "erlang_a", within_s=0, patience_s=180)}
    )
    people = roster(shift("c01", 0, "08:00 phone 09:00"))
    row = projected_service(scenario, require(scenario, (hour(20),)), people)[0]
    assert row.service_level == pytest.approx(math.exp(-1))
    assert row.occupancy == pytest.approx(1 - math.exp(-1))


def email_centre(within_h: float, waiting: float = 0.0) -> Scenario:
    scenario = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    email = Service("email", "deferrable", within_s=within_h * 3600, waiting_hours=waiting)
    return replace(scenario, services={**scenario.services, "email": email})


def test_backlog_first_in_first_out() -> None:
    # 40 mails of 180 s from 8:00 to 9:00 = 2 h of work, due after 2 h. One person works on
    # email from 8:30 to 10:00 = 1.5 h: by 9:00 half an hour of it, so 1.5 h = 30 mails wait,
    # the oldest of 8:15. By 10:00 all of 8:00 to 8:45; the rest is not due before 10:45.
    # By 11:00 half an hour is late, and the oldest, of 8:45, is 2.25 h old.
    scenario = email_centre(within_h=2)
    need = require(scenario, (hour(40, channel="email"),))
    people = roster(shift("c01", 0, "08:30 email 10:00"))
    rows = {row.start: row for row in backlog(scenario, need, people)}
    assert len(rows) == 24
    early, first, second, third = (rows[at(0, f"{h:02}:00")] for h in (7, 8, 9, 10))
    assert (early.arrived, early.waiting, early.oldest_hours, early.late) == (0, 0, 0, 0)
    assert (first.arrived, first.done) == (pytest.approx(2), pytest.approx(0.5))
    assert (first.waiting, first.waiting_contacts) == (pytest.approx(1.5), pytest.approx(30))
    assert (first.oldest_hours, first.late) == (pytest.approx(0.75), 0)
    assert (second.done, second.waiting) == (pytest.approx(1), pytest.approx(0.5))
    assert (second.oldest_hours, second.late) == (pytest.approx(1.25), 0)
    assert (third.done, third.late) == (0, pytest.approx(0.5))
    assert third.oldest_hours == pytest.approx(2.25)
    # 1.5 of 2 h were done before they were due
    level = service_level_by_channel(scenario, need, people)
    assert level["email"] == pytest.approx(0.75)


def test_work_that_waited_before_the_horizon_is_the_oldest() -> None:
    # 1 h waits at midnight, due at 10:00; half of it is done by 9:00.
    scenario = email_centre(within_h=10, waiting=1)
    need = require(scenario, ())
    rows = backlog(scenario, need, roster(shift("c01", 0, "08:30 email 09:00")))
    at_nine = rows[8]
    assert (at_nine.arrived, at_nine.done, at_nine.waiting) == (0, 0.5, 0.5)
    assert (at_nine.oldest_hours, at_nine.late) == (9, 0)
    assert rows[9].late == 0.5


def test_work_is_not_done_before_it_has_arrived() -> None:
    # An idle hour at 8:00 helps nobody: the mails come at 10:00.
    scenario = email_centre(within_h=1)
    need = require(scenario, (hour(20, channel="email", start="10:00"),))
    rows = backlog(scenario, need, roster(shift("c01", 0, "08:00 email 09:00")))
    assert sum(row.done for row in rows) == 0
    assert rows[-1].late == pytest.approx(1)


def test_service_level_by_channel_weighs_by_contacts() -> None:
    # 10 calls at .721186 (above) and 30 calls with nobody there: a fourth of it.
    scenario = small_centre()
    need = require(scenario, (hour(10), hour(30, start="14:00")))
    level = service_level_by_channel(scenario, need, roster(*HALVES))
    assert level == {"phone": pytest.approx(0.721186 / 4, abs=1e-6)}
