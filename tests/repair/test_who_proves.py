"""`who --prove` by CP-SAT, and spans in which somebody sits in a meeting."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Meeting, Scenario
from scheduler.objective.allotment import allotted
from scheduler.objective.price import price
from scheduler.repair.proven_weeks import decided
from scheduler.repair.single_changes import PlacedWeeks
from scheduler.repair.who_can_cover import Candidate, OpenSpan, who_can_cover
from scheduler.rostering.conflicts.witness import place
from scheduler.rules import RULES
from scheduler.staffing.requirements import require
from tests.small_centres import MONDAY, at, clock, contract, csr, flat_volumes, small_centre

CENT, DAYS = 0.01, 2


@cache
def published() -> tuple[Scenario, Requirements, Roster]:
    """Three people on phone and email for two days, and an hour's meeting of two of them."""
    meeting = Meeting(
        "plan", "Plan", ("c01", "c02"), 4, 1, frozenset({0, 1}), clock("8:00"), clock("17:00")
    )
    two = contract("two", days=2, week_hours=16)
    scenario = small_centre(
        days=DAYS,
        csrs=tuple(csr(f"c0{i}", two, channels="phone;email") for i in (1, 2, 3)),
        hours={"phone": "08:00-17:00", "email": "08:00-17:00"},
        volumes=flat_volumes(Grid(MONDAY, DAYS)),
        meetings=(meeting,),
    )
    made = place(scenario, attempts=8)
    assert made.keeps_all
    scenario = replace(scenario, published=made.roster)
    return scenario, require(scenario, scenario.contacts.given), made.roster


def asked(span: OpenSpan) -> list[Candidate]:
    return who_can_cover(PlacedWeeks(*published()), span, 0)


def held() -> OpenSpan:
    """Email in the hour of the meeting."""
    _, _, roster = published()
    sits = next(s for s in roster.by_csr["c01"] if s.activity == "meeting:plan")
    return OpenSpan(sits.start, sits.end, "email")


def test_cp_sat_mends_dollars_that_are_too_high_and_proves_the_first() -> None:
    scenario, needs, roster = published()
    span = OpenSpan(at(0, "10:00"), at(0, "11:00"), "email")
    found = asked(span)
    known = min(one.dollars for one in found if one.dollars is not None)
    wrong = [
        one
        if one.dollars is None
        else replace(one, dollars=one.dollars + 50.0, least=None, proven=False)
        for one in found
    ]
    [first, *others] = decided(scenario, needs, roster, span, wrong)
    assert first.dollars is not None
    assert first.dollars <= known + CENT
    assert first.proven
    assert not any(one.proven for one in others)


@pytest.mark.parametrize("in_the_meeting", [True, False])
def test_each_candidate_has_a_week_that_keeps_the_rules_and_costs_so_much(
    in_the_meeting: bool,
) -> None:
    scenario, needs, roster = published()
    span = held() if in_the_meeting else OpenSpan(at(1, "15:00"), at(1, "16:00"), "email")
    before = price(scenario, allotted(scenario, needs, roster), roster).total
    able = [one for one in asked(span) if one.dollars is not None]
    assert able
    for one in able:
        assert one.roster is not None
        own = one.roster.by_csr[one.csr.csr_id]
        here = {s.activity for s in own if s.start < span.end and span.start < s.end}
        assert here == {"email"}
        broken = [v for r in RULES for v in r.from_scenario(scenario).check(scenario, one.roster)]
        assert broken == []
        after = price(scenario, allotted(scenario, needs, one.roster), one.roster).total
        assert one.dollars == pytest.approx(after - before, abs=CENT)


def test_who_sits_in_a_meeting_then_is_not_on_the_span() -> None:
    # There is one sitting, and the other attendee is in it
    names = {one.csr.csr_id: one for one in asked(held())}
    assert names["c03"].dollars is not None
    assert names["c01"].dollars is None
    assert names["c02"].dollars is None
