"""What a refused request would cost, by hand and against the exact model with the others fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.granting import Granting, MissingThen
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Pin, Request, Scenario
from scheduler.objective.price import price
from scheduler.objective.requests import request_granted
from scheduler.reporting.findings.wishes import price_words
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.price_of_granting import price_refused
from tests.objective.readings import moved
from tests.reporting.made_runs import run
from tests.rostering.lots import Draw, centre
from tests.rostering.test_exact import needs
from tests.small_centres import contract, csr, roster, shift, small_centre

DAY = 24  # slots of an hour
OFF_FIRST = Request("c1", "off", 0, DAY, 1.0)


def two_days(*requests: Request, meetings: tuple[Meeting, ...] = ()) -> Scenario:
    """Two people, each at work on one of two days from 8:00 to 10:00; one is needed on each."""
    signed = contract(
        days=1, shift_hours=(2,), week_hours=2, hours="08:00-10:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    people = tuple(csr(f"c{i}", signed) for i in (1, 2))
    return small_centre(
        days=2, hours={"phone": "08:00-10:00"}, slot_minutes=60, csrs=people,
        requests=requests, meetings=meetings,
    )  # fmt: skip


PLACED = roster(
    shift("c1", 0, "08:00 phone 10:00", slot_minutes=60),
    shift("c2", 1, "08:00 phone 10:00", slot_minutes=60),
)


def one_each_day(scenario: Scenario) -> Requirements:
    one = needs(scenario, phone=[1, 1]).rows
    later = tuple(replace(row, start=row.start + DAY, end=row.end + DAY) for row in one)
    return replace(needs(scenario), rows=(*one, *later))


def test_a_day_off_by_hand() -> None:
    scenario = two_days(OFF_FIRST)
    (found,) = price_refused(scenario, one_each_day(scenario), PLACED)
    # nobody on the first day, 2 h at 60, one too many on the second, 2 h at 2; the refusal's 10
    # are saved
    assert found.dollars == pytest.approx(120 + 4 - 10)
    assert found.missing == (MissingThen("phone", "*", 8, 10, 1),)
    assert found.terms == {"requests": pytest.approx(-10)}


def test_in_words() -> None:
    scenario = two_days(OFF_FIRST)
    requirements = one_each_day(scenario)
    report = run(scenario, requirements, PLACED)
    assert price_words(report, OFF_FIRST) == ""
    priced = replace(report, grantings=price_refused(scenario, requirements, PLACED))
    assert (
        price_words(priced, OFF_FIRST) == "granting it costs $114: phones one short Mon 8:00–10:00"
    )
    never = replace(report, grantings=(Granting(OFF_FIRST, None),))
    assert price_words(never, OFF_FIRST).startswith("no legal week grants it")
    free = replace(report, grantings=(Granting(OFF_FIRST, -2.0),))
    assert price_words(free, OFF_FIRST).startswith("granting it costs nothing")
    other = Granting(OFF_FIRST, 3.5, (), {"requests": -10.0, "fairness": 12.0})
    assert (
        price_words(replace(report, grantings=(other,)), OFF_FIRST)
        == "granting it costs $3.50: weekends, evenings or early starts shared less evenly"
    )


def test_a_preference_by_hand() -> None:
    wish = Request("c2", "prefer", 8, 10, 0.1)
    scenario = two_days(wish)
    (found,) = price_refused(scenario, one_each_day(scenario), PLACED)
    # two on the first day and nobody on the second
    assert found.dollars == pytest.approx(120 + 4 - 1)
    assert found.missing == (MissingThen("phone", "*", DAY + 8, DAY + 10, 1),)


def test_a_sitting_that_is_held_stands_against_it() -> None:
    meeting = Meeting("m", "Team", ("c1",), 1, 1, frozenset({0}), 8, 10)
    scenario = two_days(OFF_FIRST, meetings=(meeting,))
    sat = roster(
        shift("c1", 0, "08:00 meeting:m 09:00 phone 10:00", slot_minutes=60),
        shift("c2", 1, "08:00 phone 10:00", slot_minutes=60),
    )
    (found,) = price_refused(scenario, one_each_day(scenario), sat)
    assert found.dollars is None


def test_granted_requests_are_not_priced() -> None:
    scenario = two_days(replace(OFF_FIRST, csr_id="c2"))
    assert price_refused(scenario, one_each_day(scenario), PLACED) == ()


def exactly(
    scenario: Scenario, requirements: Requirements, made: Roster, request: Request
) -> float | None:
    """The optimum with the request granted, everybody else's days fixed; None where none is."""
    pin = Pin(request.csr_id, request.start, request.end, "off")
    days = {(request.csr_id, day) for day in range(scenario.grid.days)}
    pinned = replace(scenario, pins=(*scenario.pins, pin))
    model = exact_model(pinned, requirements, days, made)
    _, objective, _, status = solve_exact(model, limit_s=20)
    return objective if status == "optimal" else None


def test_no_worse_than_the_exact_model_finds() -> None:
    """People on the phones alone, where one person's best week is exact."""
    draw = Draw(
        minutes=(60,), days=(2, 3), people=(3, 4), meetings=False, programs=False, email=False,
        beyond_the_engine=False,
    )  # fmt: skip
    priced = 0
    for seed in range(60):
        scenario, requirements = centre(seed, draw)
        # where the pauses lie is chosen before changes across them are counted
        scenario = replace(scenario, prices=replace(scenario.prices, activity_change=0.0))
        state = moved(scenario, requirements, seed)
        if state is None or not state.plans:
            continue
        made, spd = state.roster(), scenario.grid.slots_per_day
        busy = [s for own in made.shifts(spd).values() for s in own]
        asked = Request(busy[0].csr_id, "off", busy[0].day * spd, (busy[0].day + 1) * spd, 1.0)
        scenario = replace(scenario, requests=(asked,))
        assert not request_granted(scenario, made, asked)
        (found,) = price_refused(scenario, requirements, made)
        optimum = exactly(scenario, requirements, made, asked)
        assert (found.dollars is None) == (optimum is None), seed
        if found.dollars is not None and optimum is not None:
            now = price(scenario, requirements, made).total
            assert now + found.dollars == pytest.approx(optimum, abs=0.02), seed
            priced += 1
    assert priced >= 8
