"""A roster of a centre whose phones open twice a day: nobody on them, nobody required between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.coverage import coverage, open_slots
from scheduler.domain.demand import Volume
from scheduler.domain.roster import MEAL, Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour, MealWindow
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.solve import solve
from scheduler.rules.least_stint import LeastStint
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.skills import Skills
from scheduler.rules.stints import Stints
from scheduler.staffing.requirements import require
from scheduler.verification.auditor import audit
from scheduler.verification.draws import Chance
from scheduler.verification.simulation import simulate
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, flat_volumes, roster, shift, small_centre

SPLIT = "08:00-12:00, 13:00-17:00"
GAP = range(at(0, "12:00"), at(0, "13:00"))


def centre(phones: str, people: int = 2, **changes: object) -> Scenario:
    """One Monday on slots of half an hour: shifts of eight hours, each with a meal of one.

    They know email too, which is open all day and has nothing to do; calls come all day.
    """
    signed = contract(step_minutes=60, slot_minutes=30, meal_slots=2, days=1, week_hours=8)
    crew = tuple(csr(f"c{i}", signed, "phone;email") for i in range(people))
    labour = Labour(
        breaks=(BreakBand(480, 0, 1),), meal_windows=(MealWindow(600, 60, 480),),
        min_stint_minutes={},
    )  # fmt: skip
    made = small_centre(
        hours={"phone": phones, "email": "08:00-17:00"}, slot_minutes=30, csrs=crew, labour=labour,
    )  # fmt: skip
    given = replace(made.contacts, given=flat_volumes(made.grid, volume=6))
    return replace(made, contacts=given, **changes)


def solved(scenario: Scenario) -> tuple[Roster, float]:
    """The roster of a search, no dearer than proven, and its dollars; the audit has nothing."""
    requirements = require(scenario, scenario.contacts.given)
    answer = solve(scenario, requirements, 0.3, 0.0, seed=1, reproducible=True)
    assert audit(scenario, requirements, answer.roster) == []
    best = solve_exact(exact_model(scenario, requirements), limit_s=20)[2]
    assert answer.bound <= best + 1e-6
    assert best <= answer.objective + 1e-6
    assert answer.objective == pytest.approx(price(scenario, requirements, answer.roster).total)
    return answer.roster, answer.objective


def on_phones(found: Roster) -> set[int]:
    return {t for s in found.segments if s.activity == "phone" for t in range(s.start, s.end)}


def halves(*times: str) -> set[int]:
    """Half hours from the first time to the second, and so on."""
    slots = [at(0, time, 30) for time in times]
    pairs = zip(slots[::2], slots[1::2], strict=True)
    return {t for start, end in pairs for t in range(start, end)}


def test_nobody_is_required_and_nothing_is_counted_in_between() -> None:
    scenario = centre(SPLIT)
    requirements = require(scenario, scenario.contacts.given)
    assert not requirements.by_slot["phone", "*"][sorted(halves("12:00", "13:00"))].any()
    assert requirements.by_slot["phone", "*"][sorted(halves("11:00", "12:00"))].all()
    rows = coverage(scenario, requirements, roster())
    counted = {row.start for row in rows if row.channel == "phone"}
    assert counted == halves("08:00", "12:00", "13:00", "17:00")
    assert set(np.flatnonzero(open_slots(scenario, "phone")).tolist()) == counted


def test_nobody_is_on_the_phones_in_between_and_that_changes_the_roster() -> None:
    """Two people for calls that need two all day: with the phones closed at noon, both eat then.

    Without the second opening nobody is on the phones in the afternoon; open all day, somebody
    is there at noon.
    """
    twice, dollars = solved(centre(SPLIT))
    assert on_phones(twice) == halves("08:00", "12:00", "13:00", "17:00")
    meals = {(s.start, s.end) for s in twice.segments if s.activity == MEAL}
    assert meals == {(at(0, "12:00", 30), at(0, "13:00", 30))}
    once, _ = solved(centre("08:00-12:00"))
    assert on_phones(once) <= halves("08:00", "12:00")
    through, dearer = solved(centre("08:00-17:00"))
    assert on_phones(through) >= halves("12:00", "13:00")
    assert dollars < dearer  # one of the two is at the meal for two hours in turn


def test_people_do_other_work_in_between() -> None:
    """Who has no meal left for the closed hour is on email: a shift reaches over it."""
    scenario = centre(SPLIT)
    late = replace(scenario.labour, meal_windows=(MealWindow(600, 300, 480),))  # from 13:00 on
    found, _ = solved(replace(scenario, labour=late))
    between = [s.activity for s in found.segments if s.start < 26 and s.end > 24]
    assert between == ["email", "email"]


CENTRE = small_centre(
    1,
    {"phone": SPLIT, "email": "08:00-17:00", "desk": "08:00-12:00, 13:00-17:00"},
    csrs=(csr("c01", channels="phone;desk;email"),),
    labour=Labour(min_stint_minutes={"desk": 60}, minimum_staff=1),
)


def test_work_in_the_closed_hour_is_a_fault() -> None:
    def closed(text: str) -> list[float]:
        return [hours for _, _, hours in findings(Skills, CENTRE, roster(shift("c01", 0, text)))]

    assert closed("08:00 phone 12:00 meal 13:00 phone 17:00") == []
    assert closed("08:00 phone 12:15 meal 12:45 phone 17:00") == [0.25, 0.25]
    assert closed("08:00 phone 17:00") == [1.0]
    assert closed("08:00 email 17:00") == []


def test_a_change_of_channel_and_a_stint_at_the_closed_hour() -> None:
    def stints(text: str) -> list:
        return findings(Stints, CENTRE, roster(shift("c01", 0, text)))

    assert stints("08:00 phone 12:00 email 13:00 phone 17:00") == []
    assert len(stints("08:00 phone 11:00 email 14:00 phone 17:00")) == 2

    def short(text: str) -> list:
        return findings(LeastStint, CENTRE, roster(shift("c01", 0, text)))

    # Cut by the first closing, and by the second opening.
    assert short("08:00 phone 11:30 desk 12:00 email 13:00 desk 13:30 meal 14:00 email 15:00") == []
    assert len(short("08:00 phone 10:00 desk 10:30 email 15:00")) == 1
    # It goes on behind the pause: the second opening does not cut what was begun before.
    around = "08:00 phone 11:15 desk 11:30 meal 13:00 desk 13:{} email 15:00"
    assert len(short(around.format("30"))) == 1
    assert short(around.format("45")) == []


@pytest.mark.parametrize(("phones", "sent_away"), [(SPLIT, 1.0), ("08:00-17:00", 0.0)])
def test_who_waits_at_the_first_closing_is_sent_away(phones: str, sent_away: float) -> None:
    """Nobody is on the phones from 11:00 to 13:00; open all day, they wait for 13:00."""
    scenario = small_centre(1, {"phone": phones}, csrs=(csr("c01"),))
    calls = Volume(at(0, "11:00"), at(0, "12:00"), "phone", "en", 20, 180)
    there = roster(shift("c01", 0, "08:00 phone 11:00 meal 13:00 phone 17:00"))
    found = simulate(scenario, require(scenario, (calls,)), there, 20, chance=Chance(day_cv=0))
    assert found.total("phone").abandoned.mean == sent_away


def test_nobody_has_to_be_at_work_while_all_is_closed() -> None:
    scenario = replace(CENTRE, opening={"phone": CENTRE.opening["phone"]})
    rule = MinimumStaff.from_scenario(scenario)
    assert not set(rule.open_slots) & set(GAP)
    assert {GAP[0] - 1, GAP[-1] + 1} <= set(rule.open_slots)
