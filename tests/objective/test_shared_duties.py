"""Weekends, evenings and early starts: counted over the past, compared among equals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from scheduler.domain.duties import MOST_AHEAD, Duties, ahead_of_equals, past_duties
from scheduler.domain.roster import Segment
from scheduler.domain.scenario import Csr, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.objective.fairness import Fairness
from scheduler.objective.weekend_outlook import weekend_outlook
from scheduler.pipeline.in_memory import Result
from scheduler.rostering.cp_sat.solve_exact import exact_model, solve_exact
from scheduler.rostering.solve import solve
from tests.objective.readings import FREE
from tests.reporting.made_runs import required, run
from tests.small_centres import at, contract, csr, roster, shift, small_centre

EARLY, LATE = "07:00 phone 11:00", "15:00 phone 19:00"
MIDDAY = "10:00 phone 14:00"


def centre(*past: list[Segment], people: tuple[Csr, ...] = (), **prices: float) -> Scenario:
    """A week, 7:00 to 20:00 every day, with this published past."""
    signed = contract(hours="07:00-20:00", shift_hours=(4,), week_hours=20)
    everybody = people or tuple(csr(f"c0{i}", signed) for i in range(1, 4))
    return small_centre(
        7,
        {"phone": "07:00-20:00"},
        csrs=everybody,
        past=roster(*past) if past else None,
        prices=replace(Prices(), **prices),
    )


def weeks(csr_id: str, number: int, *weekdays: int, text: str = MIDDAY) -> list[Segment]:
    """The same shifts in each of the last weeks."""
    return [
        segment
        for week in range(1, number + 1)
        for weekday in weekdays
        for segment in shift(csr_id, weekday - 7 * week, text)
    ]


def ahead(scenario: Scenario) -> list[tuple[int, int, int]]:
    return [tuple(ahead_of_equals(scenario)[c.csr_id]) for c in scenario.csrs]  # type: ignore[misc]


def test_duties_are_counted_over_the_weeks_that_count() -> None:
    scenario = centre(
        weeks("c01", 4, 5, 6, text=LATE), weeks("c02", 4, 0, text=EARLY), fairness_weeks=3
    )
    assert past_duties(scenario) == {
        "c01": Duties(6, 6, 0), "c02": Duties(0, 0, 3), "c03": Duties(0, 0, 0)
    }  # fmt: skip


def test_only_what_is_ahead_of_the_least_counts_and_no_more_than_a_few() -> None:
    scenario = centre(weeks("c01", 3, 5, text=MIDDAY), weeks("c02", 3, 5, 6), weeks("c03", 3, 0, 5))
    # 3, 6 and 3 weekend days
    assert ahead(scenario) == [(0, 0, 0), (3, 0, 0), (0, 0, 0)]
    scenario = centre(weeks("c01", 8, 0), weeks("c02", 8, 5, 6), weeks("c03", 8, 0))
    assert ahead(scenario)[1] == (MOST_AHEAD, 0, 0)


def test_who_joined_is_taken_to_have_had_the_average_before() -> None:
    # four weeks of 2 and of 1 weekend days; c03 came two weeks ago and has had 1 since:
    # 1 + 2 weeks at 6 / 4 = 4, as many as c02
    past = (weeks("c01", 4, 5, 6), weeks("c02", 4, 5), weeks("c03", 1, 5), weeks("c03", 2, 1))
    assert [n for n, _, _ in ahead(centre(*past))] == [4, 0, 0]
    # who comes now is no behind either: 6 on average against 8 and 4
    assert [n for n, _, _ in ahead(centre(*past[:2]))] == [4, 0, 2]


def test_equals_have_one_contract_and_can_have_the_duty() -> None:
    signed = contract(hours="07:00-20:00", shift_hours=(4,), week_hours=20)
    half = contract("half", hours="07:00-20:00", shift_hours=(4,), week_hours=20)
    days = contract(hours="09:00-15:00", shift_hours=(4,), week_hours=20)  # neither early nor late
    people = (csr("c01", signed), csr("c02", half), csr("c03", days), csr("c04", signed))
    past = [weeks(c, 2, 5, text=t) for c, t in
            zip(("c01", "c02", "c03"), (LATE, LATE, MIDDAY), strict=True)]  # fmt: skip
    scenario = centre(*past, weeks("c04", 2, 0), people=people)
    # c02 has no equals. c03 has the weekend with c01 and c04, and no evening
    assert ahead(scenario) == [(2, 2, 0), (0, 0, 0), (2, 0, 0), (0, 0, 0)]
    # c04 is away on the weekend: c01 and c03 are the equals, with 2 each
    away = TimeOff("c04", at(5, "00:00"), at(7, "00:00"), "vacation", True)
    assert [n for n, _, _ in ahead(replace(scenario, time_off=(away,)))] == [0, 0, 0, 0]


def test_the_k_th_early_start_costs_k_times_its_price() -> None:
    scenario = centre(
        weeks("c01", 2, 0, text=EARLY), weeks("c02", 2, 0, text=MIDDAY), weeks("c03", 2, 1)
    )
    scenario = replace(scenario, prices=replace(FREE, early_start=3.0))
    week = roster(
        *(shift("c01", day, EARLY) for day in (0, 1)),
        *(shift("c02", day, EARLY) for day in (0, 1, 2)),
        shift("c03", 0, "08:00 phone 12:00"),  # not before 8:00
    )
    report = Result(run(scenario, required(scenario), week)).report
    # c01 is 2 ahead: 3 x (3 + 4). c02: 3 x (1 + 2 + 3)
    assert report.terms["fairness"] == pytest.approx(21 + 18)
    later = replace(scenario, prices=replace(scenario.prices, early_before=7 * 60))
    assert Result(run(later, required(later), week)).report.terms["fairness"] == 0


def rotation(**signed: int) -> Scenario:
    own = contract(hours="08:00-17:00", **{"min_days_off_in_a_row": 2, **signed})
    return small_centre(7, csrs=(csr("c01", own),), labour=Labour(max_days_in_a_row=6))


def test_the_end_of_a_week_forces_weekends() -> None:
    """Five days, two off together, six in a row at most: by hand, over five weeks."""
    outlook = weekend_outlook(rotation(), rotation().csrs[0])
    assert outlook is not None
    # Off on Monday and Tuesday, five days at work at the end. Next off by Tuesday and Wednesday
    # (2 weekend days), then a day later each week: 2, 2, 1, 0. A day nearer takes a week less.
    assert outlook.forced[True, 5] == pytest.approx((2 + 2 + 2 + 1) / 5)
    assert outlook.forced[True, 4] == pytest.approx((2 + 2 + 1) / 5)
    assert outlook.forced[True, 3] == pytest.approx((2 + 1) / 5)
    assert outlook.forced[True, 2] == pytest.approx(1 / 5)
    # Sunday alone at work, or the weekend off: Saturday and Sunday may be off next
    assert (True, 1) not in outlook.forced
    assert (False, 2) not in outlook.forced
    # off on Sunday and so on Monday: then Sunday and Monday every week, and Saturday at work
    assert outlook.forced[False, 1] == pytest.approx(5 / 5)


def test_whoever_may_have_single_days_off_is_forced_to_less() -> None:
    scenario = rotation(min_days_off_in_a_row=1)
    outlook = weekend_outlook(scenario, scenario.csrs[0])
    assert outlook is not None
    # After Saturday and Sunday at work five more days would be seven in a row: a day of them is
    # off, and one of the weekend. From there on the whole weekend can be off
    assert outlook.forced == {(True, length): 1 / 5 for length in range(2, 8)}


def test_a_week_may_begin_on_any_day() -> None:
    # Wednesday to Tuesday, off on Wednesday and Thursday. Then off a day later each week: Thursday
    # and Friday (2 weekend days), Friday and Saturday (1), and the weekends from there on
    wednesday = replace(rotation(), grid=replace(rotation().grid, first_day=date(2026, 5, 13)))
    outlook = weekend_outlook(wednesday, wednesday.csrs[0])
    assert outlook is not None
    assert outlook.forced[True, 5] == pytest.approx((2 + 1) / 5)


def test_everybody_has_the_outlook_of_their_own_days() -> None:
    own = rotation().csrs[0].contract
    people = (
        csr("c01", own),
        csr("c02", own, split_days_off=True),
        csr("c03", own, "desk"),  # never open at weekends
        csr("c04", replace(own, days_per_week=3)),
    )
    desk = (*((32, 68),) * 5, None, None)
    together = replace(rotation(), csrs=people)
    together = replace(together, weekly_opening={**together.weekly_opening, "desk": desk})
    found = [weekend_outlook(together, person) for person in people]
    forced = [outlook.forced if outlook else None for outlook in found]
    assert forced[0] is not None
    assert (forced[0][True, 5], forced[0][False, 1]) == (7 / 5, 1)
    assert forced[1] == {(True, length): 1 / 5 for length in range(2, 8)}
    assert forced[2:] == [{}, {}]


@pytest.mark.parametrize(("past_days", "price"), [((5, 6), 2), ((0, 1), 1)])
def test_who_is_ahead_pays_for_the_weekends_to_come(past_days: tuple[int, int], price: int) -> None:
    # Wednesday to Sunday: two weekend days, and 7 / 5 forced on each of the weeks behind
    scenario = rotation()
    people = tuple(csr(f"c0{i}", scenario.csrs[0].contract) for i in (1, 2))
    past = roster(weeks("c01", 1, *past_days), weeks("c02", 1, 0, 1))
    scenario = replace(scenario, csrs=people, past=past, prices=replace(FREE, weekend_day=10.0))
    term = Fairness.from_scenario(scenario)
    sets = np.array([0b1111100, 0b0011111])  # Wednesday to Sunday, Monday to Friday
    found = term.of_days(scenario, people[0], tuple(range(7)), sets)
    before = 2 * (price - 1)
    own = 10 * (before + 1 + before + 2) + 10 * 7 / 5 * (before + 2)
    assert found is not None
    assert found.tolist() == pytest.approx([own, 0.0])


def test_only_the_last_week_s_end_forces_weekends_behind_the_horizon() -> None:
    one = rotation()
    grid = replace(one.grid, days=14)
    hours = {channel: 2 * spans for channel, spans in one.opening.items()}
    scenario = replace(one, grid=grid, opening=hours, prices=replace(FREE, weekend_day=10.0))
    term = Fairness.from_scenario(scenario)
    worked = np.array([0b1111100])  # Wednesday to Sunday
    first, last = (
        term.of_days(scenario, scenario.csrs[0], tuple(range(day, day + 7)), worked)
        for day in (0, 7)
    )
    assert (first, last) == (pytest.approx([10 * (1 + 2)]), pytest.approx([30 + 10 * 7 / 5 * 2]))


def stuck() -> Scenario:
    """c01 has worked Wednesday to Sunday, c02 Monday to Friday; nobody is needed."""
    own = contract(
        hours="08:00-10:00", shift_hours=(2,), week_hours=10, min_days_off_in_a_row=2,
        slot_minutes=60, step_minutes=60,
    )  # fmt: skip
    past = [shift("c01", day - 7, "08:00 phone 10:00", 60) for day in (2, 3, 4, 5, 6)]
    past += [shift("c02", day - 7, "08:00 phone 10:00", 60) for day in (0, 1, 2, 3, 4)]
    return small_centre(
        7, {"phone": "08:00-10:00"}, slot_minutes=60, volumes=(),
        csrs=(csr("c01", own), csr("c02", own)), past=roster(*past),
        labour=Labour(breaks=(BreakBand(600, 0, 0),), max_days_in_a_row=6),
        prices=replace(FREE, weekend_day=2.0),
    )  # fmt: skip


def test_search_finish_and_bound_move_whoever_is_ahead_towards_the_weekend() -> None:
    scenario = stuck()
    nothing = required(scenario)
    found = solve(scenario, nothing, 1.0, 0.0, seed=1, reproducible=True)
    days = {c: {s.day for s in own} for c, own in found.roster.shifts(24).items()}
    # c01 must be off by Tuesday: with Wednesday rather than Monday, a week nearer to the weekend
    assert days == {"c01": {0, 3, 4, 5, 6}, "c02": {0, 1, 2, 3, 4}}
    # two ahead: the 3rd and 4th weekend day, and (2 + 2) x 5 / 5 for those forced later
    assert found.objective == pytest.approx(2 * (3 + 4) + 2 * 4 * 5 / 5)
    assert found.bound == pytest.approx(found.objective)
    _, optimum, _, status = solve_exact(exact_model(scenario, nothing), limit_s=20)
    assert status == "optimal"
    assert optimum == pytest.approx(found.objective, abs=0.01)
