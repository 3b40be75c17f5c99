"""A roster with a few other weeks costs what it costs when it is priced from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from scheduler.domain.coverage import count, supervisors_there
from scheduler.domain.demand import Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Request, Scenario
from scheduler.objective import TERMS
from scheduler.objective.allotment import allotted
from scheduler.objective.own_terms import OF_ONE_PERSON, NearPrices
from scheduler.objective.price import price
from scheduler.objective.term import HEADS
from tests.objective.test_terms_agree import drawn
from tests.rostering.lots import with_choice

Case = tuple[Scenario, Requirements, Roster, Roster, set[str]]


def cases() -> Iterator[Case]:
    """Centres by lot; one or two people lose their last day or work as was published.

    All ask for the first day off, so that who was hired first has prices that others set.
    """
    for seed in range(8):
        found = drawn(seed)
        if found is None:
            continue
        scenario, asked, made = found
        asked = with_choice(scenario, asked, seed) if seed % 3 == 0 else asked
        hired = [replace(c, hired=date(2020, 1, 1 + i)) for i, c in enumerate(scenario.csrs)]
        day = [Request(c.csr_id, "off", 0, scenario.grid.slots_per_day, 1) for c in hired]
        requests = (*scenario.requests, *day)
        scenario = replace(scenario, csrs=tuple(hired), requests=requests)
        per_day, people = scenario.grid.slots_per_day, sorted(made.by_csr)
        told = scenario.published.by_csr if scenario.published else {}
        for few in (people[:1], people[-2:]):
            weeks = {}
            for csr_id in few:
                own = made.by_csr[csr_id]
                last = own[-1].start // per_day
                less = tuple(s for s in own if s.start // per_day != last)
                weeks[csr_id] = told.get(csr_id, less)
            yield scenario, asked, made, made.with_weeks(weeks), set(few)


@pytest.fixture(scope="module")
def some() -> list[Case]:
    found = list(cases())
    assert len(found) >= 8
    assert any(other != made for _, _, made, other, _ in found)
    return found


def test_each_term_is_priced_as_from_nothing(some: list[Case]) -> None:
    for scenario, requirements, made, other, people in some:
        fresh = Roster.of(other.segments)
        expected = price(scenario, allotted(scenario, requirements, fresh), fresh)
        found = NearPrices(scenario, requirements, made).of(other, people)
        assert found.figures() == pytest.approx(expected.figures(), abs=1e-6)


def test_so_it_is_where_these_people_may_do_something_else(some: list[Case]) -> None:
    """They speak another language, earn more, have days off singly and insist on what they ask."""
    for scenario, requirements, made, other, people in some:
        changed = tuple(
            replace(c, languages=c.languages ^ {"es"}, hourly_rate=99.0, split_days_off=True)
            if c.csr_id in people
            else c
            for c in scenario.csrs
        )
        asked = tuple(
            replace(r, weight=3 * r.weight) if r.csr_id in people else r for r in scenario.requests
        )
        world = replace(scenario, csrs=changed, requests=asked)
        fresh = Roster.of(other.segments)
        expected = price(world, allotted(world, requirements, fresh), fresh)
        found = NearPrices(scenario, requirements, made).of(other, people, world)
        assert found.figures() == pytest.approx(expected.figures(), abs=1e-6)


def test_it_goes_on_from_another_roster(some: list[Case]) -> None:
    for scenario, requirements, made, other, people in some:
        near = NearPrices(scenario, requirements, made)
        terms = near.of(other, people)
        there = near.at(other, terms)
        assert there.terms is terms
        assert there.of(made, people).figures() == pytest.approx(near.terms.figures(), abs=1e-6)


def test_weeks_replaced_are_the_same_roster(some: list[Case]) -> None:
    for scenario, _, made, other, people in some:
        made.shifts(scenario.grid.slots_per_day)
        again = made.with_weeks({c: other.by_csr.get(c, ()) for c in people})
        fresh = Roster.of(reversed(other.segments))
        assert again == fresh
        assert list(again.by_csr.items()) == list(fresh.by_csr.items())
        per_day = scenario.grid.slots_per_day
        assert list(again.shifts(per_day).items()) == list(fresh.shifts(per_day).items())
        assert (supervisors_there(scenario, again) == supervisors_there(scenario, fresh)).all()
        for channel in scenario.opening:
            assert (count(scenario, again, channel) == count(scenario, fresh, channel)).all()


def test_only_terms_of_heads_are_priced_on_everybody() -> None:
    assert {term for term in TERMS if term.own != HEADS} == OF_ONE_PERSON
