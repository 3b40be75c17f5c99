"""News change as few days as they have to: who is told about a day has a price in the search."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Program, Scenario
from scheduler.objective.changed_days import changed_days
from scheduler.objective.changes import published_by_day
from scheduler.rostering.local_search.as_published import broken_days
from scheduler.rostering.solve import solve
from scheduler.rules import RULES
from scheduler.staffing.requirements import require
from tests.small_centres import MONDAY, at, clock, csr, flat_volumes, small_centre

FIVE = range(5)
PEOPLE = tuple(f"c{i}" for i in range(5))


def centre() -> Scenario:
    """Five people from Monday to Friday, each with two hours of guide work a week."""
    volumes = flat_volumes(Grid(MONDAY, 5, 15, 60), "08:00-17:00", volume=30)
    guide = Program("guide", "Guide", PEOPLE, 8, 4, frozenset(FIVE), clock("8:00"), clock("17:00"))
    made = small_centre(
        days=5, csrs=tuple(csr(name) for name in PEOPLE), volumes=volumes, programs=(guide,)
    )
    return replace(made, prices=replace(made.prices, activity_change=0.0))


@cache
def published() -> Scenario:
    scenario = centre()
    return replace(scenario, published=searched(scenario))


def searched(scenario: Scenario) -> Roster:
    asked = require(scenario, scenario.contacts.given)
    return solve(scenario, asked, 1.0, 0.0, seed=1, reproducible=True).roster


def with_meeting(day_price: float) -> Scenario:
    """An hour for four of the five in one sitting, told after the week was published."""
    scenario = published()
    meeting = Meeting(
        "all", "All", PEOPLE[:4], 4, 1, frozenset(FIVE), clock("9:00"), clock("16:00")
    )
    prices = replace(
        scenario.prices, changed_day=day_price, changed_activity_per_hour=0.0, changed_shift=0.0
    )
    return replace(scenario, meetings=(meeting,), prices=prices)


def told(scenario: Scenario, roster: Roster) -> list[tuple[str, int]]:
    return changed_days(scenario, published_by_day(scenario), roster)


def broken(scenario: Scenario, roster: Roster) -> list[str]:
    rules = [rule.from_scenario(scenario) for rule in RULES]
    return [v.message for rule in rules for v in rule.check(scenario, roster)]


def test_a_new_meeting_changes_a_day_of_each_attendee_and_no_other() -> None:
    scenario = with_meeting(20.0)
    found = searched(scenario)
    days = told(scenario, found)
    assert {name for name, _ in days} == set(PEOPLE[:4])
    assert len({day for _, day in days}) == 1
    assert broken(scenario, found) == []


def test_without_the_price_more_days_change() -> None:
    scenario = with_meeting(0.0)
    assert len(told(scenario, searched(scenario))) > 4


@pytest.mark.parametrize("day_price", [20.0, 0.5])
def test_the_search_counts_what_a_roster_costs(day_price: float) -> None:
    scenario = with_meeting(day_price)
    asked = require(scenario, scenario.contacts.given)
    answer = solve(scenario, asked, 1.0, 0.0, seed=2, reproducible=True)
    days = told(scenario, answer.roster)
    rest = replace(scenario, prices=replace(scenario.prices, changed_day=0.0))
    again = replace(rest, published=answer.roster)
    assert answer.objective == pytest.approx(
        priced(again, answer.roster) + day_price * len(days), abs=1e-6
    )


def priced(scenario: Scenario, roster: Roster) -> float:
    from scheduler.objective.allotment import allotted
    from scheduler.objective.price import price

    asked = allotted(scenario, require(scenario, scenario.contacts.given), roster)
    return price(scenario, asked, roster).total


def test_a_day_that_breaks_a_rule_is_not_kept() -> None:
    scenario = published()
    assert scenario.published is not None
    shift = scenario.published.shifts(scenario.grid.slots_per_day)["c0"][0]
    meal = next(s for s in shift.segments if s.activity == "meal")
    worked = replace(meal, activity="phone", paid=True)
    edited = Roster.of(worked if s == meal else s for s in scenario.published.segments)
    scenario = replace(scenario, published=edited)
    assert ("c0", shift.day) in broken_days(scenario, edited)
    found = searched(scenario)
    assert broken(scenario, found) == []
    assert at(shift.day, "8:00") // scenario.grid.slots_per_day == shift.day
    assert {name for name, _ in told(scenario, found)} == {"c0"}
