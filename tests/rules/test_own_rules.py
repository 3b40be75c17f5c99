"""What a few other weeks break is found by looking at these people alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.rules import RULES
from scheduler.rules.meetings import Meetings
from scheduler.rules.minimum_staff import MinimumStaff
from scheduler.rules.own_rules import OF_ONE_PERSON, breaks_more, of_people
from scheduler.rules.seats import Seats
from tests.objective.test_terms_agree import drawn
from tests.small_centres import contract, csr, roster, shift, small_centre

EARLY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:15 rest 14:30 phone 16:30"
LATE = "10:30 phone 12:30 rest 12:45 phone 14:30 meal 15:00 phone 16:45 rest 17:00 phone 19:00"
NO_MEAL = "08:00 phone 10:00 rest 10:15 phone 16:00"


def centre() -> tuple[Scenario, Roster]:
    """Ana early, Bo late on one Monday; at least one is at work from 8:00 to 19:00."""
    one = contract(days=1, week_hours=8, hours="08:00-19:00")
    scenario = small_centre(
        days=1, hours={"phone": "08:00-19:00"}, csrs=(csr("ana", one), csr("bo", one)),
        labour=replace(Labour(), minimum_staff=1),
    )  # fmt: skip
    return scenario, roster(shift("ana", 0, EARLY), shift("bo", 0, LATE))


@pytest.mark.parametrize(
    ("who", "day", "breaks"),
    [
        ("bo", LATE, False),
        ("bo", NO_MEAL, True),  # Bo's own day
        ("ana", LATE, True),  # nobody is left from 8:00 to 10:30, which is nobody's own
    ],
)
def test_a_person_s_rules_and_those_of_all_are_checked(who: str, day: str, breaks: bool) -> None:
    scenario, made = centre()
    rules = [rule.from_scenario(scenario) for rule in RULES]
    other = made.with_weeks({who: roster(shift(who, 0, day)).segments})
    assert breaks_more(scenario, rules, other, {who}) is breaks
    broken = [v for rule in rules for v in rule.check(scenario, Roster.of(other.segments))]
    assert bool(broken) is breaks


def test_a_person_s_rules_find_alone_what_they_find_among_all() -> None:
    """In centres by lot, with the last segment of everybody's week left out."""
    seen = set()
    for found in filter(None, map(drawn, range(6))):
        scenario, _, made = found
        cut = Roster.of(s for own in made.by_csr.values() for s in own[:-1])
        for csr_id in made.by_csr:
            few, own = of_people(scenario, {csr_id}), cut.of_people({csr_id})
            for kind in RULES:
                if kind in OF_ONE_PERSON:
                    alone = set(kind.from_scenario(few).check(few, own))
                    every = kind.from_scenario(scenario).check(scenario, cut)
                    assert alone == {v for v in every if v.csr_id == csr_id}
                    seen |= {v.rule for v in alone}
    assert {"contract_hours", "meal_and_rest_breaks"} <= seen


def test_rules_that_several_people_share_are_checked_on_everybody() -> None:
    assert set(RULES) - OF_ONE_PERSON == {Meetings, Seats, MinimumStaff}
