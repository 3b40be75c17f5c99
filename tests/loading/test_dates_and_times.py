"""Times of day with AM and PM, and dates alone: what they mean, and what is no time."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from scheduler.domain.scenario import Scenario
from scheduler.loading import check, load
from scheduler.loading.schema.dates_and_times import read_clock, read_from, read_moment, read_until
from tests.small_centres import CONTRACTS, CSRS, SETTINGS, at, clock, forecast_table, write_centre

TIME_OFF = """
csr_id, start,      end,        kind,     paid
c01,    2026-05-12, 2026-05-13, vacation, yes
"""
REQUESTS = """
csr_id, kind, start,            end,        weight
c02,    off,  2026-05-15,       2026-05-15, 1
c02,    off,  2026-05-11T12:00, 2026-05-11, 1
"""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7:30", 450),
        ("07:30", 450),
        ("7:30 AM", 450),
        ("7:30am", 450),
        ("7:30 a.m.", 450),
        ("7 am", 420),
        ("1:30pm", 810),
        ("12:00 PM", 720),
        ("12:00 AM", 0),
        ("12:45 am", 45),
        ("11:59 PM", 1439),
        ("24:00", 1440),
    ],
)
def test_times_of_day(text: str, minutes: int) -> None:
    assert read_clock(text) == minutes


@pytest.mark.parametrize(
    "text", ["7", "13:00 PM", "0:30 AM", "7:60 AM", "24:00 PM", "24:15", "7:3 AM", "7:30 XM", "pm"]
)
def test_no_times_of_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader of the cell says which
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-16T07:00", datetime(2026, 5, 16, 7)),
        ("2026-05-16 7:00 AM", datetime(2026, 5, 16, 7)),
        ("2026-05-16 1:30:15 pm", datetime(2026, 5, 16, 13, 30, 15)),
        ("2026-05-16T12:00 AM", datetime(2026, 5, 16)),
        ("2026-05-16T24:00", datetime(2026, 5, 17)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment
    assert read_from(text) == read_until(text) == moment


@pytest.mark.parametrize(
    "text", ["5/16/2026 7:00 AM", "16.05.2026", "2026-05-16T13:00 PM", "2026-05-16 7 AM", "7:00 AM"]
)
def test_no_moments(text: str) -> None:
    for read in (read_moment, read_from, read_until):
        with pytest.raises(ValueError):  # noqa: PT011 - the reader of the cell says which
            read(text)


def test_a_date_alone_is_a_whole_day() -> None:
    assert read_from("2026-05-16") == datetime(2026, 5, 16)
    assert read_until("2026-05-16") == datetime(2026, 5, 17)
    with pytest.raises(ValueError):  # noqa: PT011 - the reader of the cell says which
        read_moment("2026-05-16")


def spans(scenario: Scenario) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in (*scenario.time_off, *scenario.requests)]


# Tuesday and Wednesday; Friday; Monday from noon.
WHOLE_DAYS = [
    (at(1, "00:00"), at(3, "00:00")),
    (at(4, "00:00"), at(5, "00:00")),
    (at(0, "12:00"), at(1, "00:00")),
]


def test_dates_alone_in_time_off_and_requests(tmp_path: Path) -> None:
    assert spans(load(write_centre(tmp_path, time_off=TIME_OFF, requests=REQUESTS))) == WHOLE_DAYS


def test_dates_alone_in_frames(tmp_path: Path) -> None:
    """Dates are days; a Timestamp is a moment, also at midnight."""
    folder = write_centre(tmp_path)
    tables = {
        name: pd.read_csv(folder / f"{name}.csv") for name in ("csrs", "contracts", "forecast")
    }
    first, last = date(2026, 5, 12), date(2026, 5, 13)

    def away(start: object, end: object) -> list[tuple[int, int]]:
        off = pd.DataFrame(
            {"csr_id": ["c01"], "start": [start], "end": [end], "kind": ["x"], "paid": [True]}
        )
        return spans(Scenario.from_frames(folder / "settings.toml", time_off=off, **tables))

    assert away(first, last) == WHOLE_DAYS[:1]
    assert away(pd.Timestamp(first), pd.Timestamp(last)) == [(at(1, "00:00"), at(2, "00:00"))]


def test_twelve_hours_in_every_file(tmp_path: Path) -> None:
    """The same centre, its times written with AM and PM."""
    scenario = load(
        write_centre(
            tmp_path,
            settings=SETTINGS.replace('"08:00-17:00"', '"8:00 AM-5:00 PM"'),
            contracts=CONTRACTS.replace("08:00", "8:00 AM").replace("17:00", "5 PM"),
            csrs=CSRS,
            forecast=forecast_table().replace("T08:00", " 8:00 AM").replace("T13:00", "T1:00 PM"),
        )
    )
    plain = load(write_centre(tmp_path / "plain"))
    assert scenario.csr["c01"].contract == plain.csr["c01"].contract
    assert scenario.csr["c01"].contract.latest == clock("17:00")
    assert scenario.opening == plain.opening
    assert scenario.contacts.given == plain.contacts.given


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {"contracts": CONTRACTS.replace("08:00", "18:00 PM", 1)},
            "contracts.csv:2: earliest_start: found '18:00 PM', allowed: a time of day",
        ),
        (
            {"time_off": TIME_OFF.replace("2026-05-13", "5/13/2026")},
            "time_off.csv:2: end: found '5/13/2026', allowed: a time from 1990 to 2100, as "
            "`2026-05-11T07:00` (an offset such as -07:00 or Z may follow), or a date alone, until "
            "its end",
        ),
        (
            {"time_off": TIME_OFF.replace("2026-05-13", "2026-05-11")},
            "time_off.csv:2: end: found 2026-05-12T00:00:00, allowed: a time after start",
        ),
        (
            {"forecast": forecast_table().replace("2026-05-11T08:00", "2026-05-11", 1)},
            "forecast.csv:2: start: found '2026-05-11', allowed: a time from 1990 to 2100",
        ),
        (
            {"settings": SETTINGS.replace('"08:00-17:00"', '"8:00 AM-12:00 AM"', 1)},
            "settings.toml:12: opening.phone.mon: found '8:00 AM-12:00 AM', allowed: two times",
        ),
    ],
)
def test_what_has_more_than_one_meaning(tmp_path: Path, files: dict[str, str], found: str) -> None:
    faults = [str(fault) for fault in check(write_centre(tmp_path, **files))]
    assert faults[0].startswith(found)
