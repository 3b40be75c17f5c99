"""Closures of a part of a day: channels open later, close earlier, or close in between."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler.domain.opening_hours import openings
from scheduler.domain.scenario import Scenario, Span
from scheduler.loading import check, load
from tests.small_centres import CSRS, SETTINGS, clock, write_centre

TUESDAY = date(2026, 5, 12)
# Phones close at 17:00, email already at 16:00.
EARLY_EMAIL = SETTINGS.replace(
    '[opening.email]\nmon = "08:00-17:00"\ntue = "08:00-17:00"',
    '[opening.email]\nmon = "08:00-17:00"\ntue = "09:00-16:00"',
)
SUPERVISED = CSRS + "s01, Eve, csr1, 5x8, A, en, supervision, 40,\n"


def closing(*entries: str) -> str:
    listed = ", ".join(f'"{entry}"' for entry in entries)
    return EARLY_EMAIL.replace('closures = ["2026-05-25"]', f"closures = [{listed}]")


def hours(*times: str) -> Span:
    start, end = map(clock, times)
    return start, end


def centre(folder: Path, *entries: str) -> Scenario:
    return load(write_centre(folder, settings=closing(*entries), csrs=SUPERVISED))


def on_tuesday(scenario: Scenario) -> dict[str, Span | None]:
    return {channel: days[1] for channel, days in scenario.opening.items()}


@pytest.mark.parametrize(
    ("entries", "phone", "email", "supervision"),
    [
        ((), ("08:00", "17:00"), ("09:00", "16:00"), ("08:00", "17:00")),
        (
            ("2026-05-12 13:00-20:00",),
            ("08:00", "13:00"), ("09:00", "13:00"), ("08:00", "13:00"),
        ),
        (
            ("2026-05-12 7:00 AM-10:30 AM",),
            ("10:30", "17:00"), ("10:30", "16:00"), ("10:30", "17:00"),
        ),
        # Both ends, in two entries.
        (
            ("2026-05-12 15:00-24:00", "2026-05-12 00:00-10:00"),
            ("10:00", "15:00"), ("10:00", "15:00"), ("10:00", "15:00"),
        ),
        # Only phones are open at 16:00.
        (
            ("2026-05-12 16:00-17:00",),
            ("08:00", "16:00"), ("09:00", "16:00"), ("08:00", "16:00"),
        ),
    ],
    ids=["usual", "afternoon", "morning", "both", "after email"],
)  # fmt: skip
def test_what_closed_hours_leave_open(
    tmp_path: Path,
    entries: tuple[str, ...],
    phone: tuple[str, str],
    email: tuple[str, str],
    supervision: tuple[str, str],
) -> None:
    scenario = centre(tmp_path, *entries)
    assert on_tuesday(scenario) == {
        "phone": hours(*phone),
        "email": hours(*email),
        "supervision": hours(*supervision),
    }
    # Other days stay, and so do the hours of the week.
    assert scenario.opening["phone"][0] == hours("08:00", "17:00")
    assert scenario.weekly_opening["phone"][1] == hours("08:00", "17:00")
    assert scenario.closures == frozenset()


def test_hours_that_leave_a_channel_nothing(tmp_path: Path) -> None:
    scenario = centre(tmp_path, "2026-05-12 00:00-16:30")
    assert on_tuesday(scenario) == {
        "phone": hours("16:30", "17:00"),
        "email": None,
        "supervision": hours("16:30", "17:00"),
    }
    assert scenario.closures == frozenset()


def test_hours_that_leave_nothing_close_the_day(tmp_path: Path) -> None:
    scenario = centre(tmp_path, "2026-05-12 08:00-17:00")
    assert set(on_tuesday(scenario).values()) == {None}
    assert scenario.closures == {TUESDAY}


def test_closed_all_day_comes_before_closed_hours(tmp_path: Path) -> None:
    scenario = centre(tmp_path, "2026-05-12 13:00-20:00", "2026-05-12")
    assert set(on_tuesday(scenario).values()) == {None}
    assert scenario.closures == {TUESDAY}


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("2026-05-12 13:05-20:00", "found 2026-05-12 13:05-20:00, allowed: whole slots of 15 min"),
        ("2026-05-12 20:00-13:00", "found '2026-05-12 20:00-13:00', allowed: a list of dates"),
        ("2026-05-12 13:00", "found '2026-05-12 13:00', allowed: a list of dates"),
        ("2026-05-12T13:00-20:00", "found '2026-05-12T13:00-20:00', allowed: a list of dates"),
    ],
)
def test_closed_hours_that_cannot_be(tmp_path: Path, entry: str, found: str) -> None:
    faults = [str(f) for f in check(write_centre(tmp_path, settings=closing("2026-05-25", entry)))]
    assert faults[0].startswith(f"settings.toml:1: closures[1]: {found}")


def test_closed_hours_in_the_middle_of_a_day(tmp_path: Path) -> None:
    """Each channel opens twice; email, open from 9:00 to 16:00, is cut at both ends as well."""
    scenario = centre(
        tmp_path, "2026-05-12 12:00-13:00", "2026-05-12 12:30-13:30", "2026-05-12 15:00-24:00"
    )
    assert openings(scenario, "phone", 1) == (hours("08:00", "12:00"), hours("13:30", "15:00"))
    assert openings(scenario, "email", 1) == (hours("09:00", "12:00"), hours("13:30", "15:00"))
    assert openings(scenario, "supervision", 1) == (hours("08:00", "15:00"),)
    assert openings(scenario, "phone", 0) == (hours("08:00", "17:00"),)
    assert scenario.closures == frozenset()
