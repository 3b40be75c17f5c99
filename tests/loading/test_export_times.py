"""When the rows of an export begin, in every notation that the field has shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.loading.export_cases import COLUMNS, faults_in, read_past

EIGHT = datetime(2026, 5, 4, 8)
ISO = [
    "2026-05-04 11:00:00 -0400",
    "2026-05-04T11:00:00-0400",
    "2026-05-04T11:00:00-04:00",
    "2026-05-04 11:00 -04",
    "2026-05-04 11:00 \u22120400",
    "2026-05-04T15:00:00Z",
    "2026-05-04 15:00 UTC",
    "2026-05-04T15:00:00.0000000Z",
    "2026-05-04 17:00:00 +0200",
    "2026-05-04 17:00 +02:00",
    "2026-05-04T11:00:00-04:00[America/New_York]",
    "2026-05-04 11:00 -0400 - 11:30 -0400",
    "2026-05-04T15:00:00Z/2026-05-04T15:30:00Z",
    "2026-05-04 11:00 - 11:30 -0400",
    "2026-05-04 08:00 - 08:30",
    "2026-05-04 08:00-08:30",
    "1777906800",
    "1777906800000",
]
FORMATS = [
    ("%m/%d/%Y %H:%M", "05/04/2026 11:00 -0400"),
    ("%m/%d/%Y %H:%M", "05/04/2026 17:00 +02:00"),
    ("%m/%d/%Y %H:%M", "05/04/2026 15:00Z"),
    ("%m/%d/%Y %H:%M %z", "05/04/2026 11:00 -0400"),
    ("%m/%d/%Y %H:%M%z", "05/04/2026 17:00+02:00"),
    ("%m/%d/%Y %H:%MZ", "05/04/2026 15:00Z"),
    ("%m/%d/%Y %I:%M %p", "05/04/2026 11:00 AM -0400"),
    ("%m/%d/%Y %I:%M %p", "05/04/2026 11:00 AM - 11:30 AM -0400"),
    ("%m/%d/%Y %I:%M %p", "05/04/2026 8:00 AM-8:30 AM"),
    ("epoch_s", "1777906800"),
    ("epoch_ms", "1777906800000"),
    ("excel_days", "46146.3333333333"),
]


def start(folder: Path, text: str, settings: str = "") -> datetime:
    past, _ = read_past(folder, ["When,Calls,Time", f"{text},20,180"], settings + COLUMNS)
    return past[0].start


@pytest.mark.parametrize("text", ISO)
def test_an_offset_is_never_dropped(text: str, tmp_path: Path) -> None:
    """All are 8:00 in Los Angeles, seven hours behind UTC in May."""
    assert start(tmp_path, text) == EIGHT


@pytest.mark.parametrize(("time_format", "text"), FORMATS)
def test_nor_behind_a_format(time_format: str, text: str, tmp_path: Path) -> None:
    assert start(tmp_path, text, f'time_format = "{time_format}"\n') == EIGHT


def test_a_column_tells_a_span_from_an_offset(tmp_path: Path) -> None:
    """One cell `07:00-08:00` is seven o'clock eight hours behind UTC; a column of them is hours."""
    hours = [f"2026-05-04 {h:02}:00-{h + 1:02}:00,20,180" for h in (7, 8, 9)]
    past, _ = read_past(tmp_path, ["When,Calls,Time", *hours], "interval_minutes = 60\n" + COLUMNS)
    assert [one.start.hour for one in past if one.start.minute == 0] == [7, 8, 9]
    zoned = [f"2026-05-04 {h:02}:00-07:00,20,180" for h in (7, 8, 9)]
    past, _ = read_past(tmp_path, ["When,Calls,Time", *zoned], COLUMNS)
    assert [one.start.hour for one in past] == [7, 8, 9]
    assert start(tmp_path, "2026-05-04 07:00-08:00") == EIGHT


def test_the_name_of_a_zone_is_no_offset(tmp_path: Path) -> None:
    """strptime reads %Z and drops it; EST is five hours behind UTC, and in Australia ten ahead."""
    rows = ["When,Calls,Time", "2026-05-04 11:00 EST,20,180"]
    [fault] = faults_in(tmp_path, rows, COLUMNS)
    assert "found '2026-05-04 11:00 EST', allowed: a time" in fault
    found = faults_in(tmp_path, rows, 'time_format = "%Y-%m-%d %H:%M %Z"\n' + COLUMNS)
    assert any(fault.startswith("settings.toml:14: history.time_format") for fault in found)


def test_days_of_excel_are_asked_about(tmp_path: Path) -> None:
    """46146 days after 30 December 1899 is 4 May 2026; a third of a day is eight hours."""
    rows = ["When,Calls,Time", "46146.3333333333,20,180", "46146.3541666667,20,180"]
    [fault] = faults_in(tmp_path, rows, COLUMNS)
    assert fault == (
        "history.csv:2: When: found '46146.3333333333' in all 2 rows, allowed: a time; "
        'history.time_format = "excel_days" reads it as 2026-05-04 08:00'
    )


def test_seconds_since_1970_are_said(tmp_path: Path) -> None:
    _, warnings = read_past(tmp_path, ["When,Calls,Time", "1777906800,20,180"], COLUMNS)
    assert (
        "history.csv:2: When: read as seconds since 1970, UTC: 1777906800 is 2026-05-04 15:00Z"
        in warnings
    )


def test_totals_of_days_are_asked_about_and_spread(tmp_path: Path) -> None:
    """80 calls of a day open from 8:00 to 10:00: 20 in each half hour, of 180 s."""
    rows = ["When,Calls,Time", "2026-05-04,80,180", "2026-05-05,40,180"]
    [fault] = faults_in(tmp_path, rows, COLUMNS)
    assert "found '2026-05-04' in all 2 rows, allowed: a date with a time; history.inter" in fault
    past, _ = read_past(tmp_path, rows, "interval_minutes = 1440\n" + COLUMNS)
    monday = [one for one in past if one.start.day == 4]
    assert [(one.start.hour, one.start.minute) for one in monday] == [
        (8, 0), (8, 30), (9, 0), (9, 30)
    ]  # fmt: skip
    assert [one.offered for one in past] == [20.0] * 4 + [10.0] * 4
    us = [row.replace("2026-05-04", "5/4/2026").replace("2026-05-05", "5/5/2026") for row in rows]
    settings = 'interval_minutes = 1440\ntime_format = "%m/%d/%Y %H:%M"\n' + COLUMNS
    assert read_past(tmp_path, us, settings)[0] == past


def test_hours_in_a_centre_of_half_hours_are_spread(tmp_path: Path) -> None:
    """Twenty calls an hour are ten in each half, not twenty and none."""
    hours = [f"2026-05-{day:02} {hour:02}:00,20,180" for day in range(4, 8) for hour in (8, 9)]
    past, warnings = read_past(tmp_path, ["When,Calls,Time", *hours], COLUMNS)
    assert [one.offered for one in past] == [10.0] * 16
    assert "rows follow each other after 60 minutes: spread evenly" in warnings
    kept, _ = read_past(tmp_path, ["When,Calls,Time", *hours], "interval_minutes = 30\n" + COLUMNS)
    assert [one.offered for one in kept] == [20.0] * 8
    halves = [f"2026-05-{day:02} 08:{m:02},20,180" for day in range(4, 8) for m in (0, 30)]
    past, _ = read_past(tmp_path, ["When,Calls,Time", *halves], COLUMNS)
    assert [one.offered for one in past] == [20.0] * 8


@pytest.mark.parametrize(
    ("texts", "formats"),
    [
        (["5/4/2026 8:00 AM"], ["%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p"]),
        (["5/4/2026 08:00", "5/14/2026 08:00"], ["%m/%d/%Y %H:%M"]),
        (["14.05.2026 08:00", "04.05.2026 08:00"], ["%d.%m.%Y %H:%M"]),
        (["2026/05/04 08:00:00"], ["%Y/%m/%d %H:%M:%S"]),
    ],
)
def test_the_formats_that_would_read_all_times_are_offered(
    texts: list[str], formats: list[str], tmp_path: Path
) -> None:
    """One fault for the column; where day and month cannot be told apart, both readings."""
    [fault] = faults_in(tmp_path, ["When,Calls,Time", *(f"{t},20,180" for t in texts)], COLUMNS)
    offered = [part.split('"')[1] for part in fault.split("time_format = ")[1:]]
    assert offered == formats
    assert "reads it as 2026-05-" in fault


def test_dates_in_another_notation_are_totals_of_days(tmp_path: Path) -> None:
    [fault] = faults_in(tmp_path, ["When,Calls,Time", "14.05.2026,80,180"], COLUMNS)
    assert fault.endswith(
        "history.interval_minutes = 1440 spreads totals of days over their hours, with "
        'history.time_format = "%d.%m.%Y %H:%M"'
    )


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_another_delimiter_is_named_once(mark: str, tmp_path: Path) -> None:
    rows = [row.replace(",", mark) for row in ("When,Calls,Time", "2026-05-04 08:00,20,180")]
    [fault] = faults_in(tmp_path, rows, COLUMNS)
    assert fault.startswith("history.csv:1: header: found ")
    assert f"history.delimiter = {mark!r} parts them" in fault
    assert read_past(tmp_path, rows, f"delimiter = {mark!r}\n".replace("'", '"') + COLUMNS)[0]
