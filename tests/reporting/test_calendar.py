"""ics files, parsed back as a calendar program would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component

from scheduler.domain.demand import ALL
from scheduler.domain.grid import Grid
from scheduler.reporting.files.calendar import file_name, write_calendars
from scheduler.reporting.files.calendar_zone import time_zone
from tests.reporting.made_runs import monday, required, run
from tests.small_centres import csr, roster, shift, small_centre

PACIFIC = ZoneInfo("America/Los_Angeles")


def events(path: Path) -> list[Component]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_shift_is_an_event_with_its_breaks_and_meetings(tmp_path: Path) -> None:
    write_calendars(tmp_path, monday())
    (event,) = events(tmp_path / "c01.ics")
    assert event["DTSTART"].dt == datetime(2026, 5, 11, 8, 0, tzinfo=PACIFIC)
    assert event["DTEND"].dt == datetime(2026, 5, 11, 16, 30, tzinfo=PACIFIC)
    assert event["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert event["UID"] == "c01-2026-05-11@csr-scheduler"
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[:4] == ["8:00–9:00 Phones", "9:00–9:30 Team A", "9:30–10:00 Phones",
                         "10:00–10:15 Rest"]  # fmt: skip
    assert lines[-1] == "Paid: 8 h"


def test_long_lines_are_continued_and_marks_are_kept(tmp_path: Path) -> None:
    title = "Planning, budget; and c:\\new – für alle " * 4
    report = monday()
    meetings = tuple(replace(m, title=title) for m in report.scenario.meetings)
    scenario = replace(report.scenario, meetings=meetings)
    write_calendars(tmp_path, replace(report, scenario=scenario))
    lines = (tmp_path / "c01.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75  # octets, RFC 5545, 3.1
    (event,) = events(tmp_path / "c01.ics")
    assert f"9:00–9:30 {title}" in str(event["DESCRIPTION"]).split("\n")


def test_who_does_not_work_has_an_empty_calendar(tmp_path: Path) -> None:
    write_calendars(tmp_path, monday())
    assert events(tmp_path / "c04.ics") == []


def test_the_zone_is_described_with_its_yearly_changes(tmp_path: Path) -> None:
    # Since 2007 from the second Sunday in March to the first in November, at 2:00 (15 USC 260a)
    scenario = small_centre(days=7, first_day=date(2026, 10, 26))
    asked = required(scenario, ("phone", ALL, "09:00", "10:00", 1))
    write_calendars(tmp_path, run(scenario, asked, roster()))
    (zone,) = Calendar.from_ical((tmp_path / "c01.ics").read_bytes()).walk("VTIMEZONE")
    changes = [
        (part.name, part["DTSTART"].dt, part["RRULE"].to_ical().decode(), part["TZOFFSETTO"].td)
        for part in zone.subcomponents
    ]
    yearly = "FREQ=YEARLY;BYDAY={};BYMONTH={}"
    assert changes == [
        ("DAYLIGHT", datetime(2025, 3, 9, 2, 0), yearly.format("2SU", 3), timedelta(hours=-7)),
        ("STANDARD", datetime(2025, 11, 2, 2, 0), yearly.format("1SU", 11), timedelta(hours=-8)),
    ]


@pytest.mark.parametrize(
    ("zone", "parts"),
    [
        ("America/Phoenix", ["STANDARD None"]),  # no change
        ("Europe/Berlin", ["DAYLIGHT -1SU", "STANDARD -1SU"]),  # last Sundays (2000/84/EC)
        ("Africa/Casablanca", None),  # with Ramadan: no rule, one by one
    ],
)
def test_other_zones_have_their_own_changes(zone: str, parts: list[str] | None) -> None:
    lines = list(time_zone(Grid(date(2026, 5, 11), 7, timezone=zone)))
    told = Calendar.from_ical("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]))
    found = [
        f"{p.name} {p['RRULE']['BYDAY'][0] if 'RRULE' in p else None}"
        for p in told.walk("VTIMEZONE")[0].subcomponents
    ]
    if parts is None:
        assert len(found) >= 18
        assert not any("SU" in text for text in found)
    else:
        assert found == parts


def test_ids_become_names_that_every_file_system_holds(tmp_path: Path) -> None:
    assert file_name("../c 1/ü") == "%2E%2E%2Fc 1%2F%C3%BC"
    assert file_name("c01") == "c01"
    person = csr("a/b")
    scenario = small_centre(csrs=(person,))
    report = run(
        scenario,
        required(scenario, ("phone", ALL, "09:00", "10:00", 1)),
        roster(shift("a/b", 0, "08:00 phone 12:00")),
    )
    write_calendars(tmp_path, replace(report, scenario=scenario))
    assert [path.name for path in tmp_path.iterdir()] == ["a%2Fb.ics"]


def test_the_calendars_name_is_escaped(tmp_path: Path) -> None:
    """A backslash before an n is no new line, and a comma ends no value."""
    report = monday()
    odd = "Ana; c:\\new, the second"
    people = tuple(replace(csr, name=odd) for csr in report.scenario.csrs)
    write_calendars(tmp_path, replace(report, scenario=replace(report.scenario, csrs=people)))
    lines = (tmp_path / "c01.ics").read_text(encoding="utf-8").splitlines()
    assert r"X-WR-CALNAME:Ana\; c:\\new\, the second\, Small centre" in lines
