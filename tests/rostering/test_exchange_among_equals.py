"""Equals exchange shifts: who gets whose, who cannot, and what eight weeks of it come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.duties import duties
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Csr, Meeting, Scenario, TimeOff
from scheduler.domain.settings import BreakBand, Labour, Prices
from scheduler.objective.price import price
from scheduler.rostering.exchange.dealing import NAME, exchange_where_shared
from scheduler.rostering.incumbent import Clock, SearchLimits
from scheduler.rostering.local_search.annealing import Annealing
from scheduler.rostering.local_search.warm_start import adopt
from scheduler.rostering.problem.roster_problem import build_problem
from scheduler.rostering.solve import solve
from scheduler.rules import RULES
from tests.objective.readings import FREE
from tests.small_centres import contract, csr, small_centre

HOUR = 60  # minutes of a slot
EARLY, LATE = (7, 11), (16, 20)  # an evening is a shift that ends after 18:00
ALL_WEEK, WEEKDAYS, TO_SUNDAY = range(7), range(5), range(2, 7)
BUT_WEDNESDAY = (0, 1, 3, 4, 5)
SIGNED = contract(
    hours="07:00-20:00", shift_hours=(4,), week_hours=20, step_minutes=HOUR, slot_minutes=HOUR,
    min_days_off_in_a_row=1,
)  # fmt: skip


def centre(*people: Csr, past: list[Segment], rest_hours: float = 8, **prices: Any) -> Scenario:
    """A week of a centre open from 7:00 to 20:00, with this published past; no pauses."""
    return small_centre(
        7,
        {"phone": "07:00-20:00"},
        slot_minutes=HOUR,
        volumes=(),
        csrs=people or (csr("c01", SIGNED), csr("c02", SIGNED)),
        past=Roster.of(past),
        labour=Labour(
            breaks=(BreakBand(600, 0, 0),),
            min_rest_between_shifts_hours=rest_hours,
            max_days_in_a_row=14,
        ),
        prices=replace(FREE, shortage_per_hour=60.0, language_shortage_per_hour=60.0, **prices),
    )


def week_of(
    csr_id: str, days: Iterable[int], hours: tuple[int, int], ago: int = 0
) -> list[Segment]:
    """The same shift on these days, so many weeks ago."""
    midnights = (24 * (day - 7 * ago) for day in days)
    return [Segment(csr_id, m + hours[0], m + hours[1], "phone", True) for m in midnights]


def as_rostered(scenario: Scenario, roster: Roster, language: str = ALL) -> Requirements:
    """Exactly the people of this roster, who speak a language where it is given."""
    heads: dict[tuple[int, str], int] = {}
    for s in roster.segments:
        for row in {ALL, language} if scenario.csr[s.csr_id].speaks(language) else {ALL}:
            for slot in range(s.start, s.end):
                heads[slot, row] = heads.get((slot, row), 0) + 1
    rows = tuple(
        Requirement(slot, slot + 1, "phone", row, 10.0, 180.0, 0.5, number)
        for (slot, row), number in sorted(heads.items())
    )
    return Requirements(
        slots=scenario.grid.slots,
        rows=rows,
        deferrable=(),
        supervisors=np.zeros(scenario.grid.slots, dtype=np.int64),
    )


def exchanged(scenario: Scenario, weeks: list[Segment], language: str = ALL) -> Annealing:
    """The search after one exchange, from a roster that covers exactly what is required."""
    before = Roster.of(weeks)
    required = as_rostered(scenario, before, language)
    limits = SearchLimits(60.0, 0.0, -1.0, lambda _: None, lambda: False, Clock(reproducible=True))
    search = Annealing(build_problem(scenario, required), 1, limits)
    assert adopt(search.state, before)
    search.allot()
    search.keep_if_best()
    exchange_where_shared(search)
    return search


def shifts(search: Annealing) -> dict[str, dict[int, int]]:
    """By person: hour of the start by day."""
    found = search.best().shifts(24)
    return {c: {s.day: s.start % 24 for s in own} for c, own in found.items()}


def days(search: Annealing) -> dict[str, set[int]]:
    return {csr_id: set(own) for csr_id, own in shifts(search).items()}


# c01 has worked the weekends, c02 has not, and the roster goes on like that
PAST = week_of("c01", TO_SUNDAY, EARLY, 1) + week_of("c02", WEEKDAYS, EARLY, 1)
SAME_AGAIN = week_of("c01", TO_SUNDAY, EARLY) + week_of("c02", WEEKDAYS, EARLY)


def test_two_people_exchange_their_weeks() -> None:
    search = exchanged(centre(past=PAST, weekend_day=2.0), SAME_AGAIN)
    assert days(search) == {"c01": set(WEEKDAYS), "c02": set(TO_SUNDAY)}
    # before: c01's 3rd and 4th weekend day, 2 x (3 + 4) dollars; after: c02's first and second
    assert search.objective == pytest.approx(2 * (1 + 2))


def test_without_a_price_nothing_is_exchanged() -> None:
    assert days(exchanged(centre(past=PAST), SAME_AGAIN))["c01"] == set(TO_SUNDAY)


def test_people_of_other_contracts_exchange_nothing() -> None:
    other = replace(SIGNED, name="other")
    scenario = centre(csr("c01", SIGNED), csr("c02", other), past=PAST, weekend_day=2.0)
    assert days(exchanged(scenario, SAME_AGAIN))["c01"] == set(TO_SUNDAY)


def test_who_is_on_leave_keeps_their_days() -> None:
    away = TimeOff("c02", 24 * 5, 24 * 7, "unpaid", False)
    scenario = replace(centre(past=PAST, weekend_day=2.0), time_off=(away,))
    # each full day of leave takes a day of the contract away
    mine = week_of("c01", TO_SUNDAY, EARLY) + week_of("c02", range(3), EARLY)
    assert days(exchanged(scenario, mine))["c01"] == set(TO_SUNDAY)


def test_a_language_that_only_one_of_them_speaks_keeps_its_speaker() -> None:
    people = csr("c01", SIGNED, languages="en;es"), csr("c02", SIGNED)
    scenario = centre(*people, past=PAST, weekend_day=2.0)
    assert days(exchanged(scenario, SAME_AGAIN))["c02"] == set(TO_SUNDAY)
    # nobody asks for the language on a weekday, but on the weekend: eight hours at 60 dollars
    assert days(exchanged(scenario, SAME_AGAIN, language="es"))["c01"] == set(TO_SUNDAY)


def test_evenings_change_hands_as_far_as_the_nights_allow() -> None:
    past = week_of("c01", ALL_WEEK, LATE, 1) + week_of("c02", ALL_WEEK, EARLY, 1)
    again = week_of("c01", BUT_WEDNESDAY, LATE) + week_of("c02", BUT_WEDNESDAY, EARLY)
    # from Sunday 20:00 to Monday 7:00 are 11 hours
    rested = exchanged(centre(past=past, rest_hours=11, evening_shift=1.0), again)
    assert shifts(rested)["c01"] == dict.fromkeys(BUT_WEDNESDAY, EARLY[0])
    # with 12 required, the day off is the first night long enough
    tired = exchanged(centre(past=past, rest_hours=12, evening_shift=1.0), again)
    assert shifts(tired)["c01"] == {0: 16, 1: 16, 3: 7, 4: 7, 5: 7}


def test_a_price_of_steady_starts_keeps_the_week_whole() -> None:
    past = week_of("c01", ALL_WEEK, LATE, 1) + week_of("c02", ALL_WEEK, EARLY, 1)
    again = week_of("c01", BUT_WEDNESDAY, LATE) + week_of("c02", BUT_WEDNESDAY, EARLY)
    # each of three evenings saves 7 dollars at most, and nine hours between two starts of a week
    # cost each of the two 90
    scenario = centre(
        past=past, rest_hours=12, evening_shift=1.0, moving_start_per_hour=10.0
    )  # fmt: skip
    assert shifts(exchanged(scenario, again))["c01"] == dict.fromkeys(BUT_WEDNESDAY, LATE[0])


def test_whose_shifts_move_joins_the_other_sitting_of_the_meeting() -> None:
    """One sits from 8 to 9 in the early shift, the other from 17 to 18 in the late one."""
    meeting = Meeting("m", "Team", ("c01", "c02"), 1, 2, frozenset({0}), 7, 20)
    past = week_of("c01", WEEKDAYS, LATE, 1) + week_of("c02", WEEKDAYS, EARLY, 1)
    again = week_of("c01", range(1, 5), LATE) + week_of("c02", range(1, 5), EARLY)
    for who, begins, ends, sits in (("c01", *LATE, 17), ("c02", *EARLY, 8)):
        spans = ((begins, sits, "phone"), (sits, sits + 1, "meeting:m"), (sits + 1, ends, "phone"))
        again += [Segment(who, start, end, what, True) for start, end, what in spans]
    scenario = replace(centre(past=past, evening_shift=1.0), meetings=(meeting,))
    search = exchanged(scenario, again)
    assert shifts(search)["c01"] == dict.fromkeys(WEEKDAYS, EARLY[0])
    sat = {s.csr_id: s.start for s in search.best().segments if s.activity == "meeting:m"}
    assert sat == {"c01": 8, "c02": 17}


# ---- in a run ---------------------------------------------------------------------------


def test_a_run_lets_equals_exchange_and_says_so() -> None:
    scenario = centre(past=PAST, weekend_day=2.0)
    required = as_rostered(scenario, Roster.of(SAME_AGAIN))
    answer = solve(scenario, required, 1.0, 0.0, seed=1, reproducible=True)
    assert answer.objective == pytest.approx(2 * (1 + 2))
    counts = {count.name: count.proposed for count in answer.neighbourhoods}
    assert counts[NAME] > 0
    told = replace(scenario, published=Roster.of(SAME_AGAIN))
    answer = solve(told, required, 1.0, 0.0, seed=1, reproducible=True)
    assert NAME not in {count.name for count in answer.neighbourhoods}


class Exchanging(Annealing):
    """The search of the first process, without a second one beside it."""

    def between_annealings(self) -> None:
        exchange_where_shared(self)


def twelve() -> tuple[Csr, ...]:
    """Five days of eight hours, an hour of them for a meal; three speak Spanish too."""
    signed = contract(
        hours="07:00-20:00", step_minutes=HOUR, slot_minutes=HOUR, min_days_off_in_a_row=1
    )
    return tuple(csr(f"c{i:02}", signed, languages="en;es" if i < 3 else "en") for i in range(12))


def busy_week(past: list[Segment]) -> tuple[Scenario, Requirements]:
    """Three early and late and six by day, on weekends two and three; somebody with Spanish.

    Starts may move: where they may not, evenings come five at a time.
    """
    scenario = replace(
        centre(*twelve(), past=past, rest_hours=11),
        prices=replace(
            Prices(), weekend_day=2.0, evening_shift=0.5,
            moving_start_per_hour=0.0, start_unlike_last_week_per_hour=0.0,
        ),
    )  # fmt: skip
    rows = [
        Requirement(24 * day + hour, 24 * day + hour + 1, "phone", language, 10, 180, 0.5, people)
        for day in range(7)
        for hour in range(7, 20)
        for language, people in (
            (ALL, (3 if day < 5 else 2) if hour < 9 or hour >= 17 else (6 if day < 5 else 3)),
            ("es", 1 if day < 5 and 9 <= hour < 17 else 0),
        )
        if people
    ]
    nobody = np.zeros(scenario.grid.slots, dtype=np.int64)
    return scenario, Requirements(scenario.grid.slots, tuple(rows), (), nobody)


def test_eight_weeks_share_weekends_and_evenings_to_within_one() -> None:
    past: list[Segment] = []
    counted = dict.fromkeys((c.csr_id for c in twelve()), np.zeros(3, dtype=np.int64))
    for _ in range(8):
        scenario, required = busy_week(past)
        limits = SearchLimits(2.0, 0.0, 0.0, lambda _: None, lambda: False, Clock(True))
        search = Exchanging(build_problem(scenario, required), 1, limits)
        assert search.begin()
        search.improve()
        week = search.best()
        rules = [rule.from_scenario(scenario) for rule in RULES]
        assert [v for rule in rules for v in rule.check(scenario, week)] == []  # seams too
        assert price(scenario, required, week)["shortage"] == 0.0
        own = week.shifts(24)
        counted = {c: n + np.array(duties(scenario, own.get(c, ()))) for c, n in counted.items()}
        shown = (*past, *week.segments)
        past = [replace(s, start=s.start - 7 * 24, end=s.end - 7 * 24) for s in shown]
    apart = np.ptp(np.array(list(counted.values())), axis=0)
    assert max(apart[0], apart[1]) <= 1
