"""Requirements of small centres, derived by hand. Handling 180 s and 80 % within 20 s
throughout: 1.5 erlangs need 4 people (3 reach 79.95 %), 1 erlang 3, 10 erlangs 14."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirements, Volume
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour, Service
from scheduler.staffing.requirements import require
from tests.small_centres import at, csr, small_centre


def calls(
    start: str, end: str, volume: float, language: str = "en", channel: str = "phone", day: int = 0
) -> Volume:
    return Volume(at(day, start), at(day, end), channel, language, volume, 180)


def needs(scenario: Scenario, *volumes: Volume) -> Requirements:
    return require(scenario, volumes)


def test_every_open_interval_has_its_need() -> None:
    # 20 calls/h x 180 s = 1 erlang; 30 calls/h = 1.5 erlangs; open 8:00 to 17:00.
    found = needs(small_centre(), calls("08:00", "09:00", 20), calls("09:00", "10:00", 30))
    pooled = [row for row in found.rows if row.language == ALL]
    assert [(r.start, r.end) for r in pooled] == [
        (at(0, f"{h:02}:00"), at(0, f"{h + 1:02}:00")) for h in range(8, 17)
    ]
    assert [r.required for r in pooled] == [3, 4, 0, 0, 0, 0, 0, 0, 0]
    assert pooled[0].volume == 20
    assert pooled[0].aht_s == 180
    assert pooled[1].erlangs == 1.5
    assert found.by_slot["phone", ALL][at(0, "09:45")] == 4
    assert found.by_slot["phone", ALL].sum() == 4 * (3 + 4)


@pytest.mark.parametrize("minutes", [60, 30, 15])
def test_intervals_of_any_length(minutes: int) -> None:
    # 10 erlangs in each: 200 calls/h. 14 people (13 reach 79.56 %).
    scenario = small_centre(interval_minutes=minutes)
    start = at(0, "10:00")
    volume = Volume(start, start + minutes // 15, "phone", "en", 200 * minutes / 60, 180)
    row = next(r for r in needs(scenario, volume).rows if r.start == start)
    assert (row.end, row.required) == (start + minutes // 15, 14)
    assert row.erlangs == pytest.approx(10)


def test_only_the_open_part_of_an_interval_is_staffed() -> None:
    # Open from 8:30: of 40 calls in the hour 20 arrive in the open half, 2 erlangs as before.
    scenario = small_centre(hours={"phone": "08:30-16:00"})
    found = needs(scenario, calls("08:00", "09:00", 40), calls("17:00", "18:00", 40))
    first = found.rows[0]
    assert (first.start, first.end) == (at(0, "08:30"), at(0, "09:00"))
    assert (first.volume, first.erlangs, first.required) == (20, 2, 4)
    assert found.by_slot["phone", ALL][at(0, "16:00") :].sum() == 0


def test_closed_days_need_nobody() -> None:
    scenario = small_centre(days=2)
    shut = replace(scenario, opening={"phone": (None, scenario.opening["phone"][1])})
    found = needs(shut, calls("10:00", "11:00", 30), calls("10:00", "11:00", 30, day=1))
    assert {r.start // 96 for r in found.rows} == {1}


def test_languages_are_pooled_and_have_their_own_need() -> None:
    # 200 calls/h, 20 of them Spanish: 10 erlangs together need 14, 1 erlang among who
    # speak Spanish 3. English, which all speak, has no need of its own.
    found = needs(
        small_centre(),
        calls("10:00", "11:00", 180),
        calls("10:00", "11:00", 20, language="es"),
    )
    slot = at(0, "10:00")
    assert {key: int(need[slot]) for key, need in found.by_slot.items()} == {
        ("phone", ALL): 14,
        ("phone", "es"): 3,
    }


def test_handling_time_is_weighted_by_volume() -> None:
    # 30 x 120 s + 10 x 480 s = 8,400 s: 210 s each of 40.
    found = needs(
        small_centre(),
        Volume(at(0, "10:00"), at(0, "11:00"), "phone", "en", 30, 120),
        Volume(at(0, "10:00"), at(0, "11:00"), "phone", "es", 10, 480),
    )
    row = next(r for r in found.rows if r.language == ALL and r.volume)
    assert (row.volume, row.aht_s) == (40, 210)


def test_a_language_that_nobody_speaks_is_asked_for() -> None:
    found = needs(small_centre(), calls("10:00", "11:00", 20, language="vi"))
    assert found.by_slot["phone", "vi"][at(0, "10:00")] == 3


def test_the_desk_is_its_own_queue_with_a_minimum() -> None:
    # 5 visits of 180 s = .25 erlang: with one person they wait a fourth of the time, and
    # within 5 minutes 1 - .25 exp(-.75 x 300 / 180) = 93 %. One would do, the minimum is 2.
    scenario = small_centre(hours={"phone": "08:00-17:00", "desk": "08:00-12:00"})
    services = {
        "phone": Service("phone"),
        "desk": Service("desk", target=0.9, within_s=300, minimum=2),
    }
    found = needs(replace(scenario, services=services), calls("08:00", "09:00", 5, channel="desk"))
    desk = found.by_slot["desk", ALL]
    assert np.flatnonzero(desk).tolist() == list(range(at(0, "08:00"), at(0, "12:00")))
    assert set(desk.tolist()) == {0, 2}
    without = {**services, "desk": replace(services["desk"], minimum=0)}
    again = needs(replace(scenario, services=without), calls("08:00", "09:00", 5, channel="desk"))
    assert again.by_slot["desk", ALL].max() == 1


def test_an_occupancy_cap_asks_for_more() -> None:
    # 527 calls/h x 180 s = 26.35 erlangs; / .85 = 31, as 80/20 needs; / .62 = 42.5, so 43.
    scenario = small_centre()
    capped = replace(scenario, services={"phone": Service("phone", max_occupancy=0.62)})
    volume = calls("10:00", "11:00", 527)
    assert needs(scenario, volume).by_slot["phone", ALL].max() == 31
    assert needs(capped, volume).by_slot["phone", ALL].max() == 43


def test_patience_asks_for_fewer() -> None:
    # 10 erlangs, patience 300 s: 14 answer 91.7 % in time, and 13 do in Erlang A what
    # they miss in Erlang C (79.56 %).
    scenario = small_centre()
    patient = replace(scenario, services={"phone": Service("phone", "erlang_a", patience_s=300)})
    volume = calls("10:00", "11:00", 200)
    assert needs(scenario, volume).by_slot["phone", ALL].max() == 14
    assert needs(patient, volume).by_slot["phone", ALL].max() < 14


def test_a_day_or_a_week_may_make_up_for_an_hour() -> None:
    # 30 and 20 calls/h: 3 people each answer 85 % of both together (test_scope), 4 and 3
    # each hour by itself. Tuesday has the 30 calls alone: 4 on the day, and over the week
    # 2 x 30 x .79947 + 20 x .92721 = 66.51 of 80 are 83 %, so 3.
    scenario = small_centre(days=2)
    volumes = (
        calls("08:00", "09:00", 30),
        calls("09:00", "10:00", 20),
        calls("08:00", "09:00", 30, day=1),
    )  # fmt: skip

    def found(scope: str) -> list[int]:
        service = Service("phone", scope=scope)
        rows = needs(replace(scenario, services={"phone": service}), *volumes).rows
        return [row.required for row in rows if row.volume]

    assert found("interval") == [4, 3, 4]
    assert found("day") == [3, 3, 4]
    assert found("week") == [3, 3, 3]


def test_weeks_are_seven_days_from_the_first() -> None:
    scenario = small_centre(days=8)
    week = replace(scenario, services={"phone": Service("phone", scope="week")})
    volumes = [calls("08:00", "09:00", 20), *(calls("08:00", "09:00", 30, day=d) for d in (1, 7))]
    assert [row.required for row in needs(week, *volumes).rows if row.volume] == [3, 3, 4]


def test_a_language_makes_up_for_its_hours_too() -> None:
    scenario = small_centre()
    week = replace(scenario, services={"phone": Service("phone", scope="week")})
    volumes = (
        calls("08:00", "09:00", 30, language="es"), calls("09:00", "10:00", 20, language="es"),
    )  # fmt: skip
    spanish = needs(week, *volumes).by_slot["phone", "es"]
    assert spanish[at(0, "08:00") : at(0, "10:00")].tolist() == [3] * 8


def test_a_highest_wait_asks_for_more() -> None:
    # 1.5 erlangs: 4 people let callers wait .0746 x 180 / 2.5 = 5.4 s on average, 5 people less.
    scenario = small_centre()
    quick = replace(scenario, services={"phone": Service("phone", max_asa_s=5)})
    volume = calls("10:00", "11:00", 30)
    assert needs(scenario, volume).by_slot["phone", ALL].max() == 4
    assert needs(quick, volume).by_slot["phone", ALL].max() == 5


def email_centre(within_s: float, waiting_hours: float = 0.0) -> Scenario:
    scenario = small_centre(hours={"phone": "08:00-17:00", "email": "08:00-17:00"})
    email = Service("email", "deferrable", within_s=within_s, waiting_hours=waiting_hours)
    return replace(scenario, services={**scenario.services, "email": email})


def test_email_waits_between_two_curves() -> None:
    # 40 mails of 180 s from 6:00 to 7:00 (closed: they wait) are 2 hours of work, half an
    # hour in each slot; due 4 h later, so half an hour by 10:15 and all by 11:00.
    scenario = email_centre(within_s=4 * 3600, waiting_hours=1.5)
    found = needs(scenario, calls("06:00", "07:00", 40, channel="email"))
    (work,) = found.deferrable
    assert ("email", ALL) not in found.by_slot
    assert work.arrived_hours[at(0, "05:45")] == 1.5
    assert work.arrived_hours[at(0, "06:00")] == pytest.approx(2.0)
    assert work.arrived_hours[-1] == pytest.approx(3.5)
    # what waited at midnight is due at 4:00: by the end of the slot of 3:45
    assert work.due_hours[at(0, "03:30")] == 0
    assert work.due_hours[at(0, "03:45")] == 1.5
    assert work.due_hours[at(0, "10:00")] == pytest.approx(2.0)
    assert work.due_hours[at(0, "10:45")] == pytest.approx(3.5)
    (row,) = [r for r in found.rows if r.channel == "email"]
    assert (row.volume, row.aht_s, row.erlangs, row.required) == (40, 180, 2, 0)


def test_a_deadline_inside_a_slot_cuts_it_in_proportion() -> None:
    # Due 10 minutes later: of the half hour that arrives from 6:00 to 6:15 a third is due
    # by 6:15.
    found = needs(email_centre(within_s=600), calls("06:00", "07:00", 40, channel="email"))
    (work,) = found.deferrable
    assert work.due_hours[at(0, "06:00")] == pytest.approx(0.5 / 3)


def test_a_supervisor_for_every_span_of_people() -> None:
    # 14 on the phones: 2 supervisors at one to ten, 1 at one to fourteen, none without any.
    scenario = small_centre()
    volume = calls("10:00", "11:00", 200)
    slot = at(0, "10:00")
    assert needs(scenario, volume).supervisors.sum() == 0
    led = replace(scenario, csrs=(*scenario.csrs, csr("s01", channels="supervision")))
    assert needs(led, volume).supervisors[slot] == 2
    assert needs(led, volume).supervisors.sum() == 2 * 4
    wide = replace(led, labour=Labour(supervisor_span=14))
    assert needs(wide, volume).supervisors[slot] == 1


def test_nothing_at_all() -> None:
    found = needs(small_centre())
    assert {row.required for row in found.rows} == {0}
    assert found.by_slot["phone", ALL].sum() == 0
