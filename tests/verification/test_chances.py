"""The chance of a day: how often the target is met, judged on the forecast's own days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from scheduler.domain.history import Contacts, Observed
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.pipeline.plans import compare_plans
from scheduler.staffing.requirements import require
from scheduler.verification.draws import Chance
from scheduler.verification.floor import floor_of
from scheduler.verification.simulation import simulate
from tests.small_centres import MONDAY, at, roster, shift, small_centre


def history() -> tuple[Observed, ...]:
    """Sixteen weeks of working days of 8 to 17, about twelve calls an hour, days that differ."""
    random = np.random.default_rng(5)
    first = datetime.combine(MONDAY, datetime.min.time()) - timedelta(weeks=16)
    return tuple(
        Observed(first + timedelta(days=d, hours=h), "phone", "en", float(n), 0.0, 240.0)
        for d in range(16 * 7)
        if d % 7 < 5
        for rate in (random.gamma(100, 0.12),)
        for h in range(8, 17)
        for n in (random.poisson(rate),)
    )


def planned(plan: float | None) -> Scenario:
    return small_centre(contacts=Contacts(history=history(), plan_for=plan))


def test_contacts_come_as_forecast_whatever_is_planned_for() -> None:
    # People are required for the ninetieth day of a hundred, contacts come as on the mean day.
    rates, heads = [], []
    for plan in (None, 0.9):
        scenario = planned(plan)
        expected = forecast(scenario)
        scenario = expected.heard_by(scenario)
        asked = require(scenario, expected.volumes, expected.day_cv)
        rates.append(floor_of(scenario, asked, roster()).rate.sum())
        heads.append(sum(row.volume for row in asked.rows))
    assert heads[1] > 1.05 * heads[0]
    assert rates[1] == pytest.approx(rates[0], rel=1e-6)


def test_a_chance_is_the_share_of_days() -> None:
    # Three people for 0.8 erlangs: every day far above 80 %. One person: no day reaches it.
    scenario = small_centre()
    asked = require(scenario, scenario.contacts.given)
    for people, chance in ((3, 1.0), (1, 0.0)):
        made = roster(*(shift(f"c0{i + 1}", 0, "08:00 phone 17:00") for i in range(people)))
        [day] = [
            row
            for row in simulate(scenario, asked, made, 60, chance=Chance(day_cv=0.1)).days
            if row.language == "*"
        ]
        assert day.chance.mean == pytest.approx(chance, abs=0.05)
        assert 0 <= day.chance.low < day.chance.high <= 1
        assert day.p10 < day.service_level.mean < day.p90


def test_days_that_differ_more_are_worse_more_often() -> None:
    scenario = small_centre()
    asked = require(scenario, scenario.contacts.given)
    made = roster(*(shift(f"c0{i + 1}", 0, "08:00 phone 17:00") for i in range(2)))
    spans = []
    for cv in (0.0, 0.4):
        [day] = simulate(scenario, asked, made, 150, chance=Chance(day_cv=cv)).days
        spans.append(day.p90 - day.p10)
    assert spans[1] > 1.3 * spans[0]


def test_higher_quantiles_take_more_hours_and_fewer_bad_days() -> None:
    # From a history with its own day error, and from contacts given, 12 calls an hour by one
    # third of an erlang more: the people of every plan meet the same contacts.
    for scenario in (planned(None), _busier()):
        rows = compare_plans(scenario)
        assert [row.plan_for for row in rows] == [None, 0.5, 0.75, 0.9]
        hours = [row.hours for row in rows[1:]]
        bad = [row.bad_day for row in rows[1:]]
        assert hours == sorted(hours)
        assert hours[2] > hours[0]
        assert bad[2] < bad[0]
        assert rows[0].dollars == pytest.approx(30.0 * rows[0].hours)


def _busier() -> Scenario:
    scenario = small_centre()
    more = tuple(replace(v, volume=3.1 * v.volume) for v in scenario.contacts.given)
    return replace(
        scenario,
        contacts=replace(scenario.contacts, given=more),
        simulation=replace(scenario.simulation, day_cv=0.2),
    )


def test_no_contact_on_a_day_says_nothing() -> None:
    scenario = small_centre(days=2)
    monday = tuple(v for v in scenario.contacts.given if v.start < at(1, "00:00"))
    asked = require(scenario, monday)
    made = roster(shift("c01", 0, "08:00 phone 17:00"))
    days = simulate(scenario, asked, made, 5).days
    assert {row.start for row in days} == {0}
