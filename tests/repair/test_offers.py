"""Who could be offered overtime or time off: legal, priced, and in the right order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.costing.pay import cost
from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour
from scheduler.objective.price import price
from scheduler.pipeline.repairing.offering import accept, taken
from scheduler.repair.offers import COME_LATE, DAY_OFF, EXTRA, GO_HOME, STAY, Offer
from scheduler.repair.overtime_offers import overtime_offers
from scheduler.repair.time_off_offers import time_off_offers
from scheduler.verification.auditor import audit
from tests.small_centres import at, contract, csr, roster, shift, small_centre

EARLY = "08:00 phone 10:00 rest 10:15 phone 12:00 meal 12:30 phone 14:15 rest 14:30 phone 16:30"
LATE = "10:30 phone 12:30 rest 12:45 phone 14:30 meal 15:00 phone 16:45 rest 17:00 phone 19:00"


def centre(**changes: object) -> tuple[Scenario, Roster]:
    """Monday and Tuesday, 8:00 to 19:00; Ana and Bo early on Monday, Chi late, Di on Tuesday."""
    one = contract(days=1, week_hours=8, hours="08:00-19:00")
    people = (
        csr("ana", one, rate=30),
        csr("bo", one, rate=20),
        csr("chi", one, rate=25),
        csr("di", one, rate=40),
    )
    fields: dict[str, object] = {"labour": Labour(), **changes}
    scenario = small_centre(days=2, hours={"phone": "08:00-19:00"}, csrs=people, **fields)
    made = roster(
        shift("ana", 0, EARLY), shift("bo", 0, EARLY), shift("chi", 0, LATE), shift("di", 1, LATE)
    )
    return scenario, made


def asked(scenario: Scenario, *spans: tuple[int, str, str, int]) -> Requirements:
    """Heads on the phone: day, from, until, people."""
    rows = tuple(
        Requirement(at(day, start), at(day, end), "phone", ALL, 1, 1, 1, people)
        for day, start, end, people in spans
    )
    return Requirements(scenario.grid.slots, rows, (), np.zeros(scenario.grid.slots, dtype=int))


def short_at_five(scenario: Scenario) -> Requirements:
    """Two people until 17:30 where only Chi is left from 16:30 on, for a quarter at a rest."""
    return asked(scenario, (0, "08:00", "16:30", 1), (0, "16:30", "17:30", 2))


def summed(scenario: Scenario, offer: Offer, made: Roster, needs: Requirements) -> float:
    """What the two rosters differ by, at the same prices."""
    after = price(taken(scenario, offer), needs, offer.roster).total
    return after - price(scenario, needs, made).total


def test_out_of_time_the_list_ends_with_what_was_found() -> None:
    scenario, made = centre()
    needs, over = short_at_five(scenario), lambda: True
    assert len(overtime_offers(scenario, needs, made, 0, 10)) > 1
    assert len(overtime_offers(scenario, needs, made, 0, 10, over)) <= 1
    idle = asked(scenario, (0, "08:00", "09:00", 1))
    assert len(time_off_offers(scenario, idle, made, 0, 10)) > 1
    assert time_off_offers(scenario, idle, made, 0, 10, over) == []


def test_who_is_cheapest_stays_late_and_the_roster_keeps_every_rule() -> None:
    scenario, made = centre()
    needs = short_at_five(scenario)
    found = overtime_offers(scenario, needs, made, 0, 10)
    stays = [offer for offer in found if offer.kind == STAY]
    assert [offer.csr.csr_id for offer in stays] == ["bo", "ana"]
    bo = stays[0]
    # An hour at 1.5 x 20 $. Missing were a head in three quarters and two in Chi's rest: three
    # times 15 $, then 15 + 30; with Bo it is one in the rest
    assert bo.dollars == pytest.approx(30 - (3 * 15 + 45 - 15))
    assert (bo.start, bo.end, bo.paid_hours) == (at(0, "16:30"), at(0, "17:30"), 1.0)
    assert bo.short_hours == 1.0
    for offer in found:
        assert audit(taken(scenario, offer), needs, offer.roster) == []
        assert offer.dollars == pytest.approx(summed(scenario, offer, made, needs))
        with_it = cost(taken(scenario, offer), offer.roster)
        wages = sum(row.total for row in with_it) - sum(r.total for r in cost(scenario, made))
        assert wages == pytest.approx(1.5 * offer.csr.hourly_rate * offer.paid_hours)
        # without the yes the same roster has hours that nobody may have
        assert {v.rule for v in audit(scenario, needs, offer.roster)} & {
            "contract_hours", "contract_days"
        }  # fmt: skip


def test_a_day_off_becomes_a_short_shift() -> None:
    scenario, made = centre()
    found = overtime_offers(scenario, short_at_five(scenario), made, 0, 10)
    di = next(offer for offer in found if offer.csr.csr_id == "di")
    assert di.kind == EXTRA
    assert di.paid_hours == Labour().call_in_hours
    assert di.start <= at(0, "16:30") < at(0, "17:30") <= di.end
    longer, _ = centre(labour=Labour(call_in_hours=6))
    found = overtime_offers(longer, short_at_five(longer), made, 0, 10)
    assert {o.paid_hours for o in found if o.kind == EXTRA} == {6.0}


def test_overtime_of_the_past_comes_after_none_at_the_same_dollars() -> None:
    scenario, made = centre()
    equal = tuple(replace(c, hourly_rate=30.0) for c in scenario.csrs)
    worked = roster(*(shift("ana", day, EARLY) for day in (-7, -6)))  # a day more than the contract
    scenario = replace(scenario, csrs=equal)
    needs = short_at_five(scenario)
    first = overtime_offers(scenario, needs, made, 0, 1)
    assert first[0].csr.csr_id == "ana"  # alike, so by name
    scenario = replace(scenario, past=worked)
    ranked = [o for o in overtime_offers(scenario, needs, made, 0, 10) if o.kind == STAY]
    assert [o.csr.csr_id for o in ranked] == ["bo", "ana"]
    assert [o.overtime_hours for o in ranked] == [0.0, 8.0]


def test_rest_between_shifts_bars_an_offer() -> None:
    # Di works until 19:00 on Tuesday; on Wednesday from 8:00, so not a minute longer
    one = contract(days=1, week_hours=8, hours="08:00-20:00")
    both = contract(days=2, week_hours=16, hours="08:00-20:00")
    people = (csr("chi", one), csr("di", both))
    for rest, kinds in ((13, {"chi"}), (11, {"chi", "di"})):
        scenario = small_centre(
            days=3, hours={"phone": "08:00-20:00"}, csrs=people,
            labour=Labour(min_rest_between_shifts_hours=rest),
        )  # fmt: skip
        made = roster(*(shift(c, 1, LATE) for c in ("chi", "di")), shift("di", 2, EARLY))
        needs = asked(scenario, (1, "19:00", "20:00", 1))
        found = overtime_offers(scenario, needs, made, 0, 10)
        assert {o.csr.csr_id for o in found if o.kind == STAY} == kinds


@pytest.mark.parametrize(
    ("labour", "hours"),
    [
        (Labour(offered_overtime_hours=0), set()),
        (Labour(offered_overtime_hours=0, max_overtime_hours=1), {1.0}),
        (Labour(offered_overtime_hours=2), {2.0}),
        (Labour(offered_overtime_hours=2, max_overtime_hours_per_day=1), {1.0}),
    ],
)
def test_how_much_is_offered_is_a_setting(labour: Labour, hours: set[float]) -> None:
    scenario, made = centre(labour=replace(labour, call_in_hours=8))
    needs = asked(scenario, (0, "16:30", "18:30", 3))
    found = overtime_offers(scenario, needs, made, 0, 10)
    assert {o.paid_hours for o in found if o.kind == STAY} == hours


def test_nothing_is_offered_before_now() -> None:
    scenario, made = centre()
    now = at(0, "17:00")
    found = overtime_offers(scenario, short_at_five(scenario), made, now, 10)
    assert all(offer.start >= now for offer in found)
    assert not [o for o in found if o.kind == STAY and o.csr.csr_id in ("ana", "bo")]


def test_time_off_leaves_nobody_missing() -> None:
    scenario, made = centre()
    scenario = replace(scenario, published=made)
    # one is enough but for 9:00 to 10:00, when Ana and Bo are both needed
    needs = asked(
        scenario, (0, "08:00", "19:00", 1), (0, "09:00", "10:00", 2), (1, "08:00", "19:00", 1)
    )
    found = time_off_offers(scenario, needs, made, at(0, "08:30"), 10)
    best = {o.csr.csr_id: o for o in found}
    # Chi is alone from 16:30 on and while the others eat at 12:00, Di all Tuesday
    assert set(best) == {"ana", "bo", "chi"}
    assert (best["chi"].kind, best["chi"].end) == (COME_LATE, at(0, "12:00"))
    ana = best["ana"]
    assert ana.kind == GO_HOME
    # somebody who is called in has four hours at least: so has who goes home
    assert (ana.start, ana.end) == (at(0, "12:00"), at(0, "16:30"))
    assert ana.paid_hours == -4.0
    assert ana.spare == 0
    # half an hour of these is her meal
    assert [o.csr.csr_id for o in found] == ["ana", "bo", "chi"]
    for offer in found:
        after = taken(scenario, offer)
        assert audit(after, needs, offer.roster) == []
        short = price(scenario, needs, offer.roster)["shortage"]
        assert short <= price(scenario, needs, made)["shortage"]
        saved = sum(r.total for r in cost(scenario, made)) - sum(
            r.total for r in cost(after, offer.roster)
        )
        assert saved == pytest.approx(-offer.paid_hours * offer.csr.hourly_rate)


def test_a_whole_day_is_given_where_it_is_not_needed() -> None:
    scenario, made = centre()
    needs = asked(scenario, (0, "08:00", "19:00", 1), (1, "08:00", "19:00", 0))
    found = time_off_offers(replace(scenario, published=made), needs, made, 0, 10)
    di = next(o for o in found if o.csr.csr_id == "di")
    assert di.kind == DAY_OFF
    assert accept(scenario, di) == "--off di@2026-05-12"
    assert audit(taken(replace(scenario, published=made), di), needs, di.roster) == []


def test_an_offer_says_how_it_is_taken() -> None:
    scenario, made = centre()
    found = overtime_offers(scenario, short_at_five(scenario), made, 0, 10)
    by_kind = {(o.kind, o.csr.csr_id): accept(scenario, o) for o in found}
    assert by_kind[STAY, "bo"] == "--overtime bo@2026-05-11T16:30..17:30"
    assert by_kind[EXTRA, "di"].startswith("--extra-day di@2026-05-11T")
