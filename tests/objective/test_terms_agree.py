"""Every term of the objective reads the same everywhere, as far as it says that it does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.bench_centres import Case
from benchmarks.bench_centres import write as write_centre
from scheduler.domain.demand import Requirements
from scheduler.domain.duties import duties
from scheduler.domain.entitlements import owed_days
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.loading import load
from scheduler.objective import TERMS, terms_of
from scheduler.objective.allotment import allotted
from scheduler.objective.missed_meetings import excused
from scheduler.objective.price import price
from scheduler.rostering.cp_sat.priced_model import PricedModel
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.local_search.first_roster import place_first_roster
from scheduler.rostering.local_search.neighbourhoods.neighbourhood_kind import Extent
from scheduler.rostering.local_search.neighbourhoods.person_horizons import rebuild_horizons
from scheduler.rostering.local_search.state import RosterState
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.local_search.week_moves import WeekMoves
from scheduler.rostering.lower_bound.lagrangian import PriceBound, constant
from scheduler.rostering.lower_bound.subgradient import ascend
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rules.meetings import possible_starts
from scheduler.staffing.requirements import require
from tests.objective.readings import (
    NAMES,
    in_cp_sat,
    moved,
    only,
    own_costs_added,
    priced_oddly,
    term_of,
)
from tests.rostering.lots import Draw, centre, with_choice, with_pins
from tests.rostering.test_bound import around, rounds
from tests.rostering.test_exact import ACTIVITIES, everything_priced, some_rosters
from tests.slow_cases import slowly

CENT = 0.01
ANY = Draw(minutes=(60, 30, 15), days=(2, 3, 5, 7, 10), people=(3, 4, 5))


def drawn(seed: int) -> tuple[Scenario, Requirements, Roster] | None:
    """A centre by lot with a roster that keeps its rules; every other has one published."""
    scenario, requirements = centre(seed, ANY)
    scenario = priced_oddly(scenario)
    state = moved(scenario, requirements, seed)
    if state is None:
        return None
    roster = state.roster()
    if seed % 2 == 0:
        now, labour = scenario.grid.slots_per_day // 3, replace(scenario.labour, notice_hours=30)
        scenario = replace(scenario, published=roster, now=now, labour=labour)
        scenario = with_pins(scenario, roster, seed) if seed % 3 == 0 else scenario
        other = moved(scenario, requirements, seed + 1)
        roster = roster if other is None else other.roster()
    return scenario, requirements, roster


@cache
def centres() -> list[tuple[Scenario, Requirements, Roster]]:
    """Made once for all tests, and not where they are only collected."""
    return [found for seed in range(22) if (found := drawn(seed)) is not None]


def test_every_term_is_priced_in_these_tests() -> None:
    assert len(centres()) >= 14
    seen = Counter[str]()
    for scenario, requirements, roster in centres():
        seen.update(n for n, dollars in price(scenario, requirements, roster).by_name().items()
                    if dollars)  # fmt: skip
    assert {name: seen[name] for name in NAMES if seen[name] < 3} == {}


@pytest.mark.parametrize("block", range(3))
def test_cp_sat_reads_every_term_as_the_finished_roster_does(block: int) -> None:
    for scenario, requirements, roster in centres()[block::3]:
        found = in_cp_sat(PricedModel(scenario, requirements), roster)
        for term in terms_of(scenario):
            dollars = term.price(scenario, requirements, roster)
            assert found[term.name] <= dollars + 1e-6, term.name
            assert found[term.name] == pytest.approx(dollars, abs=CENT), term.name
        total = price(scenario, requirements, roster).total
        assert sum(found.values()) == pytest.approx(total, abs=CENT)


def test_so_it_does_for_rosters_that_break_rules_and_where_days_are_fixed() -> None:
    scenario, requirements = everything_priced()
    scenario = replace(scenario, prices=replace(scenario.prices, moving_start_free_hours=0.7))
    shape = {"prune": False, "span": (8, 11), "activities": ACTIVITIES}
    for i, roster in enumerate(some_rosters(scenario, 24)):
        free = {("c2", 0), ("c1", 1)} if i % 2 else None
        model = PricedModel(scenario, requirements, free, roster, **shape)
        found = in_cp_sat(model, roster)
        for term in terms_of(scenario):
            dollars = term.price(scenario, requirements, roster)
            assert found[term.name] == pytest.approx(dollars, abs=CENT), term.name


def test_where_heads_are_a_choice_the_solver_chooses_no_worse() -> None:
    better = 0
    for seed in range(12):
        scenario, requirements = centre(seed, replace(ANY, days=(1, 2)))
        requirements = with_choice(scenario, requirements, seed)
        state = moved(scenario, requirements, seed)
        if state is None:
            continue
        roster = state.roster()
        asked = allotted(scenario, requirements, roster)
        total = price(scenario, asked, roster).total
        chosen = in_cp_sat(PricedModel(scenario, requirements), roster)
        given = in_cp_sat(PricedModel(scenario, replace(asked, joint=())), roster)
        assert sum(given.values()) == pytest.approx(total, abs=CENT)
        assert sum(chosen.values()) <= total + 1e-6
        assert sum(chosen.values()) >= 0.8 * total
        better += 1
    assert better >= 4


def whole_here(name: str, scenario: Scenario, roster: Roster) -> bool:
    """Whether a term that a person's own week reads in part is read whole in this roster."""
    grid = scenario.grid
    if name == "short_rests":  # nights within one week
        return grid.weeks == 1
    if name == "requests":
        return all(grid.day(r.start) == grid.day(r.end - 1) for r in scenario.requests)
    if name == "fairness":
        shifts = roster.shifts(grid.slots_per_day).values()
        most = [max(duties(scenario, own)[1:]) for own in shifts]
        return grid.weeks == 1 and max(most, default=0) <= 1
    if name == "missed_meetings":  # nobody is excused who could have come to another sitting
        missed = excused(scenario, roster)
        weeks = range(scenario.grid.weeks)
        return len(weeks) == 1 and not any(
            owed_days(scenario, csr, 0) and possible_starts(scenario, csr, meeting, 0)
            for meeting, csr_id in missed
            for csr in [scenario.csr[csr_id]]
        )
    return False


@pytest.mark.parametrize("name", NAMES)
def test_own_costs_add_up_to_the_price(name: str) -> None:
    whole = 0
    for scenario, requirements, roster in centres():
        term = term_of(scenario, name)
        dollars = term.price(scenario, requirements, roster)
        own = own_costs_added(scenario, term, roster)
        if term.own.extent == "none":
            assert own == 0.0
        elif term.own.extent == "whole" or whole_here(name, scenario, roster):
            assert own == pytest.approx(dollars, abs=1e-6)
            whole += dollars > 0.0
        else:
            assert own <= dollars + 1e-6
    assert whole >= 1 or term.own.extent == "none", "nothing was to be read"


def whole_in_search(name: str, scenario: Scenario, roster: Roster) -> bool:
    """Whether the search reads all of a term that it reads in part."""
    if name == "fairness":  # only moves of single days read less
        return True
    if name == "changes":  # nobody has two meetings to choose from
        return all(len(own) <= 1 for own in scenario.meetings_of.values())
    return name in ("requests", "short_rests") and whole_here(name, scenario, roster)


def same_in_search(scenario: Scenario, requirements: Requirements, roster: Roster) -> float | None:
    """What the search says that the roster costs, constants included."""
    state = RosterState(build_problem(scenario, requirements))
    return state.cost() + constant(state.problem) if adopt(state, roster) else None


@pytest.mark.parametrize("name", NAMES)
def test_the_search_reads_a_term_as_far_as_it_says(name: str) -> None:
    read = 0
    for scenario, requirements, roster in centres():
        alone = only(scenario, name)
        term = term_of(alone, name)
        found = same_in_search(alone, requirements, roster)
        if found is None:
            continue
        dollars = price(alone, requirements, roster).total
        exact = term.search.extent == "whole" or whole_in_search(name, scenario, roster)
        if exact:
            assert found == pytest.approx(dollars, abs=1e-6)
            read += dollars > 0.0
        elif term.search.extent == "none":
            assert found == 0.0
        else:
            assert found <= dollars + 1e-6
    assert read >= 2 or term.search.extent == "none", "nothing was to be read"


@pytest.mark.parametrize("name", [*NAMES, "all"])
def test_the_bound_is_below_every_roster_and_the_optimum(name: str) -> None:
    lot, seen = np.random.default_rng(7), 0
    for seed in range(6):
        scenario, requirements = centre(seed, Draw(minutes=(60,), days=(1, 2), people=(2, 3)))
        scenario = priced_oddly(scenario)
        if name != "all":
            scenario = only(scenario, name)
        state = moved(scenario, requirements, seed)
        if state is None:
            continue
        roster = state.roster()
        if seed % 2:
            scenario = replace(scenario, published=roster)
            state = RosterState(build_problem(scenario, requirements))
            assert adopt(state, roster)
        bound = PriceBound(state.problem)
        proven = [bound.least()]
        for scale in (0.3, 3.0, 30.0):
            at = around(bound.nothing(), lot, scale)
            proven.append(bound.prove(bound.within(at))[0])
        at = rounds(30)
        ascend(bound, lambda at=at: next(at), proven.append)
        _, _, least, status = solve_exact(
            exact_model(scenario, requirements), limit_s=20, deterministic=0.05
        )
        assert max(proven) <= price(scenario, requirements, roster).total + 1e-6
        if status == "optimal":
            assert max(proven) <= least + CENT
            seen += 1
    assert seen >= 3


def test_each_term_says_what_is_left_out() -> None:
    assert len(set(NAMES)) == len(TERMS)
    for term in TERMS:
        for reading in (term.own, term.search, term.bound):
            assert reading.extent == "whole" or len(reading.why) > 20


@pytest.mark.parametrize("people", [10, *slowly(26)])
def test_to_the_cent_at_the_size_of_a_centre(people: int, tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "inputs"
    if people != 26:
        write_centre(Case(people, 0.95), tmp_path)
    scenario = load(sample if people == 26 else tmp_path)
    requirements = require(scenario, scenario.contacts.given)
    scenario = priced_oddly(scenario)
    state = RosterState(build_problem(scenario, requirements))
    assert place_first_roster(WeekMoves(state, 1)) == []
    roster = state.roster()
    scenario = replace(scenario, published=roster)
    rebuild_horizons(WeekMoves(state, 2), Extent(1, 3.0))
    roster = state.roster()
    # a given choice of heads: which one suits the roster best is another matter
    given = replace(allotted(scenario, requirements, roster), joint=())
    found = in_cp_sat(PricedModel(scenario, given), roster)
    terms = price(scenario, given, roster)
    for name, dollars in terms.by_name().items():
        assert found[name] == pytest.approx(dollars, abs=CENT), name
    assert sum(found.values()) <= terms.total + 1e-6
    assert sum(found.values()) == pytest.approx(terms.total, abs=CENT)
