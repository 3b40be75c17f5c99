"""Pins on meetings and program work that nobody could keep are faults, each with both places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading.full_centre import Case, assert_fault, broken

ROW = "c01,2026-05-12T09:00,2026-05-12T12:00,phone"
CASES: dict[str, Case] = {
    "not invited": (
        "pins.csv",
        ROW,
        "c03,2026-05-12T09:00,2026-05-12T10:00,meeting:team-a",
        "pins.csv:2: activity: found meeting:team-a for c03, who does not attend it",
        "allowed: c01, c02 (meetings.csv:2), or another activity",
    ),
    "another day": (
        "pins.csv",
        ROW,
        "c01,2026-05-13T09:00,2026-05-13T10:00,meeting:team-a",
        "pins.csv:2: start: found wed 09:00-10:00",
        "allowed: 09:00-12:00 on tue (meetings.csv:2)",
    ),
    "too late": (
        "pins.csv",
        ROW,
        "c01,2026-05-12T11:30,2026-05-12T12:30,meeting:team-a",
        "pins.csv:2: start: found tue 11:30-12:30",
        "allowed: 09:00-12:00 on tue (meetings.csv:2)",
    ),
    "program work of others": (
        "pins.csv",
        ROW,
        "c03,2026-05-13T09:00,2026-05-13T10:00,offline:study",
        "pins.csv:2: activity: found offline:study for c03, who does not attend it",
        "allowed: c01, c02 (meetings.csv:3), or another activity",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_pin_that_the_meeting_does_not_allow(case: Case, tmp_path: Path) -> None:
    assert_fault(tmp_path, case)


def test_a_pin_inside_the_hours_of_a_meeting_is_sound(tmp_path: Path) -> None:
    sitting = "c01,2026-05-12T11:00,2026-05-12T12:00,meeting:team-a"
    assert broken(tmp_path, "pins.csv", ROW, sitting) == []
