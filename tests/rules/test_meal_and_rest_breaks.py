"""Rests and meals under Oregon's defaults, in 15-minute slots (OAR 839-020-0050)."""

from __future__ import annotations

import pytest

from scheduler.domain.roster import Segment
from scheduler.domain.scenario import Scenario
from scheduler.domain.settings import BreakBand, Labour
from scheduler.rules.meal_and_rest_breaks import MealAndRestBreaks, Pause, layouts
from tests.rules.by_hand import findings
from tests.small_centres import at, contract, csr, roster, shift, small_centre

CENTRE = small_centre()


def amounts(text: str, centre: Scenario = CENTRE) -> list[float]:
    found = findings(MealAndRestBreaks, centre, roster(shift("c01", 0, text)))
    assert all(start == at(0, text.split()[0]) for _, start, _ in found)
    return [amount for _, _, amount in found]


def eight(
    first: str = "10:00 rest 10:15",
    meal: str = "12:00 meal 12:30",
    second: str = "14:30 rest 14:45",
) -> str:
    """Eight paid hours from 8:00 to 16:30."""
    return f"08:00 phone {first} phone {meal} phone {second} phone 16:30"


def test_two_rests_and_a_meal_in_eight_hours() -> None:
    assert amounts(eight()) == []


def test_a_rest_starts_within_an_hour_of_the_middle_of_its_stretch() -> None:
    # stretch 8:00-12:00, middle 10:00: from 9:00 to 11:00
    assert amounts(eight("09:00 rest 09:15")) == []
    assert amounts(eight("11:00 rest 11:15")) == []
    assert amounts(eight("08:45 rest 09:00")) == [15]
    assert amounts(eight("11:15 rest 11:30")) == [15]


def test_the_meal_lies_between_three_and_five_hours() -> None:
    # whole meal within 11:00-13:00; the stretches move with it: 8:00-11:00 has its middle at
    # 9:30, 11:30-16:30 at 14:00; 8:00-12:30 at 10:15, 13:00-16:30 at 14:45
    assert amounts(eight(meal="11:00 meal 11:30")) == []
    assert amounts(eight(meal="12:30 meal 13:00")) == []
    assert amounts(eight(meal="10:45 meal 11:15")) == [15]
    assert amounts(eight(meal="12:45 meal 13:15")) == [15]


def test_the_meal_of_a_short_shift_lies_between_two_and_four_hours() -> None:
    # six paid hours 8:00-14:30: window 10:00-12:00; its single rest in either stretch
    assert amounts("08:00 phone 10:00 meal 10:30 phone 12:30 rest 12:45 phone 14:30") == []
    assert amounts("08:00 phone 09:30 rest 09:45 phone 11:30 meal 12:00 phone 14:30") == []
    assert amounts("08:00 phone 09:30 rest 09:45 phone 11:45 meal 12:15 phone 14:30") == [15]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:00 phone 10:00", []),  # 2:00 owes nothing
        ("08:00 phone 10:15", [1]),  # 2:15 owes a rest
        ("08:00 phone 11:00 rest 11:15 phone 13:45", []),  # 5:45 a rest, no meal
        ("08:00 phone 11:00 rest 11:15 phone 14:00", [1]),  # 6:00 owes a meal too
        # 6:15 owes two rests and a meal
        ("08:00 phone 09:00 rest 09:15 phone 11:00 meal 11:30 phone 14:45", [1]),
        (
            "08:00 phone 09:00 rest 09:15 phone 11:00 meal 11:30 phone 13:00 rest 13:15 "
            "phone 14:45",
            [],
        ),
    ],
)
def test_pauses_owed_by_length(text: str, expected: list[float]) -> None:
    assert amounts(text) == expected


def test_pauses_have_their_length() -> None:
    assert amounts(eight("10:00 rest 10:30")) == [15]  # a rest of 10 minutes is one slot
    # a meal of 45 minutes leaves 7:45 paid, which owe the same
    assert amounts(eight(meal="12:00 meal 12:45")) == [15]


def test_no_pause_touches_another_or_an_end() -> None:
    # the rest right before the meal (30 minutes of meal touch it), 45 minutes too late as well
    touching = "08:00 phone 11:45 rest 12:00 meal 12:30 phone 14:30 rest 14:45 phone 16:30"
    assert amounts(touching) == [30, 45]
    # a shift of four hours that ends with its rest: 15 minutes at the end, and 15:45-14:00
    # from its middle, 45 minutes too far
    assert amounts("12:00 phone 15:45 rest 16:00") == [15, 45]


def test_rests_are_spread_over_the_stretches() -> None:
    # two rests in 8:00-12:00 and none after the meal: one too many on one side; each lies near
    # the middle of its half, 9:00 and 11:00
    both = "08:00 phone 09:00 rest 09:15 phone 11:00 rest 11:15 phone 12:00 meal 12:30 phone 16:30"
    assert amounts(both) == [1]


def test_beyond_the_last_band_nothing_is_allowed() -> None:
    # 4 h where the only band ends at 3 h
    short = small_centre(labour=Labour(breaks=(BreakBand(180, 0, 0),)))
    assert amounts("08:00 phone 11:00", short) == []
    assert amounts("08:00 phone 12:00", short) == [60]


def test_layouts_of_four_hours() -> None:
    # 16 slots, middle 8, an hour is 4 slots: the rest starts at slots 4 to 12
    found = layouts(CENTRE, csr(contract=contract()), 16)
    assert found == tuple((Pause(offset, 1, "rest"),) for offset in range(4, 13))


def test_layouts_of_eight_hours_are_those_that_the_check_lets_pass() -> None:
    # every place of two rests and a meal in 34 slots, far beyond the windows
    person = CENTRE.csrs[0]
    rule = MealAndRestBreaks.from_scenario(CENTRE)
    start = at(0, "08:00")
    legal = set()
    for meal in range(9, 22):
        for first in range(1, meal):
            for second in range(meal + 3, 33):
                pauses = (Pause(first, 1, "rest"), Pause(meal, 2, "meal"), Pause(second, 1, "rest"))
                if not any(rule.check(CENTRE, roster(_worked(person.csr_id, start, pauses)))):
                    legal.add(pauses)
    assert set(layouts(CENTRE, person, 32)) == legal


def _worked(csr_id: str, start: int, pauses: tuple[Pause, ...]) -> list[Segment]:
    """Eight paid hours of calls around these pauses."""
    time, segments = start, []
    for pause in pauses:
        begin = start + pause.offset
        if begin > time:
            segments.append(Segment(csr_id, time, begin, "phone", True))
        time = begin + pause.slots
        segments.append(Segment(csr_id, begin, time, pause.kind, pause.kind == "rest"))
    return [*segments, Segment(csr_id, time, start + 34, "phone", True)]
