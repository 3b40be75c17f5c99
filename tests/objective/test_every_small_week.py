"""Every small week of a person: what a term hands out adds up to its price, and CP-SAT agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import numpy as np
import pytest

from scheduler.domain.demand import Requirements
from scheduler.domain.duties import duties
from scheduler.domain.roster import MEAL, Roster, Segment
from scheduler.domain.scenario import Request, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Pay
from scheduler.objective import terms_of
from scheduler.objective.changes import published_by_day
from scheduler.rostering.cp_sat.priced_model import PricedModel
from scheduler.rules.time_off import TimeOffRule
from tests.objective.readings import (
    DOLLARS,
    FREE,
    NO_DOLLARS,
    ODD,
    ODD_PAY,
    in_cp_sat,
    own_costs_added,
)
from tests.rules.every_roster import RosterCase, rosters
from tests.small_centres import contract, csr, roster, shift, small_centre

FRIDAY = date(2026, 5, 15)
LABOUR = Labour(
    breaks=(BreakBand(24 * 60, 0, 0),), min_rest_between_shifts_hours=0, max_overtime_hours=8,
    notice_hours=30,
)  # fmt: skip


def hours_of_a_weekend() -> RosterCase:
    """Friday to Sunday, 8:00 to 12:00: shifts of any length, with other work and meals in them."""
    signed = contract(
        days=2, shift_hours=(1, 2, 3, 4), week_hours=4, hours="08:00-12:00", step_minutes=60,
        slot_minutes=60,
    )  # fmt: skip
    opening = {"phone": "08:00-12:00", "desk": "08:00-12:00"}
    centre = small_centre(
        3, opening, first_day=FRIDAY, slot_minutes=60, volumes=(),
        labour=replace(LABOUR, notice_hours=56),
        csrs=(csr("c1", signed, "phone;desk", rate=27.13),),
        prices=replace(ODD, early_before=9 * 60),
        pay=replace(ODD_PAY, evening_from=11 * 60, late_change_hours=0.37),
        now=1,
        past=roster(shift("c1", -2, "08:00 phone 11:00", 60),
                    shift("c1", -1, "10:00 phone 14:00", 60)),
        # leave takes the shift of Saturday; of Sunday only a change at 8:00 comes late
        published=roster(
            shift("c1", 0, "09:00 phone 10:00 desk 11:00", 60),
            shift("c1", 1, "10:00 phone 12:00", 60),
            shift("c1", 2, "09:00 desk 11:00", 60),
        ),
        time_off=(TimeOff("c1", 24 + 11, 24 + 13, "leave", True),),
        requests=(
            Request("c1", "off", 10, 11, 2), Request("c1", "avoid", 24 + 9, 24 + 11, 0.5),
            Request("c1", "prefer", 9, 11, 3), Request("c1", "off", 24, 3 * 24, 4),
        ),
    )  # fmt: skip
    return RosterCase(centre, (8, 12), ("phone", "desk", MEAL))


def days_of_a_week() -> RosterCase:
    """Which days are worked, an hour each: one person wants days off together and one does not."""
    signed = contract(
        days=5, shift_hours=(1,), week_hours=5, hours="08:00-09:00", step_minutes=60,
        slot_minutes=60, min_days_off_in_a_row=2,
    )  # fmt: skip
    centre = small_centre(
        7, {"phone": "08:00-09:00"}, slot_minutes=60, volumes=(), now=1,
        labour=replace(LABOUR, max_days_in_a_row=7),
        csrs=(csr("c1", signed), csr("c2", signed, split_days_off=True)),
        prices=replace(ODD, early_before=7 * 60), pay=ODD_PAY,
        past=roster(*(shift("c1", day, "08:00 phone 09:00", 60) for day in (-3, -2, -1))),
    )  # fmt: skip
    return RosterCase(centre, (8, 9))


def two_weeks() -> RosterCase:
    """A week and two days, with two hours to start at."""
    case = days_of_a_week()
    centre = case.scenario
    signed = replace(centre.csrs[0].contract, latest=10)
    grid, spans = replace(centre.grid, days=9), {"phone": ((8, 10),) * 9}
    people = (replace(centre.csrs[0], contract=signed),)
    return replace(case, scenario=replace(centre, grid=grid, opening=spans, csrs=people),
                   span=(8, 10))  # fmt: skip


def drawn(case: RosterCase, number: int) -> Iterator[Roster]:
    """Rosters by lot that leave allows: each day off, as published, or any that there is."""
    lot, scenario = Random(5), case.scenario
    leave, per_day = TimeOffRule.from_scenario(scenario), scenario.grid.slots_per_day
    monday = replace(scenario, grid=replace(scenario.grid, days=1), csrs=scenario.csrs[:1])
    every = rosters(replace(case, scenario=monday))
    words = [found.segments for found in every if found.segments]
    told = published_by_day(scenario)
    while number:
        chosen: list[Segment] = []
        for csr_id, day in product(scenario.csr, range(scenario.grid.days)):
            old, move = told.get(csr_id, {}).get(day), day * per_day
            if old is not None and lot.random() < 0.3:
                chosen += old.segments
            elif lot.random() < 0.7:
                chosen += (replace(s, csr_id=csr_id, start=s.start + move, end=s.end + move)
                           for s in lot.choice(words))  # fmt: skip
        found = Roster.of(chosen)
        if not list(leave.check(scenario, found)):
            number -= 1
            yield found


def whole_here(name: str, scenario: Scenario, found: Roster) -> bool:
    """Whether what is read in part is read whole: each evening and early start is the first."""
    one_week = scenario.grid.weeks == 1
    if name != "fairness":
        return one_week and name in ("requests", "short_rests")
    shifts = found.shifts(scenario.grid.slots_per_day).values()
    return one_week and max((max(duties(scenario, own)[1:]) for own in shifts), default=0) <= 1


@pytest.mark.parametrize("case", [hours_of_a_weekend, days_of_a_week, two_weeks])
def test_every_reading_of_small_weeks(case: Callable[[], RosterCase]) -> None:
    centre = case()
    scenario, seen = centre.scenario, Counter[str]()
    nothing = Requirements(scenario.grid.slots, (), (), np.zeros(scenario.grid.slots, np.int64))
    for i, found in enumerate(drawn(centre, 120)):
        dollars = {t.name: t.price(scenario, nothing, found) for t in terms_of(scenario)}
        for term in terms_of(scenario):
            own = own_costs_added(scenario, term, found)
            if term.own.extent == "whole" or whole_here(term.name, scenario, found):
                assert own == pytest.approx(dollars[term.name], abs=1e-6), term.name
                seen[term.name] += own > 0
            elif term.own.extent == "part":
                assert own <= dollars[term.name] + 1e-6, term.name
        if i % 4 == 0:
            free = {("c1", 0)} if i % 8 else None  # all other days fixed, or none
            model = PricedModel(scenario, nothing, free, found, prune=False, span=centre.span,
                                activities=centre.activities)  # fmt: skip
            assert in_cp_sat(model, found) == pytest.approx(dollars, abs=0.01)
    assert len(seen) >= (9 if scenario.published else 3)


def test_each_price_by_itself_is_read() -> None:
    case = hours_of_a_weekend()
    centre, some, read = case.scenario, list(drawn(case, 12)), set()
    times = {name: getattr(centre.prices, name) for name in NO_DOLLARS}
    free = Pay(evening_from=centre.pay.evening_from, overtime_multiple=0.0)
    nothing = Requirements(centre.grid.slots, (), (), np.zeros(centre.grid.slots, np.int64))
    wages = ("overtime_multiple", "evening_premium_per_hour", "weekend_premium_per_hour",
             "late_change_hours")  # fmt: skip
    for name in (*DOLLARS, *wages):
        of_pay = name in wages
        price = {name: getattr(centre.pay if of_pay else centre.prices, name)}
        alone = replace(
            centre,
            prices=replace(FREE, **times, **({} if of_pay else price)),
            pay=replace(free, **(price if of_pay else {})),
        )
        for term, found in product(terms_of(alone), some):
            if term.own.extent == "whole" or whole_here(term.name, alone, found):
                own = own_costs_added(alone, term, found)
                assert own == pytest.approx(term.price(alone, nothing, found)), name
                read |= {name} if own else set()
    assert read >= {*wages, "evening_shift", "early_start", "weekend_day", "changed_day"}
