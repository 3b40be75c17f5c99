"""Faults that show only where two files are held together; each names both places."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.loading import check
from tests.loading.full_centre import FULL, Case, assert_fault
from tests.small_centres import SETTINGS, write_centre

CASES: dict[str, Case] = {
    "time off for nobody": (
        "time_off.csv",
        "c01",
        "c1",
        "time_off.csv:2: csr_id: found 'c1', which csrs.csv does not have",
        "allowed: c01, c02, c03 (nearest: c01)",
    ),
    "an unknown contract": (
        "csrs.csv",
        "csr1,part-time",
        "csr1,parttime",
        "csrs.csv:4: contract: found 'parttime', which contracts.csv does not have",
        "allowed: 5x8, part-time (nearest: part-time)",
    ),
    "an unknown channel": (
        "csrs.csv",
        "en;es,phone,",
        "en;es,phones,",
        "csrs.csv:4: channels: found 'phones', which settings.toml does not have",
        "allowed: email, phone, supervision (nearest: phone)",
    ),
    "an unknown pay class": (
        "csrs.csv",
        "Bo Lind,csr1",
        "Bo Lind,csr2",
        "csrs.csv:3: class: found 'csr2', which pay_classes.csv does not have",
        "allowed: csr1 (nearest: csr1)",
    ),
    "a channel of the forecast that is never open": (
        "forecast.csv",
        "08:00,phone",
        "08:00,fax",
        "forecast.csv:2: channel: found 'fax', which settings.toml does not open",
        "allowed: email, phone",
    ),
    "a handling time of a channel that is never open": (
        "handling_times.csv",
        "phone,310",
        "fax,310",
        "handling_times.csv:3: channel: found 'fax', which settings.toml does not open",
        "allowed: email, phone",
    ),
    "a contract whose shifts fit no opening hours": (
        "contracts.csv",
        "40,08:00,17:00",
        "40,12:00,21:00",
        "csrs.csv:2: contract: found 5x8 (contracts.csv:2), whose shifts of 8 h fit on no day",
        "allowed: one that fits the hours of email, phone (settings.toml)",
    ),
    "a contract of more days than are open": (
        "contracts.csv",
        "5x8,5,8,40",
        "5x8,6,8,48",
        "csrs.csv:2: contract: found 5x8 (contracts.csv:2) of 6 days a week",
        "5 at most, its shifts fit the hours of email, phone (settings.toml) on mon, tue, wed, "
        "thu, fri only",
    ),
    "seven days a week": (
        "contracts.csv",
        "5x8,5,8,40",
        "5x8,7,8,56",
        "contracts.csv:2: days_per_week: found 7",
        "allowed: 6 at most, with 6 days in a row (default)",
    ),
    "a meeting of a team that does not exist": (
        "meetings.csv",
        "team:A",
        "team:D",
        "meetings.csv:2: attendees: found 'D', which csrs.csv (team) does not have",
        "allowed: A, B",
    ),
    "an attendee that does not exist": (
        "meetings.csv",
        "c01;c02",
        "c01;c22",
        "meetings.csv:3: attendees: found 'c22', which csrs.csv does not have",
        "allowed: c01, c02, c03 (nearest: c02)",
    ),
    "a meeting on a day the centre is closed": (
        "meetings.csv",
        ",tue,",
        ",tue;sat,",
        "meetings.csv:2: days: found sat, on which settings.toml opens no channel",
        "allowed: mon, tue, wed, thu, fri",
    ),
    "a meeting outside an attendee's contract": (
        "contracts.csv",
        "40,08:00,17:00",
        "40,11:45,21:00",
        "meetings.csv:2: attendees: found c01 (csrs.csv:2), whose shifts hold no 60 minutes of "
        "team-a within 09:00-12:00 on tue",
        "allowed: people whose contract allows it (here contracts.csv:2)",
    ),
    "a program that its days do not hold": (
        "meetings.csv",
        "wed,08:00,17:00",
        "wed,09:00,10:30",
        "meetings.csv:3: attendees: found c01 (csrs.csv:2), whose shifts hold no 120 minutes of "
        "study within 09:00-10:30 on wed",
        "allowed: people whose contract allows it (here contracts.csv:2)",
    ),
    "more meetings than hours": (
        "meetings.csv",
        "c01;c02,120",
        "c01;c02,2400",
        "meetings.csv:3: minutes: found 41 h of meetings for c01",
        "allowed: 40 h a week at most (contracts.csv:2)",
    ),
    "a pin inside time off": (
        "pins.csv",
        "2026-05-12T09:00,2026-05-12T12:00",
        "2026-05-11T09:00,2026-05-11T12:00",
        "pins.csv:2: start: found phone inside the time off of time_off.csv:2",
        "allowed: a span at which the person is not away",
    ),
    "a pin of a channel that the person does not work": (
        "pins.csv",
        "c01,2026-05-12T09:00,2026-05-12T12:00,phone",
        "c03,2026-05-12T09:00,2026-05-12T12:00,email",
        "pins.csv:2: activity: found email, which c03 does not work",
        "allowed: phone (csrs.csv:4)",
    ),
    "a pin of a meeting that does not exist": (
        "pins.csv",
        "phone",
        "meeting:team-b",
        "pins.csv:2: activity: found 'meeting:team-b', which this centre does not have",
        "(nearest: meeting:team-a)",
    ),
    "a pin while the centre is closed": (
        "pins.csv",
        "2026-05-12T09:00,2026-05-12T12:00",
        "2026-05-16T09:00,2026-05-16T12:00",
        "pins.csv:2: start: found 09:00-12:00",
        "allowed: a day on which it is open (phone closed on 2026-05-16)",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_fault(tmp_path: Path, case: Case) -> None:
    assert_fault(tmp_path, case)


def test_a_meeting_that_no_shift_of_an_attendee_holds(tmp_path: Path) -> None:
    # On Tuesdays open for three and a half hours: enough for the meeting, not for 8 h of work.
    short = 'tue = "09:00-12:30"\nsat = "08:00-17:00"'
    settings = SETTINGS.replace('tue = "08:00-17:00"', short)
    faults = check(write_centre(tmp_path, **{**FULL, "settings": settings, "pins": None}))
    assert [str(fault).split(", allowed")[0] for fault in faults] == [
        f"meetings.csv:2: attendees: found {csr_id} (csrs.csv:{line}), whose shifts hold no "
        "60 minutes of team-a within 09:00-12:00 on tue"
        for csr_id, line in (("c01", 2), ("c02", 3))
    ]


def test_the_centre_that_is_broken_below_is_sound(tmp_path: Path) -> None:
    assert check(write_centre(tmp_path, **FULL)) == []
