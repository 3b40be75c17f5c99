"""Nobody works before their first day or after their last one; first and last weeks pro rata."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduler.costing.paid_absence import paid_absence
from scheduler.domain.entitlements import owed_days, owed_slots, shift_starts
from scheduler.domain.scenario import Scenario
from scheduler.loading import check, load
from scheduler.rules.employment import Employment
from tests.rules.by_hand import findings
from tests.small_centres import CSRS, MONDAY, SETTINGS, at, roster, shift, write_centre

HEADER = CSRS.replace("hired", "hired, last_day").replace("2022-03-14", "2022-03-14,")
SEVEN = SETTINGS.replace('fri = "08:00-17:00"', 'fri = "08:00-17:00"\nsat = "08:00-17:00"\n'
                         'sun = "08:00-17:00"')  # fmt: skip


def centre(
    folder: Path, hired: str = "", last_day: str = "", settings: str = SETTINGS, **files: str
) -> Scenario:
    """c01 on five days of eight hours, employed from `hired` to `last_day`."""
    csrs = HEADER.replace("2020-01-06", f"{hired}, {last_day}").replace("27.00,", "27.00,,")
    return load(write_centre(folder, csrs=csrs, settings=settings, **files), week=MONDAY)


def owed(scenario: Scenario) -> tuple[int, float]:
    """Days and hours that c01 owes in the first week."""
    c01 = scenario.csr["c01"]
    return owed_days(scenario, c01, 0), owed_slots(scenario, c01, 0) / 4


def days_with_shifts(scenario: Scenario) -> list[int]:
    c01 = scenario.csr["c01"]
    return [day for day in range(7) if shift_starts(scenario, c01, day, 32)]


@pytest.mark.parametrize(
    ("hired", "last_day", "settings", "days"),
    [
        ("2026-05-11", "", SETTINGS, 5),
        ("2026-05-14", "", SETTINGS, 2),  # Thursday and Friday of five
        ("2026-05-17", "", SETTINGS, 0),  # a Sunday on which nobody works
        ("2027-01-04", "", SETTINGS, 0),
        ("", "2026-05-12", SETTINGS, 2),
        ("", "2026-05-15", SETTINGS, 5),
        ("", "2026-05-10", SETTINGS, 0),
        ("2026-05-12", "2026-05-13", SETTINGS, 2),
        ("2026-05-14", "", SEVEN, 3),  # 5 x 4/7 = 2.86
        ("2026-05-16", "", SEVEN, 1),  # 5 x 2/7 = 1.43
        ("", "2026-05-16", SEVEN, 4),  # 5 x 6/7 = 4.29
    ],
)
def test_first_and_last_weeks_are_pro_rata(
    hired: str, last_day: str, settings: str, days: int, tmp_path: Path
) -> None:
    scenario = centre(tmp_path, hired, last_day, settings)
    assert owed(scenario) == (days, 8 * days)
    first = date.fromisoformat(hired) if hired else date.min
    last = date.fromisoformat(last_day) if last_day else date.max
    open_days = range(7 if settings == SEVEN else 5)
    employed = [d for d in open_days if first <= MONDAY + timedelta(days=d) <= last]
    assert days_with_shifts(scenario) == employed


def test_leave_in_a_first_week_comes_off_what_is_owed_then(tmp_path: Path) -> None:
    """Two days owed, Friday on paid leave: one is worked, one is paid as leave, no more."""
    away = "csr_id,start,end,kind,paid\nc01,2026-05-15,2026-05-15,vacation,yes"
    scenario = centre(tmp_path, "2026-05-14", time_off=away)
    assert owed(scenario) == (1, 8)
    assert paid_absence(scenario)["c01"].leave_hours == 8
    assert paid_absence(centre(tmp_path / "other", "2026-05-14"))["c01"].leave_hours == 0


def test_a_holiday_before_the_first_day_is_not_paid(tmp_path: Path) -> None:
    holiday = (
        SETTINGS.replace("2026-05-25", "2026-05-11") + '[pay]\npaid_holidays = ["2026-05-11"]\n'
    )
    assert paid_absence(centre(tmp_path, "2026-05-12", settings=holiday))["c01"].holiday_hours == 0
    assert paid_absence(centre(tmp_path, settings=holiday))["c01"].holiday_hours == 8


def test_a_shift_outside_is_found_and_refused_by_the_solver(tmp_path: Path) -> None:
    scenario = centre(tmp_path, "2026-05-12", "2026-05-13")
    scenario = replace(scenario, meetings=(), requests=())
    shifts = [shift("c01", day, "08:00 phone 12:00") for day in range(4)]
    inside = roster(*shifts[1:3], shift("c02", 0, "08:00 phone 12:00"))
    assert findings(Employment, scenario, inside) == []
    assert findings(Employment, scenario, roster(*shifts)) == [
        ("c01", at(0, "08:00"), 4), ("c01", at(3, "08:00"), 4)
    ]  # fmt: skip
    rule = Employment.from_scenario(scenario)
    before, after = rule.check(scenario, roster(*shifts))
    assert before.message == "Ana Ruiz begins on 2026-05-12, at work for 4 h of it"
    assert after.message == "Ana Ruiz has left after 2026-05-13, at work for 4 h of it"
    assert before.source == "csrs.csv:2"


def test_who_is_never_there_is_said_and_owes_no_meeting(tmp_path: Path) -> None:
    meetings = (
        "meeting,title,attendees,minutes,sessions,days,earliest,latest,kind\n"
        "team,Team,all,60,1,tue,09:00,12:00,meeting"
    )
    scenario = centre(tmp_path, "2027-01-04", meetings=meetings)
    assert [meeting.attendees for meeting in scenario.meetings] == [("c02", "c03")]
    assert any("csrs.csv:2: c01 not employed in the days" in w for w in scenario.warnings)


def test_the_last_day_is_no_earlier_than_the_first(tmp_path: Path) -> None:
    csrs = HEADER.replace("2020-01-06", "2020-01-06, 2019-12-31").replace("27.00,", "27.00,,")
    [fault] = check(write_centre(tmp_path, csrs=csrs))
    assert str(fault) == (
        "csrs.csv:2: last_day: found 2019-12-31, allowed: 2020-01-06 (hired) or later"
    )
