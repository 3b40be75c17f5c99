"""Demand that is well-formed and cannot be meant, and settings that change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.forecast import AbsurdContacts, forecast
from scheduler.loading import InputFaults, load
from tests.small_centres import SETTINGS, write_centre

FORECAST = "start, channel, language, volume, aht_s\n"
EMAIL = '[service.email]\nmodel = "deferrable"\n'
PHONE = "[service.phone]\ntarget = 0.80\n"


def faults(folder: Path, **files: str | None) -> list[str]:
    with pytest.raises(InputFaults) as raised:
        load(write_centre(folder, **files))
    return [str(fault) for fault in raised.value.faults]


def test_more_people_busy_than_any_centre_has(tmp_path: Path) -> None:
    # A million contacts of a day each in an hour: 24 million people.
    absurd = FORECAST + "2026-05-11T08:00, phone, en, 1000000, 86400"
    assert faults(tmp_path, forecast=absurd) == [
        "forecast.csv:2: aht_s: found 1,000,000 contacts of 86,400 s, which keep 24,000,000 "
        "people busy, allowed: at most 50,000 people busy on a channel"
    ]


def test_totals_that_no_centre_has(tmp_path: Path) -> None:
    totals = "period, channel, language, volume, aht_s\n2026, phone, en, 1e9, 86400"
    scenario = load(write_centre(tmp_path, forecast=None, volumes=totals))
    with pytest.raises(AbsurdContacts) as raised:
        forecast(scenario)
    (found,) = raised.value.faults
    assert found.startswith("volumes.csv:1: aht_s: found 427,350 contacts of 86,400 s")
    assert "on phone at 2026-01-05 08:00" in found


def test_work_that_may_wait_may_pile_up(tmp_path: Path) -> None:
    mails = FORECAST + "2026-05-11T08:00, email, en, 1000000, 86400"
    assert forecast(load(write_centre(tmp_path, forecast=mails))).volumes[0].volume == 1e6


def test_an_interval_again_with_its_offset(tmp_path: Path) -> None:
    twice = "2026-05-11T08:00, phone, en, 3, 90\n2026-05-11T08:00-07:00, phone, en, 4, 90"
    (found,) = faults(tmp_path, forecast=FORECAST + twice)
    assert found.startswith("forecast.csv:3: start: found '2026-05-11T08:00:00-07:00' again")
    assert found.endswith("each interval once (line 2)")


def test_a_column_that_would_count_twice(tmp_path: Path) -> None:
    settings = SETTINGS + '\n[history.columns]\nhandled = ["Calls", "Calls"]\n'
    (found,) = faults(tmp_path, settings=settings)
    assert "history.columns.handled: found ['Calls', 'Calls']" in found
    assert "a list of different columns" in found


def test_a_column_of_two_figures_that_are_summed(tmp_path: Path) -> None:
    mapping = """
[history]
channel = "phone"
language = "en"
[history.columns]
start = "Time"
handled = "Calls"
abandoned = "Calls"
aht_s = "Talk"
work_s = "Talk"
"""
    past = "Time, Calls, Talk\n2026-05-01T08:00, 12, 3:05"
    assert faults(tmp_path, settings=SETTINGS + mapping, forecast=None, history=past) == [
        "history.csv:1: abandoned: found a column of handled again, allowed: each column in one of "
        "them",
        "history.csv:1: work_s: found a column of aht_s again, allowed: each column in one of them",
    ]


@pytest.mark.parametrize(
    ("table", "line", "found"),
    [
        (EMAIL, "reserved_hours = -1", "reserved_hours: found -1, allowed: a number from 0"),
        (EMAIL, "reserved_hours = inf", "reserved_hours: found inf, allowed: a number from 0"),
        (EMAIL, 'reserved_hours = "6"', "reserved_hours: found '6' in quotes, a text"),
        (PHONE, "max_occupancy = 1e-300", "max_occupancy: found 1e-300, allowed: a number from"),
    ],
)
def test_service_settings_out_of_their_limits(
    tmp_path: Path, table: str, line: str, found: str
) -> None:
    (fault,) = faults(tmp_path, settings=SETTINGS.replace(table, f"{table}{line}\n"))
    assert found in fault


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("reserved_hours = 5", "reserved_hours changes nothing"),
        ("waiting_hours = 5", "waiting_hours changes nothing"),
        ('model = "erlang_a"', "erlang_a without patience_s: nobody abandons"),
    ],
)
def test_settings_that_change_nothing_are_said(tmp_path: Path, line: str, warning: str) -> None:
    settings = SETTINGS.replace(PHONE, f"{PHONE}{line}\n")
    found = load(write_centre(tmp_path, settings=settings)).warnings
    where = settings.lstrip("\n").splitlines().index(line) + 1
    assert any(text.startswith(f"settings.toml:{where}: {warning}") for text in found)


def test_settings_that_matter_are_not(tmp_path: Path) -> None:
    settings = SETTINGS.replace(EMAIL, f"{EMAIL}reserved_hours = 5\nwaiting_hours = 2\n")
    settings = settings.replace(PHONE, f'{PHONE}model = "erlang_a"\npatience_s = 90\n')
    assert load(write_centre(tmp_path, settings=settings)).warnings == ()
