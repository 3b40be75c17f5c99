"""Stints that a meeting, an opening or a closing cuts, and that could be whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.domain.demand import Requirement, Requirements
from scheduler.domain.roster import Roster, Segment
from scheduler.domain.scenario import Meeting, Program, Scenario
from scheduler.domain.settings import BreakBand, Labour, MealWindow
from scheduler.domain.stint_lengths import chopped_stints
from scheduler.objective.price import price
from scheduler.rostering.whole_stints import WHOLE_DOLLARS, with_whole_stints
from scheduler.verification.auditor import audit
from tests.small_centres import at, contract, csr, roster, shift, small_centre

MONDAY = frozenset({0})


def centre(desk: str = "08:00-12:00", **changes: object) -> Scenario:
    """Phones 8:00-17:00 and a desk until noon, for two people; c1 has a meeting at 10:00."""
    signed = contract(days=1, week_hours=8)
    return small_centre(
        1,
        {"phone": "08:00-17:00", "desk": desk},
        csrs=(csr("c1", signed, "phone;desk"), csr("c2", signed, "phone;desk")),
        labour=Labour(
            breaks=(BreakBand(480, 1, 1),), meal_windows=(MealWindow(600, 60, 480),),
            min_stint_minutes={"phone": 30, "desk": 60},
        ),
        meetings=(Meeting("m", "Team", ("c1",), 4, 1, MONDAY, at(0, "10:00"), at(0, "11:00")),),
        **changes,
    )  # fmt: skip


def chopped(scenario: Scenario, found: Roster) -> list[tuple[str, int, int]]:
    """Person, start and slots of each."""
    shifts = found.merged_shifts(scenario.grid.slots_per_day)
    return [
        (csr_id, stint.start, stint.slots)
        for csr_id, own in shifts.items()
        for one in own
        for stint in chopped_stints(scenario, scenario.csr[csr_id], one)
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        # From the opening for half an hour, and then something else.
        ("08:00 desk 08:30 rest 08:45 phone 10:00 meeting:m 11:00 phone 12:00", ["08:00"]),
        # Between the meeting and other work; before the meeting; until the closing.
        ("08:00 phone 10:00 meeting:m 11:00 desk 11:15 meal 11:45 phone 13:00", ["11:00"]),
        ("08:00 phone 09:15 rest 09:30 desk 10:00 meeting:m 11:00 phone 12:00", ["09:30"]),
        ("10:00 meeting:m 11:00 phone 11:30 rest 11:45 desk 12:00 phone 13:00", ["11:45"]),
        # Between the meeting and the end of the shift, or the opening; an hour around a rest.
        ("09:45 phone 10:00 meeting:m 11:00 phone 11:15", []),
        ("10:00 meeting:m 11:00 phone 11:15 rest 11:30 phone 12:00 desk 13:00", []),
        ("08:00 desk 08:30 rest 08:45 desk 09:15 meal 09:45 phone 10:30", []),
        # Half an hour of phones is whole.
        ("08:00 desk 09:00 rest 09:15 phone 09:45 rest 10:00 desk 11:00", []),
    ],
)
def test_what_could_be_whole(text: str, starts: list[str]) -> None:
    found = chopped(centre(), roster(shift("c1", 0, text)))
    assert [start for _, start, _ in found] == [at(0, start) for start in starts]


def needs(**rows: tuple[str, str, int]) -> Requirements:
    """So many people on a channel from a time to another."""
    found = tuple(
        Requirement(slot, slot + 1, channel, "*", 1.0, 60.0, 1.0, people)
        for channel, (start, end, people) in rows.items()
        for slot in range(at(0, start), at(0, end))
    )
    return Requirements(96, found, (), np.zeros(96, dtype=np.int64))


def mended(scenario: Scenario, asked: Requirements, before: Roster) -> tuple[Roster, float]:
    """The roster, and what it costs more."""
    assert audit(scenario, asked, before) == []
    after = with_whole_stints(scenario, asked, before)
    assert audit(scenario, asked, after) == []
    return after, price(scenario, asked, after).total - price(scenario, asked, before).total


LATE_DESK = centre("08:30-12:00")
ONE = shift(
    "c1", 0,
    "08:00 phone 08:30 desk 09:00 rest 09:15 phone 10:00 meeting:m 11:00 phone 12:00 "
    "meal 12:30 phone 16:30",
)  # fmt: skip
OTHER = shift("c2", 0, "08:00 phone 09:00 rest 09:15 desk 10:30 meal 11:00 phone 16:30")
CHOPPED = [("c1", at(0, "08:30"), 2)]


def test_two_people_exchange_what_they_do() -> None:
    """The other holds the desk from 9:15 on: with the half hour before it that is one stint."""
    asked = needs(desk=("08:30", "10:30", 1), phone=("08:00", "16:30", 1))
    assert chopped(LATE_DESK, roster(ONE, OTHER)) == CHOPPED
    after, dollars = mended(LATE_DESK, asked, roster(ONE, OTHER))
    assert chopped(LATE_DESK, after) == []
    assert dollars <= 0
    assert Segment("c2", at(0, "08:30"), at(0, "09:00"), "desk", True) in after.segments


def test_it_stays_where_somebody_would_be_missing() -> None:
    """Alone: a slot without her costs 15 dollars on the phones, at the desk up to twice that."""
    alone = replace(LATE_DESK, csrs=LATE_DESK.csrs[:1])
    asked = needs(desk=("08:30", "09:00", 2), phone=("08:00", "16:30", 1))
    assert chopped(alone, roster(ONE)) == CHOPPED
    assert mended(alone, asked, roster(ONE)) == (roster(ONE), 0.0)


def test_a_stint_nobody_needs_goes_for_next_to_nothing() -> None:
    alone = replace(LATE_DESK, csrs=LATE_DESK.csrs[:1])
    after, dollars = mended(alone, needs(phone=("12:00", "16:30", 1)), roster(ONE))
    assert chopped(alone, after) == []
    assert dollars <= WHOLE_DOLLARS


def test_a_program_and_the_stint_before_it_trade_places() -> None:
    """Nobody is needed at 11:00: the guide comes first, and the phones behind it as one stint."""
    guide = Program("p", "Guide", ("c1",), 4, 4, MONDAY, at(0, "08:00"), at(0, "17:00"))
    scenario = centre(programs=(guide,))
    only = replace(scenario, csrs=(replace(scenario.csrs[0], channels=frozenset({"phone"})),))
    text = (
        "08:00 phone 10:00 meeting:m 11:00 phone 11:15 offline:p 12:15 phone 12:45 "
        "meal 13:15 phone 14:15 rest 14:30 phone 16:30"
    )
    before = roster(shift("c1", 0, text))
    asked = needs(phone=("12:15", "16:30", 1))
    assert chopped(only, before) == [("c1", at(0, "11:00"), 1)]
    after, dollars = mended(only, asked, before)
    assert chopped(only, after) == []
    assert dollars <= WHOLE_DOLLARS
    program = [(s.start, s.end) for s in after.segments if s.activity == "offline:p"]
    assert program == [(at(0, "11:00"), at(0, "12:00"))]
