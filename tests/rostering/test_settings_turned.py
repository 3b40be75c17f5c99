"""A price or a labour rule turned, and the roster changes the way that it should."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from scheduler.domain.demand import ALL, Requirement, Requirements
from scheduler.domain.roster import PAUSES, Roster, Segment
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import Labour, Prices
from scheduler.objective.activity_changes import changes_of
from scheduler.objective.short_rests import rests_of
from scheduler.rostering.solve import solve
from tests.objective.readings import FREE
from tests.small_centres import at, contract, csr, roster, shift, small_centre

SHORT = replace(FREE, shortage_per_hour=60)
DAY = "08:00-16:30"
ONE_SHIFT = contract(days=1, week_hours=8, hours=DAY)


def needing(scenario: Scenario, *wanted: tuple[str, int, str, str]) -> Requirements:
    """One person on a channel on a day from a time to another, nobody elsewhere."""
    rows = tuple(
        Requirement(slot, slot + 1, channel, ALL, 1, 1, 1, 1)
        for channel, day, start, end in wanted
        for slot in range(at(day, start), at(day, end))
    )
    return Requirements(scenario.grid.slots, rows, (), np.zeros(scenario.grid.slots, dtype=int))


def solved(scenario: Scenario, *wanted: tuple[str, int, str, str]) -> Roster:
    return solve(scenario, needing(scenario, *wanted), 0.2, 0.0, 1, reproducible=True).roster


def one_person(channels: str = "phone", prices: Prices = SHORT, **labour: object) -> Scenario:
    """One shift of 8:00 to 16:30 on one day, by one person."""
    people = (csr("c01", ONE_SHIFT, channels),)
    rules = Labour(**labour)  # type: ignore[arg-type]
    hours = dict.fromkeys(channels.split(";"), "07:00-18:00")
    return small_centre(hours=hours, csrs=people, prices=prices, labour=rules)


def stints(found: Roster, channel: str) -> list[int]:
    """Minutes of each stint on a channel."""
    return [15 * s.slots for s in found.segments if s.activity == channel]


TWO_QUEUES = (("phone", 0, "08:00", "12:00"), ("desk", 0, "12:00", "16:30"))


@pytest.mark.parametrize(("dollars", "changes"), [(0, 1), (1000, 0)])
def test_activity_change(dollars: float, changes: int) -> None:
    # Phones until noon, the desk after it: one change at the meal, or hours that go short.
    scenario = one_person("phone;desk", replace(SHORT, activity_change=dollars))
    [own] = solved(scenario, *TWO_QUEUES).shifts(96)["c01"]
    assert changes_of(own) == changes


@pytest.mark.parametrize(("least", "stint"), [({}, 60), ({"phone": 120}, 120)])
def test_min_stint_minutes(least: dict[str, int], stint: int) -> None:
    # The first rest may come at 9:00: where phones want one hour, a stint of an hour.
    scenario = one_person("phone;desk", min_stint_minutes=least)
    wanted = (("phone", 0, "08:00", "09:00"), ("desk", 0, "09:15", "16:30"))
    found = stints(solved(scenario, *wanted), "phone")
    assert min(found, default=stint) >= stint
    assert least or found == [60]


# Nobody is wanted at 10:30 and from 11:00 to 11:30: a rest and a meal, half an hour apart.
EARLY_MEAL = (
    ("phone", 0, "08:00", "10:30"), ("phone", 0, "10:45", "11:15"), ("phone", 0, "11:45", "16:30"),
)  # fmt: skip


def work_between_pauses(found: Roster) -> list[int]:
    """Minutes of work between the pauses of the only shift, at its ends as well."""
    own = found.segments
    edges = [own[0].start, *(x for s in own if s.activity in PAUSES for x in (s.start, s.end))]
    edges.append(own[-1].end)
    return [15 * (end - start) for start, end in pairwise(edges) if (start, end) not in
            {(s.start, s.end) for s in own if s.activity in PAUSES}]  # fmt: skip


@pytest.mark.parametrize(("least", "apart"), [(0, 30), (90, 90)])
def test_min_work_between_pauses_minutes(least: int, apart: int) -> None:
    scenario = one_person(min_work_between_pauses_minutes=least)
    between = work_between_pauses(solved(scenario, *EARLY_MEAL))[1:-1]
    assert min(between) >= apart
    assert least or min(between) == 30


@pytest.mark.parametrize(("most", "longest"), [(None, 165), (150, 150)])
def test_max_unbroken_work_minutes(most: int | None, longest: int) -> None:
    # A rest at 9:00 and a meal at noon suit the queue: 9:15 to 12:00 is 165 minutes.
    wanted = (
        ("phone", 0, "08:00", "09:00"), ("phone", 0, "09:15", "12:00"),
        ("phone", 0, "12:30", "16:30"),
    )  # fmt: skip
    found = work_between_pauses(solved(one_person(max_unbroken_work_minutes=most), *wanted))
    assert max(found) <= longest
    assert most or max(found) == 165


@pytest.mark.parametrize(("dollars", "hours"), [(0, 11), (1000, 13)])
def test_short_rest_per_hour(dollars: float, hours: int) -> None:
    # Until 20:00 on Monday and from 7:00 on Tuesday: all that is wanted, and a night of 11 hours.
    prices = replace(SHORT, short_rest_per_hour=dollars, short_rest_below_hours=13)
    signed = contract(days=2, week_hours=16, hours="07:00-20:00")
    scenario = small_centre(2, {"phone": "07:00-20:00"}, csrs=(csr("c01", signed),), prices=prices)
    found = solved(scenario, ("phone", 0, "16:00", "20:00"), ("phone", 1, "07:00", "12:00"))
    assert [15 * slots / 60 for slots in rests_of(scenario, found, "c01")] == [hours]


@pytest.mark.parametrize(("before", "now"), [("c01", "c02"), ("c02", "c01")])
def test_evening_shift_beside_a_published_past(before: str, now: str) -> None:
    # One of two works until 20:00, the other in the morning: whoever had no evening last week.
    signed = contract(days=1, week_hours=8, hours="07:00-20:00")
    people = tuple(csr(i, signed) for i in ("c01", "c02"))
    texts = {before: "11:30 phone 16:00 meal 16:30 phone 20:00", now: "07:00 phone 15:30"}
    past = roster(*(shift(i, day, text) for i, text in texts.items() for day in (-7, -6)))
    scenario = small_centre(
        1,
        {"phone": "07:00-20:00"},
        csrs=people,
        past=past,
        prices=replace(SHORT, evening_shift=20),
    )
    found = solved(scenario, ("phone", 0, "07:00", "20:00"))
    late = [s.csr_id for s in found.segments if s.end == at(0, "20:00")]
    assert late == [now]


def test_segments_of_the_helper_are_what_they_say() -> None:
    text = "08:00 phone 09:00 rest 09:15 phone 12:00 meal 12:30 phone 14:00"
    assert work_between_pauses(roster(shift("c01", 0, text))) == [60, 165, 90]
    assert stints(Roster.of([Segment("c01", 0, 4, "phone", paid=True)]), "phone") == [60]
