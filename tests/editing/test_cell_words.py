"""What is typed into a cell is understood where it means one thing, else refused."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from scheduler.domain.grid import Grid
from scheduler.editing.cell_words import NotUnderstood, activity_typed, shift_typed, text_of
from tests.editing.edited_monday import centre, team_meeting
from tests.small_centres import MONDAY

GRID = Grid(MONDAY, 7)


@pytest.mark.parametrize(
    "text",
    [
        "7:30-16:00", "7:30–16:00", "7:30 - 16:00", "07:30 to 16:00", "0730-1600", "7.30-16.00",
        "7:30am-4pm", "7:30 AM – 4:00 PM", "7:30a-4p",
    ],
)  # fmt: skip
def test_times_are_read_however_they_are_written(text: str) -> None:
    # 7:30 is the thirtieth quarter of an hour, 16:00 the sixty-fourth.
    assert shift_typed(GRID, text).times == (30, 64)


@pytest.mark.parametrize(
    ("text", "times"),
    [("12am-8am", (0, 32)), ("12pm-8pm", (48, 80)), ("16-24:00", (64, 96)), ("8-4pm", (32, 64))],
)
def test_noon_and_midnight(text: str, times: tuple[int, int]) -> None:
    assert shift_typed(GRID, text).times == times


@pytest.mark.parametrize("text", ["off", "OFF", " Off ", "-", "", "day off"])
def test_a_day_off_is_written_in_several_ways(text: str) -> None:
    typed = shift_typed(GRID, text)
    assert (typed.times, typed.word) == (None, "")


def test_times_may_carry_an_activity() -> None:
    typed = shift_typed(GRID, "8:00-16:30 phone")
    assert (typed.times, typed.word, typed.same_times) == ((32, 66), "phone", False)
    typed = shift_typed(GRID, "Phone")
    assert (typed.times, typed.word, typed.same_times) == (None, "phone", True)


@pytest.mark.parametrize(
    ("text", "found", "allowed"),
    [
        ("8-4", "'8-4'", "8am-4:30pm"),
        ("7:35-16:00", "7:35", "slots of 15 minutes"),
        ("7:30-25:00", "25:00", "0:00 to 24:00"),
        ("7:75-16:00", "7:75", "0:00 to 24:00"),
        ("13pm-20pm", "13:00", "0:00 to 24:00"),
        ("sick", "'sick'", "time_off.csv"),
        ("Jury duty", "'Jury duty'", "time_off.csv"),
    ],
)
def test_what_means_nothing_or_two_things_is_refused(text: str, found: str, allowed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        shift_typed(GRID, text, leave={"jury duty"})
    assert found in caught.value.found
    assert allowed in caught.value.allowed


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("=F6", "the formula '=F6'"),
        (datetime(2026, 7, 8), "turned the text into a date"),
        (time(7, 30), "07:30, one time alone"),
        (730, "the number 730"),
        (True, "the number True"),
    ],
)
def test_what_is_no_text_is_refused(value: object, found: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        text_of(value)
    assert found in caught.value.found


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("P", "phone"), ("p", "phone"), ("phones", "phone"), ("Desk", "desk"), ("D", "desk"),
        ("L", "meal"), ("lunch", "meal"), ("R", "rest"), ("break", "rest"), ("", None),
        ("off", None), ("M", "meeting:team"), ("meeting:team", "meeting:team"),
        ("Team", "meeting:team"),
    ],
)  # fmt: skip
def test_letters_and_words_name_activities(text: str, activity: str | None) -> None:
    scenario = centre(meetings=(team_meeting(),))
    assert activity_typed(scenario, "c01", text, ()) == activity


def test_a_letter_of_two_meetings_is_the_one_of_that_day_or_refused() -> None:
    scenario = centre(meetings=(team_meeting(), team_meeting("safety")))
    assert activity_typed(scenario, "c01", "M", ["meeting:safety"]) == "meeting:safety"
    with pytest.raises(NotUnderstood) as caught:
        activity_typed(scenario, "c01", "M", [])
    assert caught.value.allowed == "meeting:team, meeting:safety"


def test_an_unknown_activity_names_the_letters_and_the_nearest() -> None:
    with pytest.raises(NotUnderstood) as caught:
        activity_typed(centre(), "c01", "phoen", ())
    assert "P phone" in caught.value.allowed
    assert caught.value.allowed.endswith("(nearest: phone)")


def test_somebody_elses_channel_is_understood_and_left_to_the_rules() -> None:
    assert activity_typed(centre(), "c03", "D", ()) == "desk"
