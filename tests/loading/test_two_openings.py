"""Channels that open twice a day: how the hours are read, refused, and combined with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.domain.opening_hours import openings, weekly_openings
from scheduler.domain.scenario import Scenario
from scheduler.forecast.oddities import odd_volumes
from scheduler.loading import check, load
from scheduler.loading.readers.scenario_grid import hours_of
from scheduler.pipeline.sweep.sweep_hours import moved
from tests.small_centres import MONDAY, SETTINGS, clock, forecast_table, write_centre

USUAL = 'mon = "08:00-17:00"'  # first of [opening.phone], line 12 of settings.toml
SPLIT = ((clock("08:00"), clock("12:00")), (clock("13:00"), clock("17:00")))


def monday(hours: str) -> str:
    """The settings with these hours of phones on Mondays."""
    return SETTINGS.replace(USUAL, f"mon = {hours}", 1)


def centre(folder: Path, hours: str, **files: str) -> Scenario:
    return load(write_centre(folder, settings=monday(hours), **files))


@pytest.mark.parametrize(
    "hours",
    [
        '["08:00-12:00", "13:00-17:00"]',
        '"08:00-12:00, 13:00-17:00"',
        '["8 am-12:00", "1:00 PM-5 p.m."]',
    ],
)
def test_two_openings_of_one_day(tmp_path: Path, hours: str) -> None:
    scenario = centre(tmp_path, hours)
    assert openings(scenario, "phone", 0) == SPLIT
    assert weekly_openings(scenario, "phone", 0) == SPLIT
    assert scenario.opening["phone"][0] == (clock("08:00"), clock("17:00"))
    # Other days and channels stay as they are; a list may also have one opening only.
    assert openings(scenario, "phone", 1) == ((clock("08:00"), clock("17:00")),)
    assert openings(scenario, "email", 0) == ((clock("08:00"), clock("17:00")),)


def test_a_list_of_one_and_three_openings(tmp_path: Path) -> None:
    assert len(openings(centre(tmp_path / "1", '["08:00-17:00"]'), "phone", 0)) == 1
    three = centre(tmp_path / "3", '["08:00-10:00", "10:15-12:00", "13:00-17:00"]')
    found = [(clock("08:00"), clock("10:00")), (clock("10:15"), clock("12:00"))]
    assert openings(three, "phone", 0) == (*found, (clock("13:00"), clock("17:00")))


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ('["08:00-13:00", "12:00-17:00"]', "['08:00-13:00', '12:00-17:00']"),  # overlap
        ('["08:00-12:00", "12:00-17:00"]', "['08:00-12:00', '12:00-17:00']"),  # touch
        ('["13:00-17:00", "08:00-12:00"]', "['13:00-17:00', '08:00-12:00']"),  # not in order
        ('["08:00-12:00", "13:00-13:00"]', "['08:00-12:00', '13:00-13:00']"),  # of no length
        ('"08:00-12:00; 13:00-17:00"', "'08:00-12:00; 13:00-17:00'"),
        ("[]", "[]"),
        ("[8, 12]", "[8, 12]"),
        ('["08:00-12:00", 13]', "['08:00-12:00', 13]"),
    ],
)
def test_openings_that_cannot_be(tmp_path: Path, hours: str, found: str) -> None:
    faults = [str(f) for f in check(write_centre(tmp_path, settings=monday(hours)))]
    assert faults == [
        f"settings.toml:12: opening.phone.mon: found {found}, allowed: two times of day, the first "
        "before the second, `07:00-20:00`; of several openings each begins after the one before "
        "has closed, `08:00-12:00, 13:00-17:00`"
    ]


def test_openings_off_the_grid(tmp_path: Path) -> None:
    settings = monday('["08:00-12:05", "13:00-17:00"]')
    faults = [str(f) for f in check(write_centre(tmp_path, settings=settings))]
    assert faults == [
        "settings.toml:12: opening.phone.mon: found 08:00-12:05, 13:00-17:00, allowed: whole slots "
        "of 15 minutes"
    ]


def test_closed_hours_on_a_day_of_two_openings(tmp_path: Path) -> None:
    """What is closed from 11:00 to 13:30 leaves 8:00-11:00 and 13:30-17:00."""
    settings = monday('["08:00-12:00", "13:00-17:00"]').replace(
        '"2026-05-25"', '"2026-05-25", "2026-05-11 11:00-13:30"'
    )
    scenario = load(write_centre(tmp_path / "a", settings=settings))
    left = ((clock("08:00"), clock("11:00")), (clock("13:30"), clock("17:00")))
    assert openings(scenario, "phone", 0) == left
    assert weekly_openings(scenario, "phone", 0) == SPLIT
    # A closed afternoon leaves the first opening, and no closed hours in between.
    afternoon = settings.replace("11:00-13:30", "12:30-20:00")
    scenario = load(write_centre(tmp_path / "b", settings=afternoon))
    assert openings(scenario, "phone", 0) == SPLIT[:1]
    assert scenario.opening["phone"][0] == SPLIT[0]


PIN = "csr_id, start, end, activity\nc01, 2026-05-11T{}, 2026-05-11T{}, {}"


@pytest.mark.parametrize(
    ("start", "end", "activity", "faults"),
    [
        ("11:00", "12:00", "phone", 0),
        ("12:15", "12:45", "phone", 1),
        ("11:00", "14:00", "phone", 1),
        ("11:00", "14:00", "email", 0),
        ("11:00", "14:00", "shift", 0),
    ],
)
def test_nobody_is_pinned_to_a_closed_channel(
    tmp_path: Path, start: str, end: str, activity: str, faults: int
) -> None:
    settings = monday('["08:00-12:00", "13:00-17:00"]')
    pins = PIN.format(start, end, activity)
    found = [str(f) for f in check(write_centre(tmp_path, settings=settings, pins=pins))]
    assert found == faults * [
        f"pins.csv:2: start: found {start}-{end}, allowed: hours in which it is open: phone is "
        "closed 12:00-13:00 (settings.toml)"
    ]


def test_contacts_of_the_closed_hour_are_named(tmp_path: Path) -> None:
    """Twelve calls come from 12:00 to 13:00, and the hour is not missed where it has no row."""
    text = "contacts come while phone is closed, the first 2026-05-11 12:00"
    scenario = centre(tmp_path / "a", '["08:00-12:00", "13:00-17:00"]')
    warned = list(odd_volumes(scenario, scenario.contacts.given))
    assert [w for w in warned if text in w] == [f"forecast.csv: 12 {text}: not staffed"]
    rows = forecast_table().splitlines()
    fewer = "\n".join(row for row in rows if not row.startswith(f"{MONDAY}T12:00, phone"))
    for hours, missing in (('["08:00-12:00", "13:00-17:00"]', 0), ('"08:00-17:00"', 1)):
        scenario = centre(tmp_path / str(missing), hours, forecast=fewer)
        warned = list(odd_volumes(scenario, scenario.contacts.given))
        assert sum("open intervals" in w for w in warned) == missing


@pytest.mark.parametrize(("meal", "channels", "warned"), [(30, "phone", 1), (60, "phone", 0),
                                                          (30, "phone;email", 0)])  # fmt: skip
def test_a_closed_hour_longer_than_the_meal_is_named(
    tmp_path: Path, meal: int, channels: str, warned: int
) -> None:
    """8 hours of work and the meal hold 12:00-13:00 wherever they begin between 8:00 and 17:00."""
    days = ("mon", "tue", "wed", "thu", "fri")
    settings = SETTINGS
    for day in days:
        usual = f'{day} = "08:00-17:00"'
        settings = settings.replace(usual, f'{day} = ["08:00-12:00", "13:00-17:00"]', 1)
    contracts = (
        "contract, days_per_week, shift_hours, weekly_hours, earliest_start, latest_end, "
        f"start_step_minutes, meal_minutes\n5x8, 5, 8, 40, 08:00, 17:00, 30, {meal}"
    )
    csrs = (
        "csr_id, name, class, contract, team, languages, channels, hourly_rate, hired\n"
        f"c01, Ana Ruiz, csr1, 5x8, A, en, {channels}, 30.00, 2020-01-06"
    )
    scenario = load(write_centre(tmp_path, settings=settings, contracts=contracts, csrs=csrs))
    assert [w for w in scenario.warnings if "spans the closed" in w] == warned * [
        "settings.toml:12: opening.phone.mon: every shift of people who work phone under "
        "contracts.csv:2 spans the closed 12:00-13:00, with a meal of 30 minutes and nothing "
        "else to do: give them a longer meal, another channel or shorter shifts"
    ]


def test_hours_of_a_what_if() -> None:
    """Contacts of the hour that closes come in the other hours of the week."""
    hours = hours_of("mon-tue 08:00-12:00, 13:00-17:00; wed 08:00-12:00")
    assert hours is not None
    assert hours["tue"] == "08:00-12:00, 13:00-17:00"
    assert hours_of("mon 08:00-12:00,") is None
    rows = [
        {"start": f"2026-05-11T{hour}:00", "channel": "phone", "language": "en", "volume": "10"}
        for hour in ("11", "12", "13")
    ]
    assert [row["volume"] for row in moved(rows, "phone", hours)] == ["15", "15"]
