"""The way from a plan to today adds up to the cent, whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.costing.annual_budget import Budget, budget
from scheduler.costing.bridge import Bridge, Drivers, Position, bridge, cents, people_steps
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.forecast import forecast
from scheduler.loading import load, read_roster
from scheduler.loading.load_office import load_office
from scheduler.objective.allotment import allotted
from scheduler.staffing.requirements import require

ROOT = Path(__file__).parents[2]

FTE = st.one_of(st.just(0.0), st.floats(0.01, 1e4))
MONEY = st.floats(0, 1e8)
POSITIONS = st.lists(
    st.builds(Position, st.sampled_from("ABCD"), FTE, MONEY, MONEY),
    max_size=4,
    unique_by=lambda position: position.pay_class,
)


@given(POSITIONS, POSITIONS, st.floats(0.1, 9), st.lists(st.floats(-1e4, 1e4), max_size=5))
def test_the_steps_add_up_to_the_cent(
    planned: list[Position], reached: list[Position], index: float, people: list[float]
) -> None:
    steps = [(f"step {n}", "", fte) for n, fte in enumerate(people)]
    found = bridge("test", planned, reached, index, steps)
    assert sum(step.cents for step in found.steps) == found.variance
    assert found.planned == cents(sum(p.salary for p in planned))
    assert found.reached == cents(sum(p.salary for p in reached) + sum(p.premiums for p in reached))


def test_each_step_by_hand() -> None:
    # Planned: 2 of A at $50,000 and 2 of B at $70,000, $60,000 on average. Today 3 of A who
    # cost $66,000 each with $1,000 of premiums together, and 2 of B at $80,000.
    planned = [Position("A", 2, 100_000), Position("B", 2, 140_000)]
    today = [Position("A", 3, 198_000, 1_000), Position("B", 2, 160_000)]
    found = bridge("today", planned, today, 1.2)
    assert [(step.name, step.dollars) for step in found.steps] == [
        ("FTE", 60_000),  # one more at the average
        ("mix", -10_000),  # 3 x 50,000 + 2 x 70,000 = 290,000, not 5 x 60,000
        ("price level", 58_000),  # a fifth of 290,000
        ("pay step", 10_000),  # 358,000 instead of 348,000
        ("premiums", 1_000),
    ]


def test_drivers_change_one_after_the_other() -> None:
    # 36,000 contacts of 200 s are 2,000 h of work; twice that on the queues, half of paid time:
    # 8,000 h are 4 FTE of 2,000 h. Then half the contacts, 1.5 x the time, 1.5 x coverage, 60 %.
    before, after = Drivers(36_000, 200, 2, 0.5), Drivers(18_000, 300, 3, 0.6)
    steps = people_steps(before, after, 1.0, 2_000)
    assert [(name, pytest.approx(fte)) for name, _, fte in steps] == [
        ("volume", -2), ("handling time", 1), ("coverage", 1.5), ("shrinkage", 1.125),
        ("supervision", 1),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> tuple[Scenario, Requirements, Roster]:
    """Portland's week as it was rostered for the sample."""
    scenario = load(ROOT / "inputs")
    expected = forecast(scenario)
    requirements = require(scenario, expected.volumes, expected.day_cv)
    roster = read_roster(ROOT / "docs" / "sample" / "roster.csv", scenario)
    return scenario, allotted(scenario, requirements, roster), roster


@pytest.fixture(scope="module")
def portland(sample: tuple[Scenario, Requirements, Roster]) -> Budget:
    office = load_office(ROOT / "inputs")
    no_years = replace(office.settings, ahead=replace(office.settings.ahead, years=0))
    return budget(*sample, replace(office, settings=no_years))


def bridge_of(found: Budget, basis: str) -> Bridge:
    [one] = [own for own in found.bridges if own.basis == basis]
    return one


PEOPLE = ("volume", "handling time", "coverage", "shrinkage", "supervision")


def test_portlands_old_headline_by_hand(portland: Budget) -> None:
    """18.32 FTE scaled by contacts, -3.68 against the plan, +$244,732 of wages."""
    found = bridge_of(portland, "week scaled by contacts")
    assert found.variance / 100 == pytest.approx(244_732, abs=1)
    people = sum(found.of(name).cents for name in PEOPLE) / 100
    # -3.6785 FTE x the plan's average salary, 1,135,236 / 22 = 51,601.64.
    assert people == pytest.approx(-189_819, abs=1)
    assert found.variance / 100 - people == pytest.approx(434_551, abs=1)
    assert sum(step.cents for step in found.steps) == found.variance


def test_portlands_staff_list_by_hand(portland: Budget) -> None:
    # 13 x 40 + 6 x 40 + 4 x 25 + 3 x 40 = 980 h a week x 52 / 2,080 = 24.5; 22 are planned.
    assert portland.paid.fte == pytest.approx(24.5)
    assert portland.row("2022-23").fte_variance == pytest.approx(2.5)
    # 52 weeks like the rostered one are $1,845,334; with the leave of a year, languages earn less.
    week = portland.total.total * 52
    assert week == pytest.approx(1_845_334, abs=1)
    assert 1.596 * week / 226_774 == pytest.approx(12.99, abs=0.005)
    assert 0 < week - portland.paid.wages < 0.005 * week
    found = bridge_of(portland, "staff list")
    assert sum(step.fte or 0 for step in found.steps) == pytest.approx(2.5)
    assert found.reached == cents(portland.paid.wages)


def test_without_the_plans_load_the_people_are_one_step() -> None:
    found = bridge("x", [Position("A", 1, 50_000)], [Position("A", 2, 110_000)])
    assert found.of("FTE").dollars == 50_000
    assert found.of("volume").dollars == 0
